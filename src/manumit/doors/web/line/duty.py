"""Who is here: seen in the last minute, on a break or not, and what language they speak."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from manumit.doors.web.accounts.models import User
from manumit.doors.web.helpline.acts import HERE
from manumit.doors.web.helpline.models import Duty
from manumit.doors.web.line.words import LANGUAGE

HARD = 2
"""After so many talks about danger without a break one is due. Ours: rotate before the third, as exposure adds up."""


def seen(user: User) -> Duty:
    """Note that `user` is here."""
    duty, _ = Duty.objects.update_or_create(advocate=user, defaults={"seen_at": timezone.now()})
    return duty


def speak(user: User, languages: Iterable[str]) -> None:
    """The languages that `user` can help in; none chosen means any."""
    known = [one for one in languages if one in LANGUAGE]
    Duty.objects.filter(advocate=user).update(languages=known)


def rest(user: User, on_break: bool) -> None:
    """Go on a break, or come back; a break clears the count of hard talks."""
    fields: dict[str, object] = {"on_break": on_break, "seen_at": timezone.now()}
    if on_break:
        fields["hard_talks"] = 0
    Duty.objects.filter(advocate=user).update(**fields)


def leave(user: User) -> None:
    """Not here any more: nobody waits for who has gone home."""
    Duty.objects.filter(advocate=user).delete()


def colleagues(user: User) -> list[Duty]:
    """Others who are here now, those on a break last."""
    here = Duty.objects.filter(seen_at__gt=timezone.now() - HERE).exclude(advocate=user)
    return list(here.select_related("advocate").order_by("on_break", "advocate__username"))


def after_hard(user: User) -> Duty:
    """A talk about danger has ended."""
    duty = seen(user)
    duty.hard_talks += 1
    duty.save(update_fields=("hard_talks",))
    return duty
