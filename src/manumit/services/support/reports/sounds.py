"""A sound file without what it says beside its sound: where and when it was recorded, on whose phone, its title and its
picture. The sound itself is not touched, and nothing is decoded.

What telephones record is read: WAV (RIFF, IBM and Microsoft 1991), MP4, M4A and 3GP (ISO/IEC 14496-12), Ogg with Opus
or Vorbis (RFC 3533, RFC 7845, Vorbis I), MP3 (ISO/IEC 11172-3, 13818-3), AAC (ADTS, ISO/IEC 13818-7), AMR (RFC 4867).
Whatever else is refused, and so is a file that holds more than one stream or pictures that move."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from manumit.base.kernel import UsageError

_INSIDE = (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf", b"mvex", b"moof", b"traf")
_SOUND = (b"ftyp", b"mdat", b"styp", b"sidx", b"mvhd", b"tkhd", b"mdhd", b"hdlr", b"smhd", b"elst", b"dref", b"tref",
          b"stsd", b"stts", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"stss", b"ctts", b"sgpd", b"sbgp", b"mehd",
          b"trex", b"mfhd", b"tfhd", b"tfdt", b"trun", b"iods")  # fmt: skip
"""Boxes of MP4 that a sound is played from; the content of every other is blanked where it lies."""
_TIMES = {b"mvhd": (4, 8), b"tkhd": (4, 8), b"mdhd": (4, 8)}
"""Bytes of a box's beginning that say when it was made and changed: four each after version and flags, or eight."""
_MOST_BOXES, _MOST_FRAMES, _MOST_COMMENTS = 50_000, 500_000, 1 << 20
"""Boxes, frames (nearly three hours), and bytes of comments that a sound is read with."""
_GAP, _MOST_GAPS = 4096, 50
"""Bytes without a frame inside a sound, and how often."""
_LEAST = 3
"""Frames that make a sound of MP3 and AAC: two bytes alone may look like the beginning of one anywhere."""


def bare_sound(data: bytes) -> tuple[str, str, bytes]:
    """(media type, ending, the sound alone). UsageError for what is no sound that is read here."""
    for kind, ending, cleaned in _READERS:
        made = cleaned(data)
        if made is not None:
            return kind, ending, made
    raise _none()


def _none() -> UsageError:
    return UsageError("This is not a sound.", "WAV, MP4, M4A, 3GP, Ogg, MP3, AAC and AMR are read.")


_BESIDE_SOUND = (b"LIST", b"id3 ", b"ID3 ", b"bext", b"iXML", b"_PMX", b"cue ", b"fact", b"JUNK", b"PAD ")
"""What may follow in a WAV file behind a sound of no length."""


def _wav(data: bytes) -> bytes | None:
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        return None
    parts: dict[bytes, bytes] = {}
    at = 12
    while at + 8 <= len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if name == b"data" and not size and data[at + 8 : at + 12] not in _BESIDE_SOUND:
            size = len(data) - at - 8  # a recorder writes how long it is at its end; this one was interrupted
        parts.setdefault(name, data[at + 8 : at + 8 + size])
        at += 8 + size + size % 2
    form, sound = parts.get(b"fmt ", b""), parts.get(b"data", b"")
    if len(form) < 16 or not sound:
        raise _none()
    body = b"".join(
        name + len(part).to_bytes(4, "little") + part + b"\0" * (len(part) % 2)
        for name, part in ((b"fmt ", form), (b"data", sound))
    )
    return b"RIFF" + (4 + len(body)).to_bytes(4, "little") + b"WAVE" + body


def _mp4(data: bytes) -> bytes | None:
    if data[4:8] != b"ftyp":
        return None
    made = bytearray(data)
    seen: list[bytes] = []
    handlers: list[bytes] = []
    _blank(made, 0, len(made), seen, handlers)
    if not handlers or set(handlers) != {b"soun"} or not {b"moov", b"mdat"} <= set(seen):
        raise _none()
    return bytes(made)


