"""The help lines that tests visit. Each costs some seconds of start and the reading of its models, so few are begun:
one that demonstrates, one with Line whose texts nobody reviewed, and one with a directory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from manumit.services.support import Directory
from tests.doors.helpline.line.house import LineHouse
from tests.doors.helpline.receiver import Receiver
from tests.doors.helpline.running import AWAY, Begin, Helpline, begun, free_port
from tests.doors.helpline.visitor import Visitor

EXAMPLE = Path(__file__).parents[3] / "examples" / "directory"


@pytest.fixture(scope="session")
def begin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Begin]:
    """Starts a help line with these settings; it stops at the end."""
    with begun(tmp_path_factory) as make:
        yield make


@pytest.fixture(scope="session")
def helpline(begin: Begin) -> Helpline:
    """One that demonstrates: it speaks its drafts. Tests that kill it start it again."""
    return begin(made_up="1", leave=AWAY)


@pytest.fixture(scope="session")
def ana(helpline: Helpline) -> Receiver:
    """Who receives what is sent there without a name."""
    return Receiver(helpline).publish()


@pytest.fixture(scope="session")
def line_house(begin: Begin) -> LineHouse:
    """One with Line, its texts not reviewed."""
    return LineHouse(begin(line_port=free_port()))


@pytest.fixture
def house(line_house: LineHouse) -> LineHouse:
    """The same, with no talks in it."""
    line_house.do("clear")
    return line_house


@pytest.fixture(scope="session")
def stocked(begin: Begin) -> Helpline:
    """With the invented directory, all of it vouched for that can be. Nobody receives reports here."""
    line = begin(made_up="1", area="GB", leave=AWAY)
    kept = Directory(line.home)
    kept.take_in(EXAMPLE)
    for one in kept.entries():
        if one.status == "waiting":
            kept.mark_checked(one.entry.id, "A. Checker")
    return line


@pytest.fixture
def visitor(helpline: Helpline) -> Visitor:
    return helpline.visitor()
