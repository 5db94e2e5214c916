"""Why an alert was raised, as a sentence. It names what the list's keeper wrote, and nobody else's identifier."""

from __future__ import annotations

import re
from typing import Final

from manumit.engine.watch.model import Entry, Hit

_RATIO: Final = re.compile(
    r": [^:(]*\(log-likelihood ratio .*?\)\. (?=Of [\d,]+ strangers' faces)", re.DOTALL
)
"""How alike a face is, as `faces` says it; what it was measured on may hold any sign."""

_RECORDS = {
    "ad": "an advert",
    "post": "a post",
    "offer": "a job offer",
    "page": "a page",
    "account": "an account",
    "payment": "a payment",
    "booking": "a booking",
    "leg": "a flight",
    "stay": "a stay",
    "sighting": "a sighting",
    "report": "a report",
    "missing_person": "a report of a missing person",
    "image": "a picture",
}
_SUBJECTS = {
    "phone": "The phone",
    "email": "The e-mail address",
    "handle": "The handle",
    "wallet": "The wallet",
    "iban": "The IBAN",
    "account": "The account",
    "document": "The document",
    "name": "The name",
}
_FIELDS = {"source_id": "its own number", "lat": "its coordinates"}


def without_ratio(reason: str) -> str:
    """The sentence of an alert about a face as it is told before two people have looked."""
    return _RATIO.sub(". ", reason)


def reason_of(entry: Entry, hit: Hit, kind: str) -> str:
    """'The phone +44... stands in an advert (contact). You watch it: seen with case 12.'"""
    record = _RECORDS.get(kind, f"a {kind}")
    field = _FIELDS.get(hit.field, hit.field.replace("_", " "))
    if entry.kind in _SUBJECTS:
        says = f"{_SUBJECTS[entry.kind]} {entry.value} stands in {record} ({field}){hit.how}."
    elif entry.kind == "phrase":
        one = entry.match == "exact" or len(entry.keys) == 1
        order = "The phrase" if entry.match == "exact" else "The word" if one else "The words"
        says = f"{order} “{entry.value}” stand{'s' * one} in {record} ({field}){hit.how}."
    elif entry.kind == "template":
        named = f"the example “{entry.value}…”" if entry.text else f"template {entry.value}"
        says = f"The text of {record} is a copy of {named}{hit.how}."
    elif entry.kind == "picture":
        says = f"{record.capitalize()} ({field}) shows the watched picture {entry.value[:8]}…{hit.how}."
    elif entry.kind == "style":
        says = f"{record.capitalize()} is written much as the example “{entry.value}…” is{hit.how}."
    elif entry.kind == "face":
        says = f"Somebody on a picture of {record} ({field}) may be the watched person {entry.id}{hit.how}."
    elif len(entry.keys) > 1:
        says = f"{record.capitalize()} ({field}) names the watched country {entry.keys[0]}, or a town of it{hit.how}."
    else:
        says = f"{record.capitalize()} ({field}) is at the watched place {entry.value}{hit.how}."
    return f"{says} On the list because: {entry.why}" if entry.why else says
