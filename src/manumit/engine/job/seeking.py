"""Which records of a workspace are about somebody who is to be erased: all of them, those withheld from the stages too.

A person is met by name (in any order, case and script form, beside the birth date where a record has one), a telephone
number however it is written, a record by its id. What a person's account paid or was paid is about that person as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import DuckEngine, Settings, UsageError, record_kinds, record_schema
from manumit.engine.evidence import Span, Words, Workspace, folded
from manumit.engine.signals import build_mentions, name_key, normalise_phone

if TYPE_CHECKING:
    from manumit.engine.evidence import Gone

_NAMES = {
    "account": ("holder_name",),
    "booking": ("passenger_name", "payer_name"),
    "stay": ("guest_name",),
    "missing_person": ("name",),
    "payment": ("debtor_name", "creditor_name"),
}
"""Columns that hold one name each."""
_BORN = {"booking": "passenger_name", "missing_person": "name"}
"""The name that the birth date of a record belongs to."""
_ACCOUNTS = {"payment": ("debtor_account", "creditor_account"), "stay": ("paid_by_account",)}
_PROVENANCE = frozenset("record_id file_sha256 reader tlp purpose consent_id".split())
_WORD = re.compile(r"[^\W\d_]+")
_TAIL = 8
"""Digits that must agree where the country of a number could not be told."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Who or what is to be erased: people as `name|birth date` (or a lead's entity id), records as (kind, source id),
    telephone numbers in international form."""

    people: tuple[str, ...] = ()
    records: tuple[tuple[str, str], ...] = ()
    phones: tuple[str, ...] = ()


@dataclass(slots=True)
class Sought:
    """What was found: (kind, source id, record id, reader) of each record, where they stand outside, the values that
    must be nowhere afterwards, and the accounts that were followed."""

    rows: set[tuple[str, str, str, str]] = field(default_factory=set)
    spans: list[Span] = field(default_factory=list)
    values: set[str] = field(default_factory=set)
    accounts: set[str] = field(default_factory=set)
    namesakes: int = 0
    """Records of the same name and another birth date: they stay, so the name may still stand somewhere."""

    def kinds(self) -> dict[str, int]:
        """Records by kind."""
        kinds = sorted(row[0] for row in self.rows)
        return {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}

    def marks(self, gone: Gone, workspace: Workspace) -> set[str]:
        """By which all of it is recognised: the records, notes that name it, files named after it."""
        marks = {mark for row in self.rows for mark in gone.of_record(*row)}
        words = Words(self.values)
        marks |= {gone.of_note(note) for note in workspace.quarantine() if words.within(note.reason)}
        for source in workspace.sources():
            for path in source.paths:
                whole, name = gone.of_path(path)
                marks |= {name} if words.within(Path(path).name) else {whole} if words.within(path) else set()
        return marks


def seek(workspace: Workspace, settings: Settings, subject: Subject) -> Sought:
    """Look through every record. UsageError when a selector cannot be understood."""
    for kind, _ in subject.records:
        if kind not in record_kinds():
            raise UsageError(
                f"{kind!r} is no kind of record.", f"Kinds: {', '.join(sorted(record_kinds()))}."
            )
    phones = {_phone(one) for one in subject.phones}
    people = [_person(one) for one in subject.people]
    sought = Sought(values={*phones, *(name for name, _ in people)})
    with DuckEngine(settings, workspace.scratch / "seek") as engine:
        for kind in record_kinds():
            engine.view(kind, workspace.parts(kind), record_schema(kind))
        _by_id(engine, subject, sought)
        for name, born in people:
            _by_name(engine, sought, name, born)
        if phones or people:
            mentions = workspace.scratch / "seek-mention.parquet"
            build_mentions(engine, mentions)
            engine.view("mention", [mentions], record_schema("report"))
            _by_mention(engine, sought, phones, {name_key(name) for name, _ in people})
        for value in sorted(sought.accounts | phones):
            _by_text(engine, sought, value)
        _place(engine, sought, {source.sha256: source.paths for source in workspace.sources()})
    return sought


def _phone(text: str) -> str:
    found = normalise_phone(text, None)
    if found is None or not found[0].startswith("+") or found[0].startswith("+?"):
        raise UsageError(
            f"{text!r} is no telephone number with its country code.", "Such as +44 7700 900123."
        )
    return found[0]


def _person(text: str) -> tuple[str, str]:
    name, _, born = text.removeprefix("person:").partition("|")
    if len(_words(name)) < 2:
        raise UsageError(
            f"{name!r} is not enough of a name: it would meet everybody who bears it.",
            "Give the whole name, and the birth date if it is known: 'Ana Example|1999-01-02'.",
        )
    return name.strip(), born.strip()


def _words(text: str) -> list[str]:
    """Words without accents and case."""
    return _WORD.findall(folded(text))


def _take(sought: Sought, kind: str, rows: Iterable[Sequence[Any]]) -> None:
    sought.rows.update((kind, str(row[0] or ""), str(row[1]), str(row[2] or "")) for row in rows)


_ROW = "source_id, record_id, reader"


def _sql(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _by_id(engine: DuckEngine, subject: Subject, sought: Sought) -> None:
    for kind, id in subject.records:
        rows = engine.rows(f"SELECT {_ROW} FROM {kind} WHERE source_id = {_sql(id)}")
        if not rows:
            raise UsageError(f"There is no {kind} {id!r} in this workspace.", "Check kind and id.")
        _take(sought, kind, rows)


def _texts(kind: str) -> list[str]:
    """Columns of text of a kind, provenance aside."""
    import pyarrow as pa

    return [
        one.name
        for one in record_schema(kind)
        if pa.types.is_string(one.type) and one.name not in _PROVENANCE
    ]


def _by_name(engine: DuckEngine, sought: Sought, name: str, born: str) -> None:
    """Rows that name a person, and the accounts of that name."""
    wanted = sorted(_words(name))
    for kind in record_kinds():
        texts = _texts(kind)
        birth = "birth_date" if "birth_date" in record_schema(kind).names else "NULL"
        whole = " || ' ' || ".join(f"coalesce(\"{one}\", '')" for one in texts)
        rough = " AND ".join(f"contains(lower(strip_accents({whole})), {_sql(word)})" for word in wanted)
        columns = ", ".join(f'"{one}"' for one in texts)
        for row in engine.rows(f"SELECT {_ROW}, {birth}::VARCHAR, {columns} FROM {kind} WHERE {rough}"):
            met = list(_met(kind, dict(zip(texts, row[4:], strict=True)), name, wanted))
            known = row[3] if _BORN.get(kind) in met else None
            if met and born and known and known != born:
                sought.namesakes += 1
            if not met or (born and known and known != born):
                continue
            _take(sought, kind, [row])
            if kind == "account" and "holder_name" in met:
                sought.accounts.add(str(row[0]))
    for kind, ends in _ACCOUNTS.items():
        for account in sorted(sought.accounts):
            where = " OR ".join(f"{end} = {_sql(account)}" for end in ends)
            _take(sought, kind, engine.rows(f"SELECT {_ROW} FROM {kind} WHERE {where}"))
    sought.values |= {one for one in sought.accounts if len(one) > 4}
    sought.values -= {name} if sought.namesakes else set()
    _legs(engine, sought)


def _met(kind: str, cells: dict[str, str | None], name: str, wanted: list[str]) -> Iterator[str]:
    """The columns in which the name stands: as the whole cell, or as words beside each other."""
    for column, cell in cells.items():
        if not cell:
            continue
        if column in _NAMES.get(kind, ()) and name_key(cell) == name_key(name):
            yield column
            continue
        words, size = _words(cell), len(wanted)
        if any(sorted(words[at : at + size]) == wanted for at in range(len(words) - size + 1)):
            yield column


def _legs(engine: DuckEngine, sought: Sought) -> None:
    """The flights of bookings that go."""
    for id in sorted(row[1] for row in sought.rows if row[0] == "booking"):
        _take(sought, "leg", engine.rows(f"SELECT {_ROW} FROM leg WHERE booking_source_id = {_sql(id)}"))


def _by_mention(engine: DuckEngine, sought: Sought, phones: set[str], names: set[str]) -> None:
    """Records that mention a number or a name in whatever way is read; the spans as written must be nowhere, too."""
    found: dict[str, set[str]] = {}
    for record, kind, what, value in engine.rows(
        "SELECT record_id, record_kind, kind, value FROM mention WHERE kind IN ('phone', 'name')"
    ):
        named = what == "name" and kind not in _BORN and name_key(value) in names
        if named or (what == "phone" and _same_phone(value, phones)):
            found.setdefault(kind, set()).add(record)
    for kind, records in found.items():
        ids = ", ".join(map(_sql, sorted(records)))
        _take(sought, kind, engine.rows(f"SELECT {_ROW} FROM {kind} WHERE record_id IN ({ids})"))


def _same_phone(value: str, phones: set[str]) -> bool:
    if not value.startswith("+?"):
        return value in phones
    digits = value[2:].lstrip("0")
    return len(digits) >= _TAIL and any(phone.endswith(digits) for phone in phones)


def _by_text(engine: DuckEngine, sought: Sought, value: str) -> None:
    """Records in which a value stands literally, in any column of text, as a word of its own."""
    if len(value) <= 4:
        return
    pattern = _sql(rf"(^|[^0-9A-Za-z]){re.escape(value.lstrip('+'))}($|[^0-9A-Za-z])")
    for kind in record_kinds():
        where = " OR ".join(
            f'(contains("{one}", {_sql(value.lstrip("+"))}) AND regexp_matches("{one}", {pattern}))'
            for one in _texts(kind)
        )
        _take(sought, kind, engine.rows(f"SELECT {_ROW} FROM {kind} WHERE {where}"))


def _place(engine: DuckEngine, sought: Sought, paths: dict[str, tuple[str, ...]]) -> None:
    """Where the records stand in the files they were read from."""
    for kind in sought.kinds():
        ids = ", ".join(_sql(row[2]) for row in sorted(sought.rows) if row[0] == kind)
        query = f"SELECT file_sha256, byte_offset, byte_length FROM {kind} WHERE record_id IN ({ids})"
        for sha256, offset, length in sorted(engine.rows(query)):
            sought.spans += [Span(path, sha256, offset, length) for path in paths.get(sha256, ("",))]
