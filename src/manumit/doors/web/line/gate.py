"""The gate before every page of Line: what it needs, asked of Line's own policy. A talk that is not yours is 'not
found': that it exists is nothing to tell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from manumit.base.govern import may_line
from manumit.doors.web.accounts.models import User
from manumit.doors.web.helpline.models import Conversation, Duty
from manumit.doors.web.line.models import Listening

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Need:
    """What a view asks of the policy before it runs, and whether it is about a talk. Tests read it off `view.need`."""

    action: str
    talk: bool


@dataclass(frozen=True, slots=True)
class Here:
    """Who asks, and about which talk."""

    user: User
    talk: Conversation | None = None
    mine: bool = False
    listening: bool = False

    def may(self, action: str) -> bool:
        """Whether the policy allows `action` here."""
        return may_line(self.user.role, action, mine=self.mine, listening=self.listening)

    @classmethod
    def at(cls, user: User, talk: Conversation) -> Here:
        """`user` at a talk."""
        mine = talk.taken_by_id == user.pk
        listening = Listening.objects.filter(conversation=talk.id, supervisor=user, ended_at=None)
        return cls(user, talk, mine, not mine and listening.exists())

    @property
    def the_talk(self) -> Conversation:
        """The talk; only on pages about one."""
        assert self.talk is not None
        return self.talk


def needs(action: str, talk: bool = False) -> Callable[[View], View]:
    """The view gets `request.here` (a `Here`); with `talk` its argument `talk` is looked up."""

    def wrap(view: View) -> View:
        @wraps(view)
        def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            here = here_at(request.user, kwargs["talk"]) if talk else Here(request.user)
            if not here.may(action):
                if talk and may_line(here.user.role, action, mine=True, listening=True):
                    raise Http404
                raise PermissionDenied(action)
            request.here = here  # type: ignore[attr-defined]
            Duty.objects.filter(advocate=here.user).update(
                seen_at=timezone.now()
            )  # who reads reports is here, too
            return view(request, *args, **kwargs)

        inside.need = Need(action, talk)  # type: ignore[attr-defined]
        return inside

    return wrap


def here_at(user: User, ident: str) -> Here:
    """`user` at a talk; 404 when there is none of that id."""
    return Here.at(user, get_object_or_404(Conversation, pk=ident))


def here(request: HttpRequest) -> Here:
    """What the gate found out."""
    found: Here = request.here  # type: ignore[attr-defined]
    return found
