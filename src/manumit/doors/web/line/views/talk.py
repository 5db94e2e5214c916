"""What one does in a talk: say, judge, hand over, listen, end, write down. Each is a post, and sending it twice is
doing it once."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from manumit.base.kernel import UsageError
from manumit.doors.web.accounts.models import User
from manumit.doors.web.helpline import acts, carrier
from manumit.doors.web.helpline.models import Conversation
from manumit.doors.web.line import duty, papers, replies, translating, waiting
from manumit.doors.web.line.gate import here, needs
from manumit.doors.web.line.keeping import count
from manumit.doors.web.line.models import Listening
from manumit.doors.web.line.sealing import token_of
from manumit.doors.web.line.views.room import at_talk, room
from manumit.doors.web.line.words import SEVERITY


def _back(request: HttpRequest, talk: Conversation) -> HttpResponse:
    """To the talk; a script gets an empty answer, since the page hears of what happened by itself."""
    if request.headers.get("X-Wanted") == "nothing":
        return HttpResponse(status=204)
    return redirect("line:talk", talk=talk.id)


@require_POST
@needs("say", talk=True)
def say(request: HttpRequest, talk: str) -> HttpResponse:
    """A reply of the closed set, or own words."""
    now, token = here(request).the_talk, token_of(request)
    content, text = request.POST.get("content", ""), request.POST.get("text", "").strip()
    turn = replies.of(now, content).shape() if content else {"text": text.replace("\r\n", "\n")}
    if not turn["text"]:
        raise UsageError(_("Nothing is written there."), _("Write a few words."))
    if request.POST.get("machine") and not content:
        turn = _by_machine(now, str(turn["text"]))
    if now.channel == Conversation.Channel.WEB:
        said = acts.say(now, "staff", turn, token)
    else:
        _may_be_texted(request, now, content, text)
        said = carrier.send(now, "staff", turn, token)
    if request.headers.get("X-Wanted") == "nothing":
        return JsonResponse({"number": said.number})
    return _back(request, now)


def _by_machine(now: Conversation, text: str) -> dict[str, Any]:
    """The machine's text, made again here: what is labelled as a machine's is a machine's."""
    made = translating.draft(now, text)
    if made.barred:
        raise UsageError(
            str(translating.WHY[made.barred]), _("Send a ready reply, or ask for an interpreter.")
        )
    return translating.turn_of(now, text, made)


@require_POST
@needs("say", talk=True)
def translate(request: HttpRequest, talk: str) -> HttpResponse:
    """Own words, as a machine would put them: shown with their way back, not yet sent."""
    at, text = here(request), request.POST.get("text", "").strip().replace("\r\n", "\n")
    if not text:
        raise UsageError(_("Nothing is written there."), _("Write a few words."))
    made = translating.draft(at.the_talk, text)
    told = {"draft": made, "drafted": text, "why": translating.WHY.get(made.barred, "")}
    return render(request, "line/room.html", room(at) | at_talk(at) | told)


def _may_be_texted(request: HttpRequest, now: Conversation, content: str, text: str) -> None:
    """A text message stays on their telephone: the two neutral ones, or a few words of one's own, knowingly."""
    if now.channel != Conversation.Channel.SMS:
        raise UsageError(_("Nothing can be written into a call."))
    if content and content not in carrier.NEUTRAL:
        raise UsageError(
            _("This reply says too much for a text message."), _("Send one of the two short ones.")
        )
    if not content and request.POST.get("stays") != "1":
        raise UsageError(
            _("A text message stays on their phone, and whoever holds it can read it."),
            _("Send one of the two short ones, or say that you know it."),
        )
    if len(text) > carrier.LONGEST:
        raise UsageError(_("A text message has at most %(most)s characters.") % {"most": carrier.LONGEST})


@require_POST
@needs("write_paper", talk=True)
def number(request: HttpRequest, talk: str) -> HttpResponse:
    """The number, once, for a call that was agreed; that it was shown stands among the notes."""
    at = here(request)
    shown = carrier.number_of(at.the_talk)
    note = _("The number was shown for a call-back.")
    papers.add(at.the_talk, "note", {"text": note}, at.user, token_of(request))
    return render(request, "line/room.html", room(at) | at_talk(at) | {"number": shown})


