"""Days in each language: months small where they are small, the year first where it comes first."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.utils.formats import number_format
from django.utils.translation import override

from manumit.doors.web.days import date_format

AT = datetime(2026, 11, 30, 3, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("en", "30 Nov 2026", "30 Nov 2026, 03:22"),
        ("ru", "30 ноя 2026", "30 ноя 2026, 03:22"),
        ("es", "30 nov 2026", "30 nov 2026, 03:22"),
        ("ar", "30 نوفمبر 2026", "30 نوفمبر 2026، 03:22"),
        ("vi", "30/11/2026", "30/11/2026, 03:22"),
        ("zh-hans", "2026年11月30日", "2026年11月30日 03:22"),
    ],
)
def test_as_the_language_writes_them(language: str, day: str, moment: str) -> None:
    with override(language):
        assert date_format(AT, "j M Y") == day
        page = Template('{{ at|date:"j M Y, H:i" }} {{ none|date:"j M Y" }}')
        assert page.render(Context({"at": AT, "none": None})).strip() == moment


@pytest.mark.parametrize(("language", "said"), [("ar", "1,234.5"), ("en", "1,234.5"), ("pt", "1.234,5")])
def test_numbers_are_written_as_the_pages_scripts_write_them(language: str, said: str) -> None:
    with override(language):
        assert number_format(1234.5, 1, force_grouping=True) == said
