"""Cases: opened from leads, given more or fewer of them, closed with what they turned out to be, opened again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from manumit.base.kernel import Refused, UsageError
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.acts.verdicts import decide_lead
from manumit.doors.web.desk.acts.writing import add_note
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Case, CaseLead, CaseMember, LeadDecision, Referral, Task
from manumit.doors.web.desk.sealing import item_of, new_token, plain, read_words, seal_words
from manumit.doors.web.desk.sights.leads import shelf
from manumit.engine.evidence import Outcome, note_outcomes, undo_outcomes
from manumit.engine.evidence import Workspace as Folder

TITLE = 200
LONGEST = 20_000
"""Characters of why a case is opened again, and of why it had been closed, in the note that says both."""
_TRIES = 5


def open_case(here: Here, lead_ids: Sequence[str], title: str, token: str) -> Case:
    """A case of one's own from leads. The same form sent twice opens one case."""
    said, person = plain(title, most=TITLE), f"case_{_digest(here, token)}"
    for lead_id in lead_ids:
        shelf(here.ws).find(lead_id)
    for _again in range(_TRIES):
        if found := Case.objects.filter(person=person).first():
            return found
        try:
            return _open(here, lead_ids, said, person)
        except IntegrityError:  # somebody took the number meanwhile
            continue
    raise Refused(_("The case could not be opened just now."), _("Try again."))


def _digest(here: Here, token: str) -> str:
    return hashlib.sha256(f"{here.user.pk} {here.ws.pk} {token or new_token()}".encode()).hexdigest()[:24]


