"""Lists at checks of an identity: opened by a supervisor for a reason, and asked for nothing else."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from manumit.base.kernel import load_settings
from manumit.doors.web.desk.acts.galleries import gallery_of
from manumit.doors.web.desk.models import Candidate, Search, Subject, Trace, Workspace
from manumit.engine.evidence import Logbook
from tests.doors.web.desk.faces import USE, blank, enrolled, face, looked_for, other_face, work
from tests.doors.web.desk.test_identify import AT, decide, page

pytestmark = pytest.mark.django_db
API = "/api/v1/workspaces/fresh/identify"
WHY = {"purpose": "Checks at the northern shelter", "basis": "Art. 11 of the shelter act"}


@pytest.fixture
def supervisor(colleague: Callable[[str, str], Client]) -> Client:
    """Who answers for the galleries."""
    return colleague("otto", "supervisor")


def opened(client: Client, kind: str, *aims: str, days: int = 30, **changed: Any) -> int:
    until = (timezone.now().date() + timedelta(days=days)).isoformat()
    sent = {**WHY, "aim": aims, "until": until, **changed}
    return client.post(f"{AT}/galleries/{kind}/checks", sent).status_code


def checked(client: Client, live: bytes, **told: Any) -> Search | None:
    """A check of whoever stands there; None where it was refused."""
    handed = {"live": SimpleUploadedFile("live.png", live, "image/png")}
    answer = client.post(f"{AT}/check", {**USE, **told, **handed})
    if answer.status_code != 302:
        assert answer.status_code == 400
        return None
    made = Search.objects.latest("pk")
    work(made.job)
    made.refresh_from_db()
    return made


def test_a_supervisor_opens_a_list_for_a_reason_and_until_a_day(
    browser: Client, supervisor: Client, fresh: Workspace
) -> None:
    enrolled(browser, "fresh", ("b_1.png", face(5)), who="one", person="Berta Other", kind="suspect")
    assert "No list is open to checks" in page(browser, f"{AT}/check")
    assert opened(browser, "suspect", "suspicion") == 403, "no investigator does"
    assert opened(supervisor, "missing", "missing") == 400, "nobody is in it"
    assert opened(supervisor, "suspect", "protection") == 400
    assert opened(supervisor, "suspect") == 400
    assert opened(supervisor, "suspect", "suspicion", days=400) == 400
    assert opened(supervisor, "suspect", "suspicion", until="soon") == 400
    assert opened(supervisor, "suspect", "suspicion", basis="x") == 400
    assert opened(supervisor, "nobody", "suspicion") == 404
    assert checked(browser, face(5), aim="suspicion") is None, "nothing was opened by all this"
    assert opened(supervisor, "suspect", "suspicion") == 302
    shown = page(browser, f"{AT}/galleries/suspect")
    for said in ("Are they suspected?", WHY["purpose"], WHY["basis"]):
        assert said in shown
    assert "Open it otherwise" not in shown
    assert "Open it otherwise" in page(supervisor, f"{AT}/galleries/suspect")
    assert "none may" in page(supervisor, f"{AT}/galleries/staff")
    form = page(browser, f"{AT}/check")
    assert 'value="suspicion" required' in form
    assert 'value="missing" required' not in form
    noted = Trace.objects.get(type="permission_change")
    assert (noted.what, noted.ident, noted.body["aims"]) == ("gallery", "suspect", "suspicion")
    assert supervisor.post(f"{AT}/galleries/suspect/checks/close", WHY).status_code == 302
    assert supervisor.post(f"{AT}/galleries/suspect/checks/close", WHY).status_code == 400
    assert checked(browser, face(5), aim="suspicion") is None


def test_a_check_asks_the_lists_of_its_aim_and_two_people_decide_about_whoever_is_named(
    browser: Client, supervisor: Client, fresh: Workspace
) -> None:
    for kind, seed, name in (("missing", 5, "Berta"), ("victim", 1, "Ana"), ("suspect", 4, "Sam")):
        enrolled(browser, "fresh", (f"{name}.png", face(seed)), who="one", person=name, kind=kind)
    assert opened(supervisor, "missing", "missing", "protection") == 302
    assert opened(supervisor, "suspect", "suspicion") == 302
    assert checked(browser, face(5), aim="missing", kind="missing") is None, "it is asked already"
    made = checked(browser, face(5), aim="missing")
    assert made
    assert (made.aim, made.kind, made.answer["answer"]) == ("missing", "", None)
    missing, victim = made.answer["lists"]
    assert (missing["kind"], victim["kind"], victim["why_not"]) == ("missing", "victim", "closed")
    found = made.candidates.get()
    assert found.subject == Subject.objects.get(kind="missing"), (
        "suspects were not asked, nor possible victims"
    )
    told = page(browser, f"{AT}/searches/{made.pk}")
    for said in (
        "1 candidate: a question for two people",
        "Berta",
        WHY["basis"],
        "Is somebody looking for them?",
        "Not asked: it is open to no check.",
    ):
        assert said in told
    assert "support" not in told.replace("supported", ""), "no ratio before two have looked"
    asked = browser.get(f"{API}/searches/{made.pk}").json()
    assert [(one["kind"], one["asked"], one["candidates"]) for one in asked["lists"]] == [
        ("missing", True, 1),
        ("victim", False, None),
    ]
    assert (asked["candidates"][0]["gallery"], asked["candidates"][0]["llr"]) == ("missing", None)
    assert decide(browser, found, "same").state == "half"
    assert decide(supervisor, found, "same").outcome == "same"
    assert "support" in page(browser, f"{AT}/searches/{made.pk}")
    gallery = gallery_of(fresh, "missing")
    assert gallery
    uses = gallery.uses()
    assert [one["what"] for one in uses][-2:] == ["open to checks", "check list"]
    assert (uses[-1]["aim"], uses[-1]["purpose"]) == ("missing", USE["purpose"])
    event = Logbook(settings.HOUSE.galleries / "fresh" / "missing", load_settings()).events()[1]
    assert (event.type, event.body["about"], event.body["aim"]) == ("access", "list", "missing")
    suspects = gallery_of(fresh, "suspect")
    assert suspects
    assert suspects.uses()[-1]["what"] == "open to checks", "it was not asked"


def test_no_check_for_a_suspicion_looks_through_possible_victims_nor_the_other_way_round(
    browser: Client, supervisor: Client, fresh: Workspace
) -> None:
    for kind, seed in (("victim", 1), ("suspect", 4), ("staff", 6)):
        enrolled(browser, "fresh", (f"{kind}.png", face(seed)), who="one", kind=kind)
    assert opened(supervisor, "victim", "missing") == 302
    assert opened(supervisor, "suspect", "suspicion") == 302
    for aim, kind in (("suspicion", "victim"), ("missing", "suspect")):
        sent = {**USE, "aim": aim, "kind": kind, "purpose": "Checks at night", "zone": ""}
        live = SimpleUploadedFile("live.png", face(1), "image/png")
        answer = browser.post(f"{AT}/check", sent | {"live": live})
        told = answer.content.decode()
        assert answer.status_code == 400, told
        assert 'id="kind-wrong"' in told
        assert "No check for this looks in this gallery." in told
        for kept in ('value="Checks at night"', f'value="{aim}" required checked', f'value="{kind}" checked'):
            assert kept in told
        assert "Choose the file again, a browser sends it only once: live.png" in told
        asked: dict[str, Any] = {name: USE[name] for name in ("purpose", "basis", "modality")}
        asked |= {"kind": kind, "pictures": [base64.b64encode(face(1)).decode()], "lists_for": aim}
        assert browser.post(f"{API}/searches", asked, "application/json").status_code == 400
    assert not Search.objects.exists()
    made = checked(browser, face(1), aim="suspicion", kind="staff")
    assert made
    assert made.answer["answer"]["subjects"] == 1


def test_no_list_names_the_one_whose_picture_is_asked_about(
    browser: Client, supervisor: Client, fresh: Workspace
) -> None:
    enrolled(browser, "fresh", ("b_1.png", face(5)), kind="missing")
    enrolled(browser, "fresh", ("b_2.png", face(5) + b" "), kind="victim")
    assert opened(supervisor, "missing", "missing") == 302
    assert opened(supervisor, "victim", "missing") == 302
    berta = Subject.objects.get(kind="missing")
    told = {name: USE[name] for name in ("purpose", "basis", "modality")} | {"lists_for": "missing"}
    asked = told | {"taken": [{"person": berta.pk}]}
    made = browser.post(f"{API}/searches", asked, "application/json")
    assert made.status_code == 202, made.content
    work(Search.objects.get().job)
    answer = browser.get(f"{API}/searches/{made.json()['search']}").json()
    assert [one["gallery"] for one in answer["candidates"]] == ["victim"], "who is it is no news"
    assert [(one["kind"], one["candidates"]) for one in answer["lists"]] == [("missing", 0), ("victim", 1)]


def test_a_list_that_is_closed_before_it_is_asked_fails_nothing_else(
    browser: Client, supervisor: Client, fresh: Workspace
) -> None:
    enrolled(browser, "fresh", ("b_1.png", face(5)), kind="missing")
    assert opened(supervisor, "missing", "missing") == 302
    pictures = {
        name: SimpleUploadedFile(f"{name}.png", face(1), "image/png") for name in ("document", "live")
    }
    assert browser.post(f"{AT}/check", {**USE, "aim": "missing", **pictures}).status_code == 302
    assert supervisor.post(f"{AT}/galleries/missing/checks/close", WHY).status_code == 302
    made = Search.objects.get()
    work(made.job)
    made.refresh_from_db()
    assert [one["why_not"] for one in made.answer["lists"]] == ["closed", "absent"]
    assert made.candidates.get().subject is None, "document and person were compared"
    told = page(browser, f"{AT}/searches/{made.pk}")
    assert "Is it the same person?" in told
    assert "Not asked: it is open to no check." in told
    assert "Nobody of" not in told


def test_nobody_is_the_usual_answer_and_a_poor_picture_asks_no_list(
    browser: Client, supervisor: Client, fresh: Workspace
) -> None:
    enrolled(browser, "fresh", ("eve.png", other_face()), kind="missing")
    assert opened(supervisor, "missing", "missing") == 302
    made = checked(browser, face(1), aim="missing")
    assert made
    assert not Candidate.objects.exists()
    told = page(browser, f"{AT}/searches/{made.pk}")
    assert "No candidate" in told
    assert "Nobody of 1 person. That is the usual answer." in told
    poor = checked(browser, blank(), aim="missing")
    assert poor
    assert poor.answer["lists"] is None
    told = page(browser, f"{AT}/searches/{poor.pk}")
    assert "The picture was refused" in told
    assert "The lists that were asked" not in told
    document = {"document": SimpleUploadedFile("d.png", face(1), "image/png")}
    both = checked(browser, face(1), aim="missing", **document)
    assert both
    told = page(browser, f"{AT}/searches/{both.pk}")
    assert "The document's picture and the person" in told
    assert "That is the usual answer." in told


def test_programs_open_ask_and_close(browser: Client, supervisor: Client, fresh: Workspace) -> None:
    enrolled(browser, "fresh", ("b_1.png", face(5)), kind="missing")
    until = (timezone.now().date() + timedelta(days=30)).isoformat()
    told = {**WHY, "checks": ["protection"], "until": until}

    def post(client: Client, where: str, what: dict[str, Any]) -> Any:
        return client.post(f"{API}/{where}", what, "application/json")

    assert post(browser, "galleries/missing/checks", told).status_code == 403
    assert post(supervisor, "galleries/missing/checks", told).status_code == 204
    rows = {one["kind"]: one for one in browser.get(f"{API}/galleries").json()}
    assert (rows["missing"]["checks"], rows["missing"]["checks_until"]) == (["protection"], until)
    assert (rows["victim"]["checks"], rows["victim"]["checks_until"]) == ([], None)
    use = {name: USE[name] for name in ("purpose", "basis", "modality")}
    asked = {**use, "pictures": [base64.b64encode(face(5)).decode()], "lists_for": "protection"}
    assert post(browser, "searches", asked | {"lists_for": "suspicion"}).status_code == 400
    made = post(browser, "searches", asked)
    assert made.status_code == 202, made.content
    work(Search.objects.get().job)
    answer = browser.get(f"{API}/searches/{made.json()['search']}").json()
    assert (answer["way"], answer["lists_for"]) == ("check", "protection")
    assert [one["why_not"] for one in answer["lists"]] == ["absent", ""]
    assert len(answer["candidates"]) == 1
    assert post(supervisor, "galleries/missing/checks/close", WHY).status_code == 204
    assert post(browser, "searches", asked).status_code == 400


def test_of_very_many_pictures_the_page_says_how_many_were_compared_to_the_end(
    browser: Client, supervisor: Client, fresh: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolled(browser, "fresh", ("b_1.png", face(5)), ("b_2.png", face(5) + b" "), kind="missing", who="one")
    assert opened(supervisor, "missing", "missing") == 302
    monkeypatch.setenv("MANUMIT_GALLERY_EXACT", "1")
    made = looked_for(browser, "fresh", face(5), kind="missing")
    said = "2 pictures of 1 person, 2 of them compared to the end"
    told = page(browser, f"{AT}/searches/{made.pk}")
    assert said in told
    assert "each of them compared" not in told
    answer = browser.get(f"{API}/searches/{made.pk}").json()
    filtered = answer["filtered"]
    assert (filtered["way"], filtered["templates"], len(answer["candidates"])) == ("bounded", 2, 1)
    assert filtered["recall_found"] == filtered["recall_of"] >= 2
    listed = checked(browser, face(5), aim="missing")
    assert listed
    assert said in page(browser, f"{AT}/searches/{listed.pk}")
