"""Who offers the work: a firm with a name, a street address."""

from __future__ import annotations

from collections.abc import Iterator

from manumit.engine.offers.reading import Reading, Span


def _quoted(original: str, start: int) -> bool:
    return start > 0 and original[start - 1] in "«\"“'"


def named_employers(reading: Reading) -> Iterator[Span]:
    """A word of business (Ltd, bakery, clinic ...) beside a word written with a capital letter."""
    original = reading.folded.original
    for sentence in reading.sentences:
        for first, end in sentence.concepts.get("ORG", ()):
            for other in (first - 1, end):
                if not sentence.start <= other < sentence.end or reading.words[other][0].isdigit():
                    continue
                start, stop = reading.span(other, other + 1)
                own, written = original[slice(*reading.span(first, end))], original[start:stop]
                named = written[:1].isupper() and len(written) > 2 and not written.isupper()
                if named and (own[:1].isupper() or _quoted(original, start)):
                    yield min(first, other), max(end, other + 1)


def addresses(reading: Reading) -> Iterator[Span]:
    """A word of addresses beside a house number."""
    for sentence in reading.sentences:
        for first, end in sentence.concepts.get("ADDRESS", ()):
            for at in range(max(sentence.start, first - 4), min(sentence.end, end + 4)):
                if reading.words[at].isdigit() and len(reading.words[at]) <= 4:
                    yield min(at, first), max(at + 1, end)
                    break
