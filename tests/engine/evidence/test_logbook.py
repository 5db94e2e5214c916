"""The logbook: a line and a leaf for each event, once, whatever is killed, cut or changed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from manumit.base.kernel import Settings, UsageError, VerificationFailed, WorkspaceError
from manumit.base.ledger import Log, Opened, Pinned, check
from manumit.engine.evidence import Claim, Logbook, Workspace, canonical_json, custody_claims, read_sources
from manumit.engine.evidence.claims import reveal_claims

SETTINGS = Settings(memory_gb=1.0, threads=1)


def claims(*names: str, latest: bool = False) -> list[Claim]:
    def of(name: str) -> Claim:
        return Claim("file_read", f"read:{name}", lambda secret: {"sha256": name}, latest)

    return [of(name) for name in names]


def sound(book: Logbook) -> int:
    """The log is sound, its leaves are the lines, each line is what its leaf commits to; how many there are."""
    events, log = book.events(), book.reader()
    audit = check(book.ledger, Pinned.of([book.verifier()]))
    assert audit.sound, audit.problems
    assert log.checkpoint().checkpoint.size == len(events)
    for event in events:
        assert log.entry(event.index) == event.leaf
        if event.secret:
            assert event.parsed.commits_to(event.record_key, canonical_json(event.body))
            assert not event.parsed.commits_to(event.secret, canonical_json(event.body))
    return len(events)


@pytest.fixture
def book(tmp_path: Path) -> Logbook:
    made = Logbook(tmp_path, SETTINGS)
    made.ensure(claims("a", "b"))
    return made


def test_what_stands_is_not_logged_again(book: Logbook) -> None:
    assert [event.body for event in book.ensure(claims("b", "c", "a"))] == [{"sha256": "c"}]
    assert book.ensure(claims("a", "b", "c")) == []
    assert sound(book) == 3


def test_only_the_latest_of_its_type_counts_where_that_is_said(book: Logbook) -> None:
    for name in ("a", "a", "b", "a"):
        book.ensure(claims(name, latest=True))
    assert [event.body["sha256"] for event in book.events()] == ["a", "b", "a", "b", "a"]


def test_a_leaf_says_nothing_of_the_record(book: Logbook) -> None:
    event = book.add("reveal", "r", {"purpose": "visit to Maricel", "at": "now"})
    leaf = json.loads(event.leaf)
    assert set(leaf) == {"type", "time", "org", "actor", "mac", "key"}
    assert leaf["org"] == "local"
    assert "Maricel" not in event.leaf.decode()
    assert all(
        one not in event.leaf for one in (event.secret.hex().encode(), event.record_key.hex().encode())
    )


def test_keys_are_their_owners_alone(book: Logbook, tmp_path: Path) -> None:
    keys = sorted((tmp_path / "ledger-keys").iterdir())
    assert [path.suffix for path in keys] == [".actors", ".key"]
    assert {oct(path.stat().st_mode & 0o777) for path in [*keys, tmp_path / "events.jsonl"]} == {"0o600"}
    assert oct((tmp_path / "ledger-keys").stat().st_mode & 0o777) == "0o700"


def test_keys_may_lie_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    away = Logbook(tmp_path / "w", Settings(keys=str(tmp_path / "safe"), organisation="desk.example.org"))
    away.add("export_made", "e", {})
    assert not (tmp_path / "w" / "ledger-keys").exists()
    assert str(away.verifier()).startswith("desk.example.org/")
    assert json.loads(away.events()[0].leaf)["org"] == "desk.example.org"
    with pytest.raises(WorkspaceError, match="key of this workspace's log") as caught:
        Logbook(tmp_path / "w", SETTINGS).add("export_made", "f", {})
    assert "MANUMIT_KEYS" in caught.value.hint
    assert sound(away) == 1


def test_an_organisation_that_is_no_name(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        Logbook(tmp_path, Settings(organisation="Our House")).begin()


def test_killed_between_line_and_leaf(book: Logbook, tmp_path: Path) -> None:
    shutil.copytree(tmp_path / "ledger", tmp_path / "before")
    book.ensure(claims("c", "d"))
    wanted = book.reader().checkpoint().checkpoint
    shutil.rmtree(tmp_path / "ledger")
    shutil.move(tmp_path / "before", tmp_path / "ledger")
    assert [event.body for event in Logbook(tmp_path, SETTINGS).ensure(claims("a", "c", "e"))] == [
        {"sha256": "e"}
    ]
    assert sound(book) == 5
    assert book.reader().root(wanted.size) == wanted.root


def test_killed_between_leaf_and_checkpoint(book: Logbook, tmp_path: Path) -> None:
    publish = Log.publish

    def die(log: Log) -> Opened:  # the leaves are durable, and no checkpoint is signed over them yet
        if log.size > log.checkpoint().checkpoint.size:
            os.kill(os.getpid(), signal.SIGKILL)
        return publish(log)

    child = os.fork()
    if child == 0:
        Log.publish = die  # type: ignore[method-assign,assignment]
        book.ensure(claims("c", "d"))
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert Logbook(tmp_path, SETTINGS).ensure(claims("a", "c")) == []
    assert sound(book) == 4


def test_killed_within_a_line(book: Logbook, tmp_path: Path) -> None:
    with (tmp_path / "events.jsonl").open("ab") as lines:
        lines.write(b'{"index":2,"ident":"read:c","leaf":"{')
    book.ensure(claims("c"))
    assert sound(book) == 3


def test_killed_before_the_log_was_there(book: Logbook, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "ledger")
    book.begin()
    assert sound(book) == 2


def test_a_line_that_was_taken_away_or_changed(book: Logbook, tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole.split(b"\n")[0] + b"\n")
    with pytest.raises(VerificationFailed, match="taken away"):
        book.ensure(claims("c"))
    told = json.loads(whole.split(b"\n")[1])
    leaf = json.loads(told["leaf"]) | {"type": "reveal"}
    told["leaf"] = canonical_json(leaf).decode()
    path.write_bytes(whole.split(b"\n")[0] + b"\n" + canonical_json(told) + b"\n")
    with pytest.raises(VerificationFailed, match="not what the log holds"):
        book.begin()


@pytest.mark.parametrize("line", [b"", b"[]", b"{}", b'{"index":7}', b"\xff"])
def test_a_damaged_line_is_named(book: Logbook, tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(line + b"\n" + path.read_bytes())
    with pytest.raises(WorkspaceError, match="line 1 of"):
        book.events()


def test_a_clock_that_went_back(book: Logbook, tmp_path: Path) -> None:
    late = Logbook(tmp_path, SETTINGS, lambda: datetime.now(UTC) - timedelta(hours=1))
    with pytest.raises(VerificationFailed, match="clock"):
        late.ensure(claims("c"))
    assert sound(book) == 2


def test_many_writers_wait_for_each_other(tmp_path: Path) -> None:
    def write(name: str) -> None:
        Logbook(tmp_path, SETTINGS).ensure(claims(name, "shared"))

    Logbook(tmp_path, SETTINGS).begin()
    threads = [threading.Thread(target=write, args=(str(number),)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sound(Logbook(tmp_path, SETTINGS)) == 9


def test_an_event_can_be_erased_and_the_log_stays_sound(book: Logbook, tmp_path: Path) -> None:
    book.add("reveal", "reveal:0", {"purpose": "visit to Maricel"})
    secret = book.events()[2].secret
    before = book.reader().checkpoint().checkpoint
    book.forget(lambda body: "Maricel" in json.dumps(body))
    text = (tmp_path / "events.jsonl").read_text("ascii")
    assert "Maricel" not in text
    assert secret.hex() not in text
    assert (book.events()[2].body, book.events()[2].secret) == ({}, b"")
    assert book.reader().checkpoint().checkpoint == before
    assert book.ensure([Claim("reveal", "reveal:0", lambda secret: {"purpose": "visit to [erased]"})]) == []
    book.ensure(claims("c"))
    assert sound(book) == 4


def test_who_waits_while_lines_are_erased_writes_to_the_new_file(book: Logbook, tmp_path: Path) -> None:
    def erase() -> None:
        for _ in range(20):
            book.add("reveal", "r", {"purpose": "Maricel"})
            Logbook(tmp_path, SETTINGS).forget(lambda body: "Maricel" in json.dumps(body))

    def write() -> None:
        for number in range(20):
            Logbook(tmp_path, SETTINGS).add("export_made", f"e{number}", {"n": number})

    threads = [threading.Thread(target=erase), threading.Thread(target=write)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sound(book) == 42
    assert sorted(one.body["n"] for one in book.events() if one.ident.startswith("e")) == list(range(20))


def custody(tmp_path: Path, **files: str) -> tuple[Workspace, list[dict[str, Any]]]:
    """A workspace of these files and what its log says of them."""
    source = tmp_path / "in"
    source.mkdir()
    for name, text in files.items():
        (source / f"{name}.csv").write_text(text, "utf-8")
    workspace = Workspace.open(tmp_path / "w", create=True)
    read_sources(workspace, [source], SETTINGS)
    book = Logbook(workspace.path, SETTINGS)
    book.ensure(custody_claims(workspace, SETTINGS))
    assert book.ensure(custody_claims(workspace, SETTINGS)) == []
    return workspace, [{**event.body, "type": event.type} for event in book.events()]


def test_a_file_is_an_event_and_what_was_set_aside_another(tmp_path: Path) -> None:
    head = "ad_id,posted_at,title\n"
    workspace, told = custody(
        tmp_path, good=f"{head}A-1,2026-03-01T20:00:00Z,Maricel\n", bad=f'{head}A-2,2026-03-01T20:00:00Z,"x\n'
    )
    assert [one["type"] for one in told] == ["file_read", "record_quarantined", "file_read"]
    assert told[1]["quarantined"] == 1
    sources = {source.sha256: source for source in workspace.sources()}
    for one in told:
        if one["type"] == "file_read":
            assert one["records"] == sources[one["sha256"]].records
            assert one["tree"]["bytes"] == one["bytes"]
    text = (tmp_path / "w" / "events.jsonl").read_text("utf-8")
    assert "Maricel" not in text
    assert "good.csv" not in text


def test_what_was_read_before_there_was_a_log_is_logged_without_a_tree_when_it_is_gone(
    tmp_path: Path,
) -> None:
    source = tmp_path / "ads.csv"
    source.write_text("ad_id,posted_at,title\nA-1,2026-03-01T20:00:00Z,x\n", "ascii")
    workspace = Workspace.open(tmp_path / "w", create=True)
    read_sources(workspace, [source], SETTINGS)
    source.unlink()
    book = Logbook(workspace.path, SETTINGS)
    (event,) = book.ensure(custody_claims(workspace, SETTINGS))
    assert event.body["tree"] is None
    assert event.body["records"] == {"ad": 1}


def test_reveals_are_claims_by_their_lines(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path / "w", create=True)
    line = '{"at": "2026-03-01T20:00:00+00:00", "verb": "leads", "purpose": "visit"}\n'
    (workspace.path / "reveals.jsonl").write_text(line * 2 + '{"at": "torn', "utf-8")
    book = Logbook(workspace.path, SETTINGS)
    assert len(book.ensure(reveal_claims(workspace))) == 2
    assert book.ensure(reveal_claims(workspace)) == []
    (workspace.path / "reveals.jsonl").write_text("nonsense\n", "utf-8")
    with pytest.raises(WorkspaceError, match="line 1 of"):
        book.ensure(reveal_claims(workspace))
