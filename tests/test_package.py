"""The package offers the verbs to Python, and enters no room until one is asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

import manumit


@pytest.mark.parametrize("name", [name for name in manumit.__all__ if not name.startswith("_")])
def test_every_offered_verb_is_there(name: str) -> None:
    assert callable(getattr(manumit, name))


def test_what_is_not_offered_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = manumit.nothing


def test_importing_enters_no_room() -> None:
    code = "import sys, manumit; print([m for m in sys.modules if m.startswith('manumit.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
