"""Identifiers found, by class of disguise: `python benchmarks/identifiers.py --seeds 1 2 3 [--examples 3]`.

The texts are made up (benchmarks/corpora/identifier_texts.py), by another hand than the extractor. A find counts when
its kind and value are right; a wrong or additional phone, e-mail, handle, wallet, link or IBAN counts against
precision. `span` is the share of right finds that lie within the disguised value (two characters' grace).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.corpora.identifier_texts import Item, items
from manumit.engine.signals import Mention, extract

KINDS = frozenset({"phone", "email", "handle", "wallet", "url", "iban"})
GRACE = 2


@dataclass
class Tally:
    """What came of one class: the failures keep their texts."""

    wanted: int = 0
    right: int = 0
    in_place: int = 0
    texts: int = 0
    false: Counter[str] = field(default_factory=Counter)
    texts_with_phone: int = 0
    missed: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.wanted += other.wanted
        self.right += other.right
        self.in_place += other.in_place
        self.texts += other.texts
        self.texts_with_phone += other.texts_with_phone
        self.false += other.false

    @property
    def precision(self) -> float:
        found = self.right + self.false.total()
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0


def _plain(kind: str, value: str) -> str:
    """The value as two right answers agree on it."""
    if kind == "url":
        return value.split("://")[-1].removeprefix("www.").rstrip("/").lower()
    if kind in ("handle", "email"):
        return value.lower()
    return value.replace("tron:", "trx:") if kind == "wallet" else value


def judge(item: Item, mentions: Sequence[Mention], tally: Tally) -> None:
    found = {(one.kind, _plain(one.kind, one.value)): one for one in mentions if one.kind in KINDS}
    wanted = (item.kind, _plain(item.kind, item.value))
    tally.texts += 1
    if item.value:
        tally.wanted += 1
        hit = found.pop(wanted, None)
        if hit:
            tally.right += 1
            tally.in_place += hit.start >= item.start - GRACE and hit.end <= item.end + GRACE
        else:
            tally.missed.append(f"{item.text!r} [{item.region}] wanted {item.value}, found {sorted(found)}")
        if item.kind == "handle":  # a link to a profile is both a handle and a link
            found = {key: one for key, one in found.items() if key[0] != "url"}
    if found:
        tally.false.update(kind for kind, _ in found)
        tally.texts_with_phone += any(kind == "phone" for kind, _ in found)
        tally.taken.append(f"{item.text!r} [{item.region}] took {sorted(found)}")


def measure(seeds: Sequence[int], each: int, negatives: int) -> tuple[dict[str, Tally], int, float]:
    tallies: dict[str, Tally] = defaultdict(Tally)
    made = [item for seed in seeds for item in items(seed, each, negatives)]
    extract({"text": "warm"}, "US")
    began = time.perf_counter()
    answers = [extract({"text": item.text}, item.region or None) for item in made]
    seconds = time.perf_counter() - began
    for item, mentions in zip(made, answers, strict=True):
        judge(item, mentions, tallies[item.family])
    return tallies, len(made), seconds


def _row(name: str, tally: Tally) -> str:
    false = ", ".join(f"{kind} {count}" for kind, count in tally.false.most_common()) or "none"
    span = f"{tally.in_place / tally.right:.3f}" if tally.right else ""
    if not tally.wanted:
        return f"| {name} | {tally.texts} |  |  |  | {false} | {tally.texts_with_phone / tally.texts:.2%} |"
    return f"| {name} | {tally.texts} | {tally.precision:.3f} | {tally.recall:.3f} | {span} | {false} |  |"


def table(tallies: dict[str, Tally]) -> Iterator[str]:
    yield "| class | texts | precision | recall | span | falsely found | texts with a false phone |"
    yield "|" + "---|" * 7
    sums: dict[str, Tally] = defaultdict(Tally)
    for name, tally in tallies.items():
        yield _row(name, tally)
        group = name.split()[0]
        clean = group == "phone" and name.split()[1] == "clean"
        sums[f"all {group}{' clean' if clean else ''}"].add(tally)
        if tally.wanted:
            sums["all identifiers"].add(tally)
    for name, tally in sums.items():
        yield _row(f"**{name}**", tally)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--each", type=int, default=40, help="texts a class and seed")
    parser.add_argument("--negatives", type=int, default=2400, help="hard negatives a seed, at least")
    parser.add_argument("--examples", type=int, default=0, help="failures to show a class")
    wish = parser.parse_args()
    tallies, texts, seconds = measure(wish.seeds, wish.each, wish.negatives)
    print("\n".join(table(tallies)))
    print(f"\n{texts:,} texts, {texts / seconds:,.0f} a second on one core")
    if wish.examples:
        for name, tally in tallies.items():
            for verb, shown in (("missed", tally.missed), ("false", tally.taken)):
                for line in shown[:: max(1, len(shown) // wish.examples)][: wish.examples]:
                    print(f"- {name}, {verb}: {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
