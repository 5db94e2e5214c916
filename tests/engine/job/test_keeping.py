"""The log of a workspace over its life: kept by runs, obeying erasures, going on over restores."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from manumit.base.ledger import Pinned, check
from manumit.base.vault import Keyring, PassphraseHolder
from manumit.engine.evidence import Event, Logbook, Workspace, canonical_json
from manumit.engine.job import Subject, back_up, erase, keep_log, model_versions, restore, run_job, seek
from tests.base.vault.disk import files_with
from tests.engine.job.people import FILES, MARISOL, PASSPHRASE, make
from tests.engine.job.places import SETTINGS, Silent, job, write

HER = Subject(people=(MARISOL,))


@pytest.fixture(scope="module")
def holder() -> PassphraseHolder:
    return PassphraseHolder(PASSPHRASE)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, holder: PassphraseHolder) -> Path:
    """The case, logged with a reveal that names her, and a backup of it."""
    folder = tmp_path_factory.mktemp("kept")
    workspace, ring = make(folder, holder)
    keep_log(workspace, SETTINGS)
    back_up(folder / "w", ring, folder / "b.age", SETTINGS)
    return folder


@pytest.fixture
def case(made: Path, tmp_path: Path, holder: PassphraseHolder) -> tuple[Workspace, Keyring]:
    shutil.copytree(made / "w", tmp_path / "w")
    ring = Keyring.open(tmp_path / "w", holder)
    (tmp_path / "stick").mkdir()
    ring.places.add(tmp_path / "stick")
    return Workspace.open(tmp_path / "w"), ring


def sound(folder: Path) -> list[Event]:
    """The events of a log that is sound, line by line what its leaves commit to."""
    book = Logbook(folder, SETTINGS)
    audit = check(book.ledger, Pinned.of([book.verifier()]))
    assert audit.sound, audit.problems
    events, log = book.events(), book.reader()
    assert log.checkpoint().checkpoint.size == len(events)
    for event in events:
        assert log.entry(event.index) == event.leaf
        assert not event.secret or event.parsed.commits_to(event.record_key, canonical_json(event.body))
    return events


def kinds(events: list[Event]) -> list[str]:
    return [event.type for event in events]


def test_a_run_logs_files_and_models_once(tmp_path: Path) -> None:
    source = write(tmp_path / "input", FILES)
    for _ in range(2):
        job(source, tmp_path / "w")
        events = sound(tmp_path / "w")
        assert sorted(kinds(events)) == ["file_read"] * 6 + ["model_version"] + ["record_quarantined"] * 1
    assert events[-1].body == model_versions()
    write(source, {"more.csv": FILES["ads.csv"].replace("A-10", "A-20")})
    job(source, tmp_path / "w")
    assert kinds(sound(tmp_path / "w"))[8:] == ["file_read"]


def test_other_models_are_logged_when_they_come_into_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write(tmp_path / "input", {"ads.csv": FILES["ads.csv"]})
    for version in ("1", "1", "2", "1"):
        monkeypatch.setattr("manumit.engine.job.keeping.__version__", version)
        job(source, tmp_path / "w")
    told = [event.body["program"] for event in sound(tmp_path / "w") if event.type == "model_version"]
    assert told == ["1", "2", "1"]


def test_an_erasure_takes_the_names_and_leaves_a_tombstone(case: tuple[Workspace, Keyring]) -> None:
    workspace, ring = case
    before = sound(workspace.path)
    assert files_with(workspace.path, [b"visit to Marisol Quintero"]) != []
    erase(workspace, ring, seek(workspace, SETTINGS, HER), "asked for", SETTINGS)
    after = sound(workspace.path)
    assert files_with(workspace.path, [b"Marisol Quintero"]) == []
    assert [one.leaf for one in after[: len(before)]] == [one.leaf for one in before]
    assert [one.index for one in after[: len(before)] if not one.secret] == [
        one.index for one in before if one.type == "reveal"
    ]
    assert kinds(after)[len(before) :] == ["tombstone"]
    keep_log(workspace, SETTINGS)
    assert len(sound(workspace.path)) == len(after), "what was cleaned is no new claim"


def test_a_restored_workspace_goes_on_with_the_log_it_had(
    case: tuple[Workspace, Keyring], made: Path, holder: PassphraseHolder, tmp_path: Path
) -> None:
    workspace, ring = case
    erase(workspace, ring, seek(workspace, SETTINGS, HER), "asked for", SETTINGS)
    before = Logbook(workspace.path, SETTINGS).reader().checkpoint().checkpoint
    restore(made / "b.age", tmp_path / "w", holder, SETTINGS, replace=True)
    events = sound(tmp_path / "w")
    assert kinds(events)[-1] == "restore"
    assert Logbook(tmp_path / "w", SETTINGS).reader().root(before.size) == before.root, (
        "no history was changed"
    )
    assert files_with(tmp_path / "w", [b"Marisol Quintero"]) == []
    run_job([made / "input"], tmp_path / "w", SETTINGS, Silent(), ring=Keyring.open(tmp_path / "w", holder))
    assert sound(tmp_path / "w")[: len(events)] == events


def test_on_a_new_machine_the_log_comes_out_of_the_backup(
    case: tuple[Workspace, Keyring], made: Path, holder: PassphraseHolder, tmp_path: Path
) -> None:
    restore(made / "b.age", tmp_path / "new", holder, SETTINGS, tmp_path / "stick")
    events = sound(tmp_path / "new")
    assert Logbook(tmp_path / "new", SETTINGS).verifier() == Logbook(case[0].path, SETTINGS).verifier()
    assert [one.leaf for one in events[:-1]] == [one.leaf for one in sound(case[0].path)]
    assert kinds(events)[-2:] == ["export_made", "restore"], "the backup has the leaf of its own making"
