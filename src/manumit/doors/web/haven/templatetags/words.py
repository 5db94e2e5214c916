"""In every template without asking for it: built files, and numbers that can be called."""

from __future__ import annotations

import re
from functools import cache

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from manumit.doors.web import days
from manumit.services.support import emergency_table

register = template.Library()
register.filter("date", days.date, **days.FLAGS)
CALLED = re.compile(r"(?<![0-9A-Za-z_.:/-])\+?\d(?:[\d ()-]{4,18}\d|\d{1,4})(?![0-9A-Za-z_:/-]|\.\d)")
"""A short number, also at the end of a sentence and between Chinese signs, or a longer one."""
LONG = 6
"""Figures from which on a number is a telephone's; a shorter one is called when it is one for emergencies: nobody calls
the 24 of '24 hours'."""


@cache
def _short() -> frozenset[str]:
    known = emergency_table().countries.values()
    return frozenset(one for country in known for one in (country.number, country.ambulance) if one)


@register.simple_tag
def built(name: str) -> str:
    """Address of a built file."""
    from manumit.doors.web.haven.assets import address

    return address(name)


@register.filter
def callable_numbers(text: str) -> SafeString:
    """`text` with its telephone numbers as links, always written left to right. For texts of ours alone."""
    made, at = [], 0
    for found in CALLED.finditer(text):
        number = re.sub(r"[^\d+]", "", found[0])
        if len(number) < LONG and number not in _short():
            continue
        made += [escape(text[at : found.start()]), f'<a href="tel:{number}" dir="ltr">{escape(found[0])}</a>']
        at = found.end()
    return mark_safe("".join([*made, escape(text[at:])]))  # each part is escaped above
