"""What people may want to know: pages, signs and what the offer check says, in content/<locale>.yaml, each with its
state. `en.yaml` is the original; a translation carries the version of what it translates, and one that is behind counts
as missing. Every function takes the folder in which an operator keeps reviewed texts (the house's `pages`): a file of
the same form there takes the place of ours, text by text, as long as its version is that of the original.

The signs are the eleven of the ILO (Indicators of forced labour, 2012), in our words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from manumit.base.kernel import UnreadableInput
from manumit.services.support import LOCALES

ORIGINAL = "en"
STATES = ("draft", "checked", "reviewed")
_PARTS = ("signs", "offers")
"""Beside the pages: each one text with one state."""
KNOWN = {
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "pt": "Português",
    "ro": "Română",
    "ru": "Русский",
    "uk": "Українська",
    "ar": "العربية",
    "zh": "中文",
    "th": "ไทย",
    "vi": "Tiếng Việt",
    "tl": "Tagalog",
    "id": "Bahasa Indonesia",
}
"""Languages that the offer check reads, in their own names."""
MORE = {
    "abuse_of_vulnerability": "free",
    "deception": "work",
    "restriction_of_movement": "free",
    "isolation": "free",
    "violence": "health",
    "threats": "police",
    "documents": "papers",
    "wages": "work",
    "debt": "free",
    "conditions": "work",
    "overtime": "work",
}
"""The page that says more about a sign."""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and its lines."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one locale. `original` is shown beside it as long as nobody has reviewed the translation; `sources`
    are documents by their names, of the original."""

    slug: str
    locale: str
    state: str
    title: str
    parts: tuple[Part, ...]
    sources: tuple[str, ...]
    original: Page | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """What somebody may see in their own life, and what it may mean."""

    id: str
    locale: str
    state: str
    says: str
    means: str
    original: Sign | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """What a sign of the offer check says to the person who asks."""

    id: str
    locale: str
    state: str
    says: str
    original: str = ""


@cache
def _shipped(locale: str) -> Mapping[str, Any]:
    file = files("manumit.doors.web.haven").joinpath("content", f"{locale}.yaml")
    return _by_name(_read(file.read_text("utf-8")) if file.is_file() else {})


def _read(text: str) -> Any:
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@cache
def told(locale: str, folder: Path | None = None) -> Mapping[str, Any]:
    """{pages: {slug: text}, signs: text, offers: text} of a locale, each text {version, state, ...}. UnreadableInput,
    with file and text, for a file of an operator that is not of the form."""
    made = _shipped(locale)
    path = folder / f"{locale}.yaml" if folder else None
    if path is None or not path.is_file():
        return made
    theirs = _theirs(path)
    counts = _shipped(ORIGINAL)
    pages = {
        slug: one
        for slug, one in theirs["pages"].items()
        if slug in counts["pages"] and one["version"] == counts["pages"][slug]["version"]
    }
    parts = {
        name: theirs[name]
        for name in _PARTS
        if theirs[name] and theirs[name]["version"] == counts[name]["version"]
    }
    return {**made, **parts, "pages": {**made["pages"], **pages}}


def _by_name(raw: Mapping[str, Any]) -> dict[str, Any]:
    pages = {one["slug"]: one for one in raw.get("pages") or ()}
    return {"pages": pages, **{name: raw.get(name) or {} for name in _PARTS}}


def _theirs(path: Path) -> dict[str, Any]:
    """An operator's file, looked through."""
    try:
        made = _by_name(_read(path.read_text("utf-8")) or {})
    except (yaml.YAMLError, UnicodeDecodeError, AttributeError, KeyError, TypeError) as error:
        raise UnreadableInput(f"{path} is not a file of pages: {error}.") from error
    texts = [*made["pages"].items(), *((name, made[name]) for name in _PARTS if made[name])]
    for name, text in texts:
        try:
            _look_through(name, text)
        except (KeyError, TypeError, ValueError) as error:
            raise UnreadableInput(f"{path}, {name}: {error}.", "Compare it with the file we ship.") from error
    return made


