"""The report as one HTML file: works offline, needs no script, asks nobody for anything."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from manumit.engine.leads import Lead
from manumit.services.report import markup
from manumit.services.report.drawing import DEFINITIONS, icon, strength_bar
from manumit.services.report.drawing.shapes import SHAPE_WORD
from manumit.services.report.lead_section import lead_key, lead_section
from manumit.services.report.sight import ReportMeta, Sight
from manumit.services.report.whole import whole_file
from manumit.services.report.wording import Wording
from manumit.services.report.wording_section import OTHER, SLOT
from manumit.services.report.words import (
    ROLE,
    ROLE_ORDER,
    chance_line,
    count,
    exploitation_word,
    kind_count,
    listing,
    of_100,
    when,
)

Wordings = Mapping[str, Sequence[Wording]]
"""lead_id -> the texts that its adverts share."""
DETAILED = 100
"""Leads that get a section of their own; later ones stand in the list. A page of hundreds opens in no browser."""


def write_report(
    path: Path,
    leads: Sequence[Lead],
    sights: Mapping[str, Sight],
    meta: ReportMeta,
    wordings: Wordings = MappingProxyType({}),
) -> Path:
    """Write the report beside its final place, then move it there: nobody ever sees half of one."""
    return whole_file(path, page_parts(leads, sights, meta, wordings))


def page_parts(
    leads: Sequence[Lead],
    sights: Mapping[str, Sight],
    meta: ReportMeta,
    wordings: Wordings = MappingProxyType({}),
) -> Iterator[str]:
    """The page piece by piece, so that a thousand leads need no thousandfold memory."""
    yield _top(meta)
    yield f'<main id="main">{_what(leads, meta)}{_list(leads)}'
    yield (
        '<section class="all" aria-labelledby="each"><h2 id="each" class="away">Each lead</h2>'
        if leads
        else ""
    )
    for lead in leads[:DETAILED]:
        yield lead_section(lead, sights, wordings.get(lead.lead_id, ())) + "\n"
    yield ("</section>" if leads else "") + _reading() + _measures(meta) + "</main>" + _foot(meta)


def _style() -> str:
    return files("manumit.services.report").joinpath("style.css").read_text("utf-8")


def _top(meta: ReportMeta) -> str:
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'\">"
        '<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>Leads · {markup.text(meta.workspace, 60)}</title><style>{style}</style></head>\n"
        f'<body><a class="skip" href="#leads">Skip to the leads</a>{DEFINITIONS}'
        f'<header class="page"><p class="brand">Manumit</p><p class="handling">{markup.text(meta.handling, 40)}'
        f" · {_cover_word(meta)}</p></header>"
    )


def _cover_word(meta: ReportMeta) -> str:
    if meta.revealed_purpose is None:
        return "possible victims are masked"
    return f"shown unmasked for: {markup.value(meta.revealed_purpose, 120)}"


def _what(leads: Sequence[Lead], meta: ReportMeta) -> str:
    """The head: what this is, in words for someone who sees it for the first time."""
    title = count(len(leads), "question") + " for a person to look into" if leads else "No lead was found"
    kinds = sorted(meta.records.items(), key=lambda pair: (-pair[1], pair[0]))
    read = listing([markup.text(kind_count(kind, number), 40) for kind, number in kinds if number])
    total = sum(meta.records.values())
    came = f" from {count(meta.files, 'file')}" if meta.files else ""
    invented = (
        (
            '<p class="note"><strong>This is a made-up world.</strong> Nobody in it exists, and no number in it '
            f"can be called.{f' Seed {meta.seed}.' if meta.seed is not None else ''}</p>"
        )
        if meta.made_up
        else ""
    )
    return (
        f'<section class="what" aria-labelledby="what"><p class="eyebrow">{markup.text(meta.workspace, 60)} · '
        f'{markup.text(when(meta.made_at, None))}</p><h1 id="what">{title}</h1>{invented}'
        f'<p class="lede">A lead is a question, never a verdict. Each says who may be exploited and by whom, why we '
        f"think so, what speaks against it, and how often leads like it turned out to be real. Nobody should be "
        f"stopped, refused or reported because of this page alone.</p>"
        f"<p>Read: <strong>{count(total, 'record')}</strong>{came}{': ' + read if read else ''}.</p>{_quarantine(meta)}"
        f"{_sources(meta)}{''.join(f'<p>{markup.text(note)}</p>' for note in meta.notes)}</section>"
    )


def _quarantine(meta: ReportMeta) -> str:
    if not meta.quarantined:
        return "<p>Everything could be read; nothing was set aside.</p>"
    rows = [
        [markup.text(reason, 160), f"{number:,}"]
        for reason, number in sorted(meta.quarantine.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    why = markup.table("Set aside, by reason", ["Why", "#Pieces"], rows) if rows else ""
    return (
        f"<details><summary>Set aside: {count(meta.quarantined, 'piece')} that could not be read"
        f"</summary><p>Kept with file, place and reason, so that somebody can repair them. "
        f"A lead may be missing because of them.</p>{why}</details>"
    )


def _sources(meta: ReportMeta) -> str:
    if not meta.sources:
        return ""
    items = "".join(f"<li>{markup.value(source, 160)}</li>" for source in meta.sources[:60])
    more = len(meta.sources) - 60
    tail = f"<li>and {more:,} more</li>" if more > 0 else ""
    return (
        f"<details><summary>Where it comes from: {count(len(meta.sources), 'source')}</summary>"
        f"<ul>{items}{tail}</ul></details>"
    )


def _list(leads: Sequence[Lead]) -> str:
    """The leads as sentences, strongest first."""
    if not leads:
        return (
            '<section id="leads" aria-labelledby="list"><h2 id="list">Leads</h2><p>Nothing in these records is '
            "strong enough for a question. That is an answer too; it is no proof that nothing happens.</p>"
            "</section>"
        )
    items = "".join(_item(lead, number) for number, lead in enumerate(leads, 1))
    more = (
        (
            f"<p>The first {DETAILED} are shown with their evidence below; the rest in "
            "<code>manumit leads --format json</code>.</p>"
        )
        if len(leads) > DETAILED
        else ""
    )
    base = leads[0].base_rate
    return (
        f'<section id="leads" aria-labelledby="list"><h2 id="list">Leads, strongest first</h2>'
        f'<p class="quiet">The bar runs from 0 to 100: solid up to the lower end of the interval, hatched inside '
        f"it, a line at the best estimate, ▲ where every lead starts ({of_100(base)} of 100).</p>"
        f'<ol class="leads">{items}</ol>{more}</section>'
    )


def _item(lead: Lead, number: int) -> str:
    """A lead in the list: its sentence, and its strength beside it."""
    says = f'<span class="says" dir="auto">{markup.text(lead.says, 300)}</span>'
    title = f'<a href="#{lead_key(lead)}">{says}</a>' if number <= DETAILED else f"<p>{says}</p>"
    people = sum(member.kind == "person" for member in lead.members)
    return (
        f'<li>{title}<div class="row">{strength_bar(lead, f"list-{number}")}<p class="quiet">'
        f"<strong>{exploitation_word(lead.exploitation)}</strong> · {chance_line(lead)} · "
        f"{count(people, 'person', 'people')}, {count(len(lead.records), 'record')}</p></div></li>"
    )


def _reading() -> str:
    """The glossary: bands of words, shapes, the scale of evidence."""
    roles = "".join(f"<li>{icon(role)} {ROLE[role]} ({SHAPE_WORD[role]})</li>" for role in ROLE_ORDER)
    chips = "".join(
        f'<li><span class="chip s{n}">{low}</span></li>'
        for n, low in enumerate(("0.0", "0.2", "0.4", "0.6", "0.8", "1.0"))
    )
    return (
        '<section class="reading" aria-labelledby="reading"><h2 id="reading">How to read this</h2><dl>'
        "<dt>Of 100 leads like this</dt><dd>The score, learned on made-up worlds whose truth is known. "
        "The interval says how sure the score is of itself. Your data may differ.</dd>"
        "<dt>Possibly, probably</dt><dd>Possibly: a chance below 0.75. Probably: 0.75 or more. "
        "We use no stronger word about a person.</dd>"
        f'<dt>Roles</dt><dd><ul class="legend">{roles}</ul>'
        "Shapes tell them apart; possible victims are not suspects.</dd>"
        f'<dt>Strength of a sign</dt><dd><ul class="legend chips">{chips}</ul>Darker: stronger.</dd>'
        f'<dt>Words and slots</dt><dd><p class="says">{_slots()}</p>'
        "What stands outside the slots is in nearly all of those adverts.</dd>"
        "<dt>Someone (A)</dt><dd>A person whose name is masked; the letter stays the same within a lead.</dd>"
        "</dl></section>"
    )


def _slots() -> str:
    """Each way a slot is drawn, with labels."""
    ways: dict[str, list[str]] = {}
    for css, label in (*SLOT.values(), OTHER):
        ways.setdefault(css, []).append(label)
    return " ".join(
        f'<span class="slot {css}"><b>{", ".join(labels)}</b></span>' for css, labels in ways.items()
    )


def _measures(meta: ReportMeta) -> str:
    if not meta.evaluation:
        return ""
    rows = [
        [markup.text(m.label), markup.text(m.value, 40), markup.text(m.interval, 60)] for m in meta.evaluation
    ]
    return (
        '<section aria-labelledby="right"><h2 id="right">How right this is</h2>'
        + markup.table("Measured against the known truth", ["What", "#Value", "#Interval"], rows)
        + "</section>"
    )


def _foot(meta: ReportMeta) -> str:
    version = f" {markup.text(meta.version, 30)}" if meta.version else ""
    return (
        f'<footer class="page"><p>Manumit{version}, free software (AGPL-3.0-or-later). Made '
        f"{markup.text(when(meta.made_at, None))}. A lead is a question for a person.</p></footer></body></html>\n"
    )
