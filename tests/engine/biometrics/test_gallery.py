"""Galleries are searched exactly, and name as few false candidates as they state."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from manumit.base.kernel import UsageError
from manumit.engine.biometrics import (
    Asked,
    Details,
    Gallery,
    Held,
    Template,
    compare_two,
    says,
    search,
)
from tests.engine.biometrics.cohorts import USE, WAY, card_of, people, templates, write_cohort

CARD = card_of(1)


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
