"""Making a bundle: gathered from the workspace, logged, sealed with proofs, packed."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from manumit import __version__
from manumit.base.kernel import (
    Settings,
    TableEngine,
    UsageError,
    VerificationFailed,
    WorkspaceError,
    record_kinds,
)
from manumit.base.ledger import LogReader, Note, Policy, Proof
from manumit.engine.evidence import Event, Logbook, Workspace, read_ident
from manumit.engine.job import keep_log, record_views
from manumit.engine.leads import Lead, read_leads
from manumit.engine.watch import AlertBook, alert_ident
from manumit.services.report.bundle import form
from manumit.services.report.bundle.archive import pack
from manumit.services.report.bundle.case_uco import case_uco
from manumit.services.report.bundle.cited import Span, cite
from manumit.services.report.bundle.computed import computation
from manumit.services.report.bundle.cover import Told, cover_page, cover_text
from manumit.services.report.bundle.originals import Handover, Original, seal_originals
from manumit.services.report.bundle.shown import Cover, Shown, shown_record
from manumit.services.report.evidence import cited_records
from manumit.services.report.exports import lead_object
from manumit.services.report.masking import Masking

_LISTED = 3000


def make_bundle(
    workspace: Workspace,
    lead: str,
    settings: Settings,
    purpose: str | None = None,
    policy: str = "",
    handover: Handover | None = None,
) -> bytes:
    """The bundle of a lead (its id, or its rank). `purpose` shows possible victims, and has been logged by the caller;
    `policy` (C2SP tlog-policy) names the witnesses whose cosignatures go in. With `handover` whole originals go in,
    sealed; that is logged here. Without it the same workspace gives the same bytes."""
    with workspace.lock():
        book = keep_log(workspace, settings)
        leads = read_leads(workspace.derived("lead"))
        chosen = find_lead(leads, lead)
        cover = None if purpose is not None else Cover(Masking(leads), chosen.lead_id)
        gathered = _gather(workspace, chosen, cover, book, settings, handover)
        told, members = _contents(gathered, purpose, settings)
        if handover is not None:
            _log_share(book, chosen, handover, gathered.originals)
        return _sealed(book, told, members, gathered.events, policy)


def find_lead(leads: Sequence[Lead], wanted: str) -> Lead:
    """A lead by its id or its rank; UsageError when there is none."""
    for lead in leads:
        if wanted in (lead.lead_id, str(lead.rank)):
            return lead
    raise UsageError(f"There is no lead {wanted!r} in this workspace.", "`manumit leads W` lists them.")


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that a bundle is made of."""

    lead: Lead
    records: tuple[Shown, ...]
    absent: tuple[str, ...]
    spans: tuple[Span, ...]
    decisions: tuple[dict[str, Any], ...]
    computed: dict[str, Any]
    readings: Mapping[str, Event]
    events: tuple[Event, ...]
    originals: tuple[Original, ...]


def _gather(
    workspace: Workspace,
    lead: Lead,
    cover: Cover | None,
    book: Logbook,
    settings: Settings,
    handover: Handover | None,
) -> Gathered:
    events = book.events()
    with record_views(workspace, settings) as engine:
        records = _records(engine, lead, cover)
        readings = _readings(workspace, records, events)
        models = next((one for one in reversed(events) if one.type == "model_version"), None)
        computed = computation(engine, workspace, lead, records, models)
        originals = (
            tuple(seal_originals(engine, workspace, readings, events, handover, settings)) if handover else ()
        )
    spans = cite(workspace, records, readings, cover, settings)
    decisions, decided = _decisions(workspace, lead, cover, events)
    seen = {record.record_id for record in records}
    used = {event.index: event for event in [*readings.values(), *decided, *([models] if models else [])]}
    for event in events:
        if event.type == "record_quarantined" and event.body.get("sha256") in readings:
            used[event.index] = event
    return Gathered(
        cover.lead(lead) if cover else lead,
        tuple(records),
        tuple(one for one in cited_records(lead) if one not in seen),
        tuple(spans),
        tuple(decisions),
        computed,
        readings,
        tuple(used[index] for index in sorted(used)),
        originals,
    )


