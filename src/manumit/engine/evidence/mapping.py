"""`--map FILE.yaml`: how to read tables whose columns have other names.

    files:
      "transactions.csv*":            # glob over the path as given, or over the file name
        kind: payment
        columns: {debtor_account: sourceNodeId, amount: value}    # our name: their name
        constants: {currency: USD}
        time: {origin: 2020-01-01T00:00:00Z, unit: days}          # for integer time steps
        time: {format: "%d.%m.%Y %H:%M"}                          # for times that are not ISO 8601
A column that is not renamed keeps its own name. Without a column for the id, the row's ordinal (from 1) is the id.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any

import yaml

from manumit.base.kernel import UsageError, parse_instant, record_kinds

HANDLING = ("tlp", "purpose", "expires_at", "consent_id")
"""Columns that every table may carry besides those of its kind."""
_UNITS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400, "weeks": 604800}
_KEYS = ("kind", "columns", "constants", "time")
_SOME_DAY = datetime(2021, 11, 23, 16, 45, 30, tzinfo=UTC)
_FORMATS = "Such as '%d.%m.%Y' or '%m/%d/%Y %H:%M'."


@dataclass(frozen=True, slots=True)
class FileRule:
    """How files that match one glob are read. `origin` is an ISO time, `step` seconds; `format` as Python's strptime
    takes it; without either times are ISO."""

    glob: str
    kind: str
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    origin: str = ""
    step: int = 0
    format: str = ""

    @property
    def digest(self) -> str:
        """Changes when the rule does."""
        told = {name: value for name, value in asdict(self).items() if name != "format" or value}
        return sha256(json.dumps(told, sort_keys=True, default=dict).encode()).hexdigest()[:16]

    def day(self, text: str) -> str:
        """ISO day of a time in the rule's format; what is none is returned as it is, to be judged as a day."""
        found = self.moment(text) if self.format else text
        return found if found == text else found[:10]

    def moment(self, text: str) -> str:
        """ISO time of a step number, or of a time in the rule's format; what is neither is returned as it is, to be
        judged as a time."""
        try:
            if self.format:
                return datetime.strptime(text.strip(), self.format).isoformat()
            steps = float(text)
            start = parse_instant(self.origin).utc
            return (start + timedelta(seconds=steps * self.step)).isoformat()
        except (ValueError, OverflowError):
            return text


@dataclass(frozen=True, slots=True)
class FileMap:
    """The rules of one mapping file, first match wins."""

    rules: tuple[FileRule, ...]

    def rule_for(self, path: Path) -> FileRule | None:
        """The rule for a file, by its path as given or its name."""
        shown = PurePath(path).as_posix()
        for rule in self.rules:
            if fnmatchcase(path.name, rule.glob) or fnmatchcase(shown, rule.glob):
                return rule
        return None


def load_mapping(path: Path) -> FileMap:
    """Read a mapping file. UsageError names what is wrong with it."""
    try:
        raw = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error
    except yaml.YAMLError as error:
        raise UsageError(f"{path} is not YAML: {error}") from error
    _known(raw, ("files",), str(path))
    files = raw.get("files")
    if not isinstance(files, dict) or not files:
        raise UsageError(f"{path}: `files` must name at least one glob", "See examples/amlsim.yaml.")
    return FileMap(tuple(_rule(str(glob), spec, f"{path}: {glob}") for glob, spec in files.items()))


def _known(raw: Any, allowed: tuple[str, ...] | frozenset[str], where: str) -> None:
    if not isinstance(raw, dict):
        raise UsageError(f"{where}: a mapping of keys is needed", "See examples/amlsim.yaml.")
    for key in raw:
        if key not in allowed:
            raise UsageError(f"{where}: unknown key {key!r}", f"Known here: {', '.join(sorted(allowed))}.")


def _rule(glob: str, spec: Any, where: str) -> FileRule:
    _known(spec, _KEYS, where)
    kinds = record_kinds()
    kind = spec.get("kind")
    if kind not in kinds:
        raise UsageError(f"{where}: kind {kind!r} is not known", f"Kinds: {', '.join(sorted(kinds))}.")
    allowed = frozenset(kinds[kind].columns) | {kinds[kind].id_column, *HANDLING}
    columns, constants = spec.get("columns") or {}, spec.get("constants") or {}
    _known(columns, allowed, f"{where}: columns")
    _known(constants, allowed, f"{where}: constants")
    origin, step, written = _times(spec.get("time"), f"{where}: time")
    return FileRule(
        glob,
        kind,
        {str(k): str(v) for k, v in columns.items()},
        {str(k): _text(v) for k, v in constants.items()},
        origin,
        step,
        written,
    )


def _text(value: Any) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) and value.tzinfo else str(value)


def _times(spec: Any, where: str) -> tuple[str, int, str]:
    """Origin and step in seconds, or the format of times."""
    if spec is None:
        return "", 0, ""
    if isinstance(spec, dict) and "format" in spec:
        _known(spec, ("format",), where)
        return "", 0, _format(str(spec["format"]), where)
    _known(spec, ("origin", "unit", "format"), where)
    unit = spec.get("unit", "days")
    if unit not in _UNITS:
        raise UsageError(f"{where}: unit {unit!r} is not known", f"Units: {', '.join(_UNITS)}.")
    origin = spec.get("origin", "1970-01-01T00:00:00Z")
    text = origin.isoformat() if hasattr(origin, "isoformat") else str(origin)
    try:
        parse_instant(text)
    except ValueError as error:
        raise UsageError(f"{where}: origin {error}") from error
    return text, _UNITS[unit], ""


def _format(written: str, where: str) -> str:
    try:
        read = datetime.strptime(_SOME_DAY.strftime(written), written)
    except (ValueError, re.error) as error:
        raise UsageError(f"{where}: format {written!r} is none ({error})", _FORMATS) from error
    if read.date() != _SOME_DAY.date():
        raise UsageError(f"{where}: format {written!r} does not tell day, month and year", _FORMATS)
    if read.hour not in (0, _SOME_DAY.hour):
        raise UsageError(
            f"{where}: format {written!r} does not tell morning from afternoon (%p, or %H)", _FORMATS
        )
    return written
