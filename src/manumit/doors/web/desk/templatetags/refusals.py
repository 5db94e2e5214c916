"""What a form says of itself when it was refused: which field, why, and which files must be chosen again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from manumit.base.kernel import ManumitError

register = template.Library()


def _about(context: Mapping[str, Any], field: str) -> ManumitError | None:
    """The error, where it is about this field."""
    error: ManumitError | None = context.get("not_taken")
    return error if error and error.field == field else None


@register.simple_tag(takes_context=True)
def described(context: Mapping[str, Any], field: str, *hints: str) -> SafeString:
    """Attributes of a field: by what it is described, and where it is the wrong one that it is; the cursor stands
    there, so that a screen reader says the field and the sentence first."""
    wrong = _about(context, field) is not None
    more = [f"{field}-wrong"] if wrong else []
    again = [f"{field}-again"] if context.get("handed", {}).get(field) else []
    ids = " ".join([*more, *again, *hints])
    said = format_html(' aria-describedby="{}"', ids) if ids else SafeString("")
    return format_html('{} aria-invalid="true" autofocus', said) if wrong else said


@register.simple_tag(takes_context=True)
def wrong(context: Mapping[str, Any], field: str) -> SafeString:
    """The sentence beside a field; and that a file must be chosen again, where one came with the form."""
    error, name = _about(context, field), context.get("handed", {}).get(field)
    said, again = SafeString(""), SafeString("")
    if error:
        said = format_html(
            '<p class="error" id="{}-wrong"><bdi>{}</bdi> <bdi>{}</bdi></p>',
            field,
            error.sentence,
            error.hint,
        )
    if name:
        text = gettext("Choose the file again, a browser sends it only once: %(name)s") % {"name": name}
        again = format_html('<p class="error" id="{}-again"><bdi>{}</bdi></p>', field, text)
    return said + again
