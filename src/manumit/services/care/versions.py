"""A record is what its changes come to, in whatever order they arrived.

A field's versions are the edits that no other edit comes after. One: that is its value. Several with different values:
people edited apart, and all versions stand there, each with who and when, until somebody resolves them. The union of
two sets of changes is all there is to merging, so it does not matter who merges with whom, when and how often.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from manumit.base.kernel import Refused
from manumit.services.care.change import Change, Edit, show_time
from manumit.services.care.vocabulary import Value


@dataclass(frozen=True)
class Version:
    """A value of a field, who gave it and when."""

    value: Value
    by: str
    at: datetime
    change: str
    event: str


@dataclass(frozen=True)
class Field:
    """A field as it stands: its versions, newest first."""

    name: str
    versions: tuple[Version, ...]

    @property
    def conflict(self) -> bool:
        """Whether people who edited apart left different values."""
        return len({_key(one.value) for one in self.versions}) > 1

    @property
    def value(self) -> Value:
        """Its value; Refused while there is a conflict: nobody but a person picks."""
        if self.conflict:
            said = "; ".join(f"{one.by}, {show_time(one.at)}" for one in self.versions)
            raise Refused(f"{self.name} has {len(self.versions)} versions ({said}).", "Resolve it first.")
        return self.versions[0].value

    @property
    def after(self) -> tuple[str, ...]:
        """What an edit that has seen this comes after."""
        return tuple(one.change for one in self.versions)


@dataclass(frozen=True)
class Item:
    """An item as it stands."""

    id: str
    kind: str
    fields: Mapping[str, Field]
    made_at: datetime

    def get(self, name: str) -> Value:
        """A field's value, None when it has none; Refused while it is in conflict."""
        found = self.fields.get(name)
        return None if found is None else found.value

    @property
    def conflicts(self) -> list[Field]:
        """Fields that wait for somebody to resolve them."""
        return [one for one in self.fields.values() if one.conflict]


def items_of(changes: Iterable[Change]) -> dict[str, Item]:
    """Every item by id, oldest first."""
    by_item: dict[str, dict[str, Change]] = {}
    for change in changes:
        by_item.setdefault(change.item, {})[change.id] = change
    items = [_item(name, list(given.values())) for name, given in by_item.items()]
    return {one.id: one for one in sorted(items, key=lambda one: (one.made_at, one.id))}


def _item(name: str, changes: Sequence[Change]) -> Item:
    fields = sorted({field for change in changes for field in change.edits})
    made = min(change.at for change in changes)
    return Item(name, changes[0].kind, {one: _field(one, changes) for one in fields}, made)


def _field(name: str, changes: Sequence[Change]) -> Field:
    edits = [(change, change.edits[name]) for change in changes if name in change.edits]
    passed = {before for _, edit in edits for before in edit.after}
    heads = [_version(change, edit) for change, edit in edits if change.id not in passed]
    return Field(name, tuple(sorted(heads, key=lambda one: (one.at, one.change), reverse=True)))


def _version(change: Change, edit: Edit) -> Version:
    return Version(edit.value, change.by, change.at, change.id, change.event)


def history(changes: Iterable[Change], item: str, field: str) -> Iterator[Version]:
    """All versions a field ever had, oldest first."""
    for change in sorted(changes, key=lambda one: (one.at, one.id)):
        if change.item == item and field in change.edits:
            yield _version(change, change.edits[field])


def _key(value: Value) -> str:
    return json.dumps(value, sort_keys=True)
