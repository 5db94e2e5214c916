"""The evidence of a lead as a table: every record with its source, time, place, bytes and cited words."""

from __future__ import annotations

from collections.abc import Mapping

from manumit.engine.leads import Lead
from manumit.services.report import markup
from manumit.services.report.sight import Sight
from manumit.services.report.words import count, kind_word, utc, when

MOST_ROWS = 120
HASH_SHOWN = 12


def cited_records(lead: Lead) -> list[str]:
    """Record ids of a lead: those of its records first, then what only a finding names."""
    named = [record.record_id for record in lead.records]
    return list(dict.fromkeys([*named, *(e for finding in lead.findings for e in finding.evidence)]))


def lead_sights(lead: Lead, sights: Mapping[str, Sight]) -> list[Sight]:
    """Sights of a lead in time order, undated last; a record nobody gave a sight of keeps its name."""
    known = {r.record_id: Sight(r.record_id, r.kind, r.source_id) for r in lead.records}
    found = [sights.get(i) or known.get(i) or Sight(i, "record", "") for i in cited_records(lead)]
    return sorted(
        found,
        key=lambda s: (
            s.observed_at is None,
            utc(s.observed_at).isoformat() if s.observed_at else "",
            s.record_id,
        ),
    )


def evidence_numbers(shown: list[Sight]) -> dict[str, int]:
    """record_id -> number in the evidence table."""
    return {sight.record_id: number for number, sight in enumerate(shown, 1)}


def evidence_table(key: str, shown: list[Sight]) -> str:
    """A `details` with the table; it opens by itself when a link into it is followed."""
    rows = [_row(key, number, sight) for number, sight in enumerate(shown[:MOST_ROWS], 1)]
    heads = ["#No.", "What", "When", "Where", "Says", "Where it comes from"]
    more = len(shown) - MOST_ROWS
    rest = f"<p>{count(more, 'more record')}: <code>manumit leads --format json</code> lists all.</p>"
    return (
        f'<details class="evidence" id="{key}-evidence"><summary>Evidence: {count(len(shown), "record")}</summary>'
        + markup.table(f"Evidence: {count(len(shown), 'record')} in time order", heads, rows, "wide")
        + (rest if more > 0 else "")
        + "</details>"
    )


def _row(key: str, number: int, sight: Sight) -> list[str]:
    cited = f'<q dir="auto">{markup.text(sight.cited, 420)}</q>' if sight.cited else ""
    summary = f"<p>{markup.value(sight.summary, 300)}</p>" if sight.summary else ""
    return [
        f'<span id="{key}-r{number}" class="spot">{number}</span>',
        f"{markup.text(kind_word(sight.kind))} <br><code>{markup.value(sight.source_id, 80)}</code>",
        markup.text(when(sight.observed_at, sight.zone_minutes)),
        markup.value(sight.place, 80) if sight.place else "",
        summary + cited,
        _origin(sight),
    ]


def _origin(sight: Sight) -> str:
    """File, bytes and hash: enough to find the very bytes again."""
    lines = []
    if sight.file:
        lines.append(markup.value(sight.file, 120))
    if sight.byte_offset is not None:
        length = f", {sight.byte_length:,} long" if sight.byte_length is not None else ""
        lines.append(f"byte {sight.byte_offset:,}{length}")
    if sight.sha256:
        full = markup.attribute(sight.sha256)
        lines.append(f'<code title="sha256 {full}">sha256 {markup.text(sight.sha256[:HASH_SHOWN])}…</code>')
    if sight.tlp:
        lines.append(markup.text(sight.tlp))
    return " <br>".join(lines)
