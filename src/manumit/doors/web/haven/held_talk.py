"""What is held of talks: each talk itself, and what was agreed to in it. Their keys are on the ring of this browser."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from manumit.base.kernel import Refused
from manumit.doors.web.days import date_format
from manumit.doors.web.haven.held import Held, Looked, Source
from manumit.doors.web.haven.ring import talks_of
from manumit.doors.web.helpline import acts, agreed
from manumit.doors.web.helpline.agreed import Agreement
from manumit.doors.web.helpline.agreed_words import purpose, recipient
from manumit.doors.web.helpline.models import Agreed, Conversation, Seen

ROLES = {
    "advocate": _("somebody who answers here"),
    "line_supervisor": _("a supervisor of this service"),
    "case_worker": _("a case worker"),
}
US = _("this service")


def held(request: HttpRequest) -> Iterator[Held]:
    """The talk of now, then those before: each talk first, then each thing agreed to in it."""
    for number, talk in enumerate(talks_of(request)):
        yield from _held(talk, alone=not number)


def _held(talk: Conversation, alone: bool) -> Iterator[Held]:
    looked = tuple(
        Looked(ROLES.get(one.role, one.role), one.hour)
        for one in Seen.objects.filter(conversation=talk).order_by("-hour", "role")
    )
    what = _("What was said in your talk")
    ends = (talk.ended_at + acts.LIFE).date() if talk.ended_at and not talk.kept else None
    yield Held(
        "talk",
        what if alone else format_lazy("{} ({})", what, date_format(talk.opened_at, "j M Y")),
        US,
        _("to answer you"),
        ends or (None if talk.kept else _("24 hours after the end of the talk")),
        looked,
        key=f"talk:{talk.id}",
        withdraws=_("It is then kept for 24 hours after its end, and no longer.") if talk.kept else "",
        erases=_(
            "Its key is destroyed at once, and nobody can read it any more, you neither. What was written down in it"
            " goes, too. A record that you agreed to stays until you erase it."
        ),
    )
    for one in agreed.of(talk):
        if one.row.kind != "record":
            yield _agreement(one)


def _agreement(one: Agreement) -> Held:
    row, told = one.row, one.told
    state = "withdrawn" if row.withdrawn_at else ("counts" if one.stands(timezone.now().date()) else "over")
    if row.kind == "papers":
        return Held(
            "talk",
            _("What was written down in your talk"),
            US,
            _("so that you need not tell it again"),
            row.until,
            state=state,
            key=row.item,
            withdraws=_("It goes when the talk goes.") if state == "counts" else "",
        )
    kind, name = recipient(told["recipient"])
    return Held(
        "talk",
        _("Words of yours that may be passed on"),
        kind,
        purpose(told["purpose"]),
        row.until,
        state=state,
        key=row.item,
        name=name,
        withdraws=_("From now on it is passed on to nobody.") if state == "counts" else "",
        copies=_("What was passed on before cannot be fetched back. You can ask them to delete it."),
    )


def withdraw(request: HttpRequest, key: str) -> None:
    """Not kept any longer, or not passed on. Refused when the ring has no key to it (any more)."""
    for talk in talks_of(request):
        if key == f"talk:{talk.id}":
            return acts.keep(talk, False)
        if row := Agreed.objects.filter(conversation=talk.id, item=key).first():
            return agreed.withdraw(row)
    raise Refused("This is not yours to change.")


def erase(request: HttpRequest, key: str) -> None:
    """A talk, its key first. Refused when the ring has no key to it (any more)."""
    for talk in talks_of(request):
        if key == f"talk:{talk.id}":
            return agreed.erase(talk)
    raise Refused("This is not yours to change.")


SOURCE = Source("talk", held, withdraw, erase)
