"""What becomes of a lead: watched, opened as a case, or set aside; within a minute it can be undone."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from manumit.base.kernel import UsageError
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import LeadDecision
from manumit.doors.web.desk.models.decision import Decision

UNDO = timedelta(minutes=1)
LEAST_REASON = 8
"""Characters that setting a lead aside needs: whoever asks later must learn something."""


@transaction.atomic
def decide_lead(here: Here, lead_id: str, verdict: str, reason: str = "") -> LeadDecision:
    """Keep a decision. The same one again within a minute (a form sent twice) is one decision."""
    said = " ".join(reason.split())[:500]
    if verdict not in LeadDecision.Verdict.values:
        raise UsageError(_("This is no decision."), _("Keep watching, open a case, or set aside."))
    if verdict == LeadDecision.Verdict.ASIDE and len(said) < LEAST_REASON:
        raise UsageError(
            _("Say why this lead is set aside."), _("A few words: the next one who meets it will ask.")
        )
    last = standing(here, lead_id)
    if last and (last.user_id, last.verdict, last.reason) == (here.user.pk, verdict, said) and may_undo(last):
        return last
    made = LeadDecision.objects.create(
        workspace=here.ws, user=here.user, lead_id=lead_id, verdict=verdict, reason=said
    )
    note("lead_decision", here.user, "lead", lead_id, here.workspace, verdict=verdict)
    return made


@transaction.atomic
def undo_decision(here: Here, pk: int) -> LeadDecision:
    """Take one's own decision back within a minute. The row stays; undone twice is undone."""
    made = LeadDecision.objects.select_for_update().filter(workspace=here.ws, user=here.user, pk=pk).first()
    if made is None:
        raise Http404
    if made.undone_at is None:
        if not may_undo(made):
            raise UsageError(_("A minute is over."), _("Decide anew: the log keeps both."))
        made.undone_at = timezone.now()
        made.save(update_fields=["undone_at"])
        note("lead_decision", here.user, "lead", made.lead_id, here.workspace, verdict="undone")
    return made


def standing(here: Here, lead_id: str) -> LeadDecision | None:
    """The decision that holds."""
    found = LeadDecision.objects.filter(workspace=here.ws, lead_id=lead_id, undone_at=None)
    return found.order_by("at", "pk").last()


def may_undo(made: Decision) -> bool:
    """Whether its minute is not over."""
    return made.undone_at is None and timezone.now() - made.at < UNDO
