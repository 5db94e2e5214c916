"""Columns of a table as people write them: dates, numbers with a comma or a point, names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import UnreadableInput
from manumit.engine.places.dates import read_dates, read_months

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

UNNAMED = "event"


def table_of(path: Path) -> pa.Table:
    """All columns as text; of JSON lines numbers are numbers, and times text: a day without a clock stays one."""
    import pyarrow as pa
    from pyarrow import csv, json

    try:
        if is_lines(path):
            table = json.read_json(path)
            times = [one.name for one in table.schema if pa.types.is_temporal(one.type)]
            written = json.ParseOptions(explicit_schema=pa.schema(dict.fromkeys(times, pa.string())))
            return _flat(json.read_json(path, parse_options=written) if times else table)
        names, delimiter = _header(path)
        _expect_once(path, names)
        options = csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()))
        return csv.read_csv(
            path, parse_options=csv.ParseOptions(delimiter=delimiter), convert_options=options
        )
    except (pa.ArrowInvalid, pa.ArrowKeyError, pa.ArrowNotImplementedError) as error:
        raise _no_table(path, error) from error


def _flat(table: pa.Table) -> pa.Table:
    """Objects and lists of JSON as text: where a day or a number is looked for, they are none."""
    import json

    import pyarrow as pa

    for at, one in enumerate(table.schema):
        if pa.types.is_nested(one.type):
            rows = table.column(at).to_pylist()
            told = [None if row is None else json.dumps(row, ensure_ascii=False, default=str) for row in rows]
            table = table.set_column(at, one.name, pa.array(told, pa.string()))
    return table


def _expect_once(path: Path, names: list[str]) -> None:
    """UnreadableInput where two columns have one name: nobody knows which is meant."""
    for at, name in enumerate(names):
        if name.strip() and name in names[:at]:
            raise UnreadableInput(
                f"{path} has two columns named {name}.",
                "Rename or remove one of them.",
                about="column-twice",
                numbers={"file": path.name, "column": name},
            )


def _no_table(path: Path, why: object) -> UnreadableInput:
    return UnreadableInput(
        f"{path} cannot be read as a table: {why}",
        "Save it as CSV in UTF-8 with a header, or as JSON lines.",
        about="no-table",
        numbers={"file": path.name},
    )


def names_in(path: Path) -> list[str]:
    """Names of the columns: of a CSV by its header alone."""
    return table_of(path).column_names if is_lines(path) else _header(path)[0]


def is_lines(path: Path) -> bool:
    """Whether it is read as JSON lines, by its name."""
    return path.suffix.lower() in (".jsonl", ".ndjson", ".json")


_LONGEST = 2**20
"""Bytes of a header."""


def _header(path: Path) -> tuple[list[str], str]:
    """The names in the first line, and what stands between them."""
    import csv

    with path.open("rb") as stream:
        first = stream.readline(_LONGEST + 1)
    if b"\r" in first.rstrip(b"\r\n"):
        raise _no_table(path, "its lines end in a carriage return alone, as old spreadsheets wrote them")
    if len(first) > _LONGEST:
        raise _no_table(path, f"its first line is longer than {_LONGEST:,} bytes")
    if b"\0" in first:
        raise _no_table(path, "it holds bytes that are no text")
    try:
        line = first.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _no_table(path, error) from error
    delimiter = max(",;\t|", key=line.count)
    try:
        return next(csv.reader([line], delimiter=delimiter), []), delimiter
    except csv.Error as error:
        raise _no_table(path, error) from error


_DATUMS = ("datum", "crs", "srs", "srid", "epsg", "coordinate_system")
"""Columns that say which system the coordinates are in."""
_AS_WGS_84 = set(
    "wgs84 wgs1984 worldgeodeticsystem1984 gps crs84 crs84h 4326 4979 etrs89 4258 nad83 northamericandatum1983 4269"
    " sirgas2000 4674 gda94 4283 gda2020 7844 cgcs2000 4490 jgd2011 6668 nzgd2000 4167".split()
)
"""WGS 84 as people write it, and what lies within two metres of it."""
_UNTOLD = {"", "unknown", "none", "na", "null", "nan"}
_DAY = re.compile(r"\s*\d{1,4}[-./]\d{1,2}[-./]\d{1,4}")


def expect_wgs84(path: Path, table: pa.Table) -> None:
    """UnreadableInput where a column says that coordinates are in another system: degrees of an older datum look right
    and lie a hundred metres off."""
    import pyarrow.compute as pc

    for name in table.column_names:
        if name.strip().lower() not in _DATUMS:
            continue
        for said in pc.unique(table.column(name)).to_pylist():
            plain = "".join(one for one in str(said or "").lower().removesuffix(".0") if one.isalnum())
            if plain in _UNTOLD or _DAY.match(str(said)):  # in many languages a datum is a day
                continue
            if not any(plain in (one, f"epsg{one}", f"urnogcdefcrsepsg{one}") for one in _AS_WGS_84) and not (
                re.search("wgs[ _]?(19)?84|epsg:+4326|crs84", str(said).lower()) and "utm" not in plain
            ):
                raise UnreadableInput(
                    f"{path}: the column {name} says {said}; coordinates must be in WGS 84.",
                    "Convert them to WGS 84 (EPSG:4326): degrees of an older datum lie a hundred metres off.",
                    about="other-datum",
                    numbers={"file": path.name, "column": name, "said": str(said)},
                )


def texts(column: Any) -> NDArray[np.object_]:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    text = pc.utf8_trim_whitespace(pc.fill_null(pc.cast(column, pa.string()), ""))
    return np.array(text.to_pylist(), object)


def moments(column: Any) -> NDArray[np.float64]:
    """Days since 1970 of each row, nan where it is no date."""
    return _in_rows(column, lambda texts: {text: (day,) for text, day in read_dates(texts).items()}, 1)[:, 0]


def spans(column: Any) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """First and last day of each row: a month without a day is all of it, every other date a moment."""
    told = _in_rows(column, _read_spans, 2)
    return told[:, 0], told[:, 1]


def _read_spans(texts: list[str]) -> dict[str, tuple[float | None, ...]]:
    months = read_months(texts)
    days = read_dates(one for one in texts if one not in months)
    told: dict[str, tuple[float | None, ...]] = {text: (day, day) for text, day in days.items()}
    told.update(months)
    return told


def _in_rows(
    column: Any, read: Callable[[list[str]], Mapping[str, tuple[float | None, ...]]], wide: int
) -> NDArray[np.float64]:
    """What is read of each distinct text, in its rows (rows x wide), nan where nothing is."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    encoded = pc.dictionary_encode(pc.fill_null(pc.cast(column, pa.string()), "")).combine_chunks()
    texts = encoded.dictionary.to_pylist()
    known = read([one for one in texts if one.strip()])
    nothing = (None,) * wide
    rows = [[np.nan if day is None else day for day in known.get(one, nothing)] for one in texts]
    values: NDArray[np.float64] = np.array(rows, np.float64).reshape(-1, wide)
    where: NDArray[np.int64] = np.asarray(encoded.indices.to_numpy(zero_copy_only=False), np.int64)
    return values[where]


def numbers(column: Any) -> NDArray[np.float64]:
    """A decimal comma is read too; what is no number is nan."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        plain = pc.cast(column, pa.float64())
    except pa.ArrowInvalid:
        texts = pc.replace_substring(pc.utf8_trim_whitespace(column), ",", ".")
        number = pc.match_substring_regex(texts, r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$")
        plain = pc.cast(pc.if_else(number, texts, None), pa.float64())
    values = np.asarray(plain.to_numpy(), np.float64)
    return np.where(np.isfinite(values), values, np.nan)


def coded(column: Any) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    text = pc.utf8_trim_whitespace(pc.fill_null(pc.cast(column, pa.string()), ""))
    encoded = pc.dictionary_encode(text).combine_chunks()
    names = [one or UNNAMED for one in encoded.dictionary.to_pylist()]
    ordered = tuple(sorted(set(names)))
    rank = np.array([ordered.index(one) for one in names] or [0], np.int32)
    return rank[encoded.indices.to_numpy(zero_copy_only=False)], ordered
