"""`enrol`, `identify`, `verify`, `compare`, as they are called, on drawn faces."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.doors.cli.program import Done, manumit
from tests.engine.biometrics.drawings import draw_face, write_face

USE = ("--purpose", "missing person 14", "--basis", "consent of the family")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three people, two pictures each, one in folders and two by name, in a gallery of class test."""
    place = tmp_path_factory.mktemp("faces")
    (place / "in" / "ada").mkdir(parents=True)
    write_face(place / "in" / "ada" / "1.png", 1)
    write_face(place / "in" / "ada" / "2.jpg", 1, 300)
    for who, seed in (("ben_b", 6), ("eve", 4)):
        write_face(place / "in" / f"{who}_1.png", seed)
        write_face(place / "in" / f"{who}_2.jpg", seed, 280)
    (place / "pass").write_text("four random words here\n")
    done = call(place, "enrol", "in", "--gallery", "G", "--modality", "face", "--class", "test")
    assert done.code == 0, done.err
    assert "6 enrolled, 0 there before, 0 refused, of 3 subjects" in done.err
    return place


def call(place: Path, *args: object) -> Done:
    return manumit(*args, cwd=place, env={"XDG_STATE_HOME": str(place / "state")})


def test_who_is_enrolled_is_named(place: Path) -> None:
    write_face(place / "probe.png", 6, 260)
    done = call(place, "identify", "probe.png", "--gallery", "G")
    assert done.code == 0, done.err
    told = done.json()
    assert told["candidates"][0]["subject"] == "ben_b"
    assert told["candidates"][0]["llr"] >= told["threshold_llr"]
    assert 0 <= told["expected_false"] <= 1
    assert told["why_none"] is None
    assert 0 < told["quality"] <= 1


def test_an_enrolment_is_not_done_twice_and_says_nothing_when_quiet(place: Path) -> None:
    done = call(place, "enrol", "in", "--gallery", "G", "--modality", "face", "--class", "test", "--quiet")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_a_picture_without_a_face_is_answered_with_the_reason(place: Path) -> None:
    Image.fromarray(np.random.default_rng(1).integers(0, 256, (200, 200, 3), np.uint8)).save(
        place / "noise.png"
    )
    done = call(place, "identify", "noise.png", "--gallery", "G", "--quiet")
    assert done.code == 3
    assert done.json()["candidates"] == []
    assert "no face is found" in done.json()["why_none"]


def test_refused_pictures_are_set_aside_and_the_rest_is_enrolled(place: Path) -> None:
    folder = place / "mixed"
    (folder / "ida").mkdir(parents=True)
    write_face(folder / "ida" / "1.png", 5)
    (folder / "ida" / "2.png").write_bytes(draw_face().tobytes()[:100])
    done = call(place, "enrol", "mixed", "--gallery", "H", "--modality", "face", "--class", "test", "--quiet")
    assert done.code == 3
    assert "2.png" in done.err
    assert call(place, "enrol", "pass", "--gallery", "H", "--modality", "face", "--class", "test").code == 2


def test_a_real_gallery_asks_for_purpose_basis_and_passphrase(place: Path) -> None:
    sealed = ("--gallery", "R", "--passphrase-file", "pass")
    assert call(place, "enrol", "in", *sealed, "--modality", "face", "--class", "missing").code == 0
    bare = call(place, "identify", "in/eve_1.png", *sealed)
    assert (bare.code, bare.out) == (2, "")
    assert "purpose and a legal basis" in bare.err
    done = call(place, "identify", "in/eve_1.png", *sealed, *USE)
    assert done.code == 0, done.err
    assert done.json()["candidates"][0]["subject"] == "eve"
    log = [json.loads(line) for line in (place / "R" / "missing" / "uses.jsonl").read_text().splitlines()]
    assert [one["what"] for one in log] == ["enrol", "identify"]
    assert log[1]["purpose"] == "missing person 14"
    assert call(place, "identify", "in/eve_1.png", "--gallery", "R", *USE).code == 2  # nobody to ask for it


