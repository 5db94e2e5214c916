"""`--quiet` is an option of every verb, down to the last subcommand (design, 6)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from manumit.doors.cli.app import app
from tests.doors.cli.program import manumit


def _commands(command: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    if hasattr(command, "commands"):
        for inner, below in sorted(command.commands.items()):
            yield from _commands(below, f"{name} {inner}".strip())
    else:
        yield name, command


COMMANDS = dict(_commands(typer.main.get_command(app)))


def test_there_are_as_many_as_there_were() -> None:
    assert len(COMMANDS) > 50


@pytest.mark.parametrize("name", COMMANDS)
def test_every_verb_can_be_told_to_be_quiet(name: str) -> None:
    (option,) = [one for one in COMMANDS[name].params if "--quiet" in one.opts]
    assert option.default is False
    assert option.help


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "pass").write_text("correct horse battery staple\n")
    (tmp_path / "keep.yaml").write_text("note: 30d\n")
    (tmp_path / "stick").mkdir()
    return tmp_path


def test_verbs_of_the_vault_say_nothing_beside_their_answer(place: Path) -> None:
    for call in (
        ("vault", "init", "v", "--records"),
        ("vault", "copy", "v", "stick"),
        ("vault", "rotate", "v"),
        ("vault", "copy", "v", "stick", "--forget"),
    ):
        done = manumit(*call, "--passphrase-file", "pass", "--quiet", cwd=place)
        assert (done.code, done.out, done.err) == (0, "", ""), call
    done = manumit("vault", "status", "v", "--passphrase-file", "pass", "--quiet", cwd=place)
    assert (done.code, done.err) == (0, "")
    assert "keys" in done.out
    done = manumit("bundle", "key", "--name", "Court", "--out", "k", "--quiet", cwd=place)
    assert done.err == ""


def test_what_went_wrong_is_said_all_the_same(place: Path) -> None:
    done = manumit("vault", "status", "nowhere", "--quiet", cwd=place)
    assert done.code != 0
    assert done.err.startswith("manumit: ")


def test_a_link_of_the_desk_comes_alone(place: Path) -> None:
    done = manumit("serve", "--home", "home", "--link", "ada", "--quiet", cwd=place)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("http://")
