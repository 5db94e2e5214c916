"""One lead as a section of the report: the sentence, why, against, what would change it, people, pictures, evidence."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Mapping, Sequence
from itertools import groupby

from manumit.engine.leads import Counter, Lead, LeadFinding, Member
from manumit.services.report import markup
from manumit.services.report.decided import earlier_said
from manumit.services.report.drawing import icon, map_figure, network_figure, strength_bar, timeline_figure
from manumit.services.report.drawing.network import member_name
from manumit.services.report.evidence import evidence_numbers, evidence_table, lead_sights
from manumit.services.report.questions import questions
from manumit.services.report.sight import Sight
from manumit.services.report.wording import Wording
from manumit.services.report.wording_section import wording_section
from manumit.services.report.words import (
    ROLE,
    ROLE_ORDER,
    base_line,
    chance_line,
    count,
    day_of,
    exploitation_word,
    family_word,
    role_counts,
    role_words,
    step,
    strength_word,
)

LINKS_SHOWN = 6
FINDINGS_SHOWN = 6
"""Of one family; the rest are counted."""
MEMBERS_SHOWN = 60
MOVES = {"up": "would strengthen it", "down": "would weaken it", "either": "could go either way"}


def lead_key(lead: Lead) -> str:
    """The fragment of a lead."""
    return markup.anchor("lead", str(lead.rank), lead.lead_id[:12])


def lead_section(lead: Lead, sights: Mapping[str, Sight], wordings: Sequence[Wording] = ()) -> str:
    """The whole section."""
    key = lead_key(lead)
    shown = lead_sights(lead, sights)
    numbers = evidence_numbers(shown)
    return (
        f'<article class="lead" id="{key}" aria-labelledby="{key}-h">{_head(lead, key)}'
        f'<div class="cols"><section class="why" aria-labelledby="{key}-why">{_why(lead, key, numbers)}</section>'
        f'<div class="aside"><section aria-labelledby="{key}-against">{_against(lead, key)}</section>'
        f'<section aria-labelledby="{key}-change">{_change(lead, key)}</section></div></div>'
        f'<section aria-labelledby="{key}-who">{_members(lead, key)}</section>'
        f"{wording_section(key, wordings, numbers)}"
        f'<div class="pictures">{network_figure(lead, key + "-net")}{timeline_figure(shown, key + "-time")}'
        f"{map_figure(shown, key + '-map')}</div>{evidence_table(key, shown)}"
        f'<p class="up"><a href="#leads">All leads</a></p></article>'
    )


def _head(lead: Lead, key: str) -> str:
    return (
        f'<header><p class="eyebrow">Lead {lead.rank} · {exploitation_word(lead.exploitation)} '
        f'<span class="quiet">· <code>{markup.value(lead.lead_id, 40)}</code></span></p>'
        f'<h3 id="{key}-h" dir="auto">{markup.text(lead.says, 400)}</h3>{_earlier(lead)}'
        f'<div class="measure">{strength_bar(lead, key, scale=True)}'
        f"<p><strong>{chance_line(lead).capitalize()}</strong><br>"
        f'<span class="quiet">{base_line(lead).capitalize()} '
        f'<span class="mark" aria-hidden="true">▲</span></span></p></div></header>'
    )


def _earlier(lead: Lead) -> str:
    said = earlier_said(lead.earlier) if lead.earlier else ""
    return f"<p><strong>Decided before:</strong> {markup.text(said)}.</p>" if said else ""


def _why(lead: Lead, key: str, numbers: dict[str, int]) -> str:
    weight: Tally[str] = Tally()
    for finding in lead.findings:
        weight[finding.family] += finding.weight  # type: ignore[assignment]
    ordered = sorted(lead.findings, key=lambda f: (-weight[f.family], f.family, -f.strength, f.indicator))
    groups = [(family, list(found)) for family, found in groupby(ordered, key=lambda f: f.family)]
    body = "".join(_family(family, found, key, numbers) for family, found in groups)
    kinds = count(len(groups), "independent kind of sign", "independent kinds of sign")
    return f'<h4 id="{key}-why">Why <span class="quiet">{kinds}</span></h4>' + (
        body or "<p>No finding is given.</p>"
    )


def _family(family: str, found: list[LeadFinding], key: str, numbers: dict[str, int]) -> str:
    items = "".join(_finding(finding, key, numbers) for finding in found[:FINDINGS_SHOWN])
    more = len(found) - FINDINGS_SHOWN
    tail = f'<li class="quiet">and {count(more, "more finding")} of this kind</li>' if more > 0 else ""
    return f'<h5>{markup.text(family_word(family), 60)}</h5><ul class="findings">{items}{tail}</ul>'


def _finding(finding: LeadFinding, key: str, numbers: dict[str, int]) -> str:
    when = markup.text(
        " to ".join(dict.fromkeys(day_of(part) for part in (finding.start, finding.end) if part)), 60
    )
    source = f"<cite>{markup.value(finding.source, 160)}</cite>" if finding.source else "no source cited"
    return (
        f'<li><span class="chip s{step(finding.strength)}" title="strength of this sign, 0 to 1">'
        f'{finding.strength:.2f}</span><div><p dir="auto">{markup.text(finding.says)}</p>'
        f'<p class="quiet">{strength_word(finding.strength).capitalize()} sign'
        f"{' · ' + when if when else ''} · {source}</p>"
        f'<p class="quiet links">{_links(finding, key, numbers)}</p></div></li>'
    )


def _links(finding: LeadFinding, key: str, numbers: dict[str, int]) -> str:
    known = sorted(numbers[e] for e in finding.evidence if e in numbers)
    links = " ".join(f'<a href="#{key}-r{n}">{n}</a>' for n in known[:LINKS_SHOWN])
    more = len(known) - LINKS_SHOWN
    tail = f' <a href="#{key}-evidence">and {more} more</a>' if more > 0 else ""
    return f"{'Record' if len(known) == 1 else 'Records'} {links}{tail}" if known else "No record kept"


def _against(lead: Lead, key: str) -> str:
    head = f'<h4 id="{key}-against">Against</h4>'
    if not lead.counter:
        return head + "<p>No innocent explanation that we know of fits. There may be others.</p>"
    ordered = sorted(lead.counter, key=lambda c: (c.weight, c.explanation))
    return head + f'<ul class="plain">{"".join(_counter(c) for c in ordered)}</ul>'


def _counter(counter: Counter) -> str:
    taken = "lowers the score" if counter.weight < 0 else "does not lower the score"
    fits = "fits well" if counter.fit >= 0.66 else "fits in part" if counter.fit >= 0.33 else "fits poorly"
    return (
        f'<li><p dir="auto">{markup.text(counter.says)}</p>'
        f'<p class="quiet">{fits} ({counter.fit:.2f}), {taken}</p></li>'
    )


def _change(lead: Lead, key: str) -> str:
    items = "".join(
        f'<li><p dir="auto">{markup.text(q.ask)}</p><p class="quiet">{MOVES[q.moves]}</p></li>'
        for q in questions(lead)
    )
    return f'<h4 id="{key}-change">What would change this</h4><ul class="plain">{items}</ul>'


def _members(lead: Lead, key: str) -> str:
    rank = {role: number for number, role in enumerate(ROLE_ORDER)}
    ordered = sorted(lead.members, key=lambda m: (rank.get(m.role, 9), m.kind != "person", -m.probability))
    rows = [_member(member) for member in ordered[:MEMBERS_SHOWN]]
    more = len(ordered) - MEMBERS_SHOWN
    tail = f"<p>{count(more, 'more member')} in the JSON form.</p>" if more > 0 else ""
    heads = ["Who", "Role", "What that means", "#Chance", "Why we think so"]
    roles = Tally(member.role for member in lead.members)
    said = role_counts(roles)
    return (
        f'<h4 id="{key}-who">Who may be involved <span class="quiet">{said}</span></h4>'
        + markup.table(f"Members of lead {lead.rank}", heads, rows, "members")
        + tail
    )


def _member(member: Member) -> list[str]:
    others = [i.id.partition("|")[0] if i.kind == "person" else i.id for i in member.ids[1:4]]
    also = (
        f'<span class="quiet"> also {", ".join(markup.value(o, 60) for o in others)}</span>' if others else ""
    )
    kind = f'<span class="quiet">{markup.text(member.kind)}</span>'
    return [
        f"{markup.value(member_name(member, 60))}{also}<br>{kind}",
        f'<span class="who">{icon(member.role)} {ROLE.get(member.role, ROLE["unknown"])}</span>',
        role_words(member),
        f"{member.probability:.2f}",
        f'<span dir="auto">{markup.text(member.why, 300)}</span>',
    ]
