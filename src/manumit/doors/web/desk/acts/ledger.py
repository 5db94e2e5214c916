"""The installation's log: traces become leaves, in order and once, whoever is killed in between.

A trace gets its secret first; its leaf commits, under a key made from that secret, to the trace as it stands in the
database. Whoever changes a row afterwards has one that no longer fits its leaf.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from manumit.base.kernel import WorkspaceError, load_settings
from manumit.doors.web.desk.models import Trace
from manumit.doors.web.house import House

if TYPE_CHECKING:
    from manumit.base.ledger import KeyPair, Log, LogReader, VerifierKey

AT_ONCE = 2000
"""Traces that become leaves in one append."""


def flush() -> int:
    """Make leaves of the traces that have none; how many. Another process that is at it is left to it."""
    waiting = list(Trace.objects.filter(leaf=None).order_by("pk")[:AT_ONCE])
    if not waiting:
        return 0
    _give_secrets(waiting)
    try:
        log = _open(settings.HOUSE)
    except WorkspaceError:
        return 0  # somebody else writes now, and will take these too
    with log:
        waiting = list(Trace.objects.filter(leaf=None).order_by("pk")[:AT_ONCE])
        _give_secrets(waiting)
        _place(log, waiting)
    return len(waiting)


def _give_secrets(traces: Sequence[Trace]) -> None:
    for trace in traces:
        if not trace.secret:
            trace.secret = secrets.token_bytes(32)
            Trace.objects.filter(pk=trace.pk, secret=b"").update(secret=trace.secret)


def _place(log: Log, traces: Sequence[Trace]) -> None:
    """Append what is not in the log yet; what a killed writer appended and could not note is found again."""
    from manumit.base.ledger import Leaf, Scribe, key_name

    noted = Trace.objects.exclude(leaf=None).order_by("-leaf").values_list("leaf", flat=True).first()
    found: dict[str, int] = {}
    for place in range(0 if noted is None else noted + 1, log.size):
        found[Leaf.parse(log.entry(place)).mac] = place
    last = log.entry(log.size - 1) if log.size else None
    scribe = Scribe.after(last, lambda: datetime.now(UTC))
    org = load_settings().organisation
    new = [trace for trace in traces if mac(trace) not in found]
    leaves = [
        scribe.leaf(trace.type, org, actor(trace), mac(trace), key_name(secrets.token_bytes(16)))
        for trace in new
    ]
    placed = log.append([bytes(leaf) for leaf in leaves]) if leaves else range(0)
    places = {mac(trace): place for trace, place in zip(new, placed, strict=True)} | found
    with transaction.atomic():
        for trace in traces:
            Trace.objects.filter(pk=trace.pk).update(leaf=places[mac(trace)])


def told(trace: Trace) -> bytes:
    """What a trace says, in canonical JSON: what its leaf commits to."""
    body: dict[str, Any] = {
        "type": trace.type,
        "user": trace.user.username if trace.user else "",
        "at": trace.at.astimezone(UTC).isoformat(),
        "workspace": trace.workspace_id,
        "what": trace.what,
        "ident": trace.ident,
        "purpose": trace.purpose,
        "body": trace.body,
    }
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def mac(trace: Trace) -> str:
    """The keyed hash that the leaf of this trace holds."""
    from manumit.base.ledger import mac_of

    return mac_of(bytes(trace.secret), told(trace))


def actor(trace: Trace) -> str:
    """The pseudonym of who did it."""
    from manumit.base.ledger import actor_pseudonym

    key = bytes.fromhex(settings.HOUSE.secret("actors.secret"))
    return actor_pseudonym(key, trace.user.username if trace.user else "")


def standing(traces: Sequence[Trace]) -> dict[int, str]:
    """By trace: 'witnessed', 'logged', 'waiting', or 'broken' when row and leaf do not fit or the proof fails."""
    reader = _reader(settings.HOUSE)
    return {trace.pk: _stands(reader, trace) for trace in traces}


def _stands(reader: LogReader | None, trace: Trace) -> str:
    from manumit.base.kernel import ManumitError
    from manumit.base.ledger import Leaf, Memory, Policy, verify_proof

    if trace.leaf is None:
        return "waiting"
    if reader is None:
        return "broken"
    try:
        proof = reader.prove_best(trace.leaf)
        entry = reader.entry(trace.leaf)
        policy = Policy.of([verifier(settings.HOUSE)])
        memory = Memory(settings.HOUSE.path / "log-seen")
        verdict = verify_proof(proof, entry, policy, memory, proving=reader.consistency)
        leaf = Leaf.parse(entry)
    except (ManumitError, OSError, ValueError, IndexError):
        return "broken"
    if leaf.mac != mac(trace) or leaf.type != trace.type or leaf.actor != actor(trace):
        return "broken"
    return "witnessed" if verdict.witnessed else "logged"


def entered(trace: Trace) -> datetime | None:
    """When its leaf came into the log, as the log says; None as long as it has none."""
    from manumit.base.kernel import ManumitError
    from manumit.base.ledger import Leaf

    reader = None if trace.leaf is None else _reader(settings.HOUSE)
    if reader is None or trace.leaf is None:
        return None
    try:
        return datetime.fromisoformat(Leaf.parse(reader.entry(trace.leaf)).time)
    except (ManumitError, OSError, ValueError, IndexError):
        return None


def verifier(house: House) -> VerifierKey:
    """The log's public key."""
    return _pair(house).verifier


def _reader(house: House) -> LogReader | None:
    from manumit.base.ledger import LogReader, Policy

    if not (house.log / "checkpoint").exists():
        return None
    return LogReader(house.log, Policy.of([verifier(house)]))


def _open(house: House) -> Log:
    from manumit.base.ledger import Log

    if (house.log / "checkpoint").exists():
        return Log.open(house.log, _pair(house))
    return Log.create(house.log, _pair(house))


def _pair(house: House) -> KeyPair:
    from manumit.base.ledger import KeyPair

    path: Path = house.keys / "log.key"
    if not path.exists():
        KeyPair.generate(f"{load_settings().organisation}/{secrets.token_hex(8)}").save(path)
    return KeyPair.load(path)
