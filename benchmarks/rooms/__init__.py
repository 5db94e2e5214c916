"""Rooms and edits that nobody photographed: drawn from a seed, for tests and measurements of pictures."""

from benchmarks.rooms.drawn import room
from benchmarks.rooms.edits import EDITS, jpeg

__all__ = ["EDITS", "jpeg", "room"]
