"""Many files at once: what is new, what was read, what cannot be, and in which order."""

from __future__ import annotations

import gzip
import os
import socket
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq
import pytest

from manumit.base.kernel import Settings, UsageError, WorkspaceError, record_kinds, record_schema
from manumit.engine.evidence import (
    Quarantined,
    ReadSummary,
    Record,
    Workspace,
    iter_file,
    load_mapping,
    read_sources,
)
from manumit.engine.evidence import reading as reading_module
from tests.engine.evidence.aids import story, tables

SETTINGS = Settings()


def ads(first: int, count: int) -> str:
    return "ad_id,title,text\n" + "".join(f"A{n},title {n},text {n}\n" for n in range(first, first + count))


def mixed(folder: Path) -> Path:
    """A folder with a bit of everything."""
    inputs = folder / "in"
    (inputs / "sub").mkdir(parents=True)
    (inputs / "ads.csv").write_text(ads(0, 50))
    (inputs / "sub" / "more.csv.gz").write_bytes(gzip.compress(ads(50, 50).encode(), mtime=0))
    (inputs / "posts.jsonl").write_text('{"post_id": "S1", "text": "x"}\nbroken\n')
    (inputs / "note.txt").write_text("One paragraph.\n\nAnother one.")
    (inputs / "odd.bin").write_bytes(bytes(range(256)) * 8)
    for number in range(20):
        (inputs / f"page{number}.html").write_text(
            f"<html><title>{number}</title><p>words {number}</p></html>"
        )
    return inputs


def run(workspace: Workspace, *inputs: Path, settings: Settings = SETTINGS) -> ReadSummary:
    return read_sources(workspace, list(inputs), settings)


def test_a_folder_becomes_tables(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path / "w", create=True)
    summary = run(workspace, mixed(tmp_path))
    assert summary.records == {"ad": 100, "post": 1, "report": 2, "page": 20}
    assert (summary.files_seen, summary.files_new, summary.files_already_read) == (25, 25, 0)
    assert summary.quarantined == 2
    assert len(workspace.parts("page")) == 1
    for kind in record_kinds():
        for part in workspace.parts(kind):
            assert pq.read_schema(part).equals(record_schema(kind))
    found = tables(workspace)
    ids = [row["record_id"] for rows in found.values() for row in rows]
    assert len(ids) == len(set(ids)) == 123


def test_running_again_changes_nothing(tmp_path: Path) -> None:
    inputs = mixed(tmp_path)
    workspace = Workspace.open(tmp_path / "w", create=True)
    first = run(workspace, inputs)
    before, files = story(workspace), sorted(str(path) for path in workspace.path.rglob("*.parquet"))
    second = run(workspace, inputs)
    assert story(workspace) == before
    assert sorted(str(path) for path in workspace.path.rglob("*.parquet")) == files
    assert (second.records, second.files_new, second.files_already_read) == ({}, 0, 25)
    assert second.quarantined == first.quarantined


def test_the_same_bytes_are_read_once(tmp_path: Path) -> None:
    inputs = mixed(tmp_path)
    (inputs / "copy of ads.txt").write_text(ads(0, 50))
    workspace = Workspace.open(tmp_path / "w", create=True)
    assert run(workspace, inputs).records["ad"] == 100
    (tmp_path / "late.csv").write_text(ads(0, 50))
    assert run(workspace, tmp_path / "late.csv").files_already_read == 1
    run(workspace, tmp_path / "late.csv")
    paths = next(source.paths for source in workspace.sources() if len(source.paths) > 1)
    assert [Path(path).name for path in paths] == ["ads.csv", "copy of ads.txt", "late.csv"]


def test_parts_are_the_same_in_every_run(tmp_path: Path) -> None:
    inputs = mixed(tmp_path)
    contents: list[list[object]] = []
    for name in ("one", "two"):
        workspace = Workspace.open(tmp_path / name, create=True)
        run(workspace, inputs)
        contents.append(
            [pq.read_table(part).to_pylist() for kind in record_kinds() for part in workspace.parts(kind)]
        )
    assert contents[0] == contents[1]


