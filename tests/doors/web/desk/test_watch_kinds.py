"""Watching at the Desk for pictures and ways of writing."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.serializers import serialize
from django.test import Client

from benchmarks.rooms import EDITS, jpeg, room
from manumit.base.kernel import Settings
from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.models import (
    Trace,
    Watchlist,
    Workspace,
)
from manumit.doors.web.desk.sights.alerts import alerts_of
from manumit.engine.evidence import Workspace as Folder
from manumit.engine.evidence import read_sources
from tests.doors.web.desk.test_watch import work_off
from tests.doors.web.desk.watching import AT, REASON, form, read_in

pytestmark = pytest.mark.django_db
STYLE = "Calm and quiet ~~ near the river ~~ every day from ten ~~ please ring before you come ~~"


def upload(data: bytes, name: str = "secret-name.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/jpeg")


def test_a_picture_is_watched_for_by_its_hash_and_met_when_a_copy_comes(
    browser: Client, fresh: Workspace, ines: User
) -> None:
    picture = room(2000)
    assert browser.post(f"{AT}/new", form("picture", pictures=upload(jpeg(picture, 92)))).status_code == 302
    (entry,) = Watchlist.objects.get().entries
    assert set(entry) == {"id", "kind", "value"}
    assert len(entry["value"]) == 64
    kept = serialize("json", [*Watchlist.objects.all(), *Trace.objects.all()])
    assert "secret-name" not in kept
    assert "JFIF" not in kept
    read_in(fresh, other=jpeg(room(2001), 92))
    work_off()
    assert alerts_of(ines, fresh) == []
    read_in(fresh, smaller=jpeg(picture.resize((picture.width // 2, picture.height // 2)), 60))
    browser.post(f"{AT}/{Watchlist.objects.get().pk}/change", {"deed": "go"})
    work_off()
    (told,) = alerts_of(ines, fresh)
    page = browser.get(AT).content.decode()
    assert "shows the watched picture" in page
    assert f"On the list because: {REASON}" in page
    assert "To expect:" in page
    assert "bits of the hash differ" in told.reason
    page = browser.get(f"{AT}/{told.watchlist.pk}").content.decode()
    assert f"Picture {entry['value'][-8:]}" in page
    assert entry["value"] not in page
    answer = browser.post(f"{AT}/alerts/{told.alert.alert_id}", {"verdict": "followed"})
    assert answer["Location"] == f"/w/fresh/records/{told.alert.record_id}"


def test_pictures_that_cannot_be_watched_for_are_refused_with_the_reason(
    browser: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PIL import Image

    Image.new("RGB", (300, 300), "grey").save(tmp_path / "grey.png")
    listed = jpeg(room(2000), 92)
    (tmp_path / "illegal.csv").write_text(f"pdq:{_hash(listed)}\n", "utf-8")
    monkeypatch.setenv("MANUMIT_KNOWN_ILLEGAL", str(tmp_path / "illegal.csv"))
    for data, says in (
        (b"hello", "no picture"),
        (listed[:2000], "damaged"),
        ((tmp_path / "grey.png").read_bytes(), "too plain"),
        (EDITS["mirror"](room(2000), None), "is on the list"),  # type: ignore[arg-type]
    ):
        answer = browser.post(f"{AT}/new", form("picture", pictures=upload(data)))
        assert answer.status_code == 400, says
        assert says in answer.content.decode()
    assert browser.post(f"{AT}/new", form("picture")).status_code == 400
    assert browser.post(f"{AT}/new", form("picture", "no hash at all")).status_code == 400
    assert not Watchlist.objects.exists()


def _hash(data: bytes) -> str:
    from manumit.engine.watch import hash_to_watch

    return hash_to_watch(data, "", [])


def test_a_way_of_writing_waits_and_the_page_says_why(browser: Client, fresh: Workspace) -> None:
    assert browser.post(f"{AT}/new", form("style", "too short")).status_code == 400
    assert browser.post(f"{AT}/new", form("style", f"{STYLE}\n---\n{STYLE.upper()}")).status_code == 302
    made = Watchlist.objects.get()
    assert len(made.entries) == 1, "texts of one author are one entry"
    place = Path(fresh.folder).parent / "ads.csv"
    place.write_text(f"ad_id,posted_at,source,title,text\na1,2026-03-01T20:00:00Z,board,,{STYLE}\n", "utf-8")
    workspace = Folder.open(Path(fresh.folder), create=True)
    with workspace.lock():
        read_sources(workspace, [place], Settings(threads=1))
    (job,) = work_off()
    assert job.result["alerts"]["raised"] == 0
    page = browser.get(f"{AT}/{made.pk}").content.decode()
    assert "Not looked for:" in page
    assert "too few to tell what is usual here" in page


def test_the_form_says_what_to_expect_of_each_kind(browser: Client) -> None:
    page = browser.get(f"{AT}/new").content.decode()
    assert "Way of writing: of 1,000 new adverts and posts" in page
    assert "Picture: of 1,000 new pictures" in page
    assert "is not measured" in page
    assert 'value="face"' not in page, "people are watched for from their gallery"
