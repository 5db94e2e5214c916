"""Pictures of prints go out as records of type 4 and 14, another program reads them, and they come back."""

from __future__ import annotations

import warnings
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from manumit.base.kernel import UsageError
from manumit.engine.biometrics.fingerprint import pictures_of, prints_in, unpacked, write_pictures
from manumit.engine.biometrics.fingerprint.inputs import Grey
from manumit.engine.biometrics.fingerprint.itl import HEAD_4
from tests.engine.biometrics.fingerprint.ridges import ridges

DAY = date(2026, 11, 2)


def shown() -> list[tuple[int, Grey]]:
    return [(finger, np.asarray(ridges(finger), np.float64)) for finger in (2, 7, 10)]


def read_elsewhere(data: bytes) -> Any:
    """By nistitl, which shares nothing with us."""
    import nistitl

    message = nistitl.Message()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        message.parse(data)
    return message


@pytest.mark.parametrize("kind", [4, 14])
def test_what_is_packed_comes_back_pixel_by_pixel(kind: int, tmp_path: Path) -> None:
    (tmp_path / "x.an2").write_bytes(write_pictures(shown(), kind, "CASE-14", 0, DAY))
    found = prints_in(tmp_path / "x.an2")
    assert [one.finger for one in found] == [2, 7, 10]
    for one, (_, grey) in zip(found, shown(), strict=True):
        assert isinstance(one.held, np.ndarray)
        assert (one.held == grey).all()


def test_another_program_reads_type_14() -> None:
    message = read_elsewhere(write_pictures(shown(), 14, "CASE-14", 1, DAY))
    assert [one.type for one in message] == [1, 2, 14, 14, 14]
    assert message[0].TCN == "CASE-14"
    for number, (record, (finger, grey)) in enumerate(zip(list(message)[2:], shown(), strict=True), 1):
        height, width = grey.shape
        told = {at: str(record[at].value) for at in (2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13)}
        assert told == {
            2: str(number), 3: "1", 5: "20261102", 6: str(width), 7: str(height), 8: "1", 9: "500", 10: "500",
            11: "NONE", 12: "8", 13: str(finger),
        }  # fmt: skip
        assert record[999].value == grey.astype(np.uint8).tobytes()


def test_another_program_reads_type_4_and_writes_it_back() -> None:
    data = write_pictures(shown(), 4, "CASE-14", 3, None)
    message = read_elsewhere(data)
    assert [one.type for one in message] == [1, 2, 4, 4, 4]
    assert (message[0][11].value, message[0][12].value) == ("19.69", "19.69")  # 500 pixels an inch
    for record, (finger, grey) in zip(list(message)[2:], shown(), strict=True):
        whole = record.NIST
        size, _, impression, fingers, scan, width, height, form = HEAD_4.unpack_from(whole)
        assert (size, impression, fingers[0], fingers[1:]) == (len(whole), 3, finger, b"\xff" * 5)
        assert (scan, (height, width), form) == (0, grey.shape, 0)
        assert whole[HEAD_4.size :] == grey.astype(np.uint8).tobytes()
    assert data == message.NIST


@pytest.mark.parametrize("kind", [4, 14])
def test_what_another_program_wrote_is_packed_anew(kind: int, tmp_path: Path) -> None:
    message = read_elsewhere(write_pictures(shown(), kind, "CASE-14", 0, DAY))
    (tmp_path / "theirs.nist").write_bytes(message.NIST)
    again = pictures_of(tmp_path / "theirs.nist")
    assert write_pictures(again, kind, "CASE-14", 0, DAY) == write_pictures(shown(), kind, "CASE-14", 0, DAY)


def test_prints_that_were_taken_apart_say_by_their_folder_which_finger_they_are(tmp_path: Path) -> None:
    (tmp_path / "x.an2").write_bytes(write_pictures(shown(), 14, "X", 0, DAY))
    packed = []
    for finger, ending, data in unpacked(tmp_path / "x.an2"):
        folder = tmp_path / f"m-14-finger-{finger:02}"
        folder.mkdir()
        (folder / f"x{ending}").write_bytes(data)
        packed += pictures_of(folder / f"x{ending}")
    assert [finger for finger, _ in packed] == [2, 7, 10]
    assert all((a == b).all() for (_, a), (_, b) in zip(packed, shown(), strict=True))


def test_what_cannot_be_packed_is_refused_with_the_reason(tmp_path: Path) -> None:
    ridges(1).save(tmp_path / "x.png")
    with pytest.raises(UsageError, match="which finger"):
        pictures_of(tmp_path / "x.png")
    ridges(1).save(tmp_path / "x-finger-11.png")
    with pytest.raises(UsageError, match="which finger"):
        pictures_of(tmp_path / "x-finger-11.png")
    with pytest.raises(UsageError, match="on which day"):
        write_pictures(shown(), 14, "X", 0, None)
    for kind, impression, prints in ((9, 0, shown()), (4, 4, shown()), (4, 0, [])):
        with pytest.raises(UsageError, match="type 4 or 14"):
            write_pictures(prints, kind, "X", impression, DAY)
    with pytest.raises(UsageError, match="too large"):
        write_pictures([(1, np.zeros((1, 1 << 16)))], 4, "X", 0, DAY)
    with pytest.raises(UsageError, match="control number"):
        write_pictures(shown(), 4, "", 0, DAY)
