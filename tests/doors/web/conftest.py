"""The Desk under test: a house of its own, users of every role, and one small workspace that nobody changes."""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.base.ledger.cluster import postgres_cluster

POSTGRES = os.environ.get("MANUMIT_TEST_DATABASE", "") == "postgres"
"""Asked for: everything here on a PostgreSQL of its own (test_postgres.py asks for it)."""
SAME_THERE = (
    "front", "walk", "test_postgres.py", "test_tokens.py", "test_building.py",
    "test_catalogues.py", "test_forms.py", "test_headers.py", "test_names.py", "test_others.py", "test_routes.py",
    "desk/test_erased.py", "desk/test_policy.py",
    "desk/test_identify_bad.py", "desk/test_identify_prints.py", "desk/test_identify_rooms.py",
    "desk/test_identify_covered.py", "desk/test_identify_ways.py", "desk/test_watch_faces.py",
    "desk/test_watch_faces_end.py", "desk/test_finds.py", "desk/test_forecasts.py", "desk/test_places.py",
    "desk/test_months.py", "desk/test_pattern_files.py", "desk/test_patterns.py", "desk/test_placing.py",
    "desk/test_prevalence.py", "desk/test_ways.py", "api/test_plans.py",
)  # fmt: skip
"""Browsers, and what no database answers: headers, words, foreign forms, who may come in, what the engine erases. And
what is the engine's work for most of its time, and kept in rows as its neighbours are that stay: other studies of
places, persons, families and jobs."""
collect_ignore = list(SAME_THERE) if POSTGRES else []
if POSTGRES:
    _SERVER = ExitStack()
    _FOLDER = _SERVER.enter_context(postgres_cluster()).split()[0].removeprefix("host=")
    atexit.register(_SERVER.close)
    os.environ["MANUMIT_DATABASE"] = f"postgres://test@{quote(_FOLDER, safe='')}/manumit"

_HOUSE = tempfile.TemporaryDirectory(prefix="manumit-house-")
os.environ["MANUMIT_HOME"] = _HOUSE.name
os.environ["DJANGO_SETTINGS_MODULE"] = "manumit.doors.web.settings"

from manumit.doors.web.house import House  # noqa: E402

House.open(_HOUSE.name)

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.core.signals import request_finished, request_started  # noqa: E402
from django.db import close_old_connections  # noqa: E402
from django.test import Client  # noqa: E402

from manumit.doors.web.accounts.models import User  # noqa: E402
from manumit.doors.web.desk.models import Workspace, WorkspaceMember  # noqa: E402

Signed = Callable[..., Client]
DATABASE = {"db", "transactional_db", "django_db_setup"}
"""Fixtures of those who meet the database."""
OF_ENGINES = (
    "identify", "watch_kinds", "families", "twins", "pictures", "pieces", "places", "placing", "patterns",
    "pattern_files", "kept", "killed", "months", "ways", "prevalence", "forecasts",
)  # fmt: skip
"""Files (test_...) about what engines answer at the Desk: the first of each tries its tables on PostgreSQL."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL what meets the database, and of engines' answers the first of a file: the rest is the same."""
    if not POSTGRES:
        return
    met, seen = [], Counter[str]()
    for one in items:
        if one.get_closest_marker("django_db") or DATABASE & {*_asked(one)}:
            seen[one.path.name] += 1
            about_engines = one.path.stem.removeprefix("test_").startswith(OF_ENGINES)
            if not about_engines or seen[one.path.name] == 1:
                met.append(one)
    config.hook.pytest_deselected(items=[one for one in items if one not in met])
    items[:] = met


def _asked(item: pytest.Item) -> list[str]:
    """The fixtures of a test, those of its fixtures among them."""
    return item.fixturenames if isinstance(item, pytest.Function) else []


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """The test database is the one of this house, so that workers in processes of their own find it."""
    from django.conf import settings
    from django.db import connections

    told = connections["default"].settings_dict
    sqlite = connections["default"].vendor == "sqlite"
    told["TEST"]["NAME"] = str(settings.HOUSE.database) if sqlite else told["NAME"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """Also the table of the cache."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        call_command("createcachetable", verbosity=0)


def _made(folder: Path) -> Path:
    from manumit.base.kernel import Settings
    from manumit.engine.job import run_job
    from manumit.world import write_world
    from tests.doors.web.silence import Silent

    write_world(folder / "world", 3, "small", "medium")
    run_job([folder / "world" / "input"], folder / "workspace", Settings(), Silent())
    return folder / "workspace"


def _shared(folder: Path) -> Path:
    """Made by the first of several runs that share the folder; the others wait for it."""
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "workspace").exists():
            shutil.rmtree(folder / "making", ignore_errors=True)
            _made(folder / "making").rename(folder / "workspace")
    return folder / "workspace"


@pytest.fixture(scope="session")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of the engine, made of a small world. Read only. MANUMIT_TEST_EVIDENCE: a folder that several runs
    have it from."""
    folder = tmp_path_factory.mktemp("evidence")
    if ready := os.environ.get("MANUMIT_TEST_EVIDENCE"):
        return Path(shutil.copytree(_shared(Path(ready)), folder / "workspace"))
    return _made(folder)


@pytest.fixture
def workspace(db: None, evidence: Path) -> Workspace:
    """That workspace, as the Desk knows it."""
    return Workspace.objects.create(slug="case-7", name="Case 7", folder=str(evidence), made_up=True)


@pytest.fixture
def person(workspace: Workspace) -> Callable[..., User]:
    """Makes a user of a role, by default a member of the workspace."""

    def make(role: str = "investigator", member: bool = True, name: str = "") -> User:
        user = User.objects.create(username=name or f"{role}-{User.objects.count()}", role=role)
        if member:
            WorkspaceMember.objects.create(workspace=workspace, user=user)
        return user

    return make


@pytest.fixture
def signed(person: Callable[..., User]) -> Signed:
    """A browserless client, signed in as a user (made for the role when none is given)."""

    def make(role: str = "investigator", member: bool = True, user: User | None = None) -> Client:
        client = Client()
        client.force_login(user or person(role, member))
        session = client.session
        session["by_link"] = True
        session.save()
        return client

    return make


@contextmanager
def called_as_a_server() -> Iterator[None]:
    """Calls of the WSGI application in here leave the test's transaction open, as those of Django's client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
