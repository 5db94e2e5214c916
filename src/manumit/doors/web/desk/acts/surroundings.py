"""What places are like, joined to the cells of a study: what was matched, and what it changed. Runs in the process of a
job, without a database."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from manumit.engine.places import Cells, Columns, Forecast

Json = dict[str, Any]


def joined(asked: Mapping[str, Any], cells: Cells) -> Columns | None:
    """The columns that were handed in, laid onto the cells; None without any. Refused when one is barred."""
    from manumit.engine.places import read_covariates, read_groups

    path = asked.get("covariates")
    if not path:
        return None
    groups = read_groups(Path(asked["groups"]), cells) if asked["groups"] else None
    return read_covariates(Path(path), cells, asked.get("counts") or (), groups)


def told(asked: Mapping[str, Any], about: Columns | None, found: Forecast | None) -> Json | None:
    """What was joined and what it changed, of one level of cells. `gain` and `error`: nats an event that past windows
    were likelier with it, and the standard error; `moved`: the share of the expected events that lie elsewhere without
    it; None where there is no forecast or too little to say."""
    import numpy as np

    from manumit.engine.places import helps

    if about is None:
        return None
    pool = found.pool if found else None
    each = pool.about_each if pool else []
    columns = []
    for at, name in enumerate(about.names):
        known = int(np.isfinite(about.values[:, at]).sum())
        row: Json = {
            "name": name,
            "counts": name in (asked.get("counts") or ()),
            "known": known,
            "missing": len(about.values) - known,
            "gain": None,
        }
        if each and found:
            gain, error = each[at]
            row |= {
                "gain": gain,
                "error": error,
                "moved": found.moved[at],
                "helps": helps((gain, error), len(each)),
            }
        columns.append(row)
    return {
        "file": Path(asked["covariates"]).name,
        "rows": about.rows,
        "elsewhere": about.elsewhere,
        "columns": columns,
        "used": bool(pool and pool.about),
        "gain": list(pool.about_gain) if pool and pool.about_gain else None,
        "compared": bool(asked["groups"]),
    }
