"""Makes an installation ready for the walk: people of every role, a small workspace and an empty one. Prints
{name: one-time link} as JSON. A program of its own, since it sets Django up for that house.

    python -m tests.doors.web.walk.prepare HOUSE BASE EVIDENCE
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from manumit.doors.web.house import House
from manumit.doors.web.serving import add_workspace, set_up, sign_in_link
from manumit.engine.evidence import Workspace

PEOPLE = {
    "ines": "investigator",
    "ivo": "investigator",
    "ida": "investigator",
    "iris": "investigator",
    "ilan": "investigator",
    "sara": "supervisor",
    "olga": "auditor",
    "adam": "administrator",
}
"""Made up; each walk has a person of its own, so that none stands on what another did."""
MEMBERS = [name for name, role in PEOPLE.items() if role != "administrator"]


def prepare(home: str, base: str, evidence: str) -> dict[str, str]:
    """The links."""
    house = House.open(home)
    set_up(house)
    links = {name: sign_in_link(house, name, role, base) for name, role in PEOPLE.items()}
    add_workspace(house, "small", "Small world", Path(evidence), MEMBERS, made_up=True)
    empty = house.workspace("empty")
    Workspace.open(empty, create=True)
    add_workspace(house, "empty", "Empty", empty, ["iris", "ilan"], made_up=False)
    return links


if __name__ == "__main__":
    print(json.dumps(prepare(*sys.argv[1:4])))
