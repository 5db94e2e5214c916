"""From the fields of a record to its mentions: every extractor in turn, spans back in the original text."""

from __future__ import annotations

from collections.abc import Mapping

from manumit.engine.signals.accounts import find_ibans, find_wallets
from manumit.engine.signals.addresses import find_emails, find_urls
from manumit.engine.signals.amounts import closed_spans, find_prices
from manumit.engine.signals.folding import Folded, surface
from manumit.engine.signals.handles import find_handles
from manumit.engine.signals.model import Found, Mention
from manumit.engine.signals.names import find_names
from manumit.engine.signals.phones import find_phones

LONGEST_TEXT = 200_000
"""Code points of a field that are read; what lies behind is a dump, not a message."""


def _overlaps(one: Found, others: list[Found]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


def _places(text: str, region: str | None) -> list[Found]:
    from manumit.engine.signals.places import find_places

    return [
        Found("place", f"{place.name}, {place.country}", start, end, confidence, "place/1")
        for start, end, place, confidence in find_places(text, region)
    ]


def _find(text: str, region: str | None) -> list[Found]:
    lowered = text.lower()
    digits = any(map(lowered.__contains__, "0123456789"))
    emails = find_emails(lowered)
    taken = emails + [found for found in find_wallets(text) if not _overlaps(found, emails)]
    ibans, failed = find_ibans(text) if digits else ([], [])
    taken += [found for found in ibans if not _overlaps(found, taken)]
    urls = [found for found in find_urls(text) if not _overlaps(found, taken)]
    handles = [found for found in find_handles(lowered) if not _overlaps(found, taken)]
    bare = {
        (found.start, found.end)
        for found in handles
        if not text.startswith(("http", "HTTP", "www"), found.start)
    }
    urls = [found for found in urls if (found.start, found.end) not in bare]
    links = [(found.start, found.end) for found in urls]
    handles = [h for h in handles if not any(start < h.start < end for start, end in links)]
    prices = find_prices(lowered, region) if digits else []
    closed = [(found.start, found.end) for found in (*taken, *handles, *urls, *prices)] + failed
    closed += closed_spans(lowered) if digits else []
    phones = find_phones(lowered, region, closed) + _linked_phones(lowered, urls)
    names = [found for found in find_names(text) if not _overlaps(found, taken)]
    places = [
        found for found in _places(text, region) if not _overlaps(found, [*taken, *names, *urls, *handles])
    ]
    return [*taken, *urls, *handles, *prices, *phones, *names, *places]


def _linked_phones(text: str, urls: list[Found]) -> list[Found]:
    """Numbers inside messenger links: wa.me/447..., api.whatsapp.com/send?phone=..., viber://chat?number=..."""
    from manumit.engine.signals.phones import find_linked_phones

    return [found for url in urls for found in find_linked_phones(text, url.start, url.end)]


def _mention(field: str, found: Found, folded: Folded) -> Mention:
    start, end = folded.span(found.start, found.end)
    value = folded.original[start:end] if found.kind == "name" else found.value
    return Mention(field, found.kind, value, start, end, found.confidence, found.extractor)


def extract(fields: Mapping[str, str], region: str | None = None) -> list[Mention]:
    """Mentions of a record's text fields, in order of place; `region` (ISO 3166-1 alpha-2) reads national numbers."""
    country = region.strip().upper() if region else None
    mentions: list[Mention] = []
    for field, text in fields.items():
        if not text:
            continue
        folded = surface(text[:LONGEST_TEXT])
        found = _find(folded.text, country or None)
        mentions += sorted(
            (_mention(field, one, folded) for one in found), key=lambda m: (m.start, m.end, m.kind)
        )
    return mentions