def _log_share(book: Logbook, lead: Lead, handover: Handover, originals: Sequence[Original]) -> None:
    """That originals go out, to whom and for what; before they do."""
    body = {
        "what": "originals",
        "lead_id": lead.lead_id,
        "to": handover.recipient.name,
        "key_sha256": hashlib.sha256(handover.recipient.public).hexdigest(),
        "purpose": handover.purpose,
        "files": [one.sha256 for one in originals if one.sealed],
    }
    book.add("share", f"share:{secrets.token_hex(8)}", body)


def _records(engine: TableEngine, lead: Lead, cover: Cover | None) -> list[Shown]:
    """The lead's records that may still be seen: neither expired nor without the consent they need."""
    wanted = cited_records(lead)
    found: dict[str, Shown] = {}
    for kind in record_kinds():
        for at in range(0, len(wanted), _LISTED):
            listed = ", ".join("'" + one.replace("'", "''") + "'" for one in wanted[at : at + _LISTED])
            for row in engine.arrow(f"SELECT * FROM {kind} WHERE record_id IN ({listed})").to_pylist():
                found[row["record_id"]] = shown_record(kind, row, cover)
    return [found[one] for one in wanted if one in found]


def _readings(workspace: Workspace, records: Iterable[Shown], events: Iterable[Event]) -> dict[str, Event]:
    """The event of each file's reading."""
    by_ident = {event.ident: event for event in events}
    files = sorted({record.fields["file_sha256"] for record in records})
    found = {
        sha256: by_ident.get(read_ident(workspace.custody.read_in.get(sha256, ""), sha256))
        for sha256 in files
    }
    if lost := [sha256 for sha256, event in found.items() if event is None]:
        raise WorkspaceError(
            f"The custody journal does not know the file {lost[0][:12]}… that a record is from.",
            "Restore the workspace from a backup.",
        )
    return {sha256: event for sha256, event in found.items() if event is not None}


def _decisions(
    workspace: Workspace, lead: Lead, cover: Cover | None, events: Iterable[Event]
) -> tuple[list[dict[str, Any]], list[Event]]:
    """What people decided about alerts on the lead's records, and the events of it."""
    cited = set(cited_records(lead))
    logged = {event.ident: event for event in events if event.body}
    told: list[dict[str, Any]] = []
    used: list[Event] = []
    for alert in sorted(AlertBook.of(workspace).alerts.values(), key=lambda one: one.alert_id):
        if alert.decision and cited & set(alert.records):
            event = logged.get(alert_ident(alert.alert_id))
            texts = {"reason": alert.reason, "note": alert.decision.get("note", "")}
            shape = {
                "alert_id": f"alert-{len(told) + 1}" if cover else alert.alert_id,
                "records": sorted(cited & set(alert.records)),
                "decision": alert.state,
                "at": alert.decision.get("at", ""),
                "by": alert.decision.get("by", ""),
                **(cover.texts(texts, []) if cover else texts),
                "event": event.index if event else None,
            }
            told.append(shape)
            used += [event] if event else []
    return told, used


