"""Cases in and out as IOM's Human Trafficking Case Data Standard 2.0 writes them: CSV, or JSON (an array of objects).

Columns are the standard's fields (`prs_First_Name`, `vic_TypeOfExploitation` ...), values its value names. Several
values stand in one CSV cell with a space between them, as XLSForm tools write them, or with a comma or semicolon;
in JSON in an array. Other columns (`start`, `end`, `_uuid` of survey tools) are not ours and are named, not kept.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from manumit.base.govern import PURPOSES, Consent, parse_recipient
from manumit.base.kernel import UnreadableInput, UsageError
from manumit.services.care.book import Book
from manumit.services.care.record import Record
from manumit.services.care.versions import Item
from manumit.services.care.vocabulary import FieldSpec, Value, kinds

PSEUDONYM, CONSENT = "person", "consent_id"
"""Columns of ours in what we write: the pseudonym, and the consent by which a row leaves the house."""
_ALIASES: Mapping[str, str] = {
    "PsychoactiveSubstances": "PsychoactiveSubstance",
    "ThreatOfLawEnforcement": "ThreatsLawEnforcement",
}
"""Names of the standard's field definitions -> those of its form."""
_FORMULA = ("=", "+", "-", "@")
"""How a text begins that a spreadsheet would run; such a cell gets an apostrophe before it, which we take off
again."""
_YES = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


@dataclass(frozen=True)
class Case:
    """A row: kind of item -> its fields."""

    number: int
    items: Mapping[str, Mapping[str, Value]]


@dataclass
class Cases:
    """What was read: cases, problems as (row, field, what), columns that are not of the standard."""

    cases: list[Case] = field(default_factory=list)
    problems: list[tuple[int, str, str]] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)


@cache
def columns() -> Mapping[str, tuple[str, FieldSpec]]:
    """The standard's field -> (kind, field), in the vocabulary's order."""
    return {
        spec.htcds: (kind.name, spec)
        for kind in kinds().values()
        for spec in kind.fields.values()
        if spec.htcds is not None
    }


