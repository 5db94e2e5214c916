"""What people decided while watching, as claims for the log of the workspace. Notes and names stay in the journal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from manumit.base.kernel import read_lines
from manumit.engine.evidence import Claim, Workspace, kept_hash
from manumit.engine.watch.alerts import LOOKED


def alert_ident(alert_id: str) -> str:
    """What the decision about an alert goes by in the log."""
    return f"watch:{alert_id}"


def decision_claims(workspace: Workspace) -> Iterator[Claim]:
    """Each alert that was closed or that the first of two looked at, each word that was accepted or rejected."""
    for line in read_lines(workspace.path / "watch" / "decisions.jsonl"):
        first = f":{LOOKED}" if line["decision"] == LOOKED else ""
        yield _claim(alert_ident(line["alert_id"]) + first, "alert", line)
    for line in read_lines(workspace.path / "watch" / "vocabulary.jsonl"):
        word = hashlib.sha256(str(line["term"]).encode()).hexdigest()
        yield _claim(f"watch:{line['at']}:{word[:16]}", "word", line)


def _claim(ident: str, about: str, line: Mapping[str, Any]) -> Claim:
    """The body may be handed over, so it commits to the journal's line and does not hold the alert's id: that is made
    of what was watched for, and who can guess it could test the guess."""
    raw = json.dumps(line, sort_keys=True).encode()

    def body(secret: bytes) -> dict[str, Any]:
        told = {"about": about, "decision": line["decision"], "at": line["at"]}
        return told | {"line_hmac": kept_hash(secret, raw)}

    return Claim("judgement", ident, body)
