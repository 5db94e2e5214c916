"""Rates of false alarms by group, with Wilson intervals, and which group is alarmed about too often."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from benchmarks.fairness.texts import GROUPS, Innocent, adverts, offers
from manumit.engine.offers import check_offer
from manumit.engine.signals import extract

IDENTIFIERS = frozenset(["phone", "email", "handle", "wallet", "url", "iban"])
Z = 1.96
"""Standard normal deviate of a two-sided 95 % interval."""
TOO_OFTEN = 2.0
"""A group may be alarmed about at most twice as often as all."""


@dataclass(frozen=True, slots=True)
class Rate:
    """`alarms` of `texts`, and Wilson's 95 % interval (Wilson 1927, JASA 22: 209-212)."""

    alarms: int
    texts: int

    @property
    def share(self) -> float:
        return self.alarms / self.texts if self.texts else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        if not self.texts:
            return 0.0, 1.0
        share, n = self.share, self.texts
        middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
        half = Z / (1 + Z * Z / n) * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
        low = middle - half if self.alarms else 0.0  # and not what rounding leaves of it
        return low, min(1.0, middle + half)


Table = Mapping[str, Mapping[str, Rate]]
"""What groups are told by (language, script, group) -> group -> rate."""


def by_group(judged: Iterable[tuple[Innocent, bool]]) -> dict[str, dict[str, Rate]]:
    """Rates by language, by script and by who writes; 'all' is everything."""
    counts: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for text, alarmed in judged:
        for way, name in (
            ("all", "all"), ("language", text.language), ("script", text.script), ("group", text.group)
        ):  # fmt: skip
            counts[way][name][0] += alarmed
            counts[way][name][1] += 1
    return {way: {name: Rate(*pair) for name, pair in groups.items()} for way, groups in counts.items()}


def unfair(rates: Mapping[str, Rate], overall: Rate) -> list[str]:
    """Groups whose rate exceeds twice the overall one with confidence: the whole interval lies above it."""
    return [name for name, rate in rates.items() if rate.interval[0] > TOO_OFTEN * overall.share]


def identifiers(seed: int, draws: int) -> list[tuple[Innocent, bool]]:
    """Adverts without any identifier: is one found all the same?"""
    return [(one, bool(extract({"text": one.text}, one.region, IDENTIFIERS))) for one in adverts(seed, draws)]


def deceptive(seed: int, draws: int) -> list[tuple[Innocent, bool]]:
    """Genuine job offers: are they called deceptive?"""
    return [(one, check_offer(one.text, one.language).label == "deceptive") for one in offers(seed, draws)]


def advertisers(made: Sequence[Innocent], folder: Path) -> dict[str, Innocent]:
    """A file of adverts by people who work for themselves and whose each advert is: everybody offers one service, in
    three adverts with new dates and prices, under a number of her own (from Ofcom's range for fiction)."""
    owners: dict[str, Innocent] = {}
    with (folder / "ads.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["ad_id", "posted_at", "source", "text", "location"])
        for at, one in enumerate(made):
            who, month = divmod(at, ADVERTS)
            posted = f"2026-{1 + month:02d}-{1 + who % 28:02d}T12:00:00Z"
            text = f"{one.text} +44 7700 900{who % 1000:03d}"
            writer.writerow([f"ad{at}", posted, "board.example", text, TOWNS[one.language]])
            owners[f"ad{at}"] = one
    return owners


ADVERTS = 3
"""Adverts of one person."""
TOWNS = {
    "en": "Leeds", "es": "Valencia", "pt": "Recife", "fr": "Lyon", "ru": "Kazan", "uk": "Lviv", "ro": "Iasi",
    "tl": "Cebu City", "vi": "Da Nang", "th": "Chiang Mai", "zh": "Chengdu", "ar": "Sharjah",
}  # fmt: skip


def flagged(seed: int, rounds: int) -> list[tuple[Innocent, bool]]:
    """Adverts of independent people: does any red flag (`manumit flags`) cite them?

    Every group is read by itself, `rounds` times: in one file with others, the matched texts would be copies of each
    other under many numbers, and rightly flagged."""
    judged: list[tuple[Innocent, bool]] = []
    for turn in range(rounds):
        texts = list(adverts(seed + turn, ADVERTS))
        for group in GROUPS:
            with tempfile.TemporaryDirectory() as scratch:
                owners = advertisers([one for one in texts if one.group == group], Path(scratch))
                cited = _cited(Path(scratch))
            judged += [(one, name in cited) for name, one in owners.items()]
    return judged


def manumit(*words: str) -> bytes:
    """What a verb of this very source tree prints; quarantined input is no failure."""
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2] / "src")}
    done = subprocess.run([sys.executable, "-m", "manumit", *words], capture_output=True, env=env)
    if done.returncode not in (0, 3):
        raise RuntimeError(done.stderr.decode("utf-8", "replace"))
    return done.stdout


def _cited(folder: Path) -> set[str]:
    """Ids of the adverts that a flag rests on."""
    made, listed = folder / "flags.csv", folder / "read.jsonl"
    ads = str(folder / "ads.csv")
    manumit("flags", ads, "--out", str(made), "--quiet")
    listed.write_bytes(manumit("read", ads))
    rows = [json.loads(line) for line in listed.read_text("utf-8").splitlines()]
    names = {row["record_id"]: row["source_id"] for row in rows}
    with made.open(encoding="utf-8", newline="") as file:
        return {names[record] for row in csv.DictReader(file) for record in json.loads(row["evidence"])}


MEASURES: dict[str, Callable[[int, int], Sequence[tuple[Innocent, bool]]]] = {
    "identifiers": identifiers,
    "deceptive": deceptive,
    "flags": flagged,
}
