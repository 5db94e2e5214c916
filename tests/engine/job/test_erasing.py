"""Erasing somebody from a workspace: no table, file or index yields her, the others stay, she does not come back."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from manumit.base.kernel import UsageError, VerificationFailed, WorkspaceError
from manumit.base.vault import Keyring, PassphraseHolder, VaultEvent
from manumit.engine.evidence import Workspace
from manumit.engine.job import Subject, erase, finish_erasures, prove_erased, rebuild, residue, run_job, seek
from manumit.engine.lookup import Lookup, index_path
from manumit.engine.watch import AlertBook
from tests.engine.job.people import FILES, HERS, MARISOL, NEEDLES, PASSPHRASE, ids, make, pending, standing
from tests.engine.job.places import SETTINGS, Silent

HER = Subject(people=(MARISOL,))


@pytest.fixture(scope="module")
def holder() -> PassphraseHolder:
    return PassphraseHolder(PASSPHRASE)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, holder: PassphraseHolder) -> Path:
    """The case, made once; nobody changes it."""
    folder = tmp_path_factory.mktemp("case")
    make(folder, holder)
    return folder


@pytest.fixture
def case(
    made: Path, tmp_path: Path, holder: PassphraseHolder, monkeypatch: pytest.MonkeyPatch
) -> tuple[Workspace, Keyring]:
    """A copy of it."""
    shutil.copytree(made / "w", tmp_path / "w")
    monkeypatch.chdir(made)
    return Workspace.open(tmp_path / "w"), Keyring.open(tmp_path / "w", holder)


def test_the_search_can_find_her(made: Path) -> None:
    """Were the search blind, the tests below could not fail."""
    found = standing(made / "w")
    assert {needle for _, needle in found} == set(NEEDLES)
    files = {file.split("/")[0] for file, _ in found}
    assert files == {
        "records",
        "derived",
        "quarantine",
        "watch",
        "custody.jsonl",
        "reveals.jsonl",
        "report.html",
    }
    assert {path.name for path, _ in residue(made / "w", ["Marisol Quintero"])} >= {
        "custody.jsonl",
        "name.parquet",
    }


def test_nothing_of_her_is_left_and_everybody_else_is(case: tuple[Workspace, Keyring]) -> None:
    workspace, ring = case
    before, events = ids(workspace), list[VaultEvent]()
    sought = seek(workspace, SETTINGS, HER)
    assert sought.kinds() == {"account": 1, "ad": 1, "booking": 1, "payment": 3, "report": 2}
    erase(workspace, ring, sought, "asked for by Marisol Quintero", SETTINGS, events.append)
    assert standing(workspace.path) == set()
    rebuild(workspace.path, SETTINGS, Silent())
    assert standing(workspace.path) == set()
    prove_erased(workspace.path, sorted(sought.values))
    after = ids(workspace)
    gone = {one for kind in before for one in before[kind]} - {one for kind in after for one in after[kind]}
    assert gone == {*HERS, "marisol_quintero.txt#1", "marisol_quintero.txt#2"}
    assert [event.type for event in events] == ["tombstone"]
    assert {alert.source_id for alert in AlertBook.of(workspace).alerts.values()} == {"A-1002"}
    assert not pending(ring)


def test_it_says_where_she_still_stands_outside(case: tuple[Workspace, Keyring], made: Path) -> None:
    workspace, _ = case
    spans = seek(workspace, SETTINGS, HER).spans
    assert len(spans) == 8
    raw = {Path(s.path).read_bytes()[s.offset : s.offset + s.length] for s in spans}
    assert b"ACC-77001,2025-01-01T00:00:00Z,person,Marisol Quintero" in b"".join(raw)
    assert any(b"not paid" in one for one in raw)


def test_what_was_erased_is_not_read_again(case: tuple[Workspace, Keyring], tmp_path: Path) -> None:
    workspace, ring = case
    erase(workspace, ring, seek(workspace, SETTINGS, HER), "asked for", SETTINGS)
    again = tmp_path / "input"
    again.mkdir()
    for name, text in FILES.items():
        (again / name).write_text(
            text if name != "accounts.csv" else text + "ACC-77003,2025-01-01T00:00:00Z,person,Eve,,,,\n"
        )
    with pytest.raises(WorkspaceError, match="erased"):
        run_job([again], workspace.path, SETTINGS, Silent())
    done = run_job([again], workspace.path, SETTINGS, Silent(), ring=ring)
    assert done.read.left_out == 1
    assert "ACC-77003" in ids(workspace)["account"]
    assert standing(workspace.path) == set()


def test_a_fresh_workspace_with_the_same_keys_leaves_all_of_her_out(
    case: tuple[Workspace, Keyring], tmp_path: Path
) -> None:
    workspace, ring = case
    erase(workspace, ring, seek(workspace, SETTINGS, HER), "asked for", SETTINGS)
    other = Workspace.open(tmp_path / "other", create=True)
    shutil.copytree(ring.path, other.path / "keys")
    done = run_job(
        [Path("input")], other.path, SETTINGS, Silent(), ring=Keyring.open(other.path, ring._holder)
    )
    assert done.read.left_out == 8
    assert ids(other) == ids(workspace)
    assert standing(other.path) == set()


def test_a_number_goes_however_it_is_written(case: tuple[Workspace, Keyring]) -> None:
    workspace, ring = case
    sought = seek(workspace, SETTINGS, Subject(phones=("+44 7700 900123",)))
    assert sorted((row[0], row[1]) for row in sought.rows) == [("account", "ACC-77001"), ("ad", "A-1001")]
    erase(workspace, ring, sought, "asked for", SETTINGS)
    rebuild(workspace.path, SETTINGS, Silent())
    prove_erased(workspace.path, sorted(sought.values))
    assert standing(workspace.path, ("447700900123", "7700900123", "zero 900123", "Calm massage")) == set()
    assert "A-1002" in ids(workspace)["ad"]


def test_one_record_goes(case: tuple[Workspace, Keyring]) -> None:
    workspace, ring = case
    sought = seek(workspace, SETTINGS, Subject(records=(("payment", "PAY-9004"),)))
    erase(workspace, ring, sought, "entered by mistake", SETTINGS)
    assert ids(workspace)["payment"] == ["PAY-9001", "PAY-9002", "PAY-9003"]
    assert standing(workspace.path, ("PAY-9004",)) == set()


def test_a_namesake_of_another_birth_date_stays(tmp_path: Path, holder: PassphraseHolder) -> None:
    workspace, ring = make(tmp_path, holder, namesake=True)
    sought = seek(workspace, SETTINGS, HER)
    assert sought.namesakes == 1
    erase(workspace, ring, sought, "asked for", SETTINGS)
    assert ids(workspace)["booking"] == ["B-5002"]
    assert standing(workspace.path, ("X1234567", "ACC-77001", "1999-04-02")) == set()


@pytest.mark.parametrize(
    "subject",
    [
        Subject(people=("Marisol",)),
        Subject(phones=("07700 900123",)),
        Subject(records=(("poem", "1"),)),
        Subject(records=(("payment", "nowhere"),)),
    ],
)
def test_a_selector_that_says_too_little_is_refused(
    case: tuple[Workspace, Keyring], subject: Subject
) -> None:
    with pytest.raises(UsageError):
        seek(case[0], SETTINGS, subject)


def test_something_that_was_missed_is_told(case: tuple[Workspace, Keyring]) -> None:
    (case[0].path / "notes.txt").write_text("met Marisol Quintero")
    erase(*case, seek(case[0], SETTINGS, HER), "asked for", SETTINGS)
    with pytest.raises(VerificationFailed, match=r"notes\.txt"):
        prove_erased(case[0].path, ["Marisol Quintero"])


ERASE = """
import sys
from pathlib import Path
from manumit.base.vault import Keyring, PassphraseHolder
from manumit.engine.evidence import Workspace
from manumit.engine.job import Subject, erase, seek
from tests.base.vault.disk import doom
from tests.engine.job.places import SETTINGS
workspace = Workspace.open(Path(sys.argv[1]))
ring = Keyring.open(workspace.path, PassphraseHolder(sys.argv[2]))
sought = seek(workspace, SETTINGS, Subject(people=(sys.argv[3],)))
doom(int(sys.argv[4]))
erase(workspace, ring, sought, 'asked for', SETTINGS)
"""


def dies(script: str, *args: object) -> bool:
    """Whether the script was killed before it came to its end."""
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", script, *map(str, args)], env=environ, timeout=300)
    assert done.returncode in (0, -signal.SIGKILL)
    return done.returncode != 0


def test_killed_at_steps_it_is_brought_to_its_end(case: tuple[Workspace, Keyring], tmp_path: Path) -> None:
    workspace, ring = case
    shutil.copytree(workspace.path, tmp_path / "whole")
    assert not dies(ERASE, tmp_path / "whole", PASSPHRASE, MARISOL, 10**9)
    broken = 0
    for step in (4, 12, 30, 60):
        copy = tmp_path / f"copy{step}"
        shutil.copytree(workspace.path, copy)
        assert dies(ERASE, copy, PASSPHRASE, MARISOL, step)
        killed, keys = Workspace.open(copy), Keyring.open(copy, ring._holder)
        begun = pending(keys)
        done, spans = finish_erasures(killed, keys, SETTINGS)
        assert (len(done), len(spans)) == ((1, 8) if begun else (0, 0))
        broken += begun
        marked = (keys.path / "tombstones.jsonl").exists()
        assert ids(killed) == ids(Workspace.open(tmp_path / "whole") if marked else workspace)
        assert not marked or standing(copy) == set()
        assert not (keys.path / "erasing").exists()
    assert broken >= 2


def test_the_note_of_what_is_being_erased_is_sealed(
    case: tuple[Workspace, Keyring], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("manumit.engine.job.erasing.take_out", stop)
    with pytest.raises(KeyboardInterrupt):
        erase(*case, seek(case[0], SETTINGS, HER), "asked for by Marisol Quintero", SETTINGS)
    assert (case[1].path / "erasing").exists()
    assert standing(case[1].path) == set()


def test_the_index_forgets_her_also_for_who_has_it_open(case: tuple[Workspace, Keyring]) -> None:
    workspace, ring = case
    assert "lookup.sqlite3" in {path.name for path, _ in residue(workspace.path, ["Marisol Quintero"])}
    with Lookup(workspace.path) as lookup:
        assert {hit.entity.kind for hit in lookup.search("Quintero").entities} >= {"account", "person"}
        assert lookup.search("Quintero").records
        sought = seek(workspace, SETTINGS, HER)
        erase(workspace, ring, sought, "asked for", SETTINGS)
        with pytest.raises(WorkspaceError, match="no index"):
            lookup.search("Quintero")
        rebuild(workspace.path, SETTINGS, Silent())
        for text in ("Quintero", "Marisol", "Quintera", "ACC-77001", "X1234567", "mari@example.org"):
            hits = lookup.search(text)
            assert not [hit for hit in hits.entities if "quinter" in hit.text.casefold()]
            assert not [hit for hit in hits.records if hit.record.source_id in HERS]
        assert lookup.search("Tilling").entities
    prove_erased(workspace.path, sorted(sought.values))


def test_a_name_that_came_back_into_the_index_is_found(case: tuple[Workspace, Keyring]) -> None:
    workspace, ring = case
    sought = seek(workspace, SETTINGS, HER)
    erase(workspace, ring, sought, "asked for", SETTINGS)
    rebuild(workspace.path, SETTINGS, Silent())
    with sqlite3.connect(index_path(workspace.path)) as db:
        db.execute("INSERT INTO text VALUES (100000, 'seen', 'with Marisol Quintero', '')")
    with pytest.raises(VerificationFailed, match=r"lookup\.sqlite3 \(text\.body\)"):
        prove_erased(workspace.path, sorted(sought.values))
