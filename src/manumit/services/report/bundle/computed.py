"""How each derived fact of a lead was computed: reader, extractors, flags with their sources, weights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from manumit.base.kernel import TableEngine, record_schema
from manumit.engine.evidence import Event, Workspace
from manumit.engine.indicators import catalogue
from manumit.engine.leads import Lead
from manumit.services.report.bundle.shown import Shown


def computation(
    engine: TableEngine, workspace: Workspace, lead: Lead, records: Sequence[Shown], models: Event | None
) -> dict[str, Any]:
    """From bytes to lead, step by step, with the version of everything that took part."""
    return {
        "1_reading": [
            {
                "record_id": one.record_id,
                "reader": one.fields["reader"],
                "file_sha256": one.fields["file_sha256"],
            }
            for one in records
        ],
        "2_mentions": _mentions(engine, workspace, [one.record_id for one in records]),
        "3_flags": _flags(engine, workspace, {finding.indicator for finding in lead.findings}),
        "4_score": {
            "findings": [{"indicator": one.indicator, "adds_log_odds": one.weight} for one in lead.findings],
            "against": [
                {"explanation": one.explanation, "adds_log_odds": one.weight} for one in lead.counter
            ],
            "base_rate": lead.base_rate,
            "score": lead.score,
            "interval": list(lead.score_interval),
            "model": "logistic weights fitted on made-up worlds whose truth is known; interval from a bootstrap",
        },
        "versions": dict(models.body) if models else None,
        "versions_event": models.index if models else None,
    }


def _mentions(engine: TableEngine, workspace: Workspace, records: Sequence[str]) -> list[dict[str, Any]]:
    """Which extractor found what sort of thing where; the values stand in the records."""
    if not records or not workspace.derived("mention").exists():
        return []
    engine.view("mention", [workspace.derived("mention")], record_schema("report"))
    rows = engine.rows(
        'SELECT record_id, field, kind, start, "end", confidence, extractor FROM mention '
        f'WHERE record_id IN ({_listed(records)}) ORDER BY record_id, field, start, kind, "end", extractor'
    )
    names = ("record_id", "field", "kind", "start", "end", "confidence", "extractor")
    return [dict(zip(names, row, strict=True)) for row in rows]


def _flags(engine: TableEngine, workspace: Workspace, wanted: set[str]) -> list[dict[str, Any]]:
    """Each red flag of the lead: its version, question, source documents, parameters and query."""
    versions: dict[str, int] = {}
    if workspace.derived("finding").exists():
        engine.view("finding", [workspace.derived("finding")], record_schema("report"))
        versions = dict(engine.rows("SELECT DISTINCT indicator, version FROM finding"))
    return [
        {
            "indicator": one.id,
            "version": versions.get(one.id, one.version),
            "title": one.title,
            "source": [source.cite() for source in one.source],
            "parameters": dict(one.parameters),
            "innocent_explanations": list(one.innocent),
            "query": one.sql if versions.get(one.id, one.version) == one.version else None,
        }
        for one in catalogue()
        if one.id in wanted
    ]


def _listed(values: Iterable[str]) -> str:
    return ", ".join("'" + one.replace("'", "''") + "'" for one in values)
