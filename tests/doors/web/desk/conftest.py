"""A case of somebody, and what its people send."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

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


@dataclass
class Desk:
    """A case that `ada` leads, and her browser."""

    ada: User
    client: Client
    case: Case
    leads: list[str]

    @property
    def url(self) -> str:
        """Of the case."""
        return f"/cases/{self.case.number}"


@pytest.fixture
def desk(signed: Signed, person: Callable[..., User], workspace: Workspace) -> Desk:
    """A case of two leads, opened through the page."""
    ada = person("investigator", name="ada")
    client, leads = signed(user=ada), [lead.lead_id for lead in shelf(workspace).plain[:2]]
    answer = client.post(
        "/w/case-7/cases/new", {"lead": leads, "title": "Wages at Mill Lane", "token": "a" * 32}
    )
    assert answer.status_code == 302
    return Desk(ada, client, Case.objects.get(), leads)
