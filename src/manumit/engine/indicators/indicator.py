"""One red flag as data: read from YAML, checked whole, its mistakes reported together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from manumit.base.kernel import UsageError, vocabulary

FAMILIES = ("money", "travel", "advert", "offer", "housing", "identity", "report")
"""Independent kinds of evidence: agreement between them counts, repeats within one count little."""

_NEEDED = ("id", "version", "family", "title", "sentence", "source", "applies_to", "sql", "harm", "examples")
_BARRED = re.compile(
    r"\b(nationality|ethnic\w*|religio\w*|migration_status|immigration\w*|sexual_orientation|race)\b"
)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a red flag comes from: document, year, and paragraph, section or table."""

    document: str
    year: int
    paragraph: str

    def cite(self) -> str:
        """'FATF/APG, Financial Flows from Human Trafficking (2018), annex B'."""
        return f"{self.document} ({self.year}), {self.paragraph}"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A red flag (or, with `against`, an innocent explanation) as SQL over the link tables.

    The query gives a row a finding: subject, strength (0..1), start_at, end_at, evidence (record ids),
    members (entity, role), and any other columns as facts for the sentence.
    """

    id: str
    version: int
    family: str
    title: str
    sentence: str
    source: tuple[Source, ...]
    exploitation: Mapping[str, float]
    applies_to: tuple[str, ...]
    parameters: Mapping[str, Any]
    sql: str
    innocent: tuple[str, ...]
    harm: str
    examples: Mapping[str, Any]
    against: bool

    def query(self, overrides: Mapping[str, Any] | None = None) -> str:
        """The SQL with `$name` parameters filled in as literals."""
        values = {**self.parameters, **(overrides or {})}
        return re.sub(r"\$([a-z_]+)", lambda found: _literal(values[found[1]]), self.sql)


def _literal(value: object) -> str:
    if isinstance(value, bool | int | float):
        return str(value)
    if isinstance(value, list | tuple):
        return "(" + ", ".join(_literal(item) for item in value) + ")"
    return "'" + str(value).replace("'", "''") + "'"


def read_indicator(text: str, name: str) -> Indicator:
    """Parse and check one YAML file; UsageError names all that is wrong with it."""
    raw = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    raw = raw if isinstance(raw, dict) else {}
    wrong = [f"{key} is missing" for key in _NEEDED if key not in raw]
    if not wrong:
        wrong = _mistakes(raw, name)
    if wrong:
        raise UsageError(f"{name}: " + "; ".join(wrong), "Correct this catalogue file.")
    return Indicator(
        id=raw["id"],
        version=raw["version"],
        family=raw["family"],
        title=raw["title"],
        sentence=raw["sentence"],
        source=tuple(Source(s["document"], s["year"], s["paragraph"]) for s in raw["source"]),
        exploitation=raw.get("exploitation", {}),
        applies_to=tuple(raw["applies_to"]),
        parameters=raw.get("parameters", {}),
        sql=raw["sql"],
        innocent=tuple(raw.get("innocent", ())),
        harm=raw["harm"],
        examples=raw["examples"],
        against=bool(raw.get("against", False)),
    )


def _mistakes(raw: Mapping[str, Any], name: str) -> list[str]:
    wrong = []
    if raw["id"] != name:
        wrong.append(f"id {raw['id']!r} is not the file's name")
    wrong += [
        f"source {place} has no {key}"
        for place, source in enumerate(raw["source"], 1)
        for key in ("document", "year", "paragraph")
        if not source.get(key)
    ]
    if raw["family"] not in FAMILIES:
        wrong.append(f"family {raw['family']!r} is none of {', '.join(FAMILIES)}")
    if barred := _BARRED.search(raw["sql"]):
        wrong.append(f"the SQL uses {barred[0]!r}: barred as a feature")
    wrong += [
        f"exploitation {key!r} unknown"
        for key in raw.get("exploitation", {})
        if key not in vocabulary().exploitations
    ]
    unset = set(re.findall(r"\$([a-z_]+)", raw["sql"])) - set(raw.get("parameters", {}))
    wrong += [f"parameter ${key} has no default" for key in sorted(unset)]
    return wrong


@cache
def catalogue() -> tuple[Indicator, ...]:
    """Every red flag and every innocent explanation we ship, by id."""
    folder = files("manumit.engine.indicators").joinpath("catalogue")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return tuple(
        read_indicator(folder.joinpath(name).read_text("utf-8"), name.removesuffix(".yaml")) for name in names
    )
