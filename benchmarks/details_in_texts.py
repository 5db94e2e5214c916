"""How rightly names, places, prices, ages, travel and opening hours are told in short texts of many languages.

    python benchmarks/details_in_texts.py benchmarks/details_written.jsonl [--errors]

A line of the file is {"lang", "text", "details": [{"kind", "value", "words"?, "also"?}], "either"?: [kind]}: what the
text says, all of it; of the kinds under `either` nothing is counted. A value told is right when it is that of a detail:

- name: the same letters, small or large, with or without accents
- place: the value is the country's code; the mention meets the words
- price: "CUR amount per unit", `*` for any currency or unit (a dollar that no country is told of)
- travel: "country|from|to", `*` for any day (told as a day of the week, or not at all); the mention meets the words
- hours: the times, whatever the days; days: the days as well, of those that have any (`?`: every day, told or not)

Values told twice of one text count once. Intervals are Wilson's at 95 %.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from math import sqrt
from pathlib import Path
from typing import Any

from manumit.engine.signals import Mention, extract

Line = dict[str, Any]
KINDS = ("name", "place", "price", "age", "travel", "hours", "days")
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SHORT = {"Mo": "mon", "Tu": "tue", "We": "wed", "Th": "thu", "Fr": "fri", "Sa": "sat", "Su": "sun"}
Z = 1.96


def wilson(right: int, count: int) -> tuple[float, float]:
    """Bounds of a share at 95 %."""
    if not count:
        return 0.0, 1.0
    share, spread = right / count, Z * Z / count
    middle = (share + spread / 2) / (1 + spread)
    half = Z * sqrt(share * (1 - share) / count + spread / 4 / count) / (1 + spread)
    return middle - half, middle + half


def plain(name: str) -> str:
    """Small letters without accents."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in parts if unicodedata.category(char) != "Mn" or char > "\u0500")


def days_of(told: str) -> frozenset[str]:
    """The days of 'mon-fri,sun' or 'Mo-Fr,Su'."""
    found: set[str] = set()
    for part in told.split(","):
        ends = [SHORT.get(one, one) for one in part.split("-")]
        if all(one in WEEK for one in ends):
            first, last = WEEK.index(ends[0]), WEEK.index(ends[-1])
            found.update(WEEK[at % 7] for at in range(first, last + 1 + 7 * (last < first)))
    return frozenset(found)


def times_of(value: str) -> tuple[str, frozenset[str]]:
    """(hours, days) of a value."""
    days, _, hours = value.rpartition(" ")
    hours = re.sub(r"-00:00$", "-24:00", hours).replace("00:00-24:00", "24h")
    return hours, days_of(days)


def _price(told: str, true: str) -> bool:
    mine, (currency, amount, *unit) = told.split(" ", 2), true.split(" ", 2)
    return mine[1] == amount and currency in ("*", mine[0]) and unit in (["per *"], mine[2:])


def same(kind: str, found: Mention, text: str, detail: Line) -> bool:
    """Whether a mention tells a detail."""
    words = str(detail.get("words", ""))
    first = text.find(words)
    meets = not words or (found.start < first + len(words) and found.end > first)
    for true in (detail["value"], *detail.get("also", ())):
        if kind == "name" and plain(found.value) == plain(true):
            return True
        if kind == "age" and found.value == true:
            return True
        if kind == "place" and meets and found.value.endswith(f", {true}"):
            return True
        if kind == "price" and _price(found.value, true):
            return True
        if kind == "travel" and meets:
            place, *ends = found.value.split("|")
            country, *wanted = true.split("|")
            if place.endswith(f", {country}") and all(
                a in ("*", b) for a, b in zip(wanted, ends, strict=True)
            ):
                return True
        if kind in ("hours", "days"):
            (hours, days), (wished, wanted_days) = times_of(found.value), times_of(true)
            if hours == wished and (kind == "hours" or days == wanted_days):
                return True
    return False


def judged(line: Line) -> tuple[Counter[tuple[str, str]], list[str]]:
    """Counts by (kind, met | truth | told) of a text, and what is wrong with it."""
    counts: Counter[tuple[str, str]] = Counter()
    wrong: list[str] = []
    told = extract({"text": line["text"]}, None, frozenset(KINDS))
    for kind in KINDS:
        if kind in line.get("either", ()):
            continue
        source = "hours" if kind == "days" else kind
        truth = [one for one in line["details"] if one["kind"] == source]
        mine = list({one.value: one for one in told if one.kind == source}.values())
        if kind == "days":
            every = [one for one in truth if one["value"].startswith("?")]
            mine = [
                m
                for m in mine
                if times_of(m.value)[1] and not any(same("hours", m, "", one) for one in every)
            ]
            truth = [one for one in truth if one not in every and times_of(one["value"])[1]]
        left = list(truth)
        for mention in mine:
            met = next((one for one in left if same(kind, mention, line["text"], one)), None)
            if met is None:
                wrong.append(f"{kind} {mention.value!r} is not told")
            else:
                left.remove(met)
        wrong += [f"{kind} {one['value']!r} {one.get('words', '')} is missed" for one in left]
        counts.update(
            {(kind, "met"): len(truth) - len(left), (kind, "truth"): len(truth), (kind, "told"): len(mine)}
        )
    return counts, wrong


def measure(lines: Sequence[Line], errors: bool) -> None:
    """Print recall and precision by kind."""
    counts: Counter[tuple[str, str]] = Counter()
    silent = 0
    for line in lines:
        found, wrong = judged(line)
        counts += found
        silent += not line["details"] and not wrong
        if errors and wrong:
            print(f"{line['lang']}: {line['text']}\n    " + "; ".join(wrong))
    print("| kind | recall | precision |\n|---|---|---|")
    for kind in KINDS:
        met, cells = counts[kind, "met"], []
        for count in (counts[kind, "truth"], counts[kind, "told"]):
            low, high = wilson(met, count)
            cells.append(f"{met / max(1, count):.3f} ({met} of {count}; {low:.2f} to {high:.2f})")
        print(f"| {kind} | {' | '.join(cells)} |")
    without = sum(not line["details"] for line in lines)
    print(f"texts that say nothing of these, and of which nothing is told: {silent} of {without}")


def main() -> None:
    """Measure a file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--errors", action="store_true", help="say what is wrong with each text")
    chosen = parser.parse_args()
    measure([json.loads(line) for line in chosen.file.read_text("utf-8").splitlines()], chosen.errors)


if __name__ == "__main__":
    main()
