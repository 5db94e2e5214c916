"""What people may want to know: pages and signs, in content/<locale>.yaml, each text with its state. `en.yaml` is
the original; a translation carries the version of what it translates, and one that is behind counts as missing.

The signs are the eleven of the ILO (Indicators of forced labour, 2012), in our words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

ORIGINAL = "en"


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and its lines."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one locale. `original` is shown beside it as long as nobody has reviewed the translation."""

    slug: str
    locale: str
    state: str
    title: str
    parts: tuple[Part, ...]
    original: Page | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """What somebody may see in their own life, and what it may mean."""

    id: str
    locale: str
    says: str
    means: str
    original: Sign | None = None


@cache
def _told(locale: str) -> dict[str, Any]:
    file = files("manumit.doors.web.haven").joinpath("content", f"{locale}.yaml")
    told: dict[str, Any] = yaml.safe_load(file.read_text("utf-8")) if file.is_file() else {}
    return told


@cache
def pages(locale: str) -> tuple[Page, ...]:
    """All pages in the order of the original; in English where a locale has none."""
    own = {one["slug"]: one for one in _told(locale).get("pages", ())}
    return tuple(_page(one, own.get(one["slug"]), locale) for one in _told(ORIGINAL)["pages"])


def _page(original: dict[str, Any], own: dict[str, Any] | None, locale: str) -> Page:
    first = _made(original, ORIGINAL)
    if locale == ORIGINAL or own is None or own["version"] != original["version"]:
        return first
    return _made(own, locale, None if own["state"] == "reviewed" else first)


def _made(told: dict[str, Any], locale: str, original: Page | None = None) -> Page:
    parts = tuple(Part(one["title"], tuple(one["lines"])) for one in told["parts"])
    return Page(told["slug"], locale, told["state"], told["title"], parts, original)


def page(slug: str, locale: str) -> Page | None:
    """A page by its name."""
    return next((one for one in pages(locale) if one.slug == slug), None)


@cache
def signs(locale: str) -> tuple[Sign, ...]:
    """The eleven signs; in English where a locale has none of the version that counts."""
    told, own = _told(ORIGINAL)["signs"], _told(locale).get("signs", {})
    first = tuple(Sign(one["id"], ORIGINAL, one["says"], one["means"]) for one in told["items"])
    if locale == ORIGINAL or own.get("version") != told["version"]:
        return first
    texts = {one["id"]: one for one in own["items"]}
    reviewed = own["state"] == "reviewed"
    return tuple(
        Sign(one.id, locale, texts[one.id]["says"], texts[one.id]["means"], None if reviewed else one)
        for one in first
    )
