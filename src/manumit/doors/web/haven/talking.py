"""One turn of a talk: what was said is kept first, then judged, then answered from the closed set, all or nothing."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from threading import Lock, Semaphore
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from manumit.base.kernel import ManumitError
from manumit.doors.web.haven.countries import typed as typed_country
from manumit.doors.web.helpline import acts, keys
from manumit.doors.web.helpline.asgi import JUDGES
from manumit.doors.web.helpline.common import SET
from manumit.doors.web.helpline.models import Conversation, Message
from manumit.doors.web.helpline.queue import usual_wait
from manumit.services.support import (
    Content,
    Facts,
    Found,
    Judgement,
    Step,
    begin,
    judge,
    release,
    respond,
    second_from,
    shipped_content,
    typed,
    with_reviewed,
)

LEVELS = {"standard": 0, "urgent": 1, "imminent": 2}
CODE = re.compile(r"[\w-]{2,24}(?: [\w-]{1,24}){0,3}")
Severity, State = Conversation.Severity, Conversation.State


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said: in their own words, by a button, or by a form (`more` is kept with the turn)."""

    text: str
    token: str
    choice: str = ""
    more: Mapping[str, str] | None = None
    code: str = ""


@cache
def content() -> Content:
    """The closed set, with what the operator has had reviewed (the folder `replies/`) in its place."""
    folder = settings.HOUSE.path / "replies"
    return with_reviewed(folder) if folder.is_dir() else shipped_content()


@cache
def _second() -> Any:
    """The operator's classifier, which `helpline` has opened once before it started; without it our own stands."""
    try:
        return second_from(SET.helpline_triage, SET.helpline_triage_sha256) if SET.helpline_triage else None
    except ManumitError as error:
        logging.getLogger("manumit").error("The second classifier is not used: %s", error.sentence)
        return None


def facts(locale: str, country: str = "", code: str = "") -> Facts:
    """What is known beside the talk."""
    released = not release(locale, content())
    here = acts.on_duty(locale)
    wait = usual_wait(timezone.now()) if here else None
    return Facts(locale, country, here, wait, released, settings.MADE_UP, code)


def opening(locale: str, country: str = "") -> Step:
    """The first words: nothing is kept yet."""
    return begin(facts(locale, country), content())


def key_of(nonce: str) -> str:
    """The token of a talk that a page with `nonce` begins: sending that page twice begins one talk, and who reads the
    page over a shoulder has no key."""
    return hmac.new(settings.SECRET_KEY.encode(), f"talk:{nonce}".encode(), hashlib.sha256).hexdigest()[:48]


def begun(nonce: str, locale: str, country: str) -> tuple[Conversation, str]:
    """The talk that belongs to the page, begun now or a moment ago by the same page."""
    token = key_of(nonce)
    if found := acts.by_token(token):
        return found, token
    first = opening(locale, country)
    try:
        talk, _ = acts.start(locale, country=country, token=token)
        _keep(talk, "opening", first)
        return talk, token
    except IntegrityError:
        found = acts.by_token(token)
        if found is None:
            raise
        return found, token


@dataclass(frozen=True, slots=True)
class Noted:
    """A message that stands in its talk, and the button that it comes to."""

    number: int
    choice: str


def note(talk: Conversation, said: Said) -> Noted:
    """What was said, on the disk, and told to who reads; the same when it is sent again. Erased and UsageError as
    `acts.say`."""
    choice = said.choice or typed(said.text, talk.memory.get("state", {}), talk.locale, content())
    kept = acts.say(
        talk,
        "person",
        {"text": said.text, **({"choice": choice} if choice else {}), **(said.more or {})},
        said.token,
        {"memory": talk.memory | {"call": acts.AGREED}} if choice == "call_back_agreed" else None,
    )
    return Noted(kept.number, choice)


def answer(talk: Conversation, said: Said, noted: Noted) -> None:
    """Judge the talk up to what was noted, and answer it once. Erased as `acts.say`, DoesNotExist when the talk is
    gone."""
    _answer(talk, said, noted)
    acts.heard(talk, noted.number, judged=not noted.choice)


def _answer(talk: Conversation, said: Said, noted: Noted) -> None:
    talk.refresh_from_db()  # hundreds may have been judged since it was noted
    judged, failed = (None, False) if noted.choice else judgement(talk, noted.number, said.text)
    if talk.state == State.TAKEN and not failed and (not judged or judged.label == "standard"):
        return  # a person answers
    with transaction.atomic():
        now = Conversation.objects.select_for_update().get(pk=talk.pk)
        if Message.objects.filter(conversation=now, token=f"{said.token}.0").exists():
            return
        if judged:
            acts.judged(now, LEVELS[judged.label], judged.reasons)
        elif failed:
            acts.judged(now, LEVELS["urgent"], ("not_judged",))
        if now.state in (State.TAKEN, State.ENDED):
            return  # a person answers, and knows how urgent it is; or nobody does any more
        known = facts(now.locale, now.country, said.code)
        chosen = "person" if failed else noted.choice
        step = respond(now.memory.get("state", {}), chosen, judged, known, content())
        _keep(now, said.token, step)
        acts.heard(now, noted.number, judged=not noted.choice)


