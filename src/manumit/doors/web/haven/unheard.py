"""What was said and nobody judged: the process that was to do it was killed, and the page that would send it again has
gone. Somebody in danger may have said it, so we come back to it."""

from __future__ import annotations

import json
import logging
import time
from datetime import datetime, timedelta

from django.db import close_old_connections
from django.db.models import F, Max
from django.utils import timezone

from manumit.doors.web.haven import talking, texts
from manumit.doors.web.haven.talking import Noted, Said
from manumit.doors.web.helpline import acts
from manumit.doors.web.helpline.models import Conversation, Message

PATIENCE = timedelta(seconds=30)
"""As long as a message may wait its turn among hundreds; a page that is still open has sent it again by then."""
PAUSE = 30
"""Seconds between two looks."""
Channel, State = Conversation.Channel, Conversation.State


def look(now: datetime | None = None) -> int:
    """Judge, and answer, the newest unheard message of every talk that goes on; of how many. One that fails is tried
    at the next look."""
    before = (now or timezone.now()) - PATIENCE
    unheard = Conversation.objects.exclude(state=State.ENDED).filter(
        messages__who=Message.Who.PERSON, messages__number__gt=F("heard")
    )
    late = unheard.annotate(newest=Max("messages__number"), said=Max("messages__at")).filter(said__lt=before)
    return sum(_settled(talk, talk.newest) for talk in late.order_by("said"))


def _settled(talk: Conversation, number: int) -> bool:
    try:
        message = talk.messages.get(number=number)
        [turn] = [one for one in acts.turns(talk, number - 1) if one["number"] == number]
        if talk.channel == Channel.SMS:
            texts.settle(talk, number, turn["text"], message.token)
        elif talk.channel == Channel.VOICE:
            acts.by_telephone(talk, number)
        else:
            code = json.loads(turn["call_back"])["code"] if "call_back" in turn else ""
            said = Said(turn["text"], message.token, turn.get("choice", ""), code=talking.code_word(code))
            talking.answer(talk, said, Noted(number, said.choice))
    except Exception as error:  # whatever is wrong with one talk, the next is waiting
        if Conversation.objects.filter(pk=talk.pk).exists():
            logging.getLogger("manumit").error("A message is still not judged: %s", type(error).__name__)
        return False
    return True


def keep_looking() -> None:
    """For as long as the process lives."""
    while True:
        time.sleep(PAUSE)
        try:
            look()
        except Exception as error:  # a database that is away for a while ends nothing
            logging.getLogger("manumit").error("Unheard messages were not sought: %s", type(error).__name__)
        close_old_connections()
