"""The cover of a bundle, as a page and as plain text: what it is, what it holds, how to check it. A clerk reads it."""

from __future__ import annotations

import base64
import hashlib
import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

from manumit import __version__
from manumit.engine.evidence import Event
from manumit.engine.leads import Lead
from manumit.services.report import markup
from manumit.services.report.bundle.cited import GIVEN, MASKED, Span
from manumit.services.report.bundle.originals import SEALED, Original
from manumit.services.report.words import chance_line, count, exploitation_word, kind_word, when

_WIDTH = 88
_HOLDS = (
    ("lead.json", "the lead: who may be involved in which role, findings, what speaks against it"),
    ("records.json", "the records it rests on, as they were read"),
    ("spans.json, spans/", "the bytes of the originals that are cited, with their proofs"),
    ("computation.json", "how each fact was computed: readers, extractors, red flags with sources, weights"),
    ("decisions.json", "what people decided about alerts on these records"),
    ("events/", "entries of the log: each file that was read, the models in use"),
    ("case.jsonld", "the same in CASE/UCO, for forensic programs"),
    ("SHA256SUMS", "the hash of every member"),
    ("seal/", "proofs that the entries and this bundle stand in the log"),
    ("log/", "the public key of the log"),
)
_LIMITS = (
    "A lead is a question for a person. It is no proof that anybody did anything, and no verdict.",
    "Roles are estimates. A possible victim is not a suspect.",
    "The log shows that a record stood there at that time and was not changed since. It cannot show that it is true.",
    "Pictures are never in a bundle, and whole originals only sealed to somebody who is named.",
)


@dataclass(frozen=True, slots=True)
class Told:
    """What the cover tells of."""

    lead: Lead
    spans: tuple[Span, ...]
    readings: Mapping[str, Event]
    absent: tuple[str, ...]
    purpose: str | None
    originals: tuple[Original, ...] = ()


def cover_page(told: Told, made_at: str, key: str) -> str:
    """One page that needs no other file and no script."""
    style = files("manumit.services.report.bundle").joinpath("cover.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'\">"
        '<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>Evidence bundle · {markup.text(told.lead.lead_id, 60)}</title><style>{style}</style></head>\n"
        f"<body><main>{_head(told, made_at)}{_rests(told)}{_against(told)}{_files(told)}{_holds()}{_check(key)}"
        f"{_limits()}<footer><p>Made by Manumit {markup.text(__version__, 30)}, free software. "
        f"{markup.text(told.lead.lead_id, 60)}.</p></footer></main></body></html>\n"
    )


def _head(told: Told, made_at: str) -> str:
    lead = told.lead
    rows = [
        ("Lead", f"<code>{markup.text(lead.lead_id, 60)}</code>"),
        ("Made", markup.text(_moment(made_at), 40)),
        ("Handling", "TLP:AMBER, for investigators and the court they report to"),
        ("Possible victims", _covered(told)),
        ("It asks about", exploitation_word(lead.exploitation)),
        ("How sure", f"{chance_line(lead)}"),
    ]
    body = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows)
    return (
        '<p class="eyebrow">Evidence bundle</p>'
        f'<h1>What this lead rests on</h1><p class="lede" dir="auto">{markup.text(lead.says, 400)}</p>'
        '<div class="note"><p><strong>This is a question, not a verdict.</strong> A program found it in records; people'
        " have to find out what is true. What speaks against it stands below, and is part of the bundle.</p></div>"
        f"<dl>{body}</dl>"
    )


def _moment(text: str) -> str:
    """A time as people write it."""
    return when(datetime.fromisoformat(text), None)


def _covered(told: Told) -> str:
    if told.purpose is None:
        return "masked. Where the bytes of an original would show them, only their hash is here"
    return f"shown unmasked, for: {markup.value(told.purpose, 200)}"


def _rests(told: Told) -> str:
    items = "".join(
        f'<li><span dir="auto">{markup.text(one.says)}</span> '
        f'<span class="quiet">{markup.value(one.source, 240)}</span></li>'
        for one in told.lead.findings
    )
    return f"<h2>Why it was raised</h2><ul>{items}</ul>"


def _against(told: Told) -> str:
    items = "".join(f'<li dir="auto">{markup.text(one.says)}</li>' for one in told.lead.counter)
    body = (
        f"<ul>{items}</ul>"
        if items
        else "<p>No innocent explanation that the program knows of fits. There may be others.</p>"
    )
    return f"<h2>What speaks against it</h2>{body}"


def _files(told: Told) -> str:
    rows = "".join(_file_row(sha256, event, told) for sha256, event in _in_order(told))
    heads = ("SHA-256", "Format", "#Bytes", "Read", "#Log entry", "#Cited")
    top = "".join(
        f'<th scope="col"{" class=n" if head.startswith("#") else ""}>{head.lstrip("#")}</th>'
        for head in heads
    )
    return (
        f"<h2>The originals</h2><p>{'. '.join(_counted(told))}.</p>"
        '<div class="scroll" role="region" tabindex="0" aria-label="Files that the records are from">'
        f"<table><caption>Files that the records are from</caption><thead><tr>{top}</tr></thead><tbody>{rows}</tbody>"
        "</table></div>"
    )


