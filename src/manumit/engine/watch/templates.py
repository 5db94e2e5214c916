"""Entries that name a template, or show a text of it: which template that is now, and the copies that have none yet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from manumit.base.kernel import TableEngine
from manumit.engine.watch.fresh import FRESH, TEMPLATES
from manumit.engine.watch.model import Entry, Hit
from manumit.engine.watch.texts import LISTINGS, TEXTS

ANCHORS = 5
"""Records by which a template is known again when its id has changed: ids may, records do not."""


@dataclass(slots=True)
class Templates:
    """The template of every listing that has one, both ways."""

    of: dict[str, str] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


@dataclass(slots=True)
class Copied:
    """What is known of the template entries: hits, example texts by entry id, anchors by entry digest, and the ids of
    entries whose template is not in this workspace."""

    hits: list[Hit] = field(default_factory=list)
    examples: dict[str, list[str]] = field(default_factory=dict)
    anchors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


def read_templates(engine: TableEngine) -> Templates:
    """The template table (see fresh.view_templates)."""
    found = Templates()
    for record, template in engine.rows(f"SELECT record_id, template_id FROM {TEMPLATES} ORDER BY record_id"):
        found.of[record] = template
        found.members[template].append(record)
    return found


def template_hits(
    engine: TableEngine, templates: Templates, entries: Sequence[Entry], anchors: Mapping[str, Sequence[str]]
) -> Copied:
    """Fresh records of the templates that entries name; and what text_hits needs to find copies without a template."""
    entries = [entry for entry in entries if entry.kind == "template"]
    copied = Copied(examples={entry.id: [entry.text] for entry in entries if entry.text})
    fresh = {row[0] for row in engine.rows(f"SELECT record_id FROM {FRESH}")} if entries else set()
    by_id = [entry for entry in entries if not entry.text]
    for entry in by_id:
        template = _now(templates, entry.keys[0], anchors.get(entry.digest, ()))
        if template is None:
            copied.unknown.append(entry.id)
            continue
        every = templates.members[template]
        copied.anchors[entry.digest] = tuple(every[:ANCHORS])
        copied.hits += [Hit(entry.id, one, "text", None, None, 1.0, "") for one in every if one in fresh]
    texts = _texts(engine, {record for records in copied.anchors.values() for record in records})
    for entry in by_id:
        shown = {texts[record] for record in copied.anchors.get(entry.digest, ()) if record in texts}
        if shown:
            copied.examples[entry.id] = sorted(shown)
    return copied


def _now(templates: Templates, template: str, anchors: Sequence[str]) -> str | None:
    """The id under which a template goes now."""
    if template in templates.members:
        return template
    held = Counter(templates.of[record] for record in anchors if record in templates.of)
    return min(held, key=lambda one: (-held[one], one)) if held else None


def _texts(engine: TableEngine, records: set[str]) -> dict[str, str]:
    import pyarrow as pa

    if not records:
        return {}
    engine.table("watch_anchor", pa.table({"record_id": pa.array(sorted(records), pa.string())}))
    found: dict[str, str] = {}
    for kind in LISTINGS:
        body = "concat_ws(chr(10), title, text)" if "title" in TEXTS[kind] else "text"
        query = f"SELECT record_id, {body} FROM {kind} SEMI JOIN watch_anchor USING (record_id)"
        found.update((record, text) for record, text in engine.rows(query) if text)
    return found
