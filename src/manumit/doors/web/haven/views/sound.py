"""Recordings, whole or in part: some phones play nothing that cannot be asked for in parts (RFC 9110, section 14)."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from manumit.doors.web.haven import shelf

RANGE = re.compile(r"bytes=(\d*)-(\d*)")


@require_safe
def sound(request: HttpRequest, name: str) -> HttpResponse:
    """A recording of a text as it is now. It is small (recordings.MOST) and read at once."""
    found = shelf.by_name(name)
    if found is None:
        raise Http404
    body = found.path.read_bytes()
    part = _part(request.headers.get("Range", ""), len(body))
    if part is None:
        answer = HttpResponse(body, content_type=found.type)
    elif part:
        first, last = part[0], part[-1]
        answer = HttpResponse(body[first : last + 1], content_type=found.type, status=206)
        answer.headers["Content-Range"] = f"bytes {first}-{last}/{len(body)}"
    else:
        answer = HttpResponse(status=416, content_type=found.type)
        answer.headers["Content-Range"] = f"bytes */{len(body)}"
    answer.headers["Accept-Ranges"] = "bytes"
    return answer


def _part(asked: str, size: int) -> range | None:
    """The bytes asked for; None for all of them or what is no single range, empty where there are none."""
    found = RANGE.fullmatch(asked.strip())
    if not found or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        return range(max(size - int(last), 0), size)
    return range(int(first), min(int(last) + 1 if last else size, size))
