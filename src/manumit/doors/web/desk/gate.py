"""The gate before every page: what it needs, asked of the policy. A workspace or case that somebody is no member of
is 'not found': that it exists is nothing to tell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from manumit.base.govern import Asked, may
from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.models import Case, CaseMember, Grant, Workspace, WorkspaceMember

View = Callable[..., HttpResponseBase]
HOUSE, WORKSPACE, CASE = "house", "workspace", "case"
"""What a page is about: the installation, a workspace (first argument `ws`), a case (first argument `number`)."""


@dataclass(frozen=True, slots=True)
class Need:
    """What a view asks of the policy before it runs: an action, and what about. Tests read it off `view.need`."""

    action: str
    about: str


def needs(action: str, about: str = WORKSPACE) -> Callable[[View], View]:
    """The view gets `request.here` (a `Here`); its first argument `ws` or `number` is looked up. Answers are never
    kept by browsers or proxies."""

    def wrap(view: View) -> View:
        @wraps(view)
        def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            here = _here(request, about, kwargs)
            if not here.may(action):
                raise PermissionDenied(action)
            request.here = here  # type: ignore[attr-defined]
            response = view(request, *args, **kwargs)
            add_never_cache_headers(response)
            return response

        inside.need = Need(action, about)  # type: ignore[attr-defined]
        return inside

    return wrap


@dataclass(frozen=True, slots=True)
class Here:
    """Who asks, and where: answers what they may do there."""

    user: User
    workspace: Workspace | None = None
    case: Case | None = None
    part: str = "none"
    emergency: bool = False
    _stated: dict[str, dict[tuple[str, str], Grant]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def may(self, action: str, purpose: bool = False, mine: bool = False) -> bool:
        """Whether the policy allows `action` here."""
        return may(
            Asked(
                self.user.role,
                action,
                member=self.workspace is not None,
                part=self.part,
                mine=mine,
                open=self.case is None or self.case.status != Case.Status.CLOSED,
                purpose=purpose,
                emergency=self.emergency,
            )
        )

    @property
    def ws(self) -> Workspace:
        """The workspace; only on pages about one."""
        assert self.workspace is not None
        return self.workspace

    @property
    def the_case(self) -> Case:
        """The case; only on pages about one."""
        assert self.case is not None
        return self.case

    def purpose_for(self, what: str, ident: str) -> Grant | None:
        """The purpose this person stated to see `ident` unmasked, as long as it holds. All are asked for once, since
        pages show many people."""
        if not self._stated:
            live = Grant.objects.filter(user=self.user, workspace=self.workspace, until__gt=timezone.now())
            self._stated["all"] = {(one.what, one.ident): one for one in live.order_by("at", "pk")}
        found = self._stated["all"].get((what, ident))
        return found if found and found.until > timezone.now() else None

    def forget(self) -> None:
        """Purposes are asked for anew: one was stated or withdrawn."""
        self._stated.clear()

    def unmasked(self, what: str, ident: str) -> bool:
        """Whether the policy lets this person see `ident` unmasked now."""
        return self.may("reveal", purpose=self.purpose_for(what, ident) is not None)


def member_of(user: User, slug: str) -> Workspace:
    """The workspace, when `user` works in it; 404 otherwise."""
    workspace = get_object_or_404(Workspace, slug=slug)
    if not WorkspaceMember.objects.filter(workspace=workspace, user=user).exists():
        raise Http404
    return workspace


def here_in(user: User, slug: str) -> Here:
    """`user` in a workspace; 404 when they do not work in it."""
    return Here(user, member_of(user, slug))


def _here(request: HttpRequest, about: str, kwargs: dict[str, Any]) -> Here:
    user: User = request.user  # type: ignore[assignment]
    if about == WORKSPACE:
        return Here(user, member_of(user, kwargs["ws"]))
    if about == CASE:
        return _at_case(user, kwargs["number"])
    return Here(user)


def _at_case(user: User, number: int) -> Here:
    case = get_object_or_404(Case.objects.select_related("workspace"), number=number)
    if not WorkspaceMember.objects.filter(workspace=case.workspace, user=user).exists():
        raise Http404
    seat = CaseMember.objects.filter(case=case, user=user).first()
    broken = Grant.objects.filter(
        user=user, what="case", ident=str(case.number), emergency=True, until__gt=timezone.now()
    ).exists()
    if seat is None and not broken:
        raise Http404
    return Here(user, case.workspace, case, seat.part if seat else "none", broken)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    from django.contrib.auth.views import redirect_to_login

    return redirect_to_login(request.get_full_path())


__all__: Final = ["CASE", "HOUSE", "WORKSPACE", "Here", "Need", "here_in", "member_of", "needs"]
