"""What forms that carry pictures of people share: files sealed as they come, and what one chooses from."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any, BinaryIO, Final, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from manumit.base.kernel import UsageError
from manumit.doors.web.desk.acts import using
from manumit.doors.web.desk.gate import Here, needs
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
        if self._files > using.MOST_PICTURES:
            raise UsageError(
                _("These are more than %(n)s pictures.") % {"n": using.MOST_PICTURES},
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


Inside = Callable[..., HttpResponse]
"""(request, here, what else the address says)."""


def hands_in(action: str, *methods: str) -> Callable[[Inside], Callable[..., HttpResponseBase]]:
    """A page whose form carries pictures, behind the gate: nothing is read before it is passed. `methods`: all that
    pages answer, if none is named."""

    def made(view: Inside) -> Callable[..., HttpResponseBase]:
        sealed = takes_pictures(view)

        @csrf_exempt  # read only once the gate is passed; `takes_pictures` checks the token
        @require_http_methods(methods or ("GET", "HEAD", "POST"))
        @needs(action)
        @wraps(view)
        def page(request: HttpRequest, ws: str, **more: Any) -> HttpResponseBase:
            return sealed(request, ws, **more)

        return page

    return made


def files(request: HttpRequest, name: str) -> list[SealedUpload]:
    return [one for one in request.FILES.getlist(name) if isinstance(one, SealedUpload) and one.size]


def opened(request: HttpRequest, name: str) -> list[using.Handed]:
    """Their names, and their bytes from the beginning."""
    return [(one.name or "", cast("BinaryIO", one.reader())) for one in files(request, name)]


def choices(**more: Any) -> dict[str, Any]:
    return {
        "modalities": Modality.choices,
        "kinds": Kind.choices,
        "keeps": using.KEEP,
        "once": secrets.token_urlsafe(12),
        "most": using.MOST_PICTURES,
        **more,
    }


def again(request: HttpRequest, here: Here) -> HttpResponse:
    messages.info(request, _("This was handed in already. It stands in the list."))
    return redirect("desk:identify", here.ws.slug)
