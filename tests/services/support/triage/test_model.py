"""The models of intents: when meanings are asked for, and what they add."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from manumit.services.support.triage.features import Floats, Reading
from manumit.services.support.triage.meaning import BOTH, MEANING
from manumit.services.support.triage.model import (
    INTENTS,
    NEAR,
    OF_TUNED,
    SURE,
    Head,
    Seen,
    is_sure,
    look,
    models,
)
from manumit.services.support.triage.turns import Turn


def seen(text: str) -> Seen:
    return look(Reading((Turn("person", text),), "en"))


def test_a_head_weighs_the_tuned_vector_alone() -> None:
    meant = np.concatenate([np.full(MEANING, 9), np.eye(MEANING)[3]]).astype(np.float32)
    out = np.zeros((MEANING, len(INTENTS)), np.float32)
    out[3, 5] = 2
    head = Head(np.zeros(MEANING, np.float32), out, np.zeros(len(INTENTS), np.float32))
    assert head.score(meant) == pytest.approx([2 * OF_TUNED * (at == 5) for at in range(len(INTENTS))])


def test_meanings_are_asked_for_only_in_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask(text: str, waits: bool = True) -> Floats:
        asked.append(text)
        return np.zeros(BOTH, np.float32)

    monkeypatch.setattr("manumit.services.support.triage.model.meaning", ask)
    intents = models().intents
    for text in ("thank you, goodbye", "and that other matter, for my neighbour's cousin?"):
        one = seen(text)
        sure = is_sure(intents.told(one, intents.middle))
        intents.scores(one)
        assert (one.reading.last in asked) is not sure
    assert len(asked) == 1


def test_sure_is_far_before_the_second() -> None:
    assert is_sure(np.array([0, SURE + 0.01, -5], np.float32))
    assert not is_sure(np.array([0, SURE - 0.01, -5], np.float32))


def test_the_tuned_meaning_changes_what_is_told() -> None:
    intents = models().intents
    assert intents.head is not None
    one = seen("my cousin, do you know where she could sleep tonight")
    assert one.meaning is not None
    with_it = intents.told(one, one.meaning)
    without = replace(intents, head=None).told(one, one.meaning)
    assert with_it - without == pytest.approx(intents.head.score(one.meaning), abs=1e-4)
    assert np.abs(with_it - without).max() > 0.1


def test_danger_asks_for_meanings_only_near_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask(text: str) -> None:
        asked.append(text)

    monkeypatch.setattr("manumit.services.support.triage.model.meaning", ask)
    text = "my cousin, do you know where she could sleep tonight"
    whole = models()
    found = whole.danger_score(seen(text))
    for away, often in ((NEAR + 0.1, 0), (-NEAR - 0.1, 0), (NEAR - 0.1, 1)):
        asked.clear()
        limits = np.array([found[0] + away, 0], np.float32)
        ours = replace(whole, limits=limits, own={})
        assert ours.danger_score(seen(text)) == found  # none to be had: as without
        assert len(asked) == often


def test_a_language_may_have_a_limit_of_its_own() -> None:
    limits, own = np.array([-1, 0], np.float32), {"uk": 0.25}
    ours = replace(models(), limits=limits, own=own)
    assert [ours.limit(look(Reading((Turn("person", "так"),), one))) for one in ("uk", "ru")] == [-0.75, -1]
