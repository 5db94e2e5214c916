"""Referring somebody to a provider of services."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from manumit.base.govern import PURPOSES, RECIPIENTS, WALLED
from manumit.doors.web.desk import consent_words
from manumit.doors.web.desk.acts import referring as acts
from manumit.doors.web.desk.gate import CASE, Here, needs
from manumit.doors.web.desk.sealing import new_token
from manumit.doors.web.desk.sights.cases import title_of

FIELDS = ("consent_id", "purpose", "recipient", "given_on", "until")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("refer", CASE)
def refer(request: HttpRequest, number: int) -> HttpResponse:
    """With a consent, to one recipient, for one purpose, some things."""
    here: Here = request.here  # type: ignore[attr-defined]
    asked = request.POST
    if request.method == "POST":
        kind, name = asked.get("kind", ""), " ".join(asked.get("name", "").split())
        acts.refer(
            here,
            here.the_case,
            asked.get("consent_id", ""),
            asked.get("purpose", ""),
            f"{kind}:{name}",
            asked.get("given_on", ""),
            asked.get("until", ""),
            asked.getlist("thing"),
            asked.get("text", ""),
            asked.get("token", ""),
        )
        messages.success(request, _("The referral is kept. Tell the provider by the way that you agreed on."))
        return redirect(f"{reverse('desk:case', args=[number])}#referrals")
    shown = {
        "case": here.the_case,
        "title": title_of(here.the_case),
        "purposes": [(one, consent_words.PURPOSE[one]) for one in PURPOSES],
        "kinds": [(one, consent_words.RECIPIENT[one]) for one in RECIPIENTS if one not in WALLED],
        "things": acts.THINGS.items(),
        "token": new_token(),
    }
    return render(request, "desk/referral.html", shown)


@require_POST
@needs("refer", CASE)
def recall(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Call a referral back."""
    here: Here = request.here  # type: ignore[attr-defined]
    acts.recall(here, here.the_case, pk)
    messages.success(request, _("Called back. Tell the provider, too."))
    return redirect(f"{reverse('desk:case', args=[number])}#referrals")
