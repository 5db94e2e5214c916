"""Every unmasking is written down: when, what, why. Appended and flushed before anything is shown."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path


def log_reveal(workspace: Path, verb: str, purpose: str) -> None:
    """One line in the workspace's reveals.jsonl, on disk before this returns."""
    line = json.dumps(
        {"at": datetime.now(UTC).isoformat(timespec="seconds"), "verb": verb, "purpose": purpose},
        ensure_ascii=False,
    )
    with (workspace / "reveals.jsonl").open("a", encoding="utf-8") as log:
        log.write(line + "\n")
        log.flush()
        os.fsync(log.fileno())
