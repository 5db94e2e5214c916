"""Galleries: apart, sealed, searched exactly, every search written down, erased with the key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from manumit.base.kernel import (
    Erased,
    UnreadableInput,
    UsageError,
    WorkspaceError,
    in_sealed_place,
    load_settings,
)
from manumit.base.ledger import Pinned, check
from manumit.base.vault import PassphraseHolder
from manumit.engine.biometrics import (
    Asked,
    Details,
    Gallery,
    Held,
    Modality,
    Template,
    Use,
    codes_of,
    compare_two,
    face_vectors,
    says,
    search,
)
from manumit.engine.biometrics.claims import line_of
from manumit.engine.evidence import Logbook, kept_hash
from tests.engine.biometrics.cohorts import MAKE, WAY, card_of, people, templates

WORD = "four random words here"
USE = Use("missing person 14", "consent of the family")
CARD = card_of(1)
KEY = b"a key that both agencies drew"


def write_cohort(folder: Path, seed: int, subjects: int = 6, each: int = 3) -> list[tuple[str, Path]]:
    names, vectors = people(seed, subjects, each)
    written = []
    for at, (name, vector) in enumerate(zip(names, vectors, strict=True)):
        np.savetxt(folder / f"{name}_{at}.txt", vector)
        written.append((name, folder / f"{name}_{at}.txt"))
    return written


@pytest.fixture
def card(tmp_path: Path) -> Path:
    (tmp_path / "card.json").write_text(CARD.to_json())
    return tmp_path / "card.json"


@pytest.fixture
def gallery(tmp_path: Path) -> Iterator[Gallery]:
    with Gallery.open(tmp_path / "G", "missing", PassphraseHolder(WORD), make=True) as opened:
        yield opened


def test_who_is_there_is_found_and_who_is_not_is_nobody(gallery: Gallery, tmp_path: Path, card: Path) -> None:
    pictures = write_cohort(tmp_path, 20)
    done = gallery.enrol(pictures[1:], WAY)
    assert (done.new, done.known, done.refused) == (17, 0, {})
    answer = gallery.identify(WAY.read(pictures[0][1]), WAY, Asked(USE, card=card))
    assert [one.subject for one in answer.candidates] == ["p0000"]
    assert answer.candidates[0].llr >= answer.threshold_llr
    assert answer.why_none is None
    assert (answer.templates, answer.subjects) == (17, 6)
    assert 0 < answer.expected_false <= answer.expected_false_interval[1] <= 1
    stranger = templates(people(21, 1, 1)[1])[0]
    none = gallery.identify(stranger, WAY, Asked(USE, card=card))
    assert none.candidates == ()
    assert none.why_none is not None
    assert "does not mean" in none.why_none


def test_false_candidates_stay_within_what_is_stated() -> None:
    """Strangers against a gallery of 500 unseen people: their mean number of candidates, default and at 0.1."""
    names, vectors = people(22, 500, 1)
    held = Held.of(list(zip(names, templates(vectors), strict=True)), WAY)
    strangers = templates(people(23, 200, 1)[1])
    for expected in (1.0, 0.1):
        answers = [search(one, held, CARD, Asked(USE, expected), "missing") for one in strangers]
        found = float(np.mean([len(one.candidates) for one in answers]))
        low, high = answers[0].expected_false_interval
        assert low <= found <= high <= expected + 1e-6
        assert any(one.candidates for one in answers) == (found > 0)


def test_purpose_and_basis_come_first(gallery: Gallery, card: Path) -> None:
    probe = templates(people(21, 1, 1)[1])[0]
    for use in (Use("", ""), Use("a purpose", " "), Use("", "a basis")):
        with pytest.raises(UsageError, match="purpose and a legal basis"):
            gallery.identify(probe, WAY, Asked(use, card=card))
    assert not (gallery.folder / "uses.jsonl").exists()


def test_every_use_is_written_down_without_names(gallery: Gallery, tmp_path: Path, card: Path) -> None:
    pictures = write_cohort(tmp_path, 20)
    gallery.enrol(pictures, WAY)
    gallery.identify(WAY.read(pictures[0][1]), WAY, Asked(USE, card=card))
    text = (gallery.folder / "uses.jsonl").read_text()
    enrolled, searched = map(json.loads, text.splitlines())
    assert (enrolled["what"], enrolled["new"]) == ("enrol", 18)
    assert (searched["purpose"], searched["basis"], searched["class"]) == (USE.purpose, USE.basis, "missing")
    assert searched["candidates"] == 1
    assert "p0000" not in text


def test_every_search_and_decision_is_a_leaf_that_says_nothing_of_anybody(
    gallery: Gallery, tmp_path: Path, card: Path
) -> None:
    pictures = write_cohort(tmp_path, 20)
    gallery.enrol(pictures, WAY)
    answer = gallery.identify(WAY.read(pictures[0][1]), WAY, Asked(USE, card=card))
    search, rows = gallery.decisions.new_search(), gallery.decisions
    rows.decide(search, "p0000", "ada", "same")
    rows.decide(search, "p0000", "ben", "same")
    rows.together(search, "p0000", ("ada", "ben"), "same", "the scar")
    book = Logbook(gallery.folder, load_settings())
    events = book.events()
    assert [one.type for one in events] == ["access", "judgement", "judgement", "judgement"]
    told = events[0].body
    assert (told["class"], told["candidates"], told["templates"]) == ("missing", len(answer.candidates), 18)
    assert told["purpose_hmac"] == kept_hash(events[0].secret, USE.purpose.encode())
    line = json.loads((gallery.folder / "uses.jsonl").read_text().splitlines()[-1])
    assert told["line_hmac"] == kept_hash(events[0].secret, line_of(line))
    assert [one.body["stage"] for one in events[1:]] == ["alone", "alone", "together"]
    written = (gallery.folder / "events.jsonl").read_text()
    for said in (USE.purpose, USE.basis, "p0000", '"ada"', "the scar", line["probe"]):
        assert said not in written
    audit = check(book.ledger, Pinned.of([book.verifier()]))
    assert audit.entries == 4
    assert audit.sound


def test_what_is_handed_out_is_a_leaf_that_says_nothing_of_anybody(gallery: Gallery, tmp_path: Path) -> None:
    def read(path: Path) -> Template:
        return Template(
            "face", "dlib-resnet", "1", "x", 0.8, np.tile(np.loadtxt(path), 4).astype("<f4").tobytes()
        )

    pictures = write_cohort(tmp_path, 20)
    gallery.enrol(pictures[:3], WAY)
    with pytest.raises(UsageError, match="no face of which codes are made"):
        gallery.hand_out_codes(KEY, USE, "agency B")
    gallery.enrol(write_cohort(tmp_path, 22), replace(WAY, read=read))
    with pytest.raises(UsageError, match="purpose and a legal basis"):
        gallery.hand_out_codes(KEY, Use("", ""), "agency B")
    held = gallery.hand_out("p0000", WAY, USE, "iso2011", "agency B")
    subjects, made = gallery.hand_out_codes(KEY, USE, "agency B")
    codes = made.codes
    assert (len(subjects), codes.shape) == (18, (18, 64))
    vectors = face_vectors([one for _, one in gallery.templates("face") if one.model == "dlib-resnet"])
    assert np.array_equal(codes, codes_of(vectors, KEY))
    assert np.allclose(made.lengths, np.linalg.norm(vectors, axis=1))
    events = Logbook(gallery.folder, load_settings()).events()
    assert [one.type for one in events] == ["export_made"] * 2
    assert [(one.body["form"], one.body["templates"]) for one in events] == [
        ("iso2011", len(held)),
        ("codes of 512 bits", 18),
    ]
    lines = [json.loads(one) for one in (gallery.folder / "uses.jsonl").read_text().splitlines()]
    assert events[1].body["line_hmac"] == kept_hash(events[1].secret, line_of(lines[-1]))
    said = (USE.purpose, USE.basis, "p0000", "agency B", lines[-2]["subject"], held[0].data.hex(), KEY.hex())
    for written in (gallery.folder / "events.jsonl", *(gallery.folder / "ledger").rglob("*")):
        text = written.read_bytes().decode("latin-1") if written.is_file() else ""
        assert not [one for one in (*said, codes[0].tobytes().hex()) if one in text]
    (gallery.folder / "events.jsonl").unlink()
    (gallery.folder / "events.jsonl").mkdir()
    with pytest.raises(WorkspaceError):
        gallery.hand_out_codes(KEY, USE, "agency B")


def test_a_search_may_go_into_another_log(tmp_path: Path, card: Path) -> None:
    book = Logbook(tmp_path / "W", load_settings())
    (tmp_path / "W").mkdir()
    holder = PassphraseHolder(WORD)
    with Gallery.open(tmp_path / "G", "missing", holder, make=True, book=book) as opened:
        opened.identify(templates(people(21, 1, 1)[1])[0], WAY, Asked(USE, card=card))
        assert not (opened.folder / "events.jsonl").exists()
    assert [one.body["candidates"] for one in book.events()] == [0]


def test_a_search_that_cannot_be_logged_gives_no_answer(gallery: Gallery, tmp_path: Path, card: Path) -> None:
    gallery.enrol(write_cohort(tmp_path, 20), WAY)
    (gallery.folder / "events.jsonl").mkdir()
    with pytest.raises(WorkspaceError):
        gallery.identify(templates(people(21, 1, 1)[1])[0], WAY, Asked(USE, card=card))


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


def test_a_child_is_known_by_what_is_said_of_it(gallery: Gallery, tmp_path: Path, card: Path) -> None:
    pictures = write_cohort(tmp_path, 20)
    gallery.enrol(pictures, WAY)
    probe = WAY.read(pictures[0][1])
    gallery.describe("p0000", Details(birth_date=date(2014, 2, 1), taken_on=date(2024, 2, 1)))
    answer = gallery.identify(probe, WAY, Asked(USE, card=card))
    assert answer.candidates[0].llr == pytest.approx(2.303, abs=1e-3)
    assert "a child" in answer.cautions[0]
    gallery.describe("p0000", Details(birth_date=date(1980, 2, 1), taken_on=date(2024, 2, 1)))
    answer = gallery.identify(probe, WAY, Asked(USE, card=card))
    assert answer.candidates[0].llr > 2.303
    assert not answer.cautions


def test_the_class_test_needs_no_basis_and_is_logged_as_evaluation(tmp_path: Path, card: Path) -> None:
    with Gallery.open(tmp_path / "G", "test", PassphraseHolder(WORD), make=True) as opened:
        answer = opened.identify(templates(people(21, 1, 1)[1])[0], WAY, Asked(Use("", ""), card=card))
        assert "holds no face templates" in (answer.why_none or "")
        assert json.loads((opened.folder / "uses.jsonl").read_text())["purpose"] == "evaluation"


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


def test_templates_of_another_make_are_never_compared(gallery: Gallery, tmp_path: Path, card: Path) -> None:
    pictures = write_cohort(tmp_path, 20)
    gallery.enrol(pictures, WAY)
    probe = WAY.read(pictures[0][1])
    newer = Template("face", "made-up", "2", "none", 0.8, probe.data)
    with pytest.raises(UsageError, match="calibration is for"):
        gallery.identify(newer, WAY, Asked(USE, card=card))
    with pytest.raises(UsageError, match="different makes"):
        compare_two(probe, newer, WAY, Asked(USE, card=card))


def test_children_and_years_cap_the_ratio(gallery: Gallery, tmp_path: Path, card: Path) -> None:
    pictures = write_cohort(tmp_path, 20)
    gallery.enrol(pictures, WAY)
    probe = WAY.read(pictures[0][1])
    for asked in (Asked(USE, child=True, card=card), Asked(USE, years=12, card=card)):
        answer = gallery.identify(probe, WAY, asked)
        assert answer.candidates[0].llr <= 2.303
        assert answer.cautions
        alone = compare_two(probe, probe, WAY, asked)
        assert alone["llr"] == 2.303
    assert gallery.identify(probe, WAY, Asked(USE, years=3, card=card)).candidates[0].llr > 2.303


def test_a_template_comes_back_from_its_bytes() -> None:
    one = templates(people(1, 1, 1)[1])[0]
    assert Template.from_bytes(one.to_bytes()) == one


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (1.5, "no support for either"),
        (5, "weak support for the same person"),
        (1 / 5, "weak support for the view that they are two people"),
        (5e3, "strong support for the same person"),
        (1e9, "extremely strong support for the same person"),
    ],
)
def test_a_ratio_in_words(ratio: float, words: str) -> None:
    assert says(float(np.log(ratio))) == words
