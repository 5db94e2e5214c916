"""Days and times as each language writes them: the same forms in templates (the filter `date`) and in Python.

Forms are Django's letters. English writes 3 Mar 2026; others write a month small, or the year first, and Arabic has a
comma of its own. Django's own short forms (`SHORT_DATE_FORMAT`) name months by numbers alone, which two continents
read differently: so months stay words wherever the language has short ones.
"""

from __future__ import annotations

import datetime
from typing import Any, Final

from django.template import defaultfilters
from django.utils import formats
from django.utils.translation import get_language

SMALL: Final = frozenset({"es", "fr", "pt", "ro", "ru", "uk"})
"""Where the name of a month is written small."""
OTHERWISE: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "ar": ((", ", "، "),),
    "vi": (("j M Y", "j/n/Y"), ("j M", "j/n"), ("M Y", "n/Y")),
    "zh": (("j M Y", "Y年n月j日"), ("j M", "n月j日"), ("M Y", "Y年n月"), (", ", " ")),
}
"""Parts of a form that a language writes otherwise."""


def written(form: str) -> str:
    """`form` (such as `j M Y, H:i`) as the reader's language has it."""
    language = (get_language() or "en").partition("-")[0]
    for ours, theirs in OTHERWISE.get(language, ()):
        form = form.replace(ours, theirs)
    return form.replace("M", "b") if language in SMALL else form


def date_format(value: datetime.date, form: str) -> str:
    """A day or moment in that form."""
    return str(formats.date_format(value, written(form)))


def date(value: Any, form: str | None = None) -> str:
    """The template filter: as Django's, in the reader's form."""
    return str(defaultfilters.date(value, written(form) if form else form))


FLAGS: Final = {"expects_localtime": True, "is_safe": False}
"""As Django registers its own."""
