"""What people hand in that is no good picture of one person: refused with the reason, never a broken page; and what is
on a list of what must not be looked at goes no further."""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image

from manumit.doors.web.desk.acts.galleries import gallery_of, pictures_of
from manumit.doors.web.desk.models import Candidate, Enrolment, Subject, Workspace
from manumit.engine.pictures import digests_of, picture_hashes
from tests.doors.web.desk.faces import USE, enrolled, face, files, looked_for, work
from tests.doors.web.desk.test_identify import AT, page
from tests.engine.biometrics.drawings import draw_face

pytestmark = pytest.mark.django_db


def _file(picture: Image.Image, form: str = "PNG", **how: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **how)
    return out.getvalue()


def crowd() -> bytes:
    """Twenty faces of one size."""
    one = draw_face(1).resize((200, 200))
    sheet = Image.new("RGB", (1000, 800), "white")
    for at in range(20):
        sheet.paste(one, (at % 5 * 200, at // 5 * 200))
    return _file(sheet)


def _film() -> bytes:
    frames = [draw_face(seed).convert("P") for seed in (1, 4)]
    return _file(frames[0], "GIF", save_all=True, append_images=frames[1:])


def _wide_header() -> bytes:
    """A BMP that says it has 200 megapixels."""
    head = bytearray(_file(Image.new("RGB", (30, 30)), "BMP"))
    head[18:26] = (20_000).to_bytes(4, "little") + (10_000).to_bytes(4, "little")
    return bytes(head)


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "crowd.png": (crowd, "20 faces"),
    "letter.pdf": (lambda: b"%PDF-1.7 nothing", "no picture that can be read"),
    "dot.png": (lambda: _file(Image.new("RGB", (1, 1))), "nobody can be told in it"),
    "wide.bmp": (_wide_header, "megapixels"),
    "film.gif": (_film, "2 frames"),
    "cut.png": (lambda: face(2)[:700], "damaged or cut off"),
}


def test_an_enrolment_says_of_each_why_not_and_takes_the_rest(browser: Client, fresh: Workspace) -> None:
    named = [(name, make()) for name, (make, _why) in BAD.items()]
    good = _file(draw_face(1).convert("CMYK"), "JPEG", quality=95)
    made = enrolled(browser, "fresh", *named, ("ink_1.jpg", good), kind="missing")
    made.job.refresh_from_db()
    assert (made.job.result["new"], made.job.result["refused"]) == (1, len(BAD))
    told = page(browser, f"{AT}/enrolments/{made.pk}")
    for name, (_make, why) in BAD.items():
        assert name in told
        assert why in told, name
    assert Subject.objects.count() == 1


@pytest.mark.parametrize("name", ["crowd.png", "letter.pdf"])
def test_a_search_by_such_a_picture_names_nobody(browser: Client, fresh: Workspace, name: str) -> None:
    enrolled(browser, "fresh", ("a.png", face(1)), kind="missing")
    make, why = BAD[name]
    made = looked_for(browser, "fresh", make(), kind="missing")
    told = page(browser, f"{AT}/searches/{made.pk}")
    assert "The picture was refused" in told
    assert why in told
    assert not Candidate.objects.exists()
    browser.cookies["manumit-language"] = "es"
    assert why not in page(browser, f"{AT}/searches/{made.pk}")
    made.answer["unread"] = [{"n": 0, "why": "As it was told before refusals had names."}]
    made.save()
    assert "As it was told before" in page(browser, f"{AT}/searches/{made.pk}")
    shown = browser.get(f"{AT}/searches/{made.pk}/pictures/0").status_code
    assert shown == (404 if name == "letter.pdf" else 200)


def test_a_picture_turned_by_its_camera_is_upright(browser: Client, fresh: Workspace) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = _file(draw_face(1).transpose(Image.Transpose.ROTATE_90), "JPEG", quality=95, exif=exif)
    enrolled(browser, "fresh", ("a.png", face(1)), kind="missing")
    found = looked_for(browser, "fresh", turned, kind="missing")
    assert found.answer["unread"] == []
    assert found.candidates.get().llr > 5


# --- What must not be looked at


@pytest.fixture
def banned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Stands for a picture of which the operator has the hash."""
    data = face(4)
    (tmp_path / "list.txt").write_text(f"sha256:{hashlib.sha256(data).hexdigest()}\n")
    monkeypatch.setenv("MANUMIT_KNOWN_ILLEGAL", str(tmp_path / "list.txt"))
    return data


def _records(workspace: Workspace) -> list[dict[str, str]]:
    lines = (Path(workspace.folder) / "hand-over.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def test_what_is_on_a_list_is_not_taken_in(browser: Client, fresh: Workspace, banned: bytes) -> None:
    made = enrolled(
        browser, "fresh", ("a.png", face(1)), ("b.png", banned), kind="missing", who="one", person="Ana"
    )
    assert "on a list of what must not be looked at" in page(browser, f"{AT}/enrolments/{made.pk}")
    assert len(pictures_of(Subject.objects.get())) == 1
    (record,) = _records(fresh)
    assert (record["path"], record["kind"]) == (f"{made.ident}:1", "sha256")


def test_what_is_on_a_list_is_destroyed_when_it_is_looked_for(
    browser: Client, fresh: Workspace, banned: bytes
) -> None:
    enrolled(browser, "fresh", ("a.png", face(1)), kind="missing")
    made = looked_for(browser, "fresh", banned, kind="missing")
    told = page(browser, f"{AT}/searches/{made.pk}")
    assert "on a list of what must not be looked at" in told
    assert "pictures/0" not in told
    assert browser.get(f"{AT}/searches/{made.pk}/pictures/0").status_code == 404
    assert not Candidate.objects.exists()
    assert [one["path"] for one in _records(fresh)] == [f"{made.ident}:0"]


@pytest.mark.parametrize("kind", ["pdq", "sha256", "md5"])
def test_what_came_onto_a_list_since_is_not_shown_any_more(
    browser: Client, fresh: Workspace, banned: bytes, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Copies are drawn anew: what is listed by its bytes is known by the digests that are kept with its copy."""
    now = os.environ["MANUMIT_KNOWN_ILLEGAL"]
    monkeypatch.delenv("MANUMIT_KNOWN_ILLEGAL")
    enrolled(browser, "fresh", ("a.png", banned), kind="missing")
    made = looked_for(browser, "fresh", banned, kind="missing")
    pictures = [
        f"{AT}/people/{Subject.objects.get().pk}/pictures/0",
        f"{AT}/searches/{made.pk}/pictures/0",
        f"{AT}/pairs/{Candidate.objects.get().pk}/pictures/0",
        f"{AT}/pairs/{Candidate.objects.get().pk}/both",
    ]
    assert [browser.get(one).status_code for one in pictures] == [200] * 4
    digest = digests_of(banned)[kind] if kind != "pdq" else picture_hashes(banned).pdq
    Path(now).write_text(f"{kind}:{digest}\n")
    monkeypatch.setenv("MANUMIT_KNOWN_ILLEGAL", now)
    assert [browser.get(one).status_code for one in pictures] == [404] * 4


def test_what_came_onto_a_list_since_goes_when_it_is_taken_in_again(
    browser: Client, fresh: Workspace, banned: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = os.environ["MANUMIT_KNOWN_ILLEGAL"]
    monkeypatch.delenv("MANUMIT_KNOWN_ILLEGAL")
    enrolled(browser, "fresh", ("a.png", face(1)), ("b.png", banned), kind="missing", who="one", person="Ana")
    ana = Subject.objects.get()
    monkeypatch.setenv("MANUMIT_KNOWN_ILLEGAL", now)
    sent = {**USE, "pictures": files(("c.png", banned))}
    assert browser.post(f"{AT}/people/{ana.pk}/pictures", sent).status_code == 302
    work(Enrolment.objects.latest("pk").job)
    assert [one.name for one in pictures_of(ana)] == ["a.png"]
    gallery = gallery_of(fresh, "missing")
    assert gallery is not None
    assert len(gallery.templates("face")) == 1


def test_a_list_that_is_not_there_stops_everything(
    browser: Client, fresh: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from manumit.base.kernel import UnreadableInput

    monkeypatch.setenv("MANUMIT_KNOWN_ILLEGAL", "/nowhere/list.txt")
    with pytest.raises(UnreadableInput, match="cannot be read"):
        enrolled(browser, "fresh", ("a.png", face(1)), kind="missing")
    assert not Subject.objects.exists()
