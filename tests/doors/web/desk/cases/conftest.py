"""A case of somebody, and what its people send."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.models import Case, Workspace
from manumit.doors.web.desk.sights.leads import shelf
from tests.doors.web.conftest import Signed


@pytest.fixture
def workspace(db: None, evidence: Path, tmp_path: Path) -> Workspace:
    """A copy of the evidence that may be written in: decisions go there."""
    shutil.copytree(evidence, tmp_path / "w", symlinks=True)
    return Workspace.objects.create(slug="case-7", name="Case 7", folder=str(tmp_path / "w"), made_up=True)


def hidden_names(workspace: Workspace, leads: list[str]) -> set[str]:
    """What possible victims of these leads are called, and nobody who is shown."""
    stock = shelf(workspace)
    named: dict[bool, set[str]] = {True: set(), False: set()}
    for lead in stock.plain:
        for member in lead.members:
            hidden = member.entity_id in stock.masking.hidden
            if lead.lead_id in leads or not hidden:
                named[hidden] |= {one.id.partition("|")[0] for one in member.ids}
    return named[True] - named[False]


@dataclass
class Desk:
    """A case that `ada` leads, and her browser."""

    ada: User
    client: Client
    case: Case
    leads: list[str]
    token: str

    @property
    def url(self) -> str:
        """Of the case."""
        return f"/cases/{self.case.number}"


@pytest.fixture
def desk(signed: Signed, person: Callable[..., User], workspace: Workspace) -> Desk:
    """A case of two leads, opened through the page."""
    ada = person("investigator", name="ada")
    client, leads = signed(user=ada), [lead.lead_id for lead in shelf(workspace).plain[:2]]
    token = uuid4().hex  # the vault outlives a test, the database does not
    answer = client.post(
        "/w/case-7/cases/new", {"lead": leads, "title": "Wages at Mill Lane", "token": token}
    )
    assert answer.status_code == 302
    return Desk(ada, client, Case.objects.get(), leads, token)