def judgement(talk: Conversation, number: int, text: str) -> tuple[Judgement | None, bool]:
    """The judgement of the talk so far, if it can change anything, and whether judging failed: then a person is asked,
    whatever was said. It is made again when an advocate lowered the talk, or gave it back, in the meantime."""
    since, taken = acts.lowered(talk), talk.state == State.TAKEN
    found: tuple[Judgement | None, bool] = None, False
    skipped = taken and talk.severity == Severity.IMMINENT  # nothing is more urgent, and a person answers
    if not skipped:
        found = _judged(talk, number, text, since, taken)
    now = Conversation.objects.filter(pk=talk.pk).first()
    same = now is None or (acts.lowered(now), now.state == State.TAKEN) == (since, taken)
    if now is None or (same and not (skipped and now.severity < Severity.IMMINENT)):
        return found
    return _judged(now, number, text, acts.lowered(now), now.state == State.TAKEN)


def _judged(
    talk: Conversation, number: int, text: str, since: datetime | None, taken: bool
) -> tuple[Judgement | None, bool]:
    before = [
        {"who": one["who"], "text": one["text"]}
        for one in acts.turns(talk)
        if one["number"] < number
        and (since is None or one["at"] > since)
        and not one.get("choice")  # what a button says are our words, not the person's
    ]
    with _READING:
        pass  # hundreds may come back at once: one reads the models, and the others wait for it
    kept = _found_before(talk)
    try:
        # what is asked for in a talk that was taken is for the advocate to see
        with _JUDGES:
            found = judge(text, before, talk.locale, _second(), asks=not taken, kept=kept)
    except Exception as error:  # whatever is broken here, nobody may be left without an answer
        logging.getLogger("manumit").error("Triage failed (%s): a person is asked.", type(error).__name__)
        return None, True
    with suppress(Exception):  # what can't be kept is looked for again
        _keep_found(talk, kept, number if taken and found.label == "standard" else 0)
    return found, False


_READING = Lock()
_JUDGES = Semaphore(JUDGES)
"""As many judge at once; what others say is kept, and told to who reads, while their turn to be judged is to come."""
MOST_FOUND = 12
"""Turns up to which what was found is kept: those that are asked for again, and some that came at once."""


def _found_before(talk: Conversation) -> dict[str, Found]:
    """What was found up to earlier turns, whichever process found it; nothing where that can't be read."""
    if not talk.found:
        return {}
    with suppress(Exception):
        told = json.loads(keys.open_beside(talk.id, "found", bytes(talk.found)))
        return {key: (level, score, tuple(reasons)) for key, (level, score, reasons) in told.items()}
    return {}


def _keep_found(talk: Conversation, kept: Mapping[str, Found], heard: int) -> None:
    """Seal the newest with the talk, up to whose message `heard` nothing is left to do."""
    sealed = keys.seal_beside(talk.id, "found", json.dumps(dict(list(kept.items())[-MOST_FOUND:])))
    Conversation.objects.filter(pk=talk.pk).update(found=sealed, heard=Greatest(F("heard"), heard))


def warm() -> None:
    """Read the models before the first word; then what else takes long at first: the keys, the program of meanings, the
    countries' names in all languages."""
    with _READING, suppress(Exception):  # whoever speaks first hears of it
        judge("hello", (), "en", asks=False)
    for first in (keys.ring, partial(judge, "hello", (), "en"), partial(typed_country, "")):
        with suppress(Exception):
            first()


def _keep(talk: Conversation, token: str, step: Step) -> None:
    """Write down what follows."""
    memory = talk.memory | {
        "state": step.state,
        "choices": [one.id for one in step.choices],
        "asks": step.asks,
    }
    for at, reply in enumerate(step.replies):
        acts.say(talk, "service", {**reply.shape(), "country": talk.country}, f"{token}.{at}")
    Conversation.objects.filter(pk=talk.pk).update(memory=memory)
    if step.severity_rises:
        acts.judged(talk, LEVELS[step.severity_rises], ("said_so",))
    if step.person:
        acts.wait(talk)
    talk.refresh_from_db()


def code_word(text: str) -> str:
    """The word that proves who calls, as `respond` takes it; empty when it is none."""
    return text if CODE.fullmatch(text) else ""
