"""A reporter that says nothing."""

from __future__ import annotations


class Silent:
    """Whoever is told, and keeps it."""

    def start(self, total_bytes: int, total_files: int) -> None: ...

    def advance(self, size: int, records: int, file: str) -> None: ...

    def finish(self) -> None: ...

    def stage(self, name: str, done: int, total: int) -> None: ...
