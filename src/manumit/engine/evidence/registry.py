"""Finds the reader of a content by the content."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import cast

from manumit.base.kernel import ManumitError
from manumit.engine.evidence.leaf import Leaf
from manumit.engine.evidence.model import Quarantined
from manumit.engine.evidence.readers.protocol import Head, Reader, head_of
from manumit.engine.evidence.rows import gathered
from manumit.engine.evidence.tables import Typed, type_rows

READERS = (
    "warc", "picture", "mail", "pnrgov", "paxlst", "iso20022", "webpage", "rdap", "jsonlines", "delimited", "freetext",
)  # fmt: skip
"""In the order they are asked."""
_UNKNOWN = "Formats that are read: see `manumit read --help`; for tables with other columns say --map."


def reader_named(module: str) -> Reader:
    """A reader by the name of its file."""
    return cast(Reader, import_module(f"manumit.engine.evidence.readers.{module}"))


def find_reader(head: Head) -> Reader | None:
    """The first reader that claims the content."""
    for name in READERS:
        reader = reader_named(name)
        if reader.claims(head):
            return reader
    return None


def read_leaf(leaf: Leaf, reader: Reader) -> Iterator[Typed | Quarantined]:
    """All records of a content as typed batches, and what was set aside."""
    stamp = f"{reader.NAME}/{reader.VERSION}"
    for item in gathered(reader.read(leaf)):
        if isinstance(item, Quarantined):
            yield item
            continue
        typed = type_rows(item, leaf, stamp)
        yield from typed.doubts
        if typed.batch.num_rows:
            yield typed


def read_guarded(leaf: Leaf) -> Iterator[Typed | Quarantined | str]:
    """The reader's stamp first, then what it finds. A reader that fails costs the rest of its content, no more."""
    if not leaf.head:
        yield "empty"
        return
    head = head_of(leaf)
    reader = find_reader(head)
    if reader is None:
        yield "unknown"
        reason = "no text, and no format that is read" if leaf.head.strip() else "there is nothing in it"
        yield leaf.doubt(0, 0, reason, _UNKNOWN)
        return
    yield f"{reader.NAME}/{reader.VERSION}"
    try:
        yield from read_leaf(leaf, reader)
    except (OSError, ManumitError, MemoryError):
        raise
    except Exception as error:  # the last net under readers: one file never costs the others
        yield leaf.doubt(
            leaf.consumed,
            0,
            f"the {reader.NAME} reader failed ({type(error).__name__}: {error})",
            "Please report this; what came before is kept.",
        )
