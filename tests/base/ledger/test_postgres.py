"""Many writers through a real PostgreSQL: every entry stands in the log once, whoever is killed and whenever."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from manumit.base.kernel import WorkspaceError
from manumit.base.ledger import KeyPair, Log, Pinned, PostgresLog, PostgresSequencer, Sequencer, check
from tests.base.ledger.cluster import postgres_cluster
from tests.base.ledger.conftest import ORIGIN

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    try:
        with postgres_cluster() as address:
            yield address
    except FileNotFoundError as error:
        pytest.skip(str(error))


@pytest.fixture
def origin(request: pytest.FixtureRequest) -> str:
    """A log of its own for each test in the one database."""
    return f"{ORIGIN}/{request.node.name}"


@pytest.fixture
def log(tmp_path: Path, key: KeyPair, origin: str) -> Iterator[Log]:
    with Log.create(tmp_path / "log", key, origin) as made:
        yield made


def all_of(log: Log) -> list[bytes]:
    return [log.entry(at) for at in range(log.size)]


def test_eight_writers_at_once(server: str, log: Log, origin: str) -> None:
    placed: dict[int, bytes] = {}
    failures: list[BaseException] = []

    def work(worker: int) -> None:
        try:
            writer = PostgresLog(server, origin)
            sequencer: Sequencer = writer
            for number in range(10):
                batch = [b"%d %d %d" % (worker, number, part) for part in range(5)]
                placed.update(zip(sequencer.add(batch), batch, strict=True))
            writer.close()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(8)]
    with PostgresSequencer(server, log) as sequencer:
        assert sequencer.acquire()
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            sequencer.step()
        sequencer.step()
    assert failures == []
    assert sorted(placed) == list(range(400))
    assert [placed[at] for at in range(400)] == all_of(log)
    assert check(log.folder, Pinned.of([log.policy.logs[0]])).sound


def test_one_works_and_another_takes_over(server: str, log: Log) -> None:
    first, second = PostgresSequencer(server, log), PostgresSequencer(server, log)
    assert first.acquire()
    assert not second.acquire()
    first.close()
    assert second.acquire()
    second.close()


def test_killed_after_places_were_given(server: str, log: Log, origin: str) -> None:
    writer = PostgresLog(server, origin)
    tickets = writer.hand_in([b"a", b"b"])
    with PostgresSequencer(server, log) as killed:
        assert killed.acquire()
        killed._give_places()
    tickets += writer.hand_in([b"c"])
    assert writer.places(tickets) is None
    with PostgresSequencer(server, log) as sequencer:
        assert sequencer.acquire()
        sequencer.step()
    assert writer.places(tickets) == [0, 1, 2]
    assert all_of(log) == [b"a", b"b", b"c"]
    writer.close()


def test_killed_after_the_log_had_them(server: str, log: Log, origin: str) -> None:
    writer = PostgresLog(server, origin)
    tickets = writer.hand_in([b"a", b"b"])
    with PostgresSequencer(server, log) as killed:
        assert killed.acquire()
        killed._give_places()
        log.append([b"a", b"b"])  # and no word of it to the database
    with PostgresSequencer(server, log) as sequencer:
        assert sequencer.acquire()
        sequencer.step()
        sequencer.step()
    assert writer.places(tickets) == [0, 1]
    assert Counter(all_of(log)) == {b"a": 1, b"b": 1}
    writer.close()


def test_a_log_that_is_an_older_copy_is_an_error(server: str, tmp_path: Path, log: Log, origin: str) -> None:
    writer = PostgresLog(server, origin)
    writer.hand_in([b"a"])
    with PostgresSequencer(server, log) as sequencer:
        sequencer.step()
    writer.hand_in([b"b"])
    with (
        Log.create(tmp_path / "older", KeyPair.generate(ORIGIN), origin) as older,
        PostgresSequencer(server, older) as sequencer,
        pytest.raises(WorkspaceError, match="goes on at entry 1"),
    ):
        sequencer.step()
    writer.close()


def test_without_a_sequencer_nothing_is_lost(server: str, log: Log, origin: str) -> None:
    writer = PostgresLog(server, origin, patience=0.05)
    with pytest.raises(WorkspaceError, match="will be logged"):
        writer.add([b"patient"])
    with PostgresSequencer(server, log) as sequencer:
        assert sequencer.acquire()
        assert sequencer.step() == 1
        sequencer.forget(keep=0)
    assert all_of(log) == [b"patient"]
    assert writer.add([]) == []
    writer.close()


def test_no_database(log: Log) -> None:
    with pytest.raises(WorkspaceError, match="cannot be reached"):
        PostgresSequencer("host=/nowhere user=test", log)
