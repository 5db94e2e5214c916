"""`manumit care list`, `add`, `change`, `show`, `history`, `resolve`, `erase`: people and what is known of them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from manumit.doors.cli.care_words import (
    BookFolder,
    By,
    Out,
    Person,
    Purpose,
    Quiet,
    notices,
    open_book,
    put,
    read_text,
    say,
)
from manumit.doors.cli.unlock import PassphraseFile

if TYPE_CHECKING:
    from manumit.services.care import Item, Version

Fields = Annotated[
    Path,
    typer.Argument(metavar="[FIELDS]", help='JSON object of fields, such as {"called": "Ana"}; - is stdin.'),
]


def list_(book: BookFolder, passphrase_file: PassphraseFile = None, quiet: Quiet = False) -> int:
    """The pseudonyms of everybody who has a record, and how many conflicts wait in each.

    Example: manumit care list records
    """
    with open_book(book, passphrase_file) as opened:
        records = ((one, opened.record(one)) for one in opened.people())
        put(({"person": one, "conflicts": len(record.conflicts())} for one, record in records), lines=True)
    return 0


def add(
    book: BookFolder,
    by: By,
    fields: Fields = Path("-"),
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """A new person, by whatever they want known, or by nothing ({}). The pseudonym goes to stdout.

    Example: echo '{"called": "Ana", "languages": ["tr"]}' | manumit care add records --by mira
    """
    from manumit.services.care import parse_fields

    given = parse_fields(read_text(fields), str(fields))
    with open_book(book, passphrase_file) as opened:
        put({"person": opened.add(given, by)})
    return 0


def change(
    book: BookFolder,
    person: Person,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="person, need, service, case, ...")],
    by: By,
    fields: Fields = Path("-"),
    item: Annotated[
        str | None, typer.Option("--item", help="The item to change, itm_...; without, a new one.")
    ] = None,
    seen: Annotated[
        Path | None,
        typer.Option("--seen", metavar="FILE", help="JSON: field -> the changes (chg_...) that were shown."),
    ] = None,
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """Set fields of an item; null takes a value away. Which item it was goes to stdout.

    With --seen, what somebody else wrote meanwhile is not overwritten: both values stay, as a conflict.

    Example: echo '{"what": "shelter", "urgency": "now"}' | manumit care change records per_... need --by mira
    """
    from manumit.services.care import parse_fields

    given = parse_fields(read_text(fields), str(fields))
    shown = parse_fields(read_text(seen), str(seen)) if seen else None
    with open_book(book, passphrase_file) as opened:
        put({"item": opened.change(person, kind, given, by, item, shown)})
    return 0


def show(
    book: BookFolder,
    person: Person,
    by: By,
    purpose: Purpose,
    out: Out = None,
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """A person's record as JSON: every item, every field with its version, or with all of them where people who edited
    apart left several. That it was read, by whom and why, becomes part of the record.

    Example: manumit care show records per_... --by mira --purpose 'talk on Monday'
    """
    with open_book(book, passphrase_file) as opened:
        record = opened.read(person, by, purpose)
        items = [_shape(one) for one in record.items.values()]
        put({"person": person, "joined": sorted(record.joined), "items": items}, out)
    return 0


def _shape(item: Item) -> dict[str, Any]:
    fields = {
        name: {"conflict": field.conflict, "versions": [_version(one) for one in field.versions]}
        for name, field in item.fields.items()
    }
    return {"item": item.id, "kind": item.kind, "fields": fields}


def _version(one: Version) -> dict[str, Any]:
    from manumit.services.care import show_time

    return {
        "value": one.value,
        "by": one.by,
        "at": show_time(one.at),
        "event": one.event,
        "change": one.change,
    }


def history(
    book: BookFolder,
    person: Person,
    by: By,
    purpose: Purpose,
    out: Out = None,
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """Everything that was ever done to a record, oldest first, one JSON object a change, also who read it.

    Example: manumit care history records per_... --by mira --purpose 'asked by Ana'
    """
    from manumit.services.care import leaf_places, show_time

    with open_book(book, passphrase_file) as opened:
        record = opened.read(person, by, purpose, "the history")
        places = leaf_places(opened, record)
        put(
            (
                {
                    "at": show_time(one.at),
                    "by": one.by,
                    "event": one.event,
                    "kind": one.kind,
                    "item": one.item,
                    "fields": {name: edit.value for name, edit in one.edits.items()},
                    "change": one.id,
                    "leaf": places.get(one.id),
                }
                for one in record.changes
            ),
            out,
            lines=True,
        )
    return 0


def resolve(
    book: BookFolder,
    person: Person,
    item: Annotated[str, typer.Argument(metavar="ITEM", help="The item, itm_... or a kind.")],
    field: Annotated[str, typer.Argument(metavar="FIELD", help="The field in conflict.")],
    value: Annotated[str, typer.Option("--value", metavar="JSON", help='What it is: "soon", null ...')],
    by: By,
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """End a conflict: say which value a field has. That is an event of its own; all versions stay in the history.

    Example: manumit care resolve records per_... itm_... urgency --value '"now"' --by mira
    """
    from manumit.base.kernel import UsageError

    try:
        settled = json.loads(value)
    except ValueError as error:
        raise UsageError(f"--value {value!r} is not JSON.", "Texts stand in double quotes.") from error
    with open_book(book, passphrase_file) as opened:
        opened.resolve(person, item, field, settled, by)
    return 0


def erase(
    book: BookFolder,
    person: Person,
    by: By,
    reason: Annotated[str, typer.Option("--reason", help="Why; it is sealed for the house.")],
    yes: Annotated[bool, typer.Option("--yes", help="Really: nobody can bring the record back.")] = False,
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """Erase a person: their keys die, here and in backups. The notices that recipients have to get go to stdout.

    Example: manumit care erase records per_... --by mira --reason 'asked for' --yes
    """
    from manumit.base.kernel import UsageError
    from manumit.services.care import erase as erase_person

    if not yes:
        raise UsageError("Nobody can bring the record back.", "Say --yes if that is meant.")
    with open_book(book, passphrase_file) as opened:
        done = erase_person(opened, person, by, reason)
        put(notices(opened, done.recalls, quiet), lines=True)
    for place in done.behind:
        print(
            f"manumit: the copy of the keys in {place.path} still opens the record: {place.why}.",
            file=sys.stderr,
        )
    say(quiet, f"Erased {', '.join(done.people)}. Copies of the book on other machines: erase there, too.")
    return 0
