"""Passes: what codes opened, for half an hour each, sealed in one cookie that says nothing. The server keeps none of
them, and Leave takes them away."""

from __future__ import annotations

import base64
import json
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from manumit.base.kernel import VerificationFailed
from manumit.base.vault import bound, seal, unseal

LIFE = 30 * 60
"""Seconds: long enough to read in peace, short enough for a phone that is put down."""


def give(response: HttpResponseBase, request: HttpRequest, kind: str, whose: str) -> None:
    """From now on this browser may see what is held under `whose`, one of a kind."""
    now = int(timezone.now().timestamp())
    told = json.dumps(_all(request) | {kind: [whose, now]}).encode()
    sealed = base64.urlsafe_b64encode(seal(_key(), told, bound("pass"))).decode().rstrip("=")
    response.set_cookie(
        settings.CARE_COOKIE, sealed, httponly=True, samesite="Strict", secure=settings.CSRF_COOKIE_SECURE
    )


def shown(request: HttpRequest, kind: str) -> str:
    """Whose pass of this kind the request carries; empty when there is none, or it is too old."""
    whose, at = _all(request).get(kind, ("", 0))
    return whose if timezone.now().timestamp() - at < LIFE else ""


def any_shown(request: HttpRequest) -> bool:
    """Whether the request carries a pass that counts."""
    return any(shown(request, kind) for kind in _all(request))


def take(response: HttpResponseBase) -> None:
    """All of them are gone."""
    response.delete_cookie(settings.CARE_COOKIE, samesite="Strict")


def _all(request: HttpRequest) -> dict[str, tuple[str, int]]:
    try:
        sealed = base64.urlsafe_b64decode(
            request.COOKIES.get(settings.CARE_COOKIE, "").encode("ascii") + b"==="
        )
        told = json.loads(unseal(_key(), sealed, bound("pass"), "A pass"))
    except (VerificationFailed, ValueError):
        return {}
    return {kind: (str(whose), int(at)) for kind, (whose, at) in told.items()}


def _key() -> bytes:
    return sha256(f"passes {settings.SECRET_KEY}".encode()).digest()
