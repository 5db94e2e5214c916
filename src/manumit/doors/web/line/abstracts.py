"""What may leave of a sealed report: an abstract that an advocate wrote, of a report that is corroborated, with the
consent of who reported. The report itself never does; this house could not even read it.
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from manumit.base.kernel import Refused, UsageError
from manumit.doors.web.accounts.models import User
from manumit.doors.web.helpline.models import Item, Report
from manumit.doors.web.line.models import Charge, Paper, Situation
from manumit.doors.web.line.papers import consented
from manumit.doors.web.line.sealing import write
from manumit.doors.web.line.trays import charge_of


def offer(
    report: Report, by: User, text: str, purpose: str, recipient: str, until: date, rests_on: str, token: str
) -> Paper:
    """Keep an abstract for one recipient and purpose until a day. `rests_on`: token of the part of the report in which
    the person agreed. Refused while the report is not corroborated; UsageError where there is no consent."""
    if not report.corroborated or report.state == Report.State.WITHDRAWN:
        raise Refused(
            _("Only of a corroborated report an abstract is passed on."),
            _("Write down first who or what else says so."),
        )
    if not Item.objects.filter(report=report, token=rests_on, who=Item.Who.PERSON, whole=True).exists():
        raise UsageError(
            _("In which message did they agree?"),
            _("Ask them, and choose the message in which they said yes."),
        )
    words = consented(text, purpose, recipient, until, token, report.country) | {"rests_on": rests_on}
    return write(Paper.Kind.CONSENT, words, by, _situation(report, by, until), token)


def _situation(report: Report, by: User, until: date) -> Situation:
    charge = charge_of(report)
    if charge.situation is None:
        charge.situation = Situation.objects.create(opened_by=by)
        charge.save(update_fields=("situation",))
    if charge.situation.kept_until is None or charge.situation.kept_until < until:
        charge.situation.kept_until = until
        charge.situation.save(update_fields=("kept_until",))
    return charge.situation


def blocked(paper: Paper) -> str:
    """Why an abstract does not leave now, whatever its consent says: 'withdrawn' with its report, 'uncorroborated'
    since somebody took that back; '' for nothing, and for what is no abstract."""
    charge = Charge.objects.filter(situation=paper.situation_id).first() if paper.situation_id else None
    if charge is None:
        return ""
    report = Report.objects.filter(pk=charge.report).first()
    if report is None or report.state == Report.State.WITHDRAWN:
        return "withdrawn"
    return "" if report.corroborated else "uncorroborated"
