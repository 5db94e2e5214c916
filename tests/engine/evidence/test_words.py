"""Values in notes and file names: however they are written, and nothing else."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.engine.evidence import Words

WORDS = Words(["Marisol Quintero", "ACC-77001", "+447700900123", "José da Silva Núñez", "Ana"])


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("to Marisol Quintero, rent", "to [erased], rent"),
        ("QUINTERO, MARISOL!", "[erased]!"),
        ("in/marisol_quintero.txt", "in/[erased].txt"),
        ("Marisól Quintero", "[erased]"),
        (unicodedata.normalize("NFD", "Marisól Quintero said"), "[erased] said"),
        ("nunez silva da jose", "[erased]"),
        ("acc-77001 and ACC 77001", "[erased] and [erased]"),
        ("call +447700900123.", "call +[erased]."),
        ("ACC-770011, 77001-ACC, Marisol and Quintero; Ana", None),
        ("quintero marisola", None),
        ("", None),
    ],
)
def test_a_value_is_met_however_it_is_written(text: str, cut: str | None) -> None:
    assert WORDS.out_of(text) == (text if cut is None else cut)
    assert WORDS.within(text) == (cut is not None)


def test_json_is_cleaned_inside() -> None:
    assert WORDS.out_of({"a": ["Marisol Quintero", 3, None], "b": {"c": "ACC-77001"}}) == {
        "a": ["[erased]", 3, None],
        "b": {"c": "[erased]"},
    }


@given(st.lists(st.text(min_size=1, max_size=12), max_size=5), st.text(max_size=60))
def test_what_was_cut_is_not_met_again(values: list[str], text: str) -> None:
    words = Words(values)
    assert not words.within(
        words.out_of(f"{text} {' | '.join(values)}").replace("[erased]", "qqqqqqqqqqqqqqqqqq")
    )


def test_thousands_of_values_cost_no_more_than_one() -> None:
    text = "nothing of them stands in this sentence " * 50
    took = []
    for values in (["PAY-1"], [f"PAY-{n} x" for n in range(20_000)]):
        words = Words(values)
        began = time.process_time()
        for _ in range(20):
            assert not words.within(text)
        took.append(time.process_time() - began)
    assert took[1] < 5 * took[0] + 0.05
