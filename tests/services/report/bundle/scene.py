"""A small workspace with a lead of every sort of evidence: rows, lines, a page, prose, a picture in an advert."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from manumit.base.kernel import Settings
from manumit.engine.evidence import Workspace, read_sources
from manumit.engine.job import keep_log, keep_models
from manumit.engine.leads import Counter, Identifier, Lead, LeadFinding, Member, RecordRef
from manumit.engine.watch import AlertBook
from manumit.services.report import Checked, make_bundle, verify_bundle
from manumit.services.report.bundle.archive import pack, unpack

SETTINGS = Settings(memory_gb=1.0, threads=1)
VICTIM, PHONE, SECRET = "Maricel Dimaculangan", "+447700900123", "Nobody Elsewhere"
PICTURE = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJ"
FILES = {
    "payments.csv": "payment_id,time,debtor_account,creditor_account,amount,currency,memo\n"
    + "".join(
        f"N-{n},2026-03-0{n % 9 + 1}T10:00:00Z,GB-OTHER-{n:04d},GB-SHOP-{n:04d},{n}.00,GBP,{SECRET} {n}\n"
        for n in range(40)
    )
    + "P-1,2026-03-01T20:00:00Z,BOSS-778812,HAND-990034,100.00,GBP,rent\n"
    + f"P-2,2026-03-02T20:00:00Z,VICT-550067,HAND-990034,90.00,GBP,from {VICTIM}\n",
    "ads.jsonl": "".join(
        json.dumps(row) + "\n"
        for row in (
            {
                "ad_id": "A-1",
                "posted_at": "2026-03-01T20:00:00Z",
                "title": "Room",
                "text": "Calm and quiet",
                "source": "b",
            },
            {
                "ad_id": "A-2",
                "posted_at": "2026-03-02T20:00:00Z",
                "title": "New",
                "text": f"Ring 07700 900123, {VICTIM}",
            },
            {
                "ad_id": "A-3",
                "posted_at": "2026-03-03T20:00:00Z",
                "title": "Picture",
                "text": f"see {PICTURE} here",
            },
            {
                "ad_id": "A-4",
                "posted_at": "2026-03-04T20:00:00Z",
                "title": "Other",
                "text": f"not of this lead: {SECRET}",
            },
        )
    ),
    "shop.html": "<html><head><title>Staff wanted</title></head><body><p>Ask for the boss.</p></body></html>",
}


@dataclass
class Desk:
    """A workspace, the folder of its originals, and its lead."""

    folder: Path
    workspace: Workspace
    lead: Lead

    @property
    def originals(self) -> Path:
        return self.folder / "input"

    def make(self, purpose: str | None = None, policy: str = "") -> bytes:
        return make_bundle(self.workspace, self.lead.lead_id, SETTINGS, purpose, policy)

    def members(self, purpose: str | None = None) -> dict[str, bytes]:
        return unpack(self.make(purpose))

    def spans(self, purpose: str | None = None) -> dict[str, dict[str, Any]]:
        """source_id -> span."""
        members = self.members(purpose)
        records = {one["record_id"]: one["source_id"] for one in json.loads(members["records.json"])}
        return {records[one["record_id"]]: one for one in json.loads(members["spans.json"])}


def desk(folder: Path, expires: str = "") -> Desk:
    """The workspace: files read, logged, a lead as the main job leaves it, an alert that somebody closed."""
    source = folder / "input"
    source.mkdir(parents=True)
    for name, text in FILES.items():
        (source / name).write_text(text, "utf-8")
    if expires:
        head = "report_id,received_at,channel,text,expires_at\n"
        (source / "reports.csv").write_text(
            f"{head}R-1,2026-03-01T20:00:00Z,police,He rang,{expires}\n", "utf-8"
        )
    workspace = Workspace.open(folder / "w", create=True)
    read_sources(workspace, [source], SETTINGS)
    found = records(workspace)
    lead = lead_of({name: ref for name, ref in found.items() if not name.startswith("N-") and name != "A-4"})
    rows = [
        {
            "lead_id": lead.lead_id,
            "rank": 1,
            "score": lead.score,
            "exploitation": "labour",
            "body": json.dumps(asdict(lead)),
        }
    ]
    pq.write_table(pa.Table.from_pylist(rows), workspace.derived("lead"))
    decide(workspace, found["A-2"])
    keep_models(keep_log(workspace, SETTINGS))
    return Desk(folder, workspace, lead)


def records(workspace: Workspace) -> dict[str, RecordRef]:
    """source_id -> record, of every kind."""
    found = {}
    for kind in ("payment", "ad", "page", "report"):
        for part in workspace.parts(kind):
            for row in pq.read_table(part, columns=["record_id", "source_id"]).to_pylist():
                found[row["source_id"]] = RecordRef(row["record_id"], kind, row["source_id"])
    return found


def lead_of(refs: Mapping[str, RecordRef]) -> Lead:
    """A lead on these records, with a possible victim and a controller."""
    evidence = tuple(ref.record_id for ref in refs.values())

    def member(entity: str, kind: str, role: str, *ids: str) -> Member:
        return Member(
            entity, kind, tuple(Identifier(kind, one) for one in ids), role, 0.8, f"seen with {ids[0]}"
        )

    finding = LeadFinding(
        "collector_star", "money", 0.7, f"2 people pay one, {VICTIM} among them.", evidence, "ent_a", "2026-03-01",
        "2026-03-02", "FATF/APG (2018), annex B", 1.5,
    )  # fmt: skip
    return Lead(
        "lead_abcdefgh",
        1,
        0.8,
        (0.7, 0.9),
        0.06,
        "labour",
        "Possible forced labour: money ends with one. First step: ask the bank.",
        (
            member("ent_v", "person", "possible_victim", f"{VICTIM}|1999-11-21"),
            member("ent_p", "phone", "possible_victim", PHONE),
            member("ent_k", "account", "possible_victim", "VICT-550067"),
            member("ent_h", "account", "collector", "HAND-990034"),
            member("ent_b", "account", "controller", "BOSS-778812"),
        ),
        (finding,),
        (Counter("shared_home", 0.4, -0.2, "They may share a home."),),
        tuple(refs.values()),
    )


def decide(workspace: Workspace, ref: RecordRef) -> None:
    """An alert on a record, closed with a note."""
    folder = workspace.path / "watch"
    folder.mkdir()
    alert = dict.fromkeys("why purpose owner".split(), "") | {
        "alert_id": "alr_1",
        "entry": "w1",
        "matched": "phone",
        "reason": f"the phone {PHONE}",
        "record_id": ref.record_id,
        "kind": "ad",
        "source_id": ref.source_id,
        "field": "text",
        "start": 0,
        "end": 1,
        "score": 1.0,
        "records": [ref.record_id],
        "first_seen": None,
        "last_seen": None,
        "raised_at": "2026-03-05T00:00:00+00:00",
        "tlp": "TLP:AMBER",
    }
    (folder / "alerts.jsonl").write_text(json.dumps(alert) + "\n", "utf-8")
    AlertBook.of(workspace).close("alr_1", f"spoke to {VICTIM}", "Officer Jones", "2026-03-06T00:00:00+00:00")


def changed(members: Mapping[str, bytes], name: str, at: int, bit: int = 1) -> bytes:
    """The bundle with one bit of a member flipped, and a ZIP file that fits it."""
    data = bytearray(members[name])
    data[at] ^= bit
    return pack({**members, name: bytes(data)})


def places(size: int, most: int, seed: int = 7) -> list[int]:
    """Where to flip: all bytes of a short member, some of a long one."""
    return list(range(size)) if size <= most else sorted(random.Random(seed).sample(range(size), most))


def faults(checked: Checked) -> set[str]:
    """The members that a check complains of."""
    return {fault.where for fault in checked.faults}


def verified(data: bytes, **more: Any) -> Checked:
    return verify_bundle(data, **more)


def with_lead(desk: Desk, **changes: Any) -> Desk:
    """The same desk with another lead in the workspace."""
    lead = replace(desk.lead, **changes)
    rows = [
        {
            "lead_id": lead.lead_id,
            "rank": 1,
            "score": lead.score,
            "exploitation": "labour",
            "body": json.dumps(asdict(lead)),
        }
    ]
    pq.write_table(pa.Table.from_pylist(rows), desk.workspace.derived("lead"))
    return Desk(desk.folder, desk.workspace, lead)
