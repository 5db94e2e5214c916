"""The writer: what it acknowledges is durable, whatever goes wrong, and what it leaves always verifies."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from manumit.base.kernel import UsageError, VerificationFailed, WorkspaceError
from manumit.base.ledger import KeyPair, Log, LogReader, Pinned, Policy, SharedLog, check
from tests.base.ledger import kill
from tests.base.ledger.conftest import ORIGIN, entries


def test_entries_stand_where_they_were_said_to(tmp_path: Path, key: KeyPair) -> None:
    with Log.create(tmp_path, key) as log:
        assert log.append([b"a", b"b"]) == range(2)
        assert log.append([]) == range(2, 2)
        assert log.append([b"c"], publish=False) == range(2, 3)
        assert (log.size, log.checkpoint().checkpoint.size) == (3, 2)
        assert log.publish().checkpoint.size == 3
        assert [log.entry(at) for at in range(3)] == [b"a", b"b", b"c"]


def test_batches_make_no_difference_to_the_files(tmp_path: Path, key: KeyPair) -> None:
    whole, pieces = tmp_path / "whole", tmp_path / "pieces"
    with Log.create(whole, key) as log:
        log.append(entries(2000))
    draw = random.Random(5)
    with Log.create(pieces, key) as log:
        while log.size < 2000:
            count = min(draw.choice([1, 5, 255, 256, 300]), 2000 - log.size)
            log.append(entries(count, log.size), publish=draw.random() < 0.7)
    assert (whole / "checkpoint").read_bytes() == (pieces / "checkpoint").read_bytes()
    ours = {path.relative_to(pieces) for path in (pieces / "tile").rglob("*") if path.is_file()}
    for path in (path.relative_to(whole) for path in (whole / "tile").rglob("*") if path.is_file()):
        assert (whole / path).read_bytes() == (pieces / path).read_bytes()
        assert path in ours


def test_a_very_long_batch(tmp_path: Path, key: KeyPair) -> None:
    """More files than a process may have open."""
    many = entries(300_000)
    with Log.create(tmp_path, key) as log:
        assert log.append(many) == range(300_000)
        assert log.entry(299_999) == many[-1]
    assert check(tmp_path, Pinned.of([key.verifier])).sound


@pytest.mark.parametrize("entry", [b"", bytes(65536)])
def test_an_entry_that_does_not_fit_is_refused_alone(entry: bytes, tmp_path: Path, key: KeyPair) -> None:
    with Log.create(tmp_path, key) as log:
        with pytest.raises(UsageError):
            log.append([b"good", entry])
        assert log.size == 0
        assert log.append([bytes(65535)]) == range(1)


def test_two_writers(tmp_path: Path, key: KeyPair) -> None:
    with Log.create(tmp_path, key) as log:
        with pytest.raises(WorkspaceError, match="Another process"):
            Log.open(tmp_path, key)
        log.append([b"a"])
    with Log.open(tmp_path, key) as log:
        assert log.append([b"b"]) == range(1, 2)


def test_a_log_is_not_made_twice_nor_opened_where_there_is_none(tmp_path: Path, key: KeyPair) -> None:
    with pytest.raises(WorkspaceError):
        Log.open(tmp_path, key)
    Log.create(tmp_path, key).close()
    with pytest.raises(UsageError):
        Log.create(tmp_path, key)


def test_the_wrong_key(tmp_path: Path, key: KeyPair) -> None:
    Log.create(tmp_path, key).close()
    with pytest.raises(VerificationFailed, match="not signed by the key"):
        Log.open(tmp_path, KeyPair.generate(ORIGIN))
    with Log.open(tmp_path, key) as log:
        assert log.size == 0


def test_what_was_acknowledged_but_not_published_is_taken_up(tmp_path: Path, key: KeyPair) -> None:
    log = Log.create(tmp_path, key)
    log.append(entries(300))
    log.append(entries(10, 300), publish=False)
    abandon(log)
    with Log.open(tmp_path, key) as again:
        assert again.size == 310
        again.append(entries(1, 310))
        assert [again.entry(at) for at in (299, 300, 309, 310)] == [
            b"entry %d" % at for at in (299, 300, 309, 310)
        ]


def abandon(log: Log) -> None:
    """As when the process is killed: nothing is published, the lock is gone."""
    import os

    os.close(log._lock)
    log._lock = -1


@pytest.mark.parametrize("cut", [1, 20, 50, 60])
def test_a_torn_end_of_the_journal_was_never_acknowledged(cut: int, tmp_path: Path, key: KeyPair) -> None:
    log = Log.create(tmp_path, key)
    log.append([b"a"], publish=False)
    log.append([b"torn entry"], publish=False)
    abandon(log)
    journal = tmp_path / "writer" / "journal"
    journal.write_bytes(journal.read_bytes()[:-cut])
    with Log.open(tmp_path, key) as again:
        assert again.size == 1
        assert again.append([b"b"]) == range(1, 2)


def test_a_journal_damaged_before_acknowledged_entries_is_an_error(tmp_path: Path, key: KeyPair) -> None:
    log = Log.create(tmp_path, key)
    log.append([b"a"], publish=False)
    log.append([b"b"], publish=False)
    abandon(log)
    journal = tmp_path / "writer" / "journal"
    data = bytearray(journal.read_bytes())
    data[20] ^= 1
    journal.write_bytes(data)
    with pytest.raises(WorkspaceError, match="damaged at byte 0"):
        Log.open(tmp_path, key)


@pytest.mark.parametrize("name", ["tile/entries/001.p/44", "tile/0/001.p/44", "tile/1/000.p/1"])
def test_a_half_written_tile_stops_the_writer(name: str, tmp_path: Path, key: KeyPair) -> None:
    with Log.create(tmp_path, key) as log:
        log.append(entries(300))
    data = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(data[: len(data) // 2])
    with pytest.raises(VerificationFailed, match=name):
        Log.open(tmp_path, key)
    (tmp_path / name).write_bytes(data[:-1] + b"!")
    with pytest.raises(VerificationFailed):
        Log.open(tmp_path, key)
    (tmp_path / name).write_bytes(data)
    Log.open(tmp_path, key).close()


def test_tiles_written_ahead_by_a_killed_writer_are_written_over(tmp_path: Path, key: KeyPair) -> None:
    with Log.create(tmp_path, key) as log:
        log.append(entries(300))
    (tmp_path / "tile/entries/001").write_bytes(b"half a bundle")
    (tmp_path / "tile/0/001").write_bytes(bytes(100))
    (tmp_path / "writer" / ".7.partial").write_bytes(b"x")
    with Log.open(tmp_path, key) as log:
        log.append(entries(300, 300))
    audit = check(tmp_path, Pinned.of([key.verifier]))
    assert (audit.problems, audit.notes) == ([], [])
    assert not list((tmp_path / "writer").glob(".*"))


FULL = """
import resource, signal, sys
from pathlib import Path
from manumit.base.kernel import WorkspaceError
from manumit.base.ledger import KeyPair, Log
from tests.base.ledger.conftest import entries
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
log = Log.open(Path(sys.argv[1]), KeyPair.load(Path(sys.argv[2])))
log.append(entries(100))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
try:
    log.append(entries(200, 100))
