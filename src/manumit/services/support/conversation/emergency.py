"""Emergency numbers by country: a static table with its sources, the day it was checked and the day it must be checked
again. An old number is still shown, because a number that may have changed is better than none; `overdue` tells the
operator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Emergency:
    """The number to call in danger in a country (ISO 3166-1 alpha-2), and the ambulance's where it is another."""

    country: str
    number: str
    ambulance: str
    sources: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class EmergencyTable:
    """All countries, with what the table rests on."""

    sources: Mapping[str, str]
    checked: date
    expires: date
    countries: Mapping[str, Emergency]

    def overdue(self, today: date) -> bool:
        """Whether it must be checked again."""
        return today >= self.expires


@cache
def emergency_table() -> EmergencyTable:
    """The table that comes with the program."""
    source = files("manumit.services.support.conversation").joinpath("emergency.yaml").read_bytes()
    told = yaml.load(source, getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # NO is Norway, 000 a number
    countries = {
        country: Emergency(
            country,
            entry["number"],
            entry.get("ambulance", ""),
            tuple(entry["sources"].split()),
            entry.get("note", ""),
        )
        for country, entry in told["countries"].items()
    }
    checked, expires = (date.fromisoformat(told[name]) for name in ("checked", "expires"))
    return EmergencyTable(told["sources"], checked, expires, countries)


def emergency(country: str) -> Emergency | None:
    """The numbers of a country, or None where the table has none."""
    return emergency_table().countries.get(country.upper())
