"""The book of care records of one house: who is in it, what is known of them, and who wrote or read it when.

Everything about a person is changes (see `change`); a record is what they come to (see `versions`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from manumit.base.kernel import Refused, UsageError, VerificationFailed
from manumit.services.care.change import Change, Edit, new_change, new_item, new_person
from manumit.services.care.house import House
from manumit.services.care.record import Record
from manumit.services.care.sealed import Entry
from manumit.services.care.versions import Item
from manumit.services.care.vocabulary import Value, kind_named

Seen = Mapping[str, Sequence[str]]
"""Field -> changes whose values were shown to who edits."""


class Book(House):
    """An open book."""

    def people(self) -> list[str]:
        """Everybody the book has a record of."""
        return sorted(self._people)

    def need(self, person: str) -> str:
        """The person, when the book has them; UsageError when not."""
        if person not in self._people:
            raise UsageError(f"There is no person {person} here.", "They were never here, or were erased.")
        return person

    def add(
        self,
        fields: Mapping[str, Value],
        by: str,
        others: Mapping[str, Mapping[str, Value]] | None = None,
        person: str | None = None,
    ) -> str:
        """A new person, known by whatever they want known, or by nothing but a pseudonym: it is returned. `others` are
        first items of other kinds. `person`: a pseudonym that a form was given before (`new_person`); who is there
        under it already is not made again."""
        if person in self._people:
            return person
        person = person or new_person()
        given = {"person": {"role": "possible_victim", **fields}, **(others or {})}
        first = []
        for kind, values in given.items():
            item = kind if kind_named(kind).single else new_item()
            first.append(self._new(person, item, kind, "made", by, values, {}))
        self.enter(person)
        self.put(first)
        return person

    # --- writing

    def change(
        self,
        person: str,
        kind: str,
        fields: Mapping[str, Value],
        by: str,
        item: str | None = None,
        seen: Seen | None = None,
    ) -> str:
        """Set fields of an item (a new one unless `item` says which), and say which item that was.

        `seen` says, for fields shown to who edits, which changes were shown: when somebody else changed such a field
        meanwhile, both values stay, as a conflict. Without it an edit comes after what the book holds now; a field
        in conflict is then refused, since it is to be resolved and not just overwritten."""
        if kind_named(kind).guarded:
            raise UsageError(f"{kind} is not written this way.", "It has a verb of its own.")
        return self.edit(person, kind, fields, by, item, seen)

    def edit(
        self,
        person: str,
        kind: str,
        fields: Mapping[str, Value],
        by: str,
        item: str | None = None,
        seen: Seen | None = None,
        new: bool = False,
        event: str = "edited",
    ) -> str:
        """`change` for any kind, and with another event. With `new` the item may be one that is not there yet, under
        the id that its maker has chosen."""
        single = kind_named(kind).single
        name = kind if single else item or new_item()
        if item not in (None, name):
            raise UsageError(f"A person has one {kind}; it is called {kind}.")
        record = self.record(self.need(person))
        known = record.items.get(name)
        if known is None and item is not None and not (single or new):
            raise UsageError(f"{person} has no item {item}.", "`manumit care show` lists the items.")
        if known is not None and known.kind != kind:
            raise UsageError(f"{item} is a {known.kind}, not a {kind}.")
        event = "made" if known is None and event == "edited" else event
        owner = record.owner(name)
        self.put([self._new(owner, name, kind, event, by, fields, _after(known, fields, seen))])
        return name

    def resolve(self, person: str, item: str, field: str, value: Value, by: str) -> None:
        """End a conflict: from now on the field has this value, which comes after all its versions. Of a guarded kind
        (consents, referrals) one of the versions is chosen: resolving makes nothing up."""
        record = self.record(self.need(person))
        found = record.item(item)
        at = found.fields.get(field)
        if at is None or not at.conflict:
            raise UsageError(f"{found.kind}.{field} is not in conflict.")
        if kind_named(found.kind).guarded and value not in [one.value for one in at.versions]:
            raise Refused(f"{found.kind}.{field} is one of its versions.", "Choose one of them.")
        after = {field: at.after}
        self.put([self._new(record.owner(item), item, found.kind, "resolved", by, {field: value}, after)])

    def _new(
        self, person: str, item: str, kind: str, event: str, by: str, fields: Mapping[str, Value], after: Seen
    ) -> Change:
        edits = {name: Edit(value, tuple(after.get(name, ()))) for name, value in fields.items()}
        return new_change(person, item, kind, event, by, self.clock(), edits)

    def put(self, changes: Sequence[Change]) -> None:
        """Seal changes, and let their leaves wait."""
        self.seal([(one.person, one.id, _class_of(one), bytes(one)) for one in changes])

    # --- reading

    def read(self, person: str, by: str, purpose: str, what: str = "the record") -> Record:
        """A person's record, for somebody to look at: that they did, and why, becomes part of it."""
        if not purpose.strip():
            raise UsageError("Say what for: who reads a protected record states the purpose.")
        record = self.record(self.need(person))
        self.edit(person, "access", {"purpose": purpose, "what": what}, by, event="accessed")
        return record

    def record(self, person: str) -> Record:
        """A person's record as the program itself needs it: together with those that were joined to it."""
        changes, todo, seen = [], [person], {person}
        while todo:
            changes += self.changes(todo.pop())
            more = Record(person, changes).joined - seen
            seen |= more
            todo += more & self._people
        return Record(person, changes)

    def changes(self, person: str) -> list[Change]:
        """All changes of one person, oldest first."""
        return [one for one, _ in self.numbered(person)]

    def numbered(self, person: str) -> list[tuple[Change, Entry]]:
        """The same, each with the record it lies in. VerificationFailed when one is not what its name says."""
        found = [(Change.parse(one.data), one) for one in self.sealed.entries(person)]
        for change, entry in found:
            if (change.id, change.person) != (entry.name, person):
                raise VerificationFailed(f"The record {entry.name} of {person} is not what it is called.")
        return sorted(found, key=lambda one: (one[0].at, one[0].id))


def _after(known: Item | None, fields: Iterable[str], seen: Seen | None) -> dict[str, Sequence[str]]:
    """What the edit of each field comes after."""
    after: dict[str, Sequence[str]] = {}
    for name in fields:
        field = known.fields.get(name) if known else None
        if seen is not None and name in seen:
            after[name] = seen[name]
        elif field is not None:
            if field.conflict:
                raise Refused(f"{name} is in conflict: it is to be resolved, not overwritten.", "Resolve it.")
            after[name] = field.after
    return after


def _class_of(change: Change) -> str:
    """The bare class of a change's leaf."""
    return "consent" if change.kind == "consent" else "care"
