"""Figures on pages: rounded, and written as the reader's language writes them."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from manumit.doors.web.desk.sights.figures import figure


@pytest.mark.parametrize(
    ("value", "places", "told"), [(15.66, 1, "15.7"), (0.999, 2, "1.00"), (2.9, 0, "3"), (-1.96, 1, "-2.0")]
)
def test_figures_are_rounded(value: float, places: int, told: str) -> None:
    assert figure(value, places) == told


def test_figures_are_written_as_the_language_does() -> None:
    with override("es"):
        assert figure(15.66, 1) == "15,7"
