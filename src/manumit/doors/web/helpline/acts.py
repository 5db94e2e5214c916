"""What happens in a conversation: begun, said, waited for, taken, handed on, ended, gone. Each is one transaction, and
says a tick for those who look."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.dispatch import Signal
from django.utils import timezone

from manumit.base.kernel import Erased, UsageError
from manumit.doors.web.accounts.models import User
from manumit.doors.web.helpline import keys
from manumit.doors.web.helpline.models import CHANNEL, Conversation, Duty, Message, Override, Tick

LIFE = timedelta(hours=24)
"""From the end of a conversation to the death of its key (design, rule 5)."""
SILENCE = timedelta(hours=2)
"""After so long without a word a conversation has ended; one that waits for a person never ends by itself."""
AGREED = "agreed"
"""In the memory of a talk, under "call": they are to be called, at an hour that may be far off."""
HERE = timedelta(seconds=60)
"""An advocate who was seen in so long is on duty."""
MOST_TEXT = 4000
"""Characters of one message; a longer one is cut by no one: it is refused, and the writer keeps it."""
MOST_A_MINUTE = 40
"""Messages of one person: nobody types more, and a flood must not take the others' turns."""
WORDING = "wording"
"""The reason of a judgement in which no single concept stands out: it has one, and whoever decides reads it."""
swept = Signal()
"""Sent after every sweep, with `now`: what else stands on talks may go with them."""
Severity, State = Conversation.Severity, Conversation.State


def start(locale: str, channel: str = "web", country: str = "", token: str = "") -> tuple[Conversation, str]:
    """A new conversation and the token that opens it, made here when none is given; what is kept is the token's hash.
    IntegrityError when a token opens one already."""
    token = token or secrets.token_urlsafe(24)
    made = Conversation(token_hash=_hash(token), locale=locale, channel=channel, country=country)
    keys.begin(made.id)
    with transaction.atomic():
        made.save(force_insert=True)
        _tick(made.id)
    return made, token


