"""The wall: nothing of the help line can be reached by an investigator. Every route of the Desk is walked with every
role while a talk, its papers and their key, and a care record with a consent and a referral lie beside it; no text and
no id appears, and the Desk's process opens no file there, so that no count can cross either. What leaves has a consent
for each item (line/test_passing.py); who sees a care record at Line: test_wall_care.py.
"""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.doors.web.conftest import (
    Signed,
    django_db_modify_db_settings,
    django_db_setup,
    evidence,
    person,
    signed,
    workspace,
)

# The Desk is set up in this process by the line above.
# isort: split
from django.conf import settings
from django.test import Client

from manumit.base.govern import ACTIONS, LINE_ACTIONS, LINE_ROLES, PARTS, ROLES, Asked, may, may_line
from manumit.base.kernel import ManumitError, Settings, WorkspaceError
from manumit.base.vault import Keyring, PassphraseHolder
from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.models import Case, CaseMember, Workspace
from manumit.doors.web.helpline.house import HelplineHouse
from manumit.engine.job import run_job
from tests.doors.helpline.line.house import LineHouse
from tests.doors.web.routes import address_of, every_route, things
from tests.doors.web.silence import Silent

__all__ = [
    "django_db_modify_db_settings",
    "django_db_setup",
    "evidence",
    "person",
    "signed",
    "workspace",
]
CANARY = "heron-lantern-4417"
ROUTES = dict(every_route())
SHUT = (302, 403, 404)
"""Whoever is sent away, or finds nothing there, is not asked what they look for: it is asked after that."""
_WATCHED: list[str] = []
_OPENED: list[str] = []


def _watch(event: str, told: tuple[Any, ...]) -> None:
    """Python tells of every file that this process opens, whoever asks."""
    if _WATCHED and event in ("open", "sqlite3.connect", "os.listdir", "os.scandir") and told:
        path = os.fspath(told[0]) if isinstance(told[0], str | os.PathLike) else ""
        if str(path).startswith(_WATCHED[0]):
            _OPENED.append(f"{event} {path}")


sys.addaudithook(_watch)


@pytest.fixture(scope="module")
def canaries(line_house: LineHouse) -> Iterator[list[str]]:
    """A talk, a note and a consent, as an advocate has them, and a care record; the texts and ids that must not be seen
    elsewhere."""
    talk = line_house.do("talk", says=[f"he keeps us at the mill {CANARY}"], severity=2, reasons=["weapon"])[
        "id"
    ]
    ana = line_house.visitor("ana")
    ana.post("/next")
    ana.post(f"/talks/{talk}/papers", {"kind": "note", "text": f"note {CANARY}", "token": "c" * 32})
    assert ana.status == 200
    assert CANARY in ana.page
    yield [CANARY, talk, "c" * 32, *in_care(line_house, CANARY)]
    line_house.do("clear")


def in_care(line_house: LineHouse, canary: str) -> list[str]:
    """Somebody in care with a need, referred to a clinic: the pseudonym, then the ids of consent and referral."""
    mira = line_house.visitor("mira", "case_worker")
    mira.post("/care/new", {"called": f"Ana {canary}"})
    pseudonym = mira.url.rpartition("/")[2]
    token = secrets.token_hex(16)
    mira.post(f"/care/{pseudonym}/add", {"kind": "need", "note": f"a bed {canary}", "token": token})
    until = (datetime.now(UTC).date() + timedelta(days=30)).isoformat()
    told = {"kind": "clinic", "name": f"St {canary}", "purpose": "health_care", "until": until}
    mira.post(f"/care/{pseudonym}/consent", told | {"item": f"itm_{token}", "agreed": "1", "refer": "1"})
    ids = sorted(set(re.findall(r'name="(?:consent|referral)" value="(itm_\w+)"', mira.page)))
    assert len(ids) == 2
    return [pseudonym, *ids]


@pytest.fixture
def watched(line_house: LineHouse) -> Iterator[list[str]]:
    """What this process opens in the help line's folder."""
    _OPENED.clear()
    _WATCHED.append(str(line_house.home))
    yield _OPENED
    _WATCHED.clear()


