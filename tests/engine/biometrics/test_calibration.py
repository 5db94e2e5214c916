"""Ratios mean what they say on people that the card was not fitted on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import UsageError
from manumit.engine.biometrics import Pairs, card_for, fit_card, read_card
from manumit.engine.biometrics.measures import cllr, equal_error, fnmr_at, least_cllr, pooled
from tests.engine.biometrics.cohorts import MAKE, card_of, pairs_of, people

CARD = card_of(1)


def test_unseen_people_cost_little_more_than_the_least() -> None:
    unseen = pairs_of(*people(2, 60, 6))
    genuine, impostor = (unseen.score[which] for which in (unseen.same, ~unseen.same))
    cost, least = cllr(CARD.llr(genuine), CARD.llr(impostor)), least_cllr(genuine, impostor)
    assert least <= cost < 1.2 * least + 0.01
    assert cllr(genuine, impostor) > 2 * cost  # scores as they are, taken for ratios


@pytest.mark.parametrize("rate", [0.1, 0.01, 0.001, 0.0001])
def test_the_curve_holds_on_unseen_people_beyond_what_the_cohort_could_show(rate: float) -> None:
    unseen = pairs_of(*people(3, 300, 4))
    impostor = unseen.score[~unseen.same]
    found = float((impostor >= CARD.false_match.where(rate)).mean())
    assert 0.2 * rate < found < 3 * rate


def test_curve_and_its_inverse_agree() -> None:
    for rate in np.geomspace(1e-9, 0.9, 30):
        assert CARD.false_match(np.array([CARD.false_match.where(float(rate))]))[0] == pytest.approx(
            rate, rel=1e-6
        )


@given(st.lists(st.floats(-1.5, 1.5), min_size=2, max_size=20))
def test_more_alike_never_says_less(scores: list[float]) -> None:
    ordered = np.array(sorted(scores))
    llr = CARD.llr(ordered)
    assert (np.diff(llr) >= -1e-9).all()
    assert (llr <= -np.log(CARD.false_match(ordered)) + 1e-9).all()


def test_a_larger_gallery_needs_more_and_never_less_than_even() -> None:
    cuts = [CARD.threshold(n) for n in (1, 10, 1_000, 100_000, 10_000_000)]
    assert cuts == sorted(cuts)
    assert cuts[0] == CARD.even
    assert CARD.llr(np.array([CARD.even]))[0] == pytest.approx(0, abs=1e-6)
    assert CARD.threshold(1_000, 0.1) > CARD.threshold(1_000)
    for n, cut in zip((1_000, 100_000), cuts[2:4], strict=True):
        stated, low, high = CARD.expected_false(cut, n, n)
        assert low <= stated <= high <= 1.0 + 1e-6


def test_the_interval_is_by_subject_and_wider_than_by_pair() -> None:
    """Of a few subjects, pairs are many and say little: the interval must not shrink with pictures a person."""
    few = fit_card(pairs_of(*people(4, 8, 12)), MAKE, "", "")
    many = card_of(4, 80, 4)
    assert few.false_match.high > many.false_match.high > 1


def test_two_eyes_of_one_person_are_no_two_people() -> None:
    apart = pairs_of(*people(4, 40, 6, spread=0.02))  # told apart without an error: the rule of three
    by_eye = fit_card(apart, MAKE, "made up", "40 eyes").measured["eer"]
    by_person = fit_card(apart, MAKE, "made up", "40 eyes", people=np.arange(40) // 2).measured["eer"]
    assert by_eye == {"value": 0.0, "low": 0.0, "high": pytest.approx(3 / 40)}
    assert by_person == {"value": 0.0, "low": 0.0, "high": pytest.approx(3 / 20)}


def test_a_card_comes_back_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "card.json").write_text(CARD.to_json())
    assert read_card(tmp_path / "card.json") == CARD
    (tmp_path / "none.json").write_text('{"slope": 1}')
    with pytest.raises(UsageError):
        read_card(tmp_path / "none.json")


def test_cards_are_for_one_make() -> None:
    shipped = card_for("face", None)
    assert shipped.subjects == 20
    with pytest.raises(UsageError, match="The calibration is for face dlib-resnet"):
        card_for("face", None, MAKE)


def test_a_cohort_too_small_is_refused() -> None:
    with pytest.raises(UsageError, match="too few"):
        fit_card(pairs_of(*people(1, 4, 4)), MAKE, "", "")


def test_people_told_apart_without_an_error_give_finite_ratios() -> None:
    card = fit_card(pairs_of(*people(5, 20, 5, spread=0.01)), MAKE, "", "")
    assert np.isfinite(card.llr(np.linspace(-1, 1, 50))).all()


def test_measures_on_cases_done_by_hand() -> None:
    genuine, impostor = np.array([1.0, 2.0, 3.0, 4.0]), np.array([0.0, 0.5, 1.5, 0.2])
    assert equal_error(genuine, impostor) == pytest.approx(0.25)
    assert fnmr_at(genuine, impostor, 0.0) == pytest.approx(0.25)
    assert fnmr_at(genuine, impostor, 0.25) == 0.0
    assert cllr(np.zeros(3), np.zeros(5)) == pytest.approx(1.0)
    assert least_cllr(np.array([2.0, 3.0]), np.array([0.0, 1.0])) == pytest.approx(0.0)
    assert least_cllr(np.array([0.0, 1.0]), np.array([0.0, 1.0])) == pytest.approx(1.0)
    assert pooled(np.array([1.0, 0.0, 3.0]), np.ones(3)).tolist() == [0.5, 0.5, 3.0]


def test_pairs_know_who_is_who() -> None:
    assert Pairs(np.zeros(2), np.array([1, 1]), np.array([1, 2])).same.tolist() == [True, False]
