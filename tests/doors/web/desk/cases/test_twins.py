"""Pictures that adverts of both sides of a pair show: side by side, blurred until asked for; never what is on
a list."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from manumit.base.kernel import Settings
from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Trace, Workspace, WorkspaceMember
from manumit.doors.web.desk.sights import shared_pictures
from manumit.doors.web.desk.sights.cover import Cover
from manumit.doors.web.desk.sights.leads import shelf
from manumit.doors.web.desk.sights.lookups import lookup_of
from manumit.doors.web.desk.sights.pairs import pairs
from manumit.doors.web.desk.sights.shared_pictures import Shown, Twins, covered, may_see, shared
from manumit.doors.web.desk.views.pairs import _twins
from manumit.engine.job import run_job
from tests.doors.web.conftest import Signed
from tests.doors.web.desk.twins import PLAIN, TURNED, read_twins
from tests.doors.web.silence import Silent

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Read, in `w`."""
    return read_twins(tmp_path_factory.mktemp("twins"))


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


def test_the_machines_door_tells_the_same(
    client: Client, place: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = pairs(place)[_at(place)]
    at = "/api/v1/workspaces/twins/shared-pictures"
    (told,) = client.get(at, {"left": pair.left, "right": pair.right}).json()
    assert (told["same"], told["covered"]) == (False, False)
    (twins,) = shared(place, pair.left, pair.right)
    assert [one["picture"] for one in told["sides"]] == [twins.left.image_id, twins.right.image_id]
    answer = client.get(f"{at}/{twins.left.image_id}")
    assert answer.content.startswith(b"\xff\xd8\xff")
    for wrong in ({"left": pair.left, "right": "nobody"}, {"left": pair.left, "right": pair.left}):
        assert client.get(at, wrong).status_code == 404
    monkeypatch.setattr("manumit.doors.web.api.shared_pictures.may_see", lambda here, image: False)
    (hidden,) = client.get(at, {"left": pair.left, "right": pair.right}).json()
    assert hidden["covered"]
    assert [one["picture"] for one in hidden["sides"]] == [None, None]


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


def test_what_an_advert_of_a_possible_victim_shows_is_covered_until_a_purpose_is_stated(
    workspace: Workspace, signed: Signed, person: Callable[..., User]
) -> None:
    user = person("investigator", name="ada")
    stock, found = shelf(workspace), lookup_of(workspace)
    hidden, advert = next(
        (who, record.record_id)
        for who in sorted(stock.masking.hidden)
        for record, _how in found.records_of(who, limit=50)
        if record.kind == "ad" and stock.of.get(who)
    )
    _picture_of(workspace, advert)
    here = Here(user, workspace)
    assert not may_see(here, "rec_picture")
    client = signed(user=user)
    assert client.get("/w/case-7/pairs/pictures/rec_picture").status_code == 404
    everybody = {entity.entity_id for entity, _how in found.entities_of(advert)} & stock.masking.hidden
    for lead in {lead for who in everybody for lead in stock.of.get(who, ())}:
        client.post(f"/w/case-7/leads/{lead}/purpose", {"purpose": "Safety visit on Monday"})
    assert may_see(Here(user, workspace), "rec_picture"), hidden


def test_twins_are_hidden_where_a_third_advert_that_shows_them_is_covered(
    workspace: Workspace, person: Callable[..., User]
) -> None:
    """The page says what the picture's address answers."""
    here, found = Here(person("investigator"), workspace), lookup_of(workspace)
    stock = shelf(workspace)
    adverts = [hit.record for hit in found.search("Call").records if hit.record.kind == "ad"]
    plain = [one for one in adverts if not covered(here, [one.record_id])][:2]
    hidden = next(
        record.record_id
        for who in sorted(stock.masking.hidden)
        for record, _how in found.records_of(who, limit=50)
        if record.kind == "ad" and covered(here, [record.record_id])
    )
    both = Twins(Shown("rec_picture", plain[0]), Shown("rec_picture", plain[1]), same=True)
    for adverts_of_it, shown in ((plain, True), ([*plain, found.record(hidden)], False)):
        _picture_of(workspace, *(one.record_id for one in adverts_of_it if one))
        shared_pictures._tables.cache_clear()
        told = _twins(here, Cover.over(here), both)
        assert (told["shown"], told["covered"]) == (shown, not shown)
        assert may_see(here, "rec_picture") == shown


def test_many_adverts_ask_the_database_no_more_than_one(
    workspace: Workspace, person: Callable[..., User]
) -> None:
    user, found = person("investigator"), lookup_of(workspace)
    hidden = [
        record.record_id
        for who in sorted(shelf(workspace).masking.hidden)
        for record, _how in found.records_of(who, limit=50)
        if record.kind == "ad"
    ]

    def asked(adverts: list[str]) -> int:
        here = Here(user, workspace)
        with CaptureQueriesContext(connection) as queries:
            assert [covered(here, [one]) for one in adverts].count(True) == len(adverts)
        return len(queries)

    assert len(hidden) >= 10
    assert asked(hidden[:10]) == asked(hidden[:1]) == 1


def _picture_of(workspace: Workspace, *adverts: str) -> None:
    """As the run writes it of adverts that show one picture."""
    derived = Path(workspace.folder) / "derived"
    told = {"record_kind": "ad", "name": "img_a", "image_id": "rec_picture"}
    use = [{"record_id": advert, **told} for advert in adverts]
    look = [{"record_id": "rec_picture", "content_sha256": "0" * 64, "state": "seen"}]
    for name, rows in (("picture_use", use), ("picture_look", look)):
        (derived / f"{name}.parquet").unlink(missing_ok=True)
        pq.write_table(pa.Table.from_pylist(rows), derived / f"{name}.parquet")
