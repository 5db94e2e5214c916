"""Processes that read batches side by side. They are fresh interpreters, so any program may call read_sources; each
talks over its own pipes and ends when the program that started it does.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Any

from manumit.base.kernel import Settings, WorkspaceError
from manumit.engine.evidence.gone import Gone
from manumit.engine.evidence.model import Progress
from manumit.engine.evidence.staging import FileTask, Staged, read_batch

_AGAIN = "Run the same command again; what was committed is kept."


class Crew:
    """Reads batches, in this process (workers=0) or in others; results come in the order asked."""

    def __init__(self, workers: int, settings: Settings, watch: Progress, gone: Gone | None = None) -> None:
        self.settings, self.watch, self.gone = settings, watch, gone
        self._guard = threading.Lock()
        self._all = [_start() for _ in range(workers)]
        self._free: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        for worker in self._all:
            self._free.put(worker)

    def __enter__(self) -> Crew:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        for worker in self._all:
            worker.kill()
        for worker in self._all:
            worker.wait()
            for pipe in (worker.stdin, worker.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()

    def _tick(self, size: int, records: int, file: str) -> None:
        with self._guard:
            self.watch.advance(size, records, file)

    def read(self, folders: Sequence[Path], batches: Sequence[list[FileTask]]) -> Iterator[Staged]:
        """Read each batch into its folder."""
        if not self._all:
            for folder, tasks in zip(folders, batches, strict=True):
                yield read_batch(folder, tasks, self.settings, self._tick, self.gone)
            return
        pool = ThreadPoolExecutor(len(self._all))
        try:
            jobs = [
                pool.submit(self._ask, folder, tasks) for folder, tasks in zip(folders, batches, strict=True)
            ]
            for job in jobs:
                yield job.result()
        finally:
            for worker in self._all:
                worker.kill()
            pool.shutdown(wait=True, cancel_futures=True)

    def _ask(self, folder: Path, tasks: list[FileTask]) -> Staged:
        worker = self._free.get()
        assert worker.stdin is not None
        assert worker.stdout is not None
        try:
            pickle.dump((folder, tasks, self.settings, self.gone), worker.stdin)
            worker.stdin.flush()
            while True:
                message = pickle.load(worker.stdout)
                if message[0] == "tick":
                    self._tick(*message[1:])
                elif message[0] == "failed":
                    raise WorkspaceError(message[1], message[2])
                else:
                    self._free.put(worker)
                    return _staged(message[1])
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise WorkspaceError("a reading process ended early (out of memory?)", _AGAIN) from error


def _staged(value: Any) -> Staged:
    assert isinstance(value, Staged)
    return value


def _start() -> subprocess.Popen[bytes]:
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    code = "from manumit.engine.evidence.workers import serve; serve()"
    return subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environ,
        start_new_session=True,
    )


def _watch_parent(parent: int) -> None:
    """End with the program that started this one, also when it was killed."""
    waiting = threading.Event()
    while os.getppid() == parent:
        waiting.wait(0.5)
    os._exit(1)


def serve() -> None:
    """A worker's life: read batches that come over stdin until it closes."""
    threading.Thread(target=_watch_parent, args=(os.getppid(),), daemon=True).start()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)

    def send(*message: Any) -> None:
        pickle.dump(message, out)
        out.flush()

    while True:
        try:
            folder, tasks, settings, gone = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        try:
            send("done", read_batch(folder, tasks, settings, lambda *told: send("tick", *told), gone))
        except WorkspaceError as error:
            send("failed", error.sentence, error.hint)
