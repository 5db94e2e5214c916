"""Which identifiers the sources gave for an entity, as they wrote them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files

from manumit.base.kernel import TableEngine, content_id
from manumit.engine.leads.model import Identifier

_MEMBER_KIND = {
    "account": "account",
    "wallet": "account",
    "phone": "phone",
    "handle": "handle",
    "person": "person",
}


@dataclass
class Identity:
    """What is known of an entity: its kind, the identifiers sources gave, a word for people to read."""

    kind: str
    ids: list[Identifier] = field(default_factory=list)

    def label(self) -> str:
        """The first identifier, short."""
        return self.ids[0].id.split("|")[0] if self.ids else "someone"


def entity_id(entity: str) -> str:
    """The public id of `kind:key`: stable, and telling nothing of who it is."""
    return content_id("ent", entity)


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
    query = files("manumit.engine.leads").joinpath("identify.sql").read_text("utf-8")
    for entity, person, text in engine.rows(query):
        found[entity][(person, text)] = None
    return {e: Identity(member_kind(e) or "", [Identifier(k, i) for k, i in ids]) for e, ids in found.items()}
