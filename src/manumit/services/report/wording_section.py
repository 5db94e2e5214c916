"""What adverts of a lead say: the text they share, with a labelled slot in its own colour and line for what changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from manumit.services.report import markup
from manumit.services.report.wording import Part, Wording
from manumit.services.report.words import count

PARTS_SHOWN = 160
VALUES_SHOWN = 3
LINKS_SHOWN = 8
SLOT: Final = {
    "PHONE": ("contact", "phone"),
    "EMAIL": ("contact", "e-mail"),
    "HANDLE": ("contact", "handle"),
    "LINK": ("contact", "link"),
    "WALLET": ("contact", "wallet"),
    "ACCOUNT": ("contact", "account"),
    "PRICE": ("price", "price"),
    "CITY": ("place", "place"),
    "NAME": ("name", "name"),
    "NUMBER": ("number", "number"),
}
"""Slot -> how it is drawn, and its label."""
OTHER: Final = ("other", "words")


def wording_section(key: str, wordings: Sequence[Wording], numbers: Mapping[str, int]) -> str:
    """The section; nothing when no two adverts share a text."""
    if not wordings:
        return ""
    shown = "".join(_wording(key, one, numbers) for one in wordings)
    return (
        f'<section class="wordings" aria-labelledby="{key}-say"><h4 id="{key}-say">What the adverts say '
        '<span class="quiet">the words they share; a labelled slot where they differ</span></h4>'
        f"{shown}</section>"
    )


def _wording(key: str, wording: Wording, numbers: Mapping[str, int]) -> str:
    parts = " ".join(_part(part) for part in wording.parts[:PARTS_SHOWN])
    more = ' <span class="quiet">…</span>' if len(wording.parts) > PARTS_SHOWN else ""
    share = f"{max(0.0, wording.share):.0%} of what they say is told by it"
    known = sorted(numbers[one] for one in wording.records if one in numbers)
    links = " ".join(f'<a href="#{key}-r{n}">{n}</a>' for n in known[:LINKS_SHOWN])
    rest = len(known) - LINKS_SHOWN
    tail = f' <a href="#{key}-evidence">and {rest} more</a>' if rest > 0 else ""
    return (
        f'<div class="wording"><p class="says" dir="auto">{parts}{more}</p>'
        f'<p class="quiet links">{count(len(wording.records), "advert")} · {share} · Records {links}{tail}</p></div>'
    )


def _part(part: Part) -> str:
    if not part.slot:
        return markup.text(part.text, 2000)
    css, label = SLOT.get(part.slot, OTHER)
    values = [markup.value(one, 40) for one in part.values[:VALUES_SHOWN]]
    more = ["…"] if len(part.values) > VALUES_SHOWN else []
    said = ' <span class="or">or</span> '.join([*values, *more])
    return f'<span class="slot {css}"><b>{label}</b>{" " + said if said else ""}</span>'
