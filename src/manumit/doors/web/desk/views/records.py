"""The page of a record: what it says, and the bytes of the original that it was read from."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from manumit.base.kernel import ManumitError
from manumit.doors.web.desk.acts.identifying import record_pictures
from manumit.doors.web.desk.acts.tracing import note_access
from manumit.doors.web.desk.gate import Here, needs
from manumit.doors.web.desk.sights.cover import Cover
from manumit.doors.web.desk.sights.galleries import matches_of
from manumit.doors.web.desk.sights.lookups import folder_of, lookup_of
from manumit.engine.evidence import Record as Raw
from manumit.engine.evidence import raw_bytes
from manumit.engine.lookup import Record

MOST_BYTES = 20_000
"""Of an original shown on a page; the offset says where the rest is."""


@require_safe
@needs("see_entity")
def record_page(request: HttpRequest, ws: str, record_id: str) -> HttpResponse:
    """The record, who is in it, and where it comes from down to the byte."""
    here: Here = request.here  # type: ignore[attr-defined]
    found, cover = lookup_of(here.ws), Cover.over(here, request.GET.get("lead", ""))
    record = found.record(record_id)
    if record is None:
        raise Http404
    note_access(here.user, "record", record_id, here.ws)
    original, why_not = _original(here, record) if here.may("see_source") else ("", "")
    shown = cover.said(record, original)
    return render(
        request,
        "desk/record.html",
        {
            "record": cover.record(record),
            "entities": [(cover.entity(entity), how) for entity, how in found.entities_of(record_id)],
            "lead_id": cover.lead_id,
            "original": shown,
            "covered": shown != original,
            "cut": record.length > MOST_BYTES,
            "why_not": why_not,
            "pictures": [one.name for one in record_pictures(here.ws, record_id)],
            "may_identify": here.may("identify"),
            "may_watch": here.may("watch"),
            "matches": matches_of(here, record_id) if here.may("identify") else [],
        },
    )


def _original(here: Here, record: Record) -> tuple[str, str]:
    """The first bytes of the original as text, or why they cannot be shown."""
    folder = folder_of(here.ws)
    source = folder.custody.sources.get(record.sha256)
    path = next(folder.originals(record.sha256), None)
    if source is None or path is None:
        return "", gettext("The file is not where it was read from any more.")
    span = {"byte_offset": record.offset, "byte_length": min(record.length, MOST_BYTES)}
    try:
        data = raw_bytes(path, Raw(record.kind, span))
    except (ManumitError, OSError) as error:
        return "", error.sentence if isinstance(error, ManumitError) else str(error)
    return data.decode(source.encoding or "utf-8", "replace"), ""
