"""A care record as its page shows it: items with their fields in plain words, conflicts side by side, consents with
what went out under them. Shapes only; who may look is asked before."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from manumit.base.kernel import UsageError
from manumit.doors.web.helpline.agreed_words import Word
from manumit.doors.web.line.care_words import FORMS, KINDS, VALUES
from manumit.services.care import Book, Field, Item, Record, kinds, my_consents

MOST_TEXT = 20_000
"""Characters of one field."""
SHORT = 8
"""Digits of a pseudonym that staff call a person by."""
LISTED = ("need", "service", "note")
"""Kinds that the page lists, with a form each."""


@dataclass(frozen=True, slots=True)
class Version:
    """One of several values that people left who edited apart."""

    by: str
    at: datetime
    says: str
    value: str
    """As JSON, for the form that chooses it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A field in a form and on the page. `was` and `seen`: what whoever edits has in front of them."""

    name: str
    label: Word
    type: str
    choices: tuple[tuple[str, Word], ...]
    was: str
    says: str
    seen: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """An item on the page."""

    id: str
    kind: str
    made_at: datetime
    lines: tuple[Line, ...]

    @property
    def said(self) -> list[Line]:
        """The lines that say something."""
        return [one for one in self.lines if one.says or one.versions]

    @property
    def title(self) -> str:
        """The first of them."""
        return self.said[0].says if self.said else str(KINDS[self.kind])


def short(person: str) -> str:
    """'3f9a01bc' of a pseudonym."""
    return person.removeprefix("per_")[:SHORT]


def newest(item: Item | None, name: str) -> Any:
    """A field's value for the eye: the newest version, where there are several."""
    found = item.fields.get(name) if item else None
    return found.versions[0].value if found else None


def called(record: Record) -> str:
    """What somebody wants to be called; nothing when they did not say."""
    return newest(record.items.get("person"), "called") or ""


def shown(kind: str, item: Item | None) -> Shown:
    """An item with the fields of its form; without one: an empty form."""
    lines = tuple(
        _line(kind, name, label, item.fields.get(name) if item else None) for name, label in FORMS[kind]
    )
    return Shown(item.id if item else kind, kind, item.made_at if item else datetime.min, lines)


def _line(kind: str, name: str, label: Word, field: Field | None) -> Line:
    spec = kinds()[kind].field(name)
    value = field.versions[0].value if field else None
    versions = (
        tuple(Version(one.by, one.at, say(one.value), json.dumps(one.value)) for one in field.versions)
        if field and field.conflict
        else ()
    )
    choices = tuple((one, VALUES.get(one, one)) for one in spec.values)
    seen = " ".join(field.after) if field else ""
    return Line(name, label, spec.type, choices, _typed(value), say(value), seen, versions)


def _typed(value: Any) -> str:
    """A value as it stands in a form."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "\n".join(value) if isinstance(value, list) else str(value or "")


def say(value: Any) -> str:
    """A value in plain words."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "\n".join(say(one) for one in value)
    return "" if value is None else str(VALUES.get(value, value))


def read_form(kind: str, told: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, tuple[str, ...]]]:
    """What a form changes (field -> value, None: emptied) and what its writer had seen. UsageError for what is too long
    or no value; a field that was not touched is not in it."""
    fields: dict[str, Any] = {}
    seen: dict[str, tuple[str, ...]] = {}
    for name, _label in FORMS[kind]:
        typed = told.get(name, "").replace("\r\n", "\n").strip()
        if len(typed) > MOST_TEXT:
            raise UsageError(_("This is longer than %(most)s characters.") % {"most": MOST_TEXT})
        if typed == told.get(f"was.{name}", "").replace("\r\n", "\n").strip():
            continue
        fields[name] = _value(kinds()[kind].field(name).type, typed)
        seen[name] = tuple(told.get(f"seen.{name}", "").split())
    return fields, seen


def _value(type: str, typed: str) -> Any:
    if not typed:
        return None
    if type == "lines":
        return list(dict.fromkeys(one.strip() for one in typed.split("\n") if one.strip()))
    return {"yes": True, "no": False}.get(typed) if type == "yes_no" else typed


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list of people."""

    person: str
    short: str
    called: str
    languages: str
    needs: int
    changed: datetime
    urgent: bool
    erasing: bool


def row(person: str, record: Record) -> Row:
    """How somebody stands in the list."""
    needs = [one for one in record.of_kind("need") if newest(one, "state") in (None, "open")]
    own = [one.at for one in record.changes if one.event != "accessed"]
    spoken = newest(record.items.get("person"), "languages") or []
    return Row(
        person,
        short(person),
        called(record),
        ", ".join(spoken),
        len(needs),
        max(own),
        any(newest(one, "urgency") == "now" for one in needs),
        newest(record.items.get("erasing"), "asked_at") is not None,
    )


def fits(one: Row, asked: str) -> bool:
    """Whether somebody is looked for: by a piece of what they are called, or the beginning of their number."""
    wanted = asked.casefold().strip().removeprefix("per_")
    return not wanted or wanted in one.called.casefold() or one.person.removeprefix("per_").startswith(wanted)


def things(record: Record) -> list[tuple[str, str]]:
    """(item, words) of everything that can be passed on."""
    out = []
    for item in record.items.values():
        if item.kind in ("access", "join", "erasing", "consent", "referral"):
            continue
        title = shown(item.kind, item).title if item.kind in FORMS else ""
        label = str(KINDS[item.kind])
        out.append((item.id, f"{label}: {title[:80]}" if title and title != label else label))
    return out


def consents(book: Book, record: Record) -> list[dict[str, Any]]:
    """As `my_consents`, the newest first, with words for what they name."""
    words = dict(things(record))
    told = my_consents(book, record)
    for one in told:
        one["words"] = [words.get(item) or str(KINDS.get(item, item)) for item in one["items"]]
    return told[::-1]
