"""From a talk to a care record: what the person agreed to have handed over, and nothing else that was said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from manumit.base.kernel import UsageError
from manumit.doors.web.helpline import agreed
from manumit.doors.web.helpline.care import care_book
from manumit.doors.web.line import papers
from manumit.doors.web.line.care_page import MOST_TEXT
from manumit.doors.web.line.gate import here, needs
from manumit.doors.web.line.papers import Written
from manumit.doors.web.line.sealing import token_of

_PLAN = {
    "signs": "signs",
    "steps": "steps",
    "places": "safe_places",
    "people": "safe_people",
    "take": "to_take",
}
"""Fields of a talk's safety plan -> those of a record's."""


@require_POST
@needs("hand_to_care", talk=True)
def hand(request: HttpRequest, talk: str) -> HttpResponse:
    """Begin a record with the person's agreement. They see it among what is held about them as long as the talk lives;
    sent twice, it is one record."""
    at, told = here(request), request.POST
    now, mark = at.the_talk, f"rec_{token_of(request)}"
    if told.get("agreed") != "1":
        raise UsageError(_("Without their consent nothing is passed on."), _("Read it to them, and ask."))
    if any(one.row.item == mark for one in agreed.of(now)):
        return redirect("line:talk", talk=now.id)
    typed = {name: told.get(name, "").strip()[:MOST_TEXT] for name in ("called", "safe_contact", "text")}
    person = {name: typed[name] for name in ("called", "safe_contact") if typed[name]}
    chosen = [one for one in papers.of(now) if one.paper.item in told.getlist("paper")]
    with care_book() as book:
        first = {"case": {"referred_by": "the help line", "record_consent": True}} | _plan(chosen)
        made = book.add(person, at.user.username, first)
        for text in filter(None, [typed["text"], *_notes(chosen)]):
            book.change(made, "note", {"text": text}, at.user.username)
        for need in _needs(chosen):
            book.change(made, "need", {"note": need}, at.user.username)
    agreed.note(now, "record", mark, None, {"person": made})
    messages.success(request, _("A case worker has it. The talk itself stays here."))
    return redirect("line:talk", talk=now.id)


def _plan(chosen: Iterable[Written]) -> dict[str, dict[str, Any]]:
    """The newest safety plan of the chosen papers, as a record's."""
    words = next((one.words for one in chosen if one.paper.kind == "plan"), {})
    plan = {
        to: list(dict.fromkeys(line.strip() for line in str(words[name]).splitlines() if line.strip()))
        for name, to in _PLAN.items()
        if words.get(name)
    }
    return {"safety_plan": plan} if plan else {}


def _notes(chosen: Iterable[Written]) -> list[str]:
    return [str(one.words["text"]) for one in chosen if one.paper.kind == "note" and one.words.get("text")]


def _needs(chosen: Iterable[Written]) -> list[str]:
    """What a talk's referral forms say is needed."""
    said = (
        " · ".join(str(text) for _label, text in one.lines) for one in chosen if one.paper.kind == "referral"
    )
    return [one for one in said if one]
