"""One person's record as it stands, made of their changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property

from manumit.base.govern import Consent
from manumit.base.kernel import UsageError, parse_instant
from manumit.services.care.change import Change
from manumit.services.care.versions import Field, Item, items_of

_UNSEEN = frozenset({"access", "join", "erasing"})
"""Kinds that are about the record, not about the person."""


class Record:
    """A record. It holds plain text: it lives in memory only."""

    def __init__(self, person: str, changes: Sequence[Change]) -> None:
        self.person, self.changes = person, tuple(changes)

    @cached_property
    def items(self) -> dict[str, Item]:
        """Every item by id, oldest first."""
        return items_of(self.changes)

    def item(self, name: str) -> Item:
        """The item of that id; UsageError when there is none."""
        if (found := self.items.get(name)) is None:
            raise UsageError(f"{self.person} has no item {name}.", "`manumit care show` lists the items.")
        return found

    def owner(self, item: str) -> str:
        """Under which pseudonym an item is written: of joined records, the one it began under."""
        found = [one.person for one in self.changes if one.item == item]
        return self.person if not found or self.person in found else found[0]

    def of_kind(self, kind: str) -> list[Item]:
        """Items of a kind, oldest first."""
        return [one for one in self.items.values() if one.kind == kind]

    def conflicts(self) -> list[tuple[Item, Field]]:
        """Every field that people who edited apart left with several values."""
        return [(item, field) for item in self.items.values() for field in item.conflicts]

    def things(self, names: Sequence[str]) -> list[Item]:
        """The items that names mean: a kind means all of its items. UsageError for what there is none of."""
        found: dict[str, Item] = {}
        for name in names:
            one = self.items.get(name)
            these = [one] if one is not None else self.of_kind(name)
            if not these or any(item.kind in _UNSEEN for item in these):
                raise UsageError(
                    f"{self.person} has no {name}.", "Name kinds or ids of items that are there."
                )
            found |= {item.id: item for item in these}
        return list(found.values())

    def consents(self) -> list[Consent]:
        """Every consent ever given."""
        return [_consent(one) for one in self.of_kind("consent")]

    @cached_property
    def joined(self) -> set[str]:
        """The pseudonyms that were agreed to be of one person with this one."""
        pairs = [one.get("pair") for one in self.of_kind("join") if _agreed(one)]
        return {name for pair in pairs for name in pair} - {self.person}


def _agreed(item: Item) -> bool:
    """Whether two records count as one: not while somebody says otherwise."""
    return "joined_at" in item.fields and all(one.value for one in item.fields["joined_at"].versions)


def _consent(item: Item) -> Consent:
    """An item as a consent. A withdrawal wins over any other version: whoever took it back is heard."""
    took_back = item.fields.get("withdrawn_at")
    times = [parse_instant(one.value).utc for one in took_back.versions if one.value] if took_back else []
    return Consent(
        item.id,
        item.get("purpose"),
        item.get("recipient"),
        tuple(item.get("items")),
        _moment(item, "given_at"),
        _moment(item, "expires_at"),
        min(times) if times else None,
    )


def _moment(item: Item, name: str) -> datetime:
    return parse_instant(item.get(name)).utc
