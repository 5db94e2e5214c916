"""Who works at Line: added by a supervisor, who gets a link that lets them in once."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from manumit.base.govern import LINE_ROLES
from manumit.base.kernel import UsageError
from manumit.doors.web.accounts.links import make_token
from manumit.doors.web.accounts.models import Role, User
from manumit.doors.web.line.gate import here, needs

_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,60}")
ROLES = [one for one in Role.choices if one[0] in LINE_ROLES]


@require_http_methods(["GET", "HEAD", "POST"])
@needs("add_people")
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, and a form to add somebody."""
    link = ""
    if request.method == "POST":
        name, role = request.POST.get("username", "").strip().lower(), request.POST.get("role", "")
        if not _NAME.fullmatch(name) or role not in LINE_ROLES:
            raise UsageError(
                _("This is no name to sign in with."), _("Use a-z, 0-9, dots and hyphens: at least two.")
            )
        user, made = User.objects.get_or_create(username=name, defaults={"role": role})
        if not made:
            raise UsageError(
                _("Somebody is called %(name)s already.") % {"name": name}, _("Take another name.")
            )
        user.set_unusable_password()
        user.save()
        link = request.build_absolute_uri(f"/open/{make_token(user)}")
    everybody = User.objects.select_related("recipient").order_by("username")
    return render(request, "line/people.html", {"people": everybody, "roles": ROLES, "link": link})


@require_POST
@needs("add_people")
def change_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether somebody may sign in, or a new link for them."""
    user = get_object_or_404(User, pk=pk)
    if user == here(request).user:
        raise UsageError(_("You cannot change your own rights."), _("Ask another supervisor."))
    if "link" in request.POST:
        messages.success(request, request.build_absolute_uri(f"/open/{make_token(user)}"))
    else:
        user.is_active = request.POST.get("active") == "1"
        user.save(update_fields=("is_active",))
    return redirect("line:people")
