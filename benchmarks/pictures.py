"""How well edited pictures are known again, how often different ones are taken for one, and what a search costs.

    python benchmarks/pictures.py [--data DIR] [--rooms 80] [--first 5000] [--hashes 1000000]

Rooms are drawn (benchmarks/rooms) from seeds that no threshold was chosen on (those were 0 to 59 and 1000 to 1039);
half of them share wallpaper, floor and colours with four others, as hotels do. `--data` names a folder of photographs
that are measured beside them; where a `*_hashes.csv` lies there (columns file, published_hash, pdqhash_hash) our hashes
are compared with it. An edit is *found* when the index that knows the originals proposes it and `confirm` says that it
is one picture; *by hash alone* when a hash proposed it; rates have their 95 % interval (Wilson). Different pictures are
all pairs of originals, and the same pairs again under one banner and under one text. With faiss installed its exact
flat search stands beside ours, with pdqhash its hash, with imagehash the pictures a second of its hashes.
"""

from __future__ import annotations

import argparse
import csv
import io
import resource
import sys
import time
from collections.abc import Callable, Sequence
from itertools import combinations
from math import sqrt
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks.rooms import EDITS, jpeg, room  # noqa: E402
from manumit.base.kernel import UnreadableInput  # noqa: E402
from manumit.engine.pictures import (  # noqa: E402
    RADIUS,
    HashTable,
    PictureIndex,
    Seen,
    distance,
    picture_hashes,
    same_picture,
    see,
)

GOAL = 7
"""Edits that the goal names come first."""


def interval(hits: int, of: int) -> tuple[float, float]:
    """Wilson's at 95 %."""
    if not of:
        return 0.0, 1.0
    z, share = 1.96, hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return max(middle - half, 0.0), min(middle + half, 1.0)


def photographs(folder: Path | None) -> list[Image.Image]:
    """Pictures of a folder that can be read; several with near hashes count once (edits of one)."""
    found: list[tuple[bytes, Image.Image]] = []
    for path in sorted(folder.rglob("*")) if folder else []:
        if path.suffix.lower() not in (".jpg", ".jpeg", ".png"):
            continue
        data = path.read_bytes()
        try:
            hashes = picture_hashes(data).whole
        except UnreadableInput:
            continue
        if all(min(distance(known, one) for one in hashes.forms) > RADIUS for known, _ in found):
            found.append((hashes.forms[0], Image.open(io.BytesIO(data)).convert("RGB")))
    return [picture for _, picture in found]


def recall(name: str, originals: Sequence[Image.Image], seed: int) -> None:
    index = PictureIndex()
    for at, picture in enumerate(originals):
        index.add(str(at), see(jpeg(picture, 92)))
    print(f"\n{name}: {len(originals)} pictures\n{'edit':<22} found  (95 % interval)  by hash alone")
    for number, (edit, change) in enumerate(EDITS.items()):
        found = by_hash = 0
        for at, picture in enumerate(originals):
            seen = see(change(picture, np.random.default_rng([seed, number, at])))
            for candidate in index.search(seen):
                if candidate.place == at:
                    evidence = index.confirm(seen, candidate)
                    found += evidence is not None and evidence.verified
                    by_hash += candidate.distance is not None
        low, high = interval(found, len(originals))
        goal = "" if number < GOAL else "  (beyond the goal)"
        share = found / len(originals)
        print(
            f"{edit:<22} {share:6.1%} ({low:.1%} to {high:.1%}) {by_hash / len(originals):6.1%}{goal}",
            flush=True,
        )


def false_rate(name: str, originals: Sequence[Image.Image], seed: int) -> None:
    print(f"\n{name}: different pictures taken for one")
    wrong = total = 0
    took: list[float] = []
    for how in ("as they are", "banner", "text overlay"):
        seen = [
            see(EDITS[how](one, np.random.default_rng(seed)) if how in EDITS else jpeg(one, 92))
            for one in originals
        ]
        bad = of = 0
        for one, other in combinations(seen, 2):
            began = time.process_time()
            bad += same_picture(one, other).verified
            took.append(time.process_time() - began)
            of += 1
        print(f"{how:<22} {bad} of {of:,}", flush=True)
        wrong, total = wrong + bad, total + of
    low, high = interval(wrong, total)
    print(f"{'all':<22} {wrong / total:.3%} ({low:.3%} to {high:.3%}); {median(took) * 1e3:.1f} ms a pair")


def timed(act: Callable[[], Any], rounds: int = 15) -> str:
    """Milliseconds of the processor: a busy machine slows nothing."""
    took = []
    for _ in range(rounds):
        began = time.process_time()
        act()
        took.append(time.process_time() - began)
    return f"median {median(took) * 1e3:7.2f} ms, best {min(took) * 1e3:7.2f} ms"


