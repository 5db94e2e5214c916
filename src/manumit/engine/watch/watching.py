"""One watch: what is new in the workspace, compared with the watchlist, becomes alerts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from manumit.base.kernel import Settings, TableEngine
from manumit.engine.evidence import Workspace
from manumit.engine.pictures import can_look, lists_of
from manumit.engine.watch.alerts import AlertBook, Seen
from manumit.engine.watch.faces import Galleries, face_hits
from manumit.engine.watch.fresh import FRESH, everything, since_batch, view_mentions, view_templates
from manumit.engine.watch.identifiers import identifier_hits
from manumit.engine.watch.marks import Marks
from manumit.engine.watch.model import Alert, Entry, Hit
from manumit.engine.watch.pictures import picture_hits
from manumit.engine.watch.places import place_hits
from manumit.engine.watch.shown import view_shown
from manumit.engine.watch.style import style_hits
from manumit.engine.watch.templates import Templates, read_templates, template_hits
from manumit.engine.watch.texts import LISTINGS, TEXTS, text_hits

PICTURED = frozenset(("picture", "face"))
_BLIND = "pictures cannot be looked at here: install manumit[pictures]"
Progress = Callable[[str, int, int], None]
"""(what is being done, done, of how many)"""


@dataclass(frozen=True, slots=True)
class Watched:
    """What a watch did: alerts raised and alerts that grew, records looked at, entries that stood, were paused or had
    expired, template entries whose template is not here, and entries that could not be looked for, with the reason."""

    raised: tuple[Alert, ...]
    grown: tuple[Alert, ...]
    records: int
    standing: int
    paused: int
    expired: int
    unknown: tuple[str, ...] = ()
    refused: Mapping[str, str] = field(default_factory=dict)


def watch(
    engine: TableEngine,
    workspace: Workspace,
    entries: Sequence[Entry],
    settings: Settings,
    now: datetime,
    since: datetime | None = None,
    progress: Progress | None = None,
    galleries: Galleries | None = None,
) -> Watched:
    """Compare entries with the records they have not been compared with; with `since`, with all observed from then on
    (which marks nothing as seen). `engine` shows the record views; `galleries` hold the keys of watched faces. An entry
    that cannot be looked for now catches up once it can. Killed at any moment and called again, the alerts are those of
    a watch that was not."""
    tell = progress or (lambda what, done, total: None)
    standing = [entry for entry in entries if entry.stands(now)]
    with workspace.lock():
        marks, book = Marks(workspace), AlertBook.of(workspace)
        view_templates(engine, workspace)
        templates = read_templates(engine)
        scene = _Scene(engine, workspace, settings, templates, marks, tell, galleries or {}, now)
        hits: list[Hit] = []
        if since is not None:
            everything(engine, since)
            hits += scene.hits(standing)
        else:
            for number, group in marks.behind(standing).items():
                since_batch(engine, workspace, number)
                hits += scene.hits(group)
        seen = _seen(engine, book.record_ids() | {hit.record_id for hit in hits}, templates) if hits else {}
        at = now.astimezone(UTC).isoformat(timespec="seconds")
        by_id = {entry.id: entry for entry in standing}
        raised, grown = book.add((hit for hit in hits if _wanted(hit, by_id, seen)), by_id, seen, at)
        if since is None:
            marks.reach([one for one in standing if one.id not in scene.refused], at, scene.anchors)
    return Watched(
        tuple(book.alerts[one] for one in raised),
        tuple(book.alerts[one] for one in grown),
        scene.records,
        len(standing),
        sum(entry.paused for entry in entries),
        sum(not entry.paused and not entry.stands(now) for entry in entries),
        tuple(scene.unknown),
        scene.refused,
    )


def _wanted(hit: Hit, entries: Mapping[str, Entry], seen: Mapping[str, Seen]) -> bool:
    if hit.record_id not in seen:
        return False
    only = entries[hit.entry].only
    return not only or seen[hit.record_id].kind in only


@dataclass(slots=True)
class _Scene:
    """What the matchers share."""

    engine: TableEngine
    workspace: Workspace
    settings: Settings
    templates: Templates
    marks: Marks
    tell: Progress
    galleries: Galleries
    now: datetime
    records: int = 0
    anchors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)

    def hits(self, entries: Sequence[Entry]) -> Iterator[Hit]:
        """Every hit of these entries in the fresh records."""
        self.records += int(self.engine.rows(f"SELECT count(*) FROM {FRESH}")[0][0])
        kinds = {entry.kind for entry in entries}
        self.tell("mentions", 0, 4)
        if kinds - {"phrase", "template"} - PICTURED:
            view_mentions(self.engine, self.workspace, self.settings)
        self.tell("identifiers", 1, 4)
        yield from identifier_hits(self.engine, self.workspace, entries)
        self.tell("places", 2, 4)
        yield from place_hits(self.engine, entries)
        if kinds & PICTURED:
            yield from self._pictured(entries)
        self.tell("texts", 3, 4)
        copied = template_hits(self.engine, self.templates, entries, self.marks.anchors)
        self.anchors.update(copied.anchors)
        self.unknown += copied.unknown
        yield from copied.hits
        yield from text_hits(
            self.engine, entries, copied.examples, lambda done, total: self.tell("texts", done, max(1, total))
        )
        yield from style_hits(self.engine, self.workspace, entries, self.refused, self._step("styles"))

    def _pictured(self, entries: Sequence[Entry]) -> Iterator[Hit]:
        """What pictures show."""
        if not can_look():
            self.refused |= {one.id: _BLIND for one in entries if one.kind in PICTURED}
            return
        lists = lists_of(self.settings)
        view_shown(self.engine, self.workspace, self.settings, lists)
        yield from picture_hits(self.engine, entries, lists, self.refused)
        yield from face_hits(
            self.engine,
            self.workspace,
            self.settings,
            entries,
            self.galleries,
            lists,
            self.now,
            self.refused,
            self._step("faces"),
        )

    def _step(self, what: str) -> Callable[[int, int], None]:
        return lambda done, total: self.tell(what, done, max(1, total))


_SQUEEZED = r"md5(lower(regexp_replace({body}, '[^\p{{L}}]+', '', 'g')))"


def _seen(engine: TableEngine, records: set[str], templates: Templates) -> dict[str, Seen]:
    """What alerts say of their records. A listing without a template goes by its letters: exact copies are one text."""
    import pyarrow as pa

    if not records:
        return {}
    engine.table("watch_hit", pa.table({"record_id": pa.array(sorted(records), pa.string())}))
    engine.run(
        "CREATE OR REPLACE TABLE watch_seen AS SELECT * FROM record_index SEMI JOIN watch_hit USING (record_id)"
    )
    found: dict[str, Seen] = {}
    for (kind,) in engine.rows("SELECT DISTINCT kind FROM watch_seen"):
        body = f"concat({', '.join(TEXTS[kind])})" if kind in LISTINGS else ""
        text = _SQUEEZED.format(body=body) if body else "''"
        query = (
            f"SELECT record_id, source_id, strftime(observed_at, '%Y-%m-%dT%H:%M:%SZ'), coalesce(tlp, ''), {text}"
            f" FROM {kind} SEMI JOIN watch_hit USING (record_id)"
        )
        for record, source, at, tlp, letters in engine.rows(query):
            name = templates.of.get(record) or (f"text:{letters}" if body else "")
            found[record] = Seen(record, kind, source, at, tlp, name)
    return found