def test_several_galleries_are_searched_one_at_a_time(place: Path) -> None:
    for kind in ("victim", "suspect"):
        done = call(place, "enrol", "in", "--gallery", "T", "--modality", "face", "--class", kind)
        assert "the key of this gallery lies in" in done.err
    done = call(place, "identify", "in/eve_1.png", "--gallery", "T", *USE)
    assert done.code == 2
    assert "one is searched at a time" in done.err
    assert call(place, "identify", "in/eve_1.png", "--gallery", "T", "--class", "victim", *USE).code == 0


def test_two_pictures_give_a_ratio_in_words(place: Path) -> None:
    pair = ("verify", "in/ada/1.png", "in/ada/2.jpg", "--modality", "face")
    assert call(place, *pair).code == 2
    done = call(place, *pair, *USE, "--quiet")
    assert (done.code, done.err) == (0, "")
    assert done.json()["llr"] > 5
    assert "%" not in done.out
    (line,) = (place / "state" / "manumit" / "biometrics.jsonl").read_text().splitlines()[-1:]
    assert json.loads(line)["basis"] == "consent of the family"
    child = call(place, *pair, *USE, "--child").json()
    assert child["llr"] == 2.303
    assert child["cautions"]


def test_that_nothing_detects_presentation_attacks_is_said_once_in_an_answer_and_once_aloud(
    place: Path,
) -> None:
    pair = ("verify", "in/ada/1.png", "in/ada/2.jpg", "--modality", "face", *USE)
    more = ("--also-a", "face=in/ada/2.jpg", "--also-b", "iris=in/eve_1.png")
    for asked in (pair, (*pair, *more), ("identify", "in/ada/1.png", "--gallery", "G")):
        done = call(place, *asked)
        assert done.out.count("NO PRESENTATION ATTACK") == done.err.count("NO PRESENTATION ATTACK") == 1
        told = done.json()
        assert told["presentation_attack"]["none_installed_for"] == (
            ["face", "iris"] if more[0] in asked else ["face"]
        )
        assert told["presentation_attack"]["judged"] == told["lacks"] == []


def test_each_comparison_is_a_leaf_of_a_log_that_says_nothing_of_the_pictures(place: Path) -> None:
    pair = ("verify", "in/ada/1.png", "in/eve_2.jpg", "--modality", "face", *USE, "--quiet")
    log = place / "state" / "manumit" / "biometrics"
    before = len((log / "events.jsonl").read_text().splitlines()) if log.exists() else 0
    assert call(place, *pair).code == 0
    *_, last = (log / "events.jsonl").read_text().splitlines()
    told = json.loads(last)
    assert (told["index"], told["body"]["about"], told["body"]["modality"]) == (before, "pair", "face")
    (line,) = (place / "state" / "manumit" / "biometrics.jsonl").read_text().splitlines()[-1:]
    assert json.loads(line)["at"] == told["body"]["at"]
    for said in ("ada/1", "eve_2", *USE[1::2], json.loads(line)["pictures"]):  # hex alone may spell "ada"
        assert said not in last
    checked = call(place, "ledger", "check", log / "ledger", "--key", log / "ledger.vkey")
    assert checked.code == 0, checked.err
    (log / "events.jsonl").rename(log / "kept")
    (log / "events.jsonl").mkdir()
    done = call(place, *pair)
    (log / "events.jsonl").rmdir()
    (log / "kept").rename(log / "events.jsonl")
    assert (done.code, done.out) == (1, "")  # what cannot be logged is not answered


