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
    for name, what in (("decisions.jsonl", "alert_id"), ("vocabulary.jsonl", "term")):
        for number, line in enumerate(read_lines(workspace.path / "watch" / name)):
            yield _claim(name, number, what, line)


def _claim(name: str, number: int, what: str, line: Mapping[str, Any]) -> Claim:
    """The journal's line is committed to by its hash, which nobody sees without the event's key."""
    digest = hashlib.sha256(json.dumps(line, sort_keys=True).encode()).hexdigest()
    body = {
        "about": what,
        "alert_id": line["alert_id"] if what == "alert_id" else "",
        "decision": line["decision"],
        "at": line["at"],
        "line_sha256": digest,
    }
    return Claim("judgement", f"watch:{name}:{number}:{digest[:16]}", lambda secret: body)
