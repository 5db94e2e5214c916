"""Bodies of sealed reports on the disk: one file a part, its clock no finer than a day."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, time
from pathlib import Path

from django.conf import settings

from manumit.base.kernel import Erased, Refused
from manumit.doors.web.helpline.house import HelplineHouse

CHUNK = 1 << 20
"""The most bytes of a body that are taken, or read, at a time."""
SPARE = 1 << 30
"""Bytes that must stay free on the disk: a flood of reports stops no talk."""


def house() -> HelplineHouse:
    """The help line's."""
    found = settings.HOUSE
    assert isinstance(found, HelplineHouse)
    return found


def place(token: str) -> Path:
    """Where the body of an item lies."""
    return house().reports / token


def need_room(size: int) -> None:
    """Refused when the disk has not so many bytes to spare."""
    if shutil.disk_usage(house().reports).free < size + SPARE:
        raise Refused("There is no room for this now.", "Try again later, or talk to a person.")


def write(token: str, at: int, data: bytes) -> None:
    """On the disk when this returns; what is there already stays."""
    with os.fdopen(os.open(place(token), os.O_RDWR | os.O_CREAT, 0o600), "r+b") as body:
        body.seek(at)
        body.write(data)
        body.flush()
        os.fsync(body.fileno())


def read(token: str) -> Iterator[bytes]:
    """In chunks; Erased when it is gone."""
    try:
        with place(token).open("rb") as handle:
            while chunk := handle.read(CHUNK):
                yield chunk
    except FileNotFoundError as error:
        raise Erased("This part was withdrawn.") from error


def remove(token: str) -> None:
    """Gone, if it was there."""
    place(token).unlink(missing_ok=True)


def dull(token: str, day: date) -> None:
    """No time finer than a day: not in the file's and the folder's own clock either."""
    moment = datetime.combine(day, time(), UTC).timestamp()
    for one in (place(token), house().reports):
        with suppress(OSError):
            os.utime(one, (moment, moment))