def _blank(
    made: bytearray, at: int, end: int, seen: list[bytes], handlers: list[bytes], depth: int = 0
) -> None:
    """Blank what is no sound between two places, and note the boxes there."""
    while at < end:
        size, name, head = int.from_bytes(made[at : at + 4]), bytes(made[at + 4 : at + 8]), 8
        if size == 1:
            size, head = int.from_bytes(made[at + 8 : at + 16]), 16
        size = size or end - at
        if size < head or at + size > end or depth > 8 or len(seen) == _MOST_BOXES:
            raise _none()
        if name in _TIMES and size - head < 12:
            raise _none()
        begin = at + head
        seen.append(name)
        if name in _INSIDE:
            _blank(made, begin, at + size, seen, handlers, depth + 1)
        elif name not in _SOUND:
            made[at + 4 : at + 8] = b"free"
            made[begin : at + size] = bytes(size - head)
        elif name in _TIMES:
            start, wide = begin + 4, 8 if made[begin] == 0 else 16
            made[start : min(start + wide, at + size)] = bytes(min(wide, max(0, at + size - start)))
        elif name == b"hdlr":
            if depth == 3:
                handlers.append(bytes(made[begin + 8 : begin + 12]))
            made[begin + 24 : at + size] = bytes(
                max(0, at + size - begin - 24)
            )  # its name: whose program it was
        at += size


def _ogg(data: bytes) -> bytes | None:
    if data[:4] != b"OggS":
        return None
    made, at, serial = bytearray(data), 0, data[14:18]
    pages: list[tuple[int, int]] = []
    comments: list[slice] = []  # where the second packet lies
    packet = 0
    while at < len(made):
        if made[at : at + 4] != b"OggS" or made[at + 14 : at + 18] != serial:
            raise _none()
        laces = made[at + 27 : at + 27 + made[at + 26]] if at + 27 <= len(made) else b""
        start = at + 27 + len(laces)
        end = start + sum(laces)
        if end > len(made):  # who was interrupted left half a page
            del made[at:]
            break
        if made[at + 5] & 2 and at:  # a second stream begins, with comments of its own
            raise _none()
        for lace in laces:
            if packet == 1:
                comments.append(slice(start, start + lace))
            start += lace
            packet += lace < 255
        pages.append((at, end))
        at = end
    if packet < 2 or sum(one.stop - one.start for one in comments) > _MOST_COMMENTS:
        raise _none()
    words = _no_comments(b"".join(made[one] for one in comments))
    for one in comments:
        made[one], words = words[: one.stop - one.start], words[one.stop - one.start :]
    for begin, end in pages:
        if begin < comments[-1].stop:
            made[begin + 22 : begin + 26] = bytes(4)
            made[begin + 22 : begin + 26] = _crc(made[begin:end]).to_bytes(4, "little")
    return bytes(made)


def _no_comments(packet: bytes) -> bytes:
    """A comment packet of the same length: no vendor, no comment, and nothing after them."""
    for mark, last in ((b"OpusTags", b""), (b"\x03vorbis", b"\x01")):
        if packet.startswith(mark):
            bare = mark + bytes(8) + last
            if len(bare) > len(packet):
                raise _none()
            return bare + bytes(len(packet) - len(bare))
    raise _none()


@cache
def _table() -> tuple[int, ...]:
    made = []
    for one in range(256):
        value = one << 24
        for _ in range(8):
            value = (value << 1) ^ (0x04C11DB7 if value & 0x80000000 else 0)
        made.append(value & 0xFFFFFFFF)
    return tuple(made)


def _crc(page: bytes | bytearray) -> int:
    """RFC 3533, section 6: not reflected, begins and ends with nothing."""
    told, table = 0, _table()
    for byte in page:
        told = ((told << 8) & 0xFFFFFFFF) ^ table[(told >> 24) ^ byte]
    return told


