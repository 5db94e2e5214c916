"""What an entry looks for, brought to the form in which records are compared. What makes no sense is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from manumit.base.kernel import content_id, parse_date, parse_instant, record_kinds, vocabulary
from manumit.engine.signals import (
    country_named,
    extract,
    name_key,
    normalise_email,
    normalise_handle,
    normalise_phone,
    place_of,
)
from manumit.engine.watch.faces import face_subject
from manumit.engine.watch.likeness import LEAST_SHINGLES, shingles
from manumit.engine.watch.model import KINDS, Entry, Unusable
from manumit.engine.watch.pictures import picture_subject
from manumit.engine.watch.style import style_subject
from manumit.engine.watch.tokens import phrase_words, read

FIELDS = (
    "id kind value text why purpose owner paused expires_at tlp match within lat lon km country only key gallery basis"
).split()
"""The fields of an entry; `kind` and `value` (or `text`; `lat` and `lon`) are needed; faces need `key`, `gallery`."""
_ALIASES = {
    "person": "name",
    "person name": "name",
    "person_name": "name",
    "e-mail": "email",
    "passport": "document",
}
_TRUE, _FALSE = ("true", "yes", "on", "1", "y"), ("", "false", "no", "off", "0", "n")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_POINT = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*")
_TEMPLATE_ID = re.compile(r"tpl_[a-z2-7]{16}")
DEFAULT_KM, MOST_KM = 10.0, 500.0
"""A town and its outskirts; beyond the other a circle is a country and no place."""
DEFAULT_WITHIN = 30
"""Words in any order must stand this near each other: about two sentences, lest a long page match by chance."""
SHORTEST_DOCUMENT = 5
"""As short as signals reads a document number."""


def entry_of(cells: Mapping[str, str], line: int) -> Entry:
    """A checked entry from texts by field; Unusable says what is wrong."""
    kind = cells.get("kind", "").strip().lower()
    kind = _ALIASES.get(kind, kind)
    if kind not in KINDS:
        raise Unusable(f"kind {cells.get('kind', '')!r} is not known", f"Known: {', '.join(KINDS)}.")
    value = cells.get("value", "") or cells.get("text", "")
    special = _SUBJECTS[kind](value, cells)
    told: dict[str, Any] = {
        "why": cells.get("why", ""),
        "purpose": cells.get("purpose", ""),
        "owner": cells.get("owner", ""),
        "paused": _flag(cells.get("paused", "")),
        "expires_at": _expiry(cells.get("expires_at", "")),
        "basis": cells.get("basis", ""),
        "tlp": _tlp(cells.get("tlp", "")),
        "only": _only(cells.get("only", "")),
    }
    name = cells.get("id") or content_id("watch", kind, *special["keys"])
    return Entry(id=name, kind=kind, value=special.pop("value", value), line=line, **special, **told)


def _flag(text: str) -> bool:
    if text.lower() in _TRUE:
        return True
    if text.lower() in _FALSE:
        return False
    raise Unusable(f"paused: {text!r} is neither true nor false", "Write true or false.")


def _expiry(text: str) -> datetime | None:
    """A date lasts to its end, UTC."""
    if not text:
        return None
    try:
        if len(text) == 10:
            day = parse_date(text)
            return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC)
        return parse_instant(text).utc
    except ValueError as error:
        raise Unusable(f"expires_at: {error}", "Write a date like 2026-12-31.") from error


def _tlp(text: str) -> str:
    if not text:
        return vocabulary().default_tlp
    written = text.upper() if text.upper().startswith("TLP:") else f"TLP:{text.upper()}"
    if written not in vocabulary().tlp:
        raise Unusable(f"tlp {text!r} is not known", f"Known: {', '.join(vocabulary().tlp)}.")
    return written


def _only(text: str) -> tuple[str, ...]:
    kinds = tuple(kind.strip().lower() for kind in re.split(r"[,; ]+", text) if kind.strip())
    if odd := [kind for kind in kinds if kind not in record_kinds()]:
        raise Unusable(f"only: {odd[0]!r} is no record kind", f"Known: {', '.join(record_kinds())}.")
    return kinds


def _number(cells: Mapping[str, str], name: str, low: float, high: float) -> float:
    try:
        value = float(cells[name])
    except ValueError as error:
        raise Unusable(f"{name}: {cells[name]!r} is not a number", "Write a number.") from error
    if not low <= value <= high:
        raise Unusable(f"{name}: {cells[name]} is not between {low:g} and {high:g}", "Correct it.")
    return value


def _phone(value: str, cells: Mapping[str, str]) -> dict[str, Any]:
    known = normalise_phone(value, cells.get("country") or None)
    if known is None:
        raise Unusable(
            f"{value!r} cannot be a telephone number", "Write + and the country code, or add `country: GB`."
        )
    return {"keys": (known[0],), "value": known[0] if "?" not in known[0] else value}


def _email(value: str, cells: Mapping[str, str]) -> dict[str, Any]:
    key = normalise_email(value)
    if not _MAIL.fullmatch(key):
        raise Unusable(f"{value!r} is no e-mail address", "Write it like name@agency.example.")
    return {"keys": (key,)}


def _handle(value: str, cells: Mapping[str, str]) -> dict[str, Any]:
    linked = [one.value for one in extract({"value": value}) if one.kind == "handle"] if "/" in value else []
    platform, _, name = value.rpartition(":")
    key = linked[0] if linked else normalise_handle(platform, name)
    if not key.partition(":")[2] or re.search(r"\s", key):
        raise Unusable(f"{value!r} is no handle", "Write it like telegram:name, or @name for any platform.")
    return {"keys": (key,)}


def _mentioned(kind: str, value: str, said: str, hint: str) -> str:
    found = [one.value for one in extract({"value": value}) if one.kind == kind]
    if not found:
        raise Unusable(f"{value!r} is no {said}: its checksum does not hold", hint)
    return found[0]


def _wallet(value: str, cells: Mapping[str, str]) -> dict[str, Any]:
    address = value.partition(":")[2] or value
    return {"keys": (_mentioned("wallet", address, "wallet", "Copy the whole address, with its case."),)}


def _iban(value: str, cells: Mapping[str, str]) -> dict[str, Any]:
    hint = "Copy the whole IBAN; for another account number use kind account."
    return {"keys": (_mentioned("iban", value, "IBAN", hint),)}


def account_key(value: str) -> str:
    """An account number as it is compared: without spaces, upper case."""
    return re.sub(r"\s", "", value).upper()


def _account(value: str, cells: Mapping[str, str]) -> dict[str, Any]:
    key = account_key(value)
    if len(key) < 3:
        raise Unusable(f"{value!r} is too short for an account", "Write the whole number.")
    return {"keys": (key,)}


def _document(value: str, cells: Mapping[str, str]) -> dict[str, Any]:
    key = "".join(char for char in value.upper() if char.isalnum())
    if len(key) < SHORTEST_DOCUMENT:
        raise Unusable(f"{value!r} is too short for a document number", "Write the whole number.")
    return {"keys": (key,)}


def _name(value: str, cells: Mapping[str, str]) -> dict[str, Any]:
    """`name` or `name|birth date`: keys are the name's key and the date (or '')."""
    name, _, born = value.partition("|")
    key = name_key(name)
    if len(key.replace(" ", "")) < 2:
        raise Unusable(f"{value!r} holds no name", "Write given name and family name.")
    try:
        day = parse_date(born).isoformat() if born.strip() else ""
    except ValueError as error:
        raise Unusable(f"birth date: {error}", "Write it like Name|1999-12-31, or leave it out.") from error
    return {"keys": (key, day), "value": name.strip()}


