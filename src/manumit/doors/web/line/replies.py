"""The closed set of replies as an advocate sends them: texts that a person wrote and, where an operator had it done, a
named one reviewed. What a talk is told by the house itself (who came, who listens, what happens now) is of it too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from manumit.base.kernel import UsageError
from manumit.doors.web.helpline import acts, carrier
from manumit.doors.web.helpline.common import locale_of
from manumit.doors.web.helpline.models import Conversation
from manumit.services.support import Content, Reply, emergency, reply, shipped_content, with_reviewed

OFFERED = ("safety", "question", "answer", "end")
"""Kinds that advocates send; the others are said by the house or stand on buttons."""
BY_TELEPHONE = "voice_"
"""What only a telephone says."""


@cache
def content() -> Content:
    """The closed set, with what the operator has had reviewed (the folder `replies/`) in its place."""
    folder = settings.HOUSE.path / "replies"
    return with_reviewed(folder) if folder.is_dir() else shipped_content()


@dataclass(frozen=True, slots=True)
class Ready:
    """A reply in the menu."""

    id: str
    kind: str
    text: str
    original: str
    state: str


def ready(talk: Conversation) -> list[Ready]:
    """Every reply that can be sent in this talk, in its language."""
    return [
        Ready(one.content_id, one.kind, one.text, one.original, one.state)
        for one in _all(talk)
        if one.kind in OFFERED and not one.content_id.startswith(BY_TELEPHONE)
    ]


def neutral(talk: Conversation) -> list[Reply]:
    """What can be sent by text message: it stays on their telephone, so it says nothing."""
    return [of(talk, content_id) for content_id in carrier.NEUTRAL]


def _all(talk: Conversation) -> Iterator[Reply]:
    for content_id in content().ids():
        try:
            yield of(talk, content_id)
        except UsageError:  # it needs a number that nobody knows here
            continue


def of(talk: Conversation, content_id: str) -> Reply:
    """One reply in the talk's language, with the emergency number of the stated country where it has one. UsageError
    outside the closed set."""
    known = emergency(talk.country) if talk.country else None
    values = {"number": known.number} if known else {}
    if talk.channel == Conversation.Channel.SMS:
        values["code"] = carrier.code_of(talk)
    return reply(content_id, locale_of(talk.locale), content(), **values)


def tell(talk: Conversation, content_id: str, token: str) -> None:
    """The house says something in the talk; nothing when it is over, or when nobody reads it (a telephone)."""
    if talk.state != Conversation.State.ENDED and talk.channel == Conversation.Channel.WEB:
        acts.say(talk, "service", of(talk, content_id).shape(), token)
