"""The health summary: an International Patient Summary (HL7 FHIR R4), kept as the document it came as.

fhir.resources (its R4B models) checks it, and is not asked to write it: it gives times and decimals back in its own
way and drops what is empty. The tree is kept as written instead (see `tree`), cut into the document's frame and its
entries, each a field of its own, so that two people can edit two resources apart without a conflict.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from manumit.base.kernel import MissingPart, UnreadableInput, UsageError
from manumit.services.care.book import Book
from manumit.services.care.record import Record
from manumit.services.care.tree import Tree, dump_tree, parse_tree

HEALTH = "health"
_FRAME, _ENTRY = "document", "entry:"
_MOST_SAID = 12
"""Faults that are named; more are counted."""


def read_summary(data: bytes, where: str = "The summary") -> Tree:
    """A bundle of type document from JSON; UnreadableInput that says what is wrong where, when FHIR does not allow
    it."""
    tree = parse_tree(data, where)
    if not isinstance(tree, dict) or tree.get("resourceType") != "Bundle":
        raise UnreadableInput(f"{where} is no FHIR Bundle.", "An IPS is a Bundle of the type document.")
    if tree.get("type") != "document" or not isinstance(tree.get("entry"), list) or not tree["entry"]:
        raise UnreadableInput(f"{where} is not a document with entries.", "An IPS is one.")
    if faults := fhir_faults(tree):
        more = f" (and {len(faults) - _MOST_SAID} more)" if len(faults) > _MOST_SAID else ""
        raise UnreadableInput(f"{where} is not what FHIR R4 allows: {'; '.join(faults[:_MOST_SAID])}{more}.")
    return tree


def fhir_faults(tree: Tree) -> list[str]:
    """What fhir.resources says against a resource: 'entry.1.resource.gender: ...'. None: it is valid."""
    kind = tree.get("resourceType") if isinstance(tree, dict) else None
    try:
        from fhir.resources.R4B import get_fhir_model_class
        from pydantic import ValidationError
    except ImportError as error:
        raise MissingPart("Health summaries need the extra `care`.", "pip install 'manumit[care]'") from error
    try:
        get_fhir_model_class(kind).model_validate_json(dump_tree(tree))
    except ValidationError as error:
        return [f"{'.'.join(map(str, one['loc'])) or kind}: {_words(one['msg'])}" for one in error.errors()]
    except (KeyError, LookupError, TypeError, ValueError, AttributeError) as error:
        return [f"{kind}: there is something in it that FHIR R4 does not know ({error})"]
    return []


def _words(message: str) -> str:
    return message.removeprefix("Value error, ").rstrip(".")


def put_summary(book: Book, person: str, tree: Tree, by: str) -> list[str]:
    """Make a document a person's summary: the fields that changed, by name. What is equal is not written again."""
    frame, entries = _cut(tree)
    new = {_FRAME: dump_tree(frame), **{_ENTRY + key: dump_tree(one) for key, one in entries.items()}}
    known = book.record(book.need(person)).items.get(HEALTH)
    old = {name: field.value for name, field in known.fields.items()} if known else {}
    changed: dict[str, Any] = {name: text for name, text in new.items() if old.get(name) != text}
    changed |= {name: None for name, text in old.items() if name not in new and text is not None}
    if changed:
        book.edit(person, HEALTH, changed, by)
    return sorted(changed)


def document_of(record: Record) -> Tree:
    """The document, equal to what was put in. Refused while a resource is in conflict."""
    found = record.items.get(HEALTH)
    if found is None:
        raise UsageError(f"{record.person} has no health summary.", "`manumit care health in` takes one in.")
    frame = parse_tree(found.get(_FRAME), "The document")
    texts = {name: found.get(name) for name in found.fields if name.startswith(_ENTRY)}
    entries = [parse_tree(texts[_ENTRY + key], key) for key in frame["entry"] if texts.get(_ENTRY + key)]
    return {name: entries if name == "entry" else value for name, value in frame.items()}


def _cut(tree: Mapping[str, Tree]) -> tuple[Tree, dict[str, Tree]]:
    """The document with keys for entries, and the entries by key: their fullUrl, else their number."""
    entries: dict[str, Tree] = {}
    for number, one in enumerate(tree["entry"], 1):
        url = one.get("fullUrl") if isinstance(one, dict) else None
        key = url if isinstance(url, str) and url not in entries else f"#{number}"
        entries[key] = one
    return {name: list(entries) if name == "entry" else value for name, value in tree.items()}, entries


def resource_of(tree: Tree, reference: str) -> Tree | None:
    """The resource that a reference in a document means: by full URL, or Type/id."""
    for one in tree["entry"]:
        resource = one.get("resource") or {}
        names = (one.get("fullUrl"), f"{resource.get('resourceType')}/{resource.get('id')}")
        if reference in names:
            return resource
    return None


def resources_of(tree: Tree, kind: str) -> list[Tree]:
    """All resources of a type in a document."""
    found = [one.get("resource") or {} for one in tree["entry"]]
    return [one for one in found if one.get("resourceType") == kind]
