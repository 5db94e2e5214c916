"""Find help: only what a named person has vouched for is shown, and nothing of a secret place but its telephone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.doors.helpline.conftest import Begin, Helpline

EXAMPLE = Path(__file__).parents[3] / "examples" / "directory"


def _directory(*call: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", "manumit", "directory", *call], capture_output=True, text=True
    )
    assert ran.returncode in (0, 3), ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def line(begin: Begin) -> Helpline:
    """With the invented example, of which one entry is vouched for."""
    helpline = begin(made_up="1", area="GB")
    _directory("import", str(EXAMPLE), "--home", str(helpline.home))
    return helpline


def _waiting(line: Helpline) -> list[dict[str, str]]:
    told = _directory("list", "--home", str(line.home), "--format", "json")
    return [one for one in map(json.loads, told.splitlines()) if one["status"] == "waiting"]


def test_nothing_is_shown_that_nobody_has_checked_and_then_it_is(line: Helpline) -> None:
    visitor = line.visitor()
    before = visitor.ask("/find", {"need": ""})
    assert "No service has been checked here yet" in before.text
    waiting = _waiting(line)
    assert waiting
    one = waiting[0]
    _directory("mark", one["id"], "--by", "A. Checker", "--home", str(line.home))
    after = visitor.ask("/find", {"need": ""})
    assert one["name"] in after.text
    assert not [other["name"] for other in waiting[1:] if f">{other['name']}<" in after.text]
    assert after.set_cookies == []
    assert [entry["name"] for entry in visitor.ask("/pack.json").json["services"]] in ([one["name"]], [])


def test_the_number_of_a_country_stands_above(line: Helpline) -> None:
    page = line.visitor().ask("/find", {"country": "GB", "town": "Nowhereville"})
    assert 'href="tel:999"' in page.text
    assert "We do not know this town" in page.text


@pytest.mark.parametrize(
    "data", [{"need": "x"}, {"age": "-1"}, {"country": "ZZ"}, {"town": "<b>" * 99}, {"gender": "?"}]
)
def test_odd_wishes_are_borne(data: dict[str, str], line: Helpline) -> None:
    assert line.visitor().ask("/find", data).status == 200
