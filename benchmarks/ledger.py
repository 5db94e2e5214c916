"""The ledger measured: durable appends, proofs, size on disk, kill -9, the RFC 6962 vectors; pymerkle beside it.

    python benchmarks/ledger.py --entries 10000000 --kills 1000 --data DIR --peer /path/to/python

Each part can be left out: without --data no vectors, without --peer no pymerkle, with --kills 0 no kills, with
--entries 0 no large log. `--folder` says on which disk. Entries are leaves as the ledger logs them, about 240 bytes.
On a machine that others use, call it with `chrt -r 1 taskset -c 1` before it: proofs are not kept waiting then.

What durable means here: `append` returns after fdatasync of the journal; a publish fsyncs every new tile and bundle,
their folders, the checkpoint and its folder, before the journal is cleared. pymerkle's SQLite backend commits
(rollback journal, synchronous=FULL, SQLite's defaults) once for each entry, or once for each batch with
append_entries. `--data` wants inclusion.json and consistency.json: lists of cases {leafIdx, treeSize, root, leafHash,
proof, wantErr} and {size1, size2, root1, root2, proof, wantErr} with base64 hashes (transparency-dev/merkle testdata,
a line a case).
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from manumit.base.kernel import VerificationFailed  # noqa: E402
from manumit.base.ledger import (  # noqa: E402
    KeyPair,
    Leaf,
    Log,
    LogReader,
    Memory,
    Policy,
    SharedLog,
    leaf_hash,
    verify_consistency,
    verify_inclusion,
    verify_proof,
)
from manumit.base.ledger.note import ed25519_holds  # noqa: E402
from tests.base.ledger import kill  # noqa: E402

KEY = KeyPair("log.example.org/benchmark", 1, bytes(32))
PEER = """
import json, os, sys, time
from pymerkle import SqliteTree
path, seconds, batch, size = sys.argv[1], float(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
tree = SqliteTree(path)
done, took, began = 0, [], time.perf_counter()
while time.perf_counter() - began < seconds:
    at = time.perf_counter()
    if batch == 1:
        tree.append_entry(os.urandom(size))
    else:
        tree.append_entries([os.urandom(size) for _ in range(batch)])
    took.append(time.perf_counter() - at)
    done += batch
rate = done / (time.perf_counter() - began)
print(json.dumps({"rate": rate, "took": took, "bytes": os.path.getsize(path) / done}))
"""


def leaves(number: int, start: int = 0) -> list[bytes]:
    """Leaves that differ."""
    mac, key = random.Random(start).randbytes(32).hex(), "key_" + random.Random(start).randbytes(16).hex()
    one = bytes(Leaf("access", "2026-03-31T12:00:00Z", "desk.example.org", "act_" + "0" * 32, mac, key))
    return [one.replace(b"0" * 32, b"%032x" % (start + at)) for at in range(number)]


def percentile(values: list[float], share: float) -> float:
    """In milliseconds."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)] * 1e3


def row(what: str, rate: float, took: list[float], note: str = "") -> None:
    print(
        f"| {what} | {rate:,.0f} | {percentile(took, 0.5):.2f} | {percentile(took, 0.99):.2f} | {note} |",
        flush=True,
    )


@contextmanager
def folder_on(disk: Path) -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="ledger-", dir=disk))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def size_of(folder: Path) -> int:
    """Bytes of blocks on disk, not of contents."""
    return sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())


def timed(seconds: float, step: Callable[[int], int]) -> tuple[float, list[float]]:
    """(entries a second, seconds of each step) of a step that appends and says how many."""
    done, took, began = 0, [], time.perf_counter()
    while time.perf_counter() - began < seconds:
        at = time.perf_counter()
        done += step(done)
        took.append(time.perf_counter() - at)
    return done / (time.perf_counter() - began), took


