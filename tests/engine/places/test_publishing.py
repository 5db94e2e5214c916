"""Nothing is published that fails a check, and nothing unchecked without a reason."""

from __future__ import annotations

import numpy as np

from manumit.engine.places import Drift, GroupRow, may_publish

REASON = "The area is one harbour where nobody lives."
SAFE = Drift("corrected", np.full(104, 0.1), np.full(104, 0.05))
AWAY = Drift("naive", np.full(104, 0.6), np.full(104, 0.1))
EVEN = [GroupRow("a", 100, 0.1, 1.0, None), GroupRow("b", 50, 0.09, 0.9, None)]
UNEVEN = [GroupRow("a", 100, 0.1, 1.0, None), GroupRow("b", 50, 0.02, 0.2, None)]


def test_what_passes_is_open_and_says_what_was_checked() -> None:
    told = may_publish(EVEN, SAFE)
    assert told.against == ()
    assert "four-fifths" in told.notes[0]
    assert "5%" in told.notes[1]


def test_no_reason_opens_a_check_that_failed() -> None:
    assert "less than four fifths" in may_publish(UNEVEN, SAFE, REASON).against[0]
    assert "away from the truth" in may_publish(EVEN, AWAY, REASON).against[0]
    assert len(may_publish(UNEVEN, AWAY, REASON).against) == 2
    assert may_publish(EVEN, None, REASON).against


def test_without_groups_a_reason_is_needed_and_stands_beside_it() -> None:
    assert "was not checked" in may_publish([], SAFE).against[0]
    assert may_publish([], SAFE, "because").against
    told = may_publish([], SAFE, REASON)
    assert told.against == ()
    assert REASON in told.notes[0]
