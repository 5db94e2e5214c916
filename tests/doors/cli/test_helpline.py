"""`manumit helpline texts` and `to-record`: how far each language of a house is, without its doors."""

from __future__ import annotations

import json
import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from manumit.doors.web.haven import guide, recordings
from manumit.services.support import LOCALES, shipped_content
from tests.doors.cli.program import manumit
from tests.doors.helpline.sounds import record

SIGNED = ("    state: draft", "    state: reviewed\n    reviewer: Ana Ejemplo\n    date: '2026-12-01'")
"""Of a page; the signs and the offer check stand two spaces to the left, and stay drafts."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = tmp_path / "home"
    made.mkdir()
    return made


def _told(home: Path, locale: str) -> dict[str, object]:
    told = manumit("helpline", "texts", "--home", home, "--locale", locale, "--format", "json")
    assert (told.code, told.err.startswith("The chat is released in ")) == (0, True)
    made: dict[str, object] = json.loads(told.out)
    return made


@pytest.mark.parametrize("verb", ["texts", "to-record"])
def test_every_verb_explains_itself_with_an_example(verb: str) -> None:
    told = manumit("helpline", verb, "--help")
    assert (told.code, f"Example: manumit helpline {verb}" in told.out) == (0, True)


def test_the_verb_itself_does_too() -> None:
    told = manumit("helpline", "--help")
    assert (told.code, "Example: manumit helpline --home" in told.out) == (0, True)


def test_what_is_shipped_is_draft_everywhere_and_released_nowhere(home: Path) -> None:
    told = manumit("helpline", "texts", "--home", home)
    rows = [line.split("\t") for line in told.out.splitlines()]
    assert [row[0] for row in rows] == ["locale", *LOCALES]
    pages = len(guide.pages("en"))
    for row in rows[1:]:
        assert row[1].startswith("closed: ")
        assert row[3:6] == [f"{pages} draft", "1 draft", "1 draft"]
        assert row[6].endswith(" missing")
        assert "reviewed" not in "".join(row)
    assert list(home.iterdir()) == []


def test_a_text_is_listed_with_what_it_holds_up(home: Path) -> None:
    told = manumit("helpline", "texts", "--home", home, "--locale", "uk").out
    assert "reply\tsafe_now\tdraft\tkeeps the chat closed\n" in told
    assert "page\tpapers\tdraft\n" in told


def test_what_an_operator_had_reviewed_counts(home: Path) -> None:
    from manumit.services.support.conversation.sheet import sheet

    (home / "replies").mkdir()
    signed = sheet("uk").replace("state: draft", "state: reviewed").replace('reviewer: ""', 'reviewer: "A B"')
    (home / "replies" / "uk.yaml").write_text(signed.replace('date: ""', 'date: "2026-12-01"'), "utf-8")
    (home / "pages").mkdir()
    ours = files("manumit.doors.web.haven").joinpath("content", "uk.yaml").read_text("utf-8")
    (home / "pages" / "uk.yaml").write_text(ours.replace(*SIGNED), "utf-8")
    told = _told(home, "uk")
    assert (told["released"], told["waits_for"]) == (True, [])
    states = {(one["kind"], one["state"]) for one in told["texts"]}  # type: ignore[attr-defined]
    assert {("reply", "reviewed"), ("page", "reviewed")} <= states
    assert _told(home, "ru")["released"] is False


def test_recordings_are_told_with_those_of_older_texts(home: Path) -> None:
    page = guide.page("work", "vi")
    assert page
    said = recordings.of_page(page)
    record(home / "recordings", said)
    record(home / "recordings", recordings.Spoken("page", "work", "vi", "an older text"))
    told = _told(home, "vi")
    assert {"kind": "recording", "id": said.name, "state": "draft"} in told["texts"]  # type: ignore[operator]
    assert len(told["older_recordings"]) == 1  # type: ignore[arg-type]
    assert "1 of older texts" in manumit("helpline", "texts", "--home", home).out
    assert _told(home, "ro")["older_recordings"] == []


def test_what_to_read_aloud_stands_under_its_file_name(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "read.txt"
    assert manumit("helpline", "to-record", "ar", "--home", home, "--out", out).code == 0
    told = out.read_text("utf-8")
    for name, said in recordings.spoken("ar", None, shipped_content()).items():
        assert f"{name}\n\n{said.text}\n" in told
    page = guide.page("work", "ar")
    assert page
    record(home / "recordings", recordings.of_page(page))
    rest = manumit("helpline", "to-record", "ar", "--home", home).out
    assert recordings.of_page(page).name not in rest
    assert (
        recordings.of_page(page).name in manumit("helpline", "to-record", "ar", "--home", home, "--all").out
    )


@pytest.mark.parametrize("call", [("texts", "--locale", "xx"), ("to-record", "xx")])
def test_a_language_that_is_none_is_a_usage_error(call: tuple[str, ...], home: Path) -> None:
    told = manumit("helpline", *call, "--home", home)
    assert told.code == 2
    assert "no locale 'xx'" in told.err


def test_a_house_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    assert manumit("helpline", "texts", "--home", tmp_path / "none").code == 2


@pytest.mark.parametrize(
    ("place", "text"), [("pages/es.yaml", "pages: 3"), ("recordings/states.yaml", "x: {state: fine}")]
)
def test_a_file_that_cannot_be_served_is_said_before_the_doors_open(
    home: Path, place: str, text: str
) -> None:
    (home / place).parent.mkdir()
    (home / place).write_text(text)
    told = manumit("helpline", "--home", home, "--haven-port", "0", "--no-line")
    assert told.code == 3
    assert Path(place).name in told.err
    shutil.rmtree(home)
