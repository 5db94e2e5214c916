"""Watching for pictures, ways of writing and faces: how much is met, and how often somebody else's is.

    python benchmarks/watch_kinds.py style own:DIR other:DIR ...   # folders with input/ and truth/
    python benchmarks/watch_kinds.py picture [--rooms 60] [--strangers 600] [--first 7000]
    python benchmarks/watch_kinds.py face --data DIR               # DIR/subject/picture

*Style*: each known advertiser's first adverts are the examples, the later ones are looked for among all adverts of the
world; copies of an example are left out, for a template entry meets them. *Picture*: a workspace is read and watched as
people do it, with the watched pictures in it; beside it what their hashes alone would meet. *Face*: centre,
calibration and limit of one half of the subjects, report on the others, over random halves. False alarms are counted
for one entry among 1,000 new items (adverts, pictures, faces) that are somebody else's. Intervals are of 95 %: a
bootstrap over advertisers or subjects, Wilson's for counts.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import md5
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from benchmarks.operator_worlds import Advert, read_world
from benchmarks.pictures import GOAL, interval
from benchmarks.rooms import EDITS, jpeg, room
from manumit.base.kernel import DuckEngine, Settings
from manumit.engine.biometrics import FALSE_OF, codes_alike, codes_of, face_vectors
from manumit.engine.evidence import Workspace, read_sources
from manumit.engine.job import record_views, view_records
from manumit.engine.pictures import RADIUS, distance, forms_of, picture_hashes, pictures_stage
from manumit.engine.watch import Entry, checked_entry, hash_to_watch, watch
from manumit.engine.watch.manner import Manners
from manumit.engine.watch.style import LEAST_WORDS, MASKED, MOST_REFERENCE, manner_of

SEED, DRAWS, FURTHER, HALVES, KEYS = 1, 2000, 2, 20, 3
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
Rates = NDArray[np.float64]


def bootstrap(rows: Rates) -> tuple[float, float, float]:
    """Mean of rows' means, and its interval over rows drawn with replacement."""
    dice = np.random.default_rng(SEED)
    drawn = rows[dice.integers(0, len(rows), (DRAWS, len(rows)))].mean(axis=1)
    return float(rows.mean()), float(np.quantile(drawn, 0.025)), float(np.quantile(drawn, 0.975))


def said(rows: Rates, share: float = 1.0) -> str:
    """Mean and interval."""
    mean, low, high = (share * one for one in bootstrap(rows))
    return f"{mean:7.3f} ({low:.3f} to {high:.3f})"


# --- Style


def manner(advert: Advert) -> str:
    """As the watch makes it of a record."""
    title = str(advert.columns.get("title") or "")
    shift = len(title) + 1 if title and advert.columns.get("text") else 0
    spans = [
        (one.start + shift * (one.field == "text"), one.end + shift * (one.field == "text"), one.kind)
        for one in advert.mentions
        if one.field in ("title", "text") and one.kind in MASKED
    ]
    return manner_of(advert.text, spans)


def style(worlds: Sequence[str]) -> None:
    """A line for each world and number of examples; at the end all worlds together."""
    every: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for named in worlds:
        sort, _, folder = named.partition(":")
        adverts = read_world(Path(folder), own=sort == "own").adverts
        adverts.sort(key=lambda one: (str(one.columns.get("posted_at")), one.ad_id))
        manners = [manner(one) for one in adverts]
        for count in (1, 3):
            rows = told(adverts, manners, count)
            every[count] += rows
            _line(f"{named}, {len(adverts):,} adverts", count, rows)
    for count, rows in every.items():
        _line("all worlds", count, rows)


def _line(what: str, count: int, rows: Sequence[tuple[float, float]]) -> None:
    found, false = np.array(rows).T
    print(
        f"{what}: {count} example(s), {len(rows)} advertisers: met {said(found)}, false a 1,000 {said(false, 1000)},"
        f" worst entry {1000 * false.max():.1f}",
        flush=True,
    )


