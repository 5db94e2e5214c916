"""The report page of a workspace, and what is known of the workspace for tables and pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from manumit import __version__
from manumit.base.kernel import Settings

if TYPE_CHECKING:
    from manumit.engine.leads import Lead
    from manumit.services.report import Measure, ReportMeta, Sight, Wording

SHOWN = 50
"""Leads in a report page: the first screenfuls, not all; `manumit leads --format json` has all."""


def meta_of(
    folder: Path,
    purpose: str | None = None,
    evaluation: Sequence[Measure] = (),
    made_up: bool = False,
    seed: int | None = None,
) -> ReportMeta:
    """What the workspace says of itself."""
    from manumit.engine.evidence import Workspace, outcomes
    from manumit.engine.leads import calibrate
    from manumit.services.report import ReportMeta, calibration_said

    workspace = Workspace.open(folder)
    records: Counter[str] = Counter()
    sources = workspace.sources()
    for source in sources:
        records.update(source.records)
    reasons = Counter(piece.reason.split(":")[0] for piece in workspace.quarantine() if not piece.kept)
    return ReportMeta(
        workspace=folder.name,
        made_at=datetime.now(UTC),
        version=__version__,
        records=dict(records),
        files=len(sources),
        quarantined=sum(reasons.values()),
        quarantine=dict(reasons.most_common(12)),
        revealed_purpose=purpose,
        evaluation=tuple(evaluation),
        made_up=made_up,
        seed=seed,
        notes=tuple(calibration_said(calibrate(outcomes(workspace).values()))),
    )


def evidence_of(
    folder: Path, leads: Sequence[Lead], settings: Settings
) -> tuple[dict[str, Sight], dict[str, tuple[Wording, ...]]]:
    """What is shown of some leads' evidence: the sights of its records, and the texts that adverts share."""
    from manumit.base.kernel import record_schema
    from manumit.engine.evidence import Workspace
    from manumit.engine.job import record_views
    from manumit.services.report import gather_sights, gather_wordings

    workspace = Workspace.open(folder)
    files = {source.sha256: str(source.paths[0]) for source in workspace.sources()}
    cited = ((r.kind, r.record_id) for lead in leads for r in lead.records)
    with record_views(workspace, settings) as engine:
        sights = gather_sights(engine, cited, files)
        engine.view("template", [workspace.derived("template")], record_schema("report"))
        return sights, gather_wordings(engine, leads)


def write_page(
    folder: Path,
    leads: Sequence[Lead],
    settings: Settings,
    out: Path | None = None,
    purpose: str | None = None,
    evaluation: Sequence[Measure] = (),
    made_up: bool = False,
    seed: int | None = None,
) -> Path:
    """Write the report page (masked unless a purpose is stated) and say where."""
    from manumit.services.report import masked, masked_wordings, write_report

    shown: Sequence[Lead] = leads[:SHOWN]
    sights, wordings = evidence_of(folder, shown, settings)
    if purpose is None:
        wordings = masked_wordings(shown, wordings)
        shown, sights = masked(shown, sights)
    path = out or folder / "report.html"
    write_report(path, shown, sights, meta_of(folder, purpose, evaluation, made_up, seed), wordings)
    return path