def searching(count: int) -> None:
    random = np.random.default_rng(5)
    rows = random.integers(0, 256, (count, 32), dtype=np.uint8)
    query = np.unpackbits(rows[count // 2])
    query[random.choice(256, RADIUS, replace=False)] ^= 1
    asked = np.packbits(query).tobytes()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    table = HashTable()
    table.extend_rows(rows)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    places, distances = table.within(asked, RADIUS)
    assert places.tolist() == [count // 2]
    assert distances.tolist() == [RADIUS]
    print(f"\nsearch of {count:,} hashes within {RADIUS} bits, exact, one core; memory {grown:.0f} MiB")
    print(f"one hash               {timed(lambda: table.within(asked, RADIUS))}")
    print(f"a picture's 8 forms    {timed(lambda: table.within_any([asked] * 8, RADIUS))}")
    print(f"one hash, 64 bits      {timed(lambda: table.within(asked, 64))}")
    try:
        import faiss
    except ImportError:
        print("faiss is not installed")
        return
    faiss.omp_set_num_threads(1)
    flat = faiss.IndexBinaryFlat(256)
    flat.add(rows)
    one = np.frombuffer(asked, np.uint8)[None]
    print(f"faiss range search     {timed(lambda: flat.range_search(one, RADIUS + 1))}")
    print(f"faiss nearest one      {timed(lambda: flat.search(one, 1))}")


def published(folder: Path | None) -> None:
    for table in sorted(folder.rglob("*_hashes.csv")) if folder else []:
        pictures = table.with_name(table.name.removesuffix("_hashes.csv"))
        print(f"\n{table.name}: bits from published, from pdqhash's there; ours at full size from pdqhash's")
        for row in csv.DictReader(table.open(encoding="utf-8")):
            path = pictures / row["file"]
            ours = picture_hashes(path.read_bytes())
            far = [
                distance(bytes.fromhex(ours.pdq), bytes.fromhex(row[one]))
                for one in ("published_hash", "pdqhash_hash")
            ]
            print(
                f"{row['file']:<22} {far[0]:>3} {far[1]:>3} {_against_pdqhash(path):>4}  quality {ours.whole.quality}"
            )


def _against_pdqhash(path: Path) -> str:
    from manumit.engine.pictures import luminance, pdq

    try:
        import pdqhash
    except ImportError:
        return "-"
    pixels = np.asarray(Image.open(path).convert("RGB"))
    return str(distance(np.packbits(pdqhash.compute(pixels)[0]).tobytes(), pdq(luminance(pixels)).forms[0]))


def sizes(seen: Seen, data: bytes) -> None:
    kept = sum(one.nbytes for one in (seen.sketch.points, seen.sketch.descriptions, seen.sketch.copy))
    print(
        f"\na picture takes {timed(lambda: see(data), 9)} to look at and {(kept + 32 * 7) / 1024:.0f} KiB in an index"
    )


def speed(files: Sequence[bytes]) -> None:
    """Pictures a second of one core, from the bytes of a file on; beside it what others take for a hash alone."""
    from manumit.engine.pictures import luminance, open_picture, pdq

    def decoded(data: bytes) -> Any:
        return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))

    ways: dict[str, Callable[[bytes], Any]] = {
        "opened": open_picture,
        "hash, eight forms (ours)": lambda data: pdq(luminance(open_picture(data).rgb)),
        "hashes and crops (ours)": picture_hashes,
        "all that is compared (ours)": see,
    }
    try:
        import pdqhash

        ways["hash (pdqhash)"] = lambda data: pdqhash.compute(decoded(data))
        ways["hash, eight forms (pdqhash)"] = lambda data: pdqhash.compute_dihedral(decoded(data))
    except ImportError:
        print("pdqhash is not installed")
    try:
        import imagehash

        ways["pHash (imagehash)"] = lambda data: imagehash.phash(Image.open(io.BytesIO(data)))
        ways["crop-resistant (imagehash)"] = lambda data: imagehash.crop_resistant_hash(
            Image.open(io.BytesIO(data))
        )
    except ImportError:
        print("imagehash is not installed")
    print(
        f"\npictures a second, one core, {len(files)} of {sum(map(len, files)) / len(files) / 1024:.0f} KiB"
    )
    for name, way in ways.items():
        best = min(_seconds(way, files) for _ in range(3))
        print(f"{name:<28} {len(files) / best:8.1f}", flush=True)


def _seconds(way: Callable[[bytes], Any], files: Sequence[bytes]) -> float:
    began = time.process_time()
    for data in files:
        way(data)
    return time.process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, help="a folder of photographs")
    parser.add_argument("--rooms", type=int, default=80)
    parser.add_argument("--first", type=int, default=5000, help="seed of the first room")
    parser.add_argument("--hashes", type=int, default=1_000_000)
    asked = parser.parse_args()
    import cv2

    cv2.setNumThreads(1)
    searching(asked.hashes)
    published(asked.data)
    rooms = [
        room(asked.first + at, chain=(asked.first + at) // 10 if at % 2 else None)
        for at in range(asked.rooms)
    ]
    real = photographs(asked.data)
    sizes(see(jpeg(rooms[0])), jpeg(rooms[0]))
    speed([jpeg(one) for one in rooms[:24]])
    for name, pictures in (("drawn rooms", rooms), ("photographs", real)):
        if len(pictures) > 1:
            recall(name, pictures, asked.first)
            false_rate(name, pictures, asked.first)


if __name__ == "__main__":
    main()
