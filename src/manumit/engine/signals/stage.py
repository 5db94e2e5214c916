"""The stage: the record views of a workspace become one Parquet table of mentions, streaming, on several cores."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import TableEngine, WorkspaceError
from manumit.engine.signals.cells import Row, read_rows, region_of
from manumit.engine.signals.sources import SOURCES, Source

if TYPE_CHECKING:
    import pyarrow as pa

CHUNK = 2000
POOL_FROM = 20_000
"""Records below which starting workers costs more than it saves."""
Chunk = tuple[str, list[Row]]
Output = dict[str, list[Any]]


def mention_schema() -> pa.Schema:
    """Arrow schema of the mention table."""
    import pyarrow as pa

    text = pa.string()
    return pa.schema(
        [
            ("mention_id", text),
            ("record_id", text),
            ("record_kind", text),
            ("field", text),
            ("kind", text),
            ("value", text),
            ("start", pa.int32()),
            ("end", pa.int32()),
            ("confidence", pa.float64()),
            ("extractor", text),
            ("obfuscation", text),
        ]
    )


def _where(source: Source) -> str:
    return f" WHERE {source.filter}" if source.filter else ""


def _sizes(engine: TableEngine) -> dict[str, int]:
    return {
        kind: int(engine.rows(f"SELECT count(*) FROM {kind}{_where(source)}")[0][0])
        for kind, source in SOURCES.items()
    }


def _chunks(engine: TableEngine, kind: str, source: Source) -> Iterator[Chunk]:
    """Rows of a kind as (record_id, region, values in the order of its columns)."""
    columns = source.columns()
    names = ", ".join(f'"{name}"' for name in ["record_id", *columns])
    query = f"SELECT {names} FROM {kind}{_where(source)} ORDER BY record_id"
    for batch in engine.batches(query, CHUNK):
        values = [column.to_pylist() for column in batch.columns]
        rows: list[Row] = []
        for record_id, *cells in zip(*values, strict=True):
            row = dict(zip(columns, cells, strict=True))
            rows.append((record_id, region_of(source, row), row))
        for first in range(0, len(rows), CHUNK):
            yield kind, rows[first : first + CHUNK]


@contextmanager
def _pool(workers: int, total: int) -> Iterator[Executor | None]:
    if workers < 2 or total < POOL_FROM:
        yield None
        return
    import multiprocessing

    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool


def _results(chunks: Iterable[Chunk], pool: Executor | None, ahead: int) -> Iterator[tuple[int, Output]]:
    """(records read, mentions) chunk by chunk, in order; a pool that cannot start is done without."""
    waiting: deque[tuple[str, list[Row], Future[Output] | None]] = deque()

    def oldest() -> tuple[int, Output]:
        kind, rows, future = waiting.popleft()
        if future is not None:
            try:
                return len(rows), future.result()
            except BrokenProcessPool:
                pass
        return len(rows), read_rows(kind, rows)

    for kind, rows in chunks:
        future = None
        if pool is not None:
            try:
                future = pool.submit(read_rows, kind, rows)
            except BrokenProcessPool:
                pool = None
        waiting.append((kind, rows, future))
        while len(waiting) > (ahead if pool else 0):
            yield oldest()
    while waiting:
        yield oldest()


def build_mentions(
    engine: TableEngine, out: Path, progress: Callable[[int, int], None] | None = None, workers: int = 2
) -> int:
    """Write the mentions of every record view to `out` (whole or not at all); how many there are."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = mention_schema()
    total, done, count = sum(_sizes(engine).values()), 0, 0
    chunks = (chunk for kind, source in SOURCES.items() for chunk in _chunks(engine, kind, source))
    out.parent.mkdir(parents=True, exist_ok=True)
    partial = out.with_name(out.name + ".partial")
    try:
        with pq.ParquetWriter(partial, schema, compression="zstd") as writer, _pool(workers, total) as pool:
            for read, mentions in _results(chunks, pool, workers * 4):
                table = pa.table(mentions, schema=schema)
                if table.num_rows:
                    writer.write_table(table)
                done, count = done + read, count + table.num_rows
                if progress:
                    progress(done, total)
        os.replace(partial, out)
    except OSError as error:
        raise WorkspaceError(
            f"{out.name} could not be written: {error}",
            "Free some disk space or memory and run the same command again.",
        ) from error
    finally:
        partial.unlink(missing_ok=True)
    return count
