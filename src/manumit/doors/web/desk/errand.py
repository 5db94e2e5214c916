"""One job in a process of its own, so that it can be stopped: the main job, then watchlists, then words that come into
use. It reads its task as a line of JSON from stdin, tells how it goes as lines on stdout, and ends with its worker:
when stdin closes, it and all it started are gone. No database here.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from manumit.base.kernel import ManumitError, Settings, VaultError, WorkspaceError, load_settings
from manumit.doors.web.desk.acts import matching
from manumit.doors.web.desk.acts.counting import unseen
from manumit.doors.web.desk.acts.deciding import TERMS, write_down
from manumit.doors.web.desk.acts.outcomes import score
from manumit.doors.web.desk.acts.seeking import seek
from manumit.doors.web.desk.acts.siting import site
from manumit.doors.web.desk.acts.surveying import survey
from manumit.doors.web.house import House

if TYPE_CHECKING:
    from manumit.base.vault import Keyring
    from manumit.engine.watch import Entry, Galleries

PATIENCE = 1.0
"""Seconds between two looks whether the workspace is free."""
TELL_EVERY = 0.4
KINDNESS = 5
"""How far it steps back from those who wait for a page."""
Json = dict[str, Any]


class Teller:
    """Tells on `out`, at most every TELL_EVERY seconds unless the stage changes; the engine's Reporter."""

    def __init__(self, out: IO[str]) -> None:
        self._out, self._last, self._guard = out, 0.0, threading.Lock()
        self._now: Json = {
            "stage": "waiting",
            "done": 0,
            "total": 0,
            "records": 0,
            "bytes": 0,
            "total_bytes": 0,
        }

    def say(self, **line: Any) -> None:
        """One line."""
        with self._guard:
            self._out.write(json.dumps(line) + "\n")
            self._out.flush()

    def _told(self, at_once: bool = False, **changed: Any) -> None:
        self._now |= changed
        moment = time.monotonic()
        if at_once or moment - self._last > TELL_EVERY:
            self._last = moment
            self.say(progress=self._now)

    def start(self, total_bytes: int, total_files: int) -> None:
        """Reading begins."""
        self._told(
            True, stage="reading", done=0, total=total_bytes, total_bytes=total_bytes, files=total_files
        )

    def advance(self, size: int, records: int, file: str) -> None:
        """Some bytes were read."""
        read = self._now["bytes"] + size
        self._told(bytes=read, done=read, records=self._now["records"] + records)

    def finish(self) -> None:
        """Reading is over."""

    def stage(self, name: str, done: int, total: int) -> None:
        """A stage is at a step."""
        head = name.partition(":")[0]
        self._told(head != self._now["stage"], stage=head, done=done, total=total)


def run(task: Json, tell: Teller) -> Json:
    """Do what the task says; what came of it. ManumitError when it cannot be done."""
    settings, folder = load_settings(), Path(task["folder"])
    result: Json = {}
    if task["kind"] == "decide":
        return _when_free(lambda: {"decided": write_down(folder, task["inputs"], settings)}, tell)
    if task["kind"] == "places":
        return survey(task["inputs"][0], folder, tell.stage)
    if task["kind"] == "placing":
        return site(task["inputs"][0], tell.stage)
    if task["kind"] == "patterns":
        return seek(task["inputs"][0], folder, tell.stage, task.get("recognised", {}))
    if task["kind"] == "prevalence":
        return unseen(task["inputs"][0], tell.stage)
    if task["kind"] in ("enrol", "identify", "room", "rooms"):
        return matching.work(task["inputs"][0], House(Path(task["house"])), folder, tell.stage)
    if task["kind"] == "score":
        return score(task["inputs"][0], folder, tell.stage)
    if task["kind"] == "watch" and not (folder / "manifest.json").exists():
        return {"alerts": {"raised": 0}}  # nothing was read into it yet
    if task["kind"] == "run":
        result = _when_free(lambda: _main_job(task, folder, settings, tell), tell)
    for name, step in (("alerts", _watch), ("words", _words)):
        try:
            result[name] = _when_free(partial(step, task, folder, settings, tell), tell)
        except ManumitError as error:
            if task["kind"] != "run":
                raise
            result.setdefault("beside", []).append(error.shape())
    return result


def _when_free(step: Callable[[], Json], tell: Teller) -> Json:
    """The step's answer; it is tried again while another run, at a terminal perhaps, has the workspace."""
    while True:
        try:
            return step()
        except WorkspaceError as error:
            if not isinstance(error.__cause__, BlockingIOError):
                raise
        tell.stage("waiting", 0, 0)
        time.sleep(PATIENCE)


def _main_job(task: Json, folder: Path, settings: Settings, tell: Teller) -> Json:
    from manumit.doors.web.desk.acts.folders import check
    from manumit.engine.evidence import Workspace
    from manumit.engine.job import run_job

    inputs = [Path(one) for one in task["inputs"]]
    check(inputs, [Path(one) for one in task["within"]])
    before = _lead_ids(folder)
    done = run_job(inputs, folder, settings, tell, ring=_ring(folder, Path(task["passphrase"])))
    sources = [one for one in Workspace.open(folder).sources() if any(_below(p, inputs) for p in one.paths)]
    kinds: dict[str, int] = {}
    for source in sources:
        for kind, count in source.records.items():
            kinds[kind] = kinds.get(kind, 0) + count
    fresh = [lead.lead_id for lead in done.leads if lead.lead_id not in before and not lead.settled]
    return {
        "records": kinds,
        "files": done.read.files_seen,
        "files_known": done.read.files_already_read,
        "quarantined": done.read.quarantined,
        "warnings": done.read.warnings,
        "left_out": done.read.left_out,
        "seconds": {name: round(took, 2) for name, took in done.seconds.items()},
        "leads": len(done.leads),
        "new_leads": len(fresh),
        "first_new": fresh[:20],
    }


