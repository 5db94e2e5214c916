"""Rooms that nobody photographed, drawn once for all tests of pictures."""

from __future__ import annotations

import pytest
from PIL import Image

from benchmarks.rooms import jpeg, room
from manumit.engine.pictures import Seen, see

SEEDS = (2000, 2001, 2002)


@pytest.fixture(scope="session")
def rooms() -> list[Image.Image]:
    """Two rooms of one chain, with the same wallpaper and floor, and one of another."""
    return [room(SEEDS[0], chain=7), room(SEEDS[1], chain=7), room(SEEDS[2])]


@pytest.fixture(scope="session")
def files(rooms: list[Image.Image]) -> list[bytes]:
    return [jpeg(one, 92) for one in rooms]


@pytest.fixture(scope="session")
def seen(files: list[bytes]) -> list[Seen]:
    return [see(one) for one in files]
