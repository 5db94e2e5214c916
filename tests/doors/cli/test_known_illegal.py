"""Pictures of people that are on a list of what must not be looked at: `enrol`, `identify`, `verify`, `compare` leave
them, say so, and go on with the rest."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from tests.doors.cli.program import Done, manumit
from tests.engine.biometrics.drawings import write_face

SAID = "this picture is on a list of what must not be looked at"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two people, and a picture that is on the installation's list."""
    place = tmp_path_factory.mktemp("listed")
    (place / "in").mkdir()
    for who, seed in (("ada", 1), ("ben", 6), ("eve", 4)):
        write_face(place / "in" / f"{who}_1.png", seed)
    shutil.copy(place / "in" / "eve_1.png", place / "found.png")
    digest = hashlib.sha256((place / "found.png").read_bytes()).hexdigest()
    (place / "list.txt").write_text(f"sha256:{digest}\n")
    done = _call(place, "enrol", "in", "--gallery", "G", "--modality", "face", "--class", "test")
    assert done.code == 3, done.err
    assert f"eve_1.png: {SAID}" in done.err
    assert "2 enrolled, 0 there before, 1 refused" in done.err
    return place


def _call(place: Path, *args: object) -> Done:
    env = {"XDG_STATE_HOME": str(place / "state"), "MANUMIT_KNOWN_ILLEGAL": str(place / "list.txt")}
    return manumit(*args, cwd=place, env=env)


def test_a_search_by_one_names_nobody(place: Path) -> None:
    done = _call(place, "identify", "found.png", "--gallery", "G")
    assert done.code == 3
    assert done.json()["candidates"] == []
    assert SAID in done.json()["why_none"]
    assert SAID in done.err


def test_two_are_not_compared(place: Path) -> None:
    use = ("--purpose", "border check", "--basis", "article 8")
    done = _call(place, "verify", "in/ada_1.png", "found.png", "--modality", "face", *use)
    assert (done.code, done.json()["llr"]) == (3, None)
    assert SAID in done.json()["why_none"]


def test_of_a_folder_the_rest_is_compared(place: Path) -> None:
    done = _call(place, "compare", "in", "--modality", "face")
    assert done.code == 3
    assert done.out.count("\n") == 2
    assert SAID in done.err
    assert "eve" not in done.out


def test_where_they_lie_is_written_down_once_each_and_nothing_else(place: Path) -> None:
    lines = (place / "state" / "manumit" / "hand-over.jsonl").read_text().splitlines()
    told = [json.loads(line) for line in lines]
    assert {one["path"] for one in told} <= {str(place / "in" / "eve_1.png"), str(place / "found.png")}
    assert len({one["path"] for one in told}) == len(told)
    assert {one["kind"] for one in told} == {"sha256"}
