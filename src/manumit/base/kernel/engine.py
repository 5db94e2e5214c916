"""The table engine: SQL in DuckDB's dialect over Parquet. DuckDB in the process; a second engine fits the protocol."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol

from manumit.base.kernel.errors import WorkspaceError
from manumit.base.kernel.settings import Settings

if TYPE_CHECKING:
    import pyarrow as pa


class TableEngine(Protocol):
    """What a stage may ask of an engine. SQL is DuckDB's dialect; other engines transpile it."""

    def view(self, name: str, parts: Sequence[Path], schema: pa.Schema) -> None:
        """Name a set of Parquet files; an empty set is an empty table of that schema."""

    def table(self, name: str, data: pa.Table) -> None:
        """Name an in-memory Arrow table."""

    def run(self, sql: str) -> None:
        """Run statements for their effect."""

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """All rows of a query, as Python values."""

    def arrow(self, sql: str) -> pa.Table:
        """All rows of a query, as Arrow."""

    def batches(self, sql: str, size: int = 65536) -> Iterable[pa.RecordBatch]:
        """Rows of a query, streamed."""

    def write(self, sql: str, path: Path) -> None:
        """Write a query's rows to one Parquet file, whole or not at all."""


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


class DuckEngine:
    """DuckDB inside the process, with bounded memory, spilling to `scratch` (removed on close)."""

    def __init__(self, settings: Settings, scratch: Path) -> None:
        import duckdb

        scratch.mkdir(parents=True, exist_ok=True)
        self._scratch = scratch
        self._con = duckdb.connect(":memory:")
        self.run(
            f"SET memory_limit='{settings.memory_gb:.3f}GiB'; SET temp_directory={_quoted(scratch)};"
            f"SET threads={settings.threads or os.cpu_count() or 1}; SET preserve_insertion_order=false;"
            "SET TimeZone='UTC'; SET enable_progress_bar=false;"
            "SET autoinstall_known_extensions=false"
        )

    def __enter__(self) -> DuckEngine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the connection and the scratch folder."""
        self._con.close()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def view(self, name: str, parts: Sequence[Path], schema: pa.Schema) -> None:
        if parts:
            paths = ", ".join(_quoted(part) for part in parts)
            self.run(
                f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM read_parquet([{paths}], union_by_name=true)"
            )
        else:
            self.table(name, schema.empty_table())

    def table(self, name: str, data: pa.Table) -> None:
        self._con.register("arrow_source", data)
        self.run(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM arrow_source")
        self._con.unregister("arrow_source")

    def run(self, sql: str) -> None:
        self._con.execute(sql)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        table = self.arrow(sql)
        return list(zip(*(column.to_pylist() for column in table.columns), strict=True))

    def arrow(self, sql: str) -> pa.Table:
        return self._con.sql(sql).to_arrow_table()

    def batches(self, sql: str, size: int = 65536) -> Iterable[pa.RecordBatch]:
        reader: Iterable[pa.RecordBatch] = self._con.cursor().sql(sql).to_arrow_reader(size)
        return reader

    def write(self, sql: str, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(path.name + ".partial")
        try:
            self.run(f"COPY ({sql}) TO {_quoted(partial)} (FORMAT parquet, COMPRESSION zstd)")
            os.replace(partial, path)
        except Exception as error:
            partial.unlink(missing_ok=True)
            if isinstance(error, OSError) or "IO Error" in str(error) or "Out of Memory" in str(error):
                raise WorkspaceError(
                    f"{path.name} could not be written: {error}",
                    "Free some disk space or memory and run the same command again.",
                ) from error
            raise
