"""The form of a bundle: the names of its members, how JSON is written in it, and the members that carry proofs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from manumit.engine.evidence import Event, canonical_json

FORMAT, VERSION = "manumit-court-bundle", 1
SUMS = "SHA256SUMS"
"""sha256 of every member outside `seal/`, as `sha256sum` writes it."""
COVER_PAGE, COVER_TEXT = "cover.html", "cover.txt"
META, LEAD, RECORDS, SPANS, COMPUTED, DECISIONS, CASE = (
    "bundle.json",
    "lead.json",
    "records.json",
    "spans.json",
    "computation.json",
    "decisions.json",
    "case.jsonld",
)
ORIGINALS = "originals.json"
"""What became of whole originals; absent when nobody asked for them."""
SEALED = "sealed/"
KEY, SUCCESSION = "log/ledger.vkey", "log/succession"
SEAL = "seal/"
SEAL_EVENT, SEAL_PROOF, CHECKPOINT = "seal/bundle.event.json", "seal/bundle.tlog-proof", "seal/checkpoint"
WITNESSES = "seal/witnesses"
"""The keys of those whose cosignatures stand under the checkpoint, one a line; absent when there are none."""


def event_name(index: int) -> str:
    """The member with an event's leaf, body and key."""
    return f"events/{index:06d}.json"


def proof_name(index: int) -> str:
    """The member that proves that the event stands in the log."""
    return f"seal/proofs/{index:06d}.tlog-proof"


def span_name(number: int) -> str:
    """The member with the bytes of a span."""
    return f"spans/{number:04d}.bin"


def sealed_name(number: int) -> str:
    """The member with an original, sealed to its recipient."""
    return f"{SEALED}{number:04d}.bin"


def pretty(shape: Any) -> bytes:
    """JSON for people and programs: the same shape gives the same bytes."""
    return (json.dumps(shape, indent=1, ensure_ascii=False, sort_keys=False) + "\n").encode(
        "utf-8", "replace"
    )


def event_bytes(event: Event) -> bytes:
    """What a bundle hands over of an event: enough to check that body and leaf belong together."""
    told = {
        "index": event.index,
        "leaf": event.leaf.decode("ascii"),
        "record_key": event.record_key.hex(),
        "body": event.body,
    }
    return canonical_json(told) + b"\n"


def sums(members: Mapping[str, bytes]) -> bytes:
    """The list of hashes."""
    lines = (f"{hashlib.sha256(members[name]).hexdigest()}  {name}\n" for name in sorted(members))
    return "".join(lines).encode("ascii")
