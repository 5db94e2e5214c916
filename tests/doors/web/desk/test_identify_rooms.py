"""Which hotel a room is in, at the Desk and for programs: named with the reason, usually not; nobody is shown."""

from __future__ import annotations

import base64
import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from manumit.base.kernel import Erased, ManumitError, Refused, Settings, UsageError
from manumit.doors.web.desk.acts.rooming import found_in
from manumit.doors.web.desk.models import Job, Search, Trace, Workspace
from manumit.doors.web.desk.sealing import vault
from manumit.doors.web.desk.sights.lookups import lookup_of
from manumit.engine.job import run_job
from tests.doors.web.desk.faces import blank, work
from tests.doors.web.desk.hands import lies_in
from tests.doors.web.desk.rooms import USE, asked, house, known, picture, room_asked
from tests.doors.web.desk.test_identify import AT, page
from tests.doors.web.silence import Silent

pytestmark = pytest.mark.django_db
API = "/api/v1/workspaces/fresh/identify"
ADVERTS = (
    "ad_id,posted_at,source,title,text,location,contact,images\n"
    "a1,2026-03-01T10:00:00Z,board,By the sea,Call me,Hull,+44 7700 900123,pictures/room.jpg\n"
)


def test_a_hotel_is_named_with_its_reason_and_both_rooms_stand_beside_each_other(
    browser: Client, fresh: Workspace
) -> None:
    known(house())
    form = page(browser, f"{AT}/rooms")
    assert 'value="hotels" required checked' in form
    assert "pictures: 2, hotels: 2, chains: 2" in form
    made = room_asked(browser, "fresh", asked())
    assert made.answer["rooms"]["hotels"] == 1
    assert "Hotel" not in str(made.answer), "what came of it is sealed"
    said = page(browser, f"{AT}/searches/{made.pk}")
    assert "1 hotel to ask at" in said
    assert "Of 41 pictures of unknown rooms, at most one" in said
    assert "Chain 0" in said
    assert "places in it agree" in said
    assert "Hotel 1" not in said
    assert "One part alone" not in said
    assert "measured on whole pictures" not in said
    shown = browser.get(f"{AT}/searches/{made.pk}/rooms/0")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    with Image.open(io.BytesIO(shown.content)) as both:
        assert (both.height, both.width > 2 * 200) == (256, True)
    looked = Trace.objects.filter(what="search", ident=str(made.pk), type="access")
    assert [one.body.get("form") or one.body.get("did") for one in looked.order_by("pk")] == [
        "room", None, "picture",
    ]  # fmt: skip
    assert {one.purpose for one in looked} == {USE["purpose"]}
    assert browser.get(f"{AT}/searches/{made.pk}/rooms/1").status_code == 404
    assert "1 hotel to ask at" in page(browser, AT)
    assert browser.post(f"{AT}/searches/{made.pk}/close").status_code == 302
    gone = page(browser, f"{AT}/searches/{made.pk}")
    assert "Destroyed" in gone
    assert "Hotel 0" not in gone
    assert browser.get(f"{AT}/searches/{made.pk}/rooms/0").status_code == 404


def test_one_part_of_a_room_is_compared_alone(browser: Client, fresh: Workspace) -> None:
    """What hangs on the wall tells the hotel; of the floor before the window nothing does."""
    known(house())
    art = {"part-left": "24", "part-top": "3", "part-right": "61", "part-bottom": "38"}
    made = room_asked(browser, "fresh", asked(), **art)
    told = page(browser, f"{AT}/searches/{made.pk}")
    assert "1 hotel to ask at" in told
    assert "from 24 to 61 per cent of the width, from 3 to 38 per cent of the height" in told
    assert "It was measured on whole pictures" in told
    assert browser.get(f"{API}/rooms/{made.pk}").json()["part"] == [0.24, 0.03, 0.61, 0.38]
    assert browser.get(f"{AT}/searches/{made.pk}/rooms/0").status_code == 200
    floor = {"part-top": "60", "part-right": "20"}
    made = room_asked(browser, "fresh", asked(), **floor)
    told = page(browser, f"{AT}/searches/{made.pk}")
    assert "No hotel" in told
    assert "Nothing in this part is known" in told
    assert "Nothing in it is known" not in told, "of the whole picture nobody asked"
    made = room_asked(browser, "fresh", asked(), **{"part-right": "2"})
    assert "pixels are too few" in page(browser, f"{AT}/searches/{made.pk}")


