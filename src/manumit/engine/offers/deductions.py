"""Things that are taken off the pay one by one: bed, food, bus, boots ... until little is left of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from manumit.engine.offers.money import Amount, number_of
from manumit.engine.offers.patterns import negated
from manumit.engine.offers.reading import Reading, Sentence, Span

_BESIDE, _NEAR = 3, 10
"""Words from a thing to its price; to a word of deducting."""
_LEAST_PRICE = 4
"""'3 meals a day' and '2 rooms' are no prices."""
_LISTED, _PRICED = 3, 3
"""Different things that make a list: beside a word of deducting; with prices, where the text speaks of deducting or of
a debt. Prices alone are none: 'dinner 8 euros, laundry 5 euros'. Our judgement, not tuned."""


def _prices(reading: Reading, sentence: Sentence, sums: Sequence[Amount], taken: bool) -> list[int]:
    """Where prices stand: sums with a currency, and numbers of a sentence that itself takes them off. Other numbers may
    be a bus or a house."""
    bare = range(sentence.start, sentence.end) if taken else ()
    return [a.first for a in sums if a.told and sentence.start <= a.first < sentence.end] + [
        at for at in bare if reading.words[at][0].isdigit() and number_of(reading.words[at]) >= _LEAST_PRICE
    ]


def deduction_list(reading: Reading, sums: Sequence[Amount]) -> Iterator[Span]:
    """One span over all things that are taken off, where they make a list; nothing where they are free."""
    listed: dict[str, Span] = {}
    priced: dict[str, Span] = {}
    taken = False
    for sentence in reading.sentences:
        named = sentence.concepts
        marks = [span for span in named.get("DEDUCT", ()) if not negated(reading, sentence, *span)]
        owed = any(not negated(reading, sentence, *span) for span in named.get("DEBT", ()))
        taken |= bool(marks) or owed
        if "ITEM" not in named or "WARN" in named or "FREE" in named or "COVER" in named:
            continue
        prices = _prices(reading, sentence, sums, bool(marks) or owed)
        for first, end in named["ITEM"]:
            low, high = max(sentence.start, first - _BESIDE), min(sentence.end, end + _BESIDE)
            name = reading.words[first]
            if any(first - _NEAR < mark[0] < end + _NEAR for mark in marks):
                listed.setdefault(name, (first, end))
            if any(low <= at < high for at in prices):
                priced.setdefault(name, (first, end))
    for things, least in ((listed, _LISTED), (priced if taken else {}, _PRICED)):
        if len(things) >= least:
            yield min(span[0] for span in things.values()), max(span[1] for span in things.values())
            return