@require_POST
@needs("override", talk=True)
def severity(request: HttpRequest, talk: str) -> HttpResponse:
    """Another judgement than the machine's: it counts, and is kept to learn from."""
    at, told = here(request), request.POST.get("severity", "")
    if not told.isdecimal() or int(told) not in SEVERITY:
        raise UsageError(_("There is no such severity."))
    if int(told) != at.the_talk.severity:
        acts.override(at.the_talk, int(told), at.user)
    return redirect("line:talk", talk=at.the_talk.id)


@require_POST
@needs("hand_over", talk=True)
def hand_over(request: HttpRequest, talk: str) -> HttpResponse:
    """To a colleague who is here, or back to the queue."""
    at, name = here(request), request.POST.get("to", "")
    to = None
    if name:
        to = next((one.advocate for one in duty.colleagues(at.user) if one.advocate.username == name), None)
        if to is None or to.role not in ("advocate", "line_supervisor"):
            raise UsageError(_("This colleague is not here."), _("Choose another, or the queue."))
    now = at.the_talk
    if note := request.POST.get("note", "").strip():
        papers.add(now, "note", {"text": note}, at.user, token_of(request))
    if acts.hand_over(now, to):  # not when it was given back meanwhile
        replies.tell(now, "handed_over", f"{waiting.HANDED}{now.last:026d}")
        messages.success(request, _("Handed over."))
    return redirect("line:queue")


@require_POST
@needs("listen_in")
def listen(request: HttpRequest, talk: str) -> HttpResponse:
    """Begin or stop to listen in. Both sides are told before the first word is shown."""
    user: User = here(request).user
    now = get_object_or_404(Conversation, pk=talk)
    going = Listening.objects.filter(conversation=now.id, supervisor=user, ended_at=None)
    if request.POST.get("stop"):
        going.update(ended_at=timezone.now())
        return redirect("line:queue")
    if now.state != Conversation.State.TAKEN:
        raise Http404
    if now.channel != Conversation.Channel.WEB:
        raise UsageError(_("Over the telephone nobody can be told that somebody listens in."))
    if not going.exists():
        replies.tell(now, "listening", token_of(request))
        Listening.objects.create(conversation=now.id, supervisor=user)
    return redirect("line:talk", talk=now.id)


@require_POST
@needs("end", talk=True)
def end(request: HttpRequest, talk: str) -> HttpResponse:
    """The end, and after a hard talk a breath."""
    at = here(request)
    now = at.the_talk
    if now.state != Conversation.State.ENDED:
        replies.tell(now, "ended", f"ended{now.last:027d}")
        acts.end(now)
        count(now)
        Listening.objects.filter(conversation=now.id, ended_at=None).update(ended_at=timezone.now())
        if now.severity == Conversation.Severity.IMMINENT:
            duty.after_hard(at.user)
            return redirect("line:breath")
    messages.success(request, _("Ended. In 24 hours nobody can read it any more."))
    return redirect("line:queue")


@require_POST
@needs("write_paper", talk=True)
def write(request: HttpRequest, talk: str) -> HttpResponse:
    """A note, a safety plan, a referral; every field may stay empty."""
    at = here(request)
    papers.add(at.the_talk, request.POST.get("kind", ""), request.POST.dict(), at.user, token_of(request))
    messages.success(request, _("Kept, sealed."))
    return redirect("line:talk", talk=at.the_talk.id)


@require_POST
@needs("write_paper", talk=True)
def keep(request: HttpRequest, talk: str) -> HttpResponse:
    """How long the papers may outlive the talk, as the person says."""
    at, days = here(request), request.POST.get("days", "0")
    papers.keep(at.the_talk, at.user, int(days) if days.isdecimal() and len(days) < 5 else 0)
    return redirect("line:talk", talk=at.the_talk.id)


@require_POST
@needs("write_paper", talk=True)
def agree(request: HttpRequest, talk: str) -> HttpResponse:
    """What the person agreed to have passed on."""
    at, told = here(request), request.POST
    try:
        until = date.fromisoformat(told.get("until", ""))
    except ValueError as error:
        raise UsageError(_("Until when? A consent has an end.")) from error
    papers.agree(
        at.the_talk,
        at.user,
        told.get("text", ""),
        told.get("purpose", ""),
        papers.recipient_of(told),
        until,
        token_of(request),
    )
    messages.success(request, _("Kept, sealed."))
    return redirect("line:talk", talk=at.the_talk.id)
