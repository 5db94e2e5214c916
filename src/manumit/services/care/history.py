"""Whether the records are what the log says: nothing altered, nothing taken out, nothing put back from another day."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field

from manumit.base.kernel import VerificationFailed
from manumit.base.ledger import LogReader, Memory, Pinned, QuietLeaf, check, parse_bundle
from manumit.services.care.book import Book
from manumit.services.care.house import LOG
from manumit.services.care.record import Record
from manumit.services.care.sealed import HOUSE, leaf_key

_AHEAD = 100_000
"""How far beyond the last number known the log is searched for leaves of the house."""
_WIDTH = 256
"""Entries of a full bundle (C2SP tlog-tiles)."""


@dataclass
class History:
    """What was found. `problems` are (where, what): where is a person and a change, or the log."""

    logged: int = 0
    waiting: int = 0
    erased: int = 0
    leaves: int = 0
    problems: list[tuple[str, str]] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether everything holds."""
        return not self.problems


def verify_history(book: Book, memory: Memory | None = None) -> History:
    """Audit the log (and compare it with what a client saw before), then every change against its leaf, then every leaf
    of the house against the changes."""
    found = History()
    trusted = book.log.policy.logs
    audit = check(book.folder / LOG, Pinned.of(trusted, book.log.successions()))
    found.problems += [(f"log/{one.where}", one.what) for one in audit.problems]
    if audit.sound and memory is not None:
        at = book.log.checkpoint()
        try:
            memory.compare(at.checkpoint, str(at.note).encode(), book.log.consistency, trusted=trusted)
        except VerificationFailed as error:
            found.problems.append(("log/checkpoint", f"{error.sentence} {error.hint}".strip()))
    leaves = {one.key: one for _, one in _leaves(book.log)} if audit.sound else {}
    found.leaves = len(leaves)
    waiting = {one.key: one.mac for one in book.leaves.state.waiting}
    notes = book.gone()
    gone = {number for numbers in notes.values() for number in numbers}
    known: set[int] = set()
    for person in [HOUSE, *book.people()]:
        try:
            entries = book.sealed.entries(person)
            if person != HOUSE:
                book.changes(person)
        except VerificationFailed as error:
            found.problems.append((person, error.sentence))
            continue
        for one in entries:
            known.add(one.number)
            if one.number:
                key = leaf_key(book.house_secret, one.number)
                _compare(found, leaves, waiting, key, one.mac, f"{person} {one.name}")
    ours = {
        leaf_key(book.house_secret, number): number for number in range(1, book.leaves.state.number + _AHEAD)
    }
    for key in (leaves.keys() | waiting.keys()) & ours.keys():
        if ours[key] in gone:
            found.erased += 1
        elif ours[key] > book.leaves.state.number:
            found.problems.append(
                ("log", f"It has change {ours[key]}, and the records end before: they are older.")
            )
        elif ours[key] not in known:
            found.problems.append(("log", f"It has change {ours[key]}, which was taken out of the records."))
    return found


def _compare(
    found: History, leaves: dict[str, QuietLeaf], waiting: dict[str, str], key: str, mac: str, where: str
) -> None:
    leaf = leaves.get(key)
    said = leaf.mac if leaf else waiting.get(key)
    if said is None:
        found.problems.append((where, "There is no leaf of it: it was never logged."))
    elif not hmac.compare_digest(said, mac):
        found.problems.append((where, "It is not what was logged: it was altered."))
    elif leaf:
        found.logged += 1
    else:
        found.waiting += 1


def _leaves(log: LogReader) -> Iterator[tuple[int, QuietLeaf]]:
    """Every leaf of a log with its index, read from the entry bundles: as true as the audit that came before."""
    folder = log.folder / "tile" / "entries"
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        name = path.relative_to(folder).as_posix().split(".p/")[0]
        first = int("".join(filter(str.isdigit, name))) * _WIDTH
        for at, entry in enumerate(parse_bundle(path.read_bytes(), None, str(path)), first):
            yield at, QuietLeaf.parse(entry)


def leaf_places(book: Book, record: Record) -> dict[str, str]:
    """Change id -> where its leaf stands, 'origin#index', of those that are logged; each proven against the log."""
    keys: dict[str, str] = {}
    for person in {one.person for one in record.changes}:
        keys |= {leaf_key(book.house_secret, one.number): change.id for change, one in book.numbered(person)}
    found = {index: leaf.key for index, leaf in _leaves(book.log) if leaf.key in keys}
    proven = [(index, QuietLeaf.parse(book.log.entry(index)).key) for index in found]
    return {keys[key]: f"{book.log.origin}#{index}" for index, key in proven}
