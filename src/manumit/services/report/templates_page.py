"""Templates of adverts as one HTML file: what each says, in constants and typed slots, and how adverts differ."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from manumit.engine.links import Mark, Reading, Shape, TemplateView
from manumit.services.report import markup
from manumit.services.report.whole import whole_file
from manumit.services.report.words import count

GROUPS = {
    "PHONE": "contact",
    "HANDLE": "contact",
    "EMAIL": "contact",
    "LINK": "contact",
    "WALLET": "contact",
    "ACCOUNT": "contact",
    "PRICE": "price",
    "NUMBER": "price",
    "CITY": "place",
    "NAME": "name",
}
"""The colour of a slot's type; others are free text."""
_KEY = (
    ("contact", "PHONE", "phones, handles, e-mails, links, wallets, accounts"),
    ("price", "PRICE", "prices and numbers"),
    ("place", "CITY", "places"),
    ("name", "NAME", "names (only their first letter is shown)"),
    ("free", "TEXT", "words that change"),
)
_LONGEST = 4000


def write_templates_page(path: Path, views: Sequence[TemplateView], adverts: int, templates: int) -> Path:
    """Write the page; `adverts` and `templates`: how many there are in all. Nobody ever sees half of one."""
    return whole_file(path, templates_parts(views, adverts, templates))


def templates_parts(views: Sequence[TemplateView], adverts: int, templates: int) -> Iterator[str]:
    """The page piece by piece."""
    yield _top()
    yield (
        '<main id="main"><section class="what" aria-labelledby="what">'
        f'<h1 id="what">{count(templates, "template")} in {count(adverts, "advert")}</h1>'
        f'<p class="lede">A template is a text that was posted at least twice, however reworded. '
        f"{'These explain most' if views else 'None was found'}: the more bits a template saves, the more of its "
        f"adverts it tells. That two adverts share a text is no proof that one hand wrote them.</p>{_key()}</section>"
    )
    for number, view in enumerate(views, 1):
        yield _template(number, view)
    yield "</main></body></html>\n"


def _top() -> str:
    room = files("manumit.services.report")
    style = room.joinpath("style.css").read_text("utf-8") + room.joinpath("templates.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'\">"
        '<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>Templates of adverts</title><style>{style}</style></head>\n"
        '<body><a class="skip" href="#main">Skip to the templates</a>'
        '<header class="page"><p class="brand">Manumit</p><p class="handling">names are masked</p></header>'
    )


def _key() -> str:
    slots = "".join(
        f'<li><span class="slot {css}"><b>{word}</b></span> {told}</li>' for css, word, told in _KEY
    )
    return (
        f'<ul class="key" aria-label="Legend"><li>plain: the same in every advert</li>{slots}'
        "<li><ins>word</ins> only in this advert</li><li><del>word</del> left out in this advert</li></ul>"
    )


def span_of_days(view: TemplateView) -> str:
    """'2026-01-02 to 2026-03-05', one day, or nothing."""
    if view.first_day == view.last_day:
        return view.first_day
    return f"{view.first_day} to {view.last_day}"


def facts(view: TemplateView) -> list[str]:
    """What is said of a template in figures."""
    shape = view.shape
    told = [
        count(view.adverts, "advert"),
        f"probably {count(view.operators, 'operator')}",
        span_of_days(view),
        f"tells {shape.share_saved:.0%} of their text ({shape.bits_saved:,.0f} bits saved)",
    ]
    return [one for one in told if one]


def veiled(slot: str, text: str) -> str:
    """A slot's value as it is shown."""
    return f"{text.strip()[:1]}…" if slot == "NAME" else text


def _template(number: int, view: TemplateView) -> str:
    name = f"t{number}"
    figures = " · ".join(markup.text(one) for one in facts(view))
    adverts = "".join(f"<li>{_advert(one)}</li>" for one in view.readings)
    return (
        f'<section class="template" aria-labelledby="{name}"><h2 id="{name}">{number}. {figures}</h2>'
        f'<p class="quiet"><code>{markup.text(view.template_id)}</code></p>'
        f'<p class="say" dir="auto">{_said(view.shape)}</p>{_values(view.shape)}'
        f"<details{' open' if number == 1 else ''}><summary>The first {count(len(view.readings), 'advert')}</summary>"
        f'<ul class="adverts">{adverts}</ul></details></section>\n'
    )


def _said(shape: Shape) -> str:
    return "".join(
        _lead(piece.lead)
        + (_slot(piece.slot, f"<b>{piece.slot}</b>") if piece.slot else markup.text(piece.text))
        for piece in shape.pieces
    )


def _values(shape: Shape) -> str:
    rows = "".join(
        f"<li>{_slot(piece.slot, f'<b>{piece.slot}</b>')} "
        + " · ".join(markup.value(veiled(piece.slot, one), 80) for one in piece.values)
        + "</li>"
        for piece in shape.pieces
        if piece.slot and piece.values
    )
    return (
        f'<details><summary>What fills the slots</summary><ul class="plain">{rows}</ul></details>'
        if rows
        else ""
    )


def _advert(reading: Reading) -> str:
    day = f" · {markup.text(reading.day)}" if reading.day else ""
    said = "".join(_marked(mark) for mark in reading.marks)
    return f'<p class="quiet">{markup.value(reading.ad_id, 80)}{day}</p><p dir="auto">{said}</p>'


def _marked(mark: Mark) -> str:
    text = markup.text(veiled(mark.slot, mark.text), _LONGEST)
    if mark.how == "slot":
        return _lead(mark.lead) + _slot(mark.slot, text)
    if mark.how in ("inserted", "deleted"):
        tag = "ins" if mark.how == "inserted" else "del"
        return f"{_lead(mark.lead)}<{tag}>{text}</{tag}>"
    return _lead(mark.lead) + text


def _slot(slot: str, inner: str) -> str:
    return f'<span class="slot {GROUPS.get(slot, "free")}" title="{slot}">{inner}</span>'


def _lead(raw: str) -> str:
    """What stands between two words, with its blanks."""
    inside = markup.text(raw, 80)
    if not inside:
        return " " if raw else ""
    return f"{' ' if raw[0].isspace() else ''}{inside}{' ' if raw[-1].isspace() else ''}"
