"""Decisions on alerts and on words of the queue: written into the workspace's journals at once, or, while a run has the
workspace, by a job as soon as that is over. Either way the person sees it decided.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from manumit.base.kernel import UsageError, WorkspaceError, load_settings
from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts.deciding import write_down
from manumit.doors.web.desk.acts.jobs import WAITING
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Job, Workspace

LEAST_REASON = 8
VERDICTS = ("seen", "followed", "dismissed")
WORDS = ("accepted", "rejected")


@transaction.atomic
def decide_alert(here: Here, alert_id: str, verdict: str, reason: str) -> None:
    """Close an alert: seen, followed, or dismissed for a reason."""
    if verdict not in VERDICTS:
        raise UsageError(_("This is no decision on an alert."), _("Choose one of the buttons."))
    said = _reason(reason) if verdict == "dismissed" else ""
    note("judgement", here.user, "alert", alert_id, here.ws, verdict=verdict)
    _write(here, {"alert": alert_id, "note": f"{verdict}: {said}" if said else verdict})


def compared(here: Here, alert_id: str, said: Sequence[tuple[int, str]]) -> None:
    """Close an alert about a face by what two people (ids, answers) said of its pair, each in their own name. A
    job writes it down: it is kept with the decision, or neither is."""
    names = dict(User.objects.filter(pk__in=[who for who, _answer in said]).values_list("pk", "username"))
    _write_later(
        here,
        _signed(here, ({"alert": alert_id, "note": f"compared: {w}", "by": names[one]} for one, w in said)),
    )


@transaction.atomic
def see_all(here: Here, alert_ids: Sequence[str], watchlist: int) -> None:
    """Close all alerts of a list as seen."""
    note("judgement", here.user, "watchlist", watchlist, here.ws, verdict="seen", count=len(alert_ids))
    _write(here, *({"alert": one, "note": "seen"} for one in alert_ids))


@transaction.atomic
def decide_word(here: Here, word: str, verdict: str, reason: str) -> None:
    """Accept or reject a word of the queue, for a reason."""
    if verdict not in WORDS:
        raise UsageError(_("This is no decision on a word."), _("Choose one of the buttons."))
    said = _reason(reason)
    name = hashlib.sha256(word.encode()).hexdigest()[:16]
    note("judgement", here.user, "word", name, here.ws, verdict=verdict)
    _write(here, {"word": word, "decision": verdict, "note": said})


def _reason(text: str) -> str:
    said = " ".join(text.split())
    if len(said) < LEAST_REASON:
        raise UsageError(_("The reason is missing."), _("Say in a few words why."))
    return said[:500]


def _signed(here: Here, decided: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    said = {"by": here.user.username, "at": timezone.now().isoformat(timespec="seconds")}
    return [{**said, **one} for one in decided]


def _write(here: Here, *decided: Mapping[str, Any]) -> None:
    decisions = _signed(here, decided)
    try:
        write_down(Path(here.ws.folder), decisions, load_settings())
    except WorkspaceError as error:
        if not isinstance(error.__cause__, BlockingIOError):
            raise
        _write_later(here, decisions)


def _write_later(here: Here, decisions: Sequence[Mapping[str, Any]]) -> None:
    Job.objects.create(workspace=here.ws, kind="decide", inputs=decisions, asked_by=here.user)


def pending(workspace: Workspace) -> Iterable[dict[str, Any]]:
    """Decisions that wait to be written."""
    for job in Job.objects.filter(workspace=workspace, kind="decide", state__in=WAITING).order_by("pk"):
        yield from job.inputs
