"""Notes, tasks and hypotheses of a case: their words are sealed, every version is kept, and nothing is overwritten."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from manumit.base.kernel import UsageError
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Case, CaseMember, Hypothesis, Note, Task, Weight
from manumit.doors.web.desk.sealing import item_of, plain, seal_words

Written = TypeVar("Written", Note, Task, Hypothesis)


def add_note(here: Here, case: Case, text: str, token: str) -> Note:
    """A note; the same form sent twice is one note."""
    return _add(here, case, Note, text, token)


def add_hypothesis(here: Here, case: Case, text: str, token: str) -> Hypothesis:
    """What may be true."""
    return _add(here, case, Hypothesis, text, token)


def add_task(here: Here, case: Case, text: str, assignee: str, due: str, token: str) -> Task:
    """Something to do, for somebody of the team, until a day."""
    return _add(here, case, Task, text, token, assignee_id=_teammate(case, assignee), due_on=_day(due))


@transaction.atomic
def _add(here: Here, case: Case, form: type[Written], text: str, token: str, **more: Any) -> Written:
    said, item = plain(text), item_of(case, token)
    found = form._default_manager.filter(case=case, item=item).first()
    if found:
        return found
    made = form._default_manager.create(case=case, item=item, by=here.user, **more)
    made.version = seal_words(case, item, 1, _words(here, said), form.__name__.lower())
    made.save(update_fields=["version"])
    note("access", here.user, form.__name__.lower(), made.pk, here.workspace, did="written", case=case.number)
    return made


@transaction.atomic
def save_text(here: Here, thing: Note | Task | Hypothesis, text: str, version: str) -> bool:
    """Another version, when `version` is the one that was shown; False, and nothing changed, when somebody else wrote
    meanwhile."""
    said, shown = plain(text), int(version) if version.isdecimal() else 0
    form = type(thing)
    held = form._default_manager.select_for_update().filter(pk=thing.pk, version=shown)
    if not held.update(version=shown + 1, changed_at=timezone.now()):
        return False
    sealed = seal_words(thing.case, thing.item, shown + 1, _words(here, said), form.__name__.lower())
    form._default_manager.filter(pk=thing.pk).update(version=sealed)
    note(
        "access",
        here.user,
        form.__name__.lower(),
        thing.pk,
        here.workspace,
        did="written",
        case=thing.case.number,
    )
    return True


def _words(here: Here, text: str) -> dict[str, Any]:
    return {"text": text, "by": here.user.pk, "at": timezone.now().isoformat(timespec="seconds")}


def change_task(here: Here, task: Task, done: bool | None, assignee: str | None, due: str | None) -> None:
    """Tick it off, or give it to somebody else or another day; what is None stays."""
    if done is not None:
        task.done_at = (task.done_at or timezone.now()) if done else None
    if assignee is not None:
        task.assignee_id = _teammate(task.case, assignee)
    if due is not None:
        task.due_on = _day(due)
    task.save(update_fields=["done_at", "assignee", "due_on"])
    note("access", here.user, "task", task.pk, here.workspace, did="changed", case=task.case.number)


def _teammate(case: Case, pk: str) -> int | None:
    if not pk:
        return None
    if not pk.isdecimal() or not CaseMember.objects.filter(case=case, user_id=pk).exists():
        raise UsageError(_("Only somebody of the team can be asked to."), _("Give them a seat first."))
    return int(pk)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(_("This is no day."), _("Such as 2026-03-31.")) from error


def set_state(here: Here, hypothesis: Hypothesis, state: str) -> None:
    """Open, holds, does not hold."""
    if state not in Hypothesis.State.values:
        raise UsageError(_("This is no state of a hypothesis."), _("Open, holds, or does not hold."))
    hypothesis.state = state
    hypothesis.save(update_fields=["state"])
    note(
        "access",
        here.user,
        "hypothesis",
        hypothesis.pk,
        here.workspace,
        did=state,
        case=hypothesis.case.number,
    )


def weigh(here: Here, hypothesis: Hypothesis, what: str, speaks_for: bool, known: set[str]) -> None:
    """Put a finding or record of the case's leads on one side; `what` (`finding:ID`, `record:ID`) is one of `known`."""
    if what not in known:
        raise Http404
    kind, _, ident = what.partition(":")
    Weight.objects.update_or_create(
        hypothesis=hypothesis,
        record_id=ident if kind == "record" else "",
        finding="" if kind == "record" else ident,
        defaults={"speaks_for": speaks_for, "by": here.user},
    )


def unweigh(hypothesis: Hypothesis, pk: str) -> None:
    """Take a piece of evidence off again."""
    if pk.isdecimal():
        Weight.objects.filter(hypothesis=hypothesis, pk=int(pk)).delete()
