"""Papers and files of a person: the bytes sealed as a record of their own, what they are as an item."""

from __future__ import annotations

import secrets
from typing import BinaryIO

from manumit.base.kernel import UsageError
from manumit.services.care.book import Book
from manumit.services.care.change import new_item
from manumit.services.care.record import Record
from manumit.services.care.vocabulary import kind_named

BLOB = "blob_"


def attach(book: Book, person: str, title: str, source: BinaryIO, sort: str, media_type: str, by: str) -> str:
    """Seal a file, of any size, and say which item it became."""
    book.need(person)
    item, blob = new_item(), BLOB + secrets.token_hex(16)
    fields = {"title": title, "sort": sort, "media_type": media_type, "blob": blob}
    kind_named("document").need(fields)
    book.sealed.put_file(person, blob, source)
    return book.edit(person, "document", fields, by, item, new=True)


def content_of(book: Book, record: Record, item: str, sink: BinaryIO) -> None:
    """The bytes of a document, verified chunk by chunk."""
    found = record.item(item)
    if found.kind != "document":
        raise UsageError(f"{item} is no document, it is a {found.kind}.")
    book.sealed.get_file(found.get("blob"), sink)
