"""What was said and nobody judged: the process that was to do it was killed, and the page that would send it again has
gone. Somebody in danger may have said it, so we come back to it."""

from __future__ import annotations

import json
import logging
import time
from datetime import datetime, timedelta

from django.db import close_old_connections
from django.db.models import Exists, OuterRef
from django.utils import timezone

from manumit.doors.web.haven import talking, texts
from manumit.doors.web.haven.talking import Noted, Said
from manumit.doors.web.helpline import acts, keys
from manumit.doors.web.helpline.models import Conversation, Message

PATIENCE = timedelta(seconds=30)
"""As long as a message may wait its turn among hundreds; a page that is still open has sent it again by then."""
PAUSE = 30
"""Seconds between two looks."""
Channel, Severity, State = Conversation.Channel, Conversation.Severity, Conversation.State


def look(now: datetime | None = None) -> int:
    """Judge, and answer, what is unheard in every talk that goes on, the oldest first; of how many talks. Talks come in
    no order, so that two processes seldom meet."""
    before = (now or timezone.now()) - PATIENCE
    late = Message.objects.filter(conversation=OuterRef("pk"), who=Message.Who.PERSON, at__lt=before)
    talks = Conversation.objects.exclude(state=State.ENDED)
    return sum(map(_settled, talks.filter(Exists(late.filter(number__gt=OuterRef("heard")))).order_by("?")))


def _settled(talk: Conversation) -> bool:
    """Whether it was judged here. One that cannot be is put before a person."""
    said = talk.messages.filter(who=Message.Who.PERSON, number__gt=talk.heard).order_by("number")
    done = False
    for message in said:
        if not Conversation.objects.filter(pk=talk.pk, heard__lt=message.number).exists():
            continue  # somebody else was here, or it is gone
        try:
            _settle(talk, message)
            done = True
        except Exception as error:  # whatever is wrong with one talk, the next is waiting
            if Conversation.objects.filter(pk=talk.pk).exists():
                logging.getLogger("manumit").error("A message was not judged: %s", type(error).__name__)
                acts.judged(talk, Severity.URGENT, ("not_judged",))
                acts.wait(talk)
                acts.heard(talk, message.number)
    return done


def _settle(talk: Conversation, message: Message) -> None:
    number = message.number
    turn = keys.open_turn(talk.id, number, bytes(message.sealed))
    if talk.channel == Channel.SMS:
        texts.settle(talk, number, turn["text"], message.token)
    elif talk.channel == Channel.VOICE:
        acts.by_telephone(talk, number)
    else:
        code = json.loads(turn["call_back"])["code"] if "call_back" in turn else ""
        said = Said(turn["text"], message.token, turn.get("choice", ""), code=talking.code_word(code))
        talking.answer(talk, said, Noted(number, said.choice))


def keep_looking() -> None:
    """For as long as the process lives."""
    while True:
        time.sleep(PAUSE)
        try:
            look()
        except Exception as error:  # a database that is away for a while ends nothing
            logging.getLogger("manumit").error("Unheard messages were not sought: %s", type(error).__name__)
        close_old_connections()
