"""Figures as a reader writes them, and days. Django's number_format cuts digits off (15.66 would be 15.6): rounded."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.utils.formats import number_format

_BEGAN = datetime(1970, 1, 1, tzinfo=UTC)


def figure(value: float, places: int = 0) -> str:
    """The number to so many places behind the point."""
    return str(number_format(round(value, places), places, force_grouping=True))


def day(days: float) -> date:
    """Days since 1970 as a day."""
    return (_BEGAN + timedelta(days=days)).date()