def by_token(token: str) -> Conversation | None:
    """The conversation that a token opens."""
    return Conversation.objects.filter(token_hash=_hash(token)).first() if token else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _tick(*conversations: str) -> None:
    """Within the transaction that changed them: nobody is told of what was not committed."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            told: list[Any] = [CHANNEL, list(conversations)]
            cursor.execute("select pg_notify(%s, one) from unnest(%s::text[]) one", told)
    else:
        Tick.objects.bulk_create(Tick(conversation=one) for one in conversations)


def changed(conversation: Conversation) -> None:
    """Something beside its turns has changed: whoever looks is told."""
    _tick(conversation.id)


def say(
    conversation: Conversation,
    who: str,
    turn: Mapping[str, Any],
    token: str,
    also: Mapping[str, Any] | None = None,
) -> Message:
    """Keep a turn ({text, and for replies content, version, locale}); a token that was used gives the first message
    again. `also`: fields of the conversation that change with it. Erased when the conversation is gone, UsageError when
    it has ended, the text is too long, or it is one of too many in a minute."""
    if len(str(turn.get("text", ""))) > MOST_TEXT:
        raise UsageError(f"A message has at most {MOST_TEXT:,} characters.", "Send it in two or more.")
    with transaction.atomic():
        now = Conversation.objects.select_for_update().filter(pk=conversation.pk).first()
        if now is None:
            raise Erased("This conversation is gone.", "Begin a new one.")
        if before := Message.objects.filter(conversation=now, token=token).first():
            return before
        if now.state == State.ENDED:
            raise UsageError("This conversation has ended.", "Begin a new one.")
        if who == Message.Who.PERSON and _floods(now):
            raise UsageError("These are too many messages at once.", "Wait a minute, then send it again.")
        now.last += 1
        now.said_at = timezone.now()
        for name, value in (also or {}).items():
            setattr(now, name, value)
        now.save()
        sealed = keys.seal_turn(now.id, now.last, dict(turn))
        message = Message.objects.create(
            conversation=now, number=now.last, who=who, sealed=sealed, token=token
        )
        _tick(now.id)
    conversation.__dict__.update({k: v for k, v in now.__dict__.items() if not k.startswith("_")})
    return message


def _floods(conversation: Conversation) -> bool:
    if conversation.last < MOST_A_MINUTE:
        return False
    own = conversation.messages.filter(who=Message.Who.PERSON).order_by("-number")
    at = own.values_list("at", flat=True)[MOST_A_MINUTE - 1 : MOST_A_MINUTE].first()
    return at is not None and abs(timezone.now() - at) < timedelta(minutes=1)


def turns(conversation: Conversation, after: int = 0) -> list[dict[str, Any]]:
    """What was said after message `after`: {number, who, at, text, ...}."""
    return [
        {"number": one.number, "who": one.who, "at": one.at}
        | keys.open_turn(conversation.id, one.number, bytes(one.sealed))
        for one in conversation.messages.filter(number__gt=after).order_by("number")
    ]


def judged(conversation: Conversation, severity: int, reasons: Sequence[str]) -> None:
    """What the machine found: it raises a severity, and never lowers one."""
    if severity <= conversation.severity:
        return  # nor does anybody, but a person
    with transaction.atomic():
        now = Conversation.objects.select_for_update().get(pk=conversation.pk)
        if severity > now.severity:
            now.severity, now.reasons = severity, list(reasons) or [WORDING]
            now.save(update_fields=("severity", "reasons"))
            _tick(now.id)
    conversation.severity, conversation.reasons = now.severity, now.reasons


def heard(conversation: Conversation, number: int, judged: bool = True) -> None:
    """Message `number` is answered where we answer, and with all before it `judged`: nobody has to come back to it. One
    that holds no words to judge, a button, stays with the words before it until those are judged."""
    talk = Conversation.objects.filter(pk=conversation.pk, heard__lt=number)
    if not judged:
        before = Message.objects.filter(who=Message.Who.PERSON, number__lt=number)
        talk = talk.exclude(Exists(before.filter(conversation=OuterRef("pk"), number__gt=OuterRef("heard"))))
    talk.update(heard=number)


def unheard() -> Exists:
    """Of a conversation: whether something that the person said was not judged."""
    said = Message.objects.filter(who=Message.Who.PERSON, number__gt=OuterRef("heard"))
    return Exists(said.filter(conversation=OuterRef("pk")))


def by_telephone(conversation: Conversation, number: int) -> None:
    """A wish to be called, told by keys in message `number`: for a person, and soon."""
    judged(conversation, Severity.URGENT, ("by_telephone",))
    wait(conversation)
    heard(conversation, number)


def override(conversation: Conversation, severity: int, advocate: User) -> None:
    """An advocate's judgement: it counts, and is kept as a label."""
    with transaction.atomic():
        now = Conversation.objects.select_for_update().get(pk=conversation.pk)
        Override.objects.create(
            conversation=now, machine=now.severity, person=severity, reasons=now.reasons, by=advocate
        )
        now.severity, now.severity_by = Severity(severity), advocate
        now.save(update_fields=("severity", "severity_by"))
        _tick(now.id)


def lowered(conversation: Conversation) -> datetime | None:
    """When a person found it less severe than it was, and nobody said otherwise since: what was said before that raises
    it no more."""
    if conversation.severity_by_id is None:
        return None
    last = Override.objects.filter(conversation=conversation).order_by("-at", "-pk").first()
    return last.at if last and last.person < last.machine else None


def in_country(conversation: Conversation, country: str) -> None:
    """Where the person says they are: an ISO code."""
    Conversation.objects.filter(pk=conversation.pk).update(country=country)
    conversation.country = country


def wait(conversation: Conversation) -> None:
    """Ask for a person."""
    with transaction.atomic():
        changed = Conversation.objects.filter(pk=conversation.pk, state=State.GUIDED).update(
            state=State.WAITING, waiting_since=timezone.now()
        )
        if changed:
            _tick(conversation.id)
    conversation.refresh_from_db()


