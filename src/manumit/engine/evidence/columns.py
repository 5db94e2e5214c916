"""Columns of text become typed Arrow columns. Whole columns are cast at once; a column that does not cast is read
value by value with the kernel's parsers, so that both ways give the same values and one bad cell costs one row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import exponent_of, parse_date, parse_instant, parse_money, vocabulary
from manumit.engine.evidence.rows import Texts

if TYPE_CHECKING:
    import pyarrow as pa

_SAFE_FROM, _SAFE_TO = datetime(1900, 1, 2, tzinfo=UTC), datetime(2200, 12, 30, tzinfo=UTC)
STRICTEST = "TLP:RED"
"""What a label that is not in the vocabulary is taken as."""


@dataclass(slots=True)
class Troubles:
    """Cells that could not be typed: row -> [(column, value, why)]."""

    cells: dict[int, list[tuple[str, str, str]]] = field(default_factory=dict)

    def add(self, row: int, column: str, value: str, why: str) -> None:
        """One cell."""
        self.cells.setdefault(row, []).append((column, value, why))


def blanks_as_none(values: Texts) -> Texts:
    """Empty cells say nothing."""
    return [value or None for value in values] if "" in values else values


def _stripped(values: Texts) -> list[str | None]:
    return [(value.strip() or None) if value else None for value in values]


def text_column(values: Texts, column: str, troubles: Troubles) -> pa.Array:
    """Text as it stands; NUL and lone surrogates, which no text can hold, are taken out and noted."""
    import pyarrow as pa
    import pyarrow.compute as pc

    values = blanks_as_none(values)
    try:
        array = pa.array(values, pa.string())
        if not pc.any(pc.match_substring(array, "\0")).as_py():
            return array
    except UnicodeEncodeError:
        pass
    clean: list[str | None] = []
    for row, value in enumerate(values):
        kept = value if value is None else clean_text(value)
        if kept != value:
            troubles.add(row, column, "", "NUL bytes or broken characters were taken out")
        clean.append(kept or None)
    return pa.array(clean, pa.string())


def clean_text(value: str) -> str:
    """Without NUL; lone surrogates become U+FFFD."""
    return value.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _each(values: Texts, column: str, parse: Callable[[str], Any], troubles: Troubles) -> list[Any]:
    """Parse value by value, each different text once."""
    known: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    out: list[Any] = []
    for row, value in enumerate(values):
        if not value or not (value in known or value in wrong or value.strip()):
            out.append(None)
            continue
        if value not in known and value not in wrong:
            try:
                known[value] = parse(value)
            except (ValueError, OverflowError) as error:
                wrong[value] = str(error)
        if value in wrong:
            troubles.add(row, column, value, wrong[value])
        out.append(known.get(value))
        if len(known) + len(wrong) > 200_000:
            known, wrong = {}, {}
    return out


def time_column(values: Texts, column: str, troubles: Troubles) -> tuple[pa.Array, pa.Array]:
    """(UTC microseconds, minutes the source's zone is ahead of UTC or null) of ISO 8601 text."""
    import pyarrow as pa
    import pyarrow.compute as pc

    typ = pa.timestamp("us", "UTC")
    values = blanks_as_none(values)
    try:
        texts = pa.array(values, pa.string())
        moments = texts.cast(typ)
        if moments.null_count < len(moments):
            lo, hi = pc.min_max(moments).values()
            if lo.as_py() < _SAFE_FROM or hi.as_py() > _SAFE_TO:
                raise ValueError
        return moments, _zones(texts)
    except (pa.ArrowInvalid, ValueError, OverflowError):  # UnicodeEncodeError is a ValueError
        pass
    read = _each(values, column, parse_instant, troubles)
    return (
        pa.array([item.utc if item else None for item in read], typ),
        pa.array([item.zone_minutes if item else None for item in read], pa.int64()),
    )


def _zones(texts: pa.Array) -> pa.Array:
    """Offsets from UTC of ISO times that all carry a zone."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pc.all(pc.ends_with(texts, "Z")).as_py():
        return pc.if_else(pc.is_valid(texts), pa.scalar(0, pa.int64()), pa.scalar(None, pa.int64()))
    tails = pc.utf8_slice_codeunits(texts, -6).dictionary_encode()
    minutes = [_zone_of(tail) for tail in tails.dictionary.to_pylist()]
    return pa.array(minutes, pa.int64()).take(tails.indices)


def _zone_of(tail: str) -> int:
    if tail.endswith("Z"):
        return 0
    cut = max(tail.rfind("+"), tail.rfind("-"))
    digits = tail[cut + 1 :].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:] or 0)
    return -minutes if tail[cut] == "-" else minutes


def date_column(values: Texts, column: str, troubles: Troubles) -> pa.Array:
    """Days of ISO 8601 text."""
    import pyarrow as pa
    import pyarrow.compute as pc

    values = blanks_as_none(values)
    try:
        days = pa.array(values, pa.string()).cast(pa.date32())
        if days.null_count < len(days):
            lo, hi = pc.min_max(days).values()
            if lo.as_py() < date(1900, 1, 1) or hi.as_py() > date(2200, 12, 31):
                raise ValueError
        return days
    except (pa.ArrowInvalid, ValueError, OverflowError):
        return pa.array(_each(values, column, parse_date, troubles), pa.date32())


def number_column(values: Texts, column: str, whole: bool, troubles: Troubles) -> pa.Array:
    """Whole numbers (int64) or finite reals."""
    import pyarrow as pa
    import pyarrow.compute as pc

    typ = pa.int64() if whole else pa.float64()
    values = _stripped(values)
    try:
        numbers = pa.array(values, pa.string()).cast(typ)
        if whole or pc.all(pc.is_finite(numbers)).as_py() is not False:
            return numbers
    except (pa.ArrowInvalid, ValueError):
        pass
    return pa.array(_each(values, column, _whole if whole else _real, troubles), typ)


def _whole(text: str) -> int:
    if len(text) > 18:
        raise ValueError(f"{text[:40]!r} is too long for a whole number")
    try:
        return int(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is not a whole number") from error


def _real(text: str) -> float:
    try:
        number = float(text)
    except ValueError as error:
        raise ValueError(f"{text[:40]!r} is not a number") from error
    if number - number != 0:
        raise ValueError(f"{text!r} is not a finite number")
    return number


def money_columns(
    values: Texts,
    currencies: Texts | None,
    column: str,
    troubles: Troubles,
) -> tuple[pa.Array, pa.Array, pa.Array]:
    """(minor units decimal(38,0), exponent, currency in capitals) of decimal text beside currency codes."""
    import pyarrow as pa

    values = _stripped(values)
    count = len(values)
    codes = (
        [code.strip().upper() or None if code else None for code in currencies]
        if currencies
        else [None] * count
    )
    exponents = {code: exponent_of(code) if code else 2 for code in set(codes)}
    try:
        currency = pa.array(codes, pa.string())
        if len(set(exponents.values())) == 1 and all(code is None or _is_code(code) for code in exponents):
            exponent = next(iter(exponents.values()))
            exact = pa.array(values, pa.string()).cast(pa.decimal128(36, exponent))
            minor = pa.Array.from_buffers(pa.decimal128(38, 0), count, exact.buffers(), exact.null_count)
            filled = pa.array([exponent if value else None for value in values], pa.int8())
            return minor, filled, currency
    except (pa.ArrowInvalid, ValueError):
        pass
    return _money_each(values, codes, column, troubles)


def _is_code(code: str) -> bool:
    return 2 <= len(code) <= 8 and code.isascii() and code.isalnum()


def _money_each(
    values: Sequence[str | None],
    codes: Sequence[str | None],
    column: str,
    troubles: Troubles,
) -> tuple[pa.Array, pa.Array, pa.Array]:
    import pyarrow as pa

    minor: list[int | None] = []
    exponents: list[int | None] = []
    for row, (value, code) in enumerate(zip(values, codes, strict=True)):
        money = None
        if value:
            try:
                money = parse_money(value, code or "")
            except ValueError as error:
                troubles.add(row, column, value, str(error))
        minor.append(money.minor if money else None)
        exponents.append(money.exponent if money else None)
    return (
        pa.array(minor, pa.decimal128(38, 0)),
        pa.array(exponents, pa.int8()),
        text_column(codes, "currency", troubles),
    )


def tlp_column(values: Texts | None, count: int, troubles: Troubles) -> pa.Array:
    """Traffic light labels; none is the default, an unknown one is taken as the strictest and noted."""
    import pyarrow as pa

    words = vocabulary()
    if values is None:
        return pa.repeat(pa.scalar(words.default_tlp), count)
    labels: list[str] = []
    for row, value in enumerate(values):
        label = (value or "").strip().upper().replace("TLP: ", "TLP:").replace("WHITE", "CLEAR")
        label = label if not label or label.startswith("TLP:") else f"TLP:{label}"
        if label and label not in words.tlp:
            troubles.add(row, "tlp", value or "", f"the label is not known and is taken as {STRICTEST}")
            label = STRICTEST
        labels.append(label or words.default_tlp)
    return pa.array(labels, pa.string())
