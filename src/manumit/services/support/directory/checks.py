"""What poison and rot look like in an entry: each flaw with a code, a sentence and a hint."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from math import asin, cos, radians, sin, sqrt

from manumit.engine.signals import look_alike, place_of, site_of
from manumit.services.support.directory.areas import countries_of
from manumit.services.support.directory.model import Entry, Flaw, Status
from manumit.services.support.directory.needs import needs_in
from manumit.services.support.directory.numbers import number_flaws
from manumit.services.support.directory.phrases import phrases, plain, word_list

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"')]+", re.IGNORECASE)
_MAIL = re.compile(r"[^@\s]+@([^@\s]+\.[^@\s]+)")
_ASTRAY = 100.0
"""Kilometres between a place and the middle of the town it names: wider than any conurbation."""
EARTH = 6371.0
"""Mean radius of the earth in kilometres (IUGG)."""


def flaws_of(entry: Entry, known: Iterable[str] = ()) -> tuple[Flaw, ...]:
    """All flaws that the entry shows by itself. `known`: sites of checked organisations, beside the built-in ones."""
    return (
        *(
            flaw
            for phone in entry.phones
            for flaw in number_flaws(phone, next(iter(countries_of(entry)), ""))
        ),
        *_business(entry),
        *_links(entry, tuple(known)),
        *_mail(entry),
        *_reach(entry),
    )


def shared_numbers(entries: Iterable[Entry]) -> dict[str, tuple[Flaw, ...]]:
    """The doubts about numbers that stand under more than one organisation, by entry."""
    holders: dict[str, dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        for phone in entry.phones:
            if phone.e164:
                holders[phone.e164][plain(entry.organization)].append(entry)
    flaws: dict[str, list[Flaw]] = defaultdict(list)
    for number, under in sorted(holders.items()):
        if len(under) > 1:
            names = sorted({entry.organization for group in under.values() for entry in group})
            for entry in (one for group in under.values() for one in group):
                flaws[entry.id].append(
                    Flaw(
                        "number-shared",
                        f"{number} also stands under another organisation: {'; '.join(names[:4])}.",
                        "Call it and ask who answers.",
                        False,
                    )
                )
    return {ident: tuple(found) for ident, found in flaws.items()}


def status_of(entry: Entry, flaws: Iterable[Flaw], marked: bool, today: date) -> Status:
    """Whether survivors see the entry, and if not the first reason."""
    if any(flaw.stops for flaw in flaws):
        return "stopped"
    if not entry.active:
        return "closed"
    until = entry.fresh_until()
    if until is None or entry.assured > today.isoformat():  # a check that is still to come is none
        return "unverified"
    if until < today:
        return "stale"
    return "shown" if marked else "waiting"


def kilometres(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """Great-circle distance (haversine)."""
    up, along = radians(to_lat - lat) / 2, radians(to_lon - lon) / 2
    inner = sin(up) ** 2 + cos(radians(lat)) * cos(radians(to_lat)) * sin(along) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(inner)))


@cache
def _words(name: str) -> re.Pattern[str]:
    return phrases(word_list("poison")[name])


def _business(entry: Entry) -> Iterator[Flaw]:
    never, business, advert = _words("never"), _words("business"), _words("advert")
    names = " / ".join(plain(one) for one in (entry.name, entry.also, entry.organization))
    hosts = " / ".join(plain(one) for one in (entry.url, entry.site, entry.email))
    texts = " / ".join(
        plain(one) for one in (entry.says, entry.how, entry.fees, entry.eligibility, entry.alert)
    )
    if found := advert.search(f"{names} / {texts}"):
        yield _not_help("advert", f"It reads like an advert: '{found[0]}'.", True)
    elif found := never.search(f"{names} / {hosts} / {texts}") or business.search(f"{names} / {hosts}"):
        yield _not_help("not-help", f"It is another business: '{found[0]}'.", True)
    elif found := business.search(texts):
        helps = needs_in([], [business.sub(" ", texts)]) != ("other",)
        yield _not_help("not-help", f"It tells of another business: '{found[0]}'.", not helps)


def _not_help(code: str, sentence: str, stops: bool) -> Flaw:
    hint = (
        "Call the number: the line may have passed to somebody else. Leave it out."
        if stops
        else "Call the number."
    )
    return Flaw(code, sentence, hint, stops)


def _links(entry: Entry, neighbours: tuple[str, ...]) -> Iterator[Flaw]:
    """Imitating one of the known sites stops; resembling another organisation of the directory is a doubt."""
    known = tuple(word_list("poison")["known"])
    texts = (entry.says, entry.how, entry.fees, entry.eligibility, entry.alert)
    links = [entry.url, entry.site, *(found for text in texts for found in _LINK.findall(text))]
    short = frozenset(word_list("poison")["shorteners"])
    mails = [found[1] for found in [_MAIL.fullmatch(entry.email)] if found]
    for link in dict.fromkeys(one for one in links if one):
        if site_of(link) in short:
            yield Flaw(
                "link-short", f"{link} hides where it leads.", "Ask the service for its own address.", True
            )
    for link in dict.fromkeys(one for one in (*links, *mails) if one):
        if copied := look_alike(link, known) or look_alike(link, neighbours):
            yield Flaw(
                "link-look-alike",
                f"{link} looks like {copied.known} and is not it.",
                "Compare letter by letter; ask the organisation that it resembles.",
                copied.known in known,
            )


def _mail(entry: Entry) -> Iterator[Flaw]:
    if not entry.email:
        return
    found = _MAIL.fullmatch(entry.email)
    if not found:
        yield Flaw("mail-wrong", f"{entry.email} is no e-mail address.", "Ask the service.", False)
    elif found[1].lower() in word_list("poison")["mail"]:
        yield Flaw(
            "mail-free",
            f"Anybody can have an address at {found[1]}; an organisation mostly has its own.",
            "Ask the organisation whether the address is theirs.",
            False,
        )


def _reach(entry: Entry) -> Iterator[Flaw]:
    streets = [spot for spot in entry.spots if spot.street]
    if not (entry.phones or entry.email or entry.url or streets):
        yield Flaw(
            "no-way-in", "There is no way to reach it.", "Add a phone number, an address or a site.", True
        )
    elif entry.undisclosed and not entry.phones:
        yield Flaw(
            "no-phone",
            "An undisclosed service without an intake phone.",
            "Add the number that takes people in.",
            False,
        )
    if not entry.areas and not any(spot.city or spot.country for spot in entry.spots):
        yield Flaw("no-area", "It does not say where it helps.", "Add a service area or a town.", False)
    if entry.assured and not entry.assurer:
        yield Flaw(
            "no-assurer",
            "It does not say who assured it (assurer_email).",
            "Ask the publisher who did.",
            False,
        )
    if "shelter" in entry.needs and not entry.undisclosed and streets:
        yield Flaw(
            "shelter-street",
            "It is a shelter, and its street is in the file.",
            "Ask whether the address may be known. If not, mark it undisclosed in the file and import it again.",
            False,
        )
    for spot in entry.spots:
        town = place_of(spot.city, spot.country or None) if spot.city and spot.lat is not None else None
        if town and spot.lat is not None and spot.lon is not None:
            away = kilometres(spot.lat, spot.lon, town.lat, town.lon)
            if away > _ASTRAY:
                yield Flaw(
                    "place-astray",
                    f"Its point on the map is {away:.0f} km from {spot.city}.",
                    "Correct the coordinates or the town.",
                    False,
                )
