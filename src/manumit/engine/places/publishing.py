"""Whether a forecast may leave the investigator's hands: who it points at, and what following it would do to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from manumit.engine.places.fairness import GroupRow, gate
from manumit.engine.places.feedback import TOLERANCE, Drift

LEAST_REASON = 20
"""Letters of a reason, so that it is a sentence that somebody can be asked about."""


@dataclass(frozen=True)
class Verdict:
    """`against`: why it may not be published, in sentences, empty when it may; `notes`: what was checked, and what
    was not."""

    against: tuple[str, ...]
    notes: tuple[str, ...]


def may_publish(rows: Sequence[GroupRow], drift: Drift | None, reason: str = "") -> Verdict:
    """The gate before every publication. `rows` of `by_group`, none when nobody gave groups: then only a recorded
    `reason` opens it. No reason opens it against a check that failed."""
    against, notes = list(gate(list(rows))), []
    if rows and not against:
        notes.append("No group is pointed at more than the four-fifths rule allows.")
    elif not rows and len(reason.strip()) < LEAST_REASON:
        against.append(
            "Whom it points at was not checked: the number of people of each group was not given, and nobody put down"
            " why it is published without."
        )
    elif not rows:
        notes.append(f"Whom it points at was NOT checked. Published without, because: {reason.strip()}")
    if drift is None:
        against.append("What following it would do to it was not played forward.")
    elif drift.runs_away:
        against.append(
            f"Played forward for two years, looking where it points moves it {drift.harm:.0%} away from the truth;"
            f" at most {TOLERANCE:.0%} are allowed."
        )
    else:
        notes.append(
            f"Played forward for two years, looking where it points moves it {max(drift.harm, 0):.0%}."
        )
    return Verdict(tuple(against), tuple(notes))