except WorkspaceError as error:
    print(error.sentence)
else:
    print("no error")
try:
    log.append([b"more"])
except WorkspaceError as error:
    print(error.hint)
"""


@pytest.mark.parametrize(("bytes_left", "kept"), [(1000, 100), (2000, 100), (2500, 300), (5000, 300)])
def test_a_full_disk(bytes_left: int, kept: int, tmp_path: Path, key: KeyPair) -> None:
    """A limit on the size of files stands for it: writes fall short at the same calls. Up to 2,000 bytes end in the
    journal, more in the tiles: there the entries were durable, though not acknowledged."""
    key.save(tmp_path / "key")
    Log.create(tmp_path / "log", key).close()
    command = [sys.executable, "-c", FULL, str(tmp_path / "log"), str(tmp_path / "key"), str(bytes_left)]
    told = subprocess.run(command, capture_output=True, text=True, cwd=kill.ROOT, check=True).stdout
    assert "File too large" in told
    assert "open the log again" in told
    audit = check(tmp_path / "log", Pinned.of([key.verifier]))
    assert (audit.problems, audit.entries) == ([], 100)
    with Log.open(tmp_path / "log", key) as log:
        assert log.size == kept
        log.append(entries(1, log.size))
    assert check(tmp_path / "log", Pinned.of([key.verifier])).sound
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


def test_threads_that_append_together(tmp_path: Path, key: KeyPair) -> None:
    with Log.create(tmp_path, key) as log:
        shared = SharedLog(log)
        placed: dict[int, bytes] = {}

        def work(worker: int) -> None:
            for number in range(20):
                batch = [b"%d %d %d" % (worker, number, part) for part in range(3)]
                placed.update(zip(shared.add(batch), batch, strict=True))

        threads = [threading.Thread(target=work, args=(worker,)) for worker in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(placed) == list(range(8 * 20 * 3))
        assert all(log.entry(at) == entry for at, entry in placed.items())
        with pytest.raises(UsageError):
            shared.add([b""])


def test_readers_need_no_lock_while_it_grows(tmp_path: Path, key: KeyPair) -> None:
    reader = LogReader(tmp_path, Policy.of([key.verifier]))
    failures: list[BaseException] = []
    done = threading.Event()

    def read() -> None:
        draw = random.Random(1)
        try:
            while not done.is_set():
                if size := reader.checkpoint().checkpoint.size:
                    index = draw.randrange(size)
                    assert reader.entry(index) == b"entry %d" % index
        except BaseException as error:
            failures.append(error)

    with Log.create(tmp_path, key) as log:
        thread = threading.Thread(target=read)
        thread.start()
        for count in [1, 50, 255, 256, 7] * 8:
            log.append(entries(count, log.size))
        done.set()
        thread.join()
    assert failures == []


def test_kill_dash_nine_at_twenty_moments(tmp_path: Path) -> None:
    draw = random.Random(20)
    kill.create(tmp_path, 9)
    outcomes = [kill.kill_once(tmp_path, 9, draw) for _ in range(20)]
    assert max(one.restart for one in outcomes) < 1.0
    assert outcomes[-1].acknowledged > 1000, "the writers were killed before they wrote"
    assert kill.assert_sound(tmp_path, 9) == outcomes[-1].found
