"""What comes by text message: kept, judged like a chat, put before a person at once. An SMS stays on the telephone, so
what is said back is one of two neutral texts of the closed set with a short code, and seldom."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from manumit.doors.web.haven.talking import LEVELS, content, judgement
from manumit.doors.web.helpline import acts, carrier
from manumit.doors.web.helpline.models import Conversation
from manumit.services.support import Reply, languages_of, text_keyword
from manumit.services.support import reply as text_of

FEW = 3
"""Words under which a text's language is not guessed."""
State = Conversation.State


@dataclass(frozen=True, slots=True)
class Came:
    """A text that came: from whom, the carrier's name for it (the same when it comes again), what it says, and how many
    pictures hang on it: they are not fetched."""

    number: str
    ident: str
    text: str
    pictures: int = 0

    @property
    def token(self) -> str:
        """What makes two deliveries one message."""
        return carrier.keyed("message", self.ident)[:24]


def hear(came: Came) -> None:
    """Take a text in; one that comes again is one, and is answered if it was not yet."""
    word = text_keyword(came.text)
    if word in ("stop", "start"):
        carrier.stop(came.number, word == "stop")
    pieces = _pieces(came)
    talk = carrier.talk_with(came.number, _language(came.text), pieces[0][0])
    if talk.state == State.ENDED:
        return  # it came again, after its end
    for token, text in pieces:
        more = {"pictures": came.pictures} if came.pictures and token == pieces[0][0] else {}
        kept = acts.say(talk, "person", {"text": text, **more}, token)
    settle(talk, kept.number, pieces[-1][1], kept.token)


def settle(talk: Conversation, number: int, text: str, token: str) -> None:
    """Judge the talk up to message `number`, put it before a person, and answer once: safe to do again."""
    judged, failed = judgement(talk, number, text) if text else (None, False)
    with transaction.atomic():
        now = Conversation.objects.select_for_update().get(pk=talk.pk)
        if text and (guess := _language(text, now.locale)) != now.locale:
            Conversation.objects.filter(pk=now.pk).update(locale=guess)
            now.locale = guess
        if judged:
            acts.judged(now, LEVELS[judged.label], judged.reasons)
        elif failed or not text:
            acts.judged(now, LEVELS["urgent"], ("not_judged",))
        acts.wait(now)
        _answer(now, token.partition(".")[0], text_keyword(text))
    acts.heard(talk, number, judged=bool(text))


def _pieces(came: Came) -> list[tuple[str, str]]:
    """(token, text): as long as messages are; the parts of a long text come joined from the carrier."""
    cut = range(0, max(1, len(came.text)), acts.MOST_TEXT)
    return [(f"{came.token}.{at // acts.MOST_TEXT}", came.text[at : at + acts.MOST_TEXT]) for at in cut]


def _language(text: str, otherwise: str = "") -> str:
    """The language that a text seems to be in; `otherwise` (the telephone's first) where that is unclear."""
    first = otherwise or carrier.languages()[0]
    likely = languages_of(text)
    return likely[0] if likely[0] != "en" or len(text.split()) >= FEW else first


def _answer(talk: Conversation, token: str, word: str) -> None:
    """'Call us?' to the first text, to the first that tells of danger, and to HELP and START; nothing after STOP, and
    nothing while a person answers. `token`: of the text that came."""
    told: list[str] = talk.memory.get("texts", [])
    danger = talk.severity == Conversation.Severity.IMMINENT
    new = "danger" if danger else "first"
    due = not told or (danger and "danger" not in told) or word in ("help", "start")
    if not due or word == "stop" or talk.state == State.TAKEN or carrier.silenced(talk):
        return
    name = "sms_call_us" if danger or word or acts.on_duty(talk.locale) else "sms_later"
    reply = neutral(name, talk)
    if reply is None:
        return
    carrier.send(talk, "service", reply.shape(), f"{token}.a")
    Conversation.objects.filter(pk=talk.pk).update(memory=talk.memory | {"texts": [*told, new]})


def neutral(name: str, talk: Conversation) -> Reply | None:
    """The text in the talk's language, else in English, where it is reviewed; a demonstration speaks drafts."""
    code = carrier.code_of(talk)
    for locale in (talk.locale, "en"):
        one = text_of(name, locale, content(), code=code)
        if one.state == "reviewed" or settings.MADE_UP:
            return one
    return None