def _look_through(name: str, text: Mapping[str, Any]) -> None:
    """KeyError, TypeError or ValueError for what is not of the form."""
    if text["state"] not in STATES:
        raise ValueError(f"the state is one of {', '.join(STATES)}")
    if text["state"] == "reviewed":
        if not str(text.get("reviewer") or "").strip():
            raise ValueError("who reviewed it is missing (reviewer)")
        date.fromisoformat(str(text.get("date") or "missing"))
    if name == "signs":
        ids = {one["id"] for one in _shipped(ORIGINAL)["signs"]["items"]}
        _whole(ids, {one["id"]: one["says"] and one["means"] for one in text["items"]})
    elif name == "offers":
        _whole(set(_shipped(ORIGINAL)["offers"]["says"]), text["says"])
    elif not all(str(one["title"]) and [str(line) for line in one["lines"]] for one in text["parts"]):
        raise ValueError("a part has no lines")


def _whole(ids: set[str], texts: Mapping[str, Any]) -> None:
    if missing := sorted(one for one in ids if not texts.get(one)):
        raise ValueError(f"missing: {', '.join(missing)}")


def state(text: Mapping[str, Any], original: Mapping[str, Any]) -> str:
    """Its state, or 'missing' where it is not there or behind the original."""
    return str(text["state"]) if text and text["version"] == original["version"] else "missing"


@cache
def pages(locale: str, folder: Path | None = None) -> tuple[Page, ...]:
    """All pages in the order of the original; in English where a locale has none."""
    own, english = told(locale, folder)["pages"], told(ORIGINAL, folder)["pages"]
    return tuple(_page(one, own.get(slug), locale) for slug, one in english.items())


def _page(original: Mapping[str, Any], own: Mapping[str, Any] | None, locale: str) -> Page:
    sources = tuple(original.get("sources", ()))
    first = _made(original, ORIGINAL, sources)
    if locale == ORIGINAL or own is None or state(own, original) == "missing":
        return first
    return _made(own, locale, sources, None if own["state"] == "reviewed" else first)


def _made(
    told: Mapping[str, Any], locale: str, sources: tuple[str, ...], original: Page | None = None
) -> Page:
    parts = tuple(Part(one["title"], tuple(one["lines"])) for one in told["parts"])
    return Page(told["slug"], locale, told["state"], told["title"], parts, sources, original)


def page(slug: str, locale: str, folder: Path | None = None) -> Page | None:
    """A page by its name."""
    return next((one for one in pages(locale, folder) if one.slug == slug), None)


@cache
def signs(locale: str, folder: Path | None = None) -> tuple[Sign, ...]:
    """The eleven signs; in English where a locale has none of the version that counts."""
    english, own = told(ORIGINAL, folder)["signs"], told(locale, folder)["signs"]
    first = tuple(
        Sign(one["id"], ORIGINAL, english["state"], one["says"], one["means"]) for one in english["items"]
    )
    if locale == ORIGINAL or state(own, english) == "missing":
        return first
    texts = {one["id"]: one for one in own["items"]}
    beside = own["state"] != "reviewed"
    return tuple(
        Sign(
            one.id,
            locale,
            own["state"],
            texts[one.id]["says"],
            texts[one.id]["means"],
            one if beside else None,
        )
        for one in first
    )


@cache
def reasons(locale: str, folder: Path | None = None) -> Mapping[str, Reason]:
    """What each sign of the offer check says, by its id; in English where a locale lacks the version that counts."""
    english, own = told(ORIGINAL, folder)["offers"], told(locale, folder)["offers"]
    if locale == ORIGINAL or state(own, english) == "missing":
        return {one: Reason(one, ORIGINAL, english["state"], says) for one, says in english["says"].items()}
    beside = own["state"] != "reviewed"
    return {
        one: Reason(one, locale, own["state"], own["says"][one], says if beside else "")
        for one, says in english["says"].items()
    }


def check(folder: Path) -> None:
    """UnreadableInput for anything in an operator's folder that could not be shown."""
    for path in sorted(folder.glob("*.yaml")):
        if path.stem not in LOCALES:
            raise UnreadableInput(
                f"{path}: there is no locale {path.stem!r}.", f"Locales: {', '.join(LOCALES)}."
            )
        _theirs(path)
