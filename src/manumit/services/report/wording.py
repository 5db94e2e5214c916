"""The text that adverts of a lead share: what stands in all of them, and slots for what changes.

Only records that the lead cites are read, so that nothing is shown of adverts that are no evidence. `masked_wordings`
(masking) covers people before anything is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from manumit.base.kernel import TableEngine
from manumit.engine.leads import Lead
from manumit.engine.links import Shape, shape_of
from manumit.engine.signals import country_of

MOST = 3
"""Texts that are shown of a lead, those with most adverts first."""
MOST_ADVERTS = 24
"""Adverts of a text that are compared; more show no more of it."""
LONGEST = 4000
"""Characters of an advert or page that are compared."""
_TEXTS = {
    "ad": "concat_ws(chr(10), title, text), location",
    "page": "concat_ws(chr(10), title, text), ''",
    "post": "text, ''",
    "offer": "concat_ws(chr(10), title, text), location",
}
_DENSE = 0x0E00
"""From here on (Thai, Chinese, Japanese ...) most scripts set no spaces between words."""


@dataclass(frozen=True, slots=True)
class Part:
    """Words that stand in all adverts (`slot` empty), or a slot with some of what stands there."""

    text: str
    slot: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """One shared text of a lead: its parts, the records that carry it, and how much of them it tells (0 to 1)."""

    parts: tuple[Part, ...]
    records: tuple[str, ...]
    share: float


@dataclass(frozen=True, slots=True)
class _Advert:
    record_id: str
    similarity: float
    body: str
    region: str | None


def gather_wordings(engine: TableEngine, leads: Sequence[Lead]) -> dict[str, tuple[Wording, ...]]:
    """lead_id -> the texts that at least two of its records share. Needs the views of record kinds and `template`."""
    kind_of = {r.record_id: r.kind for lead in leads for r in lead.records if r.kind in _TEXTS}
    template_of = _templates(engine, kind_of)
    shared: dict[str, list[list[str]]] = {}
    for lead in leads:
        groups: dict[str, list[str]] = {}
        for record in lead.records:
            if record.record_id in template_of:
                groups.setdefault(template_of[record.record_id][0], []).append(record.record_id)
        ranked = sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        shared[lead.lead_id] = [sorted(ids) for _, ids in ranked if len(ids) > 1][:MOST]
    wanted = {i: kind_of[i] for groups in shared.values() for ids in groups for i in ids}
    adverts = _adverts(engine, wanted, template_of)
    words = len({word for one in adverts.values() for word in one.body.split()})
    return {
        lead_id: tuple(_wording([adverts[i] for i in ids], words) for ids in groups)
        for lead_id, groups in shared.items()
        if groups
    }


def _quoted(ids: Iterable[str]) -> str:
    return ", ".join("'" + one.replace("'", "''") + "'" for one in sorted(ids)) or "NULL"


def _templates(engine: TableEngine, ids: Iterable[str]) -> dict[str, tuple[str, float]]:
    """record_id -> (template, likeness to its most typical text)."""
    rows = engine.rows(
        f"SELECT record_id, template_id, similarity FROM template WHERE record_id IN ({_quoted(ids)})"
    )
    return {record_id: (template_id, similarity or 0.0) for record_id, template_id, similarity in rows}


def _adverts(
    engine: TableEngine, kind_of: Mapping[str, str], template_of: Mapping[str, tuple[str, float]]
) -> dict[str, _Advert]:
    found: dict[str, _Advert] = {}
    for kind in sorted(set(kind_of.values())):
        ids = _quoted(one for one, own in kind_of.items() if own == kind)
        rows = engine.rows(f"SELECT record_id, {_TEXTS[kind]} FROM {kind} WHERE record_id IN ({ids})")
        for record_id, body, place in rows:
            region = country_of(place) if place else None
            found[record_id] = _Advert(
                record_id, template_of[record_id][1], (body or "")[:LONGEST], region or None
            )
    return found


def _wording(adverts: Sequence[_Advert], words: int) -> Wording:
    medoid = max(adverts, key=lambda one: (one.similarity, one.record_id))
    step = max(1, len(adverts) // MOST_ADVERTS)
    others = [one.body for one in adverts if one is not medoid][::step][: MOST_ADVERTS - 1]
    shape = shape_of(medoid.body, [medoid.body, *others], words, medoid.region)
    return Wording(parts_of(shape), tuple(one.record_id for one in adverts), shape.share_saved)


def parts_of(shape: Shape) -> tuple[Part, ...]:
    """The pieces of a shape with the constants between two slots as one text."""
    parts: list[Part] = []
    for piece in shape.pieces:
        if piece.slot:
            parts.append(Part("", piece.slot, tuple(dict.fromkeys(piece.values))))
        elif parts and not parts[-1].slot:
            said = parts[-1].text
            dense = said and piece.text and ord(said[-1]) >= _DENSE and ord(piece.text[0]) >= _DENSE
            parts[-1] = Part(f"{said}{'' if dense else ' '}{piece.text}")
        else:
            parts.append(Part(piece.text))
    return tuple(parts)
