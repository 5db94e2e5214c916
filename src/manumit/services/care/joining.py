"""Two records of one person: joined by an agreement that can be taken back.

Where one side may be a possible victim and the other a suspect, it takes two people (design, rule 2): the first one's
word waits in the record until another agrees.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from manumit.base.kernel import Refused, UsageError
from manumit.services.care.book import Book
from manumit.services.care.change import new_item, show_time
from manumit.services.care.record import Record
from manumit.services.care.versions import Item
from manumit.services.care.vocabulary import Value

SUSPECT = frozenset({"controller", "recruiter", "collector", "facilitator"})


@dataclass(frozen=True)
class Joining:
    """How a joining stands: who agreed, and whether the records count as one."""

    item: str
    agreed: tuple[str, ...]
    joined: bool


def join(book: Book, one: str, other: str, by: str, reason: str) -> Joining:
    """Say that two pseudonyms are one person. The second person's word, where it takes two, is the same call."""
    if book.need(one) == book.need(other):
        raise UsageError("A record is not joined to itself.")
    pair = sorted((one, other))
    first, second = (book.record(name) for name in pair)
    found = _between(first, pair)
    if other in book.record(one).joined:
        raise UsageError("These two records are joined already.")
    agreed = _agreed(found)
    if agreed == [by]:
        raise Refused(
            f"{by} has agreed before: a possible victim and a suspect become one record by two people's word.",
            "Another person has to look at both, and agree.",
        )
    agreed = list(dict.fromkeys([*agreed, by]))
    joined = len(agreed) > 1 or not needs_two(first, second)
    fields = {"pair": pair, "agreed": agreed, "reason": reason}
    fields |= {"joined_at": show_time(book.clock())} if joined else {}
    item = found.id if found else new_item()
    _write(book, pair, item, fields, by)
    return Joining(item, tuple(agreed), joined)


def part(book: Book, one: str, other: str, by: str, reason: str) -> None:
    """Take it back: they are two people after all."""
    pair = sorted((book.need(one), other))
    found = _between(book.record(one), pair)
    if found is None or other not in book.record(one).joined:
        raise UsageError("These two records are not joined.")
    _write(book, pair, found.id, {"joined_at": None, "agreed": None, "reason": reason}, by)


def _write(book: Book, pair: list[str], item: str, fields: Mapping[str, Value], by: str) -> None:
    """The same in both records, each after what it held before."""
    known = {name: book.record(name).items.get(item) for name in pair}
    for name, before in known.items():
        after = {one: field.after for one, field in before.fields.items()} if before else {}
        book.edit(name, "join", fields, by, item, after, new=True)


def _agreed(found: Item | None) -> list[str]:
    """Everybody who agreed, also apart from each other."""
    versions = found.fields["agreed"].versions if found else ()
    return list(dict.fromkeys(one for version in reversed(versions) for one in version.value or []))


def needs_two(one: Record, other: Record) -> bool:
    """Whether a person who may be a victim would become one with a suspect. Every version of a role counts, and whoever
    is not called a suspect may be a victim: these are care records."""
    return bool(_roles(one) & SUSPECT) != bool(_roles(other) & SUSPECT) or any(
        _roles(side) & SUSPECT and _roles(side) - SUSPECT for side in (one, other)
    )


def _roles(record: Record) -> set[str]:
    fields = [item.fields["role"] for item in record.of_kind("person") if "role" in item.fields]
    return {version.value for field in fields for version in field.versions if version.value} or {
        "possible_victim"
    }


def _between(record: Record, pair: list[str]) -> Item | None:
    return next((item for item in record.of_kind("join") if item.get("pair") == pair), None)
