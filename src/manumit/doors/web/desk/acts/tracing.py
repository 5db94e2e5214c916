"""Traces: who looked at what and who decided what. The worker turns each into a leaf of the installation's log."""

from __future__ import annotations

from typing import Any

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.models import Trace, Workspace


def note(
    type: str,
    user: User | None,
    what: str,
    ident: object = "",
    workspace: Workspace | None = None,
    purpose: str = "",
    **body: Any,
) -> Trace:
    """One trace, in the caller's transaction; `user` is None where nobody came in. `type` is of the ledger's closed
    vocabulary; `body` holds ids and closed words, never what somebody wrote."""
    return Trace.objects.create(
        type=type,
        user=user,
        what=what,
        ident=str(ident)[:80],
        workspace=workspace,
        purpose=purpose[:300],
        body=body,
    )


def note_access(
    user: User, what: str, ident: object, workspace: Workspace | None = None, purpose: str = ""
) -> Trace:
    """Somebody looked at a protected record."""
    return note("access", user, what, ident, workspace, purpose)
