"""Who uses which word when: the listings of a workspace as tokens, each with its template and its poster.

Links, numbers and the names that texts introduce are masked. Flags and skin tones of emoji, and names of countries,
are left out: nationality and ethnicity are barred, here too. So are words that these records use as a name or place.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from manumit.base.kernel import Settings, TableEngine
from manumit.engine.evidence import Workspace
from manumit.engine.links import cluster
from manumit.engine.signals import country_of, mask
from manumit.engine.watch.fresh import MENTIONS, everything, view_mentions, view_templates
from manumit.engine.watch.templates import read_templates
from manumit.engine.watch.texts import LISTINGS, TEXTS
from manumit.engine.watch.tokens import DENSE, is_emoji, read

_BARRED = ("\U0001f1e6", "\U0001f1ff"), ("\U0001f3fb", "\U0001f3ff")
"""Regional indicators (flags) and skin tones."""
STOP = "\n"
"""Where a sentence or line ends: what stands beyond is no context."""
_STOP = re.compile("[.!?;|\n•…。！？]")
_SHORTEST_COUNTRY = 4
"""Letters from which a word is taken for a country: shorter codes are words ('in', 'no', 'me')."""
Terms = Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Listing:
    """A published text. `poster` is an identifier it shows, else its author or employer, else its template."""

    record_id: str
    kind: str
    source_id: str
    seen: datetime
    template: str
    poster: str
    fields: tuple[tuple[str, str], ...]
    proper: frozenset[str] = frozenset()
    """Folded words that this record uses as a name or place."""

    @property
    def text(self) -> str:
        """All that it says."""
        return "\n".join(text for _, text in self.fields)


@dataclass(slots=True)
class Uses:
    """The uses of one token within a window."""

    templates: set[str] = field(default_factory=set)
    posters: set[str] = field(default_factory=set)

    @property
    def hands(self) -> int:
        """Independent uses: one copied template is one, and so is one poster with many."""
        return min(len(self.templates), len(self.posters))


def gather_listings(engine: TableEngine, workspace: Workspace, settings: Settings) -> list[Listing]:
    """Every dated listing the views show, in the order of time."""
    everything(engine)
    view_templates(engine, workspace)
    view_mentions(engine, workspace, settings)
    posters = dict(
        engine.rows(
            f"SELECT record_id, min(kind || ':' || value) FROM {MENTIONS}"
            " WHERE kind IN ('phone', 'email', 'handle', 'wallet') AND confidence >= 0.5 GROUP BY record_id"
        )
    )
    proper: dict[str, set[str]] = defaultdict(set)
    for record, value in engine.rows(
        f"SELECT record_id, value FROM {MENTIONS} WHERE kind IN ('name', 'place')"
    ):
        proper[record].update(read(value).tokens)
    rows = list(_rows(engine))
    templates = read_templates(engine).of
    bare = [row for row in rows if row[0] not in templates]
    if bare:
        texts = ["\n".join(text for _, text in row[5]) for row in bare]
        templates = {**templates, **cluster([row[0] for row in bare], texts).template_of}
    found = [
        Listing(
            record_id=record,
            kind=kind,
            source_id=source,
            seen=seen,
            template=templates[record],
            poster=posters.get(record) or who or templates[record],
            fields=fields,
            proper=frozenset(proper.get(record, ())),
        )
        for record, kind, source, seen, who, fields in rows
    ]
    return sorted(found, key=lambda one: (one.seen, one.record_id))


Row = tuple[str, str, str, datetime, str | None, tuple[tuple[str, str], ...]]
"""record, kind, source id, when, author or employer, texts by field"""


def _rows(engine: TableEngine) -> Iterator[Row]:
    for kind in LISTINGS:
        names = TEXTS[kind]
        who = {"post": "author", "offer": "employer"}.get(kind, "NULL")
        query = (
            f"SELECT record_id, source_id, observed_at::TIMESTAMP, nullif(trim({who}), ''), {', '.join(names)}"
            f" FROM {kind} WHERE observed_at IS NOT NULL AND concat({', '.join(names)}) <> ''"
        )
        for record, source, seen, owner, *texts in engine.rows(query):
            fields = tuple((name, text) for name, text in zip(names, texts, strict=True) if text)
            yield record, kind, source, seen, owner, fields


def tokens_of(listing: Listing, terms: dict[str, list[tuple[str, ...]]]) -> list[str]:
    """Its words and emoji in order with STOP between sentences, terms of several words as one; of scripts without
    spaces, pairs of characters."""
    tokens: list[str] = []
    text, before = read(mask(listing.text)), 0
    for token, (start, end) in zip(text.tokens, text.spans, strict=True):
        if _STOP.search(text.folded.text, before, start):
            tokens.append(STOP)
        before = end
        if any(low <= token <= high for low, high in _BARRED):
            continue
        if DENSE.search(token):
            tokens.extend(token[at : at + 2] for at in range(max(1, len(token) - 1)))
        else:
            tokens.append(token)
    return _joined(tokens, terms) if terms else tokens


def _joined(tokens: list[str], terms: dict[str, list[tuple[str, ...]]]) -> list[str]:
    out: list[str] = []
    at = 0
    while at < len(tokens):
        term = next((t for t in terms.get(tokens[at], ()) if tuple(tokens[at : at + len(t)]) == t), None)
        out.append(" ".join(term) if term else tokens[at])
        at += len(term) if term else 1
    return out


def by_first(terms: Terms) -> dict[str, list[tuple[str, ...]]]:
    """Terms of several words by their first, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for term in sorted(terms, key=len, reverse=True):
        if len(term) > 1:
            found[term[0]].append(term)
    return dict(found)


def uses_of(listings: Sequence[Listing], tokens: Sequence[Sequence[str]]) -> dict[str, Uses]:
    """The uses of every token in these listings."""
    found: dict[str, Uses] = defaultdict(Uses)
    for listing, used in zip(listings, tokens, strict=True):
        for token in set(used):
            uses = found[token]
            uses.templates.add(listing.template)
            uses.posters.add(listing.poster)
    return dict(found)


def no_names(listings: Sequence[Listing], tokens: Sequence[Sequence[str]]) -> set[str]:
    """Tokens that may be words: no country, and in most of their records neither name nor place."""
    used: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for listing, own in zip(listings, tokens, strict=True):
        for token in set(own):
            used[token] += 1
            named[token] += token in listing.proper
    return {
        token
        for token, number in used.items()
        if 2 * named[token] < number
        and (is_emoji(token) or any(map(str.isalpha, token)))
        and not (len(token) >= _SHORTEST_COUNTRY and country_of(token))
    }
