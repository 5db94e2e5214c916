"""Which sealed reports wait, and for how long. The list knows what people made of one and nothing that is in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from manumit.doors.web.accounts.models import User
from manumit.doors.web.helpline.agreed_words import Word
from manumit.doors.web.helpline.models import Item, Report
from manumit.doors.web.helpline.reports import reports
from manumit.doors.web.line import recipients
from manumit.doors.web.line.models import Charge

State = Report.State
TRAYS: Mapping[str, Word] = {
    "new": _("New"),
    "mine": _("Mine"),
    "answered": _("Answered"),
    "closed": _("Closed"),
}
SHOWN = 200
"""More are not listed at once; the count says how many there are."""
ORDER = {2: 0, None: 1, 1: 2, 0: 3}
"""Danger first; then what nobody has judged yet, which may be danger; then the others as people judged them."""


@dataclass(frozen=True, slots=True)
class Row:
    """A report in a tray. `waiting`: days since the person wrote last, while nobody has answered; `opens`: whether the
    newest part of it is sealed to the reader's key."""

    report: Report
    charge: Charge | None
    waiting: int | None
    opens: bool

    @property
    def name(self) -> str:
        """What advocates call it by: four digits of its id."""
        return short(self.report)


def short(report: Report) -> str:
    """Four digits of a report's id."""
    return report.id[:4]


def in_tray(tray: str, user: User) -> QuerySet[Report]:
    """The reports of a tray."""
    done = Q(state__in=(State.CLOSED, State.WITHDRAWN))
    if tray == "mine":
        ids = Charge.objects.filter(by=user).values("report")
        return reports().filter(~done, pk__in=ids)
    if tray == "answered":
        return reports().filter(state=State.ANSWERED)
    return reports().filter(done) if tray == "closed" else reports().filter(state__in=(State.NEW, State.READ))


def rows(tray: str, user: User, today: date) -> list[Row]:
    """A tray in its order: by the severity that people gave, then by who has waited longest."""
    listed = list(in_tray(tray, user))
    mine = recipients.of(user)
    key = mine.key_id if mine else ""
    charges = {one.report: one for one in Charge.objects.select_related("by")}
    newest = {
        one.report_id: one
        for one in Item.objects.filter(report__in=listed, who=Item.Who.PERSON, whole=True).order_by("number")
    }
    made = [_row(one, charges.get(one.id), newest.get(one.id), key, today) for one in listed]
    return sorted(
        made, key=lambda one: (ORDER[one.report.severity], -(one.waiting or 0), one.report.opened_on)
    )


def _row(report: Report, charge: Charge | None, newest: Item | None, key: str, today: date) -> Row:
    open_yet = newest is not None and report.state in (State.NEW, State.READ)
    waiting = (today - newest.on).days if newest is not None and open_yet else None
    opens = newest is not None and any(one["key"] == key for one in newest.header.get("sealed", ()))
    return Row(report, charge, waiting, opens)


def charge_of(report: Report) -> Charge:
    """Who has it, made when nobody has."""
    return Charge.objects.get_or_create(report=report.id)[0]
