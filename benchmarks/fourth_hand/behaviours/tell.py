"""What those around notice and pass on."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.fourth_hand.atlas import City
from benchmarks.fourth_hand.people import Maker, Person
from benchmarks.fourth_hand.stage import Stage
from benchmarks.fourth_hand.words import reports
from benchmarks.fourth_hand.words.adverts import ZONES


@dataclass(slots=True)
class Known:
    """What could be noticed of a household, crew or firm."""

    city: City
    address: str
    phone: str = ""
    firm: str = ""
    name: str = ""
    vehicle: str = ""
    hotel: str = ""
    sort: str = ""  # which sort of place, where the exploitation type does not say it


def tongue_of(city: City) -> str:
    spoken = city.country.tongues[0]
    return spoken if spoken in ("en", "es", "pt") else "en"


def fill(s: Stage, text: str, known: Known) -> str:
    """Put in what the teller knows; a teller often knows less than there is."""
    vague = {
        "en": ("a house", "a number", "a firm", "someone"),
        "es": ("una casa", "un número", "una empresa", "alguien"),
    }
    tongue = tongue_of(known.city)
    house, some_number, some_firm, someone = vague.get(
        tongue, ("uma casa", "um número", "uma empresa", "alguém")
    )
    sure = s.chance.yes(s.habits.report_names)
    words = {
        "a": known.address if sure else house,
        "c": known.city.name,
        "d": known.phone if known.phone and sure else some_number,
        "f": known.firm if known.firm and sure else some_firm,
        "n": known.name.split()[0] if known.name else someone,
        "p": str(s.chance.randrange(2, 9)),
        "v": known.vehicle if known.vehicle else s.watchers.plate(),
        "z": s.chance.pick(ZONES[tongue]),
        "h": known.hotel or "hotel",
    }
    if known.phone and "{d}" in text and sure:
        s.journal.named.add(("phone", known.phone))
    return text.format(**words)


def report(s: Stage, kind: str, known: Known, wrong: int, right: int, by: Maker | None) -> None:
    """A report of that sort of place, with things that are wrong or things that are in order."""
    tongue, kind = tongue_of(known.city), known.sort or kind
    lines = [s.chance.pick(reports.SEEN[kind][tongue])]
    lines += s.chance.some(reports.WRONG[kind][tongue], wrong)
    lines += s.chance.some(reports.RIGHT[tongue], right)
    s.watchers.report(known.city, fill(s, " ".join(lines), known), by)


def glimpse(s: Stage, known: Known, by: Maker | None) -> None:
    """A passer-by sees something, perhaps a vehicle."""
    s.watchers.sighting(known.city, fill(s, s.chance.pick(reports.GLIMPSE), known), by)


def missed(s: Stage, who: Person, home: City, work: City, gone: float, by: Maker | None) -> None:
    why = s.chance.pick(reports.LAST_SEEN).format(c=work.name)
    s.watchers.missing(who, home, gone, why, by)
