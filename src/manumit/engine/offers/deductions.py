"""Things that are taken off the pay one by one: bed, food, bus, boots ... until little is left of it."""

from __future__ import annotations

from collections.abc import Iterator

from manumit.engine.offers.patterns import negated
from manumit.engine.offers.reading import Reading, Sentence, Span

_BESIDE, _NEAR = 3, 10
"""Words from a thing to its price; to a word of deducting."""
_LEAST_PRICE = 4
"""'3 meals a day' and '2 rooms' are no prices."""
_LISTED, _PRICED, _PRICED_ALONE = 3, 3, 4
"""Different things that make a list: beside a word of deducting; with prices, where the text speaks of deducting or of
a debt; with prices alone. Our judgement, not tuned."""


def _priced(reading: Reading, sentence: Sentence, first: int, end: int) -> bool:
    for at in range(max(sentence.start, first - _BESIDE), min(sentence.end, end + _BESIDE)):
        word = reading.words[at]
        if word[0].isdigit() and float("".join(filter(str.isdecimal, word)) or 0) >= _LEAST_PRICE:
            return True
    return False


def deduction_list(reading: Reading) -> Iterator[Span]:
    """One span over all things that are taken off, where they make a list; nothing where they are free."""
    listed: dict[str, Span] = {}
    priced: dict[str, Span] = {}
    taken = False
    for sentence in reading.sentences:
        named = sentence.concepts
        taken |= "DEDUCT" in named or "DEBT" in named
        if "ITEM" not in named or "WARN" in named or "FREE" in named or "COVER" in named:
            continue
        marks = [span for span in named.get("DEDUCT", ()) if not negated(reading, sentence, *span)]
        for first, end in named["ITEM"]:
            name = reading.words[first]
            if any(first - _NEAR < mark[0] < end + _NEAR for mark in marks):
                listed.setdefault(name, (first, end))
            if _priced(reading, sentence, first, end):
                priced.setdefault(name, (first, end))
    for things, least in ((listed, _LISTED), (priced, _PRICED if taken else _PRICED_ALONE)):
        if len(things) >= least:
            yield min(span[0] for span in things.values()), max(span[1] for span in things.values())
            return
