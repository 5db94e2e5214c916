"""People and workspaces: what an administrator looks after. No evidence is read here."""

from __future__ import annotations

import re

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from manumit.base.govern import ROLES
from manumit.base.kernel import UsageError
from manumit.doors.web.accounts.links import make_token
from manumit.doors.web.accounts.models import Role, User
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.gate import HOUSE, Here, needs
from manumit.doors.web.desk.models import Workspace, WorkspaceMember
from manumit.doors.web.house import House

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("manage_people", HOUSE)
def people(request: HttpRequest) -> HttpResponse:
    """Everybody; a post adds one, who gets a one-time link to begin with."""
    here: Here = request.here  # type: ignore[attr-defined]
    link = ""
    if request.method == "POST":
        user = _add(here, request)
        link = request.build_absolute_uri(f"/open/{make_token(user)}")
    return render(
        request,
        "desk/people.html",
        {
            "people": User.objects.prefetch_related("workspaces").order_by("username"),
            "roles": [one for one in Role.choices if one[0] in ROLES],
            "link": link,
            "every_workspace": Workspace.objects.all(),
        },
    )


@require_POST
@needs("manage_people", HOUSE)
def change_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Role, whether somebody may sign in, and a new link. Nobody changes their own role."""
    here: Here = request.here  # type: ignore[attr-defined]
    user = get_object_or_404(User, pk=pk)
    with transaction.atomic():
        if "link" in request.POST:
            note("permission_change", here.user, "user", user.username, link=True)
            messages.success(request, request.build_absolute_uri(f"/open/{make_token(user)}"))
            return redirect("desk:people")
        if user == here.user:
            raise UsageError(_("You cannot change your own rights."), _("Ask another administrator."))
        role, active = request.POST.get("role", user.role), request.POST.get("active") == "1"
        if role not in ROLES:
            raise UsageError(_("There is no such role."))
        user.role, user.is_active = role, active
        user.save(update_fields=["role", "is_active"])
        note("permission_change", here.user, "user", user.username, role=role, active=active)
    messages.success(request, _("Kept."))
    return redirect("desk:people")


def _add(here: Here, request: HttpRequest) -> User:
    name, role = request.POST.get("username", "").strip().lower(), request.POST.get("role", "")
    if not _NAME.fullmatch(name) or role not in ROLES:
        raise UsageError(
            _("This is no name to sign in with."), _("Use a-z, 0-9, dots and hyphens: at least two.")
        )
    with transaction.atomic():
        user, made = User.objects.get_or_create(
            username=name, defaults={"role": role, "first_name": request.POST.get("name", "")[:80]}
        )
        if not made:
            raise UsageError(
                _("Somebody is called %(name)s already.") % {"name": name}, _("Take another name.")
            )
        user.set_unusable_password()
        user.save()
        note("permission_change", here.user, "user", name, role=role, added=True)
    return user


@require_http_methods(["GET", "HEAD", "POST"])
@needs("manage_workspaces", HOUSE)
def workspaces(request: HttpRequest) -> HttpResponse:
    """All workspaces by name, and who works in them; a post makes an empty one."""
    here: Here = request.here  # type: ignore[attr-defined]
    if request.method == "POST":
        _make_workspace(here, request.POST.get("slug", "").strip().lower(), request.POST.get("name", ""))
        return redirect("desk:workspaces")
    return render(
        request,
        "desk/workspaces.html",
        {
            "every_workspace": Workspace.objects.prefetch_related("members"),
            "everybody": User.objects.filter(is_active=True).exclude(role=Role.ADMINISTRATOR),
        },
    )


@transaction.atomic
def _make_workspace(here: Here, slug: str, name: str) -> None:
    from django.conf import settings

    from manumit.engine.evidence import Workspace as Folder

    house: House = settings.HOUSE
    if not _SLUG.fullmatch(slug) or Workspace.objects.filter(slug=slug).exists():
        raise UsageError(
            _("This short name is taken or cannot be used."), _("Use a-z, 0-9 and hyphens, at most 63.")
        )
    folder = house.workspace(slug)
    Folder.open(folder, create=True)
    Workspace.objects.create(slug=slug, name=name.strip()[:120] or slug, folder=str(folder))
    note("permission_change", here.user, "workspace", slug, added=True)


@require_POST
@needs("manage_workspaces", HOUSE)
def change_members(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody work in a workspace, or no longer."""
    here: Here = request.here  # type: ignore[attr-defined]
    workspace = get_object_or_404(Workspace, pk=pk)
    user = get_object_or_404(User, username=request.POST.get("username", ""))
    with transaction.atomic():
        if "remove" in request.POST:
            WorkspaceMember.objects.filter(workspace=workspace, user=user).delete()
        elif user.role == Role.ADMINISTRATOR:
            raise UsageError(
                _("Administrators do not read evidence."), _("Choose somebody with another role.")
            )
        else:
            WorkspaceMember.objects.get_or_create(workspace=workspace, user=user)
        note(
            "permission_change",
            here.user,
            "workspace",
            workspace.slug,
            member=user.username,
            removed="remove" in request.POST,
        )
    return redirect("desk:workspaces")
