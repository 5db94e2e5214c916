"""Care records: official health summaries there and back, and how fast a book is.

    python benchmarks/care.py --data FOLDER     FOLDER holds IPS bundles (*.json), such as HL7's examples

Each bundle has to be read, sealed in a book, opened again and come out equal; beside it what fhir.resources alone gives
back. Then: changes a second (each sealed and on the disk), opening a record, verifying the history, a card.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from manumit.base.vault import PassphraseHolder
from manumit.services.care import (
    Book,
    document_of,
    draw,
    dump_tree,
    make_card,
    merge,
    open_card,
    put_summary,
    read_summary,
    remarks,
    split_parts,
    verify_history,
)

CHANGES = 300
PEOPLE = 20


def timed(work: Callable[[], Any], times: int = 1) -> tuple[float, Any]:
    """Median seconds, last result."""
    took, result = [], None
    for _ in range(times):
        began = time.perf_counter()
        result = work()
        took.append(time.perf_counter() - began)
    return statistics.median(took), result


def differences(one: Any, other: Any, where: str = "") -> list[str]:
    """Where two JSON values differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        return [
            said
            for name in sorted(one.keys() | other.keys())
            for said in differences(one.get(name), other.get(name), f"{where}/{name}")
        ]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [
            said
            for at, (a, b) in enumerate(zip(one, other, strict=True))
            for said in differences(a, b, f"{where}/{at}")
        ]
    return [] if one == other else [f"{where}: {str(one)[:40]} -> {str(other)[:40]}"]


def round_trips(book: Book, folder: Path) -> bool:
    """Every bundle there and back."""
    from fhir.resources.R4B.bundle import Bundle

    print(f"{'bundle':44} {'entries':>7} {'ours':>9} {'fhir.resources alone':>22}  remarks of the IPS")
    fine = True
    for path in sorted(folder.glob("*.json")):
        data = path.read_bytes()
        person = book.add({}, "bench")
        tree = read_summary(data, path.name)
        put_summary(book, person, tree, "bench")
        back = document_of(book.record(person))
        equal = back == tree and json.loads(dump_tree(back)) == json.loads(data)
        alone = differences(json.loads(data), json.loads(Bundle.model_validate_json(data).model_dump_json()))
        fine &= equal
        other = "equal" if not alone else f"{len(alone)} differences"
        ours = "equal" if equal else "NOT"
        print(f"{path.name[:44]:44} {len(tree['entry']):7} {ours:>9} {other:>22}  {len(remarks(tree))}")
        for one in alone[:5]:
            print(f"{'':10}{one}")
    return fine


def speeds(book: Book, holder: PassphraseHolder, other: Path) -> None:
    """How long things take."""
    people = [book.add({"called": f"P{at}"}, "bench") for at in range(PEOPLE)]

    def write() -> None:
        for at in range(CHANGES):
            book.change(people[at % PEOPLE], "note", {"text": f"came by, {at}"}, "bench")

    took, _ = timed(write)
    print(f"\n{CHANGES / took:8.0f} changes/s, each sealed and fsynced ({PEOPLE} people)")
    took, _ = timed(lambda: book.record(people[0]), 9)
    print(f"{took * 1000:8.1f} ms to open a record of {len(book.changes(people[0]))} changes")
    took, found = timed(lambda: verify_history(book))
    print(f"{took:8.2f} s to verify {found.logged + found.waiting} changes; sound: {found.sound}")
    with Book.create(other, holder, "house.example.org", 12) as copy:
        took, done = timed(lambda: merge(copy, book))
    print(f"{took:8.2f} s to merge {done.changes} changes into an empty book")
    took, card = timed(lambda: make_card(book, people[0], ["called"], 30, "bench"))
    parts = split_parts(card.locked)
    versions = [draw(one).version for one in parts]
    print(f"{took:8.2f} s for a card of {len(card.locked)} bytes, QR version {versions}")
    took, _ = timed(lambda: open_card(card.locked, card.code), 3)
    print(f"{took:8.2f} s to open it")


def main() -> int:
    """Run all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    holder = PassphraseHolder("four random words here")
    with (
        tempfile.TemporaryDirectory() as folder,
        Book.create(Path(folder) / "book", holder, "house.example.org", 12) as book,
    ):
        fine = round_trips(book, data)
        speeds(book, holder, Path(folder) / "copy")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
