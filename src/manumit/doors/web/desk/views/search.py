"""Search: names, numbers, accounts and texts in any script, over the evidence of a workspace."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from manumit.base.kernel import record_kinds
from manumit.doors.web.desk.gate import Here, needs
from manumit.doors.web.desk.models import SavedSearch
from manumit.doors.web.desk.sights.cover import Cover
from manumit.doors.web.desk.sights.lookups import lookup_of

PAGE = 25
WHY = {
    "exact": _("as you wrote it"),
    "folded": _("but for accents, disguise or the form of digits"),
    "transliterated": _("written in another script"),
    "fragment": _("a part of the number"),
    "fuzzy": _("looks alike"),
}


@require_safe
@needs("search")
def search(request: HttpRequest, ws: str) -> HttpResponse:
    """The page, with what was found."""
    here: Here = request.here  # type: ignore[attr-defined]
    asked = request.GET
    query, kind, place = asked.get("q", "")[:500].strip(), asked.get("kind", ""), asked.get("place", "")[:100]
    offset = PAGE * (_page(asked.get("page", "")) - 1)
    began = time.perf_counter()
    hits = None
    if query:
        cover = Cover.over(here)
        hits = lookup_of(here.ws).search(
            query,
            kinds=(kind,) if kind in record_kinds() else (),
            since=_day(asked.get("from", "")),
            until=_day(asked.get("to", "")),
            place=place,
            limit=PAGE,
            offset=offset,
        )
    return render(
        request,
        "desk/search.html",
        {
            "q": query,
            "hits": hits,
            "entities": [(cover.entity_hit(hit), WHY[hit.why]) for hit in hits.entities] if hits else [],
            "records": [(cover.record_hit(hit), WHY[hit.why]) for hit in hits.records] if hits else [],
            "kinds": sorted(record_kinds()),
            "asked": asked,
            "page_number": offset // PAGE + 1,
            "milliseconds": round(1000 * (time.perf_counter() - began)),
            "saved": SavedSearch.objects.filter(workspace=here.ws, user=here.user).order_by("name"),
        },
    )


@require_POST
@needs("search")
def save_search(request: HttpRequest, ws: str) -> HttpResponse:
    """Keep a search under a name; again under the same name: the newer one is kept."""
    here: Here = request.here  # type: ignore[attr-defined]
    name, query = request.POST.get("name", "").strip()[:80], request.POST.get("query", "")[:1000]
    if "forget" in request.POST:
        SavedSearch.objects.filter(workspace=here.ws, user=here.user, name=name).delete()
    elif name and query:
        SavedSearch.objects.update_or_create(
            workspace=here.ws, user=here.user, name=name, defaults={"query": query}
        )
    response = redirect("desk:search", ws)
    if query:
        response["Location"] += f"?{query}"
    return response


def _page(text: str) -> int:
    return max(1, min(400, int(text))) if text.isdecimal() and len(text) < 6 else 1


def _day(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        return None
