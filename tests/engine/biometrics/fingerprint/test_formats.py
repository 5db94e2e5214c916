"""Finger minutiae records, ANSI/NIST-ITL and WSQ: what goes out comes back, and what is damaged is refused."""

from __future__ import annotations

import struct
import warnings
from collections.abc import Mapping
from contextlib import suppress
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from manumit.base.kernel import PoorCapture, UnreadableInput, UsageError
from manumit.engine.biometrics import Template, card_for
from manumit.engine.biometrics.fingerprint import (
    FORMS,
    MAKE,
    likeness,
    pictures_of,
    print_shown,
    prints_in,
    read_template,
    read_templates,
    scorer,
    second_vote,
    unpacked,
    write_prints,
)
from manumit.engine.biometrics.fingerprint.inputs import at_500
from manumit.engine.biometrics.fingerprint.itl import HEAD_4, Record, read_itl, write_itl
from manumit.engine.biometrics.fingerprint.print import Print, Rows
from manumit.engine.biometrics.fingerprint.records import View, read_record, write_record
from manumit.engine.biometrics.fingerprint.wsq import read_wsq
from tests.engine.biometrics.fingerprint.ridges import ridges


def rows(seed: int, count: int = 30) -> Rows:
    dice = np.random.default_rng(seed)
    places = dice.integers(0, 300, (2, count))
    angles = dice.integers(0, 180, count) * np.pi / 90
    return np.stack(
        [*places, angles, dice.integers(0, 2, count), dice.integers(1, 101, count) / 100], axis=1
    ).astype(np.float32)


def view(seed: int, finger: int = 2, count: int = 30) -> View:
    return View(finger, 60, 320, 360, rows(seed, count))


def template(seed: int) -> Template:
    return Template("fingerprint", "leader", "1", "x", 0.8, Print(320, 360, rows(seed), None).to_bytes())


def close(a: Rows, b: Rows, degrees: float) -> bool:
    turn = np.abs((a[:, 2] - b[:, 2] + np.pi) % (2 * np.pi) - np.pi)
    return bool(
        np.allclose(a[:, :2], b[:, :2], atol=0.51)
        and (turn <= np.radians(degrees)).all()
        and (a[:, 3] == b[:, 3]).all()
        and np.allclose(a[:, 4], b[:, 4], atol=0.006)
    )


def wsq_bytes() -> bytes:
    """A WSQ picture that NIST's encoder makes of drawn ridges."""
    import _wsq

    grey = np.asarray(ridges(4))
    return bytes(_wsq.compress(grey.tobytes(), *grey.shape, 2.25))


@pytest.mark.parametrize("edition", [2005, 2011])
def test_a_record_comes_back(edition: int) -> None:
    views = [view(1), view(2, 7, 0), view(3, 0, 255)]
    back = read_record(write_record(views, edition))
    for one, other in zip(views, back, strict=True):
        assert (other.finger, other.quality) == (one.finger, one.quality)
        assert (other.width, other.height) == (320, 360)
        assert close(one.minutiae, other.minutiae, 0.71)


def test_the_layout_of_2011_is_that_of_another_program() -> None:
    """afis writes records of 2011 as nbis-rs reads them; it gives the density as 500 ppi / 25.4: 20 pixels, for which
    the field has pixels a centimetre, so that is put right here."""
    from afis.algorithms.templates import FingerprintTemplateHeader, encode_iso19794_2_2011

    theirs = bytearray(
        encode_iso19794_2_2011(FingerprintTemplateHeader(320, 360, finger_position=2), rows(1))
    )
    at = 15 + 4 + 9 + 1 + 2 + 2 + 1 + 5 + 2
    theirs[at : at + 4] = struct.pack(">HH", 197, 197)
    (back,) = read_record(bytes(theirs))
    assert back.finger == 2
    assert close(rows(1), back.minutiae, 0.71)


def test_a_picture_larger_than_a_hand_is_refused() -> None:
    data = bytearray(write_record([View(1, 80, 300, 300, rows(1))], 2005))
    data[14:18] = struct.pack(">HH", 65535, 65535)
    with pytest.raises(UnreadableInput, match="more than a hand"):
        read_record(bytes(data))


