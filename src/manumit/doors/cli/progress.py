"""How long work is shown: bars with rate and time left on stderr, plain lines where there is no terminal."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any


class Quiet:
    """Says nothing."""

    def __enter__(self) -> Quiet:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        return None

    def start(self, total_bytes: int, total_files: int) -> None:
        """Reading begins."""

    def advance(self, size: int, records: int, file: str) -> None:
        """Some bytes were read."""

    def finish(self) -> None:
        """Reading is over."""

    def stage(self, name: str, done: int, total: int) -> None:
        """A stage is at a step."""


class Lines(Quiet):
    """For logs and pipes: a line when a stage begins."""

    def __init__(self) -> None:
        self._stage = ""
        self._began = time.monotonic()

    def start(self, total_bytes: int, total_files: int) -> None:
        print(f"Reading {total_files} file(s), {total_bytes / 1e6:,.1f} MB ...", file=sys.stderr)

    def stage(self, name: str, done: int, total: int) -> None:
        head = name.split(":")[0]
        if head != self._stage:
            self._stage = head
            print(f"{time.monotonic() - self._began:6.1f} s  {head} ...", file=sys.stderr)


class Bars(Quiet):
    """For a terminal: one bar for reading (MB/s, time left), one for the stages."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            DownloadColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
            TransferSpeedColumn,
        )

        console = Console(stderr=True)
        self._reading = Progress(
            TextColumn("{task.description:<28}"),
            BarColumn(),
            DownloadColumn(),
            TransferSpeedColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )
        self._steps = Progress(
            TextColumn("{task.description:<28}"),
            BarColumn(),
            TextColumn("{task.completed}/{task.total}"),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )
        self._now: Any = None
        self._task: Any = None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self._switch(None)

    def _switch(self, to: Any) -> None:
        if self._now is not to:
            if self._now is not None:
                self._now.stop()
            self._now, self._task = to, None
            if to is not None:
                to.start()

    def start(self, total_bytes: int, total_files: int) -> None:
        self._switch(self._reading)
        self._task = self._reading.add_task(f"Reading {total_files} files", total=total_bytes)

    def advance(self, size: int, records: int, file: str) -> None:
        if self._task is not None:
            self._reading.advance(self._task, size)

    def finish(self) -> None:
        self._switch(None)

    def stage(self, name: str, done: int, total: int) -> None:
        self._switch(self._steps)
        if self._task is None:
            self._task = self._steps.add_task(name)
        self._steps.update(self._task, description=name[:28], completed=done, total=total)


def reporter(quiet: bool) -> Quiet:
    """Bars on a terminal, lines in a log, nothing when quiet."""
    if quiet:
        return Quiet()
    return Bars() if sys.stderr.isatty() else Lines()
