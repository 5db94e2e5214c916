"""What reading yields: records, what was set aside, sources and the sum of it all."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from manumit.base.kernel import record_kinds


@dataclass(frozen=True, slots=True)
class Record:
    """One observation: its kind and its columns (those of the ontology, common ones included), as Python values."""

    kind: str
    columns: Mapping[str, Any]

    @property
    def source_id(self) -> str:
        """The identifier that the source gave."""
        return str(self.columns["source_id"])


@dataclass(frozen=True, slots=True)
class Quarantined:
    """What could not be read, or (`kept`) what was read with a doubt that a person should see.

    `file` is the path as given, `!member` added inside an archive; `offset` and `length` are bytes of the
    decompressed content (for a file that was never opened: 0, 0).
    """

    file: str
    sha256: str
    offset: int
    length: int
    reason: str
    hint: str = ""
    kept: bool = False

    def shape(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Source:
    """One file that was read: custody. `paths`, absolute, in the order they were given (an older version noted them as
    they were given); bytes as given, not decompressed."""

    paths: tuple[str, ...]
    sha256: str
    bytes: int
    encoding: str
    format: str
    reader: str
    read_at: str
    records: Mapping[str, int]
    quarantined: int
    warnings: int
    rule: str = ""
    """Digest of the mapping rule that it was read with; empty without one."""


@dataclass(slots=True)
class ReadSummary:
    """What one call of read_sources saw; counts are over the given files, also those that were read before."""

    files_seen: int = 0
    files_new: int = 0
    files_already_read: int = 0
    files_skipped: int = 0
    records: dict[str, int] = field(default_factory=dict)
    """Newly read records by kind."""
    quarantined: int = 0
    """Spans and files that were set aside among the files given now, this time or before: exit status 3."""
    warnings: int = 0
    bytes: int = 0
    seconds: float = 0.0
    left_out: int = 0
    """Records that were erased once, and were met again."""


class Progress(Protocol):
    """What a reader of many files tells about its progress; the command line supplies one that draws bars."""

    def start(self, total_bytes: int, total_files: int) -> None:
        """The work is known: bytes (as given) and files that are new."""

    def advance(self, bytes: int, records: int, file: str) -> None:
        """So many more bytes (as given) and records were read, last from `file`."""

    def finish(self) -> None:
        """All is committed, or the work was broken off."""


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat() + "Z"
    return value.isoformat() if isinstance(value, date) else value


def _money(minor: Decimal, exponent: int) -> str:
    return (
        f"{Decimal(minor).scaleb(-exponent):f}" if abs(minor) < 10**27 else _long_money(int(minor), exponent)
    )


def _long_money(minor: int, exponent: int) -> str:
    digits = str(abs(minor)).zfill(exponent + 1)
    point = len(digits) - exponent
    return ("-" if minor < 0 else "") + (f"{digits[:point]}.{digits[point:]}" if exponent else digits)


def to_json(record: Record) -> str:
    """One JSON object: `kind`, `source_id`, then the columns that have a value, provenance last.

    Money is decimal text beside its currency; times are ISO 8601 in UTC with Z, the source's zone is zone_minutes;
    `extra` is an object. The id also stands under its own name (payment_id ...). An account's own column `kind`
    (person or business) is `account_kind`.
    """
    kind = record_kinds()[record.kind]
    body: dict[str, Any] = {"kind": record.kind, "source_id": record.columns["source_id"]}
    body[kind.id_column] = record.columns["source_id"]
    tail = {
        name: value
        for name, value in record.columns.items()
        if name not in kind.columns and value is not None
    }
    for name, typ in kind.columns.items():
        value = record.columns.get(name)
        if value is None:
            continue
        key = "account_kind" if name == "kind" else name
        body[key] = _money(value, record.columns[f"{name}_exponent"]) if typ == "money" else _plain(value)
    for name, value in tail.items():
        if name == "extra":
            body["extra"] = json.loads(value)
        elif not name.endswith("_exponent"):
            body.setdefault(name, _plain(value))
    return json.dumps(body, ensure_ascii=False, allow_nan=False)


Columns = Mapping[str, Sequence[str | None]]
