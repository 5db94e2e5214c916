"""A workspace in which nothing was read yet; who works there, her browser, a colleague's, and one who is sought."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from django.conf import LazySettings, settings
from django.test import Client

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts import galleries
from manumit.doors.web.desk.models import Subject, Workspace, WorkspaceMember
from manumit.doors.web.house import House
from manumit.engine.biometrics import Template
from tests.doors.web.desk.faces import enrolled, face
from tests.doors.web.desk.hands import ADS


@pytest.fixture(autouse=True)
def _no_gallery_stays() -> Iterator[None]:
    """What a test took into a gallery, or put as a collection of rooms, goes with it."""
    yield
    galleries._opened.cache_clear()
    for folder in (settings.HOUSE.galleries, settings.HOUSE.rooms):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module", autouse=True)
def _pictures_are_read_once() -> Iterator[None]:
    """A picture gives the same template whenever it is read: of those drawn here each is read once, for all tests."""
    from manumit.engine.biometrics import face, fingerprint, iris

    with pytest.MonkeyPatch.context() as patch:
        for part, name in ((face, "read_face"), (fingerprint, "read_template"), (iris, "read_template")):
            patch.setattr(part, name, partial(_once, getattr(part, name)))
        yield


_KNOWN: dict[tuple[str, bytes], Template] = {}


def _once(read: Callable[[Path], Template], path: Path) -> Template:
    key = read.__module__, hashlib.sha256(path.read_bytes()).digest()
    if key not in _KNOWN:
        _KNOWN[key] = read(path)
    return _KNOWN[key]


@pytest.fixture
def fresh(db: None, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace in which nothing was read yet."""
    yield Workspace.objects.create(slug="fresh", name="Fresh", folder=str(tmp_path / "workspace"))
    shutil.rmtree(House(Path(os.environ["MANUMIT_HOME"])).uploads / "fresh", ignore_errors=True)


@pytest.fixture
def ines(fresh: Workspace) -> User:
    """Somebody who works there."""
    user = User.objects.create(username="ines", role="investigator")
    WorkspaceMember.objects.create(workspace=fresh, user=user)
    return user


@pytest.fixture
def browser(ines: User) -> Client:
    """Her browser."""
    made = Client()
    made.force_login(ines)
    session = made.session
    session["by_link"] = True
    session.save()
    return made


@pytest.fixture
def share(tmp_path: Path, settings: LazySettings) -> Path:
    """A folder that jobs may read, beside one that they may not."""
    (tmp_path / "share" / "crawl").mkdir(parents=True)
    (tmp_path / "share" / "crawl" / "ads.csv").write_bytes(ADS)
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "secret.csv").write_bytes(ADS)
    settings.FOLDERS = (tmp_path / "share",)
    return tmp_path / "share"


@pytest.fixture
def colleague(fresh: Workspace) -> Callable[[str, str], Client]:
    """The browser of somebody else who works there."""

    def make(name: str, role: str = "investigator") -> Client:
        user = User.objects.create(username=name, role=role)
        WorkspaceMember.objects.create(workspace=fresh, user=user)
        made = Client()
        made.force_login(user)
        session = made.session
        session["by_link"] = True
        session.save()
        return made

    return make


@pytest.fixture
def ana(browser: Client) -> Subject:
    """Somebody who is missed."""
    enrolled(browser, "fresh", ("ana_1.png", face(1)), kind="missing")
    return Subject.objects.get()