def test_another_density_is_brought_to_500_ppi() -> None:
    data = bytearray(write_record([view(1)], 2005))
    data[18:22] = struct.pack(">HH", 394, 394)
    (back,) = read_record(bytes(data))
    assert (back.width, back.height) == (160, 180)
    assert np.allclose(back.minutiae[:, :2], rows(1)[:, :2] / 2, atol=0.5)
    data[18:22] = struct.pack(">HH", 0, 197)
    with pytest.raises(UnreadableInput, match="cannot be"):
        read_record(bytes(data))


def test_an_unknown_edition_and_too_many_prints_are_refused() -> None:
    with pytest.raises(UsageError):
        write_record([view(1)], 1999)
    with pytest.raises(UsageError, match="16 prints"):
        write_record([view(1)] * 17, 2005)
    with pytest.raises(UsageError):
        write_record([])
    with pytest.raises(UnreadableInput, match="version"):
        read_record(b"FMR\0" + b"999\0" + bytes(30))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damaged_records_are_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(write_record([view(1), view(2)], data.draw(st.sampled_from([2005, 2011]))))
    for at, value in data.draw(
        st.lists(st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255)), max_size=6)
    ):
        whole[at] = value
    cut = bytes(whole[: data.draw(st.integers(0, len(whole)))]) if data.draw(st.booleans()) else bytes(whole)
    with suppress(UnreadableInput):  # and nothing else
        for one in read_record(cut):
            assert np.isfinite(one.minutiae).all()


@given(st.binary(max_size=200))
def test_any_bytes_after_the_magic_are_read_or_refused(data: bytes) -> None:
    for version in (b" 20\0", b"030\0"):
        with suppress(UnreadableInput):
            read_record(b"FMR\0" + version + data)


def ten_prints(form: str = "raw") -> bytes:
    """Record 4 with one picture, 14 with another, 9 for a third finger and for the first; a signature, a latent and a
    finger that is gone are passed over."""
    grey = np.asarray(ridges(1))
    height, width = grey.shape
    raw = grey.tobytes()
    four = HEAD_4.pack(HEAD_4.size + len(raw), 1, 0, b"\x02" + b"\xff" * 5, 0, width, height, 0) + raw
    picture = wsq_bytes() if form == "wsq" else np.asarray(ridges(4)).tobytes()
    fourteen = {
        2: b"2", 3: b"0", 4: b"TEST", 5: b"20261129", 6: b"%d" % width, 7: b"%d" % height, 8: b"1", 9: b"500",
        10: b"500", 11: b"WSQ20" if form == "wsq" else b"NONE", 12: b"8", 13: b"3", 999: picture,
    }  # fmt: skip
    latent = {**fourteen, 2: b"9", 3: b"4", 13: b"5"}
    nines = read_itl(write_prints([template(3)], "itl", "X"))[2].fields
    return write_itl(
        [
            Record(2, {2: b"0", 3: b"words"}),
            Record(4, body=four),
            Record(8, body=struct.pack(">IB", 9, 5) + b"sign"),
            Record(14, fourteen),
            Record(14, latent),
            Record(
                14, {**{name: told for name, told in fourteen.items() if name != 999}, 13: b"8", 18: b"8"}
            ),
            Record(9, {**nines, 2: b"3", 134: b"7"}),
            Record(9, {**nines, 2: b"4", 134: b"2"}),
        ],
        "FPT",
        ("TO", "FROM"),
        "T1",
        "20261129",
    )


