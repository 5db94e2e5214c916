"""Names alike in any script, order and romanisation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.engine.signals import names_alike, sounding, sounding_name


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("Мария Иванова", "IVANOVA, Mariya", 1, 1),
        ("Mr. José Pérez", "Perez Jose", 1, 1),
        ("Tchaikovsky Pyotr", "Chaikovskii Petr", 0.75, 0.95),
        ("Ana Maria Example", "Example Ana", 1, 1),
        ("Ana Example", "Borislav Otherwise", 0, 0.5),
        ("", "Ana", 0, 0),
    ],
)
def test_likeness_of_names(one: str, other: str, least: float, most: float) -> None:
    assert least <= names_alike(sounding_name(one), sounding_name(other)) <= most


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_bounded(one: str, other: str) -> None:
    a, b = sounding_name(one), sounding_name(other)
    assert 0 <= names_alike(a, b) <= 1
    assert names_alike(a, a) == (1.0 if a else 0.0)


def test_letters_of_one_sound() -> None:
    assert sounding("khristoff") == sounding("hristof")
