"""The vocabulary of care records: kinds of items, their fields, and what a value may be. Read from
vocabulary/*.yaml."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from manumit.base.kernel import UsageError, parse_date, parse_instant

Value = Any
"""JSON: text, list of texts, true or false, whole number, or null for 'no value any more'."""


@dataclass(frozen=True)
class FieldSpec:
    """A field: its type, the values it may have (none: free), its name in HTCDS."""

    name: str
    type: str
    values: tuple[str, ...] = ()
    htcds: str | None = None

    def need(self, value: Value, where: str) -> None:
        """UsageError that says which field it is and what is allowed, when the value does not fit."""
        if value is None:
            return
        try:
            _CHECKS[self.type](value)
        except ValueError as error:
            raise UsageError(f"{where}: {error}.") from error
        given = value if isinstance(value, list) else [value]
        if self.values and (wrong := [one for one in given if one not in self.values]):
            allowed = ", ".join(self.values)
            raise UsageError(
                f"{where}: {', '.join(map(repr, wrong))} is not allowed.", f"Allowed: {allowed}."
            )


@dataclass(frozen=True)
class Kind:
    """A kind of item. `single`: one a person, whose id is the kind's name. `guarded`: has a verb of its own."""

    name: str
    says: str
    single: bool
    guarded: bool
    fields: Mapping[str, FieldSpec]
    fields_like: Mapping[str, FieldSpec]

    def field(self, name: str) -> FieldSpec:
        """The field of that name; UsageError when the kind has none."""
        if (found := self.fields.get(name)) is not None:
            return found
        for prefix, spec in self.fields_like.items():
            if name.startswith(prefix):
                return spec
        raise UsageError(f"{self.name} has no field {name!r}.", f"Fields are: {', '.join(self.fields)}.")

    def need(self, fields: Mapping[str, Value]) -> None:
        """UsageError unless all these fields are the kind's and their values fit."""
        for name, value in fields.items():
            self.field(name).need(value, f"{self.name}.{name}")


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind by name."""
    lists = {
        name: tuple(values.split() if isinstance(values, str) else values)
        for name, values in _load("lists.yaml").items()
    }

    def specs(raw: Mapping[str, Any]) -> dict[str, FieldSpec]:
        return {
            name: FieldSpec(name, one["type"], lists[one["list"]] if "list" in one else (), one.get("htcds"))
            for name, one in raw.items()
        }

    return {
        name: Kind(
            name,
            raw["says"],
            raw.get("single", False),
            raw.get("guarded", False),
            specs(raw["fields"]),
            specs(raw.get("fields_like", {})),
        )
        for name, raw in _load("kinds.yaml").items()
    }


def kind_named(name: str) -> Kind:
    """The kind of that name; UsageError otherwise."""
    if (found := kinds().get(name)) is None:
        raise UsageError(f"{name!r} is no kind of item.", f"Kinds are: {', '.join(kinds())}.")
    return found


def _load(name: str) -> Any:
    text = files("manumit.services.care").joinpath("vocabulary", name).read_text("utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _text(value: Value) -> None:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{value!r} is not a text")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ValueError(f"{value!r} holds half a character") from error


def _lines(value: Value) -> None:
    if not isinstance(value, list) or not value:
        raise ValueError(f"{value!r} is not a list of texts")
    for one in value:
        _text(one)
    if len(set(value)) < len(value):
        raise ValueError(f"{value!r} says something twice")


def _date(value: Value) -> None:
    _text(value)
    if len(value) != 10:
        raise ValueError(f"{value!r} is not a date like 2026-03-31")
    parse_date(value)


def _time(value: Value) -> None:
    _text(value)
    if parse_instant(value).zone_minutes is None:
        raise ValueError(f"{value!r} has no zone, such as Z")


def _of_type(typ: type, name: str) -> Callable[[Value], None]:
    def check(value: Value) -> None:
        if type(value) is not typ:
            raise ValueError(f"{value!r} is not {name}")

    return check


_CHECKS: Mapping[str, Callable[[Value], None]] = {
    "text": _text,
    "json": _text,
    "choice": _text,
    "lines": _lines,
    "choices": _lines,
    "date": _date,
    "time": _time,
    "yes_no": _of_type(bool, "true or false"),
    "whole": _of_type(int, "a whole number"),
}
