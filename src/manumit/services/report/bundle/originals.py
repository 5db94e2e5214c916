"""Whole originals in a bundle: each sealed to one named recipient, so that nobody else who holds the bundle can read
it, or withheld with the reason. The recipient checks what comes out by the SHA-256 that the log committed to.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import math
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from manumit.base.kernel import Settings, TableEngine, UsageError, VerificationFailed, record_kinds
from manumit.base.vault import MessageKey, need_message, seal_message
from manumit.engine.evidence import TOMBSTONES, Event, Workspace, content_of
from manumit.services.report.bundle import form
from manumit.services.report.bundle.archive import unpack
from manumit.services.report.bundle.pictures import holds_picture

SEALED, GONE, IMAGE, LONG, UNSEEN = (
    "sealed",
    "withheld: it is not where it was read",
    "withheld: it holds a picture",
    "withheld: it is longer than 256 MiB",
    "withheld: it holds what was erased, has expired or lacks consent",
)
"""What became of an original. The strings stand in the bundle."""
STATES = (SEALED, GONE, IMAGE, LONG, UNSEEN)
_LONGEST = 256 << 20
"""Bytes: a message is sealed and opened in memory."""
_SECRET, _PUBLIC = 32, 65


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is to open it: a name, and the public key (SEC1, P-256) that was got by a way one trusts."""

    name: str
    public: bytes

    @classmethod
    def parse(cls, text: str) -> Recipient:
        """The one line of a recipient's file: name, then 65 bytes in base64."""
        name, public = _line(text, _PUBLIC, "a recipient's public key")
        seal_message(b"", [public])  # UsageError when it is no point of the curve
        return cls(name, public)

    def __str__(self) -> str:
        return f"{self.name} {base64.b64encode(self.public).decode()}"


@dataclass(frozen=True, slots=True)
class RecipientKey:
    """A recipient's secret: what opens originals sealed to them."""

    name: str
    secret: bytes = field(repr=False)

    @classmethod
    def new(cls, name: str) -> RecipientKey:
        """A fresh one."""
        return cls.parse(f"{name} {base64.b64encode(os.urandom(_SECRET)).decode()}")

    @classmethod
    def parse(cls, text: str) -> RecipientKey:
        """The one line of its file: name, then 32 bytes in base64."""
        return cls(*_line(text, _SECRET, "a recipient's secret"))

    def __str__(self) -> str:
        return f"{self.name} {base64.b64encode(self.secret).decode()}"

    @property
    def recipient(self) -> Recipient:
        """What others seal to."""
        return Recipient(self.name, MessageKey(self.secret).public)

    def open(self, message: bytes, sha256: str) -> bytes:
        """The original. WrongKey when it is not for this key, VerificationFailed when it is not that file."""
        data = MessageKey(self.secret).open(message)
        if hashlib.sha256(data).hexdigest() != sha256:
            raise VerificationFailed(f"What was sealed is not the file {sha256[:12]}… that the log knows.")
        return data