def appends(disk: Path, seconds: float, peer: str | None) -> None:
    """Durable appends, ours and pymerkle's, in one run."""
    print("\n## Durable appends\n\n| what | entries/s | p50 ms | p99 ms | |\n|---|---|---|---|---|")
    size, ours = len(leaves(1)[0]), {}
    for batch in (1, 256, 1024, 4096):
        for publish in (False, True):
            with folder_on(disk) as folder, Log.create(folder / "log", KEY) as log:
                made = leaves(batch)
                rate, took = timed(seconds, lambda done: len(log.append(made, publish)))  # noqa: B023
                log.publish()
                note = f"{size_of(folder) / log.size:.0f} bytes/entry on disk" if batch > 1 else ""
            how = "signed each batch" if publish else "signed every 16,384"
            row(f"batches of {batch}, {how}", rate, took, note)
            ours[batch, publish] = rate
    grouped = threads(disk, seconds)
    if peer is None:
        return
    theirs = {}
    for batch in (1, 256, 1024, 4096):
        with folder_on(disk) as folder:
            command = [peer, "-c", PEER, str(folder / "db"), str(seconds), str(batch), str(size)]
            told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        how = "append_entry" if batch == 1 else f"append_entries of {batch}"
        row(f"pymerkle SqliteTree, {how}", told["rate"], told["took"], f"{told['bytes']:.0f} bytes/entry")
        theirs[batch] = told["rate"]
    print(
        "\n| ours, in this run | of pymerkle's append_entry | of its append_entries of that size |\n|---|---|---|"
    )
    for (batch, publish), rate in ours.items():
        how = "signed each batch" if publish else "signed every 16,384"
        bulk = f"{rate / theirs[batch]:.1f} times" if batch > 1 else ""
        print(f"| batches of {batch}, {how} | {rate / theirs[1]:,.1f} times | {bulk} |")
    print(f"| single entries of 64 threads | {grouped / theirs[1]:,.1f} times | |", flush=True)


def threads(disk: Path, seconds: float, number: int = 64) -> float:
    """Many threads, one entry each at a time: group commit. Entries a second."""
    with folder_on(disk) as folder, Log.create(folder / "log", KEY) as log:
        shared, took, until = SharedLog(log, publish=False), [], time.perf_counter() + seconds
        one = leaves(1)

        def work() -> None:
            while time.perf_counter() < until:
                at = time.perf_counter()
                shared.add(one)
                took.append(time.perf_counter() - at)

        running = [threading.Thread(target=work) for _ in range(number)]
        for thread in running:
            thread.start()
        for thread in running:
            thread.join()
        row(f"{number} threads, an entry each at a time", len(took) / seconds, took)
    return len(took) / seconds


def proofs(disk: Path, number: int) -> None:
    """A large log: building it, proving from it, verifying."""
    with folder_on(disk) as folder:
        log = Log.create(folder / "log", KEY)
        began = time.perf_counter()
        while log.size < number:
            log.append(leaves(min(16_384, number - log.size), log.size), publish=False)
        log.close()
        took = time.perf_counter() - began
        print(f"\n## {number:,} entries\n")
        print(f"built durably in {took:.0f} s, {size_of(folder) / number:.1f} bytes/entry on disk,")
        print(f"of which {sum(len(one) for one in leaves(1000)) / 1000:.1f} are the entry\n")
        proving(folder / "log", number)


