"""Every unmasking and every export is written down, in the workspace and in its log, before anything is shown."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path


def log_reveal(workspace: Path, verb: str, purpose: str) -> None:
    """One line in the workspace's reveals.jsonl and a leaf for it, on disk before this returns."""
    from manumit.base.kernel import load_settings
    from manumit.engine.evidence import REVEALS, Logbook, Workspace, reveal_claims

    line = json.dumps(
        {"at": datetime.now(UTC).isoformat(timespec="seconds"), "verb": verb, "purpose": purpose},
        ensure_ascii=False,
    )
    with (workspace / REVEALS).open("a", encoding="utf-8") as log:
        log.write(line + "\n")
        log.flush()
        os.fsync(log.fileno())
    Logbook(workspace, load_settings()).ensure(reveal_claims(Workspace.open(workspace)))


def log_export(workspace: Path, what: str, form: str, data: bytes, revealed: bool) -> None:
    """A leaf for what goes out. A workspace that cannot be written (a copy on a disc) is read all the same, with a
    warning."""
    from manumit.base.kernel import WorkspaceError, load_settings
    from manumit.engine.evidence import Logbook

    body = {
        "what": what,
        "format": form,
        "revealed": revealed,
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    try:
        Logbook(workspace, load_settings()).add("export_made", f"export:{secrets.token_hex(8)}", body)
    except WorkspaceError as error:
        print(f"manumit: this export is not logged: {error.sentence}", file=sys.stderr)
