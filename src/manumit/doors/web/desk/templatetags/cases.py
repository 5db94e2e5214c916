"""Tags of cases: what a lead's decision allows now, who works on it, and alarms on Home."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts.verdicts import may_undo
from manumit.doors.web.desk.exports import FORMS, Form
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Case, CaseMember, Grant, LeadDecision, Task
from manumit.doors.web.desk.sealing import known_words, new_token
from manumit.doors.web.desk.sights.cases import title_of
from manumit.doors.web.desk.templatetags.words import as_data

register = template.Library()
RECENT = timedelta(days=7)
MOST = 8


@register.filter
def undoable(decision: LeadDecision | None, user: User) -> bool:
    """Whether this person can still take the decision back."""
    return decision is not None and decision.user_id == user.pk and may_undo(decision)


@register.simple_tag
def form_token() -> str:
    """What a form carries so that sending it twice is doing it once."""
    return new_token()


@register.simple_tag
def cases_of_lead(here: Here, lead_id: str) -> list[dict[str, Any]]:
    """Cases that hold this lead: those in which the reader has a seat, and of the others whom to ask."""
    held = Case.objects.filter(workspace=here.ws, leads__lead_id=lead_id, leads__removed_at=None)
    seats = set(CaseMember.objects.filter(case__in=held, user=here.user).values_list("case_id", flat=True))
    heads = CaseMember.objects.filter(case__in=held, part=CaseMember.Part.HEAD).select_related("user", "case")
    return [{"case": seat.case if seat.case_id in seats else None, "ask": seat.user} for seat in heads]


@register.filter
def case_title(case: Case) -> str:
    """Its title, for those who have a seat (the caller saw to that)."""
    return title_of(case)


@register.filter
def task_text(task: Task) -> str:
    """What is to be done; which case it is in, when its words are gone."""
    text = str(known_words(task.item, task.version).get("text", ""))
    return text or gettext("A task in case %(n)s") % {"n": task.case.number}


@register.simple_tag(takes_context=True)
def broken_glass(context: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Emergencies of the last days: shown to supervisors of the workspace, and to the head of the case."""
    user = context["user"]
    numbers = Case.objects.filter(team__user=user, team__part=CaseMember.Part.HEAD).values_list(
        "number", flat=True
    )
    found = Grant.objects.filter(emergency=True, what="case", at__gt=timezone.now() - RECENT)
    found = (
        found.filter(workspace__members=user).select_related("user", "workspace").order_by("-at").distinct()
    )
    mine = {str(number) for number in numbers}
    told = [grant for grant in found if user.role == "supervisor" or grant.ident in mine]
    now = timezone.now()
    return [{"grant": grant, "now": grant.until > now} for grant in told if grant.user_id != user.pk][:MOST]


@register.simple_tag
def export_forms() -> list[tuple[str, Form]]:
    """The forms of export."""
    return list(FORMS.items())


@register.filter
def exported(address: str, form: str) -> str:
    """The address of a form: `address` was made for the form FORM."""
    return address.replace("/FORM", f"/{form}")


@register.simple_tag
def data_block(data: object, name: str) -> SafeString:
    """Data for the stage, in a block that no browser runs; `name` is its attribute."""
    return mark_safe(f'<script type="application/json" {name}>{as_data(data)}</script>')
