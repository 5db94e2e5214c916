"""Consents and provenance as FHIR R4 resources, for who receives a person's data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from manumit.base.govern import PURPOSES, Consent
from manumit.services.care.change import show_time
from manumit.services.care.record import Record

PSEUDONYM = "urn:manumit:person"
LEAF = "urn:manumit:leaf"
_SCOPE = "http://terminology.hl7.org/CodeSystem/consentscope"
_CATEGORY = "http://loinc.org"
_POLICY = "http://terminology.hl7.org/CodeSystem/consentpolicycodes"
_ROLE = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
_AGENT = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"


def consent_resource(consent: Consent, person: str, at: datetime) -> dict[str, Any]:
    """A Consent: active while it is valid, what it permits to whom until when. The person is their pseudonym."""
    state = consent.state(at)
    return {
        "resourceType": "Consent",
        "id": _id(consent.consent_id),
        "status": "active" if state == "valid" else "proposed" if state == "to_come" else "inactive",
        "scope": _coded(_SCOPE, "patient-privacy"),
        "category": [_coded(_CATEGORY, "59284-0")],
        "patient": _person(person),
        "dateTime": show_time(consent.given_at),
        "policyRule": _coded(_POLICY, "cric"),
        "provision": {
            "type": "permit",
            "period": {
                "start": show_time(consent.given_at),
                "end": show_time(min(consent.expires_at, consent.withdrawn_at or consent.expires_at)),
            },
            "actor": [{"role": _coded(_ROLE, "IRCP"), "reference": {"display": consent.recipient}}],
            "purpose": [
                {
                    "system": "urn:manumit:purpose",
                    "code": consent.purpose,
                    "display": PURPOSES[consent.purpose],
                }
            ],
            "class": [{"system": "urn:manumit:item", "code": one} for one in consent.items],
        },
    }


def provenance_resource(
    record: Record, item: str, target: str, house: str, leaves: Mapping[str, str]
) -> dict[str, Any]:
    """A Provenance of an item: who in which house changed it when, and the leaves of the log that say so.

    `leaves`: change id -> where its leaf is, 'log#index'."""
    changes = [one for one in record.changes if one.item == item]
    logged = [leaves[one.id] for one in changes if one.id in leaves]
    sources = [
        {"role": "revision", "what": {"identifier": {"system": LEAF, "value": leaf}}} for leaf in logged
    ]
    return {
        "resourceType": "Provenance",
        "target": [{"reference": target}],
        "recorded": show_time(max(one.at for one in changes)),
        "agent": [{"type": _coded(_AGENT, "custodian"), "who": {"display": house}}],
        **({"entity": sources} if sources else {}),
    }


def bundle_of(resources: list[dict[str, Any]]) -> dict[str, Any]:
    """Resources as a collection."""
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": one} for one in resources],
    }


def _id(item: str) -> str:
    """An id as FHIR writes them: letters, digits, - and ."""
    return item.replace("_", "-")


def _person(person: str) -> dict[str, Any]:
    return {"identifier": {"system": PSEUDONYM, "value": person}}


def _coded(system: str, code: str) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code}]}
