"""Records as a bundle shows them: every value as it was read, or with possible victims covered."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote_plus

from manumit.engine.evidence import Record, to_json
from manumit.engine.leads import Lead
from manumit.services.report.bundle.pictures import without_pictures
from manumit.services.report.masking import Masking

_KEPT = frozenset(
    "kind record_id file_sha256 byte_offset byte_length reader observed_at zone_minutes tlp expires_at".split()
)
"""What says where a record is from: never covered."""
_LEFT_OUT = frozenset({"extra", "lat", "lon", "consent_id"})
"""Left out of a masked record: unknown columns, places finer than a name, the consent."""
_OF_A_PERSON = frozenset(
    "holder_name passenger_name guest_name payer_name name debtor_name creditor_name phone email contact_phone"
    " contact_email contact address document author debtor_account creditor_account account_id paid_by_account"
    " record_locator ticket_number payment_form".split()
)
"""Columns whose values are somebody's: covered unless that somebody is shown."""
BORN = "(birth date)"
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\(.)", re.DOTALL)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


@dataclass(frozen=True, slots=True)
class Cover:
    """Who is covered in a bundle, and in which lead; None in place of it: nobody."""

    masking: Masking
    lead_id: str

    def lead(self, lead: Lead) -> Lead:
        """The lead, covered. Ids of entities are hashes of what they stand for, which can be guessed: they are numbered
        anew."""
        covered = self.masking.lead(lead)
        ends = (end for one, other, *_ in covered.ties for end in (one, other))
        known = [member.entity_id for member in covered.members]
        named = dict.fromkeys([*known, *(finding.subject for finding in covered.findings), *ends])
        names = {entity: f"entity-{number}" for number, entity in enumerate(named, 1)}
        return replace(
            covered,
            members=tuple(replace(one, entity_id=names[one.entity_id]) for one in covered.members),
            findings=tuple(replace(one, subject=names[one.subject]) for one in covered.findings),
            ties=tuple((names[one], names[other], word, chance) for one, other, word, chance in covered.ties),
        )

    def texts(self, texts: Mapping[str, str], private: list[str]) -> dict[str, str]:
        """Texts of a record, covered."""
        return self.masking.texts(texts, private, self.lead_id)


@dataclass(frozen=True, slots=True)
class Shown:
    """A record as it goes into a bundle. `whole`: nothing of it was covered or left out."""

    record_id: str
    kind: str
    fields: Mapping[str, Any]
    private: tuple[str, ...]
    whole: bool


def shown_record(kind: str, row: Mapping[str, Any], cover: Cover | None) -> Shown:
    """A row of a record table, for the bundle."""
    fields: dict[str, Any] = _without_pictures(json.loads(to_json(Record(kind, row))))
    private = [str(fields[name]) for name in sorted(_OF_A_PERSON) if fields.get(name)]
    if cover is None:
        return Shown(row["record_id"], kind, fields, tuple(private), True)
    texts = {name: value for name, value in fields.items() if isinstance(value, str) and name not in _KEPT}
    covered: dict[str, Any] = {**fields, **cover.texts(texts, private)}
    if "birth_date" in covered:
        covered["birth_date"] = BORN
    covered = {name: value for name, value in covered.items() if name not in _LEFT_OUT}
    return Shown(row["record_id"], kind, covered, tuple(private), covered == fields)


def _without_pictures(value: Any) -> Any:
    if isinstance(value, str):
        return without_pictures(value)
    if isinstance(value, dict):
        return {name: _without_pictures(one) for name, one in value.items()}
    return [_without_pictures(one) for one in value] if isinstance(value, list) else value


def may_be_read(span: bytes, record: Shown, cover: Cover | None) -> bool:
    """Whether the bytes of a span say nothing that is covered, however it is written in them. Covered bytes could not
    be proven any more, so a span goes out whole or not at all."""
    if cover is None:
        return True
    if not record.whole:
        return False
    try:
        text = span.decode("utf-8")
    except UnicodeDecodeError:
        return False
    forms = {form.__name__: form(text) for form in (_as_it_is, html.unescape, unquote_plus, _unescaped)}
    return cover.texts(forms, list(record.private)) == forms


def _as_it_is(text: str) -> str:
    return text


def _unescaped(text: str) -> str:
    """JSON's escapes read."""
    return _ESCAPE.sub(
        lambda found: chr(int(found[1], 16)) if found[1] else _LETTERS.get(found[2], found[2]), text
    )
