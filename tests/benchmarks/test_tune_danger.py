"""The experiment with an encoder tuned for danger: what it learns from, and how it compares."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from benchmarks.fit_triage import WEIGHTS, read_rows
from benchmarks.tune_danger import PLAIN, Told, alarms, area, chosen, compare, files, told_by
from manumit.services.support.triage.features import Reading
from manumit.services.support.triage.turns import turns_of


def told(file: str, label: str, *before: str) -> Told:
    """A message of a hand."""
    row: dict[str, Any] = {"label": label}
    return Reading(tuple(turns_of("hello", before)), "en"), row, file


def test_hands_left_out_are_whole_and_talks_of_more_turns_are_not_learnt_from() -> None:
    left = [told("en_k.tsv", "standard", "earlier"), told("en_k.tsv", "imminent")]
    given = [*left, told("en_j.tsv", "imminent", "earlier"), told("en_j.tsv", "standard")]
    assert chosen(given, ["_k"], 0.0, np.random.default_rng(0)) == [*left, given[3]]


def test_of_plain_asks_fewer_are_learnt_from_but_for_danger() -> None:
    asks, danger = [told("en.tsv", "standard")] * 900, [told("en.tsv", "imminent")] * 9
    made = chosen([*asks, *danger], ["_k"], 1.0, np.random.default_rng(0))
    assert made[-9:] == danger
    assert len(made) - 9 == pytest.approx(900 * PLAIN["asks"], rel=0.3)


def test_alarms_are_counted_where_as_many_are_found() -> None:
    score = np.array([5, 4, 3, 2, 4.5, 3.5, 2.5, 1], np.float32)
    imminent, everyday = np.arange(4), np.arange(4, 8)
    assert alarms(score, imminent, everyday, 1.0) == 0.75
    assert alarms(score, imminent, everyday, 0.5) == 0.25


def test_the_area_is_how_often_danger_is_before_the_rest() -> None:
    score = np.array([3, 1, 2, 1], np.float32)
    assert area(score, np.array([0, 1]), np.array([2, 3])) == pytest.approx((2 + 0 + 0.5) / 4)


def test_what_tells_them_apart_lowers_alarms_and_what_does_not_does_not() -> None:
    dice = np.random.default_rng(1)
    truth = np.repeat([1.0, 0.0], 200)
    base = (truth + dice.standard_normal(400)).astype(np.float32)
    parts = (np.arange(200), np.arange(200, 400))
    assert "(+0.0000 to +0.0000), everyday alarms" in compare(base, base, 0.5, *parts)
    said = compare(base, (base + 3 * truth).astype(np.float32), 0.5, *parts)
    least, most = said.rpartition("(")[2].partition(")")[0].split(" to ")
    assert float(least) < float(most) < 0


def test_weights_beside_tell_danger_as_they_are_shipped(tmp_path: Any) -> None:
    file = tmp_path / "en_k.tsv"
    file.write_text(
        "none\timminent\the has a knife and he is at my door now\nnone\tstandard\tI baked bread\n"
    )
    score, limit = told_by(WEIGHTS, read_rows([file]))
    assert score[0] > limit > score[1]


def test_what_is_kept_from_the_fits_is_told_too() -> None:
    assert {file.parent.name for file in files()} == {"triage", "held_out"}
