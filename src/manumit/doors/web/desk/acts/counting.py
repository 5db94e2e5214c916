"""How many were never seen, from lists that overlap. Runs in the process of a job, without a database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from manumit.base.kernel import UsageError
from manumit.doors.web.desk.acts.naming import naming

Json = dict[str, Any]
Tell = Callable[[str, int, int], None]


def unseen(asked: Mapping[str, Any], tell: Tell) -> Json:
    """The fan; the job's result. Errors name the table as the person named it."""
    tell("lists", 0, 0)
    path = Path(asked["lists"])
    with naming([path]):
        from manumit.engine.places import estimate, read_lists

        try:
            names, patterns, counts = read_lists(path)
        except FileNotFoundError as error:
            raise UsageError("The table is gone.", "Hand it in again.", about="table-gone") from error
        found = estimate(patterns, counts, names)
    return {"prevalence": asked["prevalence"], "fan": asdict(found)}
