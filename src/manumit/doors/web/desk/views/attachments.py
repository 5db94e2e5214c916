"""Attachments: taken in sealed, handed out as downloads; only our own copy of a picture is ever shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from manumit.doors.web.desk.acts.files import attach
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.gate import CASE, Here, needs
from manumit.doors.web.desk.models import Attachment
from manumit.doors.web.desk.sealing import file_pieces, read_words
from manumit.doors.web.desk.uploads import OTHER, SealedSpool, sealed_upload

RUN: Final = frozenset({"image/svg+xml", "text/html", "application/xml", "text/plain"})
"""Types that a browser might run or read as markup: handed out as bytes of no type."""
BOX = "sandbox; default-src 'none'"


@csrf_exempt  # only until the reader of files is set: `_take` checks, before anything is done
@require_POST
@needs("write_case", CASE)
def add_attachment(request: HttpRequest, number: int) -> HttpResponse:
    """A new attachment."""
    request.upload_handlers = [SealedSpool(request)]
    return _take(request, number)


@csrf_protect
def _take(request: HttpRequest, number: int) -> HttpResponse:
    here: Here = request.here  # type: ignore[attr-defined]
    attach(here, here.the_case, sealed_upload(request, "file"), request.POST.get("token", ""))
    return redirect(f"{reverse('desk:case', args=[number])}#files")


def _known(here: Here, pk: int) -> Attachment:
    return get_object_or_404(Attachment, case=here.the_case, pk=pk)


@require_safe
@needs("read_case", CASE)
def download(request: HttpRequest, number: int, pk: int) -> HttpResponseBase:
    """The original, to be kept: never shown by the browser."""
    here: Here = request.here  # type: ignore[attr-defined]
    held = _known(here, pk)
    note("access", here.user, "attachment", pk, here.workspace, form="original", case=number)
    media = OTHER if held.media in RUN else held.media
    answer = _stream(file_pieces(held.item, held.version), media, held.size)
    answer["Content-Disposition"] = (
        content_disposition_header(True, read_words(held.item, held.version)["name"]) or "attachment"
    )
    return answer


@require_safe
@needs("read_case", CASE)
def copy(request: HttpRequest, number: int, pk: int) -> HttpResponseBase:
    """Our copy of a picture."""
    here: Here = request.here  # type: ignore[attr-defined]
    held = _known(here, pk)
    if not held.copy:
        raise Http404
    note("access", here.user, "attachment", pk, here.workspace, form="copy", case=number)
    return _stream(file_pieces(held.copy), "image/jpeg")


@require_POST
@needs("read_case", CASE)
def seen(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Somebody asked to see a picture unblurred."""
    here: Here = request.here  # type: ignore[attr-defined]
    note("access", here.user, "attachment", _known(here, pk).pk, here.workspace, form="shown", case=number)
    return HttpResponse(status=204)


def _stream(pieces: Iterator[bytes], media: str, size: int | None = None) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(pieces, content_type=media)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = BOX
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    if size is not None:
        answer["Content-Length"] = str(size)
    return answer
