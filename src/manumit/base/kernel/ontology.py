"""The ontology: what can be observed and what it is called, read from YAML; tables are typed from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One kind of record: its id column, the column that dates it, and columns by name and type."""

    name: str
    id_column: str
    when: str
    columns: Mapping[str, str]
    derived: frozenset[str]

    @property
    def file_columns(self) -> frozenset[str]:
        """Columns a CSV or JSON-lines file of this kind may carry (the documented contract), id included."""
        return frozenset(self.columns) - self.derived | {self.id_column}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Closed vocabularies; the strings are a contract."""

    roles: Mapping[str, str]
    exploitations: Mapping[str, str]
    mention_kinds: tuple[str, ...]
    member_kinds: tuple[str, ...]
    tlp: tuple[str, ...]
    default_tlp: str
    entities: Mapping[str, Mapping[str, Any]]


def _load(name: str) -> Any:
    text = files("manumit.base.kernel").joinpath("ontology", name).read_text("utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@cache
def record_kinds() -> Mapping[str, RecordKind]:
    """Every kind of record by name."""
    kinds = {
        name: RecordKind(
            name,
            spec["id"],
            spec["when"],
            MappingProxyType(spec["columns"]),
            frozenset(spec.get("derived", ())),
        )
        for name, spec in _load("records.yaml")["kinds"].items()
    }
    return MappingProxyType(kinds)


@cache
def common_columns() -> Mapping[str, str]:
    """Columns that every record carries: identity, provenance, handling."""
    return MappingProxyType(_load("records.yaml")["common"])


@cache
def vocabulary() -> Vocabulary:
    """The closed vocabularies."""
    raw = _load("vocabulary.yaml")
    return Vocabulary(
        roles=raw["roles"],
        exploitations=raw["exploitations"],
        mention_kinds=tuple(raw["mention_kinds"]),
        member_kinds=tuple(raw["member_kinds"]),
        tlp=tuple(raw["tlp"]),
        default_tlp=raw["default_tlp"],
        entities=raw["entities"],
    )


@cache
def record_schema(kind: str) -> pa.Schema:
    """Arrow schema of a record table. Money becomes `<name>` (decimal(38,0), minor units) + `<name>_exponent`."""
    import pyarrow as pa

    types = {
        "text": pa.string(),
        "list": pa.list_(pa.string()),
        "time": pa.timestamp("us", "UTC"),
        "date": pa.date32(),
        "real": pa.float64(),
        "whole": pa.int64(),
    }
    fields: list[pa.Field[Any]] = []
    for name, typ in {**common_columns(), **record_kinds()[kind].columns}.items():
        if typ == "money":
            fields += [pa.field(name, pa.decimal128(38, 0)), pa.field(f"{name}_exponent", pa.int8())]
        else:
            fields.append(pa.field(name, types[typ]))
    return pa.schema(fields)
