"""My keys: made, wrapped and brought back in the browser; published, changed and revoked here."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from manumit.doors.web.helpline import receivers
from manumit.doors.web.helpline.models import Recipient
from manumit.doors.web.line import recipients
from manumit.doors.web.line.gate import here, needs


@require_safe
@needs("hold_key")
def keys(request: HttpRequest) -> HttpResponse:
    """One's key, or how to make one."""
    mine = recipients.of(here(request).user)
    told = {"key": mine, "public": bytes(mine.public_key).hex() if mine else ""}
    return render(request, "line/keys.html", told | {"mark": recipients.mark(mine) if mine else ""})


@require_POST
@needs("hold_key")
def publish(request: HttpRequest) -> HttpResponse:
    """A new key, after its three shares were tried."""
    made = recipients.publish(
        here(request).user, request.POST.get("public", ""), request.POST.get("wrapped", "")
    )
    return JsonResponse({"key": made.key_id})


@require_POST
@needs("hold_key")
def wrap_again(request: HttpRequest) -> HttpResponse:
    """Another passphrase, by the old one or by two shares: the browser knows, this house cannot."""
    recipients.wrap_again(here(request).user, request.POST.get("wrapped", ""), request.POST.get("was", ""))
    return JsonResponse({})


@require_POST
@needs("hold_key")
def revoke(request: HttpRequest) -> HttpResponse:
    """One's own."""
    if mine := recipients.of(here(request).user):
        receivers.revoke(mine)
        messages.success(request, _("Revoked. Nothing new is sealed to this key."))
    return redirect("line:keys")


@require_POST
@needs("revoke_key")
def revoke_other(request: HttpRequest, pk: int) -> HttpResponse:
    """A colleague's, by a supervisor."""
    receivers.revoke(get_object_or_404(Recipient, advocate_id=pk))
    messages.success(request, _("Revoked. Nothing new is sealed to this key."))
    return redirect("line:people")
