"""One world: settle the towns, start operations and look-alikes among them, let time run, write what was seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from benchmarks.fourth_hand.files import write_input, write_truth
from benchmarks.fourth_hand.lives import settle
from benchmarks.fourth_hand.lookalikes import LOOKALIKES
from benchmarks.fourth_hand.people import Maker
from benchmarks.fourth_hand.plans import OPERATIONS
from benchmarks.fourth_hand.stage import DAY, DAYS, Plan, Stage

OPERATIONS_AT_ONE = 150  # at scale 1, and a few more look-alikes
LOOKALIKES_AT_ONE = 160


def live(seed: int, scale: float) -> Stage:
    """The world of that seed after its seven months."""
    stage = Stage(seed, scale)
    settle(stage)
    for number in range(max(4, round(OPERATIONS_AT_ONE * scale))):
        kind = stage.chance.among(stage.habits.kinds)
        _start(stage, f"op-{seed}-{number:03d}", kind, True, OPERATIONS[kind])
    groups = list(LOOKALIKES)
    stage.chance.shuffle(groups)
    for number in range(max(len(groups) // 2, round(LOOKALIKES_AT_ONE * scale))):
        group = groups[number % len(groups)]
        _start(stage, f"like-{number:03d}", group, False, LOOKALIKES[group])
    stage.run()
    return stage


def _start(stage: Stage, name: str, label: str, planted: bool, plan: Callable[[Stage, Maker], Plan]) -> None:
    chance = stage.chance
    target = round(min(58.0, max(15.0, chance.about(27, 0.35))))
    maker = Maker(name, label, planted, target, chance.betavariate(1.6, 1.2))
    stage.makers.append(maker)
    stage.begin(plan(stage, maker), stage.start + chance.random() * DAYS * 0.6 * DAY)


def write_world(out: Path, seed: int, scale: float = 1.0) -> dict[str, int]:
    """Write OUT/input and OUT/truth; the number of records by kind."""
    stage = live(seed, scale)
    write_input(stage.journal, out / "input")
    write_truth(stage.journal, stage.makers, out / "truth")
    counts: Counter[str] = Counter()
    for outlet in stage.journal.outlets:
        counts[outlet.kind] += len(outlet.rows)
    return dict(counts)
