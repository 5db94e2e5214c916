"""What is held of a sealed report. Its key is the return code, which never comes here: the page where the report was
opened hands on a pass."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from manumit.base.kernel import Refused
from manumit.doors.web.haven import passes
from manumit.doors.web.haven.held import Held, Looked, Source, Words
from manumit.doors.web.haven.held_talk import ROLES, US
from manumit.doors.web.helpline import reports
from manumit.doors.web.helpline.models import Report
from manumit.services.support import key_id

State = Report.State


def _mine(request: HttpRequest) -> Report | None:
    name = passes.shown(request, "report")
    return Report.objects.filter(pk=name).first() if name else None


def held(request: HttpRequest) -> Iterator[Held]:
    """The report: sealed to how many people's keys, and who has opened it on which day."""
    report = _mine(request)
    if report is None:
        return
    gone = report.state == State.WITHDRAWN
    yield Held(
        "report",
        _("What you sent us without a name"),
        US,
        _("to be read and answered"),
        None,
        tuple(
            Looked(ROLES.get(one.role, one.role), one.on) for one in report.openings.order_by("-on", "role")
        ),
        state="withdrawn" if gone else "counts",
        key="report",
        more=() if gone else _openers(report),
        more_is=_("Who can open it"),
        erases=""
        if gone
        else _(
            "All that you sent and all answers are erased at once. A person who has read it already may remember it."
        ),
    )


def _openers(report: Report) -> tuple[Words, Words]:
    """How many people can open it, and whether one has."""
    own = key_id(bytes(report.public_key))
    keys = {one["key"] for item in reports.items(report) for one in item.header.get("sealed", ())} - {own}
    unread = report.state == State.NEW and not report.openings.exists()
    read = _("Nobody has read it yet.") if unread else _("Somebody has read it.")
    many = ngettext(
        "%(n)s person, with a key of their own", "%(n)s people, each with a key of their own", len(keys)
    )
    return many % {"n": len(keys)}, read


def erase(request: HttpRequest, key: str) -> None:
    """All of it; a date stays. Refused when the pass is over: who reads that it is done relies on it."""
    if (report := _mine(request)) is None:
        raise Refused("This is not yours to change.")
    reports.withdraw(report)


SOURCE = Source("report", held, erase=erase)
