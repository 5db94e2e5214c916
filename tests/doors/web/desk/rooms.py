"""Rooms that nobody photographed, as a collection where the Desk finds it; asked for as a browser does."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from benchmarks.rooms import jpeg
from benchmarks.rooms.views import view
from manumit.doors.web.desk.models import Search
from manumit.engine.pictures import HandOver, Known, Rooms, describe, save_rooms
from tests.doors.web.desk.faces import work

PIECES = {"art": 412, "headboard": 412, "rug": 412}
USE = {
    "purpose": "Advert 2026-14, where it was", "basis": "Order of the court, 3 March", "keep": "90",
    "collection": "hotels",
}  # fmt: skip


@cache
def picture(hotel: int, camera: int = 412) -> bytes:
    """A view of a room of a hotel."""
    return jpeg(view({kind: seed + 50 * hotel for kind, seed in PIECES.items()}, camera + 1000 * hotel))


@cache
def asked() -> bytes:
    """Another view of the room of hotel 0."""
    return picture(0, 912)


@cache
def _described() -> Rooms:
    rooms = Rooms()
    for hotel in range(2):
        told = describe(picture(hotel), f"{hotel}.jpg")
        assert not isinstance(told, HandOver)
        rooms.add(Known(f"Hotel {hotel}", f"Chain {hotel}", "12", f"{hotel}.jpg"), told)
    return rooms


def known(folder: Path, name: str = "hotels", measured_on: int = 40) -> Path:
    """A collection of two hotels. As if so many pictures had been asked for among others and found nothing: measuring
    them takes longer than a test may."""
    folder.mkdir(parents=True, exist_ok=True)
    rooms = _described()
    rooms.strangers = {f"part {level}": [0.0] * measured_on for level in ("hotel", "chain")}
    save_rooms(rooms, folder / f"{name}.npz")
    return folder / f"{name}.npz"


def room_asked(client: Client, ws: str, data: bytes, **changed: Any) -> Search:
    """Ask for the hotel of a room, and have it compared."""
    sent = {**USE, **changed, "picture": SimpleUploadedFile("room.jpg", data, "image/jpeg")}
    answer = client.post(f"/w/{ws}/identify/rooms", sent)
    assert answer.status_code == 302, answer.content.decode()
    made = Search.objects.latest("pk")
    work(made.job)
    made.refresh_from_db()
    return made


def house() -> Path:
    """Where collections lie that are there for every workspace."""
    folder: Path = settings.HOUSE.rooms
    return folder
