"""The service says replies of the closed set and nothing else: a walk through the code of Haven."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from manumit.doors.web.catalogue import HERE

CODE = sorted((HERE / "haven").rglob("*.py"))


SPEAKS = {"acts.say": "talking.py", "carrier.send": "texts.py"}
"""How the service speaks, and where: in a talk, and by text message."""


def _says(path: Path) -> list[ast.Call]:
    """Calls that say something and are not the person's."""
    calls = [one for one in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(one, ast.Call)]
    named = [one for one in calls if ast.unparse(one.func) in SPEAKS]
    return [one for one in named if ast.unparse(one.args[1]) != "'person'"]


def test_there_is_one_place_where_the_service_speaks() -> None:
    found = [(ast.unparse(one.func), path.name) for path in CODE for one in _says(path)]
    assert sorted(found) == sorted(SPEAKS.items())


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.name)
def test_what_it_says_is_a_reply_with_its_version_and_hash(path: Path) -> None:
    for call in _says(path):
        assert ast.unparse(call.args[1]) == "'service'"
        assert ast.unparse(call.args[2]) in ("reply.shape()", "{**reply.shape(), 'country': talk.country}")


def test_nobody_writes_messages_past_it() -> None:
    assert not [path for path in CODE if "Message.objects.create" in path.read_text("utf-8")]
