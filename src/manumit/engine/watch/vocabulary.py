"""Vocabulary drift: words and emoji that begin to be used like known ones, for an analyst to judge.

Two windows of listings are compared. A word is proposed when enough templates and posters use it in the recent one,
when it rose (rise.py), and when its contexts are like those of a known term, more than nearly all ordinary words'
are (contexts.py). The program proposes; only a person accepts or rejects, and nothing here enters a score.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from manumit.base.kernel import content_id
from manumit.engine.watch.contexts import BEFORE, contexts_of, likenesses, neighbours, representative
from manumit.engine.watch.rise import Rise, rise, rose
from manumit.engine.watch.tokens import is_dense, is_emoji, read
from manumit.engine.watch.usage import Listing, Uses, by_first, no_names, tokens_of, uses_of

DAYS = 28
"""Length of the recent window."""
LEAST_HANDS = 4
"""Templates and posters that must use a word in the recent window: fewer are one group's habit."""
LEAST_EARLIER = 20
"""Hands in the earlier window without which nothing can be called new."""
LEAST_LIKE, ORDINARY = 0.15, 0.95
"""A proposal is at least this like a known term, and more so than this share of the ordinary words."""
EXAMPLES = 5
MOST_ORDINARY = 1000


@dataclass(frozen=True, slots=True)
class Proposal:
    """A word for the queue. `like`: known terms and how alike; hands, templates, posters: who uses it (of how many)."""

    proposal_id: str
    term: str
    kind: str
    like: tuple[tuple[str, float], ...]
    templates: int
    posters: int
    recent: int
    recent_of: int
    earlier: int
    earlier_of: int
    log_odds: float
    likelihood_root: float
    first_seen: str
    last_seen: str
    recent_from: str
    examples: tuple[Mapping[str, Any], ...]
    state: str = "new"

    def shape(self) -> dict[str, Any]:
        """As JSON."""
        like = [{"term": term, "similarity": similarity} for term, similarity in self.like]
        return {**asdict(self), "like": like, "examples": [dict(one) for one in self.examples]}


@dataclass(frozen=True, slots=True)
class Drift:
    """Proposals, the strongest first, and what they rest on. `lacking` says why nothing could be compared."""

    proposals: tuple[Proposal, ...]
    listings: int
    tested: int
    known: tuple[str, ...]
    lacking: str = ""


def drift(
    listings: Sequence[Listing], terms: Sequence[str], days: int = DAYS, until: datetime | None = None
) -> Drift:
    """Compare the last `days` (before `until`, else the last listing) with all before. `listings` by time."""
    split = [tuple(read(term).tokens) for term in terms]
    known = {" ".join(words): term for words, term in zip(split, terms, strict=True) if words}
    end = until or (listings[-1].seen if listings else datetime.min)
    listings = [one for one in listings if one.seen <= end]
    border = end - timedelta(days=days) if listings else end
    first = by_first(split)
    tokens = [tokens_of(one, first) for one in listings]
    cut = next((at for at, one in enumerate(listings) if one.seen > border), len(listings))
    before, after = uses_of(listings[:cut], tokens[:cut]), uses_of(listings[cut:], tokens[cut:])
    every = [_hands(listings[:cut]), _hands(listings[cut:])]
    met = [name for name in known if name in before or name in after]
    if lacking := _lacking(every, met):
        return Drift((), len(listings), 0, tuple(known[name] for name in met), lacking)
    words = no_names(listings, tokens)
    tested = [
        token
        for token, uses in sorted(after.items())
        if uses.hands >= LEAST_HANDS and token in words and token not in known
    ]
    rises = {token: rise(after[token].hands, every[1], _count(before, token), every[0]) for token in tested}
    risen = [token for token in tested if rose(rises[token], len(tested))]
    alike = _alike(listings, tokens, cut, risen, met, {**before, **after}, words)
    scene = _Scene(listings, tokens, cut, border, before, after, every)
    found = [
        scene.proposal(token, rises[token], [(known[n], v) for n, v in like]) for token, like in alike.items()
    ]
    found.sort(key=lambda one: (-one.like[0][1], one.term))
    return Drift(tuple(found), len(listings), len(tested), tuple(known[name] for name in met))


def _hands(listings: Sequence[Listing]) -> int:
    return min(len({one.template for one in listings}), len({one.poster for one in listings}))


def _count(uses: Mapping[str, Uses], token: str) -> int:
    return uses[token].hands if token in uses else 0


