"""Ways to Identify: from records and their pictures, checks of an identity, and where accepted matches lead; the
machine's door to the same."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from manumit.base.kernel import Settings
from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts import galleries
from manumit.doors.web.desk.acts.galleries import name_of
from manumit.doors.web.desk.models import (
    Candidate,
    Enrolment,
    Placed,
    Search,
    Subject,
    Workspace,
    WorkspaceMember,
)
from manumit.doors.web.desk.sights.lookups import lookup_of
from manumit.engine.job import run_job
from tests.doors.web.desk.faces import USE, enrolled, face, looked_for, work
from tests.doors.web.desk.test_identify import AT, decide, page
from tests.doors.web.silence import Silent

pytestmark = pytest.mark.django_db
API = "/api/v1/workspaces/fresh/identify"
ZONE = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
MISSED = (
    "report_id,reported_at,name,birth_date,last_seen_at,last_seen_place,description,photo\n"
    "m1,2026-03-01T10:00:00Z,Ana Example,1999-01-02,2026-02-27T20:00:00Z,Leeds,Left for work,pictures/ana.png\n"
)
SEEN = (
    "sighting_id,seen_at,place,lat,lon,description,source,photo\n"
    "s1,2026-03-09T10:00:00Z,Hull,53.744,-0.332,At the station,camera,pictures/hull.png\n"
    "s2,2026-03-09T11:00:00Z,York,53.959,-1.081,Nobody,camera,../outside.png\n"
)


@pytest.fixture(autouse=True)
def _no_gallery_stays() -> Iterator[None]:
    yield
    galleries._opened.cache_clear()
    shutil.rmtree(settings.HOUSE.galleries, ignore_errors=True)


@pytest.fixture
def read(fresh: Workspace, tmp_path: Path) -> Workspace:
    """A missing person and two sightings, with pictures beside their files; one of them lies outside."""
    folder = tmp_path / "in"
    (folder / "pictures").mkdir(parents=True)
    (folder / "missing.csv").write_text(MISSED)
    (folder / "seen.csv").write_text(SEEN)
    (folder / "pictures" / "ana.png").write_bytes(face(1))
    (folder / "pictures" / "hull.png").write_bytes(face(4))
    (tmp_path / "outside.png").write_bytes(face(5))
    run_job([folder / "missing.csv", folder / "seen.csv"], Path(fresh.folder), Settings(), Silent())
    return fresh


def _record(workspace: Workspace, kind: str) -> str:
    found = [
        hit.record
        for hit in lookup_of(workspace).search("Example" if kind == "missing_person" else "station").records
    ]
    return next(one.record_id for one in found if one.kind == kind)


def test_a_missing_person_is_looked_for_in_sightings_and_moves_where_two_people_recognised_her(
    browser: Client, read: Workspace
) -> None:
    made = enrolled(browser, "fresh", **{"from": "records"})
    made.job.refresh_from_db()
    assert made.job.result["new"] == 1, "the picture outside the folder is not read"
    sighting = Subject.objects.get()
    assert (sighting.source, sighting.record_id) == ("sighting", _record(read, "sighting"))
    missed = _record(read, "missing_person")
    assert "ana.png" in page(browser, f"/w/fresh/records/{missed}")
    form = page(browser, f"{AT}/search?record={missed}")
    assert f'value="record:{missed}:0" selected' in form
    sent = {**USE, "kind": "victim", "picture-taken": f"record:{missed}:0"}
    assert browser.post(f"{AT}/search", sent).status_code == 302
    work(Search.objects.get().job)
    one = Candidate.objects.get()
    other = Client()
    user = User.objects.create(username="otto", role="supervisor")
    WorkspaceMember.objects.create(workspace=read, user=user)
    other.force_login(user)
    session = other.session
    session["by_link"] = True
    session.save()
    decide(browser, one, "same")
    assert not Placed.objects.exists(), "one person's word places nobody"
    decide(other, one, "same")
    (ana,) = {placed.entity_id for placed in Placed.objects.all()}
    moves = page(browser, f"/w/fresh/entities/{ana}")
    assert "Hull" in moves
    assert "recognised by two people" in moves
    assert "Recognised by two people" in page(browser, f"/w/fresh/records/{sighting.record_id}")
    browser.post(f"{AT}/people/{sighting.pk}/withdraw", {"reason": "asked for it"})
    assert "recognised by two people" not in page(browser, f"/w/fresh/entities/{ana}")
    again = enrolled(browser, "fresh", **{"from": "records"})
    again.job.refresh_from_db()
    assert (again.job.result["new"], Subject.objects.count()) == (0, 0), "whoever left stays away"
    assert "was erased" in page(browser, f"{AT}/enrolments/{again.pk}")


def test_two_pictures_are_compared_and_decided_about(browser: Client, fresh: Workspace) -> None:
    sent = {
        **USE,
        "picture": SimpleUploadedFile("a.png", face(1)),
        "other": SimpleUploadedFile("b.png", face(4)),
    }
    assert browser.post(f"{AT}/compare", sent).status_code == 302
    made = Search.objects.get()
    work(made.job)
    told = page(browser, f"{AT}/searches/{made.pk}")
    assert "Very strong support" in told
    one = Candidate.objects.get()
    assert "Second picture" in page(browser, f"{AT}/pairs/{one.pk}")
    assert decide(browser, one, "different").state == "half"
    assert browser.post(f"{AT}/searches/{made.pk}/close").status_code == 302
    assert "cannot be read any more" in page(browser, f"{AT}/searches/{made.pk}")
    assert not Candidate.objects.exists()


def test_an_identity_is_checked(browser: Client, fresh: Workspace) -> None:
    enrolled(browser, "fresh", ("b_1.png", face(5)), who="one", person="Berta Other", kind="missing")
    sent = {**USE, "zone": ZONE, "kind": "missing"}
    pictures = {"document": face(1), "live": face(4)}
    handed = {name: SimpleUploadedFile(f"{name}.png", data) for name, data in pictures.items()}
    assert browser.post(f"{AT}/check", sent | handed).status_code == 302
    made = Search.objects.get()
    work(made.job)
    told = page(browser, f"{AT}/searches/{made.pk}")
    for said in (
        "zone holds together",
        "ANNA MARIA ERIKSSON",
        "Expired when it was checked",
        "Perhaps known under another name",
        "Berta Other",
    ):
        assert said in told
    wrong = sent | {"zone": ZONE.replace("7408122", "7408123")}
    handed = {name: SimpleUploadedFile(f"{name}.png", data) for name, data in pictures.items()}
    assert browser.post(f"{AT}/check", wrong | handed).status_code == 302
    assert "does not hold together" in page(browser, f"{AT}/searches/{Search.objects.latest('pk').pk}")
    assert browser.post(f"{AT}/check", {**USE, "zone": "P<"}).status_code == 400
    assert Search.objects.count() == 2


def test_the_machines_door_says_the_same(browser: Client, fresh: Workspace) -> None:
    enrolled(browser, "fresh", ("ana_1.png", face(1)))
    assert {"kind": "victim", "people": 1} in browser.get(f"{API}/galleries").json()
    told = {
        "pictures": [base64.b64encode(face(4)).decode()],
        "kind": "victim",
        "modality": "face",
        "purpose": "Missing person 2026-14",
        "basis": "Consent of the family",
    }
    answer = browser.post(f"{API}/searches", told, content_type="application/json")
    assert (answer.status_code, answer.json()["state"]) == (202, "queued")
    work(Search.objects.get().job)
    done = browser.get(f"{API}/searches/{answer.json()['search']}").json()
    assert done["presentation_attack_detection"] == ["none installed"]
    (one,) = done["candidates"]
    assert one["name"] == f"Person {one['person']}", "possible victims are covered here, too"
    said = browser.post(
        f"{API}/pairs/{one['pair']}/word",
        {"answer": "same", "reason": "ears"},
        content_type="application/json",
    )
    assert said.json()["state"] == "half"
    held = browser.get(f"{API}/people/{one['person']}").json()
    assert (held["pictures"], held["basis"]) == (1, "Consent of the family")
    gone = browser.post(
        f"{API}/people/{one['person']}/withdraw", {"reason": "asked for it"}, content_type="application/json"
    )
    assert gone.status_code == 204
    assert browser.get(f"{API}/people/{one['person']}").status_code == 404
    zone = browser.post(f"{API}/zone", {"text": ZONE}, content_type="application/json").json()
    assert (zone["surname"], zone["sound"], zone["checks"]["all"]) == ("ERIKSSON", True, True)
    assert browser.post(f"{API}/zone", {"text": "P<"}, content_type="application/json").status_code == 400
    bad = browser.post(f"{API}/searches", told | {"pictures": ["x"]}, content_type="application/json")
    assert bad.status_code == 400


def test_who_may_see_the_names_of_missing_people(browser: Client, fresh: Workspace) -> None:
    enrolled(browser, "fresh", ("x.png", face(1)), who="one", person="Ana Example", kind="missing")
    assert name_of(Subject.objects.get()) == "Ana Example"
    assert "Ana Example" in page(browser, f"{AT}/galleries/missing")
    assert Enrolment.objects.get().basis == "Consent of the family"
    made = looked_for(browser, "fresh", face(4), kind="missing")
    assert "Ana Example" in page(browser, f"{AT}/searches/{made.pk}")
