"""What the International Patient Summary asks beyond FHIR (HL7 IPS implementation guide, STU 1 and 2), and a way to
begin one. Deviations are remarks, not faults: a reader takes what it gets, and says what is missing.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any

from manumit.base.kernel import UsageError
from manumit.services.care.change import show_time
from manumit.services.care.health import fhir_faults, resource_of, resources_of
from manumit.services.care.tree import Tree

LOINC = "http://loinc.org"
SUMMARY = "60591-5"
REQUIRED: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "11450-4": ("Problems", "Problem list", ("Condition",)),
    "10160-0": ("Medication", "History of medication use", ("MedicationStatement", "MedicationRequest")),
    "48765-2": ("Allergies and intolerances", "Allergies and adverse reactions", ("AllergyIntolerance",)),
}
"""LOINC code of a section that every IPS has -> title, display, types of its entries."""
OTHER: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "11369-6": ("Immunizations", "History of immunization", ("Immunization",)),
    "47519-4": ("Procedures", "History of procedures", ("Procedure",)),
    "30954-2": ("Results", "Relevant diagnostic tests", ("Observation", "DiagnosticReport")),
}
_ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
_EMPTY = "http://terminology.hl7.org/CodeSystem/list-empty-reason"


def remarks(tree: Tree) -> list[str]:
    """What an IPS should have and this document has not."""
    first = (tree["entry"][0].get("resource") or {}) if tree["entry"] else {}
    if first.get("resourceType") != "Composition":
        return ["The first entry is not a Composition."]
    found = []
    if SUMMARY not in _codes(first.get("type")):
        found.append(f"The composition is not of the type LOINC {SUMMARY}, patient summary.")
    if not _meant(tree, first.get("subject"), "Patient"):
        found.append("The composition's subject is no patient in the document.")
    sections = {code: one for one in first.get("section") or [] for code in _codes(one.get("code"))}
    for code, (title, _, _) in REQUIRED.items():
        section = sections.get(code)
        if section is None:
            found.append(f"There is no section of LOINC {code}, {title.lower()}.")
        elif not section.get("entry") and not section.get("emptyReason"):
            found.append(f"The section {title.lower()} is empty and does not say why.")
    lost = [
        one for section in sections.values() for one in section.get("entry") or [] if not _meant(tree, one)
    ]
    return found + [f"A section refers to {one.get('reference')}, which is not there." for one in lost]


def _codes(concept: Tree) -> set[str]:
    coded = (concept or {}).get("coding") or []
    return {one.get("code") for one in coded if one.get("system") == LOINC}


def _meant(tree: Tree, reference: Tree, kind: str | None = None) -> bool:
    meant = resource_of(tree, (reference or {}).get("reference") or "")
    return meant is not None and kind in (None, meant.get("resourceType"))


def compose(
    patient: Mapping[str, Any],
    resources: Sequence[Mapping[str, Any]],
    house: str,
    at: datetime,
    title: str = "",
) -> Tree:
    """An IPS from a patient and resources (conditions, medication, allergies ...; their patient is filled in).

    A section nobody said anything about says so (emptyReason unavailable): silence is not health. UsageError when what
    comes out is not valid FHIR."""
    who, author = f"urn:uuid:{uuid.uuid4()}", f"urn:uuid:{uuid.uuid4()}"
    named = [(f"urn:uuid:{uuid.uuid4()}", _about(dict(one), who)) for one in resources]
    sections = []
    for code, (name, display, kinds) in {**REQUIRED, **OTHER}.items():
        urls = [(url, one) for url, one in named if one.get("resourceType") in kinds]
        if urls or code in REQUIRED:
            sections.append(_section(code, name, display, urls))
    composition = {
        "resourceType": "Composition",
        "status": "final",
        "type": _coding(LOINC, SUMMARY, "Patient summary Document"),
        "subject": {"reference": who},
        "date": show_time(at),
        "author": [{"reference": author}],
        "title": title or "Summary",
        "section": sections,
    }
    entries = [
        (f"urn:uuid:{uuid.uuid4()}", composition),
        (who, {**patient_without_name(), **patient}),
        (author, {"resourceType": "Organization", "name": house}),
        *named,
    ]
    tree = {
        "resourceType": "Bundle",
        "identifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{uuid.uuid4()}"},
        "type": "document",
        "timestamp": show_time(at),
        "entry": [{"fullUrl": url, "resource": resource} for url, resource in entries],
    }
    if faults := fhir_faults(tree):
        raise UsageError(f"The summary is not valid: {'; '.join(faults)}.")
    return tree


def patient_without_name() -> dict[str, Any]:
    """A patient of whom nothing is said: name and birth date are marked as masked, as FHIR wants it."""
    masked = [{"url": _ABSENT, "valueCode": "masked"}]
    return {
        "resourceType": "Patient",
        "name": [{"extension": masked}],
        "_birthDate": {"extension": masked},
    }


def _about(resource: dict[str, Any], who: str) -> dict[str, Any]:
    """A resource that says whose it is: `patient` in some, `subject` in the rest."""
    kind = resource.get("resourceType")
    return resource | {
        "patient" if kind in ("AllergyIntolerance", "Immunization") else "subject": {"reference": who}
    }


def _section(
    code: str, title: str, display: str, entries: Sequence[tuple[str, Mapping[str, Any]]]
) -> dict[str, Any]:
    told = [escape(label(one)) for _, one in entries] or ["Nothing is recorded here."]
    lines = "".join(f"<li>{one}</li>" for one in told)
    div = f'<div xmlns="http://www.w3.org/1999/xhtml"><ul>{lines}</ul></div>'
    section = {
        "title": title,
        "code": _coding(LOINC, code, display),
        "text": {"status": "generated", "div": div},
    }
    if entries:
        return section | {"entry": [{"reference": url} for url, _ in entries]}
    return section | {"emptyReason": _coding(_EMPTY, "unavailable", "Unavailable")}


def _coding(system: str, code: str, display: str) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code, "display": display}]}


def label(resource: Mapping[str, Any], tree: Tree | None = None) -> str:
    """What a resource is about, in its own words: text, else display, else code."""
    concept = resource.get("code") or resource.get("vaccineCode") or resource.get("medicationCodeableConcept")
    pointed = (resource.get("medicationReference") or {}).get("reference")
    if not concept and pointed and tree is not None:
        concept = (resource_of(tree, pointed) or {}).get("code")
    for one in [concept or {}, *((concept or {}).get("coding") or [])]:
        if said := one.get("text") or one.get("display") or one.get("code"):
            return str(said)
    return str(resource.get("resourceType"))


def labels(tree: Tree, *kinds: str) -> list[str]:
    """What all resources of these types are about, each once."""
    return list(dict.fromkeys(label(one, tree) for kind in kinds for one in resources_of(tree, kind)))