def told(adverts: Sequence[Advert], manners: Sequence[str], count: int) -> list[tuple[float, float]]:
    """(share of further adverts that are met, share of others' that are) of each advertiser."""
    hands: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(adverts):
        if one.hand:
            hands[one.hand].append(at)
    usable = {}
    for hand, ids in hands.items():
        examples = ids[:count]
        further = [at for at in ids[count:] if manners[at] not in {manners[one] for one in examples}]
        words = sum(len(adverts[at].text.split()) for at in examples)
        if len(further) >= FURTHER and words >= LEAST_WORDS:
            usable[hand] = (examples, further)
    order = sorted(range(len(adverts)), key=lambda at: md5(adverts[at].ad_id.encode()).hexdigest())
    reference = [manners[at] for at in order[:MOST_REFERENCE]]
    made = Manners([[manners[at] for at in examples] for examples, _ in usable.values()], reference)
    met = made.likeness(manners) > made.limits()
    rows = []
    for at, (hand, (_, further)) in enumerate(usable.items()):
        others = np.array([one.hand != hand for one in adverts])
        rows.append((float(met[further, at].mean()), float(met[others, at].mean())))
    return rows


# --- Pictures


def picture(rooms: int, strangers: int, first: int) -> None:
    """A workspace in which the watched pictures lie, edited ones and others; beside it what their hashes alone meet."""
    edits = list(EDITS)[:GOAL]
    originals = [room(first + at, chain=first + at // 5) for at in range(rooms)]
    entries = [
        checked_entry({"id": f"e{at}", "kind": "picture", "value": hash_to_watch(jpeg(one, 92), "", [])})
        for at, one in enumerate(originals)
    ]
    board = dict(_board(originals, edits, strangers, first))
    with tempfile.TemporaryDirectory() as scratch:
        done = _watched(Path(scratch), board, entries)
    print(
        f"{rooms} entries, {strangers} pictures of others\n{'':<22} met by the watch              by the hash alone"
    )
    for edit in edits:
        met = sum((f"e{at}", f"{edit}:{at}") in done for at in range(rooms))
        alone = sum(_near(one, board[f"{edit}:{at}"]) for at, one in enumerate(entries))
        print(f"{edit:<22} {_counted(met, rooms):<30} {_counted(alone, rooms)}")
    wrong = sum(entry[1:] != name.partition(":")[2] for entry, name in done)
    of = rooms * (len(board) - len(edits) - 1)
    low, high = interval(wrong, of)
    print(
        f"false: {wrong} of {of:,} = {1000 * wrong / of:.3f} a 1,000 ({1000 * low:.3f} to {1000 * high:.3f})"
    )


def _counted(hits: int, of: int) -> str:
    low, high = interval(hits, of)
    return f"{hits / of:6.1%} ({low:.1%} to {high:.1%})"


def _near(entry: Entry, data: bytes) -> bool:
    seen = picture_hashes(data).whole.forms[0]
    return min(distance(one, seen) for one in forms_of(bytes.fromhex(entry.keys[0]))) <= RADIUS


def _board(
    originals: Sequence[Image.Image], edits: Sequence[str], strangers: int, first: int
) -> Iterator[tuple[str, bytes]]:
    """Pictures by what is done to which original."""
    for at, one in enumerate(originals):
        for number, edit in enumerate(edits):
            yield f"{edit}:{at}", EDITS[edit](one, np.random.default_rng([first, number, at]))
        yield f"itself:{at}", jpeg(one, 92)
    for at in range(strangers):
        seed = first + len(originals) + at
        yield f"stranger:x{at}", jpeg(room(seed, chain=first + at // 50))


def _watched(folder: Path, board: dict[str, bytes], entries: Sequence[Entry]) -> set[tuple[str, str]]:
    """(entry, advert) of every alert."""
    settings = replace(Settings(), memory_gb=2.0, threads=1)
    pics = folder / "input" / "pics"
    pics.mkdir(parents=True)
    for at, data in enumerate(board.values()):
        (pics / f"{at}.jpg").write_bytes(data)
    with (folder / "input" / "ads.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["ad_id", "posted_at", "source", "title", "text", "images"])
        for at, name in enumerate(board):
            letters = "".join("abcdefghij"[int(digit)] for digit in str(at))  # copies of a text are one alert
            text = f"a quiet flat {letters}"
            writer.writerow([name, "2026-03-01T20:00:00+00:00", "board", "", text, f"pics/{at}.jpg"])
    place = Workspace.open(folder / "case", create=True)
    with place.lock():
        read_sources(place, [folder / "input"], settings)
    with DuckEngine(settings, place.scratch) as engine:
        view_records(engine, place, None, NOW)
        pictures_stage(engine, place, [], settings, lambda done, total: None)
    with record_views(place, settings) as engine:
        done = watch(engine, place, entries, settings, NOW)
    return {(alert.entry, alert.source_id) for alert in done.raised}


# --- Faces


def face(data: Path) -> None:
    """Each picture of the reporting half once as the watched one, by its code, against all others of that half."""
    from benchmarks.faces import CONDITION, centre_of, left_out, read_all
    from manumit.engine.biometrics import fit_card
    from manumit.engine.biometrics.face import raw_vectors

    templates, names = read_all(data)
    subjects, dice = np.unique(names), np.random.default_rng(SEED)
    found: dict[str, list[float]] = defaultdict(list)
    wrong, stated, limits = np.zeros((len(names), len(names)), bool), [], []
    for half in range(HALVES):
        dev = np.isin(names, dice.permutation(subjects)[: len(subjects) // 2])
        ours = [one for one, is_dev in zip(templates, dev, strict=True) if is_dev]
        card = fit_card(left_out(ours, names[dev]), ours[0].make, CONDITION, "one half", draws=200)
        rest = np.flatnonzero(~dev)
        vectors = face_vectors([templates[at] for at in rest], centre_of(raw_vectors(ours), names[dev]))
        length, limit = np.linalg.norm(vectors, axis=1), card.threshold(FALSE_OF)
        same = names[rest][:, None] == names[rest][None]
        for key in range(KEYS):
            codes = codes_of(vectors, f"key {half} {key} ".encode() * 2)
            met = codes_alike(codes, codes) * length[:, None] * length[None] >= limit
            wrong[np.ix_(rest, rest)] |= met & ~same
            for one in np.unique(names[rest]):
                mine = np.ix_(names[rest] == one, names[rest] == one)
                count = len(met[mine])
                found[one].append(float((met[mine].sum() - count) / (count * (count - 1))))
        stated.append(card.expected_false(limit, 1000, 1000)[2])
        limits.append(limit)
    pairs = int((names[:, None] != names[None]).sum()) // 2
    low, high = interval(int(wrong.sum()) // 2, pairs)
    rows = np.array([np.mean(each) for each in found.values()])
    print(
        f"{len(subjects)} subjects, {HALVES} random halves (seed {SEED}), {KEYS} keys; limit {np.mean(limits):.3f}\n"
        f"met {said(rows)}, of the subject met least {rows.min():.3f}\n"
        f"false in any half: {int(wrong.sum()) // 2} of {pairs:,} pairs of strangers' pictures,"
        f" a 1,000 {1000 * low:.3f} to {1000 * high:.3f}; the cards state at most {np.mean(stated):.3f}"
    )


def main() -> None:
    """Print tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("style", "picture", "face"))
    parser.add_argument("worlds", nargs="*")
    parser.add_argument("--rooms", type=int, default=60)
    parser.add_argument("--strangers", type=int, default=600)
    parser.add_argument("--first", type=int, default=7000)
    parser.add_argument("--data", type=Path)
    given = parser.parse_args()
    if given.what == "style":
        style(given.worlds)
    elif given.what == "picture":
        picture(given.rooms, given.strangers, given.first)
    elif given.data:
        face(given.data)


if __name__ == "__main__":
    main()
