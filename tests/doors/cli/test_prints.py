"""`manumit prints` and what `enrol` and `verify` say of prints, as they are called, on drawn ridges."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from manumit.engine.biometrics.fingerprint.itl import Record, read_itl, write_itl
from tests.doors.cli.program import Done, manumit
from tests.engine.biometrics.fingerprint.ridges import ridges

USE = ("--purpose", "request 77", "--basis", "court order 12/26")


def call(place: Path, *args: object) -> Done:
    return manumit(*args, cwd=place, env={"XDG_STATE_HOME": str(place / "state"), **_library()})


def _library() -> dict[str, str]:
    import os

    return {name: os.environ[name] for name in ("AFIS_LFS_LIB",) if name in os.environ}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with two prints as another agency sends it, taken apart and enrolled."""
    place = tmp_path_factory.mktemp("prints")
    records = []
    for number, finger in enumerate((2, 7), 1):
        grey = np.asarray(ridges(finger))
        told = {2: number, 3: 0, 6: grey.shape[1], 7: grey.shape[0], 8: 1, 9: 500, 12: 8, 13: finger}
        fields = {name: b"%d" % value for name, value in told.items()}
        records.append(Record(14, {**fields, 11: b"NONE", 999: grey.tobytes()}))
    (place / "ten.an2").write_bytes(write_itl(records, "FPT", ("TO", "FROM"), "T1", "20261129"))
    (place / "pass").write_text("four random words here\n")
    done = call(place, "prints", "unpack", "ten.an2", "--out", "in", "--subject", "m-14")
    assert done.code == 0, done.err
    assert "2 prints in in" in done.err
    done = call(
        place, "enrol", "in", "--gallery", "G", "--modality", "fingerprint", "--class", "missing",
        "--passphrase-file", "pass",
    )  # fmt: skip
    assert done.code == 0, done.err
    assert "NO PRESENTATION ATTACK DETECTION IS INSTALLED" in done.err
    return place


def test_each_finger_has_a_folder_and_a_second_call_adds_nothing(place: Path) -> None:
    assert sorted(one.name for one in (place / "in").iterdir()) == ["m-14-finger-02", "m-14-finger-07"]
    done = call(place, "prints", "unpack", "ten.an2", "--out", "in", "--subject", "m-14", "--quiet")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert len(list((place / "in").rglob("*.png"))) == 2
    assert call(place, "prints", "unpack", "ten.an2", "--out", "in", "--subject", "../x").code == 2


@pytest.mark.parametrize("form", ["iso2005", "iso2011", "itl"])
def test_minutiae_go_out_with_purpose_and_basis_and_are_written_down(place: Path, form: str) -> None:
    asked = (
        "prints", "export", "--gallery", "G", "--class", "missing", "--subject", "m-14-finger-02", "--form", form,
        "--out", f"{form}.out", "--to", "border police", "--passphrase-file", "pass",
    )  # fmt: skip
    bare = call(place, *asked)
    assert bare.code == 2
    assert not (place / f"{form}.out").exists()
    assert "legal basis" in bare.err
    done = call(place, *asked, *USE)
    assert done.code == 0, done.err
    assert (place / f"{form}.out").stat().st_mode & 0o077 == 0
    last = json.loads((place / "G" / "missing" / "uses.jsonl").read_text().splitlines()[-1])
    told = (last["what"], last["form"], last["to"], last["basis"])
    assert told == ("hand out", form, "border police", "court order 12/26")
    leaf = json.loads((place / "G" / "missing" / "events.jsonl").read_text().splitlines()[-1])
    assert (leaf["body"]["about"], leaf["body"]["form"], leaf["body"]["at"]) == ("hand out", form, last["at"])
    assert "m-14" not in json.dumps(last)
    assert b"m-14" not in (place / f"{form}.out").read_bytes()
    nobody = call(place, *asked[:7], "nobody", *asked[8:], *USE)
    assert nobody.code == 2


def test_pictures_go_out_with_purpose_and_basis_and_are_written_down(place: Path) -> None:
    pictures = sorted((place / "in").rglob("*.png"))
    asked = ("prints", "pack", *pictures, "--out", "p.an2", "--to", "border police")
    assert call(place, *asked, "--taken-on", "2026-11-02").code == 2
    assert call(place, *asked, *USE).code == 2  # of which day
    assert not (place / "p.an2").exists()
    for form in ("type4", "type14"):
        done = call(place, *asked, "--taken-on", "2026-11-02", "--form", form, *USE)
        assert done.code == 0, done.err
        assert (place / "p.an2").stat().st_mode & 0o077 == 0
        state = place / "state" / "manumit"
        line = json.loads((state / "biometrics.jsonl").read_text().splitlines()[-1])
        leaf = json.loads((state / "biometrics" / "events.jsonl").read_text().splitlines()[-1])
        assert (line["to"], line["form"], line["prints"]) == ("border police", form, 2)
        assert (leaf["body"]["about"], leaf["body"]["form"], leaf["body"]["prints"]) == ("pictures", form, 2)
        assert "border police" not in json.dumps(leaf)
        again = call(place, "prints", "unpack", "p.an2", "--out", form, "--subject", "m-14", "--quiet")
        assert again.code == 0, again.err
        for path in pictures:
            (back,) = (place / form / path.parent.name).iterdir()
            assert (np.asarray(Image.open(back)) == np.asarray(Image.open(path))).all()


