"""Who saw what: the traces with their standing in the log, for auditors; and the log checked as a whole."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts.ledger import flush, standing, verifier
from manumit.doors.web.desk.gate import HOUSE, needs
from manumit.doors.web.desk.models import Trace

PAGE = 50


@require_safe
@needs("audit", HOUSE)
def audit(request: HttpRequest) -> HttpResponse:
    """The newest first; each line says whether it stands in the log as it is written here."""
    flush()
    asked = request.GET
    traces = Trace.objects.select_related("user", "workspace").order_by("-pk")
    if asked.get("user"):
        traces = traces.filter(user__username=asked["user"])
    if asked.get("type"):
        traces = traces.filter(type=asked["type"])
    if asked.get("ident"):
        traces = traces.filter(ident=asked["ident"].strip())
    page = Paginator(traces, PAGE).get_page(asked.get("page"))
    stands = standing(list(page.object_list))
    return render(
        request,
        "desk/audit.html",
        {
            "page": page,
            "rows": [(trace, stands[trace.pk]) for trace in page.object_list],
            "broken": sum(state == "broken" for state in stands.values()),
            "users": User.objects.order_by("username").values_list("username", flat=True),
            "types": Trace.objects.order_by("type").values_list("type", flat=True).distinct(),
            "asked": asked,
            "verifier": verifier(settings.HOUSE),
        },
    )


@require_http_methods(["POST"])
@needs("audit", HOUSE)
def check_log(request: HttpRequest) -> HttpResponse:
    """Check every tile, every signature and every trace; what does not hold is listed."""
    from manumit.base.ledger import Pinned, check

    flush()
    found = check(settings.HOUSE.log, Pinned.of([verifier(settings.HOUSE)]))
    broken = []
    for start in range(0, Trace.objects.count(), 1000):
        some = list(Trace.objects.select_related("user").order_by("pk")[start : start + 1000])
        broken += [trace for trace in some if standing([trace])[trace.pk] == "broken"]
    return render(
        request, "desk/audit_checked.html", {"found": found, "broken": broken, "size": Trace.objects.count()}
    )
