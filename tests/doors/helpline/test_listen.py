"""Recordings: of exactly this text, in their states, sent whole or in part, and nothing else out of that folder."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import UnreadableInput
from manumit.doors.web.haven import guide, recordings
from manumit.doors.web.haven.recordings import Spoken
from manumit.services.support import LOCALES, shipped_content
from tests.doors.helpline.line.house import LineHouse
from tests.doors.helpline.running import Helpline
from tests.doors.helpline.sounds import record


def _page(slug: str, locale: str = "en") -> Spoken:
    found = guide.page(slug, locale)
    assert found
    return recordings.of_page(found)


def _phrase(content_id: str, locale: str = "en") -> Spoken:
    text = shipped_content().text(content_id, locale).text
    return Spoken(recordings.SAFETY, content_id, locale, text)


# Without a server


@pytest.mark.parametrize("locale", LOCALES)
def test_pages_signs_and_phrases_can_be_recorded(locale: str) -> None:
    found = recordings.spoken(locale, None, shipped_content())
    kinds = [one.kind for one in found.values()]
    assert (kinds.count("page"), kinds.count("sign")) == (len(guide.pages("en")), 11)
    assert {"safe_now", "danger_cant_call", "if_unsure"} <= {one.id for one in found.values()}
    assert not [one.text for one in found.values() if "{" in one.text]  # a number is said by the device
    assert {name for name in found if re.fullmatch(r"[a-z]+-[\w-]+\.[a-z]{2}\.[0-9a-f]{12}", name)} == set(
        found
    )


@given(st.text(), st.text())
def test_another_text_has_another_name(one: str, other: str) -> None:
    names = {Spoken("page", "x", "en", text).name for text in (one, other)}
    assert len(names) == len({one, other})


def test_only_the_recording_of_this_text_is_found(tmp_path: Path) -> None:
    now = _page("work")
    before = Spoken(now.kind, now.id, now.locale, now.text.replace("Work must be paid", "Work is paid"))
    record(tmp_path, before)
    assert recordings.recording(now, tmp_path) is None
    assert recordings.older(tmp_path, frozenset([now.name])) == [f"{before.name}.wav"]
    record(tmp_path, now)
    found = recordings.recording(now, tmp_path)
    assert found
    assert (found.type, found.state) == ("audio/wav", "draft")


def test_an_empty_or_huge_file_is_none(tmp_path: Path) -> None:
    path = tmp_path / f"{_page('work').name}.mp3"
    path.touch()
    assert recordings.recording(_page("work"), tmp_path) is None
    with path.open("wb") as out:
        out.truncate(recordings.MOST + 1)
    assert recordings.recording(_page("work"), tmp_path) is None


def test_states_are_told_in_a_file(tmp_path: Path) -> None:
    path = record(tmp_path, _page("work"))
    (tmp_path / recordings.STATES).write_text(
        f"{path.name}: {{state: reviewed, reviewer: A B, date: 2026-12-01}}\n"
    )
    found = recordings.recording(_page("work"), tmp_path)
    assert found
    assert found.state == "reviewed"


@pytest.mark.parametrize(
    "text",
    ["- a", "x: y", "x: {state: fine}", "x: {state: reviewed}", "x: {state: reviewed, reviewer: A}", "x: ["],
)
def test_states_of_another_form_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / recordings.STATES).write_text(text)
    with pytest.raises(UnreadableInput, match=recordings.STATES):
        recordings.states(tmp_path)


# With one


def _sound(page: str) -> str:
    return re.search(r'<audio[^>]* src="(/sound/[^"]+)"', page)[1]  # type: ignore[index]


def test_a_page_without_a_recording_has_no_player(helpline: Helpline) -> None:
    page = helpline.visitor().ask("/rights/health").text
    assert "<audio" not in page
    assert re.search(r'<div class="listen" data-of="said" hidden>', page)


def test_a_recording_is_sent_whole_and_in_parts(helpline: Helpline) -> None:
    path = record(helpline.home / "recordings", _page("work"))
    visitor, body = helpline.visitor(), path.read_bytes()
    page = visitor.ask("/rights/work")
    assert "autoplay" not in page.text
    assert 'preload="none"' in page.text
    assert "Nobody has signed for this recording yet." in page.text
    assert "Others may hear it." in page.text
    assert "media-src 'self'" in page.headers["content-security-policy"]
    whole = visitor.ask(_sound(page.text))
    assert (whole.status, whole.body, whole.headers["content-type"]) == (200, body, "audio/wav")
    assert whole.headers["cache-control"] == "no-store"
    for asked, wanted in (("bytes=0-99", body[:100]), ("bytes=100-", body[100:]), ("bytes=-50", body[-50:])):
        part = visitor.ask(_sound(page.text), Range=asked)
        assert (part.status, part.body) == (206, wanted)
        assert part.headers["content-range"].endswith(f"/{len(body)}")
    assert visitor.ask(_sound(page.text), Range=f"bytes={len(body)}-").status == 416
    assert visitor.ask(_sound(page.text), Range="bytes=0-1,5-6").status == 200


def test_nothing_else_comes_out_of_the_folder(helpline: Helpline) -> None:
    folder = helpline.home / "recordings"
    now = _page("papers")
    old = record(folder, Spoken("page", "papers", "en", "another text"))
    (folder / "secret.wav").write_bytes(b"x")
    (folder / f"{now.name}.txt").write_bytes(b"x")
    for name in (
        old.name,
        "secret.wav",
        f"{now.name}.txt",
        now.name,
        "states.yaml",
        "..%2Fkeys%2Fhaven.secret",
        "a.b.c.d",
    ):
        assert helpline.visitor().ask(f"/sound/{name}").status == 404


def test_a_translation_has_its_own_recording(helpline: Helpline) -> None:
    record(helpline.home / "recordings", _page("health", "ar"))
    assert "<audio" in helpline.visitor("ar").ask("/rights/health").text
    assert "<audio" not in helpline.visitor("uk").ask("/rights/health").text


def test_a_sign_and_a_question_of_the_talk_are_played_too(helpline: Helpline) -> None:
    sign = next(one for one in guide.signs("fr") if one.id == "wages")
    record(helpline.home / "recordings", recordings.of_sign(sign))
    record(helpline.home / "recordings", _phrase("safe_now", "fr"))
    visitor = helpline.visitor("fr")
    assert "sign-wages.fr." in visitor.ask("/signs").text
    talk = visitor.ask("/talk").text
    assert "say-safe_now.fr." in talk
    assert visitor.ask(_sound(talk)).status == 200


def test_states_that_cannot_be_read_silence_the_recordings_and_no_page(helpline: Helpline) -> None:
    path = record(helpline.home / "recordings", _page("work"))
    told = helpline.home / "recordings" / recordings.STATES
    told.write_text("- no list of names")
    page = helpline.visitor().ask("/rights/work")
    assert (page.status, "<audio" in page.text) == (200, False)
    assert helpline.visitor().ask(f"/sound/{path.name}").status == 404
    assert recordings.STATES in helpline.said.read_text()
    told.unlink()
    assert "<audio" in helpline.visitor().ask("/rights/work").text


def test_a_real_house_plays_safety_phrases_only_when_they_are_reviewed(line_house: LineHouse) -> None:
    house = line_house.served
    record(house.home / "recordings", _page("work"))
    path = record(house.home / "recordings", _phrase("not_released"))
    visitor = house.visitor()
    assert "<audio" in visitor.ask("/rights/work").text
    talk = visitor.ask("/talk").text
    assert shipped_content().text("not_released", "en").text in talk
    assert "<audio" not in talk
    assert visitor.ask(f"/sound/{path.name}").status == 404
    (house.home / "recordings" / recordings.STATES).write_text(
        f"{path.name}: {{state: reviewed, reviewer: Ana Ejemplo, date: 2026-12-01}}\n"
    )
    assert path.name in visitor.ask("/talk").text
    assert visitor.ask(f"/sound/{path.name}").status == 200
