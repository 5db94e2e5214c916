"""`manumit prevalence`: how many were never seen, as a range over all models."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.doors.cli.output import Quiet, need

if TYPE_CHECKING:
    from manumit.engine.places import Model, Prevalence


def prevalence(
    lists: Annotated[
        Path, typer.Argument(metavar="LISTS.csv", help="A column of 0 and 1 a list, and `count` people.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="The whole fan as JSON.")] = False,
    quiet: Quiet = False,
) -> int:
    """Estimate a hidden population from lists that overlap (multiple systems estimation), as a range over models.

    Each row of LISTS.csv is a combination of lists and how many people are on exactly those. The answer is never one
    number: models that fit about as well give answers that differ by much, and the range shows it.

    Example: manumit prevalence lists.csv
    """
    import json

    from manumit.engine.places import CRITICISMS, estimate, read_lists

    names, patterns, counts = read_lists(need(lists))
    found = estimate(patterns, counts, names)
    if as_json:
        print(json.dumps(_told(found), indent=1))
        return 0
    totals = sorted(one.total for one in found.models)
    space = "all" if found.whole else "a walk over"
    print(f"Seen on the lists: {found.observed:,} people.")
    print(
        f"Estimated, seen and unseen: {found.low:,.0f} to {found.high:,.0f} (95 %, over models and chance)."
    )
    print(
        f"{len(found.models):,} models fit about as well (of {space} {found.considered:,});"
        f" they say {totals[0]:,.0f} to {totals[-1]:,.0f}:"
    )
    for one in found.models[:_LISTED]:
        share = "#" * max(1, round(one.weight * _WIDTH))
        print(f"  {one.total:>10,.0f}  ({one.low:,.0f} to {one.high:,.0f})  {share} {one.weight:.0%}")
    if found.stepwise:
        one = found.stepwise
        print(
            f"Published studies take one model, chosen step by step. Here it says {one.total:,.0f}"
            f" ({one.low:,.0f} to {one.high:,.0f}, the choice itself left out)."
        )
    if not quiet:
        print("What speaks against it:")
        for line in CRITICISMS:
            print(f"- {line}")
    return 0


_LISTED, _WIDTH = 12, 40


def _told(found: Prevalence) -> dict[str, object]:
    from manumit.engine.places import CRITICISMS

    totals = [one.total for one in found.models]
    return {
        "observed": found.observed,
        "lists": list(found.lists),
        "range": [round(found.low), round(found.high)],
        "range_of_models": [round(min(totals)), round(max(totals))],
        "models_considered": found.considered,
        "models_without_estimate": found.undefined,
        "whole_model_space": found.whole,
        "models": [_model(one) for one in found.models],
        "stepwise": _model(found.stepwise) if found.stepwise else None,
        "criticisms": list(CRITICISMS),
    }


def _model(one: Model) -> dict[str, object]:
    return {
        "pairs": [list(pair) for pair in one.pairs],
        "total": round(one.total),
        "interval": [round(one.low), round(one.high)],
        "bic": round(one.bic, 3),
        "weight": round(one.weight, 5),
    }
