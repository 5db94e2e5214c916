"""How well `manumit check-offers` judges a file of offers whose truth is known.

    python benchmarks/measure_offers.py benchmarks/offers_unseen.jsonl [--without-lang] [--json]

The file holds JSON lines {id, lang, truth, sign, text}: truth is deceptive, suspicious or genuine; sign names the
strong sign of a deceptive one (fee_or_debt, documents_held, told_to_lie, destination_changed, compound_chat_work,
carrying_goods, family_guarantee) or `weak_several`. The verb runs in a process of its own and sees id, lang and text
alone. What is printed are counts and shares, never a text, so that a set can be measured again and again and stays
unseen by whoever works on the engine. Intervals are Wilson's, 95 %.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LABELS = ("deceptive", "suspicious", "genuine")
Z95 = 1.959964


@dataclass(frozen=True)
class Judged:
    """One offer: its language, what it is, its strong sign and what the verb said of it."""

    lang: str
    truth: str
    sign: str
    said: str


@dataclass(frozen=True)
class Share:
    """`hits` of `of`, with Wilson's 95 % interval (Wilson 1927, JASA 22:209)."""

    hits: int
    of: int

    def interval(self) -> tuple[float, float]:
        if not self.of:
            return 0.0, 1.0
        rate, z2 = self.hits / self.of, Z95**2
        middle = rate + z2 / (2 * self.of)
        half = Z95 * math.sqrt(rate * (1 - rate) / self.of + z2 / (4 * self.of**2))
        scale = 1 + z2 / self.of
        return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)

    def __str__(self) -> str:
        if not self.of:
            return "-"
        low, high = self.interval()
        return f"{self.hits / self.of:.3f} [{low:.2f}-{high:.2f}] n={self.of}"


def share(rows: Iterable[Judged], among: Callable[[Judged], bool], hit: Callable[[Judged], bool]) -> Share:
    chosen = [row for row in rows if among(row)]
    return Share(sum(map(hit, chosen)), len(chosen))


def check(rows: Sequence[dict[str, Any]], with_lang: bool) -> list[Judged]:
    """Run the verb on the rows without their truth. Raises when it fails or leaves a row unanswered."""
    keep = ("id", "lang", "text") if with_lang else ("id", "text")
    with tempfile.TemporaryDirectory() as folder:
        source, answers = Path(folder, "offers.jsonl"), Path(folder, "checked.jsonl")
        asked = (json.dumps({key: row[key] for key in keep}, ensure_ascii=False) + "\n" for row in rows)
        source.write_text("".join(asked), encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "manumit",
            "check-offers",
            str(source),
            "--out",
            str(answers),
            "--quiet",
        ]
        paths = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
        subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": paths})
        lines = answers.read_text(encoding="utf-8").splitlines()
    said = {answer["id"]: answer["label"] for answer in map(json.loads, lines)}
    missing = [row["id"] for row in rows if row["id"] not in said]
    if missing:
        raise SystemExit(f"{len(missing)} offers got no answer")
    return [Judged(row["lang"], row["truth"], row["sign"], said[row["id"]]) for row in rows]


def measures(rows: Sequence[Judged]) -> dict[str, Share]:
    return {
        "recall of deceptive": share(rows, lambda r: r.truth == "deceptive", lambda r: r.said == "deceptive"),
        "deceptive warned of": share(rows, lambda r: r.truth == "deceptive", lambda r: r.said != "genuine"),
        "genuine called deceptive": share(
            rows, lambda r: r.truth == "genuine", lambda r: r.said == "deceptive"
        ),
        "genuine kept": share(rows, lambda r: r.truth == "genuine", lambda r: r.said == "genuine"),
        "suspicious called deceptive": share(
            rows, lambda r: r.truth == "suspicious", lambda r: r.said == "deceptive"
        ),
        "exact label": share(rows, lambda r: True, lambda r: r.said == r.truth),
    }


def by(rows: Sequence[Judged], key: Callable[[Judged], str]) -> dict[str, list[Judged]]:
    groups: dict[str, list[Judged]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups


def signs(rows: Sequence[Judged]) -> dict[str, Share]:
    deceptive = by([row for row in rows if row.truth == "deceptive"], lambda row: row.sign)
    return {sign: measures(group)["recall of deceptive"] for sign, group in sorted(deceptive.items())}


def table(rows: Sequence[Judged]) -> None:
    """Print all numbers for people."""
    for name, value in measures(rows).items():
        print(f"{name:28} {value}")
    print("\ntruth \\ said " + "".join(f"{label:>12}" for label in LABELS) + "       other")
    for truth, group in sorted(by(rows, lambda row: row.truth).items()):
        said = Counter(row.said for row in group)
        other = len(group) - sum(said[label] for label in LABELS)
        print(f"{truth:13}" + "".join(f"{said[label]:12}" for label in LABELS) + f"{other:12}")
    print(f"\n{'lang':6}{'recall of deceptive':30}{'genuine called deceptive':30}exact label")
    for lang, group in by(rows, lambda row: row.lang).items():
        values = measures(group)
        recall, alarms = values["recall of deceptive"], values["genuine called deceptive"]
        print(f"{lang:6}{recall!s:30}{alarms!s:30}{values['exact label']}")
    print("\nrecall of deceptive by sign")
    for sign, value in signs(rows).items():
        print(f"{sign:22}{value}")


def as_json(rows: Sequence[Judged]) -> str:
    def plain(shares: dict[str, Share]) -> dict[str, Any]:
        return {name: {"hits": s.hits, "of": s.of, "interval": s.interval()} for name, s in shares.items()}

    languages = {lang: plain(measures(group)) for lang, group in by(rows, lambda row: row.lang).items()}
    return json.dumps({"all": plain(measures(rows)), "lang": languages, "sign": plain(signs(rows))})


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, help="JSON lines with id, lang, truth, sign and text")
    parser.add_argument(
        "--without-lang", action="store_true", help="the verb has to tell the language itself"
    )
    parser.add_argument("--json", action="store_true", help="for programs")
    options = parser.parse_args()
    lines = options.file.read_text(encoding="utf-8").splitlines()
    rows = check([json.loads(line) for line in lines if line.strip()], with_lang=not options.without_lang)
    if options.json:
        print(as_json(rows))
    else:
        table(rows)


if __name__ == "__main__":
    main()
