"""Galleries of very many templates: some are left out before the comparison, and nobody is lost by it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from manumit.base.vault import PassphraseHolder
from manumit.engine.biometrics import Asked, Details, Gallery, Held, ModelSettings, Template, modality, search
from manumit.engine.biometrics.bounded import Bounded, Vectors
from manumit.engine.biometrics.persons import search_people
from tests.engine.biometrics.cohorts import (
    MAKE,
    USE,
    WAY,
    WIDTH,
    WORD,
    card_of,
    people,
    templates,
    write_cohort,
)

CARD = card_of(1)


def lay(held: object) -> Vectors:
    """Vectors of made-up templates."""
    assert isinstance(held, list | tuple)
    return np.frombuffer(b"".join(one.data for one in held), "<f8").reshape(-1, WIDTH).astype(np.float32)


FEW = replace(WAY, lay=lay, exact=100)
"""The same modality, whose searches leave out what they can from 101 templates on."""


def test_the_same_people_are_named_with_the_same_ratios_as_by_comparing_everything() -> None:
    names, vectors = people(22, 400, 3)
    every = list(zip(names, templates(vectors), strict=True))
    exact, filtered = Held.of(every, WAY), Held.of(every, FEW)
    assert exact.bounded is None
    assert filtered.bounded is not None
    probes = [*templates(people(22, 400, 4)[1])[3:80:4], *templates(people(23, 40, 1)[1])]
    for asked in (Asked(USE), Asked(USE, 0.01)):
        named = left_out = 0
        for probe in probes:
            a, b = (search(probe, held, CARD, asked, "missing") for held in (exact, filtered))
            assert b.filtered
            assert a.filtered is None
            assert replace(b, filtered=None) == a
            named, left_out = named + len(a.candidates), left_out + b.filtered.templates - b.filtered.compared
            assert b.filtered.recall_found == b.filtered.recall_of >= 12
            c, d = (search_people([(probe, held, CARD)], {}, asked, "missing") for held in (exact, filtered))
            assert d.filtered
            assert replace(d, filtered=None) == c
            two = [(one, held, CARD) for held in (exact, filtered) for one in (probe, probes[0])]
            assert replace(search_people(two[2:], {}, asked, "missing"), filtered=None) == search_people(
                two[:2], {}, asked, "missing"
            )
        assert named
        assert left_out


def test_where_details_are_weighed_everything_is_compared() -> None:
    names, vectors = people(22, 200, 1)
    held = Held.of(list(zip(names, templates(vectors), strict=True)), FEW)
    asked = Asked(USE, about=Details(name="Ana Example"))
    answer = search_people([(templates(vectors[:1])[0], held, CARD)], {}, asked, "missing")
    assert answer.filtered is None
    assert answer.candidates


@settings(max_examples=40, deadline=None)
@given(
    arrays(np.float32, (12, WIDTH), elements=st.floats(-1, 1, width=32)),
    arrays(np.float32, WIDTH, elements=st.floats(-1, 1, width=32)),
    st.floats(-2, 2),
)
def test_whatever_vectors_are_held_none_that_reaches_the_score_is_left_out(
    held: Vectors, probe: Vectors, least: float
) -> None:
    bounded = Bounded([Template(*MAKE, 1.0, one.astype("<f8").tobytes()) for one in held], lay)
    one = Template(*MAKE, 1.0, probe.astype("<f8").tobytes())
    scores, met = bounded.every(one), bounded.above(one, least)
    surely = np.flatnonzero(scores >= least + 1e-4)
    assert set(surely) <= set(met.places)
    assert scores[met.places] == pytest.approx(met.scores, abs=1e-4)
    assert np.allclose(scores, held.astype(float) @ probe, atol=1e-4)
    assert bounded.scores(one, met.places) == pytest.approx(met.scores, abs=1e-4)


def test_a_gallery_says_what_it_left_out(tmp_path: Path, card: Path) -> None:
    pictures = write_cohort(tmp_path, 20)
    with Gallery.open(tmp_path / "L", "missing", PassphraseHolder(WORD), make=True) as gallery:
        gallery.enrol(pictures[1:], WAY)
        probe = WAY.read(pictures[0][1])
        plain = gallery.identify(probe, WAY, Asked(USE, card=card))
    with Gallery.open(tmp_path / "L", "missing", PassphraseHolder(WORD)) as gallery:
        told = gallery.identify(probe, replace(FEW, exact=5), Asked(USE, card=card))
    assert told.filtered
    assert (told.filtered.way, told.filtered.templates) == ("bounded", 17)
    assert replace(told, filtered=None) == plain
    assert plain.filtered is None


def test_the_limit_is_a_setting() -> None:
    assert modality("face").exact == 1_000_000
    assert modality("face", ModelSettings(gallery_exact=10)).exact == 10
    assert modality("face").lay
    assert modality("iris").lay is None
