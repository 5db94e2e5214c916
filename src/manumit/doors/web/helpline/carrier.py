"""The telephone's side of the store: which talk a number has, what is to be sent to it, and what wants no texts. A
number is known again by a keyed hash and stands in no column; it is sealed under its talk's key and goes with it."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from manumit.base.kernel import Erased, ManumitError, UsageError
from manumit.doors.web.helpline import acts, keys
from manumit.doors.web.helpline.common import SET
from manumit.doors.web.helpline.models import Caller, Conversation, Message, Outgoing, Stopped
from manumit.services.support import E164, LOCALES, Carrier, answerable

SECRET, NUMBER = "carrier.secret", "number"
NEUTRAL = ("sms_call_us", "sms_later")
"""All that the house and, at a press, an advocate says by text: it stays on the telephone."""
LONGEST = 160
"""Characters of a text in an advocate's own words."""
FIRST_WAIT, LAST_WAIT = timedelta(seconds=2), timedelta(minutes=10)
"""Between two tries to send: doubled each time."""
GIVE_UP = timedelta(hours=12)
"""After so long a text would come as a surprise, perhaps at a bad moment."""
CLAIM = timedelta(minutes=1)
"""A text that somebody is sending is left alone so long; who was killed over it is followed after that."""


@cache
def account() -> Carrier | None:
    """The account that texts are sent with; None where there is no carrier. UsageError where it is half set."""
    told = {
        "CARRIER": SET.helpline_carrier,
        "CARRIER_ACCOUNT": SET.helpline_carrier_account,
        "CARRIER_TOKEN": SET.helpline_carrier_token,
        "CARRIER_NUMBER": SET.helpline_carrier_number,
        "CARRIER_ADDRESS": SET.helpline_carrier_address,
    }
    if not told["CARRIER"]:
        return None
    if missing := [f"MANUMIT_HELPLINE_{name}" for name, value in told.items() if not value]:
        raise UsageError(f"The carrier is half set: {', '.join(missing)} is missing.")
    for number in filter(None, (SET.helpline_carrier_number, SET.helpline_carrier_person)):
        if not E164.fullmatch(number):
            raise UsageError(f"{number[:20]!r} is no telephone number.", "Such as +442079460000.")
    languages()
    return Carrier(told["CARRIER"], told["CARRIER_ACCOUNT"], told["CARRIER_TOKEN"], told["CARRIER_NUMBER"])


def languages() -> tuple[str, ...]:
    """Those of the telephone, in the order of their keys."""
    chosen = tuple(dict.fromkeys(SET.helpline_carrier_languages.split()))
    if not 1 <= len(chosen) <= 9 or set(chosen) - set(LOCALES):
        raise UsageError(
            f"{SET.helpline_carrier_languages!r} are not one to nine of our languages.",
            f"They are: {' '.join(LOCALES)}.",
        )
    return chosen


def keyed(use: str, value: str) -> str:
    """40 hexadecimal digits that say nothing without this house's secret."""
    secret: str = settings.HOUSE.secret(SECRET)
    return hmac.new(secret.encode(), f"{use}:{value}".encode("utf-8", "replace"), sha256).hexdigest()[:40]


def code_of(talk: Conversation) -> str:
    """Four digits by which person and advocate know each other: in texts, and first on the telephone."""
    return f"{int(keyed('code', talk.id), 16) % 10000:04d}"


def talk_with(number: str, locale: str, token: str) -> Conversation:
    """The talk that `number` has by text: the last one while it goes on, else a new one. `token`: of the message that
    has come, so that one which comes again after the end begins nothing."""
    digest = keyed(NUMBER, number)
    known = Caller.objects.filter(digest=digest, conversation__channel="sms").select_related("conversation")
    last = known.order_by("-conversation__opened_at").first()
    talk = last.conversation if last else None
    if talk and (talk.state != "ended" or talk.messages.filter(token=token).exists()):
        return talk
    return begin("sms", keyed("talk", f"{digest} {talk.id if talk else ''}"), number, locale)


def begin(channel: str, token: str, number: str, locale: str) -> Conversation:
    """A talk over the telephone; with a token that was used, the one that it began."""
    try:
        talk, _ = acts.start(locale, channel, token=token)
    except IntegrityError:
        found = acts.by_token(token)
        if found is None:
            raise
        talk = found
    sealed = keys.seal_beside(talk.id, NUMBER, number)
    Caller.objects.get_or_create(
        conversation=talk, defaults={"digest": keyed(NUMBER, number), "sealed": sealed}
    )
    return talk


