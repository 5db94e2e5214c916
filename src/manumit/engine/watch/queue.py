"""The analyst's queue of proposed words: `watch/queue.jsonl` by the program, `watch/vocabulary.jsonl` by people.

Both are append-only. A word is queued once; what a person rejected is not proposed again, what a person accepted is a
known term from then on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from manumit.base.kernel import UsageError, read_lines
from manumit.engine.evidence import Workspace
from manumit.engine.watch.journal import append_lines
from manumit.engine.watch.model import Problem
from manumit.engine.watch.tokens import read
from manumit.engine.watch.vocabulary import Proposal

DECISIONS = ("accepted", "rejected")
_FIELDS = ("term", "meaning", "lang", "source", "since")


@dataclass(slots=True)
class Queue:
    """Words proposed, and the last word a person said on each."""

    folder: Path
    lines: dict[str, dict[str, Any]]
    decided: dict[str, dict[str, Any]]

    @classmethod
    def of(cls, workspace: Workspace) -> Queue:
        """The queue of a workspace."""
        folder = workspace.path / "watch"
        lines = {line["term"]: line for line in read_lines(folder / "queue.jsonl")}
        decided = {line["term"]: line for line in read_lines(folder / "vocabulary.jsonl")}
        return cls(folder, lines, decided)

    def accepted(self) -> list[str]:
        """Terms that people accepted."""
        return [term for term, line in self.decided.items() if line["decision"] == "accepted"]

    def add(self, proposals: Sequence[Proposal], at: str) -> list[str]:
        """Queue what is not queued and not decided; the terms that are new."""
        new = [one for one in proposals if one.term not in self.lines and one.term not in self.decided]
        lines = [{**one.shape(), "queued_at": at} for one in new]
        append_lines(self.folder / "queue.jsonl", lines)
        self.lines.update({line["term"]: line for line in lines})
        return [one.term for one in new]

    def decide(self, term: str, decision: str, note: str, by: str, at: str) -> Mapping[str, Any]:
        """Write down what a person decided about a word of the queue. UsageError where it is not in it."""
        folded = " ".join(read(term).tokens)
        if folded not in self.lines:
            raise UsageError(
                f"{term!r} is not in the queue.", "`manumit watch W --drift` shows the words that are."
            )
        line = {"term": folded, "decision": decision, "note": note, "by": by, "at": at}
        append_lines(self.folder / "vocabulary.jsonl", [line])
        self.decided[folded] = line
        return line

    def shapes(self, waiting: bool = True) -> list[dict[str, Any]]:
        """The queue as JSON, each word with its state: new, accepted or rejected; `waiting`: the new ones only."""
        told = []
        for term, line in self.lines.items():
            decision = self.decided.get(term)
            state = decision["decision"] if decision else "new"
            if state == "new" or not waiting:
                told.append({**line, "state": state, "decision": dict(decision or {})})
        return told


def read_terms(path: Path) -> tuple[list[str], list[Problem]]:
    """Known terms of a YAML list: words, or mappings with `term` (and meaning, lang, source, since)."""
    import yaml

    try:
        node = yaml.compose(path.read_bytes().decode("utf-8-sig"), Loader=yaml.SafeLoader)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", "Check the path.") from error
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise UsageError(f"{path} is not YAML: {error}", _EXAMPLE) from error
    if isinstance(node, yaml.MappingNode):
        node = next((value for key, value in node.value if getattr(key, "value", "") == "terms"), node)
    if not isinstance(node, yaml.SequenceNode):
        raise UsageError(f"{path} is no list of terms.", _EXAMPLE)
    terms: dict[str, None] = {}
    problems: list[Problem] = []
    for item in node.value:
        line = item.start_mark.line + 1
        cells = {"term": item.value} if isinstance(item, yaml.ScalarNode) else _cells(item)
        term = str(cells.get("term", "")).strip()
        if odd := [name for name in cells if name not in _FIELDS]:
            problems.append(Problem(line, term, f"unknown field {odd[0]!r}", f"Known: {', '.join(_FIELDS)}."))
        elif not read(term).tokens:
            problems.append(Problem(line, term, "no word and no emoji", _EXAMPLE))
        else:
            terms[term] = None
    return list(terms), problems


def _cells(item: Any) -> dict[str, Any]:
    import yaml

    if not isinstance(item, yaml.MappingNode):
        return {}
    return {str(key.value): getattr(value, "value", "") for key, value in item.value}


_EXAMPLE = "Write a list such as: `- {term: roses, meaning: money, source: training notes 2026-02}`."
