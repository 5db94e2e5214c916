"""Court bundles: made from a lead for a stated purpose, and checked by whoever has one."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings as django
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from manumit.base.kernel import ManumitError, Settings, UsageError
from manumit.base.ledger import Policy, read_keys
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.gate import HOUSE, Here, needs
from manumit.doors.web.desk.sights.leads import shelf
from manumit.doors.web.desk.uploads import SealedSpool, sealed_upload
from manumit.engine.evidence import Workspace as Folder
from manumit.services.report import make_bundle, verify_bundle

MOST_KEY = 4096


@require_POST
@needs("state_purpose")
def make(request: HttpRequest, ws: str, lead_id: str) -> HttpResponse:
    """The bundle, as a download. The policy allows it for a stated purpose alone; `shown` says whether possible victims
    are in it unmasked."""
    here: Here = request.here  # type: ignore[attr-defined]
    shelf(here.ws).find(lead_id)
    grant = here.purpose_for("lead", lead_id)
    if not here.may("make_bundle", purpose=grant is not None) or grant is None:
        raise UsageError(
            _("A bundle needs a purpose."),
            _("State one under 'Show unmasked' on the lead's page; it is logged."),
        )
    shown = grant.purpose if request.POST.get("shown") == "1" else None
    data = make_bundle(Folder.open(Path(here.ws.folder)), lead_id, Settings(), shown)
    sha256 = hashlib.sha256(data).hexdigest()
    note(
        "bundle_made",
        here.user,
        "lead",
        lead_id,
        here.workspace,
        grant.purpose,
        sha256=sha256,
        masked=shown is None,
    )
    answer = HttpResponse(data, content_type="application/zip")
    answer["Content-Disposition"] = content_disposition_header(True, f"{lead_id}.zip") or ""
    answer["X-Manumit-SHA256"] = sha256
    return answer


@csrf_exempt  # only until the reader of files is set: `_check` checks, before anything is done
@require_http_methods(["GET", "HEAD", "POST"])
@needs("see_policy", HOUSE)
def verify(request: HttpRequest) -> HttpResponse:
    """Hand in a bundle, see what holds. Nothing of it is kept."""
    if request.method != "POST":
        return render(request, "desk/verify.html", {"limit": django.BUNDLE_LIMIT // (1024 * 1024)})
    request.upload_handlers = [SealedSpool(request, django.BUNDLE_LIMIT)]
    return _check(request)


@csrf_protect
def _check(request: HttpRequest) -> HttpResponse:
    given, key = sealed_upload(request, "bundle"), request.POST.get("key", "").strip()[:MOST_KEY]
    data = given.reader().read()
    shown: dict[str, object] = {"name": given.name, "sha256": hashlib.sha256(data).hexdigest(), "key": key}
    try:
        shown["checked"] = verify_bundle(data, Policy.of(read_keys(key)) if key else None)
    except ManumitError as error:
        shown["error"] = error.shape()
    return render(request, "desk/verify.html", shown | {"limit": django.BUNDLE_LIMIT // (1024 * 1024)})
