"""Alerts of one's own watchlists, possible victims covered, each with the leads that rest on what was met."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path

from manumit.base.govern import Asked, may
from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts.alerted import OF_ALERT
from manumit.doors.web.desk.acts.alerts import pending
from manumit.doors.web.desk.acts.watchlists import list_of
from manumit.doors.web.desk.models import Search, Watchlist, Workspace
from manumit.doors.web.desk.sights.leads import Shelf, shelf
from manumit.doors.web.desk.sights.watching import expectation
from manumit.engine.evidence import Workspace as Folder
from manumit.engine.leads import Lead
from manumit.engine.watch import MEASURED, Alert, AlertBook, Queue, without_ratio

KEPT = 8
SHOWN = ("picture", "style", "face")
"""Kinds whose value is no word to search for: one looks at the record."""
MOST_LEADS = 3
"""Leads that an alert names."""


@dataclass(frozen=True, slots=True)
class Told:
    """An alert as its keeper may see it. Words are covered when they are asked for: most alerts are only counted."""

    alert: Alert
    watchlist: Watchlist
    workspace: Workspace
    shelf: Shelf
    comparable: bool = False
    """Whether it is about a face that this person may have compared in Identify."""
    pair: int | None = None
    """The comparison in which two people decide about it, where there is one."""

    @property
    def entry(self) -> Mapping[str, str]:
        """What of the list was met; empty once it was taken out."""
        number = self.alert.entry.rpartition("-")[2]
        return next((one for one in self.watchlist.entries if one["id"] == number), {})

    @property
    def reason(self) -> str:
        """Why it was raised, possible victims covered. A watched person goes by the name of the list, and no ratio is
        told before two have looked."""
        said = without_ratio(self.alert.reason) if self.alert.blind else self.alert.reason
        if self.faced:
            said = said.replace(self.alert.entry, self.watchlist.name)
        return self.shelf.masking.text(said, [])

    @property
    def faced(self) -> bool:
        """Whether it is about a face: two people look."""
        return self.alert.matched == "face"

    @property
    def expected(self) -> str:
        """What was measured of such entries; empty where nothing was."""
        told = MEASURED.get(self.alert.matched)
        return expectation(self.alert.matched, told) if told else ""

    @property
    def value(self) -> str:
        """What to search for; empty when that is somebody covered, or no longer on the list."""
        if self.alert.matched in SHOWN:
            return ""
        value = self.entry.get("value", "")
        return value if self.shelf.masking.text(value, []) == value else ""

    @property
    def leads(self) -> Sequence[Lead]:
        """The first leads that rest on what was met, covered."""
        met = set(self.alert.records)
        found = (lead for lead in self.shelf.masked if any(one.record_id in met for one in lead.records))
        return list(islice(found, MOST_LEADS))

    @property
    def seen(self) -> datetime | None:
        """When it was met last."""
        return datetime.fromisoformat(self.alert.last_seen) if self.alert.last_seen else None

    @property
    def raised(self) -> datetime:
        """When."""
        return datetime.fromisoformat(self.alert.raised_at)


def alerts_of(user: User, workspace: Workspace, closed: bool = False) -> list[Told]:
    """The open (or the closed) alerts of this person's lists, the latest first."""
    every = {one.pk: one for one in Watchlist.objects.filter(workspace=workspace)}
    lists = {pk: one for pk, one in every.items() if one.user_id == user.pk}
    looked = may(Asked(user.role, "identify", member=True))
    if not every or not begun(workspace):
        return []
    waiting = {one["alert"] for one in pending(workspace) if "alert" in one}
    stock = shelf(workspace)

    def mine(alert: Alert) -> bool:
        """Of one's own lists, and faces at which a colleague has looked, until a second one has."""
        pk = list_of(alert.entry)
        return pk in lists or (looked and pk in every and alert.state == "half")

    def over(alert: Alert) -> bool:
        return not alert.awaits(user.username) or alert.alert_id in waiting

    found = [alert for alert in book_of(workspace).alerts.values() if mine(alert) and closed == over(alert)]
    found.sort(key=lambda one: (one.raised_at, one.last_seen or "", one.alert_id), reverse=True)
    begun_with = Search.objects.filter(workspace=workspace, ident__startswith=OF_ALERT)
    pairs = dict(begun_with.values_list("ident", "pk")) if looked else {}
    made = [Told(alert, every[list_of(alert.entry) or 0], workspace, stock) for alert in found]
    return [
        replace(
            one,
            comparable=looked and one.faced and bool(one.entry),
            pair=pairs.get(OF_ALERT + one.alert.alert_id),
        )
        for one in made
    ]


def begun(workspace: Workspace) -> bool:
    """Whether something was read into it yet."""
    return Path(workspace.folder, "manifest.json").exists()


def book_of(workspace: Workspace) -> AlertBook:
    """The alerts of a workspace, read anew when something was added."""
    folder = Path(workspace.folder)
    return _book(folder, _stamp(folder / "watch" / "alerts.jsonl", folder / "watch" / "decisions.jsonl"))


def words_of(workspace: Workspace) -> list[dict[str, object]]:
    """The queue of words, each with its state; what waits to be written counts as decided."""
    decided: Mapping[str, dict[str, object]] = {
        one["word"]: one for one in pending(workspace) if "word" in one
    }
    if not begun(workspace):
        return []
    shapes = Queue.of(Folder.open(Path(workspace.folder))).shapes(waiting=False)
    for shape in shapes:
        if one := decided.get(shape["term"]):
            shape |= {"state": one["decision"], "decision": one}
    return shapes


def _stamp(*paths: Path) -> tuple[tuple[int, int], ...]:
    return tuple((state.st_size, state.st_mtime_ns) if (state := _state(path)) else (0, 0) for path in paths)


def _state(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


@lru_cache(maxsize=KEPT)
def _book(folder: Path, stamp: tuple[tuple[int, int], ...]) -> AlertBook:
    return AlertBook.of(Folder.open(folder))
