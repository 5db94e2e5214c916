"""The watchlist a person keeps, YAML or CSV: every usable entry, and every other with its line and a hint."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from manumit.base.kernel import UsageError
from manumit.engine.watch.model import Entry, Problem, Unusable
from manumit.engine.watch.subjects import FIELDS, entry_of

LARGEST_LIST = 256 * 2**20
"""Bytes of a watchlist; what is larger was not written by hand or by a watch office."""
_ITEM = re.compile(r"^([ \t]*)-(?:[ \t]|$)", re.M)
_HINT = "See docs/how-to/watch-for-new-evidence.md for a list that works."


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as written: its line and its cells, all texts."""

    line: int
    cells: Mapping[str, str]


def read_watchlist(path: Path) -> tuple[list[Entry], list[Problem]]:
    """Usable entries in the order of the list, and the problems. UsageError when the file cannot be read at all."""
    try:
        if path.stat().st_size > LARGEST_LIST:
            raise UsageError(f"{path} is larger than {LARGEST_LIST >> 20} MiB.", "Split the watchlist.")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", "Check the path.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text.", "Save it as UTF-8.") from error
    rows = _csv_rows(text, path) if _is_csv(path, text) else _yaml_rows(text, path)
    return _checked(rows)


def checked_entry(cells: Mapping[str, str]) -> Entry:
    """One entry by its fields. UsageError with what is wrong."""
    try:
        return entry_of(cells, 0)
    except Unusable as bad:
        raise UsageError(f"{bad.reason[:1].upper()}{bad.reason[1:]}.", bad.hint) from bad


def _is_csv(path: Path, text: str) -> bool:
    if path.suffix.lower() in (".csv", ".tsv"):
        return True
    if path.suffix.lower() in (".yaml", ".yml", ".json"):
        return False
    head = text.lstrip().split("\n", 1)[0]
    return not head.startswith(("-", "#", "{", "[")) and {"kind", "value"} <= set(_cells(head))


def _checked(rows: Iterator[Row | Problem]) -> tuple[list[Entry], list[Problem]]:
    entries: list[Entry] = []
    problems: list[Problem] = []
    lines: dict[str, int] = {}
    for row in rows:
        if isinstance(row, Problem):
            problems.append(row)
            continue
        try:
            entry = entry_of(row.cells, row.line)
            if entry.id in lines:
                raise Unusable(
                    f"the id {entry.id!r} stands on line {lines[entry.id]} already", "Give it another id."
                )
        except Unusable as bad:
            problems.append(Problem(row.line, row.cells.get("id", "")[:80], bad.reason, bad.hint))
            continue
        lines[entry.id] = row.line
        entries.append(entry)
    return entries, sorted(problems, key=lambda one: one.line)


def _cells(head: str) -> list[str]:
    return [cell.strip().strip('"').lower() for cell in re.split(r"[,;\t]", head)]


def _csv_rows(text: str, path: Path) -> Iterator[Row | Problem]:
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        if not {"kind", "value"} <= set(names):
            raise UsageError(f"The header of {path} must name at least `kind` and `value`.", _HINT)
        if odd := [name for name in names if name and name not in FIELDS]:
            known = f"Known: {', '.join(FIELDS)}. The other columns were read."
            yield Problem(1, "", f"unknown column {', '.join(map(repr, odd))}", known)
        line = reader.line_num + 1
        for values in reader:
            at, line = line, reader.line_num + 1
            if not any(value.strip() for value in values):
                continue
            if len(values) > len(names):
                yield Problem(
                    at, values[0][:80], "more cells than the header names", "Put quotes around commas."
                )
                continue
            cells = {name: value.strip() for name, value in zip(names, values, strict=False)}
            yield Row(at, {name: cells[name] for name in FIELDS if cells.get(name)})
    except csv.Error as error:
        yield Problem(reader.line_num, "", f"no CSV from here on: {error}", "Look for a quote left open.")


def _yaml_rows(text: str, path: Path) -> Iterator[Row | Problem]:
    """The entries of a list, or of a mapping's `entries`. Where the whole is not YAML, item by item: one slip of
    the pen costs one entry."""
    import yaml

    try:
        node = _compose(text)
    except (yaml.YAMLError, RecursionError) as error:
        yield from _item_by_item(text, error, path)
        return
    if isinstance(node, yaml.MappingNode):
        node = next((value for key, value in node.value if getattr(key, "value", "") == "entries"), node)
    if node is None:
        return
    if not isinstance(node, yaml.SequenceNode):
        raise UsageError(f"{path} is no list of entries.", _HINT)
    for item in node.value:
        yield _row(item, item.start_mark.line + 1)


def _compose(text: str) -> Any:
    import yaml

    return yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _item_by_item(text: str, error: Exception, path: Path) -> Iterator[Row | Problem]:
    import yaml

    first = _ITEM.search(text)
    if first is None:
        raise UsageError(f"{path} is neither YAML nor CSV: {_said(error, 0)}", _HINT) from error
    starts = [one.start() for one in _ITEM.finditer(text) if one[1] == first[1]]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line = text.count("\n", 0, start)
        try:
            items = _compose(text[start:end]).value
        except (yaml.YAMLError, RecursionError, AttributeError) as wrong:
            yield Problem(
                line + 1, "", _said(wrong, line), "Mend the quotes, colons and indents of this entry."
            )
            continue
        for item in items:
            yield _row(item, line + item.start_mark.line + 1)


def _said(error: Exception, line: int) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f" (line {line + mark.line + 1})" if mark else ""
    return f"not YAML: {getattr(error, 'problem', None) or type(error).__name__}{where}"


def _row(item: Any, line: int) -> Row | Problem:
    """The cells as they were written: YAML would take +447700900123 for a number and lose its plus."""
    import yaml

    if not isinstance(item, yaml.MappingNode):
        return Problem(
            line, "", "an entry is a mapping of fields", "Write `- id: ...`, then the other fields."
        )
    cells: dict[str, str] = {}
    for key, value in item.value:
        name = str(getattr(key, "value", "")).strip().lower()
        if name not in FIELDS:
            return Problem(
                line, cells.get("id", ""), f"unknown field {name!r}", f"Known: {', '.join(FIELDS)}."
            )
        if isinstance(value, yaml.ScalarNode):
            cells[name] = "" if value.tag.endswith(":null") else str(value.value).strip()
        elif name == "only" and isinstance(value, yaml.SequenceNode):
            cells[name] = ",".join(str(getattr(one, "value", "")) for one in value.value)
        else:
            return Problem(
                line, cells.get("id", ""), f"{name} must be one value", "Write one entry for each."
            )
    return Row(line, {name: value for name, value in cells.items() if value})
