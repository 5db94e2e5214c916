"""Leads for programs: JSON (the contract of `manumit leads --format json`) and CSV (one row a lead)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from manumit.engine.leads import Lead
from manumit.services.report.rows import lead_rows

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
"""Starts of a cell that spreadsheets run (OWASP, CSV injection); the wide forms are read alike by some."""
COUNTED = ("possible_victim", "controller", "recruiter", "collector", "facilitator", "unknown")
CSV_HEADS = (
    "rank",
    "lead_id",
    "score",
    "score_low",
    "score_high",
    "base_rate",
    "exploitation",
    "says",
    "people",
    "possible_victims",
    "controllers",
    "recruiters",
    "collectors",
    "facilitators",
    "unknown",
    "signs",
    "against",
    "records",
    "earlier",
)


def lead_object(lead: Lead) -> dict[str, Any]:
    """A lead as plain objects, keys in the order of the contract; what comes after them is extra."""
    return {
        "lead_id": lead.lead_id,
        "rank": lead.rank,
        "score": lead.score,
        "score_interval": list(lead.score_interval),
        "base_rate": lead.base_rate,
        "exploitation": lead.exploitation,
        "says": lead.says,
        "members": [
            {
                "entity_id": m.entity_id,
                "kind": m.kind,
                "ids": [{"kind": i.kind, "id": i.id} for i in m.ids],
                "role": m.role,
                "probability": m.probability,
                "why": m.why,
            }
            for m in lead.members
        ],
        "findings": [
            {
                "indicator": f.indicator,
                "strength": f.strength,
                "says": f.says,
                "evidence": list(f.evidence),
                "family": f.family,
                "subject": f.subject,
                "start": f.start,
                "end": f.end,
                "source": f.source,
                "weight": f.weight,
            }
            for f in lead.findings
        ],
        "counter": [
            {"explanation": c.explanation, "fit": c.fit, "weight": c.weight, "says": c.says}
            for c in lead.counter
        ],
        "records": [
            {"record_id": r.record_id, "kind": r.kind, "source_id": r.source_id} for r in lead.records
        ],
        "ties": [{"from": a, "to": b, "word": word, "probability": p} for a, b, word, p in lead.ties],
        "score_shipped": lead.as_shipped,
        "earlier": asdict(lead.earlier) if lead.earlier else None,
    }


def leads_json(leads: Sequence[Lead]) -> str:
    """An array in the order given; one lead a line, so that a diff of two runs can be read."""
    lines = [json.dumps(lead_object(lead), ensure_ascii=False, separators=(", ", ": ")) for lead in leads]
    text = "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"
    return text.encode("utf-8", "replace").decode("utf-8")


def safe_cell(raw: str) -> str:
    """A cell that no spreadsheet runs: text that looks like a formula gets an apostrophe before it."""
    line = " ".join(raw.replace("\0", "").split())
    return "'" + line if line.startswith(FORMULA) else line


def leads_csv(leads: Sequence[Lead]) -> str:
    """One row a lead, heads first."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV_HEADS)
    for lead, row in zip(leads, lead_rows(leads), strict=True):
        roles = dict(row.roles)
        counts = [roles.get(r, 0) for r in COUNTED]
        writer.writerow(
            [
                row.rank,
                safe_cell(row.lead_id),
                row.score,
                row.low,
                row.high,
                row.base_rate,
                safe_cell(lead.exploitation),
                safe_cell(row.says),
                row.people,
                *counts,
                safe_cell("; ".join(row.families)),
                row.against,
                row.records,
                safe_cell(row.earlier),
            ]
        )
    return out.getvalue().encode("utf-8", "replace").decode("utf-8")
