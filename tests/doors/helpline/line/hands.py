"""A program inside a help line's house: it does there what tests ask, one JSON line after another. Run as a process of
its own, since Django is set up once a process and the tests' own is the Desk's."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.doors.helpline.line import report_hands


def main(home: str) -> None:
    """Answer until the input ends."""
    os.environ["MANUMIT_HELPLINE_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "manumit.doors.web.line.settings"
    from manumit.doors.web.helpline import HelplineHouse

    HelplineHouse.open(home)
    import django

    django.setup()
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(DEEDS[asked.pop("do")](**asked)), flush=True)


def link(name: str, role: str) -> str:
    """A one-time link of somebody, made when there is none."""
    from manumit.doors.web.accounts.links import make_token
    from manumit.doors.web.accounts.models import User

    user, _ = User.objects.get_or_create(username=name, defaults={"role": role})
    return make_token(user)


def talk(
    says: list[str],
    severity: int = 0,
    reasons: list[str] | None = None,
    locale: str = "en",
    waits: bool = True,
    minutes: int = 0,
) -> dict[str, str]:
    """Somebody begins to talk, `minutes` ago; `waits`: and asked for a person."""
    from django.utils import timezone

    from manumit.doors.web.helpline import acts
    from manumit.doors.web.helpline.models import Conversation

    made, token = acts.start(locale)
    for number, text in enumerate(says):
        acts.heard(made, acts.say(made, "person", {"text": text}, f"{number:032d}").number)
    acts.judged(made, severity, reasons or [])
    if waits:
        acts.wait(made)
    before = timezone.now() - timedelta(minutes=minutes)
    moved = {"opened_at": before} | ({"waiting_since": before} if waits else {})
    Conversation.objects.filter(pk=made.pk).update(**moved)
    return {"id": made.id, "token": token}


def said(id: str, text: str, token: str, heard: bool = True) -> int:
    """The person says one more thing; unless `heard`, whoever was to judge it was killed."""
    from manumit.doors.web.helpline import acts
    from manumit.doors.web.helpline.models import Conversation

    talk = Conversation.objects.get(pk=id)
    number = acts.say(talk, "person", {"text": text}, token).number
    if heard:
        acts.heard(talk, number)
    return number


def unheard(seconds: int) -> int:
    """What Haven does so many seconds from now about what nobody judged: of how many talks."""
    from django.utils import timezone

    from manumit.doors.web.haven import unheard

    return unheard.look(timezone.now() + timedelta(seconds=seconds))


def texted(number: str, text: str, channel: str = "sms") -> str:
    """A text, or a wish to be called, that was kept when the process was killed."""
    from manumit.doors.web.helpline import acts, carrier

    talk = carrier.begin(channel, carrier.keyed("talk", number), number, "en")
    acts.say(talk, "person", {"text": text}, f"{carrier.keyed('message', number)[:24]}.0")
    return talk.id


def hear(id: str, text: str, token: str, choice: str = "") -> int:
    """The same, judged and answered as Haven does: how severe the talk is then."""
    from manumit.doors.web.haven import talking
    from manumit.doors.web.helpline.models import Conversation

    talk, said = Conversation.objects.get(pk=id), talking.Said(text, token, choice)
    talking.answer(talk, said, talking.note(talk, said))
    return int(Conversation.objects.get(pk=id).severity)


def state(id: str) -> dict[str, Any]:
    """How a talk stands, and what was said."""
    from manumit.doors.web.helpline import acts
    from manumit.doors.web.helpline.models import Conversation, Override

    now = Conversation.objects.get(pk=id)
    return {
        "state": now.state,
        "severity": now.severity,
        "by": now.taken_by.username if now.taken_by else "",
        "turns": [[one["who"], one["text"], one.get("content", "")] for one in acts.turns(now)],
        "overrides": list(Override.objects.filter(conversation=now).values_list("machine", "person")),
        "found": bool(now.found),
    }


def spoil(id: str) -> int:
    """What was said can be opened no more."""
    from manumit.doors.web.helpline.models import Message

    return Message.objects.filter(conversation_id=id).update(sealed=b"spoilt")


def take(name: str, most: int) -> list[str]:
    """`name` takes the next `most` who wait; which they are."""
    from manumit.doors.web.accounts.models import User
    from manumit.doors.web.helpline import acts
    from manumit.doors.web.line.waiting import waiting

    user = User.objects.get(username=name)
    return [one.id for one in waiting()[:most] if acts.take(one, user)]


def give_back_late(id: str, to: str) -> bool:
    """A talk found stranded, which `to` has got before it is given back: whether it is taken from them."""
    from manumit.doors.web.accounts.models import User
    from manumit.doors.web.helpline import acts
    from manumit.doors.web.helpline.models import Conversation
    from manumit.doors.web.line.stranded import give_back

    found = Conversation.objects.get(pk=id)
    acts.hand_over(Conversation.objects.get(pk=id), User.objects.get(username=to))
    return give_back(found)


def talks() -> list[dict[str, Any]]:
    """Every talk, oldest first."""
    from manumit.doors.web.helpline.models import Conversation

    shown = ("id", "channel", "locale", "severity", "reasons", "state")
    return [
        {name: getattr(one, name) for name in shown} for one in Conversation.objects.order_by("opened_at")
    ]


def rows(table: str) -> int:
    """How many rows a table of the help line has."""
    from django.apps import apps

    count: int = apps.get_model("helpline", table).objects.count()
    return count


def clear() -> int:
    """All talks are gone."""
    from manumit.doors.web.helpline import acts
    from manumit.doors.web.helpline.models import Conversation, Duty

    acts.erase(list(Conversation.objects.all()))
    Duty.objects.all().delete()
    return acts.sweep()


def ask(id: str) -> str:
    """A person is asked for."""
    from manumit.doors.web.helpline import acts
    from manumit.doors.web.helpline.models import Conversation

    acts.wait(Conversation.objects.get(pk=id))
    return id


def pass_time(hours: float) -> int:
    """What the keeper would do so many hours from now."""
    from django.utils import timezone

    from manumit.doors.web.helpline import acts

    return acts.sweep(timezone.now() + timedelta(hours=hours))


def contacts(counts: dict[str, int], month: str) -> int:
    """Contacts of a month, by language, one a few hours."""
    from datetime import UTC, datetime

    from manumit.doors.web.line.models import Signal

    first = datetime.fromisoformat(f"{month}-01T00:00:00").replace(tzinfo=UTC)
    languages = [language for language, count in counts.items() for _ in range(count)]
    made = [
        Signal(
            hour=first + timedelta(hours=5 * place),
            channel="web",
            locale=language,
            severity=place % 3,
            waited=60 * (place % 9),
            talked=900,
        )
        for place, language in enumerate(languages)
    ]
    return len(Signal.objects.bulk_create(made))


def papers(id: str = "") -> list[dict[str, Any]]:
    """Papers as they can be opened now."""
    from manumit.doors.web.line.models import Paper
    from manumit.doors.web.line.sealing import read

    return [{"kind": one.kind, "words": read(one)} for one in Paper.objects.all()]


def board(queues: list[str]) -> list[bool]:
    """Two pages after one another on a board whose queue is as `queues` say: one that sees the first, and a second one
    that sees the second; whether that is woken by each of the others."""
    import asyncio

    from manumit.doors.web.accounts.models import User
    from manumit.doors.web.line.board import QUEUE_EVERY, Board

    shown: list[str] = queues[:1]
    user, _ = User.objects.get_or_create(username="ben", defaults={"role": "advocate"})
    made = Board(lambda language: (shown[-1], {}))

    async def seen() -> list[bool]:
        woken = []
        with made.seat(user.pk, "en", asyncio.Event()) as seat:
            await made.told(seat, user)
            await made._wake(time.monotonic())
        shown.append(queues[1])
        await asyncio.sleep(QUEUE_EVERY + 0.1)
        with made.seat(user.pk, "en", asyncio.Event()) as seat:
            seat.news()
            await made.told(seat, user)
            for queue in queues[2:]:
                shown.append(queue)
                await made._wake(time.monotonic())
                if seat.news():
                    woken.append(True)
                    await made.told(seat, user)
                else:
                    woken.append(False)
        return woken

    return asyncio.run(seen())


DEEDS: dict[str, Callable[..., Any]] = {
    "link": link,
    "talk": talk,
    "said": said,
    "hear": hear,
    "unheard": unheard,
    "texted": texted,
    "spoil": spoil,
    "state": state,
    "take": take,
    "give_back_late": give_back_late,
    "talks": talks,
    "rows": rows,
    "clear": clear,
    "pass_time": pass_time,
    "contacts": contacts,
    "papers": papers,
    "ask": ask,
    "board": board,
    **report_hands.DEEDS,
}

if __name__ == "__main__":
    main(sys.argv[1])
