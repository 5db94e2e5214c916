"""The stages after reading, each kept with a fingerprint of what it was made from, so that a second run skips it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

from manumit import __version__
from manumit.base.kernel import MissingPart, Settings, TableEngine, record_kinds, record_schema
from manumit.engine.evidence import (
    Judgement,
    Outcome,
    Workspace,
    judged_digest,
    judgements,
    outcome_digest,
    outcomes,
)
from manumit.engine.indicators import catalogue, run_indicators
from manumit.engine.leads import build_leads
from manumit.engine.links import LINK_TABLES, build_links, define_macros, operators_stage, templates_stage
from manumit.engine.lookup import build_lookup, index_path
from manumit.engine.pictures import (
    PICTURE_TABLES,
    HashList,
    can_look,
    digest_of,
    lists_of,
    pictures_stage,
    see_pictures,
)
from manumit.engine.signals import build_mentions

Progress = Callable[[str, int, int], None]
"""(what is being done, done, of how many)"""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step: its name, the tables it leaves in derived/, and how to make them."""

    name: str
    tables: tuple[str, ...]
    make: Callable[[TableEngine, Workspace, Progress], object]
    index: bool = False
    """It leaves the index, which is no table: made for those who look things up, no later stage reads it."""
    see: Callable[[TableEngine], None] | None = None
    """Shows its tables to the stages that follow, besides as views."""

    def files(self, workspace: Workspace) -> list[Path]:
        """What it leaves."""
        tables = [workspace.derived(table) for table in self.tables]
        return [*tables, index_path(workspace.path)] if self.index else tables


def stages(
    judged: Sequence[Judgement] = (),
    told: Mapping[str, Outcome] | None = None,
    settings: Settings | None = None,
    lists: Sequence[HashList] = (),
) -> tuple[Stage, ...]:
    """pictures, signals, templates, operators, links, indicators, leads, lookup: in the order the data goes. Pictures
    on one of the `lists` are not looked at. From the links on, what people judged counts; for the leads, what earlier
    ones turned out to be (`told`)."""
    return (
        Stage(
            "pictures",
            PICTURE_TABLES,
            lambda e, w, p: pictures_stage(
                e, w, lists, settings or Settings(), lambda n, m: p("pictures", n, m)
            ),
            see=see_pictures,
        ),
        Stage(
            "signals",
            ("mention",),
            lambda e, w, p: build_mentions(e, w.derived("mention"), lambda n, m: p("signals", n, m)),
        ),
        Stage("templates", ("template",), _templates),
        Stage("operators", ("operator",), _operators),
        Stage(
            "links",
            LINK_TABLES,
            lambda e, w, p: build_links(
                e, w.derived("tie").parent, lambda t, n, m: p(f"links: {t}", n, m), judged
            ),
        ),
        Stage(
            "indicators",
            ("finding",),
            lambda e, w, p: run_indicators(
                e, w.derived("finding"), progress=lambda t, n, m: p(f"indicators: {t}", n, m)
            ),
        ),
        Stage(
            "leads",
            ("lead",),
            lambda e, w, p: build_leads(e, w.derived("lead"), flags(), lambda n, m: p("leads", n, m), told),
        ),
        Stage("lookup", (), _lookup, index=True),
    )


def _templates(engine: TableEngine, workspace: Workspace, progress: Progress) -> None:
    progress("templates", 0, 1)
    templates_stage(engine, workspace.derived("template"))


def _operators(engine: TableEngine, workspace: Workspace, progress: Progress) -> None:
    progress("operators", 0, 1)
    operators_stage(engine, workspace.derived("operator"))


def _lookup(engine: TableEngine, workspace: Workspace, progress: Progress) -> None:
    """Where this Python's SQLite cannot make an index there are leads all the same; whoever opens the index is told."""
    try:
        build_lookup(engine, workspace, lambda what, n, m: progress(f"lookup: {what}", n, m))
    except MissingPart:
        index_path(workspace.path).unlink(missing_ok=True)


def flags() -> Mapping[str, Mapping[str, object]]:
    """What leads need to know of each indicator."""
    return {
        i.id: {
            "family": i.family,
            "exploitation": i.exploitation,
            "source": "; ".join(s.cite() for s in i.source),
        }
        for i in catalogue()
    }


_CONSENT = "AND (lower(trim(channel)) IS DISTINCT FROM 'hotline' OR nullif(trim(consent_id), '') IS NOT NULL)"


