"""What was handed in goes with its job: numbers of jobs come again in the next test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings

from manumit.doors.web.desk.models import Workspace


@pytest.fixture(autouse=True)
def nothing_stays(workspace: Workspace) -> Iterator[None]:
    """Before it, too: others hand files in."""
    place = settings.HOUSE.uploads / workspace.slug
    shutil.rmtree(place, ignore_errors=True)
    yield
    shutil.rmtree(place, ignore_errors=True)