def proving(log: Path, number: int) -> None:
    """Proofs from a log of so many entries, and their verification. The CPU time beside it says what is ours: on a
    machine that others use, the wall clock waits for them, too."""
    print("| what | p50 us | p99 us | CPU p50 us | CPU p99 us |\n|---|---|---|---|---|")
    draw = random.Random(6)
    policy = Policy.of([KEY.verifier])
    cold: list[Spent] = []
    for _ in range(200):
        reader = LogReader(log, policy)
        reader.checkpoint()
        cold.append(clock(lambda: reader.prove(draw.randrange(number)))[0])  # noqa: B023
    warm, first, verified, merkle = [], [], [], []
    for _ in range(5000):
        index = draw.randrange(number)
        spent, proof = clock(lambda: reader.prove(index))  # noqa: B023
        warm.append(spent)
        entry = reader.entry(index)
        ed25519_holds.cache_clear()
        first.append(clock(lambda: verify_proof(proof, entry, policy, Memory()))[0])  # noqa: B023
        verified.append(clock(lambda: verify_proof(proof, entry, policy, Memory()))[0])  # noqa: B023
        at, leaf = reader.checkpoint().checkpoint, leaf_hash(entry)
        merkle.append(clock(lambda: verify_inclusion(index, at.size, leaf, proof.path, at.root))[0])  # noqa: B023
    for what, values in {
        "proof, a new reader each time (no tile cached)": cold,
        "proof, random entry, one reader": warm,
        "verify the inclusion path": merkle,
        "verify everything (signature, key, path, memory), first proof under a checkpoint": first,
        "verify everything, further proofs under that checkpoint": verified,
    }.items():
        wall, cpu = map(list, zip(*values, strict=True))
        told = (percentile(one, share) * 1e3 for one in (wall, cpu) for share in (0.5, 0.99))
        print(f"| {what} | {' | '.join(f'{one:.0f}' for one in told)} |")
    print(f"\na proof has {len(bytes(proof)):,} bytes; opening for writing takes", end=" ")
    print(f"{clock(lambda: Log.open(log, KEY).close())[0][0] * 1e3:.0f} ms")


Spent = tuple[float, float]
"""Seconds by the wall clock, and of this thread's processor time."""


def clock(call: Callable[[], Any]) -> tuple[Spent, Any]:
    began, busy = time.perf_counter(), time.thread_time()
    found = call()
    return (time.perf_counter() - began, time.thread_time() - busy), found


def kills(disk: Path, number: int, seed: int) -> None:
    """kill -9 at random moments; a new log for every 100 kills."""
    print(f"\n## kill -9, {number:,} times (seed {seed})\n")
    draw, outcomes, audited = random.Random(seed), [], 0
    for group in range(0, number, 100):
        with folder_on(disk) as folder:
            kill.create(folder / "log", group)
            outcomes += [kill.kill_once(folder / "log", group, draw) for _ in range(min(100, number - group))]
            audited += kill.assert_sound(folder / "log", group)
    restarts = [one.restart for one in outcomes]
    more = sum(one.found > one.acknowledged for one in outcomes)
    print(
        f"{audited:,} entries audited in the end; no acknowledged entry lost, no signed checkpoint contradicted;"
    )
    print(f"restart p50 {percentile(restarts, 0.5):.1f} ms, longest {max(restarts) * 1e3:.0f} ms;")
    print(f"after {more} kills entries were found that were durable and had not been acknowledged yet")


def vectors(folder: Path) -> bool:
    """The RFC 6962 vectors."""
    print("\n## RFC 6962 vectors\n")
    wrong = []
    for name, verify in {"inclusion": _inclusion, "consistency": _consistency}.items():
        cases = json.loads((folder / f"{name}.json").read_text("utf-8"))
        for case in cases:
            try:
                verify(case)
                refused = False
            except VerificationFailed:
                refused = True
            if refused != case["wantErr"]:
                wrong.append(case["case"])
        print(f"{name}: {len(cases)} cases")
    print(f"WRONG: {wrong}" if wrong else "all as they should be")
    return not wrong


def _hash(text: str | None) -> bytes:
    return base64.b64decode(text or "")


def _inclusion(case: dict[str, Any]) -> None:
    path = [_hash(one) for one in case["proof"] or []]
    verify_inclusion(case["leafIdx"], case["treeSize"], _hash(case["leafHash"]), path, _hash(case["root"]))


def _consistency(case: dict[str, Any]) -> None:
    path = [_hash(one) for one in case["proof"] or []]
    verify_consistency(case["size1"], _hash(case["root1"]), case["size2"], _hash(case["root2"]), path)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=5.0, help="for each row of appends")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--peer", help="a Python that has pymerkle")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    asked = parser.parse_args()
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, folder {asked.folder}")
    good = vectors(asked.data) if asked.data else True
    if asked.seconds:
        appends(asked.folder, asked.seconds, asked.peer)
    if asked.entries:
        proofs(asked.folder, asked.entries)
    if asked.kills:
        kills(asked.folder, asked.kills, asked.seed)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
