"""The room: who waits, the talk one is in, and what is known beside it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from manumit.doors.web.accounts.models import User
from manumit.doors.web.helpline import agreed, agreed_words, carrier
from manumit.doors.web.helpline.acts import turns
from manumit.doors.web.helpline.models import Conversation, Override
from manumit.doors.web.line import duty, papers, replies, waiting
from manumit.doors.web.line.gate import Here, here, needs
from manumit.doors.web.line.models import Listening
from manumit.doors.web.line.sealing import new_token
from manumit.doors.web.line.translating import foreign, with_renderings
from manumit.doors.web.line.words import LANGUAGE, SEVERITY


@require_safe
@needs("come_in")
def queue(request: HttpRequest) -> HttpResponse:
    """The queue, and one thing to do: help the next person. Who keeps records begins with these."""
    if not here(request).may("see_queue"):
        return redirect("line:care")
    return render(request, "line/room.html", room(here(request)))


@require_safe
@needs("read_talk", talk=True)
def talk(request: HttpRequest, talk: str) -> HttpResponse:
    """A talk that one has, or listens to. The person can see that somebody read it."""
    agreed.seen(here(request).the_talk, here(request).user.role)
    return render(request, "line/room.html", room(here(request)) | at_talk(here(request)))


@require_POST
@needs("take")
def help_next(request: HttpRequest) -> HttpResponse:
    """The next person is yours."""
    user = here(request).user
    duty.rest(user, False)
    taken = waiting.help_next(user)
    if taken is None:
        messages.info(request, _("Nobody waits now."))
        return redirect("line:queue")
    replies.tell(taken, "person_joined", f"joined{taken.last:026d}")
    return redirect("line:talk", talk=taken.id)


def room(at: Here) -> dict[str, Any]:
    """The left column."""
    listened = Listening.objects.filter(ended_at=None).values_list("conversation", flat=True)
    return {
        "queue": waiting.queue(),
        "mine": waiting.held().get(at.user.pk, ()),
        "duty": duty.seen(at.user),
        "due": duty.HARD,
        "colleagues": duty.colleagues(at.user),
        "languages": LANGUAGE,
        "at": at,
        "watchable": _watchable(at.user) if at.may("listen_in") else (),
        "listened": list(listened) if at.may("listen_in") else (),
    }


def _watchable(user: User) -> Any:
    """Talks of others, for who may listen in."""
    return (
        Conversation.objects.filter(state=Conversation.State.TAKEN, channel=Conversation.Channel.WEB)
        .exclude(taken_by=user)
        .select_related("taken_by")
        .order_by("-severity", "taken_at")
    )


def over_telephone(now: Conversation) -> dict[str, Any]:
    """What the head of a talk over a telephone says: its code, what is on the way, whether they wrote STOP."""
    if now.channel == Conversation.Channel.WEB:
        return {}
    return {"code": carrier.code_of(now), "way": carrier.on_the_way(now), "silenced": carrier.silenced(now)}


def at_talk(at: Here) -> dict[str, Any]:
    """The middle and the side."""
    now = at.the_talk
    return {
        "talk": now,
        "open": now.id,
        "turns": with_renderings(now, turns(now)),
        "foreign": foreign(now, at.user),
        "ready": replies.ready(now) if at.mine and now.channel == Conversation.Channel.WEB else (),
        "neutral": replies.neutral(now) if at.mine and now.channel == Conversation.Channel.SMS else (),
        "longest": carrier.LONGEST,
        **over_telephone(now),
        "token": new_token(),
        "papers": papers.of(now),
        "handed": any(one.row.kind == "record" for one in agreed.of(now)),
        "situation": papers.situation_of(now),
        "overrides": Override.objects.filter(conversation=now).select_related("by").order_by("-at"),
        "listeners": Listening.objects.filter(conversation=now.id, ended_at=None).select_related(
            "supervisor"
        ),
        "severities": SEVERITY,
        "forms": papers.FIELDS,
        "purposes": agreed_words.PURPOSES,
        "recipients": agreed_words.RECIPIENTS,
        "over": now.state == Conversation.State.ENDED,
    }
