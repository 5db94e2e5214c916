"""Names of files that are one picture, as `manumit pictures` told them, become one name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from manumit.base.kernel import UsageError


def one_names(pairs: Path) -> dict[str, str]:
    """The path of each file of a verified pair: the first path of those that are one picture."""
    import csv

    first: dict[str, str] = {}
    with pairs.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream)
        if not {"a", "b", "verified"} <= set(rows.fieldnames or ()):
            raise UsageError(f"{pairs} has no columns a, b and verified.", "Make it with: manumit pictures")
        for row in rows:
            if row["verified"] == "true":
                one, other = sorted((_root(first, row["a"]), _root(first, row["b"])))
                first[other] = one
                first.setdefault(one, one)
    return {path: _root(first, path) for path in first}


def _root(first: dict[str, str], path: str) -> str:
    while (above := first.get(path, path)) != path:
        path = above
    return path


def renamed(images: str | Iterable[str] | None, names: Mapping[str, str]) -> str | None:
    """An `images` cell, or a list, with the one name of each picture that has one."""
    if not images:
        return None
    cut = images.replace(",", ";").split(";") if isinstance(images, str) else images
    return ";".join(names.get(name, name) for name in (str(one).strip() for one in cut))
