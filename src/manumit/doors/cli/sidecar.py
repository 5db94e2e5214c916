"""What stands beside a table of places: how it was made, how it may be used, and its hash, which a ledger can seal."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from manumit.base.kernel import UnreadableInput, UsageError, VerificationFailed
from manumit.doors.cli.output import result

HANDLING = "investigator"


def beside(table: Path) -> Path:
    """Where it lies (W3C CSV on the Web: the table's name and -metadata.json)."""
    return table.with_name(table.name + "-metadata.json")


def write_sidecar(table: Path, told: dict[str, Any]) -> None:
    """Write it for a table that is there. The same table, the same bytes."""
    about = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": table.name,
        "sha256": hashlib.sha256(table.read_bytes()).hexdigest(),
        "handling": HANDLING,
        "may_be_used_for": ["outreach", "inspection", "services"],
        "says": "Places, not persons. No data is not no harm.",
        **told,
    }
    with result(beside(table)) as stream:
        json.dump(about, stream, indent=1, ensure_ascii=False)
        stream.write("\n")


def read_sidecar(table: Path) -> dict[str, Any]:
    """What it says. UsageError when it is not there, VerificationFailed when the table is another."""
    path = beside(table)
    if not path.exists():
        raise UsageError(f"{path} does not exist.", "It is written beside a forecast; keep the two together.")
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        sealed = told["sha256"]
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableInput(f"{path} cannot be read: {error}", "Take the one that was written.") from error
    if hashlib.sha256(table.read_bytes()).hexdigest() != sealed:
        raise VerificationFailed(
            f"{table} is not the table that {path.name} was written for.", "It was changed afterwards."
        )
    return told
