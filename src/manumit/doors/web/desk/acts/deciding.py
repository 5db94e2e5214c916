"""What people decided about alerts and words, written into the journals of the workspace and its log. No database here:
pages and jobs call it, whoever finds the workspace free.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from manumit.base.kernel import Settings
from manumit.engine.evidence import Logbook, Workspace
from manumit.engine.watch import AlertBook, Queue, decision_claims

TERMS = Path("watch", "terms.yaml")
"""In a workspace: the words that its analysts know, as `manumit watch --drift --terms` reads them."""


def write_down(folder: Path, decisions: Sequence[Mapping[str, Any]], settings: Settings) -> int:
    """Write what is not written: {alert, note, by, at} or {word, decision, note, by, at}. How many there were.
    WorkspaceError, with nothing written, while another run has the workspace."""
    place = Workspace.open(folder)
    with place.lock():
        book, queue, written = AlertBook.of(place), Queue.of(place), 0
        for one in decisions:
            said = one["note"], one["by"], one["at"]
            if (alert := book.alerts.get(one.get("alert", ""))) and alert.awaits(one["by"]):
                book.close(alert.alert_id, *said)
                written += 1
            elif one.get("word") in queue.lines and not _decided(queue, one):
                queue.decide(one["word"], one["decision"], *said)
                written += 1
        Logbook(place.path, settings).ensure(decision_claims(place))
    return written


def _decided(queue: Queue, one: Mapping[str, Any]) -> bool:
    return bool(queue.decided.get(one["word"], {}).get("decision") == one["decision"])
