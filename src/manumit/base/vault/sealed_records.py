"""Records of people, each sealed under that person's own data key: put, read, found again, with files beside them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from manumit.base.kernel import Erased, UsageError, VaultError
from manumit.base.vault.epoch import Key
from manumit.base.vault.events import Log, event_of
from manumit.base.vault.files import SealedFiles
from manumit.base.vault.index import field_key, index_value, token
from manumit.base.vault.keyring import Keyring
from manumit.base.vault.record import Item, Opened, Receipt, open_row, receipt, seal_row
from manumit.base.vault.store import SealedRow, SealedStore
from manumit.base.vault.tombstones import Tombstones


class SealedRecords:
    """The records of a vault. `log` is told what a ledger must hold; `clock` gives POSIX seconds."""

    def __init__(
        self,
        folder: Path,
        ring: Keyring,
        store: SealedStore,
        log: Log | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.path, self.ring, self.store = folder, ring, store
        self.tombstones = Tombstones(ring)
        self._files = SealedFiles(folder / "files")
        self._log: Log = log or (lambda event: None)
        self._clock = clock

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def seal(self, item: Item) -> Receipt:
        """Seal one record; it is on the disk when this returns. Erased when the person was."""
        return self.seal_many([item])[0]

    def seal_many(self, items: Sequence[Item]) -> list[Receipt]:
        """Seal records together, all or none: one commit."""
        with self.ring.lock():
            keys = self._data_keys([item.person for item in items])
            rows = [self._sealed(item, keys[item.person]) for item in items]
            self.store.put([(row, self._tokens(item)) for row, item in zip(rows, items, strict=True)])
        return [receipt(keys[item.person], row.body) for item, row in zip(items, rows, strict=True)]

    def _data_keys(self, people: Iterable[str]) -> dict[str, Key]:
        """The data key of each person, made for those who are new; Erased when one was erased."""
        blind = {person: self.ring.blind(f"person {person}") for person in people}
        for name in blind.values():
            self._admit(name)
        found = {person: self.ring.find("person", name) for person, name in blind.items()}
        new = [person for person, key in found.items() if key is None]
        if new:
            made = self.ring.add([("person", blind[person]) for person in new])
            found.update(zip(new, made, strict=True))
        return {person: key for person, key in found.items() if key is not None}

    def _sealed(self, item: Item, key: Key, file: str = "", file_key: bytes = b"") -> SealedRow:
        record = self.ring.blind(f"record {item.record}")
        row = SealedRow(record, item.version, key.of, "", item.sort, int(self._clock()), b"", file)
        return seal_row(key, self.ring.id, row, item, file_key)

    def read(self, record: str, version: int | None = None) -> Opened:
        """A version of a record, or its newest. UsageError when there is none, Erased when its key is gone."""
        return self._open(self._row(record, version))[0]

    def _row(self, record: str, version: int | None) -> SealedRow:
        row = self.store.get(self.ring.blind(f"record {record}"), version)
        if row is None:
            raise UsageError("There is no such record.", "It may never have been, or have been erased.")
        return row

    def _open(self, row: SealedRow) -> tuple[Opened, bytes]:
        self._admit(row.person)
        key = self.ring.get(row.key)
        if key is None:
            raise VaultError(
                "The key of this record is not in the ring.", "Take the keys from the newest copy of them."
            )
        return open_row(key, self.ring.id, row)

    def _admit(self, person: str) -> None:
        self.tombstones.all()
        if self._mark("person", person) in self.tombstones:
            raise Erased(
                "This person was erased.",
                "Nobody can bring it back. Whoever comes anew gets a new id.",
                about="erased-before",
            )

    def _mark(self, sort: str, name: str) -> str:
        return self.tombstones.marker(sort)(name)

    def search(self, field: str, value: str) -> list[Opened]:
        """Records whose newest version has exactly this value in a field (case and spaces aside)."""
        key = field_key(self.ring.need("index").secret, field)
        opened = [self._open(row)[0] for row in self.store.find(field, token(key, value))]
        return [one for one in opened if index_value(one.index.get(field, "")) == index_value(value)]

    # --- large files

    def seal_file(self, item: Item, source: BinaryIO) -> Receipt:
        """Seal a record with a file beside it, in constant memory; `item.data` may say what the file is."""
        name, file_key = self._files.write(source)
        try:
            with self.ring.lock():
                key = self._data_keys([item.person])[item.person]
                row = self._sealed(item, key, name, file_key)
                self._files.keep(name)
                self.store.put([(row, self._tokens(item))])
        except BaseException:
            self._files.abandon(name)
            raise
        return receipt(key, row.body)

    def _tokens(self, item: Item) -> dict[str, bytes]:
        index = self.ring.need("index").secret
        return {name: token(field_key(index, name), value) for name, value in item.index.items()}

    def read_file(self, record: str, sink: BinaryIO, version: int | None = None) -> Opened:
        """Write the file of a record to `sink`, chunk by verified chunk. VerificationFailed at the first that is not as
        it was sealed: what was written before it is sound, and not the whole."""
        row = self._row(record, version)
        opened, file_key = self._open(row)
        if not row.file:
            raise UsageError("This record has no file.")
        self._files.read(row.file, file_key, sink)
        return opened

    def file_pieces(self, record: str, version: int | None = None) -> Iterator[bytes]:
        """The file of a record, piece by verified piece, for whoever passes it on; as `read_file` otherwise."""
        row = self._row(record, version)
        _, file_key = self._open(row)
        if not row.file:
            raise UsageError("This record has no file.")
        return self._files.pieces(row.file, file_key)

    def _tell(self, type: str, what: str) -> None:
        self._log(event_of(self.ring, type, what))