def test_every_pair_once(place: Path) -> None:
    done = call(place, "compare", "in", "--modality", "face", "--out", "s.csv")
    assert done.code == 0, done.err
    with (place / "s.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == ["a", "b", "score", "llr"]
    assert len({frozenset((row["a"], row["b"])) for row in rows}) == len(rows) == 15
    of = {(row["a"], row["b"]): row for row in rows}
    same, two = of["ada/1.png", "ada/2.jpg"], of["ada/1.png", "ben_b_1.png"]
    assert float(same["score"]) > float(two["score"])
    assert float(same["llr"]) >= float(two["llr"])


def test_a_card_of_too_few_people_is_refused(place: Path) -> None:
    done = call(place, "compare", "in", "--modality", "face", "--out", "x.csv", "--card", "card.json")
    assert done.code == 2
    assert "too few" in done.err
    assert not (place / "card.json").exists()


@pytest.mark.parametrize("verb", ["enrol", "identify", "verify", "compare"])
def test_every_verb_explains_itself(verb: str) -> None:
    assert f"Example: manumit {verb}" in manumit(verb, "--help").out


def test_rates_with_intervals_and_pictures_of_them(place: Path) -> None:
    done = call(place, "bench", "identify", "in", "--modality", "face", "--plots", "plots", "--quiet")
    assert (done.code, done.err) == (0, "")
    told = done.json()
    assert (told["subjects"], told["pictures"], told["genuine"], told["impostor"]) == (3, 6, 3, 12)
    assert told["rank_1"]["value"] == 1.0
    assert told["card"]["cohort"].startswith("20 subjects")
    assert told["card"]["measured"]["eer"]["value"] > 0
    assert told["eer"] == {"value": 0.0, "low": 0.0, "high": 1.0}  # three people prove nothing
    for name in ("det.svg", "cmc.svg"):
        assert (place / "plots" / name).read_text().startswith("<svg ")


def test_rates_from_scores_and_groups(place: Path) -> None:
    assert call(place, "compare", "in", "--modality", "face", "--out", "m.csv").code == 0
    (place / "groups.csv").write_text("subject,group\nada,one\nben_b,one\neve,two\n")
    done = call(place, "bench", "identify", "--scores", "m.csv", "--refused", "1", "--groups", "groups.csv")
    assert done.code == 0, done.err
    told = done.json()
    assert told["failure_to_enrol"] == pytest.approx(1 / 7, rel=1e-4)
    assert "no rate of fewer than 30" in told["groups"]["groups"]["one"]["refused"]
    assert 0 <= told["cllr_min"]["value"] <= told["cllr"]["value"]  # drawn faces: no calibration fits them
    for wrong in (("m.csv",), ("in", "--scores", "m.csv"), ("--scores", "groups.csv"), ("in",), ()):
        assert call(place, "bench", "identify", *wrong).code == 2


def test_details_and_further_pictures_are_weighed(place: Path) -> None:
    (place / "people.csv").write_text(
        "subject,name,birth_date\nada,Ana Example,1999-02-01\neve,Eve Other,1970-05-30\n"
    )
    folder = ("--gallery", "D", "--modality", "face", "--class", "test", "--quiet")
    assert call(place, "enrol", "in", *folder, "--details", "people.csv").code == 0
    about = ("--about", "name=Example Ana; birth_date=1999-02-01", "--also", "face=in/ada/2.jpg")
    told = call(place, "identify", "in/ada/1.png", "--gallery", "D", *about, "--quiet").json()
    best = told["candidates"][0]
    assert best["subject"] == "ada"
    assert [part["of"] for part in best["parts"]] == ["face", "details"]
    assert best["parts"][1]["says"] == "the same name; the same birth date"
    assert told["expected_false"] <= 1
    for wrong in (("--about", "name"), ("--also", "finger.png"), ("--also", "voice=in/ada/1.png")):
        assert call(place, "identify", "in/ada/1.png", "--gallery", "D", *wrong).code == 2
    (place / "wrong.csv").write_text("subject,colour\nada,red\n")
    assert call(place, "enrol", "in", *folder, "--details", "wrong.csv").code == 2


def test_a_search_is_a_leaf_of_a_log_that_can_be_checked(place: Path) -> None:
    log = ("ledger", "check", "G/test/ledger", "--key", "G/test/ledger.vkey")
    assert call(place, "identify", "in/eve_1.png", "--gallery", "G", "--quiet").code == 0
    done = call(place, *log)
    assert done.code == 0, done.err
    assert "eve" not in (place / "G" / "test" / "events.jsonl").read_text()


def test_two_agencies_find_whom_both_know_by_codes_alone(place: Path, tmp_path: Path) -> None:
    made = ("--gallery", "G", "--class", "test", "--to", "border police")
    use = ("--purpose", "request 77", "--basis", "court order 12")
    (tmp_path / "a.key").write_text("0" * 64)
    (tmp_path / "b.key").write_text("1" * 64)
    for name in ("a", "b"):
        out = tmp_path / f"{name}.jsonl"
        done = call(place, "codes", "make", *made, "--key", tmp_path / f"{name}.key", "--out", out)
        assert done.code == 0, done.err
        assert "ben_b" not in out.read_text()
        again = call(place, "codes", "make", *made, "--key", tmp_path / f"{name}.key", "--out", out)
        assert (again.code, "is there already" in again.err) == (2, True)
    rows = [row.split(",")[1] for row in (tmp_path / "a.subjects.csv").read_text().split()[1:]]
    assert rows == ["ada", "ada", "ben_b", "ben_b", "eve", "eve"]
    assert call(place, "codes", "compare", out, out).code == 2, "purpose and basis first"
    same = call(place, "codes", "compare", tmp_path / "a.jsonl", tmp_path / "a.jsonl", *use).json()
    assert same["comparisons"] == 36
    named = {(one["ours"], one["theirs"]) for one in same["pairs"]}
    assert {(row, row) for row in range(1, 7)} <= named
    lines = (tmp_path / "a.jsonl").read_text().splitlines()
    part = tmp_path / "part.jsonl"
    part.write_text("\n".join(lines[:0:-1]))
    turned = call(place, "codes", "compare", part, tmp_path / "a.jsonl", *use).json()
    assert {(row, row) for row in range(2, 7)} <= {(one["ours"], one["theirs"]) for one in turned["pairs"]}
    for wrong in (lines[:1] * 2, [lines[0].replace('"row"', '"line"')]):
        part.write_text("\n".join(wrong))
        assert call(place, "codes", "compare", part, part, *use).code == 2
    other = call(place, "codes", "compare", tmp_path / "a.jsonl", tmp_path / "b.jsonl", *use).json()
    assert other["pairs"] == []
    assert "keys differ" in other["why_none"]


def test_two_people_with_what_is_said_of_them(place: Path) -> None:
    pair = ("verify", "in/ada/1.png", "in/ada/2.jpg", "--modality", "face", *USE, "--quiet")
    plain = call(place, *pair).json()
    more = ("--about-a", "name=Ana Example", "--about-b", "name=Ana Example", "--also-b", "face=in/ada/1.png")
    told = call(place, *pair, *more).json()
    assert told["llr"] > plain["llr"]
    assert [part["of"] for part in told["parts"]] == ["face", "details"]


def test_somebody_leaves_a_gallery_and_what_is_not_reached_is_named(place: Path) -> None:
    sealed = ("--gallery", "L", "--passphrase-file", "pass")
    assert call(place, "enrol", "in", *sealed, "--modality", "face", "--class", "missing").code == 0
    assert call(place, "codes", "key", "--out", "q.key").code == 0
    codes = ("codes", "make", *sealed, "--class", "missing", "--key", "q.key", "--out", "c.jsonl", *USE)
    assert call(place, *codes, "--to", "border police").code == 0
    leave = ("withdraw", "ada", *sealed)
    asked = call(place, *leave)
    assert asked.code == 0, asked.err
    told = asked.json()
    assert (told["records"], told["erased"]) == ({"face template": 2}, False)
    assert [one["to"] for one in told["handed_out"]] == ["border police"]
    assert "nothing was changed" in asked.err
    assert call(place, *leave, "--yes").code == 2, "why is not said"
    done = call(place, *leave, "--reason", "asked for it", "--yes")
    assert (done.code, done.json()["erased"]) == (0, True), done.err
    assert "handed out to border police" in done.err
    assert "the pictures they were enrolled from" in done.err
    gone = call(place, *leave)
    assert (gone.code, "holds nothing of 'ada'" in gone.err) == (2, True)
    again = call(place, "enrol", "in", *sealed, "--modality", "face", "--class", "missing")
    assert (again.code, "4 there before, 2 refused" in again.err) == (3, True), again.err
