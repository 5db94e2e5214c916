"""Figures as a reader writes them: rounded. Django's number_format cuts digits off (15.66 would be 15.6)."""

from __future__ import annotations

from django.utils.formats import number_format


def figure(value: float, places: int = 0) -> str:
    """The number to so many places behind the point."""
    return str(number_format(round(value, places), places, force_grouping=True))
