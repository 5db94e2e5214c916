"""A ZIP file whose every byte follows from its members: stored, in the order of their names, without times.

Such a file is read back by any program, and one that was changed anywhere, also between its members, is not the one
that its members make.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Mapping

from manumit.base.kernel import UsageError, VerificationFailed

NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_DAY = 0x21  # 1980-01-01, the first day that the format knows
_MOST, _MOST_MEMBERS = 0xFFFFFFFE, 0xFFFE
_HEAD = struct.Struct("<4s5H3I2H")
"""A local header up to the name (APPNOTE 4.3.7)."""


def pack(members: Mapping[str, bytes]) -> bytes:
    """The file of these members (APPNOTE 4.3). UsageError when it would be too large for a plain ZIP."""
    local, central, at = [], [], 0
    for name in sorted(members):
        data, title = members[name], name.encode("ascii")
        same = (20, 0, 0, 0, _DAY, zlib.crc32(data), len(data), len(data), len(title), 0)
        piece = _HEAD.pack(_LOCAL, *same) + title + data
        central.append(struct.pack("<4sH5H3I5H2I", _CENTRAL, 20, *same, 0, 0, 0, 0, at) + title)
        local.append(piece)
        at += len(piece)
    index = b"".join(central)
    if at + len(index) > _MOST or len(members) > _MOST_MEMBERS:
        raise UsageError("The bundle would be larger than 4 GiB.", "Choose a lead with fewer records.")
    end = struct.pack("<4s4H2IH", _END, 0, 0, len(members), len(members), len(index), at, 0)
    return b"".join([*local, index, end])


def unpack(data: bytes) -> dict[str, bytes]:
    """The members; VerificationFailed where the file is not laid out as `pack` does it."""
    members: dict[str, bytes] = {}
    at = 0
    while data[at : at + 4] == _LOCAL:
        try:
            head = _HEAD.unpack_from(data, at)
        except struct.error as error:
            raise _broken(at) from error
        size, length = head[7], head[9]
        start = at + _HEAD.size + length
        name = data[at + _HEAD.size : start].decode("ascii", "replace")
        if not NAME.fullmatch(name) or name in members or start + size > len(data) or head[3]:
            raise _broken(at)
        members[name] = data[start : start + size]
        at = start + size
    if not members:
        raise VerificationFailed(
            "This is not a bundle.", "A bundle is a ZIP file made by `manumit bundle make`."
        )
    return members


def first_difference(data: bytes, members: Mapping[str, bytes]) -> int | None:
    """The first byte at which the file is not the one that its members make; None when it is."""
    wanted = pack(members)
    if data == wanted:
        return None
    return next(
        (at for at, (a, b) in enumerate(zip(data, wanted, strict=False)) if a != b),
        min(len(data), len(wanted)),
    )


def _broken(at: int) -> VerificationFailed:
    return VerificationFailed(f"The ZIP file is damaged at byte {at:,}.", "Ask for another copy.")
