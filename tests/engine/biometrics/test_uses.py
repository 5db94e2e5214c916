"""Every search, decision and handing out of a gallery is written down, and says nothing of anybody."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from manumit.base.kernel import UsageError, WorkspaceError, load_settings
from manumit.base.ledger import Pinned, check
from manumit.base.vault import PassphraseHolder
from manumit.engine.biometrics import Asked, Gallery, Template, Use, codes_of, face_vectors
from manumit.engine.biometrics.claims import line_of
from manumit.engine.evidence import Logbook, kept_hash
from tests.engine.biometrics.cohorts import USE, WAY, WORD, people, templates, write_cohort

KEY = b"a key that both agencies drew"


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


def test_the_class_test_needs_no_basis_and_is_logged_as_evaluation(tmp_path: Path, card: Path) -> None:
    with Gallery.open(tmp_path / "G", "test", PassphraseHolder(WORD), make=True) as opened:
        answer = opened.identify(templates(people(21, 1, 1)[1])[0], WAY, Asked(Use("", ""), card=card))
        assert "holds no face templates" in (answer.why_none or "")
        assert json.loads((opened.folder / "uses.jsonl").read_text())["purpose"] == "evaluation"
