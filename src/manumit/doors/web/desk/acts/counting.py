"""How many were never seen, from lists that overlap. Runs in the process of a job, without a database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from manumit.base.kernel import ManumitError, MissingPart, UsageError

Json = dict[str, Any]
Tell = Callable[[str, int, int], None]


def unseen(asked: Mapping[str, Any], tell: Tell) -> Json:
    """The fan; the job's result. Errors name the table as the person named it."""
    tell("lists", 0, 0)
    path = Path(asked["lists"])
    try:
        from manumit.engine.places import estimate, read_lists

        names, patterns, counts = read_lists(path)
        found = estimate(patterns, counts, names)
    except ImportError as error:
        raise MissingPart(
            "The part for maps is not installed.",
            "Whoever looks after this installation adds manumit[places].",
        ) from error
    except FileNotFoundError as error:
        raise UsageError("The table is gone.", "Hand it in again.") from error
    except ManumitError as error:
        error.sentence = error.sentence.replace(str(path), path.name)
        raise
    return {"prevalence": asked["prevalence"], "fan": asdict(found)}
