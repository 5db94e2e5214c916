"""Machine translation in a talk, where an operator brings an engine: below what the person wrote stands the machine's
text; what an advocate writes is seen with its way back before it is sent. Always labelled, the original always kept,
all of it sealed with the talk; danger, consent and what a closed reply says are for people (see `barred`)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from manumit.doors.web.accounts.models import User
from manumit.doors.web.helpline import keys
from manumit.doors.web.helpline.agreed_words import Word
from manumit.doors.web.helpline.common import SET, locale_of
from manumit.doors.web.helpline.models import Conversation, Duty, Message, Rendering
from manumit.doors.web.line import duty, replies
from manumit.services.support import Rendered, Translator, reply, translator_from

MOST = 30
"""Messages that are translated for one look, the newest: the rest stays as it is."""
WHY: dict[str, Word] = {
    "danger": _("Not translated: it may be about danger, and a machine may turn that round."),
    "consent": _("Not translated: it is about consent, and a machine may turn that round."),
    "reply": _("A ready reply says this in their language: send that one."),
    "number": _("Not translated: the machine changed a number."),
    "long": _("Not translated: it is too long for a machine."),
    "failed": _("Not translated: the machine failed."),
    "talk": _("This talk is about danger: what you write is not translated by a machine."),
    "text": _("A text message is not translated by a machine: nothing could say so there."),
}


@cache
def translator() -> Translator | None:
    """The operator's engines; None where there are none."""
    return translator_from(SET.helpline_translation_models, SET.helpline_translation_apertium)


def here() -> str:
    """The reader's language, in two letters."""
    return locale_of(get_language() or "en")


def foreign(talk: Conversation, user: User) -> dict[str, Any] | None:
    """What the page offers where the talk is in another language than the reader's pages: colleagues who speak it, and
    whether a machine knows the pair; None where it is the same."""
    theirs, mine = locale_of(talk.locale), here()
    if theirs == mine:
        return None
    known, web = translator(), talk.channel == Conversation.Channel.WEB
    return {
        "language": theirs,
        "speakers": [one for one in duty.colleagues(user) if theirs in one.languages],
        "speaks": theirs
        in (Duty.objects.filter(advocate=user).values_list("languages", flat=True).first() or ()),
        "reads": known is not None and known.knows(theirs, mine),
        "writes": web and known is not None and known.knows(mine, theirs) and known.knows(theirs, mine),
    }


def with_renderings(talk: Conversation, turns: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The turns, each that the person wrote in another language with the machine's `rendered` text or why there is
    none."""
    told, known = list(turns), translator()
    source, target = locale_of(talk.locale), here()
    if known is None or source == target or not known.knows(source, target):
        return told
    words = [one for one in told if one["who"] == "person" and one["text"] and not one.get("choice")][-MOST:]
    for one in words:
        one["rendered"] = _rendered(talk, one, target, known)
    return told


def _rendered(talk: Conversation, turn: dict[str, Any], target: str, known: Translator) -> dict[str, Any]:
    """From the talk's seal, or made now and sealed there."""
    message = Message.objects.get(conversation=talk, number=turn["number"])
    place = f"rendering {message.number} {target}"
    if before := Rendering.objects.filter(message=message, language=target).first():
        told: dict[str, Any] = json.loads(keys.open_beside(talk.id, place, bytes(before.sealed)))
    else:
        told = known.render(turn["text"], locale_of(talk.locale), target).shape()
        sealed = keys.seal_beside(talk.id, place, json.dumps(told, ensure_ascii=False))
        try:
            with transaction.atomic():
                Rendering.objects.create(message=message, language=target, sealed=sealed)
        except IntegrityError:  # a colleague looked at the same moment
            pass
    return told | {"why": WHY.get(told["barred"], "")}


def draft(talk: Conversation, text: str) -> Rendered:
    """What the machine makes of an advocate's words, with the way back. Nothing in a talk about danger."""
    known = translator()
    if talk.channel != Conversation.Channel.WEB:
        return Rendered(barred="text")
    if talk.severity == Conversation.Severity.IMMINENT:
        return Rendered(barred="talk")
    if known is None or not known.knows(here(), locale_of(talk.locale)):
        return Rendered(barred="failed")
    return known.render(text, here(), locale_of(talk.locale), ours=True)


def turn_of(talk: Conversation, text: str, made: Rendered) -> dict[str, Any]:
    """Both texts and the label, as they are sent."""
    label = reply("machine_translation", locale_of(talk.locale), replies.content())
    return {
        "text": made.text,
        "original": text,
        "machine": made.engine,
        "locale": locale_of(talk.locale),
        "written_in": here(),
        "back": made.back,
        "notice": label.text,
        "notice_original": label.original,
    }
