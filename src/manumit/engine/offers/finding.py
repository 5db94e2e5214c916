"""From a reading to the signs on it: patterns first, then what only the whole text tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from manumit.engine.offers.catalogue import Sign, signs
from manumit.engine.offers.deductions import deduction_list
from manumit.engine.offers.employer import addresses, named_employers
from manumit.engine.offers.excuses import Hit, directed, excused
from manumit.engine.offers.money import (
    Amount,
    above_market,
    amounts,
    fee_size,
    mentions,
    ordinary_wage,
    places,
)
from manumit.engine.offers.patterns import Pattern, find, negated
from manumit.engine.offers.reading import Reading, Sentence

_DAYS_ONLY, _FEWEST_DUTIES = 14, 2
_WARNED = 2
_LOOKED_AT, _LURED = 3, 4
_LURES = frozenset(
    "looks_asked vague_duties haste off_platform lavish_pay pay_above_market no_requirements no_interview "
    "body_photos contract_later secrecy hidden_employer night_work sends_documents".split()
)
_CALM = ("named_employer", "licence", "public_scheme", "address", "small_employer", "hours", "contract_first")


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found, and counts that the model reads."""

    hits: tuple[Hit, ...]
    duties: int
    warns: bool
    sums: tuple[Amount, ...]

    def kinds(self, kind: str) -> list[str]:
        """Different signs of a kind, in order of place."""
        return list(dict.fromkeys(hit.sign for hit in self.hits if signs()[hit.sign].kind == kind))


def _warned(sentence: Sentence) -> bool:
    return "WARN" in sentence.concepts


def _warns(reading: Reading) -> bool:
    """Whether the whole text warns its readers rather than offers work."""
    told = sum(len(s.concepts.get("WARN", ())) for s in reading.sentences)
    about = sum(len(s.concepts.get("SCAM", ())) for s in reading.sentences)
    lines = sum(bool(s.concepts) for s in reading.sentences)
    alarmed = sum("WARN" in s.concepts or "SCAM" in s.concepts for s in reading.sentences)
    most = told >= 1 and 2 * alarmed >= lines
    return told >= _WARNED or (told >= 1 and about >= 1) or about >= _WARNED + 1 or most


@cache
def _by_concept() -> dict[str, tuple[tuple[Sign, Pattern], ...]]:
    """Patterns by the concepts that may be their first part: only those present are tried."""
    table: dict[str, list[tuple[Sign, Pattern]]] = {}
    for sign in signs().values():
        for shape in sign.patterns:
            for name in shape.parts[0]:
                table.setdefault(name, []).append((sign, shape))
    return {name: tuple(pairs) for name, pairs in table.items()}


def _in_sentence(reading: Reading, sentence: Sentence, quiet: bool) -> Iterator[Hit]:
    tried: set[int] = set()
    for name in sentence.concepts:
        for sign, shape in _by_concept().get(name, ()):
            if id(shape) in tried or (quiet and sign.kind != "genuine"):
                continue
            tried.add(id(shape))
            for first, end, denied in find(reading, sentence, shape):
                if not denied:
                    yield Hit(sign.id, first, end)
                elif sign.negated:
                    yield Hit(sign.negated, first, end)


def _across(reading: Reading, sums: list[Amount]) -> Iterator[Hit]:
    """Strong signs told in two sentences that follow each other: 'Your passport? The boss keeps it.'"""
    for one, two in pairwise(reading.sentences):
        if not (one.concepts and two.concepts) or _warned(one) or _warned(two):
            continue
        names = {*one.concepts, *two.concepts}
        joint = {name: [*one.concepts.get(name, ()), *two.concepts.get(name, ())] for name in names}
        window = Sentence(one.start, two.end, joint)
        for hit in _in_sentence(reading, window, False):
            if hit.first < one.end < hit.end and signs()[hit.sign].kind == "strong":
                yield _sized(reading, sums, hit, window)


def _whole(reading: Reading, sign: Sign, names: frozenset[str]) -> Iterator[Hit]:
    """Concepts of a `whole:` pattern anywhere in a text with `names`, each un-negated and at a place of its own."""
    for shape in sign.whole:
        if any(names.isdisjoint(part) for part in shape.parts):
            continue
        taken: list[tuple[int, int]] = []
        for part in shape.parts:
            spot = next(
                (
                    span
                    for sentence in reading.sentences
                    if not _warned(sentence)
                    for name in part
                    for span in sentence.concepts.get(name, ())
                    if not any(span[0] < t[1] and t[0] < span[1] for t in taken)
                    and not negated(reading, sentence, *span)
                ),
                None,
            )
            if spot is None:
                break
            taken.append(spot)
        else:
            yield from (Hit(sign.id, *span) for span in taken)


