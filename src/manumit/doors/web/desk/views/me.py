"""My own page: how I sign in, what I am told by mail, what I looked at."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts.digests import choose
from manumit.doors.web.desk.gate import HOUSE, Here, needs
from manumit.doors.web.desk.models import Grant, Trace

SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
@needs("see_policy", HOUSE)
def me(request: HttpRequest) -> HttpResponse:
    """The page; a post changes how often a digest comes."""
    here: Here = request.here  # type: ignore[attr-defined]
    if request.method == "POST":
        choose(here.user, request.POST.get("digest", ""), request.POST.get("email", "").strip())
        messages.success(request, _("Kept."))
        return redirect("desk:me")
    return render(
        request,
        "desk/me.html",
        {
            "digests": User._meta.get_field("digest").flatchoices,
            "grants": Grant.objects.filter(user=here.user).order_by("-at")[:SHOWN],
            "traces": Trace.objects.filter(user=here.user).order_by("-pk")[:SHOWN],
        },
    )