@pytest.mark.parametrize("form", ["raw", "wsq"])
def test_every_print_of_a_file_is_found_once(form: str, tmp_path: Path) -> None:
    (tmp_path / "ten.an2").write_bytes(ten_prints(form))
    found = prints_in(tmp_path / "ten.an2")
    assert [one.finger for one in found] == [2, 3, 7]
    assert isinstance(found[0].held, np.ndarray)
    assert (found[0].held == np.asarray(ridges(1))).all()
    assert isinstance(found[1].held, np.ndarray)
    assert np.abs(found[1].held - np.asarray(ridges(4))).mean() < (9 if form == "wsq" else 0.01)
    assert isinstance(found[2].held, View)
    with pytest.raises(PoorCapture, match="holds 3 prints") as caught:
        read_template(tmp_path / "ten.an2")
    assert "prints unpack" in caught.value.hint
    if form == "raw":
        read, why = read_templates(tmp_path / "ten.an2")
        assert [one.make for one in read] == [MAKE, MAKE]
        assert read[0].quality >= read[1].quality
        (lost,) = why
        assert lost.sentence == f"{tmp_path / 'ten.an2'}: left index finger has no picture."
        assert (lost.about, lost.numbers) == ("no-print-picture", {"finger": 7})
    assert [(finger, ending) for finger, ending, _ in unpacked(tmp_path / "ten.an2")] == [
        (2, ".png"),
        (3, ".png"),
        (7, ".fmr"),
    ]


def test_another_program_reads_what_we_write() -> None:
    import nistitl

    data = write_prints([template(1), template(2)], "itl", "CASE-14")
    message = nistitl.Message()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        message.parse(data)
    assert [one.type for one in message] == [1, 2, 9, 9]
    assert message[0].TCN == "CASE-14"
    assert message[2][136].value == "30"
    first = [str(one) for one in message[2][137][0].values]
    x, y, direction, kind, quality = rows(1)[0].tolist()
    assert first == [
        "1", str(round(x)), str(round(y)), str(round(np.degrees(direction) / 2) % 180), str(int(kind) + 1),
        str(round(100 * quality)),
    ]  # fmt: skip


def test_we_read_what_another_program_writes(tmp_path: Path) -> None:
    import nistitl

    message = nistitl.Message()
    message.TOT = "FPT"
    message[0].DAT, message[0].TCN = "20261129", "X"
    record = nistitl.AsciiRecord(14)
    record.IDC = 1
    grey = np.asarray(ridges(2))
    told = {
        3: "1",
        6: str(grey.shape[1]),
        7: str(grey.shape[0]),
        8: "2",
        9: "197",
        11: "NONE",
        12: "8",
        13: "10",
    }
    for number, value in told.items():
        record += nistitl.Field(14, number, value)
    record += nistitl.BinaryField(14, 999, grey.tobytes())
    message += record
    (tmp_path / "one.eft").write_bytes(message.NIST)
    (found,) = prints_in(tmp_path / "one.eft")
    assert found.finger == 10
    assert isinstance(found.held, np.ndarray)
    assert (found.held == grey).all()


def test_older_minutiae_of_type_9_are_turned_into_ours(tmp_path: Path) -> None:
    """XXXXYYYYTTT in hundredths of a millimetre from below, directions by 180 degrees the other way."""
    points = b"\x1e".join(
        b"%d\x1f%04d%04d%03d\x1f50\x1f%s" % (n, 100 * n, 200 * n, (40 * n) % 360, b"A" if n % 2 else b"B")
        for n in range(1, 13)
    )
    nine = Record(9, {2: b"1", 3: b"0", 4: b"S", 6: b"4", 10: b"12", 12: points})
    (tmp_path / "old.an2").write_bytes(write_itl([nine], "FPT", ("A", "B"), "C", "20261129"))
    (found,) = prints_in(tmp_path / "old.an2")
    assert isinstance(found.held, View)
    assert found.finger == 4
    first, last = found.held.minutiae[0], found.held.minutiae[-1]
    assert last[0] - first[0] == pytest.approx(1100 * 500 / 2540, abs=0.01)
    assert last[1] - first[1] == pytest.approx(-2200 * 500 / 2540, abs=0.01)
    assert np.degrees(first[2]) == pytest.approx(220)
    assert (first[3], last[3]) == (0, 1)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({137: b"1\x1f%s\x1f5\x1f6\x1f1\x1f50" % (b"9" * 400)}, "too large"),
        ({137: b"1\x1f%s\x1f5\x1f6\x1f1\x1f50" % (b"9" * 60)}, "outside the picture"),
        ({137: b"1\x1f5\x1f-5\x1f6\x1f1\x1f50"}, "outside the picture"),
        ({134: b"300"}, "finger 300"),
        ({134: b"11"}, "finger 11"),
    ],
)
def test_minutiae_that_cannot_be_are_refused(told: dict[int, bytes], why: str, tmp_path: Path) -> None:
    nine = read_itl(write_prints([template(3)], "itl", "X"))[2].fields
    (tmp_path / "x.an2").write_bytes(
        write_itl([Record(9, {**nine, **told})], "FPT", ("A", "B"), "C", "20261129")
    )
    with pytest.raises(UnreadableInput, match=why):
        list(unpacked(tmp_path / "x.an2"))


