"""In every template without asking for it: built files, and numbers that can be called."""

from __future__ import annotations

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
CALLED = re.compile(r"(?<![\w.:/-])\+?\d(?:[\d ()-]{4,18}\d|\d{1,2})(?![\w.:/-])")
"""A short code of two or three figures, or a longer number."""


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
        made += [escape(text[at : found.start()]), f'<a href="tel:{number}" dir="ltr">{escape(found[0])}</a>']
        at = found.end()
    return mark_safe("".join([*made, escape(text[at:])]))  # each part is escaped above
