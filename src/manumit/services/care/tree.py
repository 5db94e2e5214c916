"""JSON kept as written: numbers stay the text they were (1.50 is not 1.5), members keep their order, nothing
unknown is lost.

FHIR says that the precision of a decimal matters; a reader that makes floats or Python decimals of them, drops what
it does not know, or writes times its own way (+00:00 as Z) cannot give a document back as it came.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from json.encoder import encode_basestring
from typing import Any

from manumit.base.kernel import UnreadableInput

Tree = Any
"""dict, list, str, bool, None or Number."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it was written."""

    text: str


def parse_tree(data: bytes | str, where: str) -> Tree:
    """A tree from JSON; UnreadableInput when it is none, or a member stands twice in an object (only one of the two
    would be kept)."""
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        tree = json.loads(
            text,
            parse_float=Number,
            parse_int=Number,
            parse_constant=_constant,
            object_pairs_hook=_object,
        )
        dump_tree(tree).encode()
    except (ValueError, RecursionError) as error:
        what = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise UnreadableInput(f"{where} cannot be read as JSON: {what}.") from error
    return tree


def _constant(name: str) -> Tree:
    raise ValueError(f"{name} is no number in JSON")


def _object(pairs: list[tuple[str, Tree]]) -> dict[str, Tree]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice!r} stands twice in an object")
    return found


def dump_tree(tree: Tree, indent: int | None = None) -> str:
    """JSON again; with `indent` on many lines."""
    return "".join(_pieces(tree, indent, 0))


def _pieces(tree: Tree, indent: int | None, depth: int) -> list[str]:
    if isinstance(tree, Number):
        return [tree.text]
    if isinstance(tree, str):
        return [encode_basestring(tree)]
    if isinstance(tree, dict) and tree:
        members = [
            [encode_basestring(key), ": " if indent else ":", *_pieces(value, indent, depth + 1)]
            for key, value in tree.items()
        ]
        return _joined("{", members, "}", indent, depth)
    if isinstance(tree, list) and tree:
        return _joined("[", [_pieces(one, indent, depth + 1) for one in tree], "]", indent, depth)
    return [json.dumps(tree)]


def _joined(left: str, parts: list[list[str]], right: str, indent: int | None, depth: int) -> list[str]:
    line = "\n" + " " * (indent * (depth + 1)) if indent else ""
    pieces = [left]
    for number, part in enumerate(parts):
        pieces += [("," if number else "") + line, *part]
    return [*pieces, "\n" + " " * (indent * depth) if indent else "", right]
