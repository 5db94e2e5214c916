"""Texts kept in the order they came: the last ones in memory, those before in Parquet, in files without a name that are
gone when the run ends, however it ends."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import IO

BLOCK = 1 << 22
"""Characters that are held in memory before they are written: as much as some 10,000 adverts."""
_LONE = "surrogatepass"  # half a surrogate pair is no Unicode text, yet it may stand in one that was read


class Spool:
    """A list of texts that only grows and is read from its start. More than `block` characters are written to disk."""

    def __init__(self, block: int = BLOCK) -> None:
        self._block, self._size, self._count = block, 0, 0
        self._last: list[str] = []
        self._files: list[IO[bytes]] = []

    def append(self, text: str) -> None:
        """One text more."""
        self._last.append(text)
        self._count += 1
        self._size += len(text)
        if self._size >= self._block:
            self._files.append(_written(self._last))
            self._last, self._size = [], 0

    def __len__(self) -> int:
        return self._count

    def blocks(self) -> Iterator[list[str]]:
        """All texts in their order, a file at a time."""
        for file in self._files:
            yield _read(file)
        yield self._last

    def __del__(self) -> None:
        for file in self._files:
            file.close()

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(self.blocks())


def _written(texts: list[str]) -> IO[bytes]:
    from tempfile import TemporaryFile

    import pyarrow as pa
    import pyarrow.parquet as pq

    file = TemporaryFile()  # noqa: SIM115 (it stays open as long as there is a spool)
    column = pa.array([text.encode("utf-8", _LONE) for text in texts], pa.binary())
    pq.write_table(pa.table({"text": column}), file, compression="zstd", use_dictionary=False)
    return file


def _read(file: IO[bytes]) -> list[str]:
    import pyarrow.parquet as pq

    file.seek(0)
    column = pq.ParquetFile(file).read()["text"]
    return [text.decode("utf-8", _LONE) for chunk in column.chunks for text in chunk.to_pylist()]