def _sized(reading: Reading, sums: list[Amount], hit: Hit, sentence: Sentence) -> Hit:
    """A fee is named by its size; papers held for days only are another sign than papers held."""
    if signs()[hit.sign].sized:
        size = fee_size(sums, hit.first, hit.end)
        return Hit({"large": "pays_large", "small": "small_fee"}.get(size, "fee_unsized"), hit.first, hit.end)
    if hit.sign == "documents_held":

        def near(name: str) -> bool:
            return any(
                hit.first - _DAYS_ONLY < span[0] < hit.end + _DAYS_ONLY
                for span in sentence.concepts.get(name, ())
            )

        if near("DAYS") and not near("LONGTERM"):
            return Hit("documents_days", hit.first, hit.end)
    return hit


def _mask(sentence: Sentence) -> None:
    """What stands inside a harmless phrase ('direct deposit') is no concept of its own."""
    for start, stop in sentence.concepts.pop("MASK", ()):
        for name, spans in list(sentence.concepts.items()):
            left = [s for s in spans if not (start <= s[0] and s[1] <= stop)]
            if left:
                sentence.concepts[name] = left
            else:
                del sentence.concepts[name]


def observe(reading: Reading, text: str) -> Findings:
    """Every sign on a text."""
    for sentence in reading.sentences:
        _mask(sentence)
    found = mentions(text)
    sums = amounts(reading, found)
    countries = places(reading, found)
    warns = _warns(reading)
    hits: list[Hit] = []
    for sentence in reading.sentences:
        if not sentence.concepts:
            continue
        quiet = warns or _warned(sentence)
        hits += [_sized(reading, sums, hit, sentence) for hit in _in_sentence(reading, sentence, quiet)]
    if not warns:
        hits += _across(reading, sums)
        names = frozenset(name for sentence in reading.sentences for name in sentence.concepts)
        for sign in signs().values():
            hits += _whole(reading, sign, names) if sign.whole else ()
        hits += [Hit("deductions_listed", *span) for span in deduction_list(reading, sums)]
    hits = excused(reading, directed(hits))
    hits += [Hit("named_employer", *span) for span in named_employers(reading)]
    hits += [Hit("address", *span) for span in addresses(reading)]
    duties = len({span for s in reading.sentences for span in s.concepts.get("DUTY", ())})
    hits += [Hit("local_pay", a.first, a.end) for a in sums if ordinary_wage(a)][:1]
    rich = None if warns else above_market(sums, countries)
    if rich is not None and not any(h.sign in ("licence", "public_scheme") for h in hits):
        hits.append(Hit("pay_above_market", rich.first, rich.end))
    hits += _told_by_all(reading, hits, duties, warns)
    return Findings(
        tuple(sorted(set(hits), key=lambda h: (h.first, h.end, h.sign))), duties, warns, tuple(sums)
    )


def _together(hits: list[Hit]) -> Iterator[Hit]:
    """Weaker signs that are enough together: three where looks are asked for, else four, and little for the offer."""
    weak = {hit.sign for hit in hits if signs()[hit.sign].kind == "weak"} & _LURES
    calm = {hit.sign for hit in hits} & set(_CALM) - {"hours"}
    if not calm and len(weak) >= (_LOOKED_AT if "looks_asked" in weak else _LURED):
        yield Hit(
            "several_together",
            min(h.first for h in hits if h.sign in weak),
            max(h.end for h in hits if h.sign in weak),
        )


def _told_by_all(reading: Reading, hits: list[Hit], duties: int, warns: bool) -> list[Hit]:
    """Signs of the whole text: duties said, nobody named, travel promised by somebody who says little."""
    extra = [] if warns else [*_together(hits)]
    if duties >= _FEWEST_DUTIES:
        first = next(s.concepts["DUTY"][0] for s in reading.sentences if "DUTY" in s.concepts)
        extra.append(Hit("clear_duties", *first))
    calm = {hit.sign for hit in hits} & set(_CALM)
    if warns or not reading.words:
        return extra
    if not calm:
        extra.append(Hit("nobody_named", 0, 0))
    if len(calm) < 2:
        extra += [Hit("free_travel", h.first, h.end) for h in hits if h.sign == "employer_pays"][:1]
        for sentence in reading.sentences:
            extra += [Hit("free_travel", *span) for span in sentence.concepts.get("ARRANGED", ())[:1]]
    return extra