def view_records(engine: TableEngine, workspace: Workspace, as_of: datetime | None, now: datetime) -> None:
    """Record kinds as views: nothing later than `as_of`, nothing expired, no hotline report without a consent."""
    limit = (as_of or now).astimezone(UTC)
    later = f"AND (observed_at IS NULL OR observed_at <= TIMESTAMPTZ '{limit.isoformat()}')" if as_of else ""
    for kind in record_kinds():
        engine.view(f"{kind}_all", workspace.parts(kind), record_schema(kind))
        consent = _CONSENT if kind == "report" else ""
        engine.run(
            f"CREATE OR REPLACE VIEW {kind} AS SELECT * FROM {kind}_all WHERE "
            f"(expires_at IS NULL OR expires_at > TIMESTAMPTZ '{now.astimezone(UTC).isoformat()}') {later} {consent}"
        )
    union = " UNION ALL ".join(
        f"SELECT record_id, '{kind}' AS kind, source_id, observed_at FROM {kind}" for kind in record_kinds()
    )
    engine.run(f"CREATE OR REPLACE VIEW record_index AS {union}")


def run_stages(
    engine: TableEngine,
    workspace: Workspace,
    as_of: datetime | None,
    now: datetime,
    progress: Progress,
    index: bool = True,
    settings: Settings | None = None,
) -> Mapping[str, float]:
    """Run what is not up to date; seconds by stage (0 for one that was). Without `index` nobody will look things up."""
    lists = lists_of(settings or Settings())
    view_records(engine, workspace, as_of, now)
    define_macros(engine)
    journal = workspace.derived("tie").parent / "stages.json"
    made = _made(journal)
    wanted = _fingerprint(engine, workspace, as_of, now, digest_of(lists))
    seconds: dict[str, float] = {}
    fresh = True
    judged, told = judgements(workspace, as_of), outcomes(workspace, as_of)
    for stage in stages(judged, told, settings, lists):
        if stage.name == "links":
            wanted = hashlib.sha256(f"{wanted} {judged_digest(judged)}".encode()).hexdigest()
        if stage.name == "leads" and told:
            wanted = hashlib.sha256(f"{wanted} {outcome_digest(told.values())}".encode()).hexdigest()
        if stage.index and not index:
            continue
        started = datetime.now(UTC)
        there = all(path.exists() for path in stage.files(workspace))
        fresh = fresh and made.get(stage.name) == wanted and there
        if not fresh:
            made.pop(stage.name, None)
            _keep(journal, made)
            stage.make(engine, workspace, progress)
        for table in stage.tables:
            engine.view(table, [workspace.derived(table)], record_schema("report"))
        if stage.see is not None:
            stage.see(engine)
        made[stage.name] = wanted
        _keep(journal, made)
        seconds[stage.name] = 0.0 if fresh else (datetime.now(UTC) - started).total_seconds()
    return seconds


def _made(journal: Path) -> dict[str, str]:
    """What each stage was last made from; a journal that cannot be read says nothing."""
    try:
        made = json.loads(journal.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return made if isinstance(made, dict) else {}


def _keep(journal: Path, made: Mapping[str, str]) -> None:
    journal.parent.mkdir(parents=True, exist_ok=True)
    partial = journal.with_suffix(".partial")
    partial.write_text(json.dumps(made))
    os.replace(partial, journal)


@cache
def _code() -> str:
    """Fingerprint of the engine's own files: another version makes its tables anew."""
    digest = hashlib.sha256(__version__.encode())
    root = files("manumit.engine")
    for room in ("pictures", "signals", "links", "indicators", "leads", "lookup"):
        for path in sorted(Path(str(root.joinpath(room))).rglob("*")):
            if path.suffix in (".py", ".sql", ".yaml"):
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _fingerprint(
    engine: TableEngine, workspace: Workspace, as_of: datetime | None, now: datetime, lists: str
) -> str:
    """What the stages are made from: sources and how they were read, date, code, lists of pictures that must not be
    looked at, and what has expired by now."""
    sources = sorted((one.sha256, one.rule, sorted(one.records.items())) for one in workspace.sources())
    ends = " UNION ALL ".join(f"SELECT expires_at FROM {kind}_all" for kind in record_kinds())
    gone = engine.rows(
        f"SELECT count(*), max(expires_at)::VARCHAR FROM ({ends}) "
        f"WHERE expires_at <= TIMESTAMPTZ '{now.astimezone(UTC).isoformat()}'"
    )
    text = json.dumps([sources, as_of.isoformat() if as_of else None, _code(), gone, lists, can_look()])
    return hashlib.sha256(text.encode()).hexdigest()
