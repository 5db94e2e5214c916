"""The table engine: what is written is whole or absent, spill space goes away, nothing is an empty table."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from manumit.base.kernel import DuckEngine, Settings, record_schema

SMALL = Settings(memory_gb=0.5, threads=2)
FAILS_LATE = "SELECT CASE WHEN range = 900000 THEN error('too late') ELSE 'x' END AS x FROM range(1000000)"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[DuckEngine]:
    with DuckEngine(SMALL, tmp_path / "scratch") as made:
        yield made


def test_a_written_table_is_read_back(engine: DuckEngine, tmp_path: Path) -> None:
    engine.write("SELECT 1 AS a, 'b' AS b", tmp_path / "deep" / "er" / "t.parquet")
    assert pq.read_table(tmp_path / "deep" / "er" / "t.parquet").to_pylist() == [{"a": 1, "b": "b"}]


def test_a_query_that_fails_leaves_nothing(engine: DuckEngine, tmp_path: Path) -> None:
    with pytest.raises(duckdb.Error, match="too late"):
        engine.write(FAILS_LATE, tmp_path / "out" / "t.parquet")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_query_that_fails_leaves_what_was_there(engine: DuckEngine, tmp_path: Path) -> None:
    engine.write("SELECT 'old' AS x", tmp_path / "t.parquet")
    with pytest.raises(duckdb.Error, match="too late"):
        engine.write(FAILS_LATE, tmp_path / "t.parquet")
    assert pq.read_table(tmp_path / "t.parquet").to_pylist() == [{"x": "old"}]
    assert list(tmp_path.glob("*.partial")) == []


def test_a_half_written_file_of_a_killed_run_is_replaced(engine: DuckEngine, tmp_path: Path) -> None:
    (tmp_path / "t.parquet.partial").write_bytes(b"PAR1 and then the power went")
    engine.write("SELECT 1 AS a", tmp_path / "t.parquet")
    assert sorted(path.name for path in tmp_path.glob("t.*")) == ["t.parquet"]


def test_spill_space_is_removed(tmp_path: Path) -> None:
    with DuckEngine(SMALL, tmp_path / "scratch"):
        (tmp_path / "scratch" / "spilled.tmp").write_bytes(b"x")
    assert not (tmp_path / "scratch").exists()


def test_spill_space_is_removed_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(duckdb.Error), DuckEngine(SMALL, tmp_path / "scratch") as engine:
        engine.run("SELECT nonsense")
    assert not (tmp_path / "scratch").exists()


def test_a_view_of_nothing_is_an_empty_table_of_that_shape(engine: DuckEngine) -> None:
    engine.view("payment", [], record_schema("payment"))
    assert engine.rows("SELECT * FROM payment") == []
    assert engine.arrow("SELECT * FROM payment").schema.names == record_schema("payment").names


def test_a_view_of_several_files_has_all_their_rows(engine: DuckEngine, tmp_path: Path) -> None:
    parts = [tmp_path / f"it's part {number}.parquet" for number in range(3)]
    for number, part in enumerate(parts):
        engine.write(f"SELECT {number} AS n", part)
    engine.view("all_parts", parts, pa.schema([("n", pa.int32())]))
    assert sorted(engine.rows("SELECT n FROM all_parts")) == [(0,), (1,), (2,)]


def test_a_table_in_memory_is_a_copy_of_its_own(engine: DuckEngine) -> None:
    engine.table("t", pa.table({"a": [1, 2]}))
    engine.table("t", pa.table({"a": [3]}))
    assert engine.rows("SELECT a FROM t") == [(3,)]


def test_rows_come_as_python_values(engine: DuckEngine) -> None:
    sql = "SELECT 123::DECIMAL(38, 0) AS m, TIMESTAMPTZ '2026-03-03 21:40:00+01' AS t, NULL AS n, ['a'] AS l"
    assert engine.rows(sql) == [(Decimal(123), datetime(2026, 3, 3, 20, 40, tzinfo=UTC), None, ["a"])]


def test_a_long_answer_comes_in_pieces(engine: DuckEngine) -> None:
    sizes = [batch.num_rows for batch in engine.batches("SELECT range AS n FROM range(10000)", 4000)]
    assert sum(sizes) == 10000
    assert len(sizes) > 1


def test_a_stream_survives_other_queries(engine: DuckEngine) -> None:
    stream = iter(engine.batches("SELECT range AS n FROM range(10000)", 2048))
    first = next(stream)
    engine.run("CREATE OR REPLACE TABLE other AS SELECT 1")
    assert first.num_rows + sum(batch.num_rows for batch in stream) == 10000