def _line(text: str, size: int, what: str) -> tuple[str, bytes]:
    name, _, told = text.strip().rpartition(" ")
    try:
        key = base64.b64decode(told, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not name.strip() or len(name) > 100 or not name.isprintable() or len(key) != size:
        raise UsageError(
            f"This is not {what}.",
            f"One line: a name, a space, {size} bytes in base64. `manumit bundle key` makes both files.",
        )
    return name.strip(), key


@dataclass(frozen=True, slots=True)
class Handover:
    """To whom originals are to go, for which purpose, and which of those that the lead cites: those whose SHA-256
    begins with one of `only`, or all."""

    recipient: Recipient
    purpose: str
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Original:
    """A file and what became of it; `event` is that of its reading, `sealed` the message when it is sealed."""

    sha256: str
    event: Event
    to: str
    state: str
    sealed: bytes = b""

    def shape(self, name: str) -> dict[str, Any]:
        """As JSON; `name` of the member that holds it."""
        return {
            "file_sha256": self.sha256,
            "event": self.event.index,
            "bytes": self.event.body["bytes"],
            "format": self.event.body["format"],
            "to": self.to,
            "state": self.state,
            "sealed_in": name if self.sealed else None,
        }


def seal_originals(
    engine: TableEngine,
    workspace: Workspace,
    readings: Mapping[str, Event],
    events: Sequence[Event],
    handover: Handover,
    settings: Settings,
) -> Iterator[Original]:
    """The originals of these readings (by sha256) that were asked for. `engine` has the record kinds as views, `events`
    are all of the log's."""
    for start in handover.only:
        if len(start) < 4 or not any(sha256.startswith(start) for sha256 in readings):
            raise UsageError(
                f"No file that the lead cites has a SHA-256 that begins with {start!r}.",
                "The cover of a bundle lists them.",
            )
    seen, until = _seen(engine, list(readings)), _before_erasures(workspace, events)
    for sha256, event in sorted(readings.items(), key=lambda item: item[1].index):
        if handover.only and not sha256.startswith(handover.only):
            continue
        to = handover.recipient
        whole = event.index < until and seen.get(sha256, 0) == sum(event.body["records"].values())
        state, data = _read(workspace, sha256, settings) if whole else (UNSEEN, b"")
        sealed = seal_message(data, [to.public]) if state == SEALED else b""
        yield Original(sha256, event, to.name, state, sealed)


def _before_erasures(workspace: Workspace, events: Sequence[Event]) -> float:
    """The place in the log from which on a file that was read may hold somebody who had been erased: its records of
    them were left out at once, so that none is missing."""
    if not (workspace.path / TOMBSTONES).exists():
        return math.inf
    return next((one.index for one in events if one.type in ("tombstone", "restore")), 0)


def _seen(engine: TableEngine, files: Sequence[str]) -> dict[str, int]:
    """How many records of each file may be seen."""
    listed = ", ".join(f"'{one}'" for one in files)
    counts: dict[str, int] = {}
    for kind in record_kinds():
        query = f"SELECT file_sha256, count(*) FROM {kind} WHERE file_sha256 IN ({listed}) GROUP BY 1"
        for sha256, number in engine.rows(query):
            counts[sha256] = counts.get(sha256, 0) + number
    return counts


def _read(workspace: Workspace, sha256: str, settings: Settings) -> tuple[str, bytes]:
    for path in workspace.originals(sha256):
        if path.stat().st_size > _LONGEST:
            return LONG, b""
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() == sha256:
            pictured = holds_picture(data) or holds_picture(b"".join(content_of(path, settings)))
            return (IMAGE, b"") if pictured else (SEALED, data)
    return GONE, b""


def check_originals(members: Mapping[str, bytes], bodies: Mapping[int, Mapping[str, Any]]) -> dict[str, int]:
    """Recipient -> originals sealed to them. VerificationFailed unless each is of a file that was read (`bodies` of the
    events by index), and sealed or said to be withheld. Only the recipient sees that what is sealed is that file."""
    told, found = _told(members), Counter[str]()
    there = {name for name in members if name.startswith(form.SEALED)}
    if there != {one["sealed_in"] for one in told if one["state"] == SEALED}:
        raise VerificationFailed("The sealed originals are not those that it tells of.")
    for one in told:
        body = bodies[one["event"]]
        if body["type"] != "file_read" or body["sha256"] != one["file_sha256"]:
            raise VerificationFailed("It is not of the file that its entry says was read.")
        if one["state"] not in STATES or (one["state"] == SEALED) != bool(one["sealed_in"]):
            raise VerificationFailed("An original is neither sealed nor said to be withheld.")
        if one["state"] == SEALED:
            need_message(members[one["sealed_in"]])
            found[one["to"]] += 1
    return dict(found)


def open_originals(data: bytes, key: RecipientKey) -> dict[str, bytes]:
    """The originals of a verified bundle that are sealed to the holder of this key, by file name: the start of the
    SHA-256 and the format. UsageError when there are none, WrongKey when they are sealed to somebody else."""
    members = unpack(data)
    sealed = [one for one in _told(members) if one["state"] == SEALED]
    if not sealed:
        raise UsageError("No original is sealed in this bundle.", "`bundle make --original-to` seals them.")
    return {
        f"{one['file_sha256'][:16]}.{re.sub('[^a-z0-9]', '', one['format'])}": key.open(
            members[one["sealed_in"]], one["file_sha256"]
        )
        for one in sealed
    }


def _told(members: Mapping[str, bytes]) -> list[dict[str, Any]]:
    return list(json.loads(members[form.ORIGINALS])) if form.ORIGINALS in members else []