def _lacking(every: Sequence[int], met: Sequence[str]) -> str:
    if not met:
        return "None of the known terms is used in these listings."
    if every[0] < LEAST_EARLIER or every[1] < LEAST_HANDS:
        return (
            f"Too little to compare: {every[0]} independent hands before the recent window (needed: {LEAST_EARLIER}),"
            f" {every[1]} in it (needed: {LEAST_HANDS})."
        )
    return ""


def _alike(
    listings: Sequence[Listing],
    tokens: Sequence[Sequence[str]],
    cut: int,
    risen: Sequence[str],
    known: Sequence[str],
    uses: Mapping[str, Uses],
    words: set[str],
) -> dict[str, list[tuple[str, float]]]:
    """Risen words whose contexts are like those of known terms, with the terms that are nearest."""
    import numpy as np

    if not risen:
        return {}
    templates = [one.template for one in listings]
    texts = representative(templates, tokens)
    recent = representative(templates[cut:], tokens[cut:])
    commonness = contexts_of(texts)
    ordinary = [
        token
        for token in sorted(words, key=lambda one: (-commonness[BEFORE + one], one))
        if token not in risen and token not in known and token in uses and uses[token].hands >= LEAST_HANDS
    ][:MOST_ORDINARY]
    around = neighbours(texts, {*ordinary, *known})
    terms = {name: around[name] for name in known}
    usual = likenesses({token: around[token] for token in ordinary}, terms, commonness)
    least = max(LEAST_LIKE, float(np.quantile(usual.max(axis=1), ORDINARY)) if ordinary else 0.0)
    near = neighbours(recent, risen)
    found = {}
    for token, row in zip(near, likenesses(near, terms, commonness), strict=True):
        if row.max() >= least:
            order = np.argsort(-row, kind="stable")[:3]
            found[token] = [(known[at], round(float(row[at]), 3)) for at in order if row[at] >= LEAST_LIKE]
    return found


@dataclass(frozen=True, slots=True)
class _Scene:
    """What a proposal is told from."""

    listings: Sequence[Listing]
    tokens: Sequence[Sequence[str]]
    cut: int
    border: datetime
    before: Mapping[str, Uses]
    after: Mapping[str, Uses]
    every: Sequence[int]

    def proposal(self, token: str, one: Rise, like: Sequence[tuple[str, float]]) -> Proposal:
        using = [at for at, text in enumerate(self.tokens) if token in text]
        return Proposal(
            proposal_id=content_id("drf", token),
            term=token,
            kind="emoji" if is_emoji(token) else "word",
            like=tuple(like),
            templates=len(self.after[token].templates),
            posters=len(self.after[token].posters),
            recent=self.after[token].hands,
            recent_of=self.every[1],
            earlier=_count(self.before, token),
            earlier_of=self.every[0],
            log_odds=round(one.log_odds, 3),
            likelihood_root=round(one.root, 3),
            first_seen=self.listings[using[0]].seen.date().isoformat(),
            last_seen=self.listings[using[-1]].seen.date().isoformat(),
            recent_from=self.border.date().isoformat(),
            examples=tuple(self._examples(token, [at for at in using if at >= self.cut])),
        )

    def _examples(self, token: str, using: Sequence[int]) -> list[Mapping[str, Any]]:
        """Records of different templates, with the place of the word in them."""
        chosen: dict[str, Mapping[str, Any]] = {}
        for at in using:
            listing = self.listings[at]
            if listing.template in chosen or len(chosen) >= EXAMPLES:
                continue
            chosen[listing.template] = {
                "record_id": listing.record_id,
                "kind": listing.kind,
                "source_id": listing.source_id,
                "template_id": listing.template,
                "seen": listing.seen.date().isoformat(),
                **_where(listing, token),
            }
        return list(chosen.values())


def _where(listing: Listing, token: str) -> dict[str, Any]:
    """Field and half-open span of a word's first use."""
    for field, written in listing.fields:
        text = read(written)
        for word, (start, end) in zip(text.tokens, text.spans, strict=True):
            inside = word.find(token) if is_dense(word) else -1
            if word == token or inside >= 0:
                begin = start + max(0, inside)
                stop = begin + len(token) if inside >= 0 else end
                first, last = text.source_span(begin, stop)
                return {"field": field, "start": first, "end": last}
    return {"field": "", "start": None, "end": None}
