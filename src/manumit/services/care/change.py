"""A change: somebody set some fields of one item of one person's record. Changes are never altered, only added to.

Each edit of a field says which earlier changes it comes after, so that two people who edit apart can be told from
two who edit one after the other. A change's id is a hash of all of it with 16 random bytes: whoever holds a change
knows that what it comes after is what it was, and nobody can guess content from an id.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from typing import Any

from manumit.base.kernel import UnreadableInput, UsageError, VerificationFailed
from manumit.services.care.vocabulary import Value, kind_named

EVENTS = ("made", "edited", "resolved", "imported", "accessed")
PERSON_FORM = re.compile(r"per_[0-9a-f]{32}")
CHANGE_FORM = re.compile(r"chg_[0-9a-f]{32}")
ITEM_FORM = re.compile(r"itm_[0-9a-f]{32}")


@dataclass(frozen=True)
class Edit:
    """A field's new value, and the changes whose values of this field it replaces."""

    value: Value
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """`at` is UTC in microseconds, `by` a user's id, `salt` random."""

    person: str
    item: str
    kind: str
    event: str
    by: str
    at: datetime
    edits: Mapping[str, Edit]
    salt: str

    def __post_init__(self) -> None:
        kind = kind_named(self.kind)
        if not PERSON_FORM.fullmatch(self.person):
            raise UsageError(f"{self.person[:60]!r} is no id of a person.", "Such as `per_` and 32 digits.")
        if not (self.item == kind.name if kind.single else ITEM_FORM.fullmatch(self.item)):
            raise UsageError(f"{self.item[:60]!r} is no id of an item of the kind {kind.name}.")
        if self.event not in EVENTS or not self.by.strip() or self.at.tzinfo is None or not self.edits:
            raise UsageError("A change says who did what when, and changes something.")
        kind.need({name: edit.value for name, edit in self.edits.items()})
        for edit in self.edits.values():
            if not all(CHANGE_FORM.fullmatch(one) for one in edit.after):
                raise UsageError("What an edit comes after are ids of changes.")

    @cached_property
    def id(self) -> str:
        """`chg_` and 128 bits of the hash."""
        return "chg_" + sha256(bytes(self)).hexdigest()[:32]

    def __bytes__(self) -> bytes:
        """JSON with sorted keys."""
        shape = {
            "person": self.person,
            "item": self.item,
            "kind": self.kind,
            "event": self.event,
            "by": self.by,
            "at": show_time(self.at),
            "edits": {
                name: {"value": edit.value, "after": sorted(edit.after)} for name, edit in self.edits.items()
            },
            "salt": self.salt,
        }
        return json.dumps(shape, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    @classmethod
    def parse(cls, data: bytes) -> Change:
        """A change from its bytes; VerificationFailed when they are not the canonical ones of one."""
        try:
            raw = json.loads(data)
            edits = {name: Edit(one["value"], tuple(one["after"])) for name, one in raw["edits"].items()}
            made = cls(**{**raw, "at": datetime.fromisoformat(raw["at"]), "edits": edits})
        except (ValueError, TypeError, KeyError, AttributeError, UsageError, RecursionError) as error:
            raise VerificationFailed(f"This is no change of a care record: {error}.") from error
        if bytes(made) != data:
            raise VerificationFailed("The change is not written canonically.")
        return made


def new_change(
    person: str, item: str, kind: str, event: str, by: str, at: datetime, edits: Mapping[str, Edit]
) -> Change:
    """A change with a fresh salt."""
    return Change(
        person, item, kind, event, by.strip(), at.astimezone(UTC), dict(edits), secrets.token_hex(16)
    )


def new_person() -> str:
    """A pseudonym: random, says nothing."""
    return f"per_{secrets.token_hex(16)}"


def new_item() -> str:
    """An item's id: random."""
    return f"itm_{secrets.token_hex(16)}"


def show_time(moment: datetime) -> str:
    """UTC, to the microsecond where there are any."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def parse_fields(text: str, where: str) -> dict[str, Value]:
    """A JSON object of fields; UnreadableInput that says where otherwise."""
    try:
        raw: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableInput(f"{where} is not JSON: {error}.") from error
    if not isinstance(raw, dict):
        raise UnreadableInput(f"{where} is not a JSON object of fields.", 'Such as {"called": "Ana"}.')
    return raw
