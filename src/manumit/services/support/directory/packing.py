"""What a phone keeps of the directory for when it is offline, and the lines of a country."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from manumit.engine.signals import country_of
from manumit.services.support.directory.areas import countries_of, in_area, serves
from manumit.services.support.directory.index import is_by_phone, is_vague, lets_wheelchair_in, town_point
from manumit.services.support.directory.model import Entry, Phone, Spot
from manumit.services.support.directory.needs import NEEDS
from manumit.services.support.directory.weeks import weeks_of

VERSION = 2
MOST = 200
_TEXT = 280
"""Characters of a description: a phone's offline list says what and how to reach it; the rest is online."""


def pack(entries: Iterable[Entry], area: str, today: date, most: int = MOST) -> bytes:
    """The shown entries of an area (a town, a region or a country; lines of its country come along; '' is all of the
    directory) as compact JSON: {v, area, date, expires, needs, services, lines, towns, sha256}. `towns` are the middles
    of the towns that services name, from the gazetteer: distances are told from them, no place of a service is.
    `until` of a service is its last day; an offline phone shows none after it, and nothing at all after `expires`.
    `sha256` is of the JSON without that key. The same directory gives the same bytes on the same day."""
    everything = [one for one in entries if (until := one.fresh_until()) and until >= today]
    here = [one for one in everything if not area or in_area(one, area)]
    countries = {country for one in here for country in countries_of(one)} | {country_of(area) or ""} - {""}
    also = [one for one in everything if _is_line(one) and any(serves(one, country) for country in countries)]
    chosen = list({one.id: one for one in (*sorted(also, key=_order), *sorted(here, key=_order))}.values())[
        :most
    ]
    ends = [until.isoformat() for one in chosen if (until := one.fresh_until())]
    body: dict[str, Any] = {
        "v": VERSION,
        "area": area,
        "date": today.isoformat(),
        "expires": max(ends, default=today.isoformat()),
        "needs": list(NEEDS),
        "services": [_drop(_service(one, today)) for one in chosen],
        "lines": [at for at, one in enumerate(chosen) if _is_line(one)],
        "towns": _towns(chosen),
    }
    body["sha256"] = hashlib.sha256(_compact(body)).hexdigest()
    return _compact(body)


def country_lines(entries: Iterable[Entry], country: str, home: str = "") -> list[Entry]:
    """Help lines that serve a country, and embassies in it: of `home` (whose they are), or all. Help lines first."""
    code, of = country_of(country) or "", country_of(home) if home else None
    found = [
        one
        for one in entries
        if _is_line(one) and serves(one, code) and not (of and one.represents and one.represents != of)
    ]
    return sorted(found, key=lambda one: ("hotline" not in one.needs, one.name, one.id))


def _is_line(entry: Entry) -> bool:
    return "hotline" in entry.needs or "embassy" in entry.needs


def _order(entry: Entry) -> tuple[int, str, str]:
    return min(NEEDS.index(one) for one in entry.needs), entry.name, entry.id


def _towns(entries: Iterable[Entry]) -> dict[str, tuple[float, float]]:
    """'Leeds/GB': its middle, to about a kilometre."""
    spots = {f"{spot.city}/{spot.country}": spot for one in entries for spot in one.spots if spot.city}
    found = {name: town_point(spots[name]) for name in sorted(spots)}
    return {name: (round(at[0], 2), round(at[1], 2)) for name, at in found.items() if at}


def _service(one: Entry, today: date) -> dict[str, Any]:
    until = one.fresh_until()
    days = (until - today).days + 1 if until else 0
    return {
        "id": one.id,
        "name": one.name,
        "org": one.organization if one.organization != one.name else "",
        "needs": [NEEDS.index(need) for need in one.needs],
        "says": one.says if len(one.says) <= _TEXT else one.says[: _TEXT - 1].rstrip() + "…",
        "alert": one.alert,
        "for": one.eligibility,
        "ask": is_vague(one),
        "kids": one.children,
        "ages": [one.youngest, one.oldest] if one.youngest is not None or one.oldest is not None else None,
        "gender": one.gender,
        "tel": [_drop(_phone(phone)) for phone in one.phones],
        "mail": one.email,
        "url": one.url or one.site,
        "lang": list(one.languages),
        "talks": bool(one.interpreters),
        "in": list(countries_of(one)),
        "phone": is_by_phone(one),
        "level": lets_wheelchair_in(one),
        "cost": one.cost if one.cost != "unknown" else "",
        "areas": list(one.areas),
        "at": [_drop(_spot(spot)) for spot in one.spots],
        "open": weeks_of(one.hours, today - timedelta(days=1), days + 1),
        "of": one.represents,
        "hidden": one.undisclosed,
        "assured": one.assured,
        "until": until.isoformat() if until else "",
    }


def _phone(phone: Phone) -> dict[str, Any]:
    return {
        "n": phone.e164 or phone.number,
        "w": phone.number if phone.e164 not in ("", phone.number) else "",
        "ext": phone.extension,
        "sms": phone.type.lower() in ("text", "sms", "textphone"),
        "lang": list(phone.languages),
    }


def _spot(spot: Spot) -> dict[str, Any]:
    point = (
        [round(spot.lat, 4), round(spot.lon, 4)] if spot.lat is not None and spot.lon is not None else None
    )
    return {
        "name": spot.name,
        "street": spot.street,
        "post": spot.postcode,
        "city": spot.city,
        "cc": spot.country,
        "p": point,
        "steps": "; ".join(spot.access)[:_TEXT],
    }


def _drop(shape: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty."""
    return {name: value for name, value in shape.items() if value not in ("", None, False, 0, [], {})}


def _compact(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def unpacked(data: bytes) -> Iterator[dict[str, Any]]:
    """The services of a pack whose hash holds; ValueError when it does not."""
    body = json.loads(data)
    told = body.pop("sha256")
    if hashlib.sha256(_compact(body)).hexdigest() != told:
        raise ValueError("the pack was changed")
    yield from body["services"]
