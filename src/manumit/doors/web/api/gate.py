"""The gate of routes about a workspace, and how they say no."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from manumit.doors.web.api.shapes import Error
from manumit.doors.web.desk.gate import Here, Need, here_in

NO: Final = dict.fromkeys((400, 401, 403, 404, 409, 410, 413, 422), Error)
Route = Callable[..., Any]


def needs(action: str) -> Callable[[Route], Route]:
    """The gate of a route about a workspace (`ws`)."""

    def wrap(route: Route) -> Route:
        @wraps(route)
        def inside(request: HttpRequest, ws: str, **kwargs: Any) -> Any:
            here = here_in(request.user, ws)  # type: ignore[arg-type]
            if not here.may(action):
                raise PermissionDenied(action)
            request.here = here  # type: ignore[attr-defined]
            return route(request, ws, **kwargs)

        # ninja looks names of types up where a function was written, and this one was written here
        inside.__signature__ = signature(route, eval_str=True)  # type: ignore[attr-defined]
        inside.need = Need(action, "workspace")  # type: ignore[attr-defined]
        return inside

    return wrap


def here_of(request: HttpRequest) -> Here:
    """Who asks, and where; only behind `needs`."""
    here: Here = request.here  # type: ignore[attr-defined]
    return here