def number_of(talk: Conversation) -> str:
    """The number in plain. Erased when the talk is gone."""
    found = Caller.objects.filter(conversation=talk).first()
    if found is None:
        raise Erased("This talk has no number.")
    return keys.open_beside(talk.id, NUMBER, bytes(found.sealed))


def stop(number: str, stopped: bool) -> None:
    """As the number says: no texts from now on, or texts again."""
    digest = keyed(NUMBER, number)
    if stopped:
        Stopped.objects.get_or_create(digest=digest)
    else:
        Stopped.objects.filter(digest=digest).delete()


def silenced(talk: Conversation) -> bool:
    """Whether nothing may be sent: the number said STOP, or it is none that can be answered."""
    found = Caller.objects.filter(conversation=talk).first()
    if found is None or Stopped.objects.filter(digest=found.digest).exists():
        return True
    return not answerable(keys.open_beside(talk.id, NUMBER, bytes(found.sealed)))


def send(talk: Conversation, who: str, turn: Mapping[str, Any], token: str) -> Message:
    """Say it in the talk and put it on its way; a token that was used sends nothing again. UsageError where nothing may
    be sent."""
    if silenced(talk):
        raise UsageError("They wrote STOP, or their number takes no texts: nothing may be sent.")
    with transaction.atomic():
        message = acts.say(talk, who, turn, token)
        Outgoing.objects.get_or_create(message=message, defaults={"due_at": timezone.now()})
    return message


def on_the_way(talk: Conversation) -> dict[str, int]:
    """How many texts of a talk wait, are with the carrier, arrived, and did not."""
    states = list(Outgoing.objects.filter(message__conversation=talk).values_list("state", flat=True))
    return {state: states.count(state) for state in Outgoing.State.values}


def deliver(carrier: Carrier, now: datetime | None = None, most: int = 50) -> int:
    """Send what is due; how many were tried. What a kill leaves half done is tried again (`CLAIM`)."""
    now = now or timezone.now()
    due = Outgoing.objects.filter(state="waiting", due_at__lte=now).order_by("due_at")[:most]
    return sum(_deliver(one, carrier, now) for one in due.select_related("message__conversation"))


def _deliver(one: Outgoing, carrier: Carrier, now: datetime) -> bool:
    mine = Outgoing.objects.filter(pk=one.pk, state="waiting", due_at=one.due_at).update(
        due_at=now + CLAIM, tries=F("tries") + 1
    )
    if not mine:
        return False  # another keeper has it
    talk = one.message.conversation
    try:
        if silenced(talk):
            return _settled(one, "failed", 0)
        turn = keys.open_turn(talk.id, one.message.number, bytes(one.message.sealed))
        number = number_of(talk)
    except ManumitError:  # the talk is gone, or its number
        return _settled(one, "failed", 0)
    receipt = f"{SET.helpline_carrier_address.rstrip('/')}/carrier/status/{one.pk}"
    came = carrier.send(number, turn["text"], f"{talk.id}-{one.message.number}", receipt)
    if came.state == "again" and now - one.message.at < GIVE_UP:
        wait = min(LAST_WAIT, FIRST_WAIT * 2 ** min(one.tries, 20))
        Outgoing.objects.filter(pk=one.pk).update(due_at=timezone.now() + wait, code=came.code)
        return True
    if came.state == "stopped":
        stop(number, True)
    return _settled(one, "sent" if came.state == "sent" else "failed", came.code)


def _settled(one: Outgoing, state: str, code: int) -> bool:
    with transaction.atomic():
        now = Outgoing.objects.filter(pk=one.pk, state="waiting")  # a receipt may have been quicker
        now.update(state=state, code=code)
        acts.changed(one.message.conversation)
    return True


RECEIPTS = {"delivered": "arrived", "undelivered": "failed", "failed": "failed"}
"""What the carrier tells later about a text that it took; what else it says changes nothing."""


def received(which: int, status: str, code: int) -> None:
    """A text arrived, or did not: its telephone is off, or takes none. What has come to an end stays as it is."""
    state = RECEIPTS.get(status)
    one = Outgoing.objects.filter(pk=which).select_related("message__conversation").first()
    if state is None or one is None:
        return
    with transaction.atomic():
        going = Outgoing.objects.filter(pk=which, state__in=("waiting", "sent"))
        if going.update(state=state, code=code):
            acts.changed(one.message.conversation)