def _ring(folder: Path, passphrase: Path) -> Keyring | None:
    """The keys of a workspace from which something was erased: without them it would come back. None where nothing
    was, and nobody's passphrase is needed."""
    from manumit.base.vault import Keyring, holder_for
    from manumit.engine.evidence import TOMBSTONES

    if not (folder / TOMBSTONES).exists():
        return None
    given = os.environ.get("MANUMIT_PASSPHRASE_FILE")
    file = passphrase if passphrase.exists() or not given else Path(given)
    return Keyring.open(folder, holder_for(folder, lambda what: _secret(file, what)))


def _secret(file: Path, what: str) -> str:
    """The first line of a file that only its owner reads."""
    try:
        readers, lines = file.stat().st_mode & 0o077, file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise VaultError(
            "Something was erased from this workspace, and its keys are needed to know it when it comes again.",
            f"Whoever looks after this installation writes the {what} into {file}, readable by its owner alone.",
        ) from error
    if readers or not lines:
        wrong = "can be read by others" if readers else f"holds no {what}"
        raise VaultError(f"{file} {wrong}.", f"The {what} stands on its first line; its mode is 600.")
    return lines[0]


def _below(path: str, inputs: Sequence[Path]) -> bool:
    return any(Path(path).is_relative_to(one) for one in inputs)


def _lead_ids(folder: Path) -> set[str]:
    from manumit.engine.leads import read_leads

    path = folder / "derived" / "lead.parquet"
    return {lead.lead_id for lead in read_leads(path)} if path.exists() else set()


def _watch(task: Json, folder: Path, settings: Settings, tell: Teller) -> Json:
    """Compare the watchlists' entries with what is new."""
    from manumit.doors.web.desk.acts.entries import checked
    from manumit.engine.evidence import Workspace
    from manumit.engine.job import record_views
    from manumit.engine.watch import watch

    entries, _ = checked(task["entries"])
    if not entries:
        return {"raised": 0, "grown": 0, "standing": 0}
    place = Workspace.open(folder)
    tell.stage("watch", 0, 0)
    with _galleries(task, entries) as galleries, record_views(place, settings) as engine:
        done = watch(
            engine,
            place,
            entries,
            settings,
            datetime.now(UTC),
            None,
            lambda _, n, m: tell.stage("watch", n, m),
            galleries,
        )
    told = {"raised": len(done.raised), "grown": len(done.grown), "standing": done.standing}
    return told | {"refused": dict(done.refused)}


@contextmanager
def _galleries(task: Json, entries: Sequence[Entry]) -> Iterator[Galleries]:
    """Those that hold the keys of watched faces, opened."""
    house = House(Path(task["house"]))
    kinds = {one.gallery for one in entries if one.kind == "face" and one.stands(datetime.now(UTC))}
    there = [kind for kind in sorted(kinds) if (house.galleries / task["slug"] / kind / "keys").exists()]
    with ExitStack() as opened:
        yield {
            kind: opened.enter_context(matching.opened_gallery(house, task["slug"], kind)) for kind in there
        }


def _words(task: Json, folder: Path, settings: Settings, tell: Teller) -> Json:
    """Look for words that begin to be used like known ones, and queue them."""
    from manumit.engine.evidence import Workspace
    from manumit.engine.job import record_views
    from manumit.engine.watch import Queue, drift, gather_listings, read_terms

    place = Workspace.open(folder)
    queue, written = Queue.of(place), folder / TERMS
    known = list(dict.fromkeys([*(read_terms(written)[0] if written.exists() else []), *queue.accepted()]))
    if not known:
        return {"queued": 0}
    tell.stage("words", 0, 2)
    with place.lock():
        with record_views(place, settings) as engine:
            listings = gather_listings(engine, place, settings)
        tell.stage("words", 1, 2)
        found = drift(listings, known)
        new = queue.add(found.proposals, datetime.now(UTC).isoformat(timespec="seconds"))
    return {"queued": len(new), "lacking": found.lacking}


def _end_with_worker() -> None:
    """Waits until the worker is gone, then ends this group of processes."""
    while os.read(0, 4096):
        pass
    os.killpg(0, signal.SIGKILL)


def _first_line() -> bytes:
    """Not by a buffered reader: its lock must not be held when the interpreter ends."""
    line = b""
    while not line.endswith(b"\n") and (more := os.read(0, 65536)):
        line += more
    return line


def main() -> int:
    """The process."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what libraries print is no line of ours
    os.nice(KINDNESS)
    line = _first_line()
    if not line:
        return 1
    task = json.loads(line)
    threading.Thread(target=_end_with_worker, daemon=True).start()
    tell = Teller(out)
    try:
        tell.say(result=run(task, tell))
    except ManumitError as error:
        tell.say(error=error.told())
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
