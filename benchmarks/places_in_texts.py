"""How rightly towns and countries are told in short texts of many languages.

    python benchmarks/places_in_texts.py benchmarks/places_written.jsonl [--half first|second] [--errors]

A line of the file is {"lang", "text", "places": [{"words", "country", "kind": town or country}]}. A mention is right
when it meets the words of a place of the text that has its country, and is a town or a country as that is. Lines with
even numbers (from 0) are the first half, the others the second. Intervals are Wilson's at 95 %.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from math import sqrt
from pathlib import Path
from typing import Any

from manumit.engine.signals import extract

Line = dict[str, Any]
Z = 1.96


def wilson(right: int, count: int) -> tuple[float, float]:
    """Bounds of a share at 95 %."""
    if not count:
        return 0.0, 1.0
    share, spread = right / count, Z * Z / count
    middle = (share + spread / 2) / (1 + spread)
    half = Z * sqrt(share * (1 - share) / count + spread / 4 / count) / (1 + spread)
    return middle - half, middle + half


def told(text: str) -> Iterator[tuple[int, int, str, str, str]]:
    """(start, end, country, town or country, value) of the places of a text."""
    for one in extract({"text": text}, None, frozenset(["place"])):
        name, _, country = one.value.rpartition(", ")
        kind = "country" if one.extractor.startswith("country") else "town"
        yield one.start, one.end, country, kind, name


def judged(line: Line) -> tuple[int, int, int, list[str]]:
    """(places met, places, mentions) of a text, and what is wrong with it."""
    text, met, wrong, mentions = line["text"], set(), [], 0
    for start, end, country, kind, name in told(text):
        mentions += 1
        for at, place in enumerate(line["places"]):
            first = text.index(place["words"])
            same = (country, kind) == (place["country"], place["kind"])
            if same and at not in met and start < first + len(place["words"]) and end > first:
                met.add(at)
                break
        else:
            wrong.append(f"{text[start:end]!r} is no {kind} of {country} ({name})")
    missed = [place["words"] for at, place in enumerate(line["places"]) if at not in met]
    return len(met), len(line["places"]), mentions, wrong + [f"{words!r} is missed" for words in missed]


def measure(lines: Sequence[Line], errors: bool) -> None:
    """Print precision and recall of all lines."""
    met = places = mentions = 0
    for line in lines:
        right, truth, found, wrong = judged(line)
        met, places, mentions = met + right, places + truth, mentions + found
        if errors and wrong:
            print(f"{line['lang']}: {line['text']}\n    " + "; ".join(wrong))
    for name, count in (("recall", places), ("precision", mentions)):
        low, high = wilson(met, count)
        print(f"{name} {met / max(1, count):.3f} ({met} of {count}; {low:.2f} to {high:.2f})")


def main() -> None:
    """Measure a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--half", choices=["first", "second"])
    parser.add_argument("--errors", action="store_true", help="say what is wrong with each text")
    chosen = parser.parse_args()
    lines = [json.loads(line) for line in chosen.file.read_text("utf-8").splitlines()]
    if chosen.half:
        lines = lines[chosen.half == "second" :: 2]
    measure(lines, chosen.errors)


if __name__ == "__main__":
    main()
