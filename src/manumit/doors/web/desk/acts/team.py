"""Who works on a case, who leads it, and who read it in an emergency."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from manumit.base.kernel import Refused, UsageError
from manumit.doors.web.accounts.models import Role, User
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.acts.writing import add_note
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Case, CaseMember, Grant, Workspace

GLASS = timedelta(hours=2)
LEAST_REASON = 12
SEATED: Final = (Role.INVESTIGATOR, Role.ANALYST, Role.SUPERVISOR)
"""Roles that the policy lets into a case by seat."""
HEADS: Final = (Role.INVESTIGATOR, Role.SUPERVISOR)


def candidates(workspace: Workspace) -> QuerySet[User]:
    """Who could have a seat."""
    found = User.objects.filter(workspaces=workspace, role__in=SEATED, is_active=True)
    return found.order_by("username").distinct()


def _candidate(workspace: Workspace, pk: str) -> User:
    user = candidates(workspace).filter(pk=pk).first() if pk.isdecimal() else None
    if user is None:
        raise UsageError(_("Nobody here can have that seat."), _("Choose from the list."))
    return user


@transaction.atomic
def give_seat(here: Here, case: Case, pk: str, part: str) -> None:
    """Give somebody a seat, or another one. The head's is handed over, not given."""
    user = _candidate(case.workspace, pk)
    if part not in (CaseMember.Part.MEMBER, CaseMember.Part.READER):
        raise UsageError(_("This is no seat to give."), _("Works on it, or may read."))
    if CaseMember.objects.filter(case=case, user=user, part=CaseMember.Part.HEAD).exists():
        raise UsageError(_("A case needs somebody who leads it."), _("Hand it over first."))
    CaseMember.objects.update_or_create(case=case, user=user, defaults={"part": part})
    note("permission_change", here.user, "case", case.number, here.workspace, whom=user.pk, part=part)


@transaction.atomic
def take_seat(here: Here, case: Case, pk: str) -> None:
    """Take somebody's seat away; the head's cannot be."""
    seat = CaseMember.objects.filter(case=case, user_id=pk).first() if pk.isdecimal() else None
    if seat is None:
        return
    if seat.part == CaseMember.Part.HEAD:
        raise UsageError(_("A case needs somebody who leads it."), _("Hand it over first."))
    seat.delete()
    note("permission_change", here.user, "case", case.number, here.workspace, whom=seat.user_id, part="none")


@transaction.atomic
def hand_over(here: Here, case: Case, pk: str, text: str, token: str) -> None:
    """Somebody else leads it from now on, with a note for them; whoever led it works on."""
    user = _candidate(case.workspace, pk)
    if user.role not in HEADS:
        raise UsageError(_("Their role cannot lead a case."), _("An investigator or a supervisor can."))
    if user.pk == here.user.pk:
        raise UsageError(_("You lead it already."), _("Choose somebody else."))
    add_note(here, case, text, token)
    CaseMember.objects.filter(case=case, part=CaseMember.Part.HEAD).update(part=CaseMember.Part.MEMBER)
    CaseMember.objects.update_or_create(case=case, user=user, defaults={"part": CaseMember.Part.HEAD})
    note("permission_change", here.user, "case", case.number, here.workspace, whom=user.pk, part="head")


@transaction.atomic
def break_glass(here: Here, number: str, reason: str) -> Case:
    """Read a case without a seat for two hours. Supervisors and its head are told."""
    said = " ".join(reason.split())
    if len(said) < LEAST_REASON:
        raise UsageError(
            _("Say what the emergency is."), _("Who is in danger, and why nobody of the team can be asked.")
        )
    case = Case.objects.filter(workspace=here.ws, number=number).first() if number.isdecimal() else None
    if case is None:
        raise Http404
    if CaseMember.objects.filter(case=case, user=here.user).exists():
        raise Refused(_("You have a seat in this case."), _("Open it as always."))
    now = timezone.now()
    mine = Grant.objects.filter(
        user=here.user, what="case", ident=str(case.number), emergency=True, until__gt=now
    )
    if not mine.exists():
        Grant.objects.create(
            user=here.user,
            workspace=here.ws,
            what="case",
            ident=str(case.number),
            purpose=said[:300],
            emergency=True,
            until=now + GLASS,
        )
        note("break_glass", here.user, "case", case.number, here.workspace, said)
    return case