def _file_row(sha256: str, event: Event, told: Told) -> str:
    body = event.body
    cells = (
        f"<td>{markup.text(str(body['format']), 40)}</td>",
        f'<td class="n">{body["bytes"]:,}</td>',
        f"<td>{markup.text(_moment(str(body['read_at'])), 40)}</td>",
        f'<td class="n">{event.index}</td>',
        f'<td class="n">{sum(span.event == event.index for span in told.spans)}</td>',
    )
    return f'<tr><th scope="row"><code>{sha256[:32]}<br>{sha256[32:]}</code></th>{"".join(cells)}</tr>'


def _in_order(told: Told) -> list[tuple[str, Event]]:
    return sorted(told.readings.items(), key=lambda item: item[1].index)


def _counted(told: Told) -> list[str]:
    kinds = Counter(span.record.kind for span in told.spans)
    said = [f"{count(number, kind_word(kind).lower() + ' record')}" for kind, number in sorted(kinds.items())]
    lines = [
        f"The lead rests on {count(len(told.spans), 'record')} from {count(len(told.readings), 'file')}"
        + (f": {', '.join(said)}" if said else "")
    ]
    states = Counter(span.state for span in told.spans)
    for state, number in sorted(states.items(), key=lambda item: (item[0] != GIVEN, item[0])):
        lines.append(
            f"The exact bytes of {number} are included"
            if state == GIVEN
            else f"The bytes of {number} are {_reason(state)}"
        )
    sealed = Counter((one.state, one.to) for one in told.originals)
    for (state, to), number in sorted(sealed.items()):
        lines.append(
            f"{count(number, 'whole original')} sealed for {to} (originals.json); nobody else can open what is sealed"
            if state == SEALED
            else f"{count(number, 'whole original')} {state.replace('withheld: it', 'withheld because it')}"
        )
    if told.absent:
        lines.append(
            f"{count(len(told.absent), 'record')} may no longer be seen (expired, or without consent)"
        )
    return lines


def _reason(state: str) -> str:
    if state == MASKED:
        return "withheld because possible victims are masked"
    return state.replace("withheld: ", "withheld because ")


def _holds() -> str:
    rows = "".join(f"<dt><code>{name}</code></dt><dd>{what}</dd>" for name, what in _HOLDS)
    return f"<h2>What is in this file</h2><dl>{rows}</dl>"


def _check(key: str) -> str:
    return (
        "<h2>How to check it</h2><p>On any computer, without a network, with Manumit installed:</p>"
        "<pre>manumit bundle verify BUNDLE.zip --key KEYFILE</pre>"
        "<p>It ends with <em>Sound</em>, or it names what was changed and where. KEYFILE holds the public key of the"
        " log. Ask the organisation that made the bundle for it by another way than this file, and compare:</p>"
        f"<pre>{markup.text(key, 300)}</pre>"
        "<p>Without Manumit, <code>sha256sum -c SHA256SUMS</code> checks every member but the seal. Whether independent"
        " witnesses have cosigned the log is said by <code>verify</code>; without them it is <em>logged, not"
        " witnessed</em>.</p>"
    )


def _limits() -> str:
    return "<h2>What it does not show</h2><ul>" + "".join(f"<li>{one}</li>" for one in _LIMITS) + "</ul>"


def cover_text(told: Told, made_at: str, key: str) -> str:
    """The same in plain text, for those who print or read aloud."""
    lead = told.lead
    shown = "masked" if told.purpose is None else f"shown unmasked, for: {markup.clean(told.purpose, 200)}"
    parts = [
        "EVIDENCE BUNDLE",
        markup.clean(lead.says, 400),
        "This is a question, not a verdict. A program found it in records; people have to find out what is true.",
        f"Lead: {lead.lead_id}\nMade: {_moment(made_at)}\nHandling: TLP:AMBER; investigator\n"
        f"Possible victims: {shown}\nIt asks about: {exploitation_word(lead.exploitation)}\n"
        f"How sure: {chance_line(lead)}",
        _listed("WHY IT WAS RAISED", [f"{one.says} ({one.source})" for one in lead.findings]),
        _listed(
            "WHAT SPEAKS AGAINST IT",
            [one.says for one in lead.counter]
            or ["No innocent explanation that the program knows of fits. There may be others."],
        ),
        _listed("THE ORIGINALS", [*_counted(told), *_file_lines(told)]),
        _listed("WHAT IS IN THIS FILE", [f"{name}: {what}" for name, what in _HOLDS]),
        "HOW TO CHECK IT\n\n  manumit bundle verify BUNDLE.zip --key KEYFILE\n\n  The public key of the log, to be"
        f" compared with what you got by another way:\n  {key}",
        _listed("WHAT IT DOES NOT SHOW", _LIMITS),
    ]
    return "\n\n".join(part if "\n" in part else textwrap.fill(part, _WIDTH) for part in parts) + "\n"


def _file_lines(told: Told) -> list[str]:
    return [
        f"sha256 {sha256}: {event.body['format']}, {event.body['bytes']:,} bytes, read"
        f" {_moment(str(event.body['read_at']))}, entry {event.index} of the log"
        for sha256, event in _in_order(told)
    ]


def _listed(head: str, items: Sequence[str]) -> str:
    lines = [
        textwrap.fill(markup.clean(one, 700), _WIDTH, initial_indent="- ", subsequent_indent="  ")
        for one in items
    ]
    return "\n".join([head, "", *lines])
