"""Whether two are the same: judged here, written into the workspace, read by its next run. That a possible victim and a
suspect are the same needs two people.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Final

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from manumit.base.kernel import Refused, UsageError
from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.acts.verdicts import UNDO
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Approval, Judgement, Workspace
from manumit.doors.web.desk.sights.leads import shelf
from manumit.doors.web.desk.sights.lookups import lookup_of
from manumit.engine.evidence import Judgement as Line
from manumit.engine.evidence import Workspace as Folder
from manumit.engine.evidence import note_judgement, undo_judgement

JUDGED: Final = ("account", "person")
SUSPECT: Final = frozenset({"controller", "recruiter", "collector", "facilitator"})
PENDING = "judgement"
"""What an Approval is about."""
_AGAIN = timedelta(seconds=10)
"""Within which the same judgement of the same person is a form sent twice."""


@transaction.atomic
def judge_pair(here: Here, left: str, right: str, verdict: str) -> Judgement:
    """Keep a judgement. It counts at once, or when a second person agreed."""
    pair = sorted((left, right))
    if verdict not in Judgement.Verdict.values or left == right:
        raise UsageError(_("This is no judgement of two."), _("Say: the same, different, or not sure."))
    known = lookup_of(here.ws).entities(pair)
    if len(known) < 2 or any(one.kind not in JUDGED for one in known.values()):
        raise Http404
    twice = Judgement.objects.filter(
        workspace=here.ws,
        user=here.user,
        left=pair[0],
        right=pair[1],
        verdict=verdict,
        undone_at=None,
        at__gt=timezone.now() - _AGAIN,
    ).last()
    if twice:
        return twice
    made = Judgement.objects.create(
        workspace=here.ws, user=here.user, left=pair[0], right=pair[1], verdict=verdict
    )
    note(
        "judgement", here.user, "pair", made.pk, here.workspace, left=pair[0], right=pair[1], verdict=verdict
    )
    if verdict == Judgement.Verdict.SAME and needs_two(here.ws, *pair):
        Approval.objects.create(
            what=PENDING,
            ident=str(made.pk),
            workspace=here.ws,
            reason="a possible victim and a suspect are said to be the same",
            asked_by=here.user,
        )
    else:
        _write(made, here.user)
    return made


def needs_two(workspace: Workspace, left: str, right: str) -> bool:
    """Whether one is possibly a victim and the other has another's role, in any lead."""
    roles = [_roles(workspace, one) for one in (left, right)]
    return any("possible_victim" in one and other & SUSPECT for one, other in (roles, roles[::-1]))


def _roles(workspace: Workspace, entity_id: str) -> set[str]:
    stock = shelf(workspace)
    return {
        member.role
        for lead_id in stock.of.get(entity_id, ())
        for member in stock.find(lead_id, True).members
        if member.entity_id == entity_id
    }


@transaction.atomic
def answer(here: Here, pk: int, agree: bool) -> Approval:
    """A second person agrees or does not. Refused to the one who asked."""
    asked = Approval.objects.select_for_update().filter(workspace=here.ws, what=PENDING, pk=pk).first()
    if asked is None:
        raise Http404
    if not here.may("approve", mine=asked.asked_by_id == here.user.pk):
        raise Refused(_("Two people are needed, and you are the first."), _("Ask a colleague to look at it."))
    if asked.state != Approval.State.ASKED:
        raise UsageError(_("This was answered already."), _("Look at the list again."))
    made = Judgement.objects.get(pk=int(asked.ident))
    asked.state = Approval.State.GIVEN if agree else Approval.State.REFUSED
    asked.answered_by, asked.answered_at = here.user, timezone.now()
    asked.save()
    note("judgement", here.user, "approval", asked.pk, here.workspace, verdict=asked.state)
    if agree and made.undone_at is None:
        made.second = here.user
        made.save(update_fields=["second"])
        _write(made, made.user)
    elif not agree:  # the pair is asked about again
        made.undone_at = made.undone_at or asked.answered_at
        made.save(update_fields=["undone_at"])
    return asked


@transaction.atomic
def undo(here: Here, pk: int) -> Judgement:
    """Take one's own judgement back within a minute."""
    made = Judgement.objects.select_for_update().filter(workspace=here.ws, user=here.user, pk=pk).first()
    if made is None:
        raise Http404
    if made.undone_at is None:
        if timezone.now() - made.at >= UNDO:
            raise UsageError(_("A minute is over."), _("Judge the pair anew: the last word counts."))
        made.undone_at = timezone.now()
        made.save(update_fields=["undone_at"])
        note("judgement", here.user, "pair", made.pk, here.workspace, verdict="undone")
        waiting = Approval.objects.filter(what=PENDING, ident=str(made.pk), state=Approval.State.ASKED)
        if not waiting.update(state=Approval.State.REFUSED, answered_at=made.undone_at):
            undo_judgement(_folder(made.workspace), _name(made), made.undone_at.isoformat())
    return made


def _write(made: Judgement, by: User) -> None:
    """Into the workspace, for its next run. A file that is there twice stands there once."""
    line = Line(
        id=_name(made),
        left=made.left,
        right=made.right,
        verdict=made.verdict,
        at=made.at.isoformat(),
        by=by.get_username(),
        second=made.second.get_username() if made.second else "",
    )
    note_judgement(_folder(made.workspace), line)


def _name(made: Judgement) -> str:
    return f"j{made.pk}-{made.at:%Y%m%dT%H%M%S%f}"


def _folder(workspace: Workspace) -> Folder:
    return Folder.open(Path(workspace.folder))
