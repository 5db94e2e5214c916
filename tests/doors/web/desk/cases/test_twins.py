"""Pictures that adverts of both sides of a pair show: side by side, blurred until asked for; never what is on
a list."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import numpy as np
import pytest
from django.test import Client

from benchmarks.rooms import EDITS, jpeg, room
from manumit.base.kernel import Settings
from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.models import Trace, Workspace, WorkspaceMember
from manumit.doors.web.desk.sights.pairs import pairs
from manumit.doors.web.desk.sights.shared_pictures import shared
from manumit.engine.job import run_job
from tests.doors.web.conftest import Signed
from tests.doors.web.silence import Silent

pytestmark = pytest.mark.django_db
PICTURE = room(2000).resize((480, 360))
PLAIN = jpeg(PICTURE, 92)
TURNED = EDITS["mirror"](PICTURE, np.random.default_rng(4))


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five accounts of one e-mail address; the phones of two of them are reached by adverts with one picture, mirrored
    in the second."""
    folder = tmp_path_factory.mktemp("twins")
    (folder / "in" / "pics").mkdir(parents=True)
    (folder / "in" / "pics" / "a.jpg").write_bytes(PLAIN)
    (folder / "in" / "pics" / "b.jpg").write_bytes(TURNED)
    ads = ["ad_id,posted_at,source,title,text,location,contact,images"]
    accounts = ["account_id,opened_at,kind,holder_name,phone,email,address,city,country"]
    for n in range(5):
        accounts.append(
            f"A{n},2026-01-0{n + 1}T00:00:00Z,person,Person Number{n},+44 7700 90021{n},same@example.org,,Leeds,GB"
        )
    for n, name in enumerate(("a", "b")):
        place = f"board{n}.example,Room {name},Call me,Leeds"
        ads.append(f"a{n},2026-03-0{n + 2}T12:00:00Z,{place},+44 7700 90021{n},pics/{name}.jpg")
    (folder / "in" / "ads.csv").write_text("\n".join(ads) + "\n")
    (folder / "in" / "accounts.csv").write_text("\n".join(accounts) + "\n")
    run_job([folder / "in"], folder / "w", Settings(), Silent())
    return folder


@pytest.fixture
def place(db: None, read: Path, tmp_path: Path) -> Workspace:
    shutil.copytree(read / "w", tmp_path / "twins")
    return Workspace.objects.create(slug="twins", name="Twins", folder=str(tmp_path / "twins"))


@pytest.fixture
def client(place: Workspace, signed: Signed) -> Client:
    return _member(signed, place, "investigator")


def _member(signed: Signed, place: Workspace, role: str) -> Client:
    user = User.objects.create(username=f"twin-{role}", role=role)
    WorkspaceMember.objects.create(workspace=place, user=user)
    return signed(user=user)


def _at(place: Workspace) -> int:
    """Where in the queue the pair stands whose adverts share the picture."""
    return next(at for at, pair in enumerate(pairs(place)) if shared(place, pair.left, pair.right))


def test_both_forms_stand_side_by_side_blurred(client: Client, place: Workspace) -> None:
    (twins,) = shared(place, *(lambda pair: (pair.left, pair.right))(pairs(place)[_at(place)]))
    assert not twins.same
    told = client.get(f"/w/twins/pairs?at={_at(place)}").content.decode()
    assert "1 picture stands on adverts of both" in told
    assert "one of the two was edited" in told
    assert told.count('class="sensitive"') == 2
    for side in (twins.left, twins.right):
        address = f"/w/twins/pairs/pictures/{side.image_id}"
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.content.startswith(b"\xff\xd8\xff")
        assert answer.content not in (PLAIN, TURNED), "drawn anew"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert client.post(f"{address}/seen").status_code == 204
    assert Trace.objects.filter(what="record", ident=twins.left.image_id, type="access").count() == 2


def test_what_is_on_a_list_by_now_is_never_shown(
    client: Client, place: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = pairs(place)[_at(place)]
    (twins,) = shared(place, pair.left, pair.right)
    (tmp_path / "list.txt").write_text(f"sha256:{hashlib.sha256(PLAIN).hexdigest()}\n")
    monkeypatch.setenv("MANUMIT_KNOWN_ILLEGAL", str(tmp_path / "list.txt"))
    states = [
        client.get(f"/w/twins/pairs/pictures/{one.image_id}").status_code for one in (twins.left, twins.right)
    ]
    assert sorted(states) == [200, 404]


def test_what_was_on_a_list_when_it_was_read_is_not_even_named(
    read: Path, place: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "list.txt").write_text(f"sha256:{hashlib.sha256(TURNED).hexdigest()}\n")
    lists = Settings(known_illegal=str(tmp_path / "list.txt"))
    run_job([read / "in"], tmp_path / "listed", lists, Silent())
    place.folder = str(tmp_path / "listed")
    assert [pair for pair in pairs(place) if shared(place, pair.left, pair.right)] == []


def test_other_images_and_other_roles(client: Client, place: Workspace, signed: Signed) -> None:
    pair = pairs(place)[_at(place)]
    (twins,) = shared(place, pair.left, pair.right)
    assert client.get("/w/twins/pairs/pictures/rec_nobody").status_code == 404
    assert client.get(f"/w/twins/pairs/pictures/{twins.left.record.record_id}").status_code == 404, (
        "an advert"
    )
    address = f"/w/twins/pairs/pictures/{twins.left.image_id}"
    other = Workspace.objects.create(slug="other", name="Other", folder=str(Path(place.folder).parent / "o"))
    shutil.copytree(place.folder, other.folder)
    (Path(other.folder) / "derived" / "picture_use.parquet").unlink()
    WorkspaceMember.objects.create(workspace=other, user=User.objects.get(username="twin-investigator"))
    assert client.get(address.replace("/w/twins", "/w/other")).status_code == 404
    assert _member(signed, place, "bank").get(address).status_code == 403
    assert client.get(address).status_code == 200
