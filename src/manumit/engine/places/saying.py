"""Counts in sentences."""

from __future__ import annotations


def counted(count: int, one: str = "event", many: str = "events") -> str:
    """`1 event was`, `1,204 events were`."""
    return f"{count:,} {one if count == 1 else many}"
