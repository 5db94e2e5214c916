"""From findings and ties to ranked leads, kept as one Parquet file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from itertools import chain, count
from pathlib import Path

from manumit.base.kernel import TableEngine, content_id
from manumit.engine.evidence import Outcome
from manumit.engine.leads.calibration import calibrate
from manumit.engine.leads.group import (
    Finding,
    Group,
    group_findings,
    load_findings,
    load_ties,
    ties_by_entity,
    widen,
)
from manumit.engine.leads.identify import Identity, entity_id, identities, member_kind
from manumit.engine.leads.known import Known
from manumit.engine.leads.model import Counter, Lead, LeadFinding, Member, RecordRef
from manumit.engine.leads.roles import estimate_roles, reasons
from manumit.engine.leads.say import exploitation_of, sentence_of
from manumit.engine.leads.value import Scene, load_deeds, unfitted, values_of
from manumit.engine.leads.weigh import FEWEST_RECORDS, Weighed, carrying_ids, size_of, weigh, weights

MOST_LEADS = 5000
LEAST_SCORE = 0.05
FEWEST_LEADS = 10
"""Candidates below this score are no leads, unless there would be none at all to look at."""


def build_leads(
    engine: TableEngine,
    out: Path,
    flags: Mapping[str, Mapping[str, object]],
    progress: Callable[[int, int], None] | None = None,
    told: Mapping[str, Outcome] | None = None,
) -> list[Lead]:
    """Group, weigh, name and rank; write `lead` to `out`. `flags`: family, source, exploitation of each; `told`: what
    leads of this workspace turned out to be, by id."""
    untaught = unfitted()
    findings = [f for f in load_findings(engine) if f["indicator"] not in untaught]
    ties = load_ties(engine)
    scene = Scene.of(findings, load_deeds(engine))
    values = values_of(findings, scene)
    groups = group_findings([f for f in findings if not f["against"]], ties, values)
    size = size_of(engine.rows("SELECT count(*) FROM record_index")[0][0])
    ranked = sorted(
        ((weigh(group, scene.against, values, size), group) for group in groups if _records(group.findings)),
        key=lambda pair: (-pair[0].score, pair[1].findings[0]["finding_id"]),
    )[:MOST_LEADS]
    ranked = [pair for pair in ranked if pair[0].score >= LEAST_SCORE] or ranked[:FEWEST_LEADS]
    near = ties_by_entity(ties)
    for _, group in ranked:
        widen(group, near)
    known = identities(engine, {e for _, group in ranked for e in group.entities})
    refs = _references(engine, {r for _, group in ranked for f in group.findings for r in f["evidence"]})
    leads, ids = [], _LeadIds(refs)
    for place, (weighed, group) in enumerate(ranked):
        if progress:
            progress(place, len(ranked))
        chosen = carrying_ids(group.findings, values)
        leads.append(_lead(place + 1, group, chosen, weighed, known, refs, flags, ids))
    leads = _decided(leads, told or {})
    _write(engine, leads, out)
    return leads


def _decided(leads: Sequence[Lead], told: Mapping[str, Outcome]) -> list[Lead]:
    """The leads with what they turned out to be, and scores moved by that; what was refuted comes last."""
    before, calibration = Known(told), calibrate(told.values())
    found = []
    for lead in leads:
        earlier = before.earlier(lead.lead_id, [record.record_id for record in lead.records])
        one = replace(lead, earlier=earlier)
        if calibration.enough:
            interval = calibration.interval(lead.score, *lead.score_interval)
            score = calibration.score(lead.score)
            one = replace(one, score=score, score_interval=interval, shipped=lead.score)
        found.append(one)
    found.sort(key=lambda one: one.earlier is not None and one.earlier.refuted)
    return [replace(lead, rank=place) for place, lead in enumerate(found, 1)]


def _records(findings: Sequence[Finding]) -> bool:
    return len({r for f in findings for r in f["evidence"]}) >= FEWEST_RECORDS


def _references(engine: TableEngine, wanted: set[str]) -> Mapping[str, RecordRef]:
    """The records, the earliest first."""
    import pyarrow as pa

    engine.table("wanted_record", pa.table({"record_id": pa.array(sorted(wanted), pa.string())}))
    rows = engine.rows(
        "SELECT record_id, kind, source_id FROM record_index SEMI JOIN wanted_record USING (record_id) "
        "ORDER BY observed_at NULLS LAST, record_id"
    )
    return {row[0]: RecordRef(*row) for row in rows}


class _LeadIds:
    """Ids of leads. They stand where people are masked, so they are made of what may be read there, records and not
    the subject, whose hash could be guessed. `refs`: the earliest first."""

    def __init__(self, refs: Iterable[str]) -> None:
        self._place = {record: place for place, record in enumerate(refs)}
        self._taken: set[str] = set()

    def of(self, indicator: str, evidence: Iterable[str]) -> str:
        """Of the flag that says most and its earliest record; where a better lead has that id, of more of them."""
        records = sorted(self._place.keys() & set(evidence), key=self._place.__getitem__)
        tried = (content_id("lead", indicator, *records[:end]) for end in range(1, len(records) + 1))
        again = (content_id("lead", indicator, *records, str(number)) for number in count(1))
        found = next(one for one in chain(tried, again) if one not in self._taken)
        self._taken.add(found)
        return found


def _lead(
    rank: int,
    group: Group,
    chosen: set[str],
    weighed: Weighed,
    known: Mapping[str, Identity],
    refs: Mapping[str, RecordRef],
    flags: Mapping[str, Mapping[str, object]],
    ids: _LeadIds,
) -> Lead:
    roles, why = estimate_roles(group, weighed), reasons(group, weighed)
    findings = sorted(
        (_finding(f, weighed, flags) for f in group.findings if f["finding_id"] in chosen),
        key=lambda f: (-f.weight, f.indicator, f.subject),
    )
    records = sorted({r for f in findings for r in f.evidence if r in refs})
    exploitation = exploitation_of(group.findings, weighed.shares, flags)
    members = sorted(
        (
            Member(entity_id(e), known[e].kind, tuple(known[e].ids), *roles[e], why.get(e, ""))
            for e in group.entities
            if member_kind(e) and e in known
        ),
        key=lambda m: (m.role == "unknown", m.role, -m.probability, m.entity_id),
    )
    lead = Lead(
        lead_id=ids.of(findings[0].indicator, findings[0].evidence),
        rank=rank,
        score=weighed.score,
        score_interval=weighed.interval,
        base_rate=weights()["base_rate"],
        exploitation=exploitation,
        says="",
        members=tuple(members),
        findings=tuple(findings),
        counter=_counters(weighed),
        records=tuple(refs[r] for r in records),
        ties=tuple(sorted({(entity_id(a), entity_id(b), word, p) for a, b, word, p in group.ties})),
    )
    return replace(lead, says=sentence_of(lead))


def _finding(row: Finding, weighed: Weighed, flags: Mapping[str, Mapping[str, object]]) -> LeadFinding:
    return LeadFinding(
        indicator=row["indicator"],
        family=row["family"],
        strength=row["strength"],
        says=row["sentence"],
        evidence=tuple(row["evidence"]),
        subject=entity_id(row["subject"]),
        start=_day(row["start_at"]),
        end=_day(row["end_at"]),
        source=str(flags[row["indicator"]]["source"]),
        weight=weighed.shares.get(row["finding_id"], 0.0),
    )


def _day(moment: object) -> str:
    return "" if moment is None else str(moment)[:10]


def _counters(weighed: Weighed) -> tuple[Counter, ...]:
    """One line an explanation: the best fit, and all it takes off together."""
    best: dict[str, tuple[float, float, str]] = {}
    for finding, fit, weight in weighed.counters:
        seen_fit, seen_weight, says = best.get(finding["indicator"], (0.0, 0.0, ""))
        best[finding["indicator"]] = (max(fit, seen_fit), seen_weight + weight, says or finding["sentence"])
    return tuple(Counter(name, *best[name]) for name in sorted(best, key=lambda n: best[n][1]))


def _write(engine: TableEngine, leads: Sequence[Lead], out: Path) -> None:
    import json

    import pyarrow as pa

    rows = [
        {
            "lead_id": lead.lead_id,
            "rank": lead.rank,
            "score": lead.score,
            "exploitation": lead.exploitation,
            "body": json.dumps(asdict(lead), ensure_ascii=False),
        }
        for lead in leads
    ]
    schema = pa.schema(
        [
            ("lead_id", pa.string()),
            ("rank", pa.int32()),
            ("score", pa.float64()),
            ("exploitation", pa.string()),
            ("body", pa.string()),
        ]
    )
    engine.table("lead_now", pa.Table.from_pylist(rows, schema))
    engine.write("SELECT * FROM lead_now ORDER BY rank", out)
    engine.run("DROP TABLE lead_now")
