"""Who is next: the most endangered first, then who has waited longest; waiting raises, so that nobody starves."""

from __future__ import annotations

from typing import Final

STEP: Final = 20 * 60
"""Seconds of waiting that lift somebody one severity. Ours."""
IMMINENT: Final = 2
_BELOW: Final = 1.99


def rank(severity: int, waited: float) -> float:
    """The place of somebody of `severity` (0 can wait, 1 urgent, 2 danger now) after `waited` seconds: the larger goes
    first, and of equal ones who has waited longer. Nobody is lifted to stand before somebody in danger now."""
    if severity >= IMMINENT:
        return float(IMMINENT)
    return min(_BELOW, severity + max(0.0, waited) / STEP)