_SPOKEN = {
    b"#!AMR\n": (13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1),
    b"#!AMR-WB\n": (18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1),
}
"""Bytes of a frame, by its type (RFC 4867, section 5.3); 0 where there is none."""


def _amr(data: bytes) -> bytes | None:
    for mark, sizes in _SPOKEN.items():
        if data.startswith(mark):

            def length(head: bytes, sizes: tuple[int, ...] = sizes) -> int:
                return 0 if head[0] & 0x83 else sizes[head[0] >> 3 & 15]

            kept = _frames(data, length, len(mark))
            return None if kept is None else mark + kept
    return None


_SLOTS = {
    3: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Thousands of bits a second of layer III, of MPEG 1 and of its halves."""
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def _mp3_frame(head: bytes) -> int:
    """Bytes of the frame that begins here (layer III); 0 when none does."""
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate, hertz = head[2] >> 4, head[2] >> 2 & 3
    if head[0] != 0xFF or head[1] >> 5 != 7 or version == 1 or layer != 1 or not 0 < rate < 15 or hertz == 3:
        return 0
    thousand = _SLOTS[3 if version == 3 else 2][rate - 1]
    return (144 if version == 3 else 72) * 1000 * thousand // _RATES[version][hertz] + (head[2] >> 1 & 1)


def _aac_frame(head: bytes) -> int:
    if head[0] != 0xFF or head[1] & 0xF6 != 0xF0 or head[2] >> 2 & 15 > 12:
        return 0
    size = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    return size if size > 7 else 0


def _frames(data: bytes, length: Callable[[bytes], int], at: int = 0) -> bytes | None:
    """The frames of a sound, without what stands before, between and after them (ID3, APE); None where none begin.
    UsageError where the sound cannot be followed further: nothing of it is left out in silence."""
    kept: list[bytes] = []
    gaps = 0
    at = _after_tag(data, at)
    while at < len(data):
        size = length(data[at : at + 7].ljust(7, b"\0"))
        if size and at + size <= len(data):
            kept.append(data[at : at + size])
            at += size
        elif len(kept) < _LEAST:
            return None
        elif size:  # the last one was cut off
            break
        else:
            at, gaps = _after_gap(data, at, length), gaps + 1
        if len(kept) > _MOST_FRAMES or gaps > _MOST_GAPS:
            raise _broken(at)
    return b"".join(kept) if len(kept) >= _LEAST else None


def _after_tag(data: bytes, at: int) -> int:
    while data[at : at + 3] == b"ID3" and at + 10 <= len(data):
        size = 0
        for one in data[at + 6 : at + 10]:
            size = size << 7 | one & 127
        at += 10 + size
    return at


def _after_gap(data: bytes, at: int, length: Callable[[bytes], int]) -> int:
    """Where two frames in a row begin again; the end behind what programs put after a sound."""
    if at < (after := _after_tag(data, at)) <= len(data):
        return after
    if data[at : at + 3] == b"TAG" or data[at : at + 8] in (b"APETAGEX", b"LYRICSBE") or not any(data[at:]):
        return len(data)
    for place in range(at + 1, min(at + _GAP, len(data) - 7)):
        size = length(data[place : place + 7])
        if size and (
            place + size == len(data) or length(data[place + size : place + size + 7].ljust(7, b"\0"))
        ):
            return place
    raise _broken(at)


def _broken(at: int) -> UsageError:
    return UsageError(
        f"This sound is damaged at byte {at:,}, and what follows could not be read.",
        "Record it anew, or write.",
    )


_READERS: tuple[tuple[str, str, Callable[[bytes], bytes | None]], ...] = (
    ("audio/wav", "wav", _wav),
    ("audio/mp4", "m4a", _mp4),
    ("audio/ogg", "ogg", _ogg),
    ("audio/amr", "amr", _amr),
    ("audio/mpeg", "mp3", lambda data: _frames(data, _mp3_frame)),
    ("audio/aac", "aac", lambda data: _frames(data, _aac_frame)),
)
