"""Leads read back from the workspace."""

from __future__ import annotations

import json
from pathlib import Path

from manumit.base.kernel import WorkspaceError
from manumit.engine.leads.model import Counter, Earlier, Identifier, Lead, LeadFinding, Member, RecordRef


def read_leads(path: Path) -> list[Lead]:
    """All leads of `lead.parquet`, in rank order; WorkspaceError where there is none."""
    import pyarrow.parquet as pq

    if not path.exists():
        raise WorkspaceError(
            f"There are no leads in {path.parent.parent} yet.", "Run `manumit run INPUT --workspace W` first."
        )
    return [
        _lead(json.loads(body)) for body in pq.read_table(path, columns=["body"]).column("body").to_pylist()
    ]


def _lead(raw: dict) -> Lead:  # type: ignore[type-arg]
    return Lead(
        **{
            **raw,
            "score_interval": tuple(raw["score_interval"]),
            "members": tuple(
                Member(**{**m, "ids": tuple(Identifier(**i) for i in m["ids"])}) for m in raw["members"]
            ),
            "findings": tuple(
                LeadFinding(**{**f, "evidence": tuple(f["evidence"])}) for f in raw["findings"]
            ),
            "counter": tuple(Counter(**c) for c in raw["counter"]),
            "records": tuple(RecordRef(**r) for r in raw["records"]),
            "ties": tuple((a, b, w, p) for a, b, w, p in raw["ties"]),
            "earlier": Earlier(**raw["earlier"]) if raw.get("earlier") else None,
        },
    )
