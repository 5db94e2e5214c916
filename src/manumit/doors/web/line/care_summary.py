"""A health summary (FHIR, IPS) for the eye: its sections, and what each entry says in one line."""

from __future__ import annotations

from dataclasses import dataclass

from manumit.services.care import Number

_CODED = ("code", "medicationCodeableConcept", "vaccineCode", "type")
"""Where the resources of an IPS say what they are about."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its title, and a line an entry."""

    title: str
    lines: tuple[str, ...]


def sections(tree: dict[str, object]) -> list[Section]:
    """The sections in their order, those without an entry with none. A reader takes what it gets: what has no name is
    shown as its type."""
    by_name = {}
    for one in _list(tree.get("entry")):
        resource = _dict(one.get("resource"))
        by_name[str(one.get("fullUrl"))] = resource
        by_name[f"{resource.get('resourceType')}/{resource.get('id')}"] = resource
    first = next((one for one in by_name.values() if one.get("resourceType") == "Composition"), {})
    return [
        Section(
            str(one.get("title") or _words(one.get("code"))),
            tuple(
                line(by_name[str(entry.get("reference"))])
                for entry in _list(one.get("entry"))
                if str(entry.get("reference")) in by_name
            ),
        )
        for one in _list(first.get("section"))
    ]


def line(resource: dict[str, object]) -> str:
    """'Penicillin, high' of a resource."""
    named = next((said for key in _CODED if (said := _words(resource.get(key)))), "")
    more = [resource.get("criticality"), _quantity(resource.get("valueQuantity")), _dosage(resource)]
    started = (
        resource.get("onsetDateTime")
        or resource.get("performedDateTime")
        or resource.get("occurrenceDateTime")
    )
    parts = [named or str(resource.get("resourceType")), *(str(one) for one in [*more, started] if one)]
    return ", ".join(parts)


def _words(concept: object) -> str:
    coded = _dict(concept)
    shown = next((one.get("display") for one in _list(coded.get("coding")) if one.get("display")), "")
    return str(coded.get("text") or shown or "")


def _quantity(value: object) -> str:
    found = _dict(value)
    number = found.get("value")
    return f"{number.text} {found.get('unit', '')}".strip() if isinstance(number, Number) else ""


def _dosage(resource: dict[str, object]) -> str:
    return str(next((one.get("text") for one in _list(resource.get("dosage")) if one.get("text")), ""))


def _list(value: object) -> list[dict[str, object]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _dict(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}
