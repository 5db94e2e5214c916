"""What galleries hold: apart, sealed, taken in once, erased with the key."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from manumit.base.kernel import Erased, PoorCapture, UnreadableInput, UsageError, in_sealed_place
from manumit.base.vault import PassphraseHolder
from manumit.engine.biometrics import (
    Asked,
    Details,
    Enrolled,
    Gallery,
    Modality,
    Template,
    holding,
    modality,
    write_pictures,
)
from tests.engine.biometrics.cohorts import MAKE, USE, WAY, WORD, people, templates, write_cohort
from tests.engine.biometrics.fingerprint.ridges import ridges


def test_what_is_said_of_people_is_sealed_and_weighed(gallery: Gallery, tmp_path: Path, card: Path) -> None:
    pictures = write_cohort(tmp_path, 20)
    gallery.enrol(pictures, WAY)
    gallery.describe("p0000", Details("Ana Exmple"))
    gallery.describe("p0000", Details("Ana Example", date(1999, 2, 1)))
    gallery.describe("p0001", Details("Eve Other", date(1970, 5, 30)))
    assert gallery.details()["p0000"].name == "Ana Example"
    about = Details.parse("name=EXAMPLE Ana; birth_date=1999-02-01")
    answer = gallery.identify(WAY.read(pictures[0][1]), WAY, Asked(USE, card=card, about=about))
    best = answer.candidates[0]
    assert best.subject == "p0000"
    assert [one.of for one in best.parts] == ["face", "details"]
    assert best.parts[1].llr == pytest.approx(np.log(1000), abs=1e-3)
    assert best.llr == pytest.approx(sum(one.llr for one in best.parts), abs=2e-3)
    for path in gallery.folder.rglob("*"):
        assert path.is_dir() or b"Example" not in path.read_bytes()
    log = json.loads((gallery.folder / "uses.jsonl").read_text().splitlines()[-1])
    assert log["details"] == "name birth_date"
    gallery.erase("p0000", "asked for it")
    assert set(gallery.details()) == {"p0001"}


def test_classes_are_apart(gallery: Gallery, tmp_path: Path) -> None:
    gallery.enrol(write_cohort(tmp_path, 20), WAY)
    with Gallery.open(
        tmp_path / "G", "suspect", PassphraseHolder("other words entirely"), make=True
    ) as other:
        assert other.templates("face") == []
    with pytest.raises(UsageError, match="no gallery of class victim"):
        Gallery.open(tmp_path / "G", "victim", PassphraseHolder(WORD))
    with pytest.raises(UsageError):
        Gallery.open(tmp_path / "G", "everybody", PassphraseHolder(WORD), make=True)


def test_nothing_lies_open(gallery: Gallery, tmp_path: Path) -> None:
    pictures = write_cohort(tmp_path, 20)
    gallery.enrol(pictures, WAY)
    vector = WAY.read(pictures[0][1]).data
    for path in (tmp_path / "G").rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert b"p0000" not in data, path
            assert vector[:16] not in data, path
    assert in_sealed_place(gallery.folder)


def test_templates_of_an_earlier_version_are_told_of_and_made_anew(
    gallery: Gallery, tmp_path: Path, card: Path
) -> None:
    """They cannot be compared: nobody may take silence for an answer, and enrolling again is the way out."""
    today = replace(WAY, make=MAKE)
    earlier = replace(WAY, read=lambda path: replace(WAY.read(path), version="0"))
    pictures = write_cohort(tmp_path, 20)
    gallery.enrol(pictures[1:], earlier)
    probe, asked = WAY.read(pictures[0][1]), Asked(USE, card=card)
    answer = gallery.identify(probe, today, asked)
    assert (answer.candidates, answer.templates) == ((), 0)
    assert len(answer.cautions) == 1
    assert answer.cautions[0].startswith(
        "NOT SEARCHED: 17 face templates of 6 people, which an earlier version"
    )
    again = gallery.enrol(pictures[1:], today)
    assert (again.new, again.known, again.refused) == (17, 0, {})
    answer = gallery.identify(probe, today, asked)
    assert [one.subject for one in answer.candidates] == ["p0000"]
    assert (answer.templates, answer.cautions) == (17, ())
    assert gallery.enrol(pictures[1:], today).known == 17


def test_who_is_erased_is_gone_and_does_not_come_back(gallery: Gallery, tmp_path: Path) -> None:
    pictures = write_cohort(tmp_path, 20)
    gallery.enrol(pictures, WAY)
    assert gallery.erase("p0002", "asked for it")
    assert {who for who, _ in gallery.templates("face")} == {f"p000{n}" for n in (0, 1, 3, 4, 5)}
    again = gallery.enrol(pictures, WAY)
    assert again.new == 0
    assert len(again.refused) == 3
    with pytest.raises(Erased):
        raise_of(gallery, pictures[7][1])


def raise_of(gallery: Gallery, path: Path) -> None:
    from manumit.base.vault import Item

    gallery._vault.seal(Item("p0002", "new", 1, path.read_bytes()))


def test_a_stopped_enrolment_goes_on_and_reads_nothing_twice(gallery: Gallery, tmp_path: Path) -> None:
    pictures, read = write_cohort(tmp_path, 20), []

    def slowly(path: Path) -> Template:
        read.append(path)
        if len(read) == 8:
            raise KeyboardInterrupt
        return WAY.read(path)

    way = Modality("face", slowly, WAY.scorer)
    with pytest.raises(KeyboardInterrupt):
        gallery.enrol(pictures, way)
    seen: list[tuple[int, int]] = []
    done = gallery.enrol(pictures, way, lambda at, total: seen.append((at, total)))
    assert (done.new, done.known) == (11, 7)
    assert len(read) == 8 + 11
    assert seen[-1] == (18, 18)


def test_refusals_are_told_and_the_rest_goes_on(gallery: Gallery, tmp_path: Path) -> None:
    pictures = write_cohort(tmp_path, 20)

    def picky(path: Path) -> Template:
        if path == pictures[3][1]:
            raise UnreadableInput("No face.", "Open the curtains.")
        return WAY.read(path)

    done = gallery.enrol(pictures, Modality("face", picky, WAY.scorer))
    assert done.new == 17
    assert done.refused == {str(pictures[3][1]): "No face. Open the curtains."}


def test_a_template_comes_back_from_its_bytes() -> None:
    one = templates(people(1, 1, 1)[1])[0]
    assert Template.from_bytes(one.to_bytes()) == one


def test_of_a_card_that_is_removed_no_print_stays(gallery: Gallery, tmp_path: Path) -> None:
    shown = [(finger, np.asarray(ridges(finger), np.float64)) for finger in (2, 3)]
    path = tmp_path / "ten.an2"
    path.write_bytes(write_pictures(shown, 14, "M14", 0, date(2026, 3, 1)))
    way = modality("fingerprint")
    assert gallery.enrol([("ana", path)], way).new == 2
    assert gallery.remove("ana", way.name, sha256(path.read_bytes()).hexdigest(), "asked for")
    assert gallery.templates(way.name) == []
    with pytest.raises(UsageError):
        gallery.remove("ana", way.name, sha256(path.read_bytes()).hexdigest(), "asked for")


def test_of_a_card_a_print_that_a_newer_reader_does_not_find_goes(gallery: Gallery, tmp_path: Path) -> None:
    """It could not be compared with anything any more; a later one that finds it again takes it in again. Why a print
    cannot be used is told each time, by its finger."""
    path = tmp_path / "ten.an2"
    path.write_bytes(b"three prints")
    three = templates(people(1, 3, 1)[1])

    def reader(version: str, found: int) -> Modality:
        told = [replace(one, version=version) for one in three[:found]]
        why = PoorCapture(
            f"{path}: right middle finger shows no ridges.", "Clean it.", about="x", numbers={"finger": 3}
        )
        make = (MAKE[0], MAKE[1], version, MAKE[3])
        return replace(WAY, make=make, every=lambda _path: (told, [why] * (3 - found)))

    assert gallery.enrol([("ana", path)], reader("0", 3)).new == 3
    less = reader("1", 2)
    assert gallery.enrol([("ana", path)], less).new == 2
    assert [one.version for _, one in gallery.templates("face")] == ["1", "1"]
    moved = path.rename(tmp_path / "moved.an2")
    again = gallery.enrol([("ana", moved)], less)
    assert (again.new, again.known) == (0, 1)
    named = f"{moved}: right middle finger"
    assert again.refused == {named: f"{named} shows no ridges. Clean it."}
    more = reader("2", 3)
    assert gallery.enrol([("ana", moved)], more).new == 3
    assert [one.version for _, one in gallery.templates("face")] == ["2"] * 3
    assert gallery.enrol([("ana", moved)], more) == Enrolled(0, 1)
    assert gallery.remove("ana", "face", sha256(b"three prints").hexdigest(), "asked for")
    assert gallery.templates("face") == []
    with pytest.raises(UsageError, match="holds nothing"):
        holding(gallery, "ana")
