"""Whatever is asked, typed or sent: an answer, never a broken page; and one shape of error."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.models import Case, CaseMember, Workspace
from tests.doors.web.conftest import Signed
from tests.doors.web.routes import address_of, every_route, things

pytestmark = pytest.mark.django_db
ROUTES = dict(every_route())
SLOW = {"desk:job_events"}
"""A stream: it ends when its time is over."""
NAMES = (
    "q page kind place from to since until lead expand state user type ident sort back next refresh name limit offset "
    "taken left right"
).split()
LONG = "x" * 7000
ODD = [
    "\x00",
    "%",
    "\ud7ff",
    "‮",
    "'\"<>",
    "1e999",
    "-1",
    "9" * 40,
    "0x1",
    "NaN",
    "٣",
    LONG,
    "*",
    '"',
    "AND OR NOT",
    "^",
]
text = st.one_of(st.sampled_from(ODD), st.text(max_size=40), st.datetimes().map(str), st.integers().map(str))
queries = st.lists(st.tuples(st.one_of(st.sampled_from(NAMES), st.text(max_size=8)), text), max_size=6)
calm = settings(
    max_examples=6,  # and six others on PostgreSQL
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
    phases=(Phase.explicit, Phase.generate),  # a failure names its address: making it smaller takes an hour
)


@pytest.fixture
def workspace(db: None, evidence: Path, tmp_path: Path) -> Workspace:
    """A copy of the evidence: some routes write in it."""
    shutil.copytree(evidence, tmp_path / "case-7", ignore=shutil.ignore_patterns("scratch"))
    return Workspace.objects.create(slug="case-7", name="Case 7", folder=str(tmp_path / "case-7"))


@pytest.fixture
def clients(signed: Signed, person: Callable[..., User], workspace: Workspace) -> list[Client]:
    """Everyone who may see something: head of a case, auditor, administrator."""
    case = Case.objects.create(number=7, workspace=workspace, title="", made_by=person("supervisor"))
    made = []
    for role in ("supervisor", "auditor", "administrator"):
        user = person(role)
        CaseMember.objects.create(case=case, user=user, part="head")
        made.append(signed(user=user))
    for client in made:
        client.raise_request_exception = False
    return made


def _query(pairs: list[tuple[str, str]]) -> str:
    return "&".join(
        f"{quote(name, errors='replace')}={quote(value, errors='replace')}" for name, value in pairs
    )


def test_no_query_breaks_a_page(clients: list[Client], workspace: Workspace) -> None:
    """Once from everyone, then from those whom it opens to: others are refused before it is read."""
    known = things(workspace) | {"number": 7}
    addresses = {name: address_of(name, parts, known) for name, parts in ROUTES.items() if name not in SLOW}
    everyone = [(name, client) for name in addresses for client in clients]
    opened = [(name, one) for name, one in everyone if one.get(addresses[name]).status_code == 200]
    assert {"desk:home", "desk:lead", "desk:search", "desk:audit", "api:leads"} <= {
        name for name, _ in opened
    }
    askers = [everyone]

    @calm
    @given(pairs=queries)
    def probe(pairs: list[tuple[str, str]]) -> None:
        wrong = [
            (name, status)
            for name, client in (askers.pop() if askers else opened)
            if (status := client.get(f"{addresses[name]}?{_query(pairs)}").status_code) >= 500
        ]
        assert wrong == []

    probe()


def test_no_address_breaks_a_page(clients: list[Client], workspace: Workspace) -> None:
    """Ids of every form in the place of those that are there."""
    marks = {key: "ID" for parts in ROUTES.values() for key in parts}
    numbers = {
        "job_id": 987654321,
        "pk": 987654321,
        "number": 987654321,
        "forecast": 987654321,
        "placing": 987654321,
        "patterns": 987654321,
    }
    found = [address_of(name, parts, marks | numbers | {"ws": "case-7"}) for name, parts in ROUTES.items()]

    @calm
    @given(odd=text, number=st.integers(min_value=0, max_value=10**30))
    def probe(odd: str, number: int) -> None:
        spelled = quote(odd.replace("/", "") or "-", safe="", errors="replace")
        addresses = [one.replace("/ID", f"/{spelled}").replace("987654321", str(number)) for one in found]
        assert [one for one in addresses if clients[0].get(one).status_code >= 500] == []

    probe()


def test_nothing_that_is_sent_breaks_a_route(clients: list[Client], workspace: Workspace) -> None:
    """Whoever is refused whatever they send is not read: they send one form."""
    known, wrong, read = things(workspace) | {"number": 7}, [], 0
    for client in clients:
        for name, parts in ROUTES.items():
            address = address_of(name, parts, known)
            answers = [client.post(address, dict.fromkeys(FIELDS, ""))]
            if answers[0].status_code not in (403, 405):
                read += 1
                answers += [
                    client.post(address, dict.fromkeys(FIELDS, one)) for one in (LONG, "\x00", "9" * 30)
                ]
                answers += [client.generic("POST", address, b"\xff{[", kind) for kind in KINDS]
            wrong += [(name, one.status_code) for one in answers if one.status_code >= 500]
    assert wrong == []
    assert read > 100


KINDS = (
    "application/json",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "text/plain; charset=no",
)
FIELDS = (
    "name reason ends kind values until query purpose basis verdict word terms digest address once below root role "
    "username slug active link login password code title text version assignee due_on language next state entries id "
    "collection sure"
).split()
