"""What the palette (Ctrl-K) offers beside places: leads and cases looked at last; of what is typed the first hits."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from manumit.base.kernel import ManumitError
from manumit.doors.web.desk import words
from manumit.doors.web.desk.gate import Here, needs
from manumit.doors.web.desk.models import Case, Trace
from manumit.doors.web.desk.sights.cases import title_of
from manumit.doors.web.desk.sights.cover import Cover
from manumit.doors.web.desk.sights.leads import shelf
from manumit.doors.web.desk.sights.lookups import lookup_of

RECENT, LOOKED_THROUGH = 5, 200
"""Leads and cases that are offered, and traces among which they are looked for."""
HITS = 4
"""Of each list of a search."""
LONGEST = 90
Entry = dict[str, str]


@require_safe
@needs("search")
def palette(request: HttpRequest, ws: str) -> HttpResponse:
    """Entries for what is typed (`q`); recent things for nothing."""
    here: Here = request.here  # type: ignore[attr-defined]
    query = request.GET.get("q", "")[:200].strip()
    return JsonResponse({"entries": _found(here, query) if query else _recent(here)})


def _recent(here: Here) -> list[Entry]:
    looked = Trace.objects.filter(user=here.user, workspace=here.ws, type="access", what__in=("lead", "case"))
    last = dict.fromkeys(looked.order_by("-pk").values_list("what", "ident")[:LOOKED_THROUGH])
    entries = (_lead(here, ident) if what == "lead" else _case(here, ident) for what, ident in last)
    return [entry for entry in entries if entry][:RECENT]


def _lead(here: Here, ident: str) -> Entry | None:
    stock = shelf(here.ws)
    if ident not in stock.at:
        return None
    lead = stock.find(ident)
    hint = _("Lead %(n)s") % {"n": lead.rank}
    return _entry(lead.says, hint, reverse("desk:lead", args=[here.ws.slug, ident]))


def _case(here: Here, ident: str) -> Entry | None:
    """One in which this person still has a seat."""
    case = Case.objects.filter(workspace=here.ws, number=ident, team__user=here.user).first()
    if case is None:
        return None
    return _entry(
        title_of(case), _("Case %(n)s") % {"n": case.number}, reverse("desk:case", args=[case.number])
    )


def _found(here: Here, query: str) -> list[Entry]:
    try:
        hits = lookup_of(here.ws).search(query, limit=HITS)
    except ManumitError:  # no index yet: places are still there
        return []
    cover, slug = Cover.over(here), here.ws.slug
    found = []
    for one in map(cover.entity_hit, hits.entities):
        label, kind = cover.label(one.entity), words.KIND.get(one.entity.kind, one.entity.kind)
        found.append(_entry(label, str(kind), reverse("desk:entity", args=[slug, one.entity.entity_id])))
    for hit in map(cover.record_hit, hits.records):
        kind = words.KIND.get(hit.record.kind, hit.record.kind)
        label = hit.text or hit.record.summary
        found.append(_entry(label, str(kind), reverse("desk:record", args=[slug, hit.record.record_id])))
    return found


def _entry(label: str, hint: Any, href: str) -> Entry:
    said = " ".join(label.split())
    return {"label": f"{said[:LONGEST]}…" if len(said) > LONGEST else said, "hint": str(hint), "href": href}
