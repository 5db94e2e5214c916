"""Forms: only our own, from our own pages; sent twice, done once; and nobody is led elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.models import (
    Case,
    CaseMember,
    Grant,
    Job,
    SavedSearch,
    Trace,
    Watchlist,
    Workspace,
)
from tests.doors.web.conftest import Signed
from tests.doors.web.desk.hands import ADS
from tests.doors.web.routes import address_of, every_route, things

pytestmark = pytest.mark.django_db
ROUTES = dict(every_route())
READ_ONLY = {405, 404, 410}


def _strict(signed: Signed, user: User) -> Client:
    """A client whose forms must carry the token of their page, as those of browsers."""
    lenient = signed(user=user)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = lenient.cookies
    return strict


def test_no_route_takes_a_form_that_is_not_ours(
    signed: Signed, person: Callable[..., User], workspace: Workspace
) -> None:
    """Every route that changes something, by everybody who could: refused before anything is done."""
    known = things(workspace) | {"number": 7}
    case = Case.objects.create(number=7, workspace=workspace, title="", made_by=person("supervisor"))
    taken: set[str] = set()
    for role in ("supervisor", "analyst", "administrator", "auditor"):
        user = person(role)
        CaseMember.objects.create(case=case, user=user, part="head")
        client, lenient = _strict(signed, user), signed(user=user)
        before = Trace.objects.count(), Job.objects.count(), Watchlist.objects.count(), Grant.objects.count()
        for name, parts in ROUTES.items():
            address = address_of(name, parts, known)
            answer = client.post(address, {"csrfmiddlewaretoken": "x" * 32})
            if answer.status_code not in READ_ONLY:
                assert answer.status_code == 403, (name, role)
                taken.add(name)
        assert before == (
            Trace.objects.count(),
            Job.objects.count(),
            Watchlist.objects.count(),
            Grant.objects.count(),
        )
        assert lenient.get("/home").status_code == 200
    assert {"desk:upload", "desk:purpose", "desk:people", "set_language", "account_logout"} <= taken
    assert "api:purpose" in taken


def test_a_form_of_our_own_page_is_taken(signed: Signed, person: Callable[..., User]) -> None:
    client = _strict(signed, person())
    page = client.get("/me").content.decode()
    token = page.partition('name="csrf-token" content="')[2].partition('"')[0]
    assert client.post("/language/setlang/", {"language": "fr"}).status_code == 403
    answer = client.post("/language/setlang/", {"language": "fr", "csrfmiddlewaretoken": token})
    assert answer.status_code == 302
    elsewhere = client.post(
        "/language/setlang/",
        {"language": "fr", "csrfmiddlewaretoken": token},
        headers={"origin": "https://desk.example.org"},
    )
    assert elsewhere.status_code == 403, "the right token, and from another's page"


def test_the_refusal_is_of_the_one_shape(signed: Signed, person: Callable[..., User]) -> None:
    client = _strict(signed, person())
    page = client.post("/language/setlang/", {"language": "fr"}).content.decode()
    assert "This form is too old, or it was not ours." in page
    told = client.post("/language/setlang/", {}, headers={"accept": "application/json"}).json()
    assert set(told) == {"code", "sentence", "hint"}


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/",
        "//example.org",
        "/\\example.org",
        "\\\\example.org",
        "javascript:alert(1)",
        "http:///x",
    ],
)
def test_nobody_is_led_elsewhere(signed: Signed, client: Client, target: str) -> None:
    for somebody in (signed(), client):
        answer = somebody.post("/language/setlang/", {"language": "fr", "next": target})
        assert answer["Location"] == "/"
        answer = somebody.post(
            f"/language/setlang/?next={target}", {"language": "fr"}, headers={"referer": target}
        )
        assert answer["Location"] == "/"
        gone = somebody.get("/account/login/", {"next": target})
        assert "example.org" not in gone.get("Location", "")


def test_files_sent_twice_are_one_job(signed: Signed, workspace: Workspace) -> None:
    client = signed()
    for _ in range(2):
        files = [SimpleUploadedFile("ads.csv", ADS)]
        assert client.post("/w/case-7/jobs/upload", {"once": "abc", "files": files}).status_code == 302
    assert Job.objects.count() == 1


def test_a_purpose_stated_twice_holds_and_is_withdrawn_at_once(signed: Signed, workspace: Workspace) -> None:
    client, lead = signed(), things(workspace)["lead_id"]
    address = f"/w/case-7/leads/{lead}/purpose"
    for _ in range(2):
        assert client.post(address, {"purpose": "Safety visit on Monday"}).status_code == 302
    client.post(address, {"mask": "1"})
    assert not Grant.objects.filter(until__gt=timezone.now()).exists()


def test_the_same_person_added_twice_is_one(signed: Signed) -> None:
    client = signed("administrator")
    answers = [client.post("/people", {"username": "ana", "role": "analyst"}).status_code for _ in range(2)]
    assert answers == [200, 400]
    assert User.objects.filter(username="ana").count() == 1


def test_a_search_saved_twice_is_one(signed: Signed, workspace: Workspace) -> None:
    client = signed()
    for query in ("q=a", "q=b"):
        client.post("/w/case-7/search/saved", {"name": "mine", "query": query})
    assert [one.query for one in SavedSearch.objects.all()] == ["q=b"]


def test_a_form_that_is_too_large_gets_a_page_that_says_what_to_do(signed: Signed) -> None:
    size = str(11 * 2**20)
    page = signed().post("/cases/new", {"title": "x"}, HTTP_ACCEPT="text/html", CONTENT_LENGTH=size)
    assert (page.status_code, page["Content-Type"]) == (413, "text/html; charset=utf-8")
    assert "what you wrote may still be there" in page.content.decode()
    told = signed().post("/api/v1/anything", {"title": "x"}, CONTENT_LENGTH=size)
    assert (told.status_code, told.json()["code"]) == (413, "usage")
