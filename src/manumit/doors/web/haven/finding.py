"""Finding help in words: what a form asks for becomes a `Wish`, and what is found becomes cards that a page shows."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from babel.dates import format_skeleton
from django.utils.translation import get_language, gettext

from manumit.doors.web.haven import countries
from manumit.doors.web.helpline.common import locale_of
from manumit.services.support import (
    NEEDS,
    Entry,
    LeftOut,
    Match,
    Wish,
    hours_at,
    local_at,
    near_town,
)

GENDERS, REACHES = ("women", "men"), ("walk", "ride")
CHECKS = ("open", "speaks", "free", "level", "calls", "children")
"""Names of the boxes of the form."""


def need_names() -> dict[str, str]:
    """What people look for, in the reader's words."""
    return {
        "shelter": gettext("A safe place to stay"),
        "legal_aid": gettext("A lawyer"),
        "health": gettext("A doctor or counsellor"),
        "food": gettext("Food and clothes"),
        "interpreter": gettext("An interpreter"),
        "embassy": gettext("An embassy"),
        "hotline": gettext("A help line"),
        "money": gettext("Money in need"),
        "work_rights": gettext("Rights at work"),
        "family_tracing": gettext("Finding family"),
        "other": gettext("Other help"),
    }


def words() -> dict[str, str]:
    """What cards say, also those that a phone makes itself. Holes are %(name)s."""
    return {
        "open": gettext("open now"),
        "until": gettext("open now, until %(when)s"),
        "closed": gettext("closed now"),
        "opens": gettext("closed now, opens %(when)s"),
        "hours": gettext("it is not known when it is open"),
        "walk": gettext("near: on foot"),
        "ride": gettext("by bus or train"),
        "far": gettext("farther away"),
        "yes": gettext("speaks your language"),
        "interpreter": gettext("has interpreters"),
        "free": gettext("free"),
        "paid": gettext("costs money"),
        "perhaps": gettext("ask whether it is for you"),
        "age": gettext("it is for ages %(ages)s"),
        "women": gettext("it is for women"),
        "men": gettext("it is for men"),
        "children": gettext("children cannot come along"),
        "language": gettext("they may not speak your language"),
        "travel": gettext("you have to go there"),
        "steps": gettext("nothing says that a wheelchair gets in"),
        "checked": gettext("Checked on %(day)s"),
        "kept": gettext("Kept on this phone on %(day)s. Look again when there is a network."),
        "old": gettext("What this phone kept is too old to be shown."),
        "lost": gettext("We do not know this town. Here is what we know in the country."),
        "none": gettext(
            "We have nothing checked that fits. Try with less, or talk to a person who looks with you."
        ),
        "away": gettext("There is no network"),
        "nowhere": gettext("The phone did not tell where it is. You can write a town."),
    }


@dataclass(frozen=True, slots=True)
class Asked:
    """A form as it was sent, tidied: what is none of the choices counts as not chosen."""

    need: str = ""
    country: str = ""
    town: str = ""
    age: str = ""
    gender: str = ""
    reach: str = ""
    tongue: str = ""
    on: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, form: Mapping[str, str]) -> Asked:
        """What the form says."""

        def one_of(name: str, known: Container[str]) -> str:
            return form.get(name, "") if form.get(name, "") in known else ""

        age = form.get("age", "").strip()
        tongue = form.get("tongue", "")
        return cls(
            need=one_of("need", (*NEEDS, "any")) or one_of("was", NEEDS),
            country=countries.known(form.get("country", "")),
            town=form.get("town", "").strip()[:100],
            age=age if age.isdecimal() and age.isascii() and len(age) <= 3 else "",
            gender=one_of("gender", GENDERS),
            reach=one_of("reach", REACHES),
            tongue=tongue
            if tongue.isalpha() and len(tongue) in (2, 3)
            else locale_of(get_language() or "en"),
            on=frozenset(name for name in CHECKS if name in form),
        )

    def wish(self) -> Wish:
        """What is looked for."""
        return Wish(
            needs=(self.need,) if self.need in NEEDS else (),
            age=float(self.age) if self.age else None,
            gender=self.gender,
            language=self.tongue,
            near=near_town(self.town, self.country) if self.town else None,
            country=self.country,
            only_open="open" in self.on,
            only_language="speaks" in self.on,
            only_free="free" in self.on,
            children="children" in self.on,
            reach=self.reach,  # type: ignore[arg-type]  # one of REACHES or nothing
            by_phone="calls" in self.on,
            step_free="level" in self.on,
        )


def card(match: Match, number: int, now: datetime) -> dict[str, Any]:
    """A match as a page shows it. `at` are the places that may stand on a map ('lat,lon' each)."""
    entry, told = match.entry, words()
    tags = [told.get(one, "") for one in (match.distance, match.speaks, entry.cost)]
    if match.fit == "perhaps":
        tags.append(told["perhaps"])
    return {
        "number": number,
        "name": entry.name,
        "org": entry.organization if entry.organization != entry.name else "",
        "hours": hours_in_words(entry, now),
        "tags": " · ".join(one for one in tags if one),
        "alert": entry.alert,
        "says": entry.says,
        "whom": entry.eligibility,
        "phones": [(one.e164 or one.number, one.number) for one in entry.phones],
        "secret": entry.undisclosed,
        "places": [] if entry.undisclosed else [_place(one) for one in entry.spots if one.street or one.city],
        "steps": "; ".join(part for spot in entry.spots for part in spot.access),
        "checked": told["checked"] % {"day": dated(entry.assured)} if entry.assured else "",
        "at": ";".join(
            f"{one.lat:.4f},{one.lon:.4f}"
            for one in entry.spots
            if one.lat is not None and one.lon is not None and not entry.undisclosed
        ),
    }


def dated(day: str) -> str:
    """An ISO date that keeps its order in a line that runs from the right."""
    return f"\u2066{day}\u2069"


def _place(spot: Any) -> str:
    return ", ".join(filter(None, (spot.street, f"{spot.postcode} {spot.city}".strip())))


def hours_in_words(entry: Entry, now: datetime) -> str:
    """Open or closed, and until when, by the clocks of the service: 'closed now, opens Mon 09:30 (London)'."""
    hours, told = hours_at(entry.hours, now), words()
    at = hours.until or hours.next
    if hours.state == "unknown":
        return told["hours"]
    if at is None:
        return told[hours.state]
    zone = entry.hours[0].zone
    when = f"{_when(local_at(zone, at), local_at(zone, now))} ({zone.rpartition('/')[2].replace('_', ' ')})"
    return told["until" if hours.until else "opens"] % {"when": when}


def _when(wall: datetime, now: datetime) -> str:
    """The time, with its weekday on another day."""
    form = "Hm" if wall.date() == now.date() else "EHm"
    return str(format_skeleton(form, wall, locale=countries.babel_locale(get_language() or "en")))


def reasons(out: LeftOut) -> dict[str, str]:
    """Who it is, and why it is not offered."""
    entry, told = out.entry, words()
    ages = f"{entry.youngest or 0:g}–{entry.oldest:g}" if entry.oldest else f"{entry.youngest or 0:g}+"
    said = {"age": told["age"] % {"ages": ages}, "gender": told.get(entry.gender, ""), "cost": told["paid"]}
    because = [said.get(one) or told[one] for one in out.because]
    return {"name": entry.name, "why": " · ".join(because)}