def take(conversation: Conversation, advocate: User) -> bool:
    """Whether `advocate` has it now; of two who take it at once, one does."""
    with transaction.atomic():
        taken = Conversation.objects.filter(
            pk=conversation.pk, state__in=(State.WAITING, State.GUIDED)
        ).update(state=State.TAKEN, taken_by=advocate, taken_at=timezone.now())
        if taken:
            _tick(conversation.id)
    conversation.refresh_from_db()
    return bool(taken) or conversation.taken_by_id == advocate.pk


def hand_over(conversation: Conversation, to: User | None) -> bool:
    """To a colleague, or back to the queue, where it keeps the time it has waited. Whether it was done: not when
    somebody else has it by now than whoever had it when `conversation` was read."""
    with transaction.atomic():
        now = timezone.now()
        fields = {"taken_by": to, "taken_at": now} if to else {"taken_by": None, "state": State.WAITING}
        done = Conversation.objects.filter(
            pk=conversation.pk, state=State.TAKEN, taken_by=conversation.taken_by_id
        ).update(**fields)
        if done:
            Conversation.objects.filter(pk=conversation.pk, waiting_since=None, state=State.WAITING).update(
                waiting_since=now
            )
            _tick(conversation.id)
    conversation.refresh_from_db()
    return bool(done)


def end(conversation: Conversation) -> None:
    """The end: in a day its key dies, unless the person keeps it."""
    with transaction.atomic():
        Conversation.objects.filter(pk=conversation.pk).exclude(state=State.ENDED).update(
            state=State.ENDED, ended_at=timezone.now()
        )
        _tick(conversation.id)
    conversation.refresh_from_db()


def keep(conversation: Conversation, kept: bool) -> None:
    """As the person decides, and as often."""
    Conversation.objects.filter(pk=conversation.pk).update(kept=kept)
    conversation.kept = kept


def erase(conversations: Sequence[Conversation]) -> None:
    """The keys first, then the rows: what a kill leaves between is unreadable."""
    ids = [one.id for one in conversations]
    keys.destroy(ids)
    with transaction.atomic():
        Conversation.objects.filter(id__in=ids).delete()
        _tick(*ids)


def sweep(now: datetime | None = None) -> int:
    """End what is silent, but for talks of which something was not judged yet (after a day they are put before a
    person), and for those who were promised a call and are in somebody's hands until that person ends it; erase what
    ended a day ago, and keys whose conversation was never written. How many went."""
    now = now or timezone.now()
    silent = Conversation.objects.filter(state__in=(State.GUIDED, State.TAKEN)).filter(
        Q(said_at__lt=now - SILENCE) | Q(said_at=None, opened_at__lt=now - SILENCE)
    )
    called = Q(channel=Conversation.Channel.VOICE) | Q(memory__call=AGREED)
    calls = Conversation.objects.filter(called, state=State.TAKEN)
    silent = silent.exclude(pk__in=calls.values("pk"))
    for talk in silent.filter(unheard(), said_at__lt=now - LIFE):  # nobody judges: a person has to
        judged(talk, Severity.URGENT, ("not_judged",))
        wait(talk)
        heard(talk, talk.last)
    silent.exclude(unheard()).update(state=State.ENDED, ended_at=now)
    due = list(Conversation.objects.filter(state=State.ENDED, kept=False, ended_at__lt=now - LIFE))
    if due:
        erase(due)
    _destroy_lonely()
    Tick.objects.filter(at__lt=now - timedelta(hours=1)).delete()
    swept.send(sender=None, now=now)
    return len(due)


_LONELY: set[str] = set()
"""Keys that had no conversation at the last sweep."""


def _destroy_lonely() -> None:
    """Keys whose conversation was never written: a key is there before its row, so only what was so a sweep ago."""
    alone = keys.alive() - set(Conversation.objects.values_list("id", flat=True))
    keys.destroy(alone & _LONELY)
    _LONELY.clear()
    _LONELY.update(alone)


def on_duty(language: str = "") -> int:
    """How many advocates are here now, and speak `language` when one is given."""
    here = Duty.objects.filter(seen_at__gt=timezone.now() - HERE, on_break=False)
    return sum(not language or not one.languages or language in one.languages for one in here)
