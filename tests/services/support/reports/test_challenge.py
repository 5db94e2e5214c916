"""Work and patience: spent once, signed, dearer with the load of all and never with who asks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import Refused
from manumit.services.support import Challenges, Waits, work
from manumit.services.support.reports.challenge import EASY, LIFE, LONG, LONG_LIFE, QUIET, SHORT


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def _bits(challenge: str) -> int:
    return int(challenge.split(".")[1])


def test_work_is_taken_once() -> None:
    gate = Challenges()
    challenge = gate.ask()
    assert _bits(challenge) == EASY
    counter = work(challenge)
    gate.take(challenge, counter)
    with pytest.raises(Refused):
        gate.take(challenge, counter)


def test_too_late_is_too_late_by_this_clock_alone() -> None:
    clock = Clock()
    gate = Challenges(clock)
    challenge = gate.ask()
    counter = work(challenge)
    clock.now += LIFE + 2
    with pytest.raises(Refused):
        gate.take(challenge, counter)


def test_no_work_and_no_other_gates_work_is_taken() -> None:
    gate, other = Challenges(), Challenges()
    challenge = gate.ask()
    counter = work(challenge)
    for asked, answer in ((challenge, str(int(counter) + 1)), (other.ask(), counter), (challenge, "")):
        with pytest.raises(Refused):
            gate.take(asked, answer)
    easier = challenge.replace(f".{EASY}.", ".1.")
    with pytest.raises(Refused):
        gate.take(easier, work(easier))
    gate.take(challenge, counter)


def test_a_large_part_costs_more_and_no_small_challenge_pays_for_it() -> None:
    gate = Challenges()
    assert [_bits(gate.ask(size << 20)) - EASY for size in (0, 1, 2, 3, 64)] == [0, 0, 1, 2, 6]
    small = gate.ask()
    with pytest.raises(Refused):
        gate.take(small, work(small), 2 << 20)


def test_the_price_rises_with_load_and_falls_again() -> None:
    clock = Clock()
    gate = Challenges(clock)
    for _ in range(QUIET):
        challenge = gate.ask()
        gate.take(challenge, work(challenge))
    assert _bits(gate.ask()) == EASY + 1
    clock.now += 61
    assert _bits(gate.ask()) == EASY


def test_a_form_waits_and_goes_on_waiting_from_where_it_is() -> None:
    clock = Clock()
    gate = Waits(clock)
    form = gate.ask()
    assert gate.take(form) >= SHORT
    clock.now += SHORT - 1
    assert gate.take(form) > 0
    clock.now += 1
    assert gate.take(form) == 0
    with pytest.raises(Refused):
        gate.take(form)
    late = gate.ask()
    clock.now += LONG_LIFE + 1
    with pytest.raises(Refused):
        gate.take(late)


def test_many_forms_wait_longer_and_never_too_long() -> None:
    clock = Clock()
    gate = Waits(clock)
    waits = []
    for _ in range(40 * QUIET):
        form = gate.ask()
        waits.append(int(form.split(".")[1]))
        gate._spend(form, int(clock.now) + LONG_LIFE)
    assert waits == sorted(waits)
    assert waits[0] == SHORT
    assert SHORT * 16 <= waits[-1] <= LONG


@given(st.text(max_size=250), st.text(max_size=20))
def test_anything_may_be_sent(challenge: str, counter: str) -> None:
    with pytest.raises(Refused):
        Challenges().take(challenge, counter)
    with pytest.raises(Refused):
        Waits().take(challenge)
