"""Reads the written files back with plain parsers and holds the truth against them."""

import csv
import gzip
import json
import re
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

from .tables import FEEDS, ID

Key = tuple[str, str]


def table(path: Path, ident: str) -> list[str]:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.name.endswith(".gz") else raw).decode()
    if ".csv" in path.name:
        return [row[ident] for row in csv.DictReader(text.splitlines(keepends=True))]
    return [json.loads(line)[ident] for line in text.splitlines()]


def edifact(text: str) -> list[str]:
    """Source ids of PNRGOV and PAXLST passengers."""
    out: list[str] = []
    ref = kind = locator = ""
    seq = 0
    for segment in re.split(r"(?<!\?)'\s*", text):
        part = segment.split("+")
        if part[0] == "UNH":
            ref, kind, seq = part[1], part[2].split(":")[0], 0
        elif part[0] == "RCI":
            locator = part[1].split(":")[1]
        elif part[0] == "TIF":
            out.append(f"{locator}/{part[2].split(':')[2]}")
        elif part[0] == "NAD" and part[1] == "FL" and kind == "PAXLST":
            seq += 1
            out.append(f"{ref}/{seq}")
    return out


def found(folder: Path) -> Counter[Key]:
    keys: Counter[Key] = Counter()
    for (kind, _), feed in FEEDS.items():
        if (folder / feed.path).exists():
            keys.update((kind, ident) for ident in table(folder / feed.path, ID[kind]))
    for path in sorted(folder.rglob("*.xml")):
        tag = "NtryRef" if "camt" in path.name else "TxId"
        keys.update(("payment", str(e.text)) for e in ET.parse(path).iter() if e.tag.endswith(f"}}{tag}"))
    for path in sorted(folder.rglob("*.edi")):
        keys.update(("booking", ident) for ident in edifact(path.read_text(encoding="ascii")))
    return keys


def check(out: Path) -> bool:
    keys = found(out / "input")
    twice = [key for key, count in keys.items() if count > 1]
    lost: list[Key] = []
    shared: Counter[Key] = Counter()
    for name in ("operations", "lookalikes"):
        for line in (out / "truth" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            for rec in json.loads(line)["records"]:
                key = (rec["kind"], rec["source_id"])
                shared[key] += 1
                if key not in keys:
                    lost.append(key)
    both = [key for key, count in shared.items() if count > 1]
    print(
        f"read back {sum(keys.values())} records; ids used twice {len(twice)}; truth keys not found "
        f"{len(lost)}; records in two stories {len(both)}",
        file=sys.stderr,
    )
    for sample in (twice, lost, both):
        if sample:
            print(f"  e.g. {sample[:3]}", file=sys.stderr)
    return not (twice or lost or both)