def test_an_empty_folder_and_a_missing_path(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    workspace = Workspace.open(tmp_path / "w", create=True)
    summary = run(workspace, tmp_path / "none")
    assert (summary.files_seen, summary.records) == (0, {})
    with pytest.raises(UsageError):
        run(workspace, tmp_path / "absent")


def test_empty_files_are_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    workspace = Workspace.open(tmp_path / "w", create=True)
    assert run(workspace, tmp_path / "empty.csv").quarantined == 0
    assert workspace.sources()[0].format == "empty"


def test_special_files_are_never_opened(tmp_path: Path) -> None:
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / "ads.csv").write_text(ads(0, 3))
    os.mkfifo(inputs / "pipe")
    (inputs / "loop").symlink_to(inputs)
    (inputs / "nowhere").symlink_to(tmp_path / "absent")
    (inputs / "self").symlink_to("self")
    (inputs / "device").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as held:
        held.bind(str(inputs / "socket"))
        workspace = Workspace.open(tmp_path / "w", create=True)
        summary = run(workspace, inputs)
        run(workspace, inputs)
    assert summary.records == {"ad": 3}
    assert summary.quarantined == summary.files_skipped == 6
    said = {Path(entry.file).name: entry.reason for entry in workspace.quarantine()}
    assert sorted(said) == ["device", "loop", "nowhere", "pipe", "self", "socket"]
    assert len(list(workspace.quarantine())) == 6
    assert "named pipe" in said["pipe"]
    assert "above" in said["loop"]


def test_the_workspace_inside_its_own_input_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "ads.csv").write_text(ads(0, 3))
    workspace = Workspace.open(tmp_path / "w", create=True)
    run(workspace, tmp_path)
    assert run(workspace, tmp_path).files_seen == 1