def _phrase(value: str, cells: Mapping[str, str]) -> dict[str, Any]:
    words = tuple(phrase_words(value))
    letters = sum(map(len, words))
    if not words or (letters < 2 and words[0].isascii()):
        raise Unusable(
            f"{value!r} holds no words to look for", "Write at least one word of two letters, or an emoji."
        )
    match = {"any_order": "words", "any order": "words"}.get(
        cells.get("match", "").lower(), cells.get("match", "words")
    )
    if match.lower() not in ("words", "exact"):
        raise Unusable(f"match {cells['match']!r} is not known", "Known: words (in any order), exact.")
    near = int(_number(cells, "within", 1, 100_000)) if cells.get("within") else DEFAULT_WITHIN
    return {"keys": words, "match": match.lower(), "within": max(near, len(words))}


def _template(value: str, cells: Mapping[str, str]) -> dict[str, Any]:
    if _TEMPLATE_ID.fullmatch(value):
        return {"keys": (value,)}
    if value.startswith("tpl_"):
        raise Unusable(f"{value!r} is no template id", "Copy it whole, or give an example text instead.")
    if len(shingles(read(value))) < LEAST_SHINGLES:
        raise Unusable(
            "the example text is too short to be told from others", "Give a longer one, or use kind phrase."
        )
    return {"keys": (content_id("text", value),), "text": value, "value": value[:60]}


def _place(value: str, cells: Mapping[str, str]) -> dict[str, Any]:
    """A circle, or a whole country: then the keys are its name and its code."""
    km = _number(cells, "km", 0.01, MOST_KM) if cells.get("km") else DEFAULT_KM
    point = _POINT.fullmatch(value)
    if cells.get("lat") and cells.get("lon"):
        lat, lon, name = _number(cells, "lat", -90, 90), _number(cells, "lon", -180, 180), value
    elif point:
        spot = {"lat": point[1], "lon": point[2]}
        lat, lon, name = _number(spot, "lat", -90, 90), _number(spot, "lon", -180, 180), ""
    else:
        nation = country_named(value) if value and not cells.get("country") else None
        if nation and cells.get("km"):
            raise Unusable(
                f"{value!r} is a country, which has no middle to measure km from",
                "Leave km out to watch the whole country, or name a town of it.",
            )
        if nation:
            return {"keys": nation, "value": ", ".join(nation)}
        known = place_of(value, cells.get("country") or None) if value else None
        if known is None:
            raise Unusable(
                f"no place {value!r} is known", "Add lat and lon, or check the spelling and the country."
            )
        lat, lon, name = known.lat, known.lon, f"{known.name}, {known.country}"
    name = name or f"{lat:g}, {lon:g}"
    return {"keys": (name,), "lat": lat, "lon": lon, "km": km, "value": name}


_SUBJECTS: Mapping[str, Callable[[str, Mapping[str, str]], dict[str, Any]]] = {
    "phone": _phone,
    "email": _email,
    "handle": _handle,
    "wallet": _wallet,
    "iban": _iban,
    "account": _account,
    "document": _document,
    "name": _name,
    "phrase": _phrase,
    "template": _template,
    "place": _place,
    "picture": picture_subject,
    "style": style_subject,
    "face": face_subject,
}
