"""Which identifiers the sources gave for an entity, as they wrote them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from manumit.base.kernel import TableEngine
from manumit.engine.leads.model import Identifier

_MEMBER_KIND = {"account": "account", "wallet": "account", "phone": "phone", "handle": "handle", "person": "person"}

_QUERIES = (
    """SELECT 'person:' || n.key || '|' || coalesce(b.birth_date::VARCHAR, '') AS entity, 'person',
              b.passenger_name || '|' || coalesce(b.birth_date::VARCHAR, ''), b.record_id
       FROM booking b JOIN name n ON n.raw = b.passenger_name JOIN wanted w ON w.entity = 'person:' || n.key || '|' || coalesce(b.birth_date::VARCHAR, '')""",
    """SELECT 'person:' || n.key || '|', 'person', b.payer_name || '|', b.record_id
       FROM booking b JOIN name n ON n.raw = b.payer_name JOIN wanted w ON w.entity = 'person:' || n.key || '|'""",
    """SELECT 'person:' || n.key || '|', 'person', s.guest_name || '|', s.record_id
       FROM stay s JOIN name n ON n.raw = s.guest_name JOIN wanted w ON w.entity = 'person:' || n.key || '|'""",
    """SELECT 'person:' || n.key || '|' || coalesce(m.birth_date::VARCHAR, ''), 'person',
              m.name || '|' || coalesce(m.birth_date::VARCHAR, ''), m.record_id
       FROM missing_person m JOIN name n ON n.raw = m.name JOIN wanted w ON w.entity = 'person:' || n.key || '|' || coalesce(m.birth_date::VARCHAR, '')""",
    # airline messages write SURNAME/GIVEN; our record has the words in order, so the written form is given back too
    """SELECT 'person:' || n.key || '|' || coalesce(b.birth_date::VARCHAR, ''), 'person',
              regexp_replace(b.passenger_name, '^(.+) (\\S+)$', '\\2/\\1') || '|' || coalesce(b.birth_date::VARCHAR, ''), b.record_id
       FROM booking b JOIN name n ON n.raw = b.passenger_name JOIN wanted w ON w.entity = 'person:' || n.key || '|' || coalesce(b.birth_date::VARCHAR, '')
       WHERE regexp_matches(b.reader, '^(pnrgov|paxlst)') AND contains(b.passenger_name, ' ')""",
    "SELECT h.account, 'person', h.name || '|', h.record_id FROM holder h JOIN wanted w ON w.entity = h.account WHERE h.name IS NOT NULL AND h.kind IS DISTINCT FROM 'business'",
)


@dataclass
class Identity:
    """What is known of an entity: its kind, the identifiers sources gave, a word for people to read."""

    kind: str
    ids: list[Identifier] = field(default_factory=list)

    def label(self) -> str:
        """The first identifier, short."""
        return self.ids[0].id.split("|")[0] if self.ids else "someone"


def member_kind(entity: str) -> str | None:
    """person, account, phone or handle; None for what is no member (addresses, texts, documents, e-mails)."""
    return _MEMBER_KIND.get(entity.split(":", 1)[0])


def identities(engine: TableEngine, entities: Iterable[str]) -> Mapping[str, Identity]:
    """Identity of each entity that can be a member."""
    import pyarrow as pa

    wanted = sorted({e for e in entities if member_kind(e)})
    engine.table("wanted", pa.table({"entity": pa.array(wanted, pa.string())}))
    found: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for entity in wanted:
        kind, _, key = entity.partition(":")
        if kind != "person":
            found[entity][(_MEMBER_KIND[kind], key)] = None
    for query in _QUERIES:
        for entity, kind, text, _ in sorted(engine.rows(query)):
            found[entity][(kind, text)] = None
    return {e: Identity(member_kind(e) or "", [Identifier(k, i) for k, i in ids]) for e, ids in found.items()}
