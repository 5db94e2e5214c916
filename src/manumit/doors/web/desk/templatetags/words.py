"""Words and numbers as pages say them, and the addresses of built files."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from manumit.doors.web import days
from manumit.doors.web.desk import trace_words, words
from manumit.doors.web.desk.script_words import script_words
from manumit.doors.web.desk.sights.captures import why_refused
from manumit.doors.web.desk.sights.place_words import worded

register = template.Library()
register.filter("date", days.date, **days.FLAGS)
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def asset(name: str) -> str:
    """The address of a built file by its logical name; the name itself where nothing was built."""
    return static(_built(Path(settings.ASSETS), _changed(Path(settings.ASSETS))).get(name, name))


def _changed(folder: Path) -> int:
    try:
        return (folder / "manifest.json").stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=4)
def _built(folder: Path, changed: int) -> dict[str, str]:
    if not changed:
        return {}
    told = json.loads((folder / "manifest.json").read_text("utf-8"))
    return {name: one["file"] for name, one in told.items()}


@register.simple_tag
def json_block(data: Any, ident: str) -> SafeString:
    """Data for scripts: a block that no browser runs."""
    return mark_safe(f'<script type="application/json" id="{ident}">{as_data(data)}</script>')


def as_data(data: Any) -> str:
    """JSON that ends no block."""
    return json.dumps(data, default=str).translate(_ESCAPES)


@register.simple_tag
def words_block() -> SafeString:
    """The scripts' words, in the reader's language."""
    return json_block(script_words(), "words")


@register.simple_tag(takes_context=True)
def commands_block(context: Mapping[str, Any]) -> SafeString:
    """The palette's entries: the places of the rail, and what the page adds as `commands`."""
    places = [{"label": str(place.label), "href": place.url} for place in context.get("rail", ())]
    return json_block([*places, *context.get("commands", ())], "commands")


@register.simple_tag
def sends_mail() -> bool:
    """Whether letters leave this installation."""
    return bool(settings.EMAIL_HOST)


@register.simple_tag(takes_context=True)
def palette_block(context: Mapping[str, Any]) -> SafeString:
    """Where the palette asks for more than places: what this person looked at last, and what a search finds."""
    workspace, can = context.get("rail_workspace"), context.get("can")
    if workspace is None or can is None or not can["search"]:
        return mark_safe("")
    return json_block({"more": reverse("desk:palette", args=[workspace.slug])}, "palette")


def _said(table: Mapping[str, words.Word]) -> Callable[[str], str]:
    """A filter: the word of a closed vocabulary; what the table lacks is its 'unknown', else it stands as it is."""
    return lambda value: str(table.get(value) or table.get("unknown", value))


for _name, _table in {
    "role": words.ROLE,
    "exploitation": words.EXPLOITATION,
    "family": words.FAMILY,
    "kind": words.KIND,
    "tie": words.TIE,
    "how": words.HOW,
    "plausibility": words.PLAUSIBILITY,
    "event": trace_words.EVENT,
    "standing": trace_words.STANDING,
    "outcome": words.OUTCOME,
    "decided": words.DECIDED,
    "subject": trace_words.SUBJECT,
}.items():
    register.filter(_name, _said(_table))


register.filter("worded", worded)
register.filter("why_refused", why_refused)


@register.filter
def role_deed(member: Any) -> str:
    """'Possibly gathers money and passes it on'."""
    return words.role_deed(member.role, member.probability)


@register.filter
def strength(value: float) -> str:
    """A word for 0..1."""
    return str(words.strength(value))


@register.filter
def hundredth(value: float | None) -> int | str:
    """0.843 as 84: two digits are all we can stand by, and nothing is certain (1 to 99)."""
    return "" if value is None else min(99, max(1, round(100 * value)))


@register.filter
def bound(value: float) -> str:
    """Where a class begins or ends, to two digits that say something: what is expected of a cell is often 0.0013. Cells
    are told to four decimals."""
    fine = 0 if value == int(value) else min(4, max(0, 1 - math.floor(math.log10(abs(value)))))
    return number_format(round(value, fine), fine)


@register.filter
def of_hundred(value: float | None) -> int | str:
    """A share that was counted, 0 and 100 too; a dash where it is not told."""
    return "\u2013" if value is None else round(100 * value)


@register.filter
def instant(text: str) -> datetime | None:
    """The moment that an ISO text tells."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


@register.filter
def in_days(hours: float) -> int:
    """Hours as whole days."""
    return round(hours / 24)


@register.filter
def band_width(lead: Any) -> int:
    """Width of the interval in hundredths, at least 2 so that it is seen."""
    low, high = lead.score_interval
    return int(max(2, round(100 * high) - round(100 * low)))


_COVERED = re.compile(r"someone(?: \(([^)]+)\))?")
"""A cover as the report writes it."""


@register.filter
def cover_said(text: str) -> str:
    """A text in which nothing but a cover stands, in the reader's language; any other as it is."""
    covered = _COVERED.fullmatch(text)
    return words.someone("person", covered[1] or "") if covered else text


@register.filter
def who(member: Any) -> str:
    """What a member is called: the name as written, or the first identifier."""
    if not member.ids:
        return str(words.KIND.get(member.kind, member.kind))
    first = next((one for one in member.ids if one.kind == "person"), member.ids[0])
    return cover_said(str(first.id.partition("|")[0] if first.kind == "person" else first.id))


@register.filter
def marked(hit: Any) -> SafeString:
    """A found text with what matched marked."""
    parts, at = [], 0
    for start, end in hit.spans:
        parts += [escape(hit.text[at:start]), "<mark>", escape(hit.text[start:end]), "</mark>"]
        at = end
    return mark_safe("".join([*parts, escape(hit.text[at:])]))
