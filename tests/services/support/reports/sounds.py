"""Sound files as telephones write them, with a place among their notes: made here, of silence."""

from __future__ import annotations

import io
import struct
import wave

from manumit.services.support.reports.sounds import _crc

PLACE = b"+51.5007-000.1246/"
"""As a telephone notes where something was recorded (ISO 6709)."""


def wav() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as made:
        made.setparams((1, 2, 8000, 0, "NONE", ""))
        made.writeframes(bytes(range(200)) * 80)
    whole = out.getvalue()
    note = b"LIST" + struct.pack("<I", 12 + len(PLACE)) + b"INFOIARL" + struct.pack("<I", len(PLACE)) + PLACE
    return whole[:4] + struct.pack("<I", len(whole) - 8 + len(note)) + whole[8:36] + note + whole[36:]


def box(name: bytes, *parts: bytes) -> bytes:
    """Of MP4."""
    body = b"".join(parts)
    return struct.pack(">I", 8 + len(body)) + name + body


def m4a(handler: bytes = b"soun") -> bytes:
    when = struct.pack(">III", 0, 0xE5000000, 0xE5000001)
    kind = box(b"hdlr", bytes(8), handler, bytes(12), b"SoundHandler of Ana\0")
    table = box(b"stbl", box(b"stsd", bytes(8)), box(b"stco", struct.pack(">III", 0, 1, 40)))
    track = box(b"mdia", box(b"mdhd", when, bytes(12)), kind, box(b"minf", box(b"smhd", bytes(8)), table))
    notes = box(b"udta", box(b"\xa9xyz", PLACE), box(b"meta", bytes(4), box(b"ilst", PLACE)))
    moov = box(
        b"moov", box(b"mvhd", when, bytes(80)), box(b"trak", box(b"tkhd", when, bytes(70)), track), notes
    )
    return box(b"ftyp", b"M4A ", bytes(4)) + box(b"mdat", bytes(range(60))) + moov + box(b"uuid", PLACE)


def page(number: int, flags: int, packets: list[bytes], serial: int = 0) -> bytes:
    """Of Ogg."""
    laces = b"".join(b"\xff" * (len(one) // 255) + bytes([len(one) % 255]) for one in packets)
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, 960 * number, serial, number, 0, len(laces))
    whole = head + laces + b"".join(packets)
    return whole[:22] + _crc(whole).to_bytes(4, "little") + whole[26:]


def opus(seconds: int = 1) -> bytes:
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 0, 48000, 0, 0)
    said = b"LOCATION=" + PLACE * 30
    tags = b"OpusTags" + struct.pack("<I", 7) + b"Recorder"[:7] + struct.pack("<II", 1, len(said)) + said
    silence = [b"\xf8\xff\xfe"] * 50
    pages = [page(0, 2, [head]), page(0, 0, [tags])]
    pages = [pages[0], _numbered(pages[1], 1)]
    for one in range(seconds):
        made = page(one + 2, 4 if one == seconds - 1 else 0, silence)
        pages.append(_granule(made, 48000 * (one + 1)))
    return b"".join(pages)


def _numbered(whole: bytes, number: int) -> bytes:
    return _signed(whole[:18] + struct.pack("<I", number) + whole[22:])


def _granule(whole: bytes, at: int) -> bytes:
    return _signed(whole[:6] + struct.pack("<q", at) + whole[14:])


def _signed(whole: bytes) -> bytes:
    bare = whole[:22] + bytes(4) + whole[26:]
    return bare[:22] + _crc(bare).to_bytes(4, "little") + bare[26:]


def _id3() -> bytes:
    body = b"TXXX" + struct.pack(">I", len(PLACE) + 1) + bytes(2) + b"\0" + PLACE
    return b"ID3\x03\0\0" + bytes([0, 0, len(body) >> 7, len(body) & 127]) + body


def mp3() -> bytes:
    """Silence: frames of 128 kbit/s at 44.1 kHz."""
    return _id3() + (b"\xff\xfb\x90\x64" + bytes(413)) * 20 + b"TAG" + PLACE.ljust(125, b"\0")


def aac() -> bytes:
    frame = bytes([0xFF, 0xF1, 0x50, 0x80, 40 >> 3, (40 & 7) << 5 | 0x1F, 0xFC]) + bytes(33)
    return _id3() + frame * 20


def amr() -> bytes:
    return b"#!AMR\n" + (b"\x3c" + bytes(31)) * 50 + b"\xff" + PLACE
