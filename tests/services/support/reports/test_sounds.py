"""A sound without what stands beside it: built byte by byte as telephones write them, and whatever else there is."""

from __future__ import annotations

import io
import struct
import wave

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import UsageError
from manumit.services.support import bare_sound
from manumit.services.support.reports.sounds import _crc
from tests.services.support.reports.sounds import PLACE, aac, amr, box, m4a, mp3, opus, page, wav

KINDS = {"wav": wav, "m4a": m4a, "ogg": opus, "mp3": mp3, "aac": aac, "amr": amr}


@pytest.mark.parametrize("ending", KINDS)
def test_the_sound_stays_and_its_notes_go(ending: str) -> None:
    data = KINDS[ending]()
    kind, found, made = bare_sound(data)
    assert (found, kind.partition("/")[0]) == (ending, "audio")
    assert PLACE in data
    assert PLACE not in made
    assert bare_sound(made) == (kind, ending, made), "done once is done"


def test_samples_of_a_wav_are_the_same() -> None:
    with wave.open(io.BytesIO(wav())) as before, wave.open(io.BytesIO(bare_sound(wav())[2])) as after:
        assert after.getparams() == before.getparams()
        assert after.readframes(9_999) == before.readframes(9_999)


def test_nothing_of_an_mp4_moves_and_its_times_are_gone() -> None:
    data, made = m4a(), bare_sound(m4a())[2]
    assert len(made) == len(data)
    assert made[data.index(b"mdat") :][:20] == data[data.index(b"mdat") :][:20]
    assert struct.pack(">I", 0xE5000001) in data
    assert struct.pack(">I", 0xE5000001) not in made
    assert made.count(b"free") == data.count(b"udta") + data.count(b"uuid")
    assert b"SoundHandler of Ana" not in made


def test_pages_of_an_ogg_are_whole() -> None:
    made = bare_sound(opus())[2]
    at = 0
    while at < len(made):
        end = at + 27 + made[at + 26] + sum(made[at + 27 : at + 27 + made[at + 26]])
        told = int.from_bytes(made[at + 22 : at + 26], "little")
        assert told == _crc(made[at : at + 22] + bytes(4) + made[at + 26 : end])
        at = end
    assert _crc(b"123456789") == 0x89A1897F  # CRC-32/POSIX before its last complement


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<script>alert(1)</script>",
        b"RIFF\x04\0\0\0WAVE",
        b"OggS",
        m4a(handler=b"vide"),
        box(b"ftyp", b"M4A ") + box(b"mdat", b"x" * 99),
        opus() + page(0, 2, [b"OpusHead" + bytes(11)]),  # a second stream
        opus() + page(7, 0, [b"OpusHead" + bytes(11)], serial=9),
        b"ID3\x04\0\0\0\0\0\0" + b"\xff\xfb\x90\x64" + bytes(99),
        b"\xff\xd8\xff\xe0 a picture",
    ],
)
def test_what_is_no_sound_is_refused(data: bytes) -> None:
    with pytest.raises(UsageError):
        bare_sound(data)


@given(st.sampled_from(sorted(KINDS)), st.integers(0, 4_000), st.binary(max_size=8), st.integers(0, 4_000))
def test_broken_ones_are_refused_or_read_and_nothing_else(
    ending: str, at: int, put: bytes, until: int
) -> None:
    data = KINDS[ending]()
    at %= len(data)
    broken = (data[:at] + put + data[at + len(put) :])[: until or None]
    try:
        made = bare_sound(broken)[2]
    except UsageError:
        return
    assert len(made) <= len(broken)
