"""A lead that was decided is known again, by its id or by most of its records; new evidence asks again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from manumit.engine.evidence import Outcome
from manumit.engine.leads.known import Known

TEN = tuple(f"r{n}" for n in range(10))


def _told(lead: str, records: tuple[str, ...], outcome: str = "unfounded", at: str = "2026-03-01") -> Outcome:
    return Outcome(f"case/{lead}", lead, outcome, at, "ada", 0.8, records)


KNOWN = Known({"lead_a": _told("lead_a", TEN)})


def test_the_same_id_and_records_are_settled() -> None:
    found = KNOWN.earlier("lead_a", TEN)
    assert found is not None
    assert (found.new_records, found.new_evidence, found.refuted) == (0, False, True)


def test_another_id_with_most_of_the_records_is_the_same() -> None:
    found = KNOWN.earlier("lead_b", [*TEN[:6], "x1", "x2"])
    assert found is not None
    assert (found.lead_id, found.new_records, found.refuted) == ("lead_a", 2, True)
    assert KNOWN.earlier("lead_b", [*TEN[:5], "x1", "x2", "x3", "x4", "x5"]) is None


def test_three_new_records_ask_again() -> None:
    found = KNOWN.earlier("lead_a", [*TEN, "x1", "x2", "x3"])
    assert found is not None
    assert (found.new_records, found.new_evidence, found.refuted) == (3, True, False)


def test_of_records_that_nobody_kept_all_are_new() -> None:
    found = Known({"lead_a": _told("lead_a", ())}).earlier("lead_a", TEN)
    assert found is not None
    assert found.new_evidence


def test_of_two_alike_the_nearer_counts_then_the_later() -> None:
    told = {one.lead_id: one for one in (_told("a", TEN[:6]), _told("b", TEN[:8], "confirmed"))}
    found = Known(told).earlier("c", TEN)
    assert found is not None
    assert found.lead_id == "b"


@given(st.sets(st.sampled_from(TEN), min_size=1), st.sets(st.sampled_from(TEN), min_size=1))
def test_alike_goes_both_ways(left: set[str], right: set[str]) -> None:
    one = Known({"l": _told("l", tuple(left))}).earlier("r", right)
    other = Known({"r": _told("r", tuple(right))}).earlier("l", left)
    assert (one is None) == (other is None)
    assert (one is None) == (len(left & right) <= min(len(left), len(right)) / 2)
