"""Alerts: kept append-only in the workspace, one for an entry and a record, one for the copies of a text on a day; of
pictures, one for each different picture under them; of a face, each.

`watch/alerts.jsonl` holds a line for each alert raised and a line for each time one grew; `watch/decisions.jsonl` what
people decided. Nothing is ever rewritten: what an alert is now is what its lines say together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from manumit.base.kernel import Refused, UsageError, content_id, read_lines, vocabulary
from manumit.engine.evidence import Workspace
from manumit.engine.watch.journal import append_lines, damaged
from manumit.engine.watch.model import Alert, Entry, Hit
from manumit.engine.watch.reasons import reason_of

FACE = "face"
LOOKED = "looked"
"""One of two people has looked at a face."""
Group = tuple[str, str, str, str]
"""What one alert is about: entry, text (else the record), day, and the picture that was met, where one was."""
_TOLD = "alert_id entry matched reason record_id kind source_id field start end score".split()
_KEPT = "raised_at tlp why purpose owner".split()


@dataclass(frozen=True, slots=True)
class Seen:
    """What an alert says of a record: kind, id in its source, when (ISO), day, handling, and the text it copies."""

    record_id: str
    kind: str
    source_id: str
    observed_at: str | None
    tlp: str
    text: str

    @property
    def day(self) -> str:
        """The UTC day."""
        return (self.observed_at or "")[:10]


@dataclass(slots=True)
class AlertBook:
    """The alerts of a workspace, read from their files."""

    folder: Path
    alerts: dict[str, Alert] = field(default_factory=dict)

    @classmethod
    def of(cls, workspace: Workspace) -> AlertBook:
        """Every alert with what became of it."""
        book = cls(workspace.path / "watch")
        for line in read_lines(book.folder / "alerts.jsonl"):
            try:
                book._take(line)
            except (KeyError, TypeError) as error:
                raise damaged(book.folder / "alerts.jsonl") from error
        for line in read_lines(book.folder / "decisions.jsonl"):
            if alert := book.alerts.get(str(line.get("alert_id"))):
                book.alerts[alert.alert_id] = _decided(alert, line)
        return book

    def _take(self, line: Mapping[str, Any]) -> None:
        if "grew" in line:
            self.alerts[line["alert_id"]] = _grown(self.alerts[line["alert_id"]], line)
            return
        told = {name: line[name] for name in (*_TOLD, *_KEPT)}
        self.alerts[line["alert_id"]] = Alert(
            **told,
            count=len(line["records"]),
            records=tuple(line["records"]),
            first_seen=line["first_seen"],
            last_seen=line["last_seen"],
            picture=line.get("picture", ""),
        )

    def record_ids(self) -> set[str]:
        """Every record that an alert is about."""
        return {record for alert in self.alerts.values() for record in alert.records}

    def open(self) -> list[Alert]:
        """Alerts nobody has closed, the latest first."""
        waiting = [alert for alert in self.alerts.values() if alert.state != "closed"]
        return sorted(waiting, key=lambda one: (one.last_seen or "", one.alert_id), reverse=True)

    def add(
        self, hits: Iterable[Hit], entries: Mapping[str, Entry], seen: Mapping[str, Seen], at: str
    ) -> tuple[list[str], list[str]]:
        """Raise what is new and write it down; ids of the alerts raised and of those that grew."""
        told = {(alert.entry, record) for alert in self.alerts.values() for record in alert.records}
        days = self._days(seen)
        groups: dict[Group, list[Hit]] = {}
        for hit in sorted(_best(hits, told), key=lambda one: _order(one, seen)):
            one = seen[hit.record_id]
            alone = entries[hit.entry].kind == FACE  # under a copied text may stand another picture
            text = one.text if one.text and one.day and not alone else one.record_id
            groups.setdefault((hit.entry, text, one.day, hit.picture), []).append(hit)
        lines: list[dict[str, Any]] = []
        for key, found in sorted(groups.items(), key=lambda item: _order(item[1][0], seen)):
            records = [seen[hit.record_id] for hit in found]
            if known := days.get(key):
                lines.append(_growth(known, records, at))
            else:
                lines.append(_line(entries[key[0]], found, records, at))
        append_lines(self.folder / "alerts.jsonl", lines)
        for line in lines:
            self._take(line)
        grown = [line["alert_id"] for line in lines if "grew" in line]
        return [line["alert_id"] for line in lines if "grew" not in line], grown

    def _days(self, seen: Mapping[str, Seen]) -> dict[Group, str]:
        """The alerts that may grow. The text goes by the name it has now."""
        found: dict[Group, str] = {}
        for alert in self.alerts.values():
            for record in alert.records if alert.matched != FACE else ():
                one = seen.get(record)
                if one and one.text and one.day:
                    found.setdefault((alert.entry, one.text, one.day, alert.picture), alert.alert_id)
        return found

    def close(self, alert_id: str, note: str, by: str, at: str) -> Alert:
        """Write down that a person has dealt with an alert; one about a face is closed when two people did. UsageError
        where there is none, or it is closed; Refused when the second person is the first."""
        alert = self.alerts.get(alert_id)
        if alert is None:
            raise UsageError(
                f"There is no alert {alert_id!r} here.", "`manumit watch W` lists those that are open."
            )
        if alert.state == "closed":
            raise UsageError(f"Alert {alert_id} was closed on {alert.decision.get('at', '')[:10]}.")
        decision = _of_two(alert, by) if alert.matched == FACE else "closed"
        line = {"alert_id": alert_id, "decision": decision, "at": at, "note": note, "by": by}
        append_lines(self.folder / "decisions.jsonl", [line])
        self.alerts[alert_id] = _decided(alert, line)
        return self.alerts[alert_id]


def _of_two(alert: Alert, by: str) -> str:
    """What one more look at a face makes of its alert: two people decide, no one alone."""
    if not by.strip():
        raise UsageError("Two people look at a face: it must be said who did.", "Add --by NAME.")
    if alert.state == "open":
        return LOOKED
    if alert.decision.get("by") == by:
        raise Refused(f"{by} has looked already.", "A second person looks at it, and closes it.")
    return "closed"


def _decided(alert: Alert, line: Mapping[str, Any]) -> Alert:
    told = {name: str(line[name]) for name in ("at", "note", "by") if line.get(name)}
    if line.get("decision") == LOOKED:
        return replace(alert, state="half", decision=told)
    if alert.state == "half":
        told |= {
            name: f"{alert.decision.get(name, '')}; {told.get(name, '')}".strip("; ")
            for name in ("note", "by")
        }
    return replace(alert, state="closed", decision=told)


def _order(hit: Hit, seen: Mapping[str, Seen]) -> tuple[str, str, str]:
    return seen[hit.record_id].observed_at or "", hit.entry, hit.record_id


def _best(hits: Iterable[Hit], told: set[tuple[str, str]]) -> list[Hit]:
    """One hit for an entry and a record: the surest, then the first in the text."""
    best: dict[tuple[str, str], Hit] = {}
    for hit in hits:
        key = (hit.entry, hit.record_id)
        if key in told:
            continue
        if key not in best or _rank(hit) < _rank(best[key]):
            best[key] = hit
    return list(best.values())


def _rank(hit: Hit) -> tuple[float, str, int]:
    return -hit.score, hit.field, hit.start or 0


def _line(entry: Entry, found: Sequence[Hit], records: Sequence[Seen], at: str) -> dict[str, Any]:
    first, hit = records[0], found[0]
    times = sorted(one.observed_at for one in records if one.observed_at)
    return {
        "alert_id": content_id("alr", entry.id, first.record_id),
        "entry": entry.id,
        "matched": entry.kind,
        "reason": reason_of(entry, hit, first.kind),
        "record_id": first.record_id,
        "kind": first.kind,
        "source_id": first.source_id,
        "field": hit.field,
        "start": hit.start,
        "end": hit.end,
        "score": hit.score,
        "count": len(records),
        "records": [one.record_id for one in records],
        "first_seen": times[0] if times else None,
        "last_seen": times[-1] if times else None,
        "raised_at": at,
        "tlp": strictest([entry.tlp, *(one.tlp for one in records)]),
        "why": entry.why,
        "purpose": entry.purpose,
        "owner": entry.owner,
        **({"picture": hit.picture} if hit.picture else {}),
    }


def _growth(alert_id: str, records: Sequence[Seen], at: str) -> dict[str, Any]:
    times = sorted(one.observed_at for one in records if one.observed_at)
    return {
        "alert_id": alert_id,
        "grew": [one.record_id for one in records],
        "first_seen": times[0] if times else None,
        "last_seen": times[-1] if times else None,
        "tlp": strictest([one.tlp for one in records]),
        "at": at,
    }


def _grown(alert: Alert, line: Mapping[str, Any]) -> Alert:
    records = (*alert.records, *(one for one in line["grew"] if one not in alert.records))
    times = sorted(t for t in (alert.first_seen, alert.last_seen, line["first_seen"], line["last_seen"]) if t)
    return replace(
        alert,
        records=records,
        count=len(records),
        first_seen=times[0] if times else None,
        last_seen=times[-1] if times else None,
        tlp=strictest([alert.tlp, line["tlp"]]),
    )


def strictest(marks: Iterable[str]) -> str:
    """The mark that fewest may see; an unmarked record has the default."""
    order = vocabulary().tlp
    known = [
        order.index(mark) for mark in (one or vocabulary().default_tlp for one in marks) if mark in order
    ]
    return order[min(known)] if known else vocabulary().default_tlp