@pytest.fixture
def unprivileged() -> Iterator[None]:
    """Root reads everything: be nobody for a while."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    yield
    if root:
        os.seteuid(0)


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """A folder that anyone may enter, with a file that nobody may read and one that anyone may."""
    with TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "open.csv").write_text(ads(0, 2))
        (folder / "secret.csv").write_text(ads(2, 2))
        (folder / "secret.csv").chmod(0)
        list(iter_file(folder / "open.csv", SETTINGS))  # all that is imported on the way is imported now
        yield folder


def test_an_unreadable_file_is_set_aside(locked: Path, unprivileged: None) -> None:
    items = list(iter_file(locked, SETTINGS))
    assert [item.source_id for item in items if isinstance(item, Record)] == ["A0", "A1"]
    refused = [item for item in items if isinstance(item, Quarantined)]
    assert [Path(item.file).name for item in refused] == ["secret.csv"]
    assert "cannot be read" in refused[0].reason


def test_doubled_ids_are_kept_and_noted(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "payment_id,time,amount,currency\nP1,2026-01-01T00:00:00Z,1,EUR\nP2,2026-01-01T00:00:00Z,1,EUR\n"
    )
    (tmp_path / "b.csv").write_text(
        "payment_id,time,amount,currency\nP2,2026-01-01T00:00:00Z,1,EUR\nP1,2026-01-01T00:00:00Z,2,EUR\n"
    )
    workspace = Workspace.open(tmp_path / "w", create=True)
    run(workspace, tmp_path / "a.csv", tmp_path / "b.csv")
    assert len(tables(workspace)["payment"]) == 4
    notes = list(workspace.quarantine())
    assert [(Path(note.file).name, note.kept, note.reason) for note in notes] == [
        ("b.csv", True, "payment 'P1' was seen before with other content")
    ]


def test_mails_without_an_id_in_boxes_of_one_name_are_not_doubled(tmp_path: Path) -> None:
    mail = b"From: ana@a.example\nTo: bo@a.example\nDate: soon\nSubject: %s\n\nx\n"
    with_id = b"Message-ID: <1@a.example>\n" + mail
    for folder, subject in (("ana", b"one"), ("bo", b"two")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "Inbox").write_bytes(mail % subject)
        (tmp_path / folder / "Sent").write_bytes(with_id % subject)
    workspace = Workspace.open(tmp_path / "w", create=True)
    run(workspace, tmp_path / "ana", tmp_path / "bo")
    assert [row["source_id"] for row in tables(workspace)["post"]].count("Inbox#1") == 2
    assert [note.reason for note in workspace.quarantine()] == [
        "post '1@a.example' was seen before with other content"
    ]


def test_a_table_that_nobody_knew_is_read_once_it_is_mapped(tmp_path: Path) -> None:
    (tmp_path / "tx.csv").write_text("ref,value,from,to\n1,2.50,A,B\n")
    workspace = Workspace.open(tmp_path / "w", create=True)
    assert run(workspace, tmp_path / "tx.csv").quarantined == 1
    (tmp_path / "map.yaml").write_text(
        "files: {tx.csv: {kind: payment, columns: {payment_id: ref, amount: value}}}\n"
    )
    summary = read_sources(workspace, [tmp_path / "tx.csv"], SETTINGS, load_mapping(tmp_path / "map.yaml"))
    assert summary.records == {"payment": 1}
    assert summary.quarantined == 0
    assert list(workspace.quarantine()) == []
    assert run(workspace, tmp_path / "tx.csv").files_already_read == 1


class Watch:
    """Progress that remembers."""

    def __init__(self) -> None:
        self.total = self.files = self.bytes = self.records = 0
        self.finished = False

    def start(self, total_bytes: int, total_files: int) -> None:
        self.total, self.files = total_bytes, total_files

    def advance(self, bytes: int, records: int, file: str) -> None:
        assert bytes >= 0
        self.bytes += bytes
        self.records += records

    def finish(self) -> None:
        self.finished = True


@pytest.mark.parametrize("workers", [0, 2])
def test_progress_adds_up_and_workers_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    inputs = mixed(tmp_path)
    plain = Workspace.open(tmp_path / "plain", create=True)
    run(plain, inputs)
    monkeypatch.setattr(reading_module, "BATCH_FILES", 3)
    if workers:
        monkeypatch.setattr(reading_module, "PARALLEL_BYTES", 0)
    watch = Watch()
    workspace = Workspace.open(tmp_path / "w", create=True)
    summary = read_sources(workspace, [inputs], SETTINGS, progress=watch)
    assert watch.bytes == watch.total == summary.bytes == sum(source.bytes for source in workspace.sources())
    assert (watch.files, watch.records, watch.finished) == (25, 123, True)
    assert story(workspace) == story(plain)
    assert [source.sha256 for source in workspace.sources()] == [source.sha256 for source in plain.sources()]


def test_a_reader_that_fails_costs_its_file_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from manumit.engine.evidence.readers import webpage

    def fails(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(webpage, "_decoded", fails)
    workspace = Workspace.open(tmp_path / "w", create=True)
    summary = run(workspace, mixed(tmp_path))
    assert summary.records == {"ad": 100, "post": 1, "report": 2}
    assert summary.quarantined == 22


def test_busy_is_said(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path / "w", create=True)
    other = Workspace.open(tmp_path / "w")
    with other.lock(), pytest.raises(WorkspaceError, match="in use"):
        run(workspace, mixed(tmp_path))


def _names(paths: Sequence[Path]) -> list[str]:
    return [path.name for path in paths]


def test_large_tables_are_parted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from manumit.engine.evidence import parts

    monkeypatch.setattr(parts, "ROW_GROUP", 1000)
    monkeypatch.setattr(parts, "PART_ROWS", 30_000)
    (tmp_path / "ads.csv").write_text(ads(0, 70_000))
    workspace = Workspace.open(tmp_path / "w", create=True)
    run(workspace, tmp_path / "ads.csv")
    assert _names(workspace.parts("ad")) == ["000001-0000.parquet", "000001-0001.parquet"]
    assert sum(pq.read_metadata(part).num_rows for part in workspace.parts("ad")) == 70_000


def test_only_the_columns_that_are_asked_for_are_read(tmp_path: Path) -> None:
    file = tmp_path / "ads.csv"
    file.write_text(ads(0, 2))
    whole = [item.columns for item in iter_file(file, SETTINGS) if isinstance(item, Record)]
    some = [
        item.columns
        for item in iter_file(file, SETTINGS, columns={"source_id", "text"})
        if isinstance(item, Record)
    ]
    assert some == [{"source_id": row["source_id"], "text": row["text"]} for row in whole]
    assert len(some) == 2


def test_originals_are_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is given relative is noted absolute; ids and order do not know from where it was given."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ads.csv").write_text("ad_id,title\nA-1,Room\n")
    monkeypatch.chdir(tmp_path)
    read_sources(Workspace.open("w", create=True), [Path("in")], Settings())
    monkeypatch.chdir(tmp_path / "in")
    place = Workspace.open(tmp_path / "w")
    (source,) = place.sources()
    assert source.paths == (str(tmp_path / "in" / "ads.csv"),)
    assert list(place.originals(source.sha256)) == [tmp_path / "in" / "ads.csv"]
    read_sources(place, [Path("ads.csv"), Path("../in")], Settings())
    assert place.sources() == [source]


def test_a_relative_path_of_an_older_version_is_looked_for_beside_the_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ads.csv").write_text("ad_id,title\nA-1,Room\n")
    monkeypatch.chdir(tmp_path)
    read_sources(Workspace.open("w", create=True), [Path("ads.csv")], Settings())
    journal = tmp_path / "w" / "custody.jsonl"
    journal.write_text(journal.read_text().replace(f"{tmp_path}/", ""))
    monkeypatch.chdir("/")
    place = Workspace.open(tmp_path / "w")
    (source,) = place.sources()
    assert source.paths == ("ads.csv",)
    assert list(place.originals(source.sha256)) == [tmp_path / "ads.csv"]
    read_sources(place, [tmp_path / "ads.csv"], Settings())
    assert place.sources()[0].paths == ("ads.csv", str(tmp_path / "ads.csv"))