def test_two_prints_have_two_votes_and_the_answer_says_what_is_lacking(place: Path) -> None:
    (one, other) = sorted((place / "in").rglob("*.png"))
    pair = ("verify", one, one, "--modality", "fingerprint", *USE)
    done = call(place, *pair)
    assert done.code == 0, done.err
    told = done.json()
    assert told["second_vote"]["matcher"] == "MINDTCT + Bozorth3"
    assert told["llr"] > 3
    assert told["second_vote"]["llr"] > 3
    assert told["presentation_attack"]["none_installed_for"] == ["fingerprint"]
    assert done.out.count("NO PRESENTATION ATTACK") == done.err.count("NO PRESENTATION ATTACK") == 1
    apart = call(place, "verify", one, other, "--modality", "fingerprint", *USE).json()
    assert apart["second_vote"]["llr"] < told["second_vote"]["llr"]


def test_a_card_is_searched_as_it_is(place: Path) -> None:
    """Each finger is a subject here: both are found, each by one of the two prints."""
    done = call(place, "identify", "ten.an2", "--gallery", "G", "--passphrase-file", "pass", *USE, "--quiet")
    assert done.code == 0, done.err
    found = done.json()["candidates"]
    assert {one["subject"] for one in found} == {"m-14-finger-02", "m-14-finger-07"}
    assert {part["says"] for one in found for part in one["parts"]} == {"2 pictures against 1 held"}
    assert min(one["llr"] for one in found) > 3


def test_of_a_card_with_a_bad_print_the_others_are_used_and_it_is_named(place: Path) -> None:
    """In `prints unpack`; in `verify`, whose cautions name it and whose answer says for what it was calibrated; and in
    `enrol`, where the card is one person."""
    _first, *records = read_itl((place / "ten.an2").read_bytes())
    coarse = Record(14, {**records[-1].fields, 2: b"3", 9: b"72", 13: b"4"})
    (place / "bad.an2").write_bytes(write_itl([*records, coarse], "FPT", ("A", "B"), "T2", "20261129"))
    done = call(place, "prints", "unpack", "bad.an2", "--out", "some", "--subject", "m-14", "--quiet")
    assert done.code == 3
    assert "bad.an2: right ring finger: This print states 72 pixels an inch." in done.err
    assert len(list((place / "some").rglob("*.png"))) == 2
    (one, _other) = sorted((place / "in").rglob("*.png"))
    told = call(place, "verify", "bad.an2", one, "--modality", "fingerprint", *USE).json()
    assert told["llr"] > 3
    assert "optical scanner" in told["condition"]
    (caution,) = [line for line in told["cautions"] if "right ring finger" in line]
    assert "states 72 pixels an inch" in caution
    (place / "cards").mkdir()
    (place / "bad.an2").rename(place / "cards" / "m-15_1.an2")
    asked = ("enrol", "cards", "--gallery", "C", "--modality", "fingerprint", "--class", "test")
    done = call(place, *asked)
    assert done.code == 3, done.err
    assert "m-15_1.an2: right ring finger: This print states 72 pixels an inch." in done.err
    assert "2 enrolled, 0 there before, 1 refused, of 1 subjects" in done.err
    (one,) = call(place, "identify", one, "--gallery", "C").json()["candidates"]
    assert (one["subject"], one["parts"][0]["says"]) == ("m-15", "1 picture against 2 held")
    assert "m-15_1.an2 (1)" not in done.err
    again = call(place, *asked)
    assert again.code == 3
    assert "0 enrolled, 1 there before, 1 refused" in again.err
    assert "m-15_1.an2: right ring finger: This print states 72 pixels an inch." in again.err, (
        "whoever enrols the card again is told again"
    )


def test_a_search_by_minutiae_alone_says_that_nothing_of_their_make_is_calibrated(place: Path) -> None:
    call(
        place, "prints", "export", "--gallery", "G", "--class", "missing", "--subject", "m-14-finger-02",
        "--out", "probe.fmr", "--passphrase-file", "pass", *USE,
    )  # fmt: skip
    done = call(place, "identify", "probe.fmr", "--gallery", "G", "--passphrase-file", "pass", *USE)
    assert done.code == 2
    assert "calibration is for" in done.err


def test_damaged_files_are_refused_by_name(place: Path) -> None:
    folder = place / "bad" / "x"
    folder.mkdir(parents=True)
    (folder / "1.an2").write_bytes((place / "ten.an2").read_bytes()[:5000])
    (folder / "2.fmr").write_bytes(b"FMR\0 20\0" + bytes(3))
    (folder / "3.wsq").write_bytes(b"\xff\xa0\xff\xa2" + bytes(30))
    done = call(
        place, "enrol", "bad", "--gallery", "H", "--modality", "fingerprint", "--class", "test", "--quiet"
    )
    assert done.code == 3
    for name in ("1.an2", "2.fmr", "3.wsq"):
        assert name in done.err


@pytest.mark.parametrize(
    "verb",
    [("prints", "unpack"), ("prints", "export"), ("prints", "pack"), ("models", "list"), ("models", "admit")],
)
def test_every_verb_explains_itself(verb: tuple[str, str]) -> None:
    assert f"Example: manumit {' '.join(verb)}" in manumit(*verb, "--help").out
