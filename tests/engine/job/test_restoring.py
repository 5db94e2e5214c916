"""Backups of a workspace: everything comes back but what was erased; keys are never in them; a kill harms nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from manumit.base.kernel import UsageError, VerificationFailed, WrongKey
from manumit.base.vault import Item, Keyring, PassphraseHolder, Vault
from manumit.engine.evidence import Workspace
from manumit.engine.job import Subject, back_up, backups_of, erase, restore, run_job, seek
from tests.base.vault.disk import files_with
from tests.engine.evidence.aids import story
from tests.engine.job.people import MARISOL, PASSPHRASE, ids, make, standing
from tests.engine.job.places import SETTINGS, Silent
from tests.engine.job.test_erasing import dies

HER = Subject(people=(MARISOL,))


@pytest.fixture(scope="module")
def holder() -> PassphraseHolder:
    return PassphraseHolder(PASSPHRASE)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, holder: PassphraseHolder) -> Path:
    """The case with a key copy and a backup, made once."""
    folder = tmp_path_factory.mktemp("case")
    _, ring = make(folder, holder)
    back_up(folder / "w", ring, folder / "b.age", SETTINGS)
    return folder


@pytest.fixture
def case(made: Path, tmp_path: Path, holder: PassphraseHolder) -> tuple[Workspace, Keyring]:
    shutil.copytree(made / "w", tmp_path / "w")
    ring = Keyring.open(tmp_path / "w", holder)
    (tmp_path / "stick").mkdir()
    ring.places.add(tmp_path / "stick")
    return Workspace.open(tmp_path / "w"), ring


def test_everything_comes_back_elsewhere(
    case: tuple[Workspace, Keyring], made: Path, holder: PassphraseHolder, tmp_path: Path
) -> None:
    done = restore(made / "b.age", tmp_path / "new", holder, SETTINGS, tmp_path / "stick")
    assert (done.of, done.left_out, done.stale) == ("workspace", 0, False)
    assert story(Workspace.open(tmp_path / "new")) == story(case[0])
    assert (tmp_path / "new" / "report.html").exists()
    assert [one.name for one in sorted(tmp_path.iterdir())] == ["new", "stick", "w"]


def test_the_backup_tells_nothing_and_holds_no_key(case: tuple[Workspace, Keyring], made: Path) -> None:
    _, ring = case
    secrets = [key.secret for id in ring.epoch().entries if (key := ring.get(id))]
    (made / "only").mkdir(exist_ok=True)
    shutil.copy(made / "b.age", made / "only" / "b.age")
    assert files_with(made / "only", [b"Marisol", b"PAY-9", b"manifest", *secrets]) == []
    assert [Path(path).name for _, path in backups_of(made / "w")] == ["b.age"]


def test_whoever_was_erased_since_stays_erased(
    case: tuple[Workspace, Keyring], made: Path, holder: PassphraseHolder, tmp_path: Path
) -> None:
    workspace, ring = case
    erase(workspace, ring, seek(workspace, SETTINGS, HER), "asked for", SETTINGS)
    for target, place in (("new", tmp_path / "stick"), ("w", None)):
        done = restore(made / "b.age", tmp_path / target, holder, SETTINGS, place, replace=True)
        assert (done.left_out, done.stale) == (8, True)
        assert standing(tmp_path / target) == set()
        assert ids(Workspace.open(tmp_path / target))["payment"] == ["PAY-9004"]
    assert not [one for one in tmp_path.iterdir() if one.name.startswith(".")]


def test_a_file_read_after_the_backup_and_erased_is_left_out_when_it_is_read_again(
    case: tuple[Workspace, Keyring], holder: PassphraseHolder, tmp_path: Path
) -> None:
    workspace, ring = case
    back_up(workspace.path, ring, tmp_path / "before.age", SETTINGS)
    (tmp_path / "late.csv").write_text(
        "payment_id,time,debtor_account,creditor_account,amount,currency,memo\n"
        "PAY-1,2026-01-02T06:00:00Z,FIRM-1,X,9.00,GBP,to Marisol Quintero\n"
        "PAY-2,2026-01-02T06:00:00Z,FIRM-1,Y,9.00,GBP,rent\n"
    )
    run_job([tmp_path / "late.csv"], workspace.path, SETTINGS, Silent())
    erase(workspace, ring, seek(workspace, SETTINGS, HER), "asked for", SETTINGS)
    restore(tmp_path / "before.age", workspace.path, holder, SETTINGS, replace=True)
    ring = Keyring.open(workspace.path, holder)
    done = run_job([tmp_path / "late.csv"], workspace.path, SETTINGS, Silent(), ring=ring)
    assert done.read.left_out == 1
    assert standing(workspace.path) == set()


def test_backups_whose_key_was_destroyed_do_not_open(
    case: tuple[Workspace, Keyring], made: Path, holder: PassphraseHolder, tmp_path: Path
) -> None:
    _, ring = case
    ring.advance(ring.ids("backup"))
    for target, place in (("new", tmp_path / "stick"), ("w", None)):
        with pytest.raises(WrongKey, match="destroyed"):
            restore(made / "b.age", tmp_path / target, holder, SETTINGS, place, replace=True)
    assert not (tmp_path / "new").exists()


def test_a_restore_that_cannot_be_is_refused_and_changes_nothing(
    case: tuple[Workspace, Keyring], made: Path, holder: PassphraseHolder, tmp_path: Path
) -> None:
    before = story(case[0])
    with pytest.raises(UsageError, match="not empty"):
        restore(made / "b.age", tmp_path / "w", holder, SETTINGS)
    with pytest.raises(UsageError, match="no keys"):
        restore(made / "b.age", tmp_path / "new", holder, SETTINGS)
    with pytest.raises(UsageError, match="of its own"):
        restore(made / "b.age", tmp_path / "w", holder, SETTINGS, tmp_path / "stick")
    with pytest.raises(WrongKey):
        restore(
            made / "b.age", tmp_path / "w", PassphraseHolder("another passphrase"), SETTINGS, replace=True
        )
    (tmp_path / "cut.age").write_bytes((made / "b.age").read_bytes()[:-40])
    with pytest.raises(VerificationFailed):
        restore(tmp_path / "cut.age", tmp_path / "w", holder, SETTINGS, replace=True)
    assert story(Workspace.open(tmp_path / "w")) == before
    assert not [one for one in tmp_path.iterdir() if one.name.startswith(".")]


def test_a_backup_within_what_is_backed_up_is_refused(case: tuple[Workspace, Keyring]) -> None:
    with pytest.raises(UsageError, match="within"):
        back_up(case[0].path, case[1], case[0].path / "b.age", SETTINGS)


RESTORE = """
import sys
from pathlib import Path
from manumit.base.vault import PassphraseHolder
from manumit.engine.job import restore
from tests.base.vault.disk import doom
from tests.engine.job.places import SETTINGS
doom(int(sys.argv[4]), sys.argv[5:])
restore(Path(sys.argv[1]), Path(sys.argv[2]), PassphraseHolder(sys.argv[3]), SETTINGS, replace=True)
"""


def test_killed_at_steps_the_folder_is_as_before_or_restored(
    case: tuple[Workspace, Keyring], made: Path, holder: PassphraseHolder, tmp_path: Path
) -> None:
    wanted, between = story(case[0]), 0
    for kind, step in (("fsync", 2), ("fsync", 8), ("rename", 1), ("rename", 2), ("rmdir", 1)):
        assert dies(RESTORE, made / "b.age", tmp_path / "w", PASSPHRASE, step, kind)
        if not (tmp_path / "w").exists():  # between the two renames: both lie beside it
            (tmp_path / ".w.before").rename(tmp_path / "w")
            between += 1
        assert story(Workspace.open(tmp_path / "w")) == wanted
    assert between == 1
    restore(made / "b.age", tmp_path / "w", holder, SETTINGS, replace=True)
    assert not [one for one in tmp_path.iterdir() if one.name.startswith(".")]


def test_a_vault_comes_back_without_whom_it_forgot(tmp_path: Path, holder: PassphraseHolder) -> None:
    with Vault.create(tmp_path / "v", holder) as vault:
        vault.seal_many([Item("Ana", "one", 1, b"hello"), Item("Bo", "two", 1, b"hi")])
        back_up(vault.path, vault.ring, tmp_path / "v.age", SETTINGS)
        vault.erase("Ana", "asked for")
        vault.seal(Item("Bo", "three", 1, b"later"))
    done = restore(tmp_path / "v.age", tmp_path / "v", holder, SETTINGS, replace=True)
    assert (done.of, done.stale) == ("vault", False)
    with Vault.open(tmp_path / "v", holder) as vault:
        assert vault.store.count() == (1, 1)
        assert vault.read("two").data == b"hi"
        with pytest.raises(UsageError):
            vault.read("one")
