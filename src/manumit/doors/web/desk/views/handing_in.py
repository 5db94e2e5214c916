"""What forms that carry pictures of people share: files sealed as they come, and what one chooses from."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any, BinaryIO, Final, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect

from manumit.base.kernel import UsageError
from manumit.doors.web.desk.acts import galleries
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Kind, Modality
from manumit.doors.web.desk.uploads import SealedSpool, SealedUpload

LIMIT: Final = 256 * 2**20
"""Bytes that may be handed in at once."""


class PictureSpool(SealedSpool):
    """Takes no more files than are kept open at once."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, LIMIT)
        self._files = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        self._files += 1
        if self._files > galleries.MOST_PICTURES:
            raise UsageError(
                _("These are more than %(n)s pictures.") % {"n": galleries.MOST_PICTURES},
                _("Hand them in in parts; `manumit enrol` takes whole folders."),
            )
        super().new_file(*args, **kwargs)


def takes_pictures(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """A page whose form carries pictures: they are sealed as they come, and only then is the form's token checked."""

    @csrf_protect
    def inside(request: HttpRequest, **more: Any) -> HttpResponse:
        return view(request, request.here, **more)  # type: ignore[attr-defined]

    def outside(request: HttpRequest, ws: str, **more: Any) -> HttpResponseBase:
        if request.method == "POST":
            request.upload_handlers = [PictureSpool(request)]
        return inside(request, **more)

    return outside


def files(request: HttpRequest, name: str) -> list[SealedUpload]:
    return [one for one in request.FILES.getlist(name) if isinstance(one, SealedUpload) and one.size]


def opened(request: HttpRequest, name: str) -> list[galleries.Handed]:
    """Their names, and their bytes from the beginning."""
    return [(one.name or "", cast("BinaryIO", one.reader())) for one in files(request, name)]


def choices(**more: Any) -> dict[str, Any]:
    return {
        "modalities": Modality.choices,
        "kinds": Kind.choices,
        "keeps": galleries.KEEP,
        "once": secrets.token_urlsafe(12),
        "most": galleries.MOST_PICTURES,
        **more,
    }


def again(request: HttpRequest, here: Here) -> HttpResponse:
    messages.info(request, _("This was handed in already. It stands in the list."))
    return redirect("desk:identify", here.ws.slug)
