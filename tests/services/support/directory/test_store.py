"""The store: what is shown, who vouched for it, and that nothing else is ever shown."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

from manumit.base.kernel import Refused, UsageError, WorkspaceError
from manumit.services.support.directory.example import bring_to
from manumit.services.support.directory.model import Status
from manumit.services.support.directory.store import FILE, Directory, check_path
from tests.services.support.directory.samples import EXAMPLE, TODAY, directory, write_tables


def take_in(folder: Path, **cells: str) -> Directory:
    """A home with GOOD's entry, changed."""
    home = Directory(folder / "h")
    home.take_in(write_tables(folder / "in", directory(services=cells)), TODAY)
    return home


def status(home: Directory, today: date = TODAY) -> Status:
    (listed,) = home.entries(today)
    return listed.status


STATUSES: list[tuple[dict[str, str], Status]] = [
    ({}, "waiting"),
    ({"assured_date": ""}, "unverified"),
    ({"assurer_email": ""}, "waiting"),  # a doubt
    ({"assured_date": "2026-11-29"}, "unverified"),  # of tomorrow
    ({"assured_date": "2026-08-30"}, "waiting"),  # 90 days
    ({"assured_date": "2026-08-29"}, "stale"),
    ({"status": "defunct"}, "closed"),
    ({"status": "temporarily closed"}, "closed"),
    ({"name": "Veterinary clinic"}, "stopped"),
]


@pytest.mark.parametrize(("cells", "expected"), STATUSES)
def test_only_what_is_marked_is_shown_and_not_everything_can_be(
    tmp_path: Path, cells: dict[str, str], expected: Status
) -> None:
    home = take_in(tmp_path, **cells)
    assert status(home) == expected
    assert home.shown(TODAY) == []
    if expected == "waiting":
        home.mark_checked("s", "Mira Example", TODAY, TODAY)
        assert [one.id for one in home.shown(TODAY)] == ["s"]
    else:
        with pytest.raises(Refused, match="not to be shown"):
            home.mark_checked("s", "Mira Example", TODAY, TODAY)
        assert home.shown(TODAY) == []


def test_a_mark_has_a_name_and_a_day_that_has_come(tmp_path: Path) -> None:
    home = take_in(tmp_path)
    for who, day, ident in (
        (" ", TODAY, "s"),
        ("Mira", TODAY + timedelta(1), "s"),
        ("Mira", TODAY, "nobody"),
    ):
        with pytest.raises(UsageError):
            home.mark_checked(ident, who, day, TODAY)
    listed = home.mark_checked("s", "Mira Example", TODAY - timedelta(2), TODAY)
    assert listed.mark is not None
    assert (listed.mark.who, listed.mark.day) == ("Mira Example", TODAY - timedelta(2))


def test_what_is_shown_goes_when_its_assurance_is_old(tmp_path: Path) -> None:
    home = take_in(tmp_path)
    home.mark_checked("s", "Mira Example", TODAY, TODAY)
    last = date(2026, 11, 1) + timedelta(90)
    assert [one.id for one in home.shown(last)] == ["s"]
    assert home.shown(last + timedelta(1)) == []
    assert len(home.index(last).entries) == 1
    assert len(home.index(last + timedelta(1)).entries) == 0


def test_the_same_files_again_change_nothing(tmp_path: Path) -> None:
    home = take_in(tmp_path)
    home.mark_checked("s", "Mira Example", TODAY, TODAY)
    before = _dump(home)
    again = home.take_in(tmp_path / "in", TODAY + timedelta(1))
    assert (again.new, again.changed, again.same) == ((), (), 1)
    assert _dump(home) == before


def _dump(home: Directory) -> list[str]:
    connection = sqlite3.connect(home.file)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def test_a_new_assurance_keeps_the_mark_and_a_new_content_loses_it(tmp_path: Path) -> None:
    home = take_in(tmp_path)
    home.mark_checked("s", "Mira Example", TODAY, TODAY)
    home.take_in(write_tables(tmp_path / "b", directory(services={"assured_date": "2026-11-27"})), TODAY)
    assert status(home, TODAY + timedelta(80)) == "shown"
    taken = home.take_in(write_tables(tmp_path / "c", directory(phones={"number": "0113 496 0102"})), TODAY)
    assert taken.changed == ("s",)
    assert status(home) == "waiting"


def test_a_neighbours_look_alike_is_a_doubt_once_the_neighbour_is_marked(tmp_path: Path) -> None:
    home = Directory(tmp_path / "h")
    lantern = directory(organizations={"website": "https://lanternhouse.org"})
    copy = directory(
        organizations={"id": "x", "website": "https://lantemhouse.org"},
        services={"id": "t", "organization_id": "x"},
        service_at_location={"service_id": "t"},
        phones={"service_id": "t", "number": "0113 496 0105"},
    )
    home.take_in(write_tables(tmp_path / "a", lantern), TODAY)
    home.mark_checked("s", "Mira Example", TODAY, TODAY)
    home.take_in(write_tables(tmp_path / "b", copy), TODAY)
    found = {one.entry.id: {flaw.code for flaw in one.flaws} for one in home.entries(TODAY)}
    assert "link-look-alike" in found["t"]
    assert "link-look-alike" not in found["s"]


def test_two_see_the_same_at_once(tmp_path: Path) -> None:
    """A reader that has the directory open sees what another writes, and what has not changed is not read again."""
    home, other = take_in(tmp_path), Directory(tmp_path / "h")
    assert other.shown(TODAY) == []
    home.mark_checked("s", "Mira Example", TODAY, TODAY)
    assert [one.id for one in other.shown(TODAY)] == ["s"]
    assert other.index(TODAY) is other.index(TODAY)


def test_no_directory_and_a_broken_one(tmp_path: Path) -> None:
    home = Directory(tmp_path)
    assert home.entries(TODAY) == []
    assert home.problems() == []
    with pytest.raises(UsageError, match="no entry"):
        home.mark_checked("s", "Mira", TODAY, TODAY)
    (tmp_path / FILE).write_bytes(b"not a database at all" * 50)
    with pytest.raises(WorkspaceError, match="cannot be used"):
        home.entries(TODAY)


def test_a_failed_import_leaves_all_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = take_in(tmp_path)
    before = _dump(home)
    files = write_tables(tmp_path / "b", directory(services={"id": "s2", "description": "More"}))
    monkeypatch.setattr("manumit.services.support.directory.store.flaws_of", _fails)
    with pytest.raises(KeyboardInterrupt):
        home.take_in(files, TODAY)
    assert _dump(home) == before


def _fails(*_: object) -> None:
    raise KeyboardInterrupt


def test_the_example_holds_what_a_demo_shows(tmp_path: Path) -> None:
    moved = bring_to(EXAMPLE, tmp_path / "moved", date(2031, 5, 1))
    listed, problems = check_path(moved, date(2031, 5, 1))
    assert problems == []
    found = {one.entry.id: one.status for one in listed}
    assert {ident: status for ident, status in found.items() if status != "waiting"} == {
        "calm-line": "stopped",  # a veterinary clinic
        "north-advice": "stopped",  # a digit is missing
        "north-beds": "stale",
    }
    assert [one.entry.id for one in listed if one.entry.undisclosed] == ["night-refuge"]
    assert {need for one in listed for need in one.entry.needs} >= {
        "shelter",
        "legal_aid",
        "hotline",
        "embassy",
        "food",
    }
