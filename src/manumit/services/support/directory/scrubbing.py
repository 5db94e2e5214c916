"""An entry without what would give an undisclosed place away.

Of an undisclosed service stay its name, its needs, the town, intake phones, hours, languages and whom it takes;
streets, postcodes, coordinates and other texts do not. A text that repeats an undisclosed address is left out wherever
it stands.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from manumit.services.support.directory.model import Entry, Spot
from manumit.services.support.directory.phrases import plain


def scrub(entry: Entry, everywhere: frozenset[str], within: frozenset[str] = frozenset()) -> Entry:
    """The entry without what would give a place away."""
    if entry.undisclosed:
        entry = _bare(entry)
    secrets = tuple(everywhere | within) if entry.undisclosed else tuple(everywhere)
    if not secrets:
        return entry
    pattern = re.compile(r"\b(?:" + "|".join(re.escape(one) for one in sorted(secrets)) + r")\b")

    def clean(text: str) -> str:
        return "" if text and pattern.search(plain(text)) else text

    texts: dict[str, Any] = {
        name: clean(getattr(entry, name))
        for name in "also says alert eligibility interpreters how fees email url site represents".split()
    }
    return replace(
        entry,
        **texts,
        name=clean(entry.name) or entry.needs[0].replace("_", " ").capitalize(),
        organization=clean(entry.organization) or "-",
        areas=tuple(one for one in entry.areas if clean(one)),
        papers=tuple(one for one in entry.papers if clean(one)),
        contacts=tuple(one for one in entry.contacts if clean(one)),
        phones=tuple(replace(one, says=clean(one.says)) for one in entry.phones),
        hours=tuple(replace(one, says=clean(one.says)) for one in entry.hours),
        spots=tuple(dict.fromkeys(_clean_spot(one, pattern) for one in entry.spots)),
        extra={name: value for name, value in entry.extra.items() if clean(value)},
    )


def _clean_spot(spot: Spot, pattern: re.Pattern[str]) -> Spot:
    told = " / ".join((spot.name, spot.street, spot.transport, *spot.access))
    return _area(spot) if pattern.search(plain(told)) else spot


def _area(spot: Spot) -> Spot:
    return Spot(city=spot.city, region=spot.region, country=spot.country)


def _bare(entry: Entry) -> Entry:
    return replace(
        entry,
        says="",
        alert="",
        how="",
        url="",
        fees="",
        contacts=(),
        extra={},
        phones=tuple(replace(one, says="") for one in entry.phones),
        hours=tuple(replace(one, says="") for one in entry.hours),
        spots=tuple(dict.fromkeys(_area(one) for one in entry.spots)),
    )
