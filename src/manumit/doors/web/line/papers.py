"""Notes, safety plans, referrals and consents of a talk's situation: which fields each has, every one of them optional,
and what was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from manumit.base.govern import LONGEST, PURPOSES, Consent
from manumit.base.kernel import UsageError
from manumit.doors.web.accounts.models import User
from manumit.doors.web.helpline import agreed
from manumit.doors.web.helpline.agreed_words import Word
from manumit.doors.web.helpline.models import Conversation
from manumit.doors.web.line.keeping import count
from manumit.doors.web.line.models import Paper, Signal, Situation
from manumit.doors.web.line.sealing import read, seal_again, write

FIELDS: Mapping[str, tuple[tuple[str, Word], ...]] = {
    "note": (("text", _("What the next colleague should know")),),
    "plan": (
        ("signs", _("What tells you that it is getting dangerous?")),
        ("steps", _("What helps you then?")),
        ("places", _("Where can you go?")),
        ("people", _("Whom can you call or wake?")),
        ("take", _("What would you take along?")),
        ("phone", _("Is this phone safe? Who reads it?")),
    ),
    "referral": (
        ("needs", _("What is needed")),
        ("service", _("To whom")),
        ("why", _("What may be said there")),
        ("back", _("How they may answer, safely")),
    ),
}
"""The forms: field and question."""


@dataclass(frozen=True, slots=True)
class Written:
    """A paper, opened."""

    paper: Paper
    words: dict[str, Any]

    @property
    def lines(self) -> list[tuple[Word, str]]:
        """Question and answer, in the order of the form."""
        asked = FIELDS.get(self.paper.kind, ())
        return [(label, self.words[name]) for name, label in asked if name in self.words]


def situation_of(talk: Conversation) -> Situation | None:
    """What the talk is about, if something was written about it."""
    found = Signal.objects.filter(conversation=talk.id).select_related("situation").first()
    return found.situation if found else None


def situation_for(talk: Conversation, by: User) -> Situation:
    """What the talk is about, begun if nothing was written yet."""
    signal = count(talk)
    if signal.situation is None:
        signal.situation = Situation.objects.create(opened_by=by)
        signal.save(update_fields=("situation",))
    return signal.situation


def of(talk: Conversation) -> list[Written]:
    """Everything written about the talk's situation, the newest first."""
    situation = situation_of(talk)
    return [] if situation is None else [Written(one, read(one)) for one in situation.papers.all()]


def add(talk: Conversation, kind: str, told: Mapping[str, str], by: User, token: str) -> Paper:
    """A new paper of a talk. UsageError for a kind that has no form, or an empty one."""
    if kind not in FIELDS:
        raise UsageError(f"{kind!r} is no form.", f"Forms are: {', '.join(FIELDS)}.")
    words = {name: told.get(name, "").strip() for name, _label in FIELDS[kind]}
    return write(kind, words, by, situation_for(talk, by), token)


def keep(talk: Conversation, by: User, days: int) -> None:
    """The person agreed that the papers outlive the talk for so many days; with none, they took it back."""
    situation = situation_for(talk, by)
    wanted = max(0, min(days, LONGEST.days))
    situation.kept_until = timezone.now().date() + timedelta(days=wanted) if wanted else None
    situation.save(update_fields=("kept_until",))
    agreed.note(talk, "papers", situation.id, situation.kept_until or timezone.now().date(), {})


def agree(
    talk: Conversation, by: User, text: str, purpose: str, recipient: str, until: date, token: str
) -> Paper:
    """Write down what the person agreed to have passed on: these words, for one purpose, to one recipient, until a day.
    The item's id and the consent's are made here; UsageError for what is no consent."""
    words = consented(text, purpose, recipient, until, token, talk.country)
    paper = write(Paper.Kind.CONSENT, words, by, situation_for(talk, by), token)
    told = {name: words[name] for name in ("text", "purpose", "recipient")}
    agreed.note(talk, "passing", paper.item, until, told)
    return paper


def recipient_of(told: Mapping[str, str]) -> str:
    """'clinic:St Anna' of a form's `kind` and `name`, or as it was written in one (`recipient`)."""
    name = told.get("name", "").strip()
    if set(":|") & set(name):
        raise UsageError("A recipient's name has no : and no |.", "Write it without them.")
    return told.get("recipient") or f"{told.get('kind', '')}:{name}"


def consented(
    text: str, purpose: str, recipient: str, until: date, token: str, country: str
) -> dict[str, Any]:
    """The words of such a paper: what is passed on, for what, to whom, until when; UsageError for no consent."""
    now = timezone.now()
    if purpose not in PURPOSES or not text.strip():
        raise UsageError("A consent names what is passed on, and for which purpose.")
    Consent(f"cst_{token}", purpose, recipient, (f"itm_{token}",), now, _end(until))
    return {
        "text": text.strip(),
        "purpose": purpose,
        "recipient": recipient,
        "given_at": now.isoformat(),
        "until": until.isoformat(),
        "country": country,
    }


def withdraw(paper: Paper) -> None:
    """The person took a consent back: sealed as its next version, which is what counts from now on."""
    words = read(paper)
    if words and "withdrawn_at" not in words:
        seal_again(paper, words | {"withdrawn_at": timezone.now().isoformat()})


def consent_of(written: Written) -> Consent:
    """The consent that a paper of that kind is; its only item is the paper itself."""
    from datetime import datetime

    words = written.words
    told = words.get("withdrawn_at")
    withdrawn = (
        datetime.fromisoformat(told)
        if told
        else agreed.withdrawn([written.paper.item]).get(written.paper.item)
    )
    return Consent(
        written.paper.item.replace("itm_", "cst_"),
        words["purpose"],
        words["recipient"],
        (written.paper.item,),
        datetime.fromisoformat(words["given_at"]),
        _end(date.fromisoformat(words["until"])),
        withdrawn,
    )


def _end(day: date) -> Any:
    from datetime import UTC, datetime, time

    return datetime.combine(day, time(23, 59), UTC)
