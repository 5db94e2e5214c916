"""The world put together: habits, society, ordinary life, stories, numbers, files, truth."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from benchmarks.third_hand import (
    alike_circle,
    alike_company,
    alike_hire,
    alike_travel,
    alike_work,
    crime,
    files,
    household,
    labour,
    sexual,
)
from benchmarks.third_hand.daybook import Daybook, Group
from benchmarks.third_hand.habits import Habits, draw
from benchmarks.third_hand.noise import Noise
from benchmarks.third_hand.ordinary import Ordinary
from benchmarks.third_hand.society import Society
from benchmarks.third_hand.story import Story, Telling

PLANTED: dict[str, dict[str, Telling]] = {
    "sexual": sexual.WAYS, "labour": labour.WAYS, "domestic": household.WAYS, "forced_crime": crime.WAYS,
}  # fmt: skip
SHARES = {"sexual": 50, "labour": 50, "domestic": 22, "forced_crime": 28}  # operations at scale 1
INNOCENT: dict[str, Telling] = {
    **alike_company.GROUPS,
    **alike_work.GROUPS,
    **alike_hire.GROUPS,
    **alike_circle.GROUPS,
    **alike_travel.GROUPS,
}
INNOCENT_AT_SCALE_1 = 190
FEWEST = 10  # records of an operation


def make(seed: int, scale: float = 1.0) -> Daybook:
    """Everything that happens in the world of `seed`, numbered and ready to be written."""
    ways = tuple(way for sort in PLANTED.values() for way in sort) + tuple(INNOCENT)
    habits, book = draw(seed, ways), Daybook()
    society = Society(habits, book, seed, scale)
    for sort, count in SHARES.items():
        for way, index in _dealt(habits, seed, sort, PLANTED[sort], round(count * scale)):
            book.operations.append(_planted(society, way, sort, f"{seed}:{way}:{index}"))
    for name, index in _dealt(habits, seed, "innocent", INNOCENT, round(INNOCENT_AT_SCALE_1 * scale)):
        group = Group(name)
        _tell(society, INNOCENT[name], group, f"{seed}:{name}:{index}")
        book.lookalikes.append(group)
    Ordinary(society).write()
    Noise(society).write()
    shuffle = Random(f"third-hand:{seed}:order")
    shuffle.shuffle(book.operations)
    shuffle.shuffle(book.lookalikes)
    files.choose_forms(book)
    book.number(shuffle, habits.prefixes)
    return book


def _dealt(
    habits: Habits, seed: int, sort: str, bank: dict[str, Telling], count: int
) -> list[tuple[str, int]]:
    """`count` stories of a sort: each way in turn once (as far as they reach), the rest by the seed's weights."""
    rng = Random(f"third-hand:{seed}:{sort}")
    names = rng.sample(list(bank), len(bank))[:count]
    names += rng.choices(list(bank), [habits.weight(way) for way in bank], k=max(0, count - len(names)))
    return [(name, index) for index, name in enumerate(names)]


def _planted(society: Society, way: str, sort: str, salt: str) -> Group:
    """An operation with enough traces to be one; a telling that came out too short is told again."""
    mark = society.book.mark()
    for attempt in range(20):
        group = Group(way, sort)
        _tell(society, PLANTED[sort][way], group, f"{salt}:{attempt}")
        if len(group.entries) >= FEWEST:
            break
        society.book.rewind(mark)
    return group


def _tell(society: Society, telling: Telling, group: Group, salt: str) -> None:
    story = Story(society, Random(f"third-hand:{salt}"), group)
    telling(story)
    story.close()


def write(out: Path, seed: int, scale: float = 1.0) -> Counter[str]:
    """OUT/input and OUT/truth; returns how many records of each kind were written."""
    book = make(seed, scale)
    files.write(book, out / "input", Random(f"third-hand:{seed}:files"))
    days = {entry.at // 86_400 for group in book.operations for entry in group.entries}
    dates = {day: datetime.fromtimestamp(day * 86_400, UTC).date().isoformat() for day in days}
    book.write_truth(out / "truth", dates)
    return Counter({kind: len(entries) for kind, entries in book.entries.items() if entries})