def test_no_hotel_is_the_usual_answer(browser: Client, fresh: Workspace) -> None:
    known(house())
    known(house() / "fresh", "few", measured_on=3)
    known(house() / "other", "theirs")
    other = room_asked(browser, "fresh", picture(7))
    said = page(browser, f"{AT}/searches/{other.pk}")
    assert "No hotel" in said
    assert "does not mean that the room is in none of them" in said
    few = room_asked(browser, "fresh", asked(), collection="few")
    assert "With 3 pictures nobody can say" in page(browser, f"{AT}/searches/{few.pk}")
    wider = room_asked(browser, "fresh", asked(), collection="few", sure="5")
    assert "needs 5 or more" in page(browser, f"{AT}/searches/{wider.pk}")
    form = page(browser, f"{AT}/rooms")
    assert 'value="theirs"' not in form
    odd = ({"part-left": "70", "part-right": "30"}, {"part-top": "high"}, {"part-bottom": "nan"})
    for wrong in ({"collection": "theirs"}, {"collection": "../hotels"}, {"basis": ""}, {"sure": "1"}, *odd):
        sent = {**USE, **wrong, "picture": SimpleUploadedFile("a.jpg", asked())}
        assert browser.post(f"{AT}/rooms", sent).status_code == 400, wrong
    assert browser.post(f"{AT}/rooms", USE).status_code == 400, "no picture"


def test_what_cannot_be_used_is_said(browser: Client, fresh: Workspace) -> None:
    assert "No collection of rooms is here yet" in page(browser, f"{AT}/rooms")
    house().mkdir(exist_ok=True)
    (house() / "broken.npz").write_bytes(b"PK\x03\x04 cut off")
    assert "broken.npz is no catalogue of rooms, or damaged." in page(browser, f"{AT}/rooms")
    known(house())
    cut = room_asked(browser, "fresh", asked()[:3000])
    assert "The picture is damaged" in page(browser, f"{AT}/searches/{cut.pk}")
    plain = room_asked(browser, "fresh", blank())
    assert "No hotel" in page(browser, f"{AT}/searches/{plain.pk}")


