"""What people decided, as the next run reads it: W/decisions/judgements.jsonl (whether two entities are the same) and
W/decisions/outcomes.jsonl (what a lead turned out to be). Append-only; nothing here names anybody: entities and leads
stand under their public ids.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, TypeVar

from manumit.base.kernel import UsageError, WorkspaceError
from manumit.base.vault import append_lines, swap, write_whole
from manumit.engine.evidence.workspace import Workspace

Verdict = Literal["same", "different", "unsure"]
VERDICTS: tuple[Verdict, ...] = ("same", "different", "unsure")
OUTCOMES = ("confirmed", "unfounded", "unknown", "other")
_JUDGEMENTS, _OUTCOMES = "judgements.jsonl", "outcomes.jsonl"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether two entities (public ids, in either order) are the same actor. `at` is UTC, ISO; `second` is who
    confirmed it where two people are needed, else empty."""

    id: str
    left: str
    right: str
    verdict: str
    at: str
    by: str
    second: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        """Both ids, the smaller first."""
        return (self.left, self.right) if self.left < self.right else (self.right, self.left)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a lead turned out to be when its case was closed. `score` is what the shipped weights had said of it (None:
    nobody kept it), `records` the ids of those it rested on: by them the lead is known again under another id."""

    id: str
    lead_id: str
    outcome: str
    at: str
    by: str
    score: float | None = None
    records: tuple[str, ...] = ()


def note_judgement(workspace: Workspace, judgement: Judgement) -> None:
    """Keep it; on the disk when this returns. Again under the same id: nothing is added."""
    if judgement.verdict not in VERDICTS or not judgement.left or judgement.left == judgement.right:
        raise UsageError("This is no judgement of two entities.", f"Say one of {', '.join(VERDICTS)} of two.")
    _append(workspace, _JUDGEMENTS, [asdict(judgement)])


def undo_judgement(workspace: Workspace, id: str, at: str) -> None:
    """Take a judgement back; its line stays."""
    _append(workspace, _JUDGEMENTS, [{"id": f"{id}/undone", "undo": id, "at": at}])


def note_outcomes(workspace: Workspace, outcomes: Iterable[Outcome]) -> None:
    """Keep what leads turned out to be."""
    lines = [asdict(one) for one in outcomes]
    if any(line["outcome"] not in OUTCOMES for line in lines):
        raise UsageError("This is no outcome.", f"Say one of {', '.join(OUTCOMES)}.")
    _append(workspace, _OUTCOMES, lines)


def judgements(workspace: Workspace, as_of: datetime | None = None) -> list[Judgement]:
    """What holds: of each pair the last judgement that was not undone, sorted by pair; none later than `as_of`."""
    path = workspace.path / "decisions" / _JUDGEMENTS
    holds: dict[tuple[str, str], Judgement] = {}
    for line in _holding(path, as_of):
        one = _made(path, Judgement, line)
        holds.pop(one.pair, None)
        holds[one.pair] = one
    return [holds[pair] for pair in sorted(holds)]


def undo_outcomes(workspace: Workspace, ids: Iterable[str], at: str) -> None:
    """Take outcomes back: the case is open again. Their lines stay; an id that stands nowhere does no harm."""
    _append(workspace, _OUTCOMES, [{"id": f"{id}/undone", "undo": id, "at": at} for id in ids])


def outcomes(workspace: Workspace, as_of: datetime | None = None) -> dict[str, Outcome]:
    """By lead, the last outcome that was told and not taken back; none later than `as_of`."""
    path = workspace.path / "decisions" / _OUTCOMES
    holds: dict[str, Outcome] = {}
    for line in _holding(path, as_of):
        score, records = line.pop("score", None), line.pop("records", ())
        if not isinstance(score, int | float | None) or not isinstance(records, list | tuple):
            raise _damaged(path)
        one = _made(path, Outcome, line)
        holds.pop(one.lead_id, None)
        holds[one.lead_id] = replace(one, score=score, records=tuple(map(str, records)))
    return holds


def forget_in_outcomes(workspace: Workspace, erased: Collection[str]) -> None:
    """Leave no id of an erased record: it is made of what the record said."""
    path = workspace.path / "decisions" / _OUTCOMES
    if not path.exists():
        return
    lines = _read(path)
    if any(not set(erased).isdisjoint(line.get("records", ())) for line in lines):
        kept = [
            line | {"records": [one for one in line["records"] if one not in erased]}
            if "records" in line
            else line
            for line in lines
        ]
        fresh = path.with_name(path.name + ".clean")
        write_whole(fresh, b"".join(json.dumps(line).encode() + b"\n" for line in kept))
        swap(fresh, path)


def _holding(path: Path, as_of: datetime | None) -> Iterator[dict[str, Any]]:
    """Lines that were not taken back, none later than `as_of`."""
    lines = [line for line in _read(path) if as_of is None or _moment(path, line) <= as_of]
    undone = {line["undo"] for line in lines if "undo" in line}
    return (line for line in lines if "undo" not in line and line.get("id") not in undone)


def judged_digest(judged: Iterable[Judgement]) -> str:
    """Changes exactly when what the links are made from changes."""
    told = [[*one.pair, one.verdict] for one in judged if one.verdict != "unsure"]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def outcome_digest(told: Iterable[Outcome]) -> str:
    """Changes exactly when what the leads are made from changes."""
    lines = sorted([one.lead_id, one.outcome, one.at, one.score, sorted(one.records)] for one in told)
    return hashlib.sha256(json.dumps(lines).encode()).hexdigest()


def _append(workspace: Workspace, name: str, lines: list[dict[str, Any]]) -> None:
    folder = workspace.path / "decisions"
    with _alone(folder):
        known = {line.get("id") for line in _read(folder / name)}
        if fresh := [line for line in lines if line["id"] not in known]:
            append_lines(folder / name, fresh)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Be the only writer. A run does not wait for it, nor it for a run: a line is whole or no line."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise WorkspaceError(
            f"{folder} cannot be written: {error.strerror}", "Check its permissions."
        ) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _read(path: Path) -> list[dict[str, Any]]:
    """Whole lines; what a kill left half-written at the end is none."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise WorkspaceError(f"{path} cannot be read: {error.strerror}", "Check its permissions.") from error
    lines = []
    for line in data.split(b"\n")[:-1]:
        try:
            told = json.loads(line)
        except ValueError as error:
            raise _damaged(path) from error
        if not isinstance(told, dict):
            raise _damaged(path)
        lines.append(told)
    return lines


_Form = TypeVar("_Form", Judgement, Outcome)


def _made(path: Path, form: Callable[..., _Form], line: Mapping[str, Any]) -> _Form:
    try:
        return form(**{name: str(value) for name, value in line.items()})
    except TypeError as error:
        raise _damaged(path) from error


def _moment(path: Path, line: Mapping[str, Any]) -> datetime:
    try:
        moment = datetime.fromisoformat(str(line["at"]))
    except (KeyError, ValueError) as error:
        raise _damaged(path) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _damaged(path: Path) -> WorkspaceError:
    return WorkspaceError(f"{path} is damaged", "Restore the file from a backup; nothing was changed.")