def card(*prints: Mapping[int, bytes]) -> bytes:
    """A file with a record of type 14 a print: of drawn ridges, but for the fields that are given."""
    grey = np.asarray(ridges(1))
    height, width = (b"%d" % side for side in grey.shape)
    told = {3: b"0", 6: width, 7: height, 8: b"1", 9: b"500", 11: b"NONE", 12: b"8", 13: b"2"}
    records = [
        Record(14, {2: b"%d" % number, **told, 999: grey.tobytes(), **one})
        for number, one in enumerate(prints, 1)
    ]
    return write_itl(records, "FPT", ("A", "B"), "C", "20261129")


def png_bytes(width: int, height: int) -> bytes:
    out = BytesIO()
    Image.new("L", (width, height)).save(out, "PNG")
    return out.getvalue()


def test_more_prints_than_one_person_has_are_refused_before_any_is_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded: list[str] = []
    monkeypatch.setattr(
        "manumit.engine.biometrics.fingerprint.inputs._pixels", lambda data, form, *size: decoded.append(form)
    )
    (tmp_path / "x.an2").write_bytes(card(*[{999: b"x", 13: b"%d" % (n % 10 + 1)} for n in range(21)]))
    with pytest.raises(UnreadableInput, match="holds 21 prints: more than the card of one person"):
        prints_in(tmp_path / "x.an2")
    assert decoded == []


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({6: b"2500", 7: b"2000", 999: bytes(5_000_000)}, "2500 x 2000 pixels in this file is larger"),
        ({11: b"PNG", 999: png_bytes(2500, 2000)}, "more than 4 megapixels"),
        (
            {11: b"WSQ20", 999: b"\xff\xa0\xff\xa2\0\x11\0\xff\x07\xd0\x09\xc4" + bytes(9)},
            "2500 x 2000 pixels",
        ),
    ],
)
def test_a_print_larger_than_a_finger_is_refused_by_its_header(
    told: dict[int, bytes], why: str, tmp_path: Path
) -> None:
    (tmp_path / "x.an2").write_bytes(card(told))
    with pytest.raises(PoorCapture, match=why):
        prints_in(tmp_path / "x.an2")


