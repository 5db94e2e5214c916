"""A report from a browser without JavaScript: sealed here, at once, in memory. Nothing open is written, and the code
that opens it is shown once and forgotten."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Any

from manumit.base.kernel import Erased, ManumitError, UsageError, WorkspaceError
from manumit.base.vault import bound, seal, unseal
from manumit.doors.web.helpline import receivers, reports
from manumit.doors.web.helpline.models import Item, Report
from manumit.services.support import (
    Enclosed,
    ItemHeader,
    Opened,
    ReturnCode,
    bare_sound,
    open_item,
    seal_item,
)

MOST_BODY = 20 << 20
"""Bytes of a form with its photographs and voices: all of it stays in memory, and never touches a disk."""
SIDE, QUALITY = 3072, 85
MOST_PIXELS = 60_000_000
TICKET = 15 * 60
"""Seconds in which one can add or take back without typing the code again."""
_KINDS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
_ROOM, _QUEUE, _PATIENCE = threading.BoundedSemaphore(1), threading.BoundedSemaphore(2), 4.0
"""Argon2id takes 64 MiB a time: one at once, and one more that waits so many seconds; others are asked to come again. A
door has four threads, and a flood of codes must not take them all from those who talk."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An item, opened to be shown once."""

    who: str
    on: Any
    text: str
    names: tuple[str, ...]
    closed: bool = False


def opened(code: ReturnCode) -> Opened:
    """What a code opens. WorkspaceError when too many try at once."""
    if not _QUEUE.acquire(blocking=False):
        raise WorkspaceError("Too many codes are tried just now.")
    try:
        if not _ROOM.acquire(timeout=_PATIENCE):
            raise WorkspaceError("Too many codes are tried just now.")
        try:
            return code.opened(reports.salt())
        finally:
            _ROOM.release()
    finally:
        _QUEUE.release()


def begun(text: str, files: Sequence[Enclosed], locale: str, country: str) -> ReturnCode:
    """A new report with its first part; the code that opens it, which nobody else has."""
    code = ReturnCode.new()
    held = opened(code)
    report = reports.open_report(held.thread, held.secret, held.public, locale, country)
    add(report, held, text, "report", locale, files)
    return code


def add(
    report: Report, held: Opened, text: str, kind: str, locale: str, files: Sequence[Enclosed] = ()
) -> None:
    """Seal a part to the recipients of now and to the person. UsageError when it is more than fits."""
    hour = datetime.now(UTC).strftime("%Y-%m-%dT%H:00Z")
    head = {"text": text, "kind": kind, "locale": locale, "made_at": hour}
    keys = [*(bytes(one.public_key) for one in receivers.recipients()), held.public]
    header, sealed = seal_item(held.thread, head, keys, files)
    reports.deliver(reports.begin_item(report, header.shape()), sealed)


def read(report: Report, held: Opened) -> list[Shown]:
    """What is in a report, opened with the person's key."""
    return [_shown(one, held) for one in reports.items(report)]


def _shown(item: Item, held: Opened) -> Shown:
    try:
        told = open_item(ItemHeader.read(item.header), b"".join(reports.body(item)), held.pair)
    except ManumitError:
        return Shown(item.who, item.on, "", (), closed=True)
    return Shown(item.who, item.on, str(told.head["text"]), tuple(one.name for one in told.files))


@cache
def _tickets() -> bytes:
    """Of this process: nothing on a disk opens a ticket."""
    return secrets.token_bytes(32)


TO_ADD, TO_SHOW = "ticket", "code ticket"
"""What a ticket is good for: to add to a report and to take it back, or to see its code once more."""


def ticket(code: ReturnCode, use: str = TO_ADD) -> str:
    """What the page carries instead of the code, for a quarter of an hour."""
    return seal(_tickets(), int(time.time()).to_bytes(8) + code.secret, bound(use)).hex()


def ticketed(text: str, use: str = TO_ADD) -> ReturnCode:
    """The code of a ticket; Erased when it is too old, for another use, or from before a restart."""
    try:
        told = unseal(_tickets(), bytes.fromhex(text), bound(use), "The ticket")
    except (ManumitError, ValueError) as error:
        raise Erased("This page is too old.", "Type the code again.") from error
    if time.time() - int.from_bytes(told[:8]) > TICKET:
        raise Erased("This page is too old.", "Type the code again.")
    return ReturnCode(told[8:])


def bare(data: bytes, number: int) -> Enclosed:
    """A photograph drawn anew, without its notes of time and place; UsageError when it is none."""
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(data), formats=_KINDS) as found:
            if found.width * found.height > MOST_PIXELS:
                raise UsageError("This picture is too large.")
            turned = ImageOps.exif_transpose(found).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UsageError("This is not a picture.") from error
    turned.thumbnail((SIDE, SIDE))
    turned.info.clear()  # or a comment would be written again
    made = BytesIO()
    turned.save(made, "JPEG", quality=QUALITY)
    return Enclosed(f"photo-{number}.jpg", "image/jpeg", made.getvalue())


def voice(data: bytes, number: int) -> Enclosed:
    """A voice, as the phone recorded it, without its notes of time and place; UsageError when it is none."""
    kind, ending, sound = bare_sound(data)
    return Enclosed(f"voice-{number}.{ending}", kind, sound)
