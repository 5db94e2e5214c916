"""Numbers about places from elsewhere, joined to cells: what an area is like, to learn from, and who lives there, for
the fairness check alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from manumit.base.kernel import Refused, UnreadableInput, UsageError
from manumit.engine.places.area import Cells
from manumit.engine.places.barred import barred, stands_for
from manumit.engine.places.laid import Columns, read_columns

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def read_covariates(
    path: Path,
    cells: Cells,
    counts: Sequence[str] = (),
    groups: Mapping[str, NDArray[np.float64]] | None = None,
) -> Columns:
    """What places are like, to learn from. Columns named in `counts` are numbers of something, to be shared out; all
    others are rates or means. Refused when a column tells of a barred attribute, by its name or by going with one of
    the `groups`; UsageError for counts that are not there."""
    import numpy as np

    found = read_columns(path, cells, counts)
    for name in found.names:
        if attribute := barred(name):
            raise Refused(
                f"{path}: the column {name!r} tells of {attribute}; a forecast must not learn from that.",
                "Leave it out of the file. To check whom a forecast points at, give it with the groups.",
                about="barred",
                numbers={"file": path.name, "column": name},
            )
    unknown = sorted(set(counts) - set(found.names))
    if unknown:
        raise UsageError(
            f"{path} has no column {', '.join(unknown)}.",
            f"The columns are: {', '.join(found.names)}.",
            about="no-such-column",
            numbers={"file": path.name, "columns": ", ".join(unknown), "there": ", ".join(found.names)},
        )
    for name, column in zip(found.names, found.values.T, strict=True):
        if groups and (alike := stands_for(column, groups)):
            raise Refused(
                f"{path}: the column {name!r} goes with where {alike[0]} live (correlation {alike[1]:.2f}):"
                " it would stand in for them.",
                "Leave it out of the file.",
                about="stands-in",
                numbers={"file": path.name, "column": name, "group": alike[0], "r": f"{alike[1]:.2f}"},
            )
    notes = list(found.notes)
    if not groups:
        notes.append("Whether a column stands in for a group was not looked at: no groups were given.")
    for name, column in zip(found.names, found.values.T, strict=True):
        gone = int(np.isnan(column).sum())
        if gone == len(column):
            raise UsageError(
                f"{path}: nothing is known of {name!r} anywhere in the area.",
                "Are cells and area the same?",
                about="nothing-known",
                numbers={"file": path.name, "column": name},
            )
        if gone:
            notes.append(f"{name}: nothing known in {gone:,} of {len(column):,} cells.")
    return replace(found, notes=tuple(notes))


def read_groups(path: Path, cells: Cells) -> dict[str, NDArray[np.float64]]:
    """Numbers of people of each group a cell, for the fairness check alone. UnreadableInput for numbers below 0."""
    import numpy as np

    found = read_columns(path, cells, None)
    if (found.values < 0).any():
        raise UnreadableInput(
            f"{path} is no table of people: a number is below 0.",
            "It needs a place and a number a group.",
            about="below-nobody",
            numbers={"file": path.name},
        )
    return {name: np.nan_to_num(column) for name, column in zip(found.names, found.values.T, strict=True)}
