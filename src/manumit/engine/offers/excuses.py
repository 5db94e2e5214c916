"""A sign at its place, and what takes it back: who pays, or what stands beside it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from manumit.engine.offers.catalogue import signs
from manumit.engine.offers.patterns import negated
from manumit.engine.offers.reading import Reading


@dataclass(frozen=True, slots=True)
class Hit:
    """A sign at tokens [first, end)."""

    sign: str
    first: int
    end: int


def directed(hits: list[Hit]) -> list[Hit]:
    """Who pays: a fee that the employer pays, or that nobody asks, is no fee of the worker."""
    fees = {"pays_large", "fee_unsized", "small_fee"}
    spared = [h for h in hits if h.sign in ("employer_pays", "no_fees")]

    def taken_back(hit: Hit) -> bool:
        by = {s.sign for s in spared if hit.first < s.end and s.first < hit.end}
        return bool(by) and (hit.sign in fees or (hit.sign == "owes_debt" and "no_fees" in by))

    return [h for h in hits if not taken_back(h)]


def excused(reading: Reading, hits: list[Hit]) -> list[Hit]:
    """Without signs that their own sentence or one beside it explains: a sealed box with a waybill is a delivery.
    From further off nothing excuses: whoever deceives need only add a phrase somewhere."""
    starts = [sentence.start for sentence in reading.sentences]

    def explained(hit: Hit) -> bool:
        around = slice(max(bisect_right(starts, hit.first) - 2, 0), bisect_right(starts, hit.end - 1) + 1)
        return any(
            not negated(reading, sentence, *span)
            for sentence in reading.sentences[around]
            for name in signs()[hit.sign].unless
            for span in sentence.concepts.get(name, ())
        )

    return [hit for hit in hits if not explained(hit)]