@transaction.atomic
def _open(here: Here, lead_ids: Sequence[str], title: str, person: str) -> Case:
    number = (Case.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    case = Case(number=number, workspace=here.ws, person=person, made_by=here.user)
    case.title = item_of(case, new_token())
    case.save()
    CaseMember.objects.create(case=case, user=here.user, part=CaseMember.Part.HEAD)
    add_leads(here, case, lead_ids)
    seal_words(case, case.title, 1, {"text": title, "by": here.user.pk}, "title")
    note("access", here.user, "case", number, here.workspace, did="opened")
    return case


@transaction.atomic
def add_leads(here: Here, case: Case, lead_ids: Sequence[str]) -> None:
    """Put leads into a case; what is in it already stays."""
    stock = shelf(case.workspace)
    for lead_id in dict.fromkeys(lead_ids):
        lead = stock.find(lead_id)
        told = {"score": lead.score, "shipped": lead.as_shipped}
        held, new = CaseLead.every.get_or_create(case=case, lead_id=lead_id, defaults=told)
        if new or _put_back(held):
            decide_lead(here, lead_id, LeadDecision.Verdict.CASE)


def _put_back(held: CaseLead) -> bool:
    """A lead that had been taken out is in again; the reason that was given stays sealed."""
    gone = CaseLead.every.filter(pk=held.pk).exclude(removed_at=None)
    return bool(gone.update(removed_at=None, removed_by=None, removal=""))


@transaction.atomic
def put_back(here: Here, case: Case, lead_id: str) -> None:
    """Undo `remove_lead`, whether the last run made the lead again or not."""
    if (held := CaseLead.every.filter(case=case, lead_id=lead_id).first()) and _put_back(held):
        decide_lead(here, lead_id, LeadDecision.Verdict.CASE)


@transaction.atomic
def remove_lead(here: Here, case: Case, lead_id: str, why: str) -> None:
    """Take a lead out of a case. Where no other case holds it, it waits for a decision again."""
    said = plain(why, least=8)
    held = CaseLead.objects.filter(case=case, lead_id=lead_id)
    item = item_of(case, new_token())
    if not held.update(removed_at=timezone.now(), removed_by=here.user, removal=item):
        return
    seal_words(case, item, 1, {"text": said, "by": here.user.pk}, "removal")
    note("lead_decision", here.user, "lead", lead_id, here.workspace, verdict="removed", case=case.number)
    if not CaseLead.objects.filter(case__workspace=case.workspace, lead_id=lead_id).exists():
        LeadDecision.objects.filter(
            workspace=case.workspace, lead_id=lead_id, verdict=LeadDecision.Verdict.CASE, undone_at=None
        ).update(undone_at=timezone.now())


@transaction.atomic
def rename(here: Here, case: Case, title: str) -> None:
    """Another title; the old ones are kept."""
    said = plain(title, most=TITLE)
    case.title = case.title or item_of(case, new_token())
    case.version = seal_words(case, case.title, case.version + 1, {"text": said, "by": here.user.pk}, "title")
    case.save(update_fields=["title", "version"])
    note("access", here.user, "case", case.number, here.workspace, did="renamed")


@transaction.atomic
def close_case(here: Here, case: Case, outcome: str, why: str) -> None:
    """Close it: from then on nobody writes in it. What it turned out to be goes to the workspace for each lead."""
    if outcome not in Case.Outcome.values:
        raise UsageError(
            _("Say what the case turned out to be."), _("Choose an outcome; 'not known' is one.")
        )
    said = plain(why, least=8)
    if Task.objects.filter(case=case, done_at=None).exists():
        raise UsageError(
            _("Some tasks of this case are open."), _("Do them, or say in them why they are done with.")
        )
    closed = Case.objects.filter(pk=case.pk).exclude(status=Case.Status.CLOSED)
    now = timezone.now()
    item = item_of(case, new_token())
    if not closed.update(status=Case.Status.CLOSED, outcome=outcome, closed_at=now, closing=item):
        raise UsageError(_("This case is closed already."), _("Look at its page."))
    seal_words(case, item, 1, {"text": said, "by": here.user.pk, "at": now.isoformat()}, "closing")
    told = [_told(here, case, held, outcome, item, now) for held in CaseLead.objects.filter(case=case)]
    for one in told:
        note(
            "lead_decision", here.user, "lead", one.lead_id, here.workspace, outcome=outcome, case=case.number
        )
    note_outcomes(Folder.open(Path(case.workspace.folder)), told)


def _told(here: Here, case: Case, held: CaseLead, outcome: str, item: str, now: datetime) -> Outcome:
    """The outcome of a lead, with what the score was when somebody took it up and what it rests on now."""
    stock = shelf(case.workspace)
    lead = stock.find(held.lead_id) if held.lead_id in stock.at else None
    score = held.shipped if held.shipped is not None else held.score
    records = tuple(record.record_id for record in lead.records) if lead else ()
    return Outcome(
        _outcome_id(case, held.lead_id, item),
        held.lead_id,
        outcome,
        now.isoformat(),
        here.user.get_username(),
        score,
        records,
    )


def _outcome_id(case: Case, lead_id: str, closing: str) -> str:
    """Another each time that the case is closed."""
    return f"c{case.number}-{closing.rpartition(':')[2]}-{lead_id}"


@transaction.atomic
def reopen_case(here: Here, case: Case, why: str) -> None:
    """Open a closed case again: its outcomes are taken back, and a note says who did it, why, and why it was closed."""
    said, before = plain(why, 8, LONGEST), str(read_words(case.closing).get("text", ""))[:LONGEST]
    closed = Case.objects.filter(pk=case.pk, status=Case.Status.CLOSED)
    referred = Referral.objects.filter(case=case, recalled_at=None).exists()
    status = Case.Status.REFERRED if referred else Case.Status.OPEN
    if not closed.update(status=status, outcome="", closed_at=None, closing=""):
        raise UsageError(_("This case is open already."), _("Look at its page."))
    told = _("Opened again: %(why)s") % {"why": said}
    ended = _("It had been closed as '%(outcome)s': %(why)s") % {
        "outcome": case.get_outcome_display(),
        "why": before,
    }
    add_note(here, case, f"{told}\n\n{ended}", new_token())
    leads = list(CaseLead.objects.filter(case=case).values_list("lead_id", flat=True))
    note("access", here.user, "case", case.number, here.workspace, did="reopened")
    for lead_id in leads:
        note(
            "lead_decision", here.user, "lead", lead_id, here.workspace, outcome="reopened", case=case.number
        )
    ids = [_outcome_id(case, lead_id, case.closing) for lead_id in leads]
    ids += [f"c{case.number}-{lead_id}" for lead_id in leads]  # as an older version called them
    undo_outcomes(Folder.open(Path(case.workspace.folder)), ids, timezone.now().isoformat())
