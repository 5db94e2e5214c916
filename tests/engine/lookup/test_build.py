"""The index is whole or absent, holds what the stages saw, and is read by many at once."""

from __future__ import annotations

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from manumit.base.kernel import MissingPart, WorkspaceError
from manumit.engine.evidence import Workspace
from manumit.engine.job import rebuild
from manumit.engine.leads import read_leads
from manumit.engine.lookup import Lookup, index_path
from manumit.engine.lookup.build import need_trigrams
from tests.engine.job.places import SETTINGS, Silent, seen
from tests.engine.job.test_stages import wages
from tests.engine.lookup.case import HERS


@pytest.fixture
def copy(workspace: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(workspace, tmp_path / "w"))


def test_every_record_that_stages_see_is_in_it_and_no_other(workspace: Path) -> None:
    opened = Workspace.open(workspace)
    with sqlite3.connect(index_path(workspace)) as db:
        rows = db.execute(
            "SELECT w.text, r.source_id FROM record r JOIN word w ON w.word = r.kind"
        ).fetchall()
    kinds = {kind for kind, _ in rows}
    assert {kind: sorted(id for one, id in rows if one == kind) for kind in kinds} == {
        kind: seen(opened, kind) for kind in kinds
    }
    assert {"ad", "report", "stay", "payment", "sighting"} <= kinds


def test_records_are_numbered_in_order_of_time(workspace: Path) -> None:
    with sqlite3.connect(index_path(workspace)) as db:
        times = [row[0] or 0 for row in db.execute("SELECT at FROM record ORDER BY record")]
    assert times == sorted(times)


def test_it_is_sound_and_holds_no_free_page(workspace: Path) -> None:
    with sqlite3.connect(index_path(workspace)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("PRAGMA freelist_count").fetchone() == (0,)
        for index in ("text_index", "entity_index"):
            db.execute(f"INSERT INTO {index}({index}) VALUES ('integrity-check')")


def test_members_of_leads_are_its_entities(tmp_path: Path) -> None:
    from tests.engine.job.places import job, write

    job(write(tmp_path / "input", {"payments.csv": wages()}), tmp_path / "w")
    (lead, *_) = read_leads(Workspace.open(tmp_path / "w").derived("lead"))
    with Lookup(tmp_path / "w") as lookup:
        for member in lead.members:
            entity = lookup.entity(member.entity_id)
            assert entity is not None
            assert (entity.kind, entity.label) == (member.ids[0].kind, member.ids[0].id)
            assert (lead.lead_id, lead.rank, member.role, member.probability) in [
                (one.lead_id, one.rank, one.role, one.probability) for one in entity.leads
            ]
        told = [finding for member in lead.members for finding in lookup.findings_of(member.entity_id)]
        assert {finding.indicator for finding in told} & {finding.indicator for finding in lead.findings}


def test_a_workspace_without_an_index_says_what_to_do(copy: Path) -> None:
    index_path(copy).unlink()
    with pytest.raises(WorkspaceError, match="no index") as told:
        Lookup(copy)
    assert "manumit run" in told.value.hint


@pytest.mark.parametrize("damage", [b"", b"no database at all", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_index_says_what_to_do(copy: Path, damage: bytes) -> None:
    index_path(copy).write_bytes(damage)
    with pytest.raises(WorkspaceError) as told:
        Lookup(copy)
    assert "manumit run" in told.value.hint


def test_an_index_of_another_version_is_not_read(copy: Path) -> None:
    with sqlite3.connect(index_path(copy)) as db:
        db.execute("UPDATE meta SET value = '0' WHERE name = 'format'")
    with pytest.raises(WorkspaceError, match="another version"):
        Lookup(copy)


def test_a_sqlite_without_trigrams_is_named(workspace: Path) -> None:
    with sqlite3.connect(":memory:") as db:
        need_trigrams(db)
        db.set_authorizer(
            lambda what, *_: (
                sqlite3.SQLITE_DENY if what == sqlite3.SQLITE_CREATE_VTABLE else sqlite3.SQLITE_OK
            )
        )
        with pytest.raises(MissingPart, match=sqlite3.sqlite_version):
            need_trigrams(db)


def test_who_has_it_open_reads_the_new_one(copy: Path) -> None:
    with Lookup(copy) as lookup:
        before = lookup.search("rent")
        assert before.records
        journal = copy / "derived" / "stages.json"
        journal.unlink()
        rebuild(copy, SETTINGS, Silent())
        assert lookup.search("rent") == before
        index_path(copy).unlink()
        with pytest.raises(WorkspaceError):
            lookup.search("rent")
    assert not list((copy / "derived").glob("*.partial"))


def test_many_threads_read_at_once(workspace: Path) -> None:
    with Lookup(workspace) as lookup, ThreadPoolExecutor(8) as pool:
        texts = ["ivanova", "rent", "900123", "massage"] * 12
        expected = {text: lookup.search(text) for text in set(texts)}
        assert all(
            hits == expected[text] for text, hits in zip(texts, pool.map(lookup.search, texts), strict=True)
        )
        assert all(pool.map(lambda _: lookup.entity(HERS), range(16)))
