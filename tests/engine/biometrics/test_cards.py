"""Every modality that can be read has a card of its own make."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from manumit.engine.biometrics import CARDS, MODALITIES, Template, card_for, modality


@pytest.mark.parametrize("name", CARDS)
def test_a_card_says_how_good_it_was_on_its_own_cohort(name: str) -> None:
    card = card_for(name, None)
    told = card.measured
    assert told["eer"]["value"] == pytest.approx(card.eer, abs=2e-3)
    assert told["cllr"]["value"] == pytest.approx(card.cllr, rel=1e-4)
    assert told["cllr_min"]["value"] == pytest.approx(card.least_cllr, rel=1e-4)
    assert told["failure_to_enrol"]["value"] == 0.0
    if name in MODALITIES:  # what everything together rests on: at most one stranger in R reaches R
        assert float(str(told["strangers_mean_ratio"]["high"])) < 1
    for rate, one in told.items():
        if rate != "failure_to_enrol":
            low, value, high = (one[part] for part in ("low", "value", "high"))
            assert low is not None
            assert value is not None
            assert high is not None
            assert low <= value <= high
            assert low < high


@pytest.mark.parametrize("name", MODALITIES)
def test_a_card_says_on_whom_it_was_fitted_and_claims_no_more_than_it_saw(name: str) -> None:
    card = card_for(name, None)
    assert card.modality == name
    assert str(card.subjects) in card.cohort
    assert card.condition
    llr = card.llr(np.linspace(-1, 1, 101))
    assert llr[-1] <= np.log(card.impostor) + 1e-9
    assert llr[0] >= -np.log(card.genuine) - 1e-9
    assert card.least_cllr <= card.cllr < 0.2


def test_the_iris_card_is_for_what_the_program_makes_today() -> None:
    from manumit.engine.biometrics.iris import MODEL, VERSION, preprocessing_hash

    card = card_for("iris", None)
    assert (card.model, card.version, card.preprocessing) == (MODEL, str(VERSION), preprocessing_hash())
    assert modality("iris").read.__doc__


@pytest.mark.parametrize("name", MODALITIES)
def test_templates_of_today_are_what_the_card_is_for_and_older_ones_are_outdated(name: str) -> None:
    way, card = modality(name), card_for(name, None)
    assert way.make == (card.modality, card.model, card.version, card.preprocessing)
    today = Template(*way.make, 1.0, b"")
    assert not way.outdated(today)
    assert way.outdated(replace(today, version="0"))
    assert way.outdated(replace(today, preprocessing="another"))
    assert not way.outdated(replace(today, model="another program's", version="0"))


def test_cards_are_files_beside_the_code() -> None:
    import manumit.engine.biometrics as room

    there = {one.stem for one in (Path(room.__path__[0]) / "cards").glob("*.json")}
    assert there == set(CARDS)
