"""How well `manumit extract` finds these identifiers: numbers by class and kind, never a text.

    python benchmarks/identifiers_unseen/measure.py [--seeds 1 2 3] [--scale 1.0] [--show CLASS]

An identifier is found when a mention of its kind and value overlaps its span in the same field. A mention that matches
nothing is a false one and counts against the class of its advert. Values compare as the command line's contract says
(phones E.164 or +?digits); links without scheme and last slash; Ethereum and bech32 addresses without case.
`beyond_` classes ask for more than the extractor promises and stand outside the totals. `--show` prints ten errors of
one class: whoever tunes the extractor should not use it.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.identifiers_unseen.__main__ import write  # noqa: E402

ALIASES = {
    "trx": "tron", "usdt": "tron", "bitcoin": "btc", "ethereum": "eth", "monero": "xmr", "litecoin": "ltc",
    "snap": "snapchat", "ig": "instagram", "weixin": "wechat",
}  # fmt: skip
CASELESS = ("0x", "bc", "lt")
DISGUISED = ("handle_disguised", "handle_bare", "wallet_zero_width", "url_defanged")
CLEAN = (
    "phone_clean_",
    "phone_no_region",
    "phone_link",
    "email_clean",
    "handle_",
    "url_",
    "iban_",
    "wallet_",
)
Row = dict[str, str]


@dataclass
class Count:
    """Of one class, kind or total."""

    known: int = 0
    found: int = 0
    false: int = 0

    def __str__(self) -> str:
        recall = f"{self.found / self.known:.3f}" if self.known else "-"
        said = self.found + self.false
        return f"{self.known:6} {recall:>8} {self.found / said if said else 1:10.3f} {self.false:6}"


@dataclass
class Part:
    """How many of how many."""

    part: int = 0
    whole: int = 0

    def add(self, hit: bool) -> None:
        self.part += hit
        self.whole += 1

    def __str__(self) -> str:
        return f"{self.part:5} of {self.whole:5} = {self.part / max(self.whole, 1):.4f}"


@dataclass
class Tally:
    """Everything that is printed."""

    classes: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    kinds: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    totals: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    negatives: dict[str, Part] = field(default_factory=lambda: defaultdict(Part))
    beside: dict[str, Part] = field(default_factory=lambda: defaultdict(Part))
    wrong: dict[str, Part] = field(default_factory=lambda: defaultdict(Part))
    country: dict[str, Part] = field(default_factory=lambda: defaultdict(Part))
    notes: Counter[str] = field(default_factory=Counter)
    errors: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def counts(self, advert_class: str, kind: str) -> tuple[Count, Count, Count]:
        return self.classes[advert_class], self.kinds[kind], self.totals[total_of(advert_class)]


def total_of(name: str) -> str:
    if name.startswith("beyond_"):
        return "beyond"
    if name.startswith(("neg_", "wrong_")):
        return "not identifiers"
    return "clean formats" if name.startswith(CLEAN) and name not in DISGUISED else "disguised"


def same(kind: str, value: str) -> str:
    """A value in the form in which two are compared."""
    head, _, rest = value.partition(":")
    head = ALIASES.get(head.lower(), head.lower())
    if kind == "handle":
        return f"{head}:{rest.lstrip('@').casefold()}"
    if kind == "wallet":
        return f"{head}:{rest.lower() if rest[:2].lower() in CASELESS else rest}"
    if kind == "url":
        host, slash, path = value.split("://", 1)[-1].rstrip("/").partition("/")
        return host.lower() + slash + path
    return value.casefold() if kind == "email" else value


def overlap(a: Row, b: Row) -> bool:
    return a["field"] == b["field"] and int(a["start"]) < int(b["end"]) and int(b["start"]) < int(a["end"])


def _not_taken(tally: Tally, truth: Row, kinds: Iterable[str], text: str) -> None:
    """What is none: a wrong checksum must be no wallet and no IBAN, any other number no phone."""
    name = truth["class"]
    if name.startswith("wrong_"):
        tally.wrong[name].add(not {"wallet", "iban"}.isdisjoint(kinds))
        return
    alone = truth["advert_class"].startswith("neg_")
    (tally.negatives if alone else tally.beside)[name].add("phone" in kinds)
    if "phone" in kinds:
        tally.errors[name].append(f"taken: {truth['value']!r} in {text!r}")


def _country_told(tally: Tally, truth: Row, found: bool, advert: Row) -> None:
    """Phones written without a country code: was the country known from where the advert says it?"""
    if truth["kind"] == "phone" and "?" not in truth["value"]:
        written = advert[truth["field"]][int(truth["start"]) : int(truth["end"])]
        if not written.startswith(("+", "(+", "00")) and (advert["region"] or advert["location"]):
            tally.country["region column" if advert["region"] else "location alone"].add(found)


def _only_digits(row: Row) -> bool:
    name = row["value"].partition(":")[2]
    return row["kind"] == "handle" and bool(name) and not any(map(str.isalpha, name))


def judge(tally: Tally, truths: list[Row], said: list[Row], advert: Row) -> None:
    """One advert."""
    name = truths[0]["advert_class"]
    used: set[int] = set()
    for truth in truths:
        hits = [i for i, row in enumerate(said) if overlap(truth, row)]
        kind, text = truth["kind"], advert[truth["field"]]
        if kind == "none":
            _not_taken(tally, truth, {said[i]["kind"] for i in hits}, text)
            continue
        if kind.startswith("free:"):
            used.update(i for i in hits if said[i]["kind"] == kind.removeprefix("free:"))
            continue
        value = same(kind, truth["value"])
        right = [i for i in hits if said[i]["kind"] == kind and same(kind, said[i]["value"]) == value]
        for count in tally.counts(name, kind):
            count.known += 1
            count.found += bool(right)
        _country_told(tally, truth, bool(right), advert)
        used.update(right)
        if kind == "phone":  # that the number is one's name on a messenger too is no error
            used.update(i for i in hits if _only_digits(said[i]))
        if right:
            spans = {(said[i]["start"], said[i]["end"]) for i in right}
            tally.notes["spans exact"] += (truth["start"], truth["end"]) in spans
            continue
        values = [said[i]["value"] for i in hits]
        tally.notes["wrong country"] += kind == "phone" and any(v[-7:] == value[-7:] for v in values)
        tally.errors[name].append(f"missed: {truth['value']!r}, said {values} of {text!r}")
    for i, row in enumerate(said):
        if i not in used:
            for count in tally.counts(name, row["kind"]):
                count.false += 1
            tally.errors[name].append(f"false: {row['kind']} {row['value']!r} in {advert[row['field']]!r}")


def rows_by_ad(path: Path) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            grouped[row["ad_id"]].append(row)
    return grouped


def run(tally: Tally, seed: int, scale: float) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, seed, scale)
        adverts, answers = folder / "adverts.csv", folder / "said.csv"
        command = [sys.executable, "-m", "manumit", "extract", str(adverts), "--out", str(answers), "--quiet"]
        paths = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
        subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": paths})
        said, texts = rows_by_ad(answers), rows_by_ad(adverts)
        for ad_id, truths in rows_by_ad(folder / "truth.csv").items():
            judge(tally, truths, said.get(ad_id, []), texts[ad_id][0])


def report(tally: Tally) -> None:
    for title, counts in (("total", tally.totals), ("kind", tally.kinds), ("class", tally.classes)):
        print(f"{title:28} {'known':>6} {'recall':>8} {'precision':>10} {'false':>6}")
        for name, count in sorted(counts.items()):
            if count.known or count.false:
                print(f"{name:28} {count}")
        print()
    found = sum(count.found for count in tally.classes.values())
    print(f"spans exact: {tally.notes['spans exact'] / max(found, 1):.3f} of what was found")
    print(f"phones with the right last digits but another country or prefix: {tally.notes['wrong country']}")
    for title, parts in (
        ("phones without a country code found, by where the country is told", tally.country),
        ("hard negatives taken for phones", tally.negatives),
        ("prices, hours and the like beside an identifier taken for phones", tally.beside),
        ("wrong checksums accepted", tally.wrong),
    ):
        whole = Part(sum(p.part for p in parts.values()), sum(p.whole for p in parts.values()))
        print(f"\n{title}: {whole}")
        for name, part in sorted(parts.items()):
            print(f"  {name:28} {part}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--show", metavar="CLASS", default="", help="print ten errors of this class")
    options = parser.parse_args()
    tally = Tally()
    for seed in options.seeds:
        run(tally, seed, options.scale)
    if options.show:
        print("\n".join(tally.errors[options.show][:10]))
    else:
        report(tally)


if __name__ == "__main__":
    main()
