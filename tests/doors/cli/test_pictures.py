"""`pictures`: which files of a folder are one picture."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from benchmarks.rooms import EDITS, jpeg, room
from manumit.engine.pictures import picture_hashes
from tests.doors.cli.program import manumit


@pytest.fixture(scope="module")
def one() -> Image.Image:
    return room(2100)


@pytest.fixture
def folder(tmp_path: Path, one: Image.Image) -> Path:
    place = tmp_path / "adverts"
    (place / "more").mkdir(parents=True)
    (place / "a.jpg").write_bytes(jpeg(one, 92))
    (place / "b copy.jpg").write_bytes(jpeg(one, 92))
    (place / "more" / "c.jpg").write_bytes(EDITS["all together"](one, np.random.default_rng(0)))
    (place / "d.jpg").write_bytes(jpeg(room(2101)))
    return place


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


def test_pairs_are_told(folder: Path) -> None:
    done = manumit("pictures", folder, "--out", "p.csv", cwd=folder.parent)
    assert (done.code, done.out) == (0, "")
    assert "4 pictures, 3 pairs are one" in done.err
    found = rows(folder.parent / "p.csv")
    assert [(one["a"], one["b"], one["verified"], one["how"]) for one in found] == [
        ("a.jpg", "b copy.jpg", "true", "same bytes"),
        ("a.jpg", "more/c.jpg", "true", "part, mirrored"),
        ("b copy.jpg", "more/c.jpg", "true", "part, mirrored"),
    ]
    assert found[0]["distance"] == "0"
    assert sorted(path.name for path in folder.parent.iterdir()) == ["adverts", "p.csv"]


def test_what_cannot_be_compared_is_set_aside(folder: Path) -> None:
    (folder / "notes.txt").write_text("no picture")
    (folder / "cut.jpg").write_bytes((folder / "d.jpg").read_bytes()[:3000])
    done = manumit("pictures", folder, "--out", folder / "p.csv", "--quiet")
    assert (done.code, done.out, done.err) == (3, "", "")
    told = [json.loads(line) for line in (folder / "p.quarantine.jsonl").read_text("utf-8").splitlines()]
    assert [one["path"] for one in told] == ["cut.jpg", "notes.txt"]
    assert all(one["reason"] and one["hint"] for one in told)
    assert len(rows(folder / "p.csv")) == 3
    for name in ("notes.txt", "cut.jpg"):
        (folder / name).unlink()
    assert manumit("pictures", folder, "--out", folder / "p.csv", "--quiet").code == 0
    assert not (folder / "p.quarantine.jsonl").exists()


def test_what_is_on_a_list_is_handed_over_and_nothing_else(folder: Path) -> None:
    known = folder.parent / "list.txt"
    known.write_text(f"pdq:{picture_hashes((folder / 'd.jpg').read_bytes()).pdq}\n")
    for runs in (1, 2):
        done = manumit("pictures", folder, "--out", "p.csv", "--known-illegal", known, cwd=folder.parent)
        assert done.code == 3
        assert "d.jpg" not in done.err
        assert "d.jpg" not in (folder.parent / "p.csv").read_text("utf-8")
        assert not (folder.parent / "p.quarantine.jsonl").exists()
        records = (folder.parent / "p.hand-over.jsonl").read_text("utf-8").splitlines()
        assert [json.loads(one)["path"] for one in records] == ["d.jpg"] * runs


def test_a_call_that_makes_no_sense_is_refused(folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "list.txt"
    broken.write_text("f" * 64)
    assert manumit("pictures", folder / "a.jpg", "--out", "p.csv", cwd=tmp_path).code == 2
    assert manumit("pictures", "nowhere", "--out", "p.csv", cwd=tmp_path).code == 2
    assert manumit("pictures", folder, cwd=tmp_path).code == 2
    refused = manumit("pictures", folder, "--out", "p.csv", "--known-illegal", broken, cwd=tmp_path)
    assert refused.code != 0
    assert "pdq:" in refused.err
    assert not (tmp_path / "p.csv").exists()


def test_help_has_an_example() -> None:
    assert "Example: manumit pictures" in manumit("pictures", "--help").out


def test_an_empty_folder_has_no_pairs(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    assert manumit("pictures", tmp_path / "none", "--out", tmp_path / "p.csv").code == 0
    assert rows(tmp_path / "p.csv") == []
