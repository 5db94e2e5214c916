"""Which countries a service is in or covers, and whether it is of an area that somebody names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from manumit.engine.signals import country_of
from manumit.services.support.directory.model import Entry
from manumit.services.support.directory.phrases import plain


def countries_of(entry: Entry) -> tuple[str, ...]:
    """ISO codes of the countries it is in, then of those that its areas name; empty when nothing tells."""
    return tuple(dict.fromkeys((*entry.countries(), *countries_in(entry.areas))))


@lru_cache(maxsize=100_000)
def countries_in(areas: Sequence[str]) -> tuple[str, ...]:
    """The countries that names of areas say: 'Kenya', 'Leeds, England'."""
    named = (country_of(part) for one in areas for part in (one, *one.split(",")))
    return tuple(dict.fromkeys(one for one in named if one))


def serves(entry: Entry, country: str) -> bool:
    """Whether it is in a country, covers it, or does not say where it is."""
    countries = countries_of(entry)
    return not countries or country in countries


def in_area(entry: Entry, area: str) -> bool:
    """Whether it is in a town, region or country of that name, or covers an area called so."""
    wanted, country = plain(area), country_of(area)
    names = [plain(part) for one in entry.areas for part in (one, *one.split(","))]
    names += [plain(one) for spot in entry.spots for one in (spot.city, spot.region)]
    return bool(wanted) and (wanted in names or (country is not None and country in countries_of(entry)))
