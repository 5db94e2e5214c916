"""Nobody can be read off the numbers, nor worked out from them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from manumit.services.support import LEAST, suppress

COUNTS = st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 60), min_size=1, max_size=8)


@given(COUNTS)
def test_no_small_cell_is_told_and_none_can_be_worked_out(counts: dict[str, int]) -> None:
    told = suppress(counts)
    shown = {name: count for name, count in told.cells.items() if count is not None}
    assert set(told.cells) == set(counts)
    assert all(count >= LEAST and counts[name] == count for name, count in shown.items())
    hidden = set(counts) - set(shown)
    if told.total is None:
        assert not shown
        assert sum(counts.values()) < LEAST
    elif hidden:
        rest = told.total - sum(shown.values())
        assert rest >= LEAST
        assert len(hidden) >= 2 or len(counts) == 1
        for one in hidden:
            assert rest - sum(0 for each in hidden if each != one) >= LEAST, "it may be anything up to that"


@given(COUNTS)
def test_it_hides_no_more_than_it_must(counts: dict[str, int]) -> None:
    told = suppress(counts)
    if all(count >= LEAST for count in counts.values()):
        assert told.cells == counts


def test_the_one_small_cell_takes_the_next_smallest_along() -> None:
    told = suppress({"en": 40, "es": 25, "ar": 3})
    assert told.cells == {"en": 40, "es": None, "ar": None}
    assert told.total == 68


def test_two_that_sum_to_little_take_a_third_along() -> None:
    assert suppress({"en": 40, "es": 12, "ar": 3, "ru": 2}).cells == {
        "en": 40,
        "es": None,
        "ar": None,
        "ru": None,
    }
