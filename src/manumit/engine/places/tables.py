"""Tables of other things than events: columns under the names that were asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import UnreadableInput
from manumit.engine.places.fields import moments, numbers, table_of, texts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Read:
    """Columns of a table under the names that were asked for."""

    columns: Mapping[str, Any]

    @property
    def names(self) -> frozenset[str]:
        """Those that are there."""
        return frozenset(self.columns)

    @property
    def size(self) -> int:
        """Rows."""
        return next((len(one) for one in self.columns.values()), 0)

    def texts(self, name: str) -> list[str]:
        """Trimmed, '' where there is nothing."""
        told: list[str] = texts(self.columns[name]).tolist()
        return told

    def numbers(self, name: str) -> NDArray[np.float64]:
        """nan where there is none."""
        return numbers(self.columns[name])

    def days(self, name: str) -> NDArray[np.float64]:
        """Days since 1970, nan where there is none."""
        return moments(self.columns[name])


def read_columns(path: Path, wanted: Mapping[str, Sequence[str]], needed: Sequence[str]) -> Read:
    """Other tables than of events: `wanted`: column -> the names it may have. UnreadableInput without the `needed`."""
    table = table_of(path)
    names = {one.strip().lower(): one for one in table.column_names}
    found = {
        column: table.column(names[next(one for one in aliases if one in names)])
        for column, aliases in wanted.items()
        if any(one in names for one in aliases)
    }
    missing = [column for column in needed if column not in found]
    if missing:
        raise UnreadableInput(
            f"{path} has no column {' and no column '.join(missing)}; it has {', '.join(table.column_names)}.",
            f"It needs {', '.join(needed)}.",
        )
    return Read(found)


def read_headed(path: Path) -> tuple[list[str], Read]:
    """A table whose columns nobody knows beforehand: their names as written, and all of them."""
    table = table_of(path)
    return table.column_names, Read({one: table.column(one) for one in table.column_names})
