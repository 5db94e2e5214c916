"""The closed formulas against textbook values and against themselves."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import UsageError
from manumit.services.support import erlang_a, erlang_c


def test_one_server_is_the_textbook_queue() -> None:
    """M/M/1 with load 0.8: four in five wait, the mean wait is rho / (1 - rho) talks."""
    told = erlang_c(arrivals=8, service=360, advocates=1)
    assert told.waits == pytest.approx(0.8)
    assert told.mean_wait == pytest.approx(0.8 / 0.2 * 360)


def test_erlang_c_by_its_sum() -> None:
    """c = 5, load 4: the sum of the definition, worked out by hand, is 0.55411."""
    told = erlang_c(arrivals=4, service=3600, advocates=5)
    assert told.waits == pytest.approx(0.55411, abs=1e-5)


def test_more_than_can_be_helped_wait_for_ever() -> None:
    assert erlang_c(arrivals=10, service=3600, advocates=10).mean_wait == inf


def test_endless_patience_is_erlang_c() -> None:
    patient = erlang_a(arrivals=4, service=3600, advocates=5, patience=3e7)
    assert patient.mean_wait == pytest.approx(erlang_c(4, 3600, 5).mean_wait, rel=3e-3)
    assert erlang_a(4, 3600, 5, inf) == erlang_c(4, 3600, 5)


def test_when_patience_is_a_talk_long_it_is_a_poisson_crowd() -> None:
    """With patience = service, M/M/c+M is M/M/infinity: P(wait) = P(Poisson(load) >= c)."""
    from math import exp, factorial

    told = erlang_a(arrivals=6, service=1800, advocates=4, patience=1800)
    below = sum(exp(-3) * 3**n / factorial(n) for n in range(4))
    assert told.waits == pytest.approx(1 - below)


def test_a_crowd_far_beyond_what_can_be_helped_is_still_counted() -> None:
    told = erlang_a(arrivals=400, service=7200, advocates=1, patience=7200)
    assert told.waits == pytest.approx(1.0)
    assert told.leaves == pytest.approx(1 - 1 / 800, rel=1e-3)


@given(st.floats(0.1, 400), st.floats(60, 7200), st.integers(1, 60), st.floats(30, 7200))
def test_what_always_holds(arrivals: float, service: float, advocates: int, patience: float) -> None:
    told, more = (erlang_a(arrivals, service, count, patience) for count in (advocates, advocates + 1))
    assert 0 <= told.waits <= 1
    assert 0 <= told.leaves <= 1
    assert told.leaves == pytest.approx(told.mean_wait / patience)
    assert more.mean_wait <= told.mean_wait + 1e-9


@pytest.mark.parametrize("wrong", [(-1, 60, 1), (1, 0, 1), (1, 60, 0)])
def test_what_is_no_line(wrong: tuple[float, float, int]) -> None:
    with pytest.raises(UsageError):
        erlang_c(*wrong)
