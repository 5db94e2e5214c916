"""Every route against every role: what a page answers is what the policy's table says. Routes are found, not listed: a
new page is in this test as soon as it has an address, and a page that asks the policy nothing fails it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from manumit.base.govern import ROLES, Asked, may
from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.gate import CASE, HOUSE, Need
from manumit.doors.web.desk.models import Case, CaseMember, Workspace
from tests.doors.web.conftest import Signed
from tests.doors.web.routes import address_of, desk_routes, things

pytestmark = pytest.mark.django_db
ROUTES = dict(desk_routes())


@pytest.fixture
def workspace(db: None, evidence: Path, tmp_path: Path) -> Workspace:
    """A copy of the evidence: some routes write in it."""
    shutil.copytree(evidence, tmp_path / "case-7", ignore=shutil.ignore_patterns("scratch"))
    return Workspace.objects.create(slug="case-7", name="Case 7", folder=str(tmp_path / "case-7"))


@pytest.mark.parametrize("name", ROUTES)
def test_every_page_asks_the_policy(name: str) -> None:
    assert isinstance(getattr(ROUTES[name].callback, "need", None), Need)


@pytest.fixture
def address(workspace: Workspace, case: Case) -> Callable[[str], str]:
    """The address of a route, filled with things that are there."""
    known = things(workspace) | {"number": case.number}
    return lambda name: address_of(name, ROUTES[name].pattern.converters, known)


@pytest.fixture
def case(workspace: Workspace, person: Callable[..., User]) -> Case:
    """Somebody's case."""
    return Case.objects.create(number=7, workspace=workspace, title="", made_by=person("supervisor"))


@pytest.mark.parametrize("role", ROLES)
def test_a_page_opens_for_whom_the_policy_opens_it(
    role: str, signed: Signed, person: Callable[..., User], address: Callable[[str], str], case: Case
) -> None:
    """With membership and the first seat: allowed means anything but 'forbidden'."""
    user = person(role)
    CaseMember.objects.create(case=case, user=user, part="head")
    client, wrong = signed(user=user), []
    for name, route in ROUTES.items():
        need: Need = route.callback.need  # type: ignore[attr-defined]
        part = "head" if need.about == CASE else "none"
        allowed = may(Asked(role, need.action, member=need.about != HOUSE, part=part))
        status = _ask(client, address(name))
        if (status != 403) != allowed:
            wrong.append((name, need.action, status))
    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_what_is_in_anothers_workspace_or_case_is_not_there(
    role: str, signed: Signed, address: Callable[[str], str]
) -> None:
    """Without membership and seat: not found, whatever the role."""
    client = signed(role, member=False)
    found = [
        name
        for name, route in ROUTES.items()
        if route.callback.need.about != HOUSE and _ask(client, address(name)) != 404  # type: ignore[attr-defined]
    ]
    assert found == []


def test_a_member_without_a_seat_finds_no_case(signed: Signed, address: Callable[[str], str]) -> None:
    for role in ROLES:
        client = signed(role)
        for name, route in ROUTES.items():
            if route.callback.need.about == CASE:  # type: ignore[attr-defined]
                assert _ask(client, address(name)) == 404, (role, name)


def test_who_is_not_signed_in_gets_nowhere(client: Any, address: Callable[[str], str]) -> None:
    for name in ROUTES:
        answer = client.get(address(name))
        if answer.status_code == 405:
            answer = client.post(address(name))
        assert answer.status_code == 302, name
        assert answer["Location"].startswith("/account/login/"), name


def _ask(client: Any, address: str) -> int:
    """The status of a look, or of a post where a look is not what the page is for."""
    status: int = client.get(address).status_code
    return client.post(address).status_code if status == 405 else status
