"""`manumit directory`: in, checked, listed, marked; and what its exit codes say."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from manumit.doors.cli.app import app
from tests.doors.cli.program import REPOSITORY, manumit

EXAMPLE = REPOSITORY / "examples" / "directory"
DAY = ("--as-of", "2026-11-28")
VERBS = ("import", "check", "list", "mark")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The example, imported."""
    folder = tmp_path / "home"
    taken = manumit("directory", "import", EXAMPLE, "--home", folder, *DAY)
    assert (taken.code, taken.out) == (0, "")
    assert taken.err.startswith("19 new, 0 changed, 0 as before; 1 of these undisclosed")
    return folder


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself_with_an_example(verb: str) -> None:
    told = manumit("directory", verb, "--help")
    assert told.code == 0
    assert f"Example: manumit directory {verb}" in told.out


def test_the_group_is_registered_with_these_verbs() -> None:
    groups = [one.typer_instance for one in app.registered_groups if one.typer_instance]
    (group,) = [one for one in groups if one.info.name == "directory"]
    assert {one.name or one.callback.__name__ for one in group.registered_commands if one.callback} == set(
        VERBS
    )


def test_from_import_to_shown(home: Path) -> None:
    waiting = manumit("directory", "list", "--home", home, "--status", "waiting", "--format", "json", *DAY)
    assert "lantern-women" in {one["id"] for one in waiting.lines()}
    assert manumit("directory", "list", "--home", home, "--status", "shown", *DAY).out == ""
    marked = manumit("directory", "mark", "lantern-women", "--by", "Mira Example", "--home", home, *DAY)
    assert (marked.code, marked.out) == (0, "")
    assert "Doubt: It is a shelter, and its street is in the file." in marked.err
    assert "lantern-women is shown until 2027-02-08." in marked.err
    (shown,) = manumit(
        "directory", "list", "--home", home, "--status", "shown", "--format", "json", *DAY
    ).lines()
    assert shown["id"] == "lantern-women"
    assert shown["checked"] == {"by": "Mira Example", "on": "2026-11-28"}
    assert (
        manumit("directory", "list", "--home", home, "--status", "shown", "--as-of", "2027-02-09").out == ""
    )


def test_the_same_again_changes_nothing(home: Path) -> None:
    again = manumit("directory", "import", EXAMPLE, "--home", home, *DAY)
    assert again.err.startswith("0 new, 0 changed, 19 as before")


@pytest.mark.parametrize("ident", ["calm-line", "north-advice", "north-beds"])
def test_what_must_not_be_shown_cannot_be_marked(home: Path, ident: str) -> None:
    refused = manumit("directory", "mark", ident, "--by", "Mira Example", "--home", home, *DAY)
    assert refused.code == 1
    assert f"{ident} is not to be shown." in refused.err


def test_check_tells_everything_and_writes_nothing(tmp_path: Path) -> None:
    checked = manumit("directory", "check", EXAMPLE, *DAY, cwd=tmp_path)
    assert checked.code == 4
    assert list(tmp_path.iterdir()) == []
    found = {one["id"]: one for one in checked.lines()}
    assert len(found) == 19
    assert [flaw["code"] for flaw in found["calm-line"]["flaws"] if flaw["stops"]] == ["not-help"]
    assert [flaw["code"] for flaw in found["north-advice"]["flaws"] if flaw["stops"]] == ["number-wrong"]
    assert found["north-beds"]["status"] == "stale"
    assert set(found["north-beds"]["flaws"][0]) == {"code", "sentence", "hint", "stops"}
    assert "Quillfeather" not in checked.out


def test_check_of_good_files_is_good_and_of_broken_rows_is_three(tmp_path: Path) -> None:
    good = Path(shutil.copytree(EXAMPLE, tmp_path / "good"))
    services = good / "services.csv"
    bad = ("calm-line,", "north-advice,", "north-beds,")
    for path in good.iterdir():
        text = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text("".join(one for one in text if not any(name in f"{one}," for name in bad)), "utf-8")
    assert manumit("directory", "check", good, *DAY).code == 0
    with services.open("a", encoding="utf-8") as stream:
        stream.write("odd,nobody,Odd\n")
    checked = manumit("directory", "check", good, *DAY)
    assert checked.code == 3
    assert '"row": 18, "reason": "service: its organisation is not there' in checked.err
    taken = manumit("directory", "import", good, "--home", tmp_path / "h", "--quiet", *DAY)
    assert taken.code == 3
    assert len(taken.err.splitlines()) == 1
    assert len(manumit("directory", "list", "--home", tmp_path / "h", "--format", "json", *DAY).lines()) == 16


def test_wrong_calls(tmp_path: Path) -> None:
    for args, code in (
        (("import", tmp_path / "nowhere"), 2),
        (("check", tmp_path / "nowhere"), 2),
        (("list", "--home", tmp_path / "nowhere"), 2),
        (("list", "--home", tmp_path, "--status", "odd"), 2),
        (("mark", "x", "--home", tmp_path), 2),
        (("mark", "x", "--by", "Mira", "--home", tmp_path), 2),
        (("check", tmp_path), 3),
    ):
        ended = manumit("directory", *args)
        assert (ended.code, ended.out) == (code, ""), args
        assert ended.err.strip()


def test_a_name_cannot_move_the_terminal(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(EXAMPLE, tmp_path / "copy"))
    services = copy / "services.csv"
    services.write_text(services.read_text("utf-8").replace("Warm meals", "Warm\x1b[2Jmeals"), "utf-8")
    manumit("directory", "import", copy, "--home", tmp_path / "h", *DAY)
    assert "\x1b" not in manumit("directory", "list", "--home", tmp_path / "h", *DAY).out
