"""Purposes: stated before something protected is seen unmasked; they end by themselves."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from manumit.base.kernel import UsageError
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Grant

LIFE = timedelta(hours=8)
"""A working day: whoever needs it tomorrow states it again."""
LEAST = 8
"""Characters of a purpose: 'x' is none."""


@transaction.atomic
def state_purpose(here: Here, what: str, ident: str, purpose: str, basis: str = "") -> Grant:
    """Grant `here.user` to see `ident` unmasked, and log that."""
    said = " ".join(purpose.split())
    if len(said) < LEAST:
        raise UsageError("This is no purpose.", "Say in a few words why possible victims must be shown.")
    grant = Grant.objects.create(
        user=here.user,
        workspace=here.workspace,
        what=what,
        ident=ident,
        purpose=said[:300],
        basis=basis[:120],
        until=timezone.now() + LIFE,
    )
    here.forget()
    note("reveal", here.user, what, ident, here.workspace, said, basis=basis[:120])
    return grant


def withdraw_purpose(here: Here, what: str, ident: str) -> None:
    """Mask again, at once."""
    Grant.objects.filter(
        user=here.user, workspace=here.workspace, what=what, ident=ident, until__gt=timezone.now()
    ).update(until=timezone.now())
    here.forget()
