"""From the fields of a record to its mentions: every extractor in turn, spans back in the original text."""

from __future__ import annotations

from collections.abc import Mapping, Set

from manumit.engine.signals.accounts import find_ibans, find_wallets
from manumit.engine.signals.addresses import find_emails, find_urls
from manumit.engine.signals.amounts import closed_spans, find_prices
from manumit.engine.signals.folding import Folded, surface
from manumit.engine.signals.handles import find_handles
from manumit.engine.signals.model import Found, Mention
from manumit.engine.signals.names import find_names
from manumit.engine.signals.phones import find_phones, may_have_phones

KINDS = frozenset(["phone", "email", "handle", "wallet", "url", "iban", "price", "place", "name"])
_NAMED = frozenset(["name", "place"])  # a name is no place
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


def _find(text: str, region: str | None, only: Set[str]) -> list[Found]:
    lowered = text.lower()
    digits = any(map(lowered.__contains__, "0123456789"))
    emails = find_emails(text, lowered)
    taken = emails + [found for found in find_wallets(text) if not _overlaps(found, emails)]
    ibans, failed = find_ibans(text) if digits else ([], [])
    taken += [found for found in ibans if not _overlaps(found, taken)]
    urls = [found for found in find_urls(text) if not _overlaps(found, taken)]
    handles = [found for found in find_handles(lowered) if not _overlaps(found, taken)]
    if urls and handles:
        urls, handles = _told_apart(text, urls, handles)
    addresses = [*taken, *urls, *handles]
    found = list(addresses)
    numbered = "phone" in only and may_have_phones(lowered)
    prices = find_prices(lowered, region) if digits and (numbered or "price" in only) else []
    if numbered:
        closed = [(one.start, one.end) for one in (*addresses, *prices)] + failed
        found += find_phones(lowered, region, closed + closed_spans(lowered)) + _linked_phones(lowered, urls)
    elif urls:
        found += _linked_phones(lowered, urls)
    found += prices
    names = [one for one in find_names(text) if not _overlaps(one, taken)] if only & _NAMED else []
    found += names
    if "place" in only:
        found += [one for one in _places(text, region) if not _overlaps(one, [*addresses, *names])]
    return found


def _told_apart(text: str, urls: list[Found], handles: list[Found]) -> tuple[list[Found], list[Found]]:
    """A bare 't.me/name' is a handle and no link; a name within a link is none."""
    bare = {
        (found.start, found.end)
        for found in handles
        if not text.startswith(("http", "HTTP", "www"), found.start)
    }
    urls = [found for found in urls if (found.start, found.end) not in bare]
    links = [(found.start, found.end) for found in urls]
    return urls, [h for h in handles if not any(start < h.start < end for start, end in links)]


def _linked_phones(text: str, urls: list[Found]) -> list[Found]:
    """Numbers inside messenger links: wa.me/447..., api.whatsapp.com/send?phone=..., viber://chat?number=..."""
    from manumit.engine.signals.phones import find_linked_phones

    return [found for url in urls for found in find_linked_phones(text, url.start, url.end)]


def _mention(field: str, found: Found, folded: Folded) -> Mention:
    start, end = folded.span(found.start, found.end)
    value = folded.original[start:end] if found.kind == "name" else found.value
    return Mention(field, found.kind, value, start, end, found.confidence, found.extractor)


def extract(
    fields: Mapping[str, str], region: str | None = None, only: Set[str] | None = None
) -> list[Mention]:
    """Mentions of a record's text fields, in order of place; `region` (ISO 3166-1 alpha-2) reads national numbers.

    `only`: the kinds that are wanted (all of KINDS by default); what is not needed for them is not looked for.
    """
    country = region.strip().upper() if region else None
    wanted = KINDS if only is None else only
    mentions: list[Mention] = []
    for field, text in fields.items():
        if not text:
            continue
        folded = surface(text[:LONGEST_TEXT])
        found = [one for one in _find(folded.text, country or None, wanted) if one.kind in wanted]
        if found:
            mentions += sorted(
                (_mention(field, one, folded) for one in found), key=lambda m: (m.start, m.end, m.kind)
            )
    return mentions
