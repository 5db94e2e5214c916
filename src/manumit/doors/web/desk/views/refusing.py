"""A form that was refused comes back: with what was typed, and beside the field what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from manumit.base.kernel import ManumitError
from manumit.doors.web.desk.acts.intake import Intake
from manumit.doors.web.desk.middleware import status_of, wants_json
from manumit.doors.web.desk.sights.place_words import reword


def refusing(
    request: HttpRequest,
    error: ManumitError,
    page: str,
    shown: Callable[[], Mapping[str, Any]],
    intake: Intake | None = None,
    fields: Mapping[str, str] = MappingProxyType({}),
    files: Mapping[str, str | None] = MappingProxyType({}),
) -> HttpResponse:
    """`page` with its form as it was sent: `told` holds what was typed, `not_taken` the error, `handed` the names of
    files by their field, which a browser sends only once. The error itself where a program asks, and where the form
    was too large to be read to its end. `fields`: what files are called on a page that has several forms. `files`:
    names of files by their field, where there is no intake."""
    if wants_json(request) or (intake and intake.refused):
        raise error
    known = dict(shown())
    known["told"] = {**known.get("told", {}), **request.POST.dict()}
    handed = {fields.get(name, name): file for name, file in intake.fields.items()} if intake else dict(files)
    known |= {"not_taken": reword(error), "handed": handed}
    return render(request, page, known, status=status_of(error))
