"""Pairs worth judging: accounts and persons that may be one hand's, neither surely nor hardly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from manumit.doors.web.desk.models import Judgement, Workspace
from manumit.doors.web.desk.sights.leads import shelf
from manumit.doors.web.desk.words import Word, tie
from manumit.engine.evidence import Workspace as Folder
from manumit.engine.leads import entity_id

LOW, HIGH = 0.3, 0.9
"""Between these a person's judgement tells the most: below, hardly any pair is one; above, nearly every one is."""
_KINDS = ("account:", "person:")
_SAME_HAND: Word = _("one phone, e-mail or address behind both")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities (public ids) and why they may be one."""

    left: str
    right: str
    word: Word
    probability: float


def pairs(workspace: Workspace) -> Sequence[Pair]:
    """All of a workspace that nobody judged yet, those in leads first, then the least certain."""
    folder = Folder.open(Path(workspace.folder))
    judged = Judgement.objects.filter(workspace=workspace, undone_at=None)
    done = {frozenset(ends) for ends in judged.values_list("left", "right")}
    led = shelf(workspace).of
    waiting = [pair for pair in _found(*_state(folder)) if frozenset((pair.left, pair.right)) not in done]
    waiting.sort(
        key=lambda p: (-(p.left in led) - (p.right in led), abs(p.probability - 0.5), p.left, p.right)
    )
    return waiting


def _state(folder: Folder) -> tuple[Path, int]:
    path = folder.derived("tie")
    return path.parent, path.stat().st_mtime_ns if path.exists() else 0


@lru_cache(maxsize=8)
def _found(derived: Path, changed: int) -> tuple[Pair, ...]:
    """The pairs of a state of the tables; of a pair that both tables name, the surer."""
    best: dict[tuple[str, str], Pair] = {}
    for a, b, word, probability in _rows(derived) if changed else ():
        left, right = sorted((entity_id(a), entity_id(b)))
        if (left, right) not in best or best[left, right].probability < probability:
            best[left, right] = Pair(left, right, word, probability)
    return tuple(pair for pair in best.values() if LOW <= pair.probability <= HIGH)


def _rows(derived: Path) -> Iterator[tuple[str, str, Word, float]]:
    import pyarrow.parquet as pq

    likely = [("probability", ">=", LOW)]
    for row in pq.read_table(derived / "tie.parquet", filters=likely).to_pylist():
        if row["a"].startswith(_KINDS) and row["b"].startswith(_KINDS):
            yield row["a"], row["b"], tie(row["word"]), row["probability"]
    for row in pq.read_table(derived / "kin.parquet", filters=likely).to_pylist():
        if row["account"] < row["other"]:
            yield row["account"], row["other"], _SAME_HAND, row["probability"]
