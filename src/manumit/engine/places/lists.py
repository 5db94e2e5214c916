"""Lists of people that overlap, read from a table: a column of 0 and 1 a list, and how many people are on exactly
those."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from manumit.base.kernel import UnreadableInput

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def read_lists(path: Path) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64]]:
    """(names of lists, rows x lists, counts), as `estimate` takes them. UnreadableInput for what is no such table."""
    import numpy as np

    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream))
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableInput(f"{path} is no CSV in UTF-8: {error}", "Save it as CSV in UTF-8.") from error
    header = [one.strip() for one in rows[0]] if rows else []
    if "count" not in header or len(set(header)) < len(header):
        raise UnreadableInput(
            f"{path} has no column `count`, or two columns of one name.",
            "A column of 0 and 1 a list, and `count`.",
            about="lists-no-count",
            numbers={"file": path.name},
        )
    at = header.index("count")
    wrong = next((cell for row in rows[1:] if any(row) for cell in row if not cell.strip().isdecimal()), None)
    if wrong is not None:
        raise UnreadableInput(
            f"{path}: {wrong!r} is no whole number.", "Lists hold 0 or 1, count the number of people."
        )
    held = [[int(cell) for cell in row] for row in rows[1:] if any(row)]
    if not held or any(len(row) != len(header) for row in held):
        raise UnreadableInput(f"{path}: rows differ in length, or there are none.", "Look at the table.")
    table = np.array(held, np.int64)
    return [one for one in header if one != "count"], np.delete(table, at, axis=1), table[:, at]
