"""A sound without what stands beside it: built byte by byte as telephones write them, and whatever else there is."""

from __future__ import annotations

import io
import struct
import time
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


@pytest.mark.parametrize("between", [bytes(3), b"ID3\x04\0\0\0\0\0\x05Ana P", b"\xff\xfb"])
@pytest.mark.parametrize("ending", ["mp3", "aac"])
def test_what_lies_between_two_frames_ends_no_sound(ending: str, between: bytes) -> None:
    bare = bare_sound(KINDS[ending]())[2]
    half = next(at for at in range(len(bare) // 3, len(bare)) if _begins(bare, at))
    assert bare_sound(bare[:half] + between + bare[half:])[2] == bare
    with pytest.raises(UsageError, match="damaged at byte"):
        bare_sound(bare + bytes(5_000) + b"x" * 99)


def _begins(sound: bytes, at: int) -> bool:
    try:
        return len(bare_sound(sound[:at])[2]) == at
    except UsageError:
        return False


def test_a_recording_that_was_interrupted_is_kept() -> None:
    sound = amr()
    assert bare_sound(bare_sound(sound)[2] + b"\x7c")[2].endswith(b"\x7c"), "the last frame is one byte long"
    told = wav()
    at = told.index(b"data") + 4
    frames = bare_sound(told)[2].partition(b"data")[2][4:]
    assert bare_sound(told[:at] + bytes(4) + frames)[2].endswith(frames)
    whole = bare_sound(opus())[2]
    assert whole.startswith(bare_sound(whole[:-5])[2])


def test_boxes_without_end_cost_little() -> None:
    began = time.process_time()
    with pytest.raises(UsageError):
        bare_sound(
            box(b"ftyp", b"M4A ") + b"".join(struct.pack(">II", 8, 1 << 30 | at) for at in range(60_000))
        )
    with pytest.raises(UsageError):
        bare_sound(box(b"ftyp", b"M4A ") + box(b"moov", box(b"mvhd", b"")))
    assert time.process_time() - began < 2


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