def test_lists_are_asked_first_and_again_when_a_room_is_shown(
    browser: Client, fresh: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known(house())
    before = room_asked(browser, "fresh", asked())
    theirs = tmp_path / "list.txt"
    theirs.write_text(f"sha256:{hashlib.sha256(picture(0)).hexdigest()}\n")
    monkeypatch.setenv("MANUMIT_KNOWN_ILLEGAL", str(theirs))
    assert "Its picture cannot be shown" in page(browser, f"{AT}/searches/{before.pk}")
    assert browser.get(f"{AT}/searches/{before.pk}/rooms/0").status_code == 404
    after = room_asked(browser, "fresh", asked())
    assert after.answer["rooms"]["hotels"] == 0, "a picture of the collection that is on a list tells nothing"
    theirs.write_text(f"sha256:{hashlib.sha256(asked()).hexdigest()}\n")
    assert browser.get(f"{AT}/searches/{before.pk}/rooms/0").status_code == 404, (
        "what was asked is on a list by now"
    )
    refused = room_asked(browser, "fresh", asked())
    assert refused.answer["rooms"] is None
    assert "must not be looked at" in page(browser, f"{AT}/searches/{refused.pk}")
    assert browser.get(f"{AT}/searches/{refused.pk}/pictures/0").status_code == 404
    assert "sha256" in (Path(fresh.folder) / "hand-over.jsonl").read_text()


def test_a_room_is_taken_from_a_record(browser: Client, fresh: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "pictures").mkdir(parents=True)
    (folder / "ads.csv").write_text(ADVERTS)
    (folder / "pictures" / "room.jpg").write_bytes(asked())
    run_job([folder / "ads.csv"], Path(fresh.folder), Settings(), Silent())
    known(house())
    record = lookup_of(fresh).search("sea").records[0].record.record_id
    assert f"identify/rooms?record={record}" in page(browser, f"/w/fresh/records/{record}")
    assert f'value="record:{record}:0" selected' in page(browser, f"{AT}/rooms?record={record}")
    assert browser.post(f"{AT}/rooms", {**USE, "picture-taken": f"record:{record}:0"}).status_code == 302
    made = Search.objects.get()
    work(made.job)
    assert made.record_id == record
    assert "1 hotel to ask at" in page(browser, f"{AT}/searches/{made.pk}")


def test_the_machines_door_says_the_same(browser: Client, fresh: Workspace) -> None:
    known(house())
    (row,) = browser.get(f"{API}/rooms").json()
    assert (row["name"], row["hotels"], row["measured_on"]) == ("hotels", 2, 40)
    told = {name: USE[name] for name in ("purpose", "basis", "collection")}
    sent = told | {"picture": base64.b64encode(asked()).decode()}
    answer = browser.post(f"{API}/rooms", sent, content_type="application/json")
    assert (answer.status_code, answer.json()["state"]) == (202, "queued")
    work(Search.objects.get().job)
    number = answer.json()["search"]
    done = browser.get(f"{API}/rooms/{number}").json()
    (hotel,) = done["hotels"]
    assert (hotel["hotel"], hotel["expected_false"], hotel["picture"]) == ("Hotel 0", 0.0244, 0)
    assert done["chains"][0]["chain"] == "Chain 0"
    assert done["part"] is None
    found = found_in(vault(), Search.objects.get().ident)
    assert found
    assert hotel["says"] == found["hotels"][0]["says"], "at the terminal it is said in the same words"
    assert browser.get(f"{API}/rooms/{number}/pictures/0")["Content-Type"] == "image/jpeg"
    for wrong in ({"collection": "none"}, {"picture": "?"}, {"picture": ""}):
        assert browser.post(f"{API}/rooms", sent | wrong, content_type="application/json").status_code == 400
    assert browser.post(f"{API}/searches/{number}/close").status_code == 204
    assert browser.get(f"{API}/rooms/{number}").json()["hotels"] == []


def test_a_collection_is_made_of_a_list_and_its_pictures_and_taken_away(
    browser: Client, fresh: Workspace
) -> None:
    at = f"{AT}/rooms/collections"
    assert "Make a collection" in page(browser, f"{AT}/rooms")
    rows = (
        "hotel,chain,room,file",
        "Hotel 0,Chain 0,12,pics/0.jpg",
        "Hotel 1,,,1.jpg",
        "A,,,none.jpg",
        "B,,,cut.jpg",
    )
    listed = "\n".join(rows)

    def sent(**changed: Any) -> dict[str, Any]:
        pictures = [("0.jpg", picture(0)), ("1.jpg", picture(1)), ("cut.jpg", picture(1)[:3000])]
        told = {"name": "By the sea", "listed": SimpleUploadedFile("list.csv", listed.encode())}
        return told | {"pictures": [SimpleUploadedFile(*one) for one in pictures]} | changed

    wrong: tuple[dict[str, Any], ...] = ({"name": "../x"}, {"name": ""}, {"listed": ""}, {"pictures": []})
    for one in wrong:
        assert browser.post(at, sent(**one)).status_code == 400, one
    assert browser.post(at, sent()).status_code == 302
    job = Job.objects.get()
    work(job)
    job.refresh_from_db()
    said = page(browser, f"/w/fresh/jobs/{job.pk}")
    assert "pictures: 2, hotels: 2" in said
    assert "No picture of this name was handed in." in said
    assert "The picture is damaged" in said
    assert lies_in(settings.HOUSE.vault, "Hotel 0") == []
    assert "By the sea" in page(browser, f"{AT}/rooms")
    assert "it needs 20" in page(browser, at)
    assert browser.post(at, sent()).status_code == 400, "there is one of this name"
    few = room_asked(browser, "fresh", asked(), collection="By the sea")
    assert few.answer["rooms"]["needs"] == 20
    work(job)  # killed after its last step: it says so again
    known(house(), "all")
    assert browser.post(f"{at}/away", {"collection": "all"}).status_code == 400, (
        "it is there for every workspace"
    )
    assert browser.post(f"{at}/away", {"collection": "By the sea"}).status_code == 302
    assert "By the sea" not in page(browser, at)


def test_a_collection_is_not_made_of_what_is_no_list(browser: Client, fresh: Workspace) -> None:
    """And what was handed in for it is destroyed."""
    for listed in (
        b"name,picture\nA,0.jpg\n",
        b"\xff\xfe\x00",
        b"hotel,file\nA,other.jpg\n",
        b"hotel,file\nA,a/0.jpg\nB,b/0.jpg\n",
    ):
        told = {"name": "odd", "listed": SimpleUploadedFile("l.csv", listed), "once": ""}
        told |= {"pictures": [SimpleUploadedFile("0.jpg", picture(0))]}
        assert browser.post(f"{AT}/rooms/collections", told).status_code == 302
        job = Job.objects.latest("pk")
        with pytest.raises(ManumitError):
            work(job)
        with pytest.raises((Erased, UsageError)):
            vault().read(job.inputs[0]["pictures"]["0.jpg"])
        with pytest.raises(Refused, match="is destroyed"):
            work(job)
    assert not (house() / "fresh" / "odd.npz").exists()


def test_two_pictures_of_one_name_make_no_collection(browser: Client, fresh: Workspace) -> None:
    told = {"name": "twice", "listed": SimpleUploadedFile("l.csv", b"hotel,file\nA,0.jpg\n"), "once": ""}
    told |= {"pictures": [SimpleUploadedFile("0.jpg", picture(one)) for one in (0, 1)]}
    refused = browser.post(f"{AT}/rooms/collections", told)
    assert refused.status_code == 400
    assert "Two pictures are called 0.jpg." in refused.content.decode()
