"""How well `triage` does on messages that the fit never saw.

    python -m benchmarks.measure_triage [FILE ...] [--folder FOLDER] [--second MODEL.onnx] [--gate]

Without files: *.jsonl and *.tsv of the folder, benchmarks/triage_unseen if none is named, written by other hands than
the development sets, their authors having seen neither those nor the program; benchmarks/triage/held_out is the fifth
of the last development hand that is kept from the fits. Each row is judged as `manumit triage` judges it, with its
context. Prints Markdown: recall of imminent danger by language with Wilson intervals, alarms on everyday and on hard
standard messages, danger that shows only after the second turn, intents, and milliseconds a message. `--gate` asks for
danger alone, in half the time, and exits 1 below the release gate.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from math import sqrt
from pathlib import Path
from typing import Any

from benchmarks.fit_triage import HARD, read_told
from manumit.services.support import INTENTS, judge, second_from

HERE = Path(__file__).parent / "triage_unseen"
Row = dict[str, Any]
RECALL, RECALL_OF_EACH, ALARMS = 0.97, 0.92, 0.10
"""The release gate: imminent danger found overall and in each language, alarms on everyday messages."""


def wilson(hits: int, count: int, z: float = 1.96) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927)."""
    if not count:
        return 0.0, 1.0
    share, scale = hits / count, 1 + z * z / count
    middle = (share + z * z / (2 * count)) / scale
    half = z * sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / scale
    return max(0.0, middle - half), min(1.0, middle + half)


def told(rows: Sequence[Row], right: Callable[[Row], bool]) -> str:
    """A share with its interval and count."""
    hits = sum(map(right, rows))
    low, high = wilson(hits, len(rows))
    return f"{hits / max(1, len(rows)):.3f} ({low:.3f} to {high:.3f}) of {len(rows)}"


def is_alarm(row: Row) -> bool:
    """Whether the program says: imminent."""
    return str(row["said"]) == "imminent"


def is_late(row: Row) -> bool:
    """Imminent with two or more earlier turns of the person."""
    own = sum(isinstance(one, str) or one["who"] == "person" for one in row["context"])
    return str(row["label"]) == "imminent" and own >= 2


def macro_f1(rows: Sequence[Row]) -> float:
    """Mean F1 over the intents that stand in the rows or were answered, without 'none'."""
    scores = []
    for name in INTENTS:
        true, said = (sum(row[key] == name for row in rows) for key in ("intent", "asked"))
        both = sum(row["intent"] == row["asked"] == name for row in rows)
        if true and name != "none":
            scores.append(2 * both / (true + said) if both else 0.0)
    return sum(scores) / max(1, len(scores))


def tell_intents(rows: Sequence[Row]) -> None:
    """How well what is asked for was found."""
    outside = [row for row in rows if row["intent"] == "out_of_scope"]
    standard = [row for row in rows if row["label"] == "standard"]
    found = told(outside, lambda row: row["asked"] == "out_of_scope")
    print(
        f"Intents: macro-F1 {macro_f1(rows):.3f}, standard messages alone {macro_f1(standard):.3f}; "
        f"out of scope found {found}."
    )


def main() -> int:
    """Judge, print, gate."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--folder", type=Path, default=HERE)
    parser.add_argument("--gate", action="store_true")
    parser.add_argument("--second", default="", help="an operator's classifier, as `manumit triage --second`")
    asked = parser.parse_args()
    second = second_from(asked.second) if asked.second else None
    files = asked.files or sorted([*asked.folder.glob("*.jsonl"), *asked.folder.glob("*.tsv")])
    if not files:
        parser.error(f"{asked.folder} holds no *.jsonl and no *.tsv")
    rows: list[Row] = [row for _, row, _ in read_told(files)]
    judge("hello")
    began = time.process_time()
    for row in rows:
        conversation = (row["text"], row["context"], row["lang"][:2], second)
        if asked.gate:
            row["said"] = judge(*conversation, asks=False).label
        else:
            found = judge(*conversation)
            row["said"], row["asked"] = found.label, found.likeliest
    spent = (time.process_time() - began) / len(rows) * 1000
    print("| language | imminent found | alarms, everyday | alarms, hard | urgent called imminent |")
    print("|---|---|---|---|---|")
    passed = True
    for lang in ["all", *sorted({row["lang"][:2] for row in rows})]:
        here = [row for row in rows if lang in ("all", row["lang"][:2])]
        imminent = [row for row in here if row["label"] == "imminent"]
        standard = [row for row in here if row["label"] == "standard"]
        everyday = [row for row in standard if row["kind"] not in HARD]
        hard = [row for row in standard if row["kind"] in HARD]
        urgent = [row for row in here if row["label"] == "urgent"]
        print(
            f"| {lang} | "
            + " | ".join(told(part, is_alarm) for part in (imminent, everyday, hard, urgent))
            + " |"
        )
        recall = sum(map(is_alarm, imminent)) / max(1, len(imminent))
        passed &= recall >= (RECALL if lang == "all" else RECALL_OF_EACH)
        passed &= lang != "all" or sum(map(is_alarm, everyday)) / max(1, len(everyday)) <= ALARMS
    late = [row for row in rows if is_late(row)]
    print(f"\nDanger after two or more turns: {told(late, is_alarm)}.")
    if not asked.gate:
        tell_intents(rows)
    print(f"{spent:.1f} ms of processor a message. Release gate: {'passed' if passed else 'NOT passed'}.")
    return 0 if passed or not asked.gate else 1


if __name__ == "__main__":
    sys.exit(main())
