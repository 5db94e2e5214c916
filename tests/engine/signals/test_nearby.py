"""Which town a point is near to, and on which side of it."""

from __future__ import annotations

import pytest

from manumit.engine.signals import place_of, towns_near

LEEDS = place_of("Leeds, UK")


@pytest.mark.parametrize(
    ("north", "east", "point"),
    [(1, 0, "N"), (1, 1, "NE"), (0, 1, "E"), (-1, 1, "SE"), (-1, 0, "S"), (-1, -1, "SW"), (0, -1, "W"), (1, -1, "NW")],
)  # fmt: skip
def test_the_side_of_the_town(north: int, east: int, point: str) -> None:
    assert LEEDS
    [near] = towns_near([(LEEDS.lat + 0.009 * north, LEEDS.lon + 0.0152 * east)])
    assert (near.town.name, near.point) == ("Leeds", point)
    assert near.km == pytest.approx(1.0 if 0 in (north, east) else 1.414, rel=0.02)


def test_towns_across_the_date_line_and_at_the_pole() -> None:
    across, pole = towns_near([(-17.8, -179.9), (90.0, 0.0)])
    assert across.town.country == "FJ"
    assert across.km < 250
    assert pole.point == "N"