def read_cases(data: bytes, where: str) -> Cases:
    """Cases from CSV or JSON. A row with a value that is not allowed is left out, with the field and what is allowed;
    UnreadableInput when nothing can be made of the file."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"{where} is not UTF-8.", "Save it as UTF-8.") from error
    rows = _json_rows(text, where) if text.lstrip()[:1] in ("[", "{") else _csv_rows(text, where)
    found = Cases()
    named = dict.fromkeys(name for row in rows for name in row)
    found.strange = [one for one in named if one not in columns() and one not in (PSEUDONYM, CONSENT)]
    if len(found.strange) == len(named):
        raise UnreadableInput(
            f"{where} has no column of HTCDS.", f"Such as {', '.join(list(columns())[:3])}."
        )
    for number, row in enumerate(rows, 1):
        items, problems = _case(row)
        found.problems += [(number, name, what) for name, what in problems]
        if not items and not problems:
            found.problems.append((number, "", "It says nothing."))
        elif not problems:
            found.cases.append(Case(number, items))
    return found


def _json_rows(text: str, where: str) -> list[dict[str, Any]]:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableInput(f"{where} is not JSON: {error}.") from error
    rows = rows if isinstance(rows, list) else [rows]
    if not all(isinstance(row, dict) for row in rows):
        raise UnreadableInput(f"{where} is not an array of objects.", "One object a case.")
    return rows


def _csv_rows(text: str, where: str) -> list[dict[str, Any]]:
    if "\0" in text:
        raise UnreadableInput(f"{where} is no table: it holds NUL characters.")
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        names = reader.fieldnames or []
        if len(set(names)) < len(names):
            raise UnreadableInput(f"{where} names a column twice.")
        rows = list(reader)
    except csv.Error as error:
        raise UnreadableInput(f"{where} cannot be read as CSV: {error}.") from error
    for number, row in enumerate(rows, 1):
        if None in row or None in row.values():
            raise UnreadableInput(f"{where}: row {number} has not as many cells as the header.")
    return rows


def _case(row: Mapping[str, Any]) -> tuple[dict[str, dict[str, Value]], list[tuple[str, str]]]:
    items: dict[str, dict[str, Value]] = {}
    problems = []
    for name, raw in row.items():
        if isinstance(raw, str):
            raw = raw.strip()
            raw = raw[1:] if raw[:1] == "'" and raw[1:2] in _FORMULA else raw
        if name not in columns() or raw in (None, ""):
            continue
        kind, spec = columns()[name]
        try:
            value = _value(spec, raw)
            spec.need(value, name)
        except UsageError as error:
            problems.append((name, f"{error.sentence} {error.hint}".strip()))
        else:
            if value != []:
                items.setdefault(kind, {})[spec.name] = value
    return items, problems


def _value(spec: FieldSpec, raw: Any) -> Value:
    """A cell as a value of the field."""
    if spec.type == "yes_no" and isinstance(raw, str):
        return _YES.get(raw.lower(), raw)
    if spec.type == "choices":
        given = [one for one in re.split(r"[\s,;]+", raw) if one] if isinstance(raw, str) else raw
        if isinstance(given, list) and all(isinstance(one, str) for one in given):
            return list(dict.fromkeys(_ALIASES.get(one.strip(), one.strip()) for one in given))
        return given
    return raw


def take_in(book: Book, cases: Iterable[Case], by: str) -> list[str]:
    """A new person for each case; their pseudonyms."""
    return [
        book.add(
            case.items.get("person", {}),
            by,
            {kind: one for kind, one in case.items.items() if kind != "person"},
        )
        for case in cases
    ]


def case_of(record: Record, consent: Consent | None = None) -> dict[str, Value]:
    """A record as a case: the standard's fields that have a value, with a consent only those it covers. Of several
    identifications the latest counts. Refused while one of the fields is in conflict."""
    case: dict[str, Value] = {}
    for name, (kind, spec) in columns().items():
        items = [one for one in record.of_kind(kind) if not (consent and consent.lacking([(one.id, kind)]))]
        for item in sorted(items, key=_when):
            if (value := item.get(spec.name)) is not None:
                case[name] = value
    return case


def _when(item: Item) -> tuple[str, datetime]:
    return str(item.get("date") or "") if "date" in item.fields else "", item.made_at


@dataclass
class Leaving:
    """Cases on their way to a recipient, and how many people's stay here: without a consent for it."""

    rows: list[dict[str, Value]] = field(default_factory=list)
    withheld: int = 0


def cases_for(book: Book, recipient: str, purpose: str, by: str) -> Leaving:
    """The cases that may go to a recipient for a purpose: of each person what their consent covers, with its id. The
    house itself (`recipient` is its name) gets all. That they left stands in each record."""
    leaving = Leaving()
    if recipient != book.org:
        parse_recipient(recipient)
        if purpose not in PURPOSES:
            raise UsageError(f"{purpose!r} is no purpose.", f"Purposes are: {', '.join(PURPOSES)}.")
    for person in book.people():
        record = book.record(person)
        if any(other < person for other in record.joined):
            continue
        consent = _consent_for(record, recipient, purpose, book.clock())
        if recipient == book.org:
            row = {PSEUDONYM: person, **case_of(record)}
        elif consent and (covered := case_of(record, consent)):
            row = {CONSENT: consent.consent_id, **covered}
        else:
            leaving.withheld += 1
            continue
        book.read(person, by, purpose, f"HTCDS for {recipient}")
        leaving.rows.append(row)
    return leaving


def _consent_for(record: Record, recipient: str, purpose: str, at: datetime) -> Consent | None:
    fitting = [one for one in record.consents() if (one.recipient, one.purpose) == (recipient, purpose)]
    return next((one for one in fitting if one.state(at) == "valid"), None)


def write_csv(rows: Sequence[Mapping[str, Value]]) -> str:
    """Cases as CSV with every column of the standard. Cells that a spreadsheet would take for a formula get an
    apostrophe before them."""
    out = io.StringIO()
    ours = [one for one in (PSEUDONYM, CONSENT) if any(one in row for row in rows)]
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*ours, *columns()])
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in [*ours, *columns()]])
    return out.getvalue()


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    text = " ".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if text[:1] in _FORMULA else text
