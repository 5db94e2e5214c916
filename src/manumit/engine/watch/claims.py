"""What people decided while watching, as claims for the log of the workspace. Notes and names stay in the journal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from manumit.engine.evidence import Claim, Workspace
from manumit.engine.watch.journal import read_lines


def decision_claims(workspace: Workspace) -> Iterator[Claim]:
    """Each alert that was closed, each word that was accepted or rejected."""
    for line in read_lines(workspace.path / "watch" / "decisions.jsonl"):
        yield _claim(f"watch:{line['alert_id']}", line["alert_id"], line)
    for line in read_lines(workspace.path / "watch" / "vocabulary.jsonl"):
        word = hashlib.sha256(str(line["term"]).encode()).hexdigest()
        yield _claim(f"watch:{line['at']}:{word[:16]}", "", line)


def _claim(ident: str, alert_id: str, line: Mapping[str, Any]) -> Claim:
    """The journal's line is committed to by its hash, which nobody sees without the event's key."""
    body = {
        "about": "alert" if alert_id else "word",
        "alert_id": alert_id,
        "decision": line["decision"],
        "at": line["at"],
        "line_sha256": hashlib.sha256(json.dumps(line, sort_keys=True).encode()).hexdigest(),
    }
    return Claim("judgement", ident, lambda secret: body)