def _contents(gathered: Gathered, purpose: str | None, settings: Settings) -> tuple[Told, dict[str, bytes]]:
    """The members that say something, but for the cover and the log's own."""
    members: dict[str, bytes] = {}
    told_spans = []
    for number, span in enumerate(gathered.spans, 1):
        shape = {
            "record_id": span.record.record_id,
            "event": span.event,
            "offset": span.offset,
            "length": span.length,
            "state": span.state,
            "bytes_in": form.span_name(number) if span.data else None,
            "pieces": span.pieces,
        }
        told_spans.append(shape)
        if span.data:
            members[form.span_name(number)] = span.data
    meta = {
        "format": form.FORMAT,
        "version": form.VERSION,
        "program": __version__,
        "organisation": settings.organisation,
        "lead_id": gathered.lead.lead_id,
        "masked": purpose is None,
        "purpose": purpose,
        "handling": "TLP:AMBER; investigator",
        "absent_records": list(gathered.absent),
        "events": [event.index for event in gathered.events],
    }
    members |= {
        form.META: form.pretty(meta),
        form.LEAD: form.pretty(lead_object(gathered.lead)),
        form.RECORDS: form.pretty([record.fields for record in gathered.records]),
        form.SPANS: form.pretty(told_spans),
        form.COMPUTED: form.pretty(gathered.computed),
        form.DECISIONS: form.pretty(list(gathered.decisions)),
        form.CASE: form.pretty(case_uco(gathered.lead, gathered.spans, gathered.readings)),
    }
    members |= {form.event_name(event.index): form.event_bytes(event) for event in gathered.events}
    if gathered.originals:
        named = {form.sealed_name(number): one for number, one in enumerate(gathered.originals, 1)}
        members[form.ORIGINALS] = form.pretty([one.shape(name) for name, one in named.items()])
        members |= {name: one.sealed for name, one in named.items() if one.sealed}
    told = Told(
        gathered.lead, gathered.spans, gathered.readings, gathered.absent, purpose, gathered.originals
    )
    return told, members


def _sealed(
    book: Logbook, told: Told, members: dict[str, bytes], events: Sequence[Event], policy: str
) -> bytes:
    """Cover, list of hashes and proofs. A bundle of the same contents keeps the date and the leaf of the first."""
    trusted = Policy.parse(policy) if policy else Policy()
    members[form.KEY] = f"{book.verifier()}\n".encode()
    succession = book.ledger / "succession"
    if succession.exists():
        members[form.SUCCESSION] = succession.read_bytes()
    contents = hashlib.sha256(form.sums(members)).hexdigest()
    ident = f"bundle:{contents}"
    event = next((one for one in reversed(book.events()) if one.ident == ident), None)
    made_at = event.body["made_at"] if event else book.now().isoformat(timespec="seconds")
    members[form.COVER_PAGE] = cover_page(told, made_at, str(book.verifier())).encode()
    members[form.COVER_TEXT] = cover_text(told, made_at, str(book.verifier())).encode()
    sums = form.sums(members)
    body = {
        "lead_id": told.lead.lead_id,
        "made_at": made_at,
        "masked": told.purpose is None,
        "contents_sha256": contents,
        "members_sha256": hashlib.sha256(sums).hexdigest(),
    }
    if event is None or event.body != body:
        event = book.add("bundle_made", ident, body)
    members[form.SUMS] = sums
    members[form.SEAL_EVENT] = form.event_bytes(event)
    _prove(book.reader(), event, events, trusted, members)
    return pack(members)


def _prove(
    log: LogReader, sealed: Event, events: Sequence[Event], trusted: Policy, members: dict[str, bytes]
) -> None:
    """Proofs of every event under one checkpoint: the witnessed one when it has them all, else the newest. Signatures
    that nobody could check with what is in the bundle are left out."""
    last = max(sealed.index, *(event.index for event in events), 0)
    name = "checkpoint"
    if (log.folder / "witnessed").exists() and log.checkpoint("witnessed").checkpoint.size > last:
        name = "witnessed"
    note = log.checkpoint(name).note
    cosigned = note.signed_by(one.key for one in trusted.witnesses.values())
    kept = {**note.signed_by(log.policy.pinned(log.successions()).limits), **cosigned}
    told = str(Note(note.text, tuple(kept.values()))).encode()
    members[form.CHECKPOINT] = told
    if cosigned:
        members[form.WITNESSES] = "".join(f"{key}\n" for key in cosigned).encode()
    for event in [*events, sealed]:
        proof = log.prove(event.index, name)
        if log.entry(event.index) != event.leaf:
            raise VerificationFailed(f"Line {event.index + 1} of the logbook is not what the log holds.")
        target = form.SEAL_PROOF if event is sealed else form.proof_name(event.index)
        members[target] = bytes(Proof(proof.index, proof.path, told))