def test_one_bad_print_does_not_cost_the_card(tmp_path: Path) -> None:
    """A coarse one, one of an unknown form, one that is cut off, one that does not say its finger, and bad minutiae."""
    nine = read_itl(write_prints([template(3)], "itl", "X"))[2].fields
    bad: list[Mapping[int, bytes]] = [
        {13: b"3", 9: b"72"}, {13: b"4", 11: b"JP2"}, {13: b"5", 999: b"x"}, {13: b"?"},
    ]  # fmt: skip
    records = read_itl(card({}, *bad))[1:]
    path = tmp_path / "x.an2"
    path.write_bytes(
        write_itl([*records, Record(9, {**nine, 2: b"9", 134: b"300"})], "FPT", ("A", "B"), "C", "20261129")
    )
    read, why = read_templates(path)
    assert [one.make for one in read] == [MAKE]
    assert [one.sentence.removeprefix(f"{path}: ").partition(" of ")[0][:34] for one in why] == [
        "right middle finger: This print st", "right ring finger: Pictures compre",
        "right little finger: A picture", "Field 14.013", "finger 300: A record",
    ]  # fmt: skip
    assert [one.numbers.get("finger") for one in why] == [3, 4, 5, None, 300]
    told: list[int] = []
    assert [one for one, *_ in unpacked(path, lambda finger, _why: told.append(finger))] == [2]
    assert told == [3, 4, 5, 0, 300]
    assert print_shown(path) is not None
    for strict in (prints_in, pictures_of, read_template):
        with pytest.raises(UnreadableInput):
            strict(path)
    path.write_bytes(card(*bad))
    with pytest.raises(PoorCapture, match="right middle finger: This print states 72"):
        read_templates(path)


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_damaged_files_are_read_or_refused(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    whole = bytearray(ten_prints())
    small = len(whole) - 2 * 320 * 360  # most of it are pixels: aim at the rest
    for at, value in data.draw(st.lists(st.tuples(st.integers(0, small), st.integers(0, 255)), max_size=5)):
        whole[at if at < 200 else len(whole) - at] = value
    cut = bytes(whole[: data.draw(st.integers(0, len(whole)))]) if data.draw(st.booleans()) else bytes(whole)
    path = tmp_path_factory.getbasetemp() / "damaged.nist"
    path.write_bytes(cut)
    with suppress(UnreadableInput):
        prints_in(path)


@given(st.binary(max_size=300))
def test_any_fields_are_read_or_refused(data: bytes) -> None:
    with suppress(UnreadableInput):
        read_itl(b"1.001:%d\x1d" % (len(data) + 10) + data)


def test_wsq_is_decoded_apart_and_damage_is_refused(tmp_path: Path) -> None:
    data = wsq_bytes()
    pixels, _ = read_wsq(data)
    assert np.abs(pixels.astype(float) - np.asarray(ridges(4))).mean() < 9
    (tmp_path / "a.wsq").write_bytes(data)
    assert read_template(tmp_path / "a.wsq").model == "leader"
    dice = np.random.default_rng(5)
    for turn in range(8):
        broken = bytearray(data[: dice.integers(2, len(data))] if turn % 2 else data)
        broken[int(dice.integers(2, len(broken)))] ^= 0xFF
        with suppress(UnreadableInput):
            assert read_wsq(bytes(broken))[0].size
    for head in (
        b"\xff\xa0",
        b"\xff\xa0\xff\xa2" + bytes(8),
        b"\xff\xa0\xff\xa2\0\x11\0\xff\xff\xff\xff\xff",
    ):
        with pytest.raises(UnreadableInput):
            read_wsq(head)


def test_what_the_package_ships_is_read() -> None:
    pixels, ppi = read_wsq((files("wsq") / "tests" / "test.wsq").read_bytes())
    assert pixels.shape == (520, 540)
    assert ppi <= 0


def test_a_density_that_is_stated_is_believed_within_bounds() -> None:
    grey = np.asarray(ridges(1))
    assert at_500(grey, 500).shape == at_500(grey, 508).shape == grey.shape
    assert at_500(grey, 1000).shape == (180, 160)
    with pytest.raises(PoorCapture, match="72 pixels"):
        at_500(grey, 72)


@pytest.mark.parametrize("form", FORMS)
def test_templates_go_out_and_come_in_as_minutiae_of_another_make(form: str, tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(write_prints([template(1)], form, "C"))
    back = read_template(tmp_path / "out")
    assert back.model == "minutiae-record"
    again = scorer([back])(back)[0]
    assert again == 1.0
    ours = Print.from_bytes(template(1).data).minutiae[:, :3]
    assert likeness(ours, Print.from_bytes(back.data).minutiae[:, :3]) > 0.9
    assert second_vote(back, back) is None
    with pytest.raises(UsageError, match="calibration is for"):
        card_for("fingerprint", None, back.make)


def test_a_template_of_before_goes_out_with_a_size(tmp_path: Path) -> None:
    bare = Template("fingerprint", "leader", "1", "x", 0.8, rows(1)[:, :3].astype("<f4").tobytes())
    (back,) = read_record(write_prints([bare], "iso2005", "C"))
    assert (back.width, back.height) == tuple((rows(1)[:, :2].max(axis=0) + 1).tolist())


def test_a_record_with_few_minutiae_and_a_bad_control_number_are_refused(tmp_path: Path) -> None:
    (tmp_path / "few.fmr").write_bytes(write_record([view(1, count=9)]))
    with pytest.raises(PoorCapture, match="only 9 minutiae"):
        read_template(tmp_path / "few.fmr")
    for control in ("", "a\x1db", "é"):
        with pytest.raises(UsageError):
            write_prints([template(1)], "itl", control)
