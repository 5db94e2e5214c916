"""`check-identity` and `check-lists`, as they are called, on drawn faces."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.doors.cli.program import Done, manumit
from tests.engine.biometrics.drawings import write_face

USE = ("--purpose", "shelter check of 3 March", "--basis", "Art. 11 of the shelter act")
UNTIL = (date.today() + timedelta(days=30)).isoformat()
ZONE = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"


def call(place: Path, *args: object) -> Done:
    return manumit(*args, cwd=place, env={"XDG_STATE_HOME": str(place / "state")})


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two people among the missing, one among suspects and victims each, under different passphrases."""
    place = tmp_path_factory.mktemp("lists")
    for folder, seeds in (("missing", (1, 6)), ("suspects", (4,)), ("victims", (9,))):
        (place / folder).mkdir()
        for seed in seeds:
            write_face(place / folder / f"m{seed}_1.png", seed)
    for name, word in (("pass", "four random words here"), ("own", "four other words here")):
        (place / name).write_text(word + "\n")
    for folder, kind, word in (
        ("missing", "missing", "pass"),
        ("suspects", "suspect", "own"),
        ("victims", "victim", "own"),
    ):
        gallery = ("--gallery", "G", "--modality", "face", "--class", kind, "--passphrase-file", word)
        assert call(place, "enrol", folder, *gallery, "--quiet").code == 0
    write_face(place / "now.png", 6, 260)
    write_face(place / "passport.png", 6, 300)
    (place / "zone.txt").write_text(ZONE)
    return place


def test_lists_are_opened_asked_and_closed(place: Path) -> None:
    at = ("--gallery", "G", "--passphrase-file", "pass")
    check = ("check-identity", "now.png", *at, *USE)
    done = call(place, *check, "--for", "missing")
    assert (done.code, done.out) == (2, "")
    assert "No list is open to checks for missing" in done.err
    assert (
        call(
            place, "check-lists", "open", *at, "--class", "missing", "--for", "missing", "--until", UNTIL
        ).code
        == 2
    )
    opened = ("check-lists", "open", *at, "--class", "missing", *USE, "--until", UNTIL)
    assert call(place, *opened, "--for", "suspicion").code == 1, "the missing are no suspects"
    done = call(place, *opened, "--for", "missing", "--for", "protection")
    assert done.code == 0, done.err
    assert f"checks for missing and protection ask the gallery of class missing until {UNTIL}" in done.err
    assert "No list is open to checks for suspicion" in call(place, *check, "--for", "suspicion").err
    document = ("--document", "passport.png", "--zone", "zone.txt")
    done = call(place, *check, *document, "--for", "missing")
    assert done.code == 0, done.err
    told = done.json()
    assert (told["zone"]["sound"], told["zone"]["expired"], told["zone"]["number"]) == (
        True,
        True,
        "L898902C3",
    )
    assert told["document"]["llr"] > 5
    missing, victim = told["lists"]
    assert missing["candidates"][0]["subject"] == "m6"
    assert (missing["class"], missing["opening"]["basis"], missing["opening"]["until"]) == (
        "missing",
        USE[3],
        UNTIL,
    )
    # it has another passphrase, which nobody gave: who is not asked is not opened
    assert victim == {"class": "victim", "asked": False, "why_not": "closed"}
    assert (told["candidates"], told["why_none"]) == (len(missing["candidates"]), None)
    assert "two people look at a candidate" in done.err
    every = call(place, "check-lists", "show", "--gallery", "G").lines()
    assert {one["class"]: one["open"] for one in every} == {
        "victim": False,
        "missing": True,
        "suspect": False,
    }, "no passphrase is needed"
    shown = call(place, "check-lists", "show", *at[:2], "--class", "missing").lines()
    assert [(one["class"], one["for"]) for one in shown] == [("missing", ["missing", "protection"])]
    log = [json.loads(line) for line in (place / "G" / "missing" / "uses.jsonl").read_text().splitlines()]
    assert [one["what"] for one in log] == ["enrol", "open to checks", "check list"]
    assert call(place, "check-lists", "close", *at, "--class", "missing", *USE).code == 0
    assert call(place, *check, "--for", "missing").code == 2
    assert call(place, "check-lists", "show", *at[:2], "--class", "missing").lines() == [
        {"class": "missing", "open": False}
    ]


def test_a_picture_that_cannot_be_used_asks_no_list_and_says_why(place: Path) -> None:
    at = ("--gallery", "G", "--passphrase-of", "suspect=own")
    opened = ("check-lists", "open", "--gallery", "G", "--passphrase-file", "own", "--class", "suspect", *USE)
    assert call(place, *opened, "--for", "suspicion", "--until", UNTIL).code == 0
    other = ("check-identity", "now.png", "--gallery", "G", "--passphrase-file", "pass", *USE)
    assert call(place, *other, "--for", "suspicion").code == 1, "an open list has another passphrase"
    asked = ("check-identity", "zone.txt", *at, "--for", "suspicion", *USE, "--quiet")
    done = call(place, *asked)
    assert done.code == 3, done.err
    assert (done.json()["lists"], done.json()["candidates"]) == ([], 0)
    assert done.json()["why_none"]
