"""From the fields of a record to its mentions: every extractor in turn, spans back in the original text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Set
from dataclasses import replace
from itertools import accumulate

from manumit.engine.signals.accounts import find_ibans, find_wallets
from manumit.engine.signals.addresses import find_emails, find_urls
from manumit.engine.signals.amounts import find_prices
from manumit.engine.signals.closed import closed_spans
from manumit.engine.signals.dialling import find_dialled
from manumit.engine.signals.disguise import class_of
from manumit.engine.signals.divided import find_divided
from manumit.engine.signals.folding import Folded, surface
from manumit.engine.signals.given_names import find_given_names
from manumit.engine.signals.glance import (
    ALONE,
    AT,
    BEGIN,
    BLEND,
    BRACKETED_AT,
    DOTTED,
    END,
    HINT,
    IBAN,
    LONG,
    PLATFORM,
    SLASH,
    SPOKEN_AT,
    SPOKEN_DOT,
    Glance,
    glance,
)
from manumit.engine.signals.handles import find_handles
from manumit.engine.signals.hints import LEAST_PARTED, hinted, in_parts, neighbours
from manumit.engine.signals.interrupted import FEWEST, find_interrupted, rows
from manumit.engine.signals.introductions import find_introduced
from manumit.engine.signals.model import Found, Mention, apart
from manumit.engine.signals.names import find_names
from manumit.engine.signals.numbers import blotted
from manumit.engine.signals.phone_context import Context
from manumit.engine.signals.phone_forms import SHORTEST
from manumit.engine.signals.phones import find_linked_phones, find_phones

KINDS = frozenset(
    ["phone", "email", "handle", "wallet", "url", "iban", "price", "place", "name", "age", "travel", "hours"]
)
_NAMED = frozenset(["name", "place", "travel", "age"])  # a name is no place, and an age may stand behind it
_SOMEWHERE = frozenset(["place", "travel"])
_ADDRESSED = (
    AT | SPOKEN_AT | BRACKETED_AT | SPOKEN_DOT | DOTTED | SLASH | LONG | BLEND | IBAN | PLATFORM | ALONE
)
_IBAN_DIGITS = 10  # 'GB 29 ...' has fewer nowhere
_LETTERS_APART = 18  # letters with blanks between them that may be a number told in words
_AROUND = 16  # characters before and after a run of digits that may belong to its first or last number
_FIGURE = re.compile(r"\d")
_DEEP_LINK = re.compile(r"(?<![a-z])(?:viber|whatsapp|zalo|sgnl|tg)://[^\s<>\"']+")
"""What opens a messenger itself."""
LONGEST_PIECE = 200_000
"""Code points of a field that are read at once; a longer one is read in such pieces."""
_SEEN_TWICE = 500  # code points that two pieces share, so that what stands where they meet is read whole


def _free(found: list[Found], taken: list[Found]) -> list[Found]:
    """What was found where nothing of what is taken stands."""
    if not found or not taken:
        return found
    spans = sorted((one.start, one.end) for one in taken)
    starts, reached = [start for start, _ in spans], list(accumulate((end for _, end in spans), max))
    before = [bisect_left(starts, one.end) for one in found]  # how many begin before it ends
    return [
        one for one, count in zip(found, before, strict=True) if not count or reached[count - 1] <= one.start
    ]


def _find(text: str, region: str | None, only: Set[str]) -> list[Found]:
    look = glance(text.lower())
    addresses, failed = _addresses(text, look)
    found = list(addresses)
    figures = bool(_FIGURE.search(look.text))  # a glance counts those that may be of a telephone
    prices = find_prices(look.text, region) if figures and "price" in only else []
    found += prices
    if "phone" in only:
        deep = [match.span() for match in _DEEP_LINK.finditer(look.text)] if "://" in look.text else []
        closed = [(one.start, one.end) for one in (*addresses, *prices)] + failed + deep
        found += _phones(look, region, closed, priced="price" in only)
        links = [(one.start, one.end) for one in addresses if one.kind == "url"]
        found += [one for span in links + deep for one in find_linked_phones(look.text, *span)]
    names = find_names(text) if only & _NAMED else []
    if only & _NAMED:
        names = apart([*names, *find_introduced(text), *find_given_names(text)])
    names = _free(names, addresses)
    found += names
    if only & _SOMEWHERE:
        from manumit.engine.signals.place_mentions import find_places

        places = _free(find_places(text, region), [*addresses, *names])
        found += places
        if "travel" in only:
            from manumit.engine.signals.travel import find_travel

            found += find_travel(look.text, places)
    if figures and "age" in only:
        from manumit.engine.signals.ages import find_ages, find_ages_behind

        ages = find_ages(look.text)
        found += _free(ages + _free(find_ages_behind(look.text, names), ages), found)
    if (
        figures and "price" in only and only & _NAMED
    ):  # who compares texts has no use for a price of no currency
        from manumit.engine.signals.bare_prices import find_bare_prices

        found += apart(_free(find_bare_prices(look.text), found))
    if "hours" in only:
        from manumit.engine.signals.hours import find_hours

        found += _free(find_hours(look.text), addresses)
    return found


def _addresses(text: str, look: Glance) -> tuple[list[Found], list[tuple[int, int]]]:
    """E-mails, wallets, IBANs, links and handles; and what is written like an IBAN and is none."""
    if not (look.marks & _ADDRESSED or look.digits >= _IBAN_DIGITS or "AT" in text):
        return [], []
    taken = find_emails(text, look)
    if look.marks & (LONG | BLEND):
        taken += _free(find_wallets(text, whole=bool(look.marks & LONG)), taken)
    failed: list[tuple[int, int]] = []
    if look.marks & IBAN or look.digits >= _IBAN_DIGITS:
        ibans, failed = find_ibans(text)
        taken += _free(ibans, taken)
    urls = _free(find_urls(text, look), taken)
    handles = _free(find_handles(look.text, look), taken)
    if urls and handles:
        urls, handles = _told_apart(text, urls, handles)
    return [*taken, *urls, *handles], failed


def _phones(look: Glance, region: str | None, closed: list[tuple[int, int]], priced: bool) -> list[Found]:
    """Telephones; around where they may stand, what else has digits is closed first."""
    room, torn = look.stretches(SHORTEST), rows(look.text) if look.digits >= FEWEST else []
    if look.row(ALONE, _LETTERS_APART):
        room = [(0, len(look.text))]
    for start, end in room + torn:
        first, last = max(0, start - _AROUND), min(len(look.text), end + _AROUND)
        closed = closed + closed_spans(look.text, first, last)
        if not priced:
            closed += [
                (one.start, one.end) for one in find_prices(look.text, region, first, last, units=False)
            ]
    told = look.marks & HINT or (look.marks & BEGIN and look.marks & END and look.digits >= LEAST_PARTED)
    spoken = look.tellings()
    if not (room or torn or told or spoken or (look.marks & BEGIN and look.digits >= SHORTEST)):
        return []
    left = blotted(look.text, closed)
    found = find_interrupted(look.text, left, region, torn)
    if found:
        left = blotted(left, [(one.start, one.end) for one in found])
    found += find_phones(look.text, left, region, room)
    if spoken:
        from manumit.engine.signals.told_rows import with_told

        found = with_told(left, Context(look.text, region), found, spoken)
    if look.marks & BEGIN and look.digits >= SHORTEST:
        found = apart([*find_dialled(left, region), *found])
    if told and look.marks & HINT:
        found = hinted(look.text, left, region, found)
    elif told and not found:
        found = in_parts(left, region)
    return found + neighbours(left, found) if found else found


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


def _mention(field: str, found: Found, folded: Folded) -> Mention:
    start, end = folded.span(found.start, found.end)
    written = folded.original[start:end]
    value = written if found.kind == "name" else found.value
    how = found.obfuscation or class_of(found.kind, written)
    return Mention(field, found.kind, value, start, end, found.confidence, found.extractor, how)


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
        if len(text) <= LONGEST_PIECE:
            mentions += _in_field(field, text, country or None, wanted)
        else:
            mentions += _in_dump(field, text, country or None, wanted)
    if "phone" in wanted and len(fields) > 1 and not any(one.kind == "phone" for one in mentions):
        mentions += find_divided(fields, country or None)
    return mentions


def _in_field(field: str, text: str, region: str | None, wanted: Set[str]) -> list[Mention]:
    folded = surface(text)
    found = [one for one in _find(folded.text, region, wanted) if one.kind in wanted]
    return sorted((_mention(field, one, folded) for one in found), key=lambda m: (m.start, m.end, m.kind))


def _in_dump(field: str, text: str, region: str | None, wanted: Set[str]) -> list[Mention]:
    """Mentions of a field that is too long to be read at once, piece by piece: each is taken from the first piece that
    holds it with what stands around it."""
    mentions: list[Mention] = []
    step = LONGEST_PIECE - _SEEN_TWICE
    for first in range(0, len(text), step):
        here = _in_field(field, text[first : first + LONGEST_PIECE], region, wanted)
        least = first + _SEEN_TWICE // 2 if first else 0
        last = first + step + _SEEN_TWICE // 2 if first + LONGEST_PIECE < len(text) else len(text)
        reached = max((one.end for one in mentions), default=0)
        mentions += [
            replace(one, start=first + one.start, end=first + one.end)
            for one in here
            if max(least, reached) <= first + one.start < last
        ]
        if last == len(text):
            break
    return mentions
