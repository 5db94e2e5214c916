"""Words and numbers as Line's pages say them, and the addresses of built files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache, partial
from math import isinf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from manumit.doors.web import days
from manumit.doors.web.days import date_format
from manumit.doors.web.helpline import agreed_words
from manumit.doors.web.helpline.agreed_words import Word
from manumit.doors.web.helpline.joining import joined
from manumit.doors.web.line import care_words, words
from manumit.services.support import Spread

if TYPE_CHECKING:
    from manumit.doors.web.line.waiting import Held

register = template.Library()
register.filter("date", days.date, **days.FLAGS)
TABLES: dict[str, Mapping[str, Word]] = {
    "channel": words.CHANNEL,
    "kind": words.KIND,
    "state": words.STATE,
    "who": words.WHO,
    "look": care_words.LOOKS,
    "saw": care_words.SAW,
    "by": care_words.BY,
    "purpose": agreed_words.PURPOSES,
    "value": care_words.VALUES,
    "care_kind": care_words.KINDS,
    "event": care_words.EVENTS,
}
"""Filters that say a word of a closed list, and the word itself where it is not on the list."""


def _told(table: Mapping[str, Word], value: str) -> str:
    return str(table.get(value, value))


for _name, _table in TABLES.items():
    register.filter(_name, partial(_told, _table))


@register.filter
def month_name(month: str) -> str:
    """'2026-10' as 'October 2026'."""
    return date_format(datetime.fromisoformat(f"{month}-01"), "F Y")


@register.simple_tag
def asset(name: str) -> str:
    """The address of a built file by its logical name; the name itself where nothing was built."""
    file = Path(settings.STATICFILES_DIRS[0] if settings.STATICFILES_DIRS else ".") / "manifest.json"
    return static(_built(file, file.stat().st_mtime_ns if file.exists() else 0).get(name, name))


@lru_cache(maxsize=4)
def _built(file: Path, changed: int) -> dict[str, str]:
    if not changed:
        return {}
    told = json.loads(file.read_text("utf-8"))
    return {name: one["file"] for name, one in told.items()}


@register.simple_tag
def sends_mail() -> bool:
    """Line sends no letters: an address of an advocate is one more thing to lose."""
    return False


@register.filter
def severity(value: int) -> str:
    """'danger now'."""
    return str(words.SEVERITY[int(value)])


@register.filter
def language(value: str) -> str:
    """'Arabic', in the reader's language."""
    return str(words.LANGUAGE.get(value.partition("-")[0], value))


@register.filter
def reasons(values: Iterable[str]) -> str:
    """Concepts in plain words, with the comma of the reader's language."""
    return joined((words.reason(one) for one in values), get_language() or "en")


@register.filter
def reliability(value: str) -> str:
    """'usually reliable'."""
    return str(words.RELIABILITY[value][0]) if value in words.RELIABILITY else ""


@register.filter
def credibility(value: str) -> str:
    """'probably true'."""
    return str(words.CREDIBILITY[value][0]) if value in words.CREDIBILITY else ""


@register.filter
def span(seconds: Any) -> str:
    """A waiting time in whole minutes: 'under a minute', '7 minutes', '3 hours'."""
    if seconds in (None, ""):
        return ""
    minutes = int(float(seconds) // 60)
    if minutes < 1:
        return _("under a minute")
    if minutes < 120:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    return ngettext("%(n)s hour", "%(n)s hours", minutes // 60) % {"n": minutes // 60}


@register.filter
def ago(moment: datetime) -> str:
    """How long since then, as `span`; clocks may be set back."""
    return span(max(0.0, (timezone.now() - moment).total_seconds()))


@register.simple_tag
def mine_row(one: Held, talk: str) -> str:
    """An advocate's own talk, `talk` being the one that is open."""
    return _mine_row(one, ago(one.since) if one.since else "", one.id == talk, get_language() or "en")


@lru_cache(maxsize=1 << 12)
def _mine_row(one: Held, waits: str, is_open: bool, language: str) -> str:
    """Every open page shows all of its advocate's talks anew whenever one changes."""
    return render_to_string("line/parts/mine_row.html", {"one": one, "waits": waits, "open": is_open})


@register.filter
def minute(seconds: float) -> str:
    """Minutes with one digit; a dash where the wait has no end."""
    return "∞" if isinf(seconds) else localize(round(seconds / 60, 1))


@register.filter
def minutes(value: Spread) -> str:
    """'3.1 (2.8 to 3.4)' minutes."""
    mean, low, high = (localize(round(one / 60, 1)) for one in (value.mean, value.low, value.high))
    return _("%(mean)s (%(low)s to %(high)s)") % {"mean": mean, "low": low, "high": high}


@register.filter
def shares(value: Spread) -> str:
    """'94 (92 to 96)' of a hundred."""
    mean, low, high = (localize(round(100 * one)) for one in (value.mean, value.low, value.high))
    return _("%(mean)s (%(low)s to %(high)s) of 100") % {"mean": mean, "low": low, "high": high}


@register.filter
def recipient(value: str) -> str:
    """'clinic: St Anna'."""
    return care_words.recipient(value)


@register.filter
def day(value: str) -> str:
    """The day of a moment as records write it."""
    return date_format(datetime.fromisoformat(value), "j M Y") if value else ""
