"""Places for a few teams, worked out from a study: the plan that was asked for, and what one fewer or more would do.
Runs in the process of a job, without a database.

It rests on what anybody may be shown of the study (resolution 8, small counts hidden): what lies in hidden cells counts
as if it lay evenly in all of them. So a plan tells nobody a small count, whoever looks at it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from manumit.base.kernel import ManumitError, UsageError
from manumit.doors.web.desk.acts.ground import Ground
from manumit.doors.web.desk.acts.kept import Kept, mark_of
from manumit.doors.web.desk.acts.naming import naming, rename
from manumit.doors.web.desk.acts.surveying import RESULT, write_whole

BESIDE: Final = (-1, 0, 1, 2)
"""How many more or fewer are worked out, too."""
Json = dict[str, Any]
Tell = Callable[[str, int, int], None]


def plan_path(folder: Path, placing: int) -> Path:
    """Where a plan lies, in the folder of its study."""
    return folder / "placings" / f"{placing}.json"


def kept_in(folder: Path, placing: int) -> Path:
    """Where lies what is done of a plan as long as it is not whole."""
    return folder / "placings" / f"{placing}.kept"


def site(asked: Mapping[str, Any], tell: Tell) -> Json:
    """Write the plan; the job's result. Refused where nothing is to be expected anywhere. Killed, it goes on where it
    was."""
    with naming(_files(asked)):
        return _site(asked, tell)


def expect_ways(asked: Mapping[str, Any]) -> None:
    """What the job would say of a table of ways by which no plan can be made; nothing where it can."""
    try:
        _ground(asked)
    except ImportError:
        return  # the job says so
    except ManumitError as error:
        rename(error, _files(asked))
        raise


def _files(asked: Mapping[str, Any]) -> tuple[Any, ...]:
    return asked["groups"], asked.get("ways") or ""


def _ground(asked: Mapping[str, Any]) -> tuple[Json, Ground]:
    """(what came of the study, what a plan of it stands on)."""
    try:
        result: Json = json.loads((Path(asked["out"]) / RESULT).read_text("utf-8"))
    except FileNotFoundError as error:
        raise UsageError(
            "What came of the study is gone.", "Have it worked out again first.", about="study-gone"
        ) from error
    ways = str(asked.get("ways") or "")
    ground = Ground.of(result["levels"][-1], asked["groups"], ways)
    if asked["number"] > len(ground.sites):
        raise UsageError(
            f"Places to choose from: {len(ground.sites)}, fewer than {asked['number']}.",
            "Ask for fewer, or hand in ways from more places."
            if ways
            else "Ask for fewer, or work the study out with smaller cells.",
            "number",
        )
    return result, ground


def _site(asked: Mapping[str, Any], tell: Tell) -> Json:
    tell("sites", 0, 0)
    folder, ways = Path(asked["out"]), str(asked.get("ways") or "")
    result, ground = _ground(asked)
    wanted = [
        (asked["number"] + more, fair)
        for more in BESIDE
        for fair in ((False, True) if ground.groups else (False,))
        if 1 <= asked["number"] + more <= len(ground.sites)
    ]
    mark = json.dumps(asked, sort_keys=True), result["made_at"], mark_of(asked["groups"]), mark_of(ways)
    kept = Kept.of(kept_in(folder, asked["placing"]), *mark)
    plans = []
    for done, (number, fair) in enumerate(wanted):
        tell("sites", done, len(wanted))
        name = f"{number}-{'fair' if fair else 'free'}"
        plans.append(kept.part(name, partial(ground.plan, number, fair, asked["reach"] / 60)))
    told = {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "study_made_at": result["made_at"],
        "ways": Path(ways).name,
        **ground.shape(),
        "plans": plans,
    }
    write_whole(plan_path(folder, asked["placing"]), told)
    kept.let_go()
    return {"placing": asked["placing"], "study": asked["study"], "cells": len(ground.need)}
