"""Watched ways of writing: an author's further texts are met, others' seldom, and never by what the texts are about."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from manumit.engine.watch import Entry
from manumit.engine.watch.style import LEAST_REFERENCE
from tests.engine.watch.scene import Row, Scene, ad, entries, listed

THINGS = (
    "room house garden massage evening river quiet friendly new city hotel open daily ring call visit".split()
)
MARKS = ("", "!", "!!", " :)", " ...", " *", " ~", " ;-)")


def text(dice: random.Random, mark: str, loud: bool, join: str) -> str:
    """A text about anything at all, in somebody's manner."""
    parts = []
    for _ in range(4):
        words = " ".join(dice.sample(THINGS, 5))
        parts.append((words.upper() if loud else words.capitalize()) + mark)
    return join.join(parts)


def strangers(count: int, seed: int = 1) -> list[Row]:
    """Adverts of many people, each in one of many manners, none in AUTHOR's."""
    dice = random.Random(seed)
    return [
        ad(
            f"other-{seed}-{at}",
            text(dice, dice.choice(MARKS), dice.random() < 0.3, dice.choice((". ", " - ", "\n"))),
        )
        for at in range(count)
    ]


def theirs(count: int, seed: int) -> list[str]:
    """Texts of the watched author: waves between, tildes at the end, some hearts; none quite like the other."""
    dice = random.Random(seed)
    return [text(dice, " ~~ " + "♥" * (2 + at), False, " ≈ ") for at in range(count)]


def watched(scene: Scene, **more: str) -> list[Entry]:
    return entries(scene.folder, [{"kind": "style", "value": "\n---\n".join(theirs(3, 5)), **more}])


def test_further_texts_of_the_author_are_met_and_few_of_others(scene: Scene) -> None:
    scene.read("others.csv", strangers(LEAST_REFERENCE + 100))
    entry = watched(scene, why="seen with case 12")
    first = scene.watch(entry)
    assert len(first.raised) <= 2, "one in 1,000 at most is nearer"
    fresh = [ad(f"mine-{at}", said) for at, said in enumerate(theirs(3, 6))]
    scene.read("new.csv", [*fresh, *strangers(60, seed=2)])
    done = scene.watch(entry)
    assert done.records == 63
    assert [one.source_id[:5] for one in done.raised] == ["mine-"], "of 1,163 texts one may be met"
    reason = done.raised[0].reason
    assert "written much as the example" in reason
    assert "never proof" in reason
    assert "On the list because: seen with case 12" in reason
    assert scene.watch(entry).raised == ()


def test_with_too_few_texts_the_entry_waits_and_misses_nothing(scene: Scene) -> None:
    scene.read("few.csv", [ad(f"mine-{at}", said) for at, said in enumerate(theirs(1, 6))])
    entry = watched(scene)
    done = scene.watch(entry)
    assert done.raised == ()
    assert "too few to tell what is usual" in done.refused["e0"]
    scene.read("others.csv", strangers(LEAST_REFERENCE + 100))
    done = scene.watch(entry)
    assert done.refused == {}
    assert "mine-0" in {one.source_id for one in done.raised}


@pytest.mark.parametrize(
    "value", ["", "---", "two words only", "one two three four five six seven eight 9 10 11 12"]
)
def test_too_little_text_tells_no_manner(value: str, tmp_path: Path) -> None:
    found, (problem,) = listed(tmp_path, [{"kind": "style", "value": value}])
    assert found == []
    assert "cannot be told from" in problem.reason
    assert "12 words" in problem.hint