@pytest.mark.django_db
@pytest.mark.parametrize("role", [*ROLES, *LINE_ROLES, ""])
def test_no_route_of_the_desk_tells_of_a_talk(
    role: str,
    canaries: list[str],
    watched: list[str],
    signed: Signed,
    person: Callable[..., User],
    workspace: Workspace,
) -> None:
    """As a member of the workspace with the first seat in a case; `""`: not signed in."""
    case = Case.objects.create(number=7, workspace=workspace, title="", made_by=person("supervisor"))
    client = Client()
    if role:
        user = person(role)
        CaseMember.objects.create(case=case, user=user, part="head")
        client = signed(user=user)
    known = things(workspace) | {"number": case.number}
    asked, told = 0, []
    for name, parts in ROUTES.items():
        address = address_of(name, parts, known)
        for query in ("", f"?q={CANARY}", f"?q={canaries[1]}"):
            status, body = _ask(client, address + query)
            asked += 1
            told += [(name, one) for one in canaries if one in body.replace(query[3:] or "\0", "")]
            if status in SHUT:
                break
    assert asked > 40
    assert told == []
    assert watched == []


def _ask(client: Client, address: str) -> tuple[int, str]:
    try:
        answer = client.get(address)
        if answer.status_code == 405:
            answer = client.post(address)
    except (ManumitError, ValueError):  # what a route makes of `1` for a name is no matter here
        return 0, ""
    body = (
        b"".join(part for part, _ in zip(answer, range(50), strict=False))
        if answer.streaming
        else answer.content
    )
    return answer.status_code, body.decode("utf-8", "replace")


def test_the_watch_would_see_it(line_house: LineHouse, watched: list[str]) -> None:
    """A check that cannot fail shows nothing."""
    (line_house.home / "helpline.sqlite3").read_bytes()
    assert watched


def test_no_role_of_one_door_may_anything_at_the_other() -> None:
    flags = (False, True)
    for role, action, mine, listening in product(ROLES, LINE_ACTIONS, flags, flags):
        assert not may_line(role, action, mine, listening), (role, action)
    for role, action, member, part, purpose in product(LINE_ROLES, ACTIONS, flags, PARTS, flags):
        asked = Asked(role, action, member, part, purpose=purpose, emergency=purpose, approved=purpose)
        assert not may(asked), asked


def test_somebody_of_the_desk_finds_nothing_at_line(line_house: LineHouse, canaries: list[str]) -> None:
    for role in ROLES:
        visitor = line_house.visitor(f"desk-{role}", role)
        for path in (
            "/",
            f"/talks/{canaries[1]}",
            "/numbers",
            "/shift",
            "/news",
            "/passing",
            "/staffing",
            "/reports",
            "/keys",
        ):
            page = visitor.get(path)
            assert visitor.status == 403, (role, path)
            assert not any(one in page for one in canaries)


def test_the_desk_knows_no_path_and_no_key_of_the_help_line(line_house: LineHouse) -> None:
    told = {name: str(getattr(settings, name)) for name in dir(settings) if name.isupper()}
    assert [name for name, value in told.items() if "helpline" in value.lower()] == []
    assert not isinstance(settings.HOUSE, HelplineHouse)
    for secret in sorted(settings.HOUSE.keys.glob("*.secret")):
        for folder in ("live", "papers"):
            with pytest.raises(ManumitError):
                Keyring.open(line_house.home / folder, PassphraseHolder(secret.read_text("ascii").strip()))


def test_the_two_never_share_a_folder(tmp_path: Path) -> None:
    (tmp_path / "desk.sqlite3").touch()
    with pytest.raises(WorkspaceError, match="the Desk's"):
        HelplineHouse.open(tmp_path)


def test_the_desks_process_loads_nothing_of_the_help_line(tmp_path: Path) -> None:
    """Every page's code is loaded with the addresses."""
    code = (
        "import django, sys; django.setup(); from django.urls import get_resolver; get_resolver().url_patterns;"
        "print([one for one in sys.modules if one.startswith('manumit.doors.web.')"
        " and one.split('.')[3] in ('helpline', 'haven', 'line')])"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "manumit.doors.web.settings",
        "MANUMIT_HOME": str(tmp_path),
        "PYTHONPATH": str(Path(__file__).parents[3] / "src"),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_storage_of_the_help_line_is_no_input(
    line_house: LineHouse, canaries: list[str], tmp_path: Path
) -> None:
    """Handed in as files, on purpose or not, it yields no record and none of its words."""
    with suppress(ManumitError):
        run_job([line_house.home], tmp_path / "workspace", Settings(), Silent())
    found = [path for path in (tmp_path / "workspace").rglob("*") if path.is_file()]
    assert not [path for path in found if any(one.encode() in path.read_bytes() for one in canaries)]
    assert not list((tmp_path / "workspace").glob("**/record*/*.parquet")) or not _records(
        tmp_path / "workspace"
    )


def _records(workspace: Path) -> int:
    import pyarrow.parquet as pq

    return sum(pq.read_metadata(one).num_rows for one in workspace.glob("**/report*.parquet"))
