"""Notes, tasks and hypotheses of a case."""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from manumit.doors.web.desk.acts import writing as acts
from manumit.doors.web.desk.acts.tracing import note_access
from manumit.doors.web.desk.gate import CASE, Here, needs
from manumit.doors.web.desk.models import Case, Hypothesis, Note, Task
from manumit.doors.web.desk.sealing import history, read_words
from manumit.doors.web.desk.sights.cases import CaseCover, leads_of, names_of, pieces, title_of, weighed

Written = TypeVar("Written", Note, Task, Hypothesis)


def _thing(here: Here, form: type[Written], pk: int) -> Written:
    """Of this case, or not there."""
    return get_object_or_404(form, case=here.the_case, pk=pk)


def _edited(request: HttpRequest, here: Here, thing: Note | Task | Hypothesis) -> bool | None:
    """What came of a form with `text` and `version`: saved, not saved (somebody else wrote), or None for no form."""
    if request.method != "POST":
        return None
    if not here.may("write_case"):
        raise PermissionDenied("write_case")
    return acts.save_text(here, thing, request.POST.get("text", ""), request.POST.get("version", ""))


def _page_of(
    request: HttpRequest, here: Here, thing: Note | Task | Hypothesis, saved: bool | None
) -> dict[str, Any]:
    """The words, their versions, and both texts after a conflict."""
    thing.refresh_from_db()
    versions = history(thing.item, thing.version)
    names = names_of(one["by"] for one in versions)
    mine = request.POST.get("text", "") if saved is False else ""
    return {
        "case": here.the_case,
        "title": title_of(here.the_case),
        "thing": thing,
        "text": read_words(thing.item, thing.version)["text"],
        "versions": [one | {"who": names.get(one["by"], "")} for one in versions],
        "conflict": saved is False,
        "mine": mine,
        "may_write_case": here.may("write_case"),
    }


@require_POST
@needs("write_case", CASE)
def add_note(request: HttpRequest, number: int) -> HttpResponse:
    """A new note."""
    here: Here = request.here  # type: ignore[attr-defined]
    acts.add_note(here, here.the_case, request.POST.get("text", ""), request.POST.get("token", ""))
    return redirect(_at(number, "notes"))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("read_case", CASE)
def note_page(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """A note, its versions; written anew."""
    here: Here = request.here  # type: ignore[attr-defined]
    note = _thing(here, Note, pk)
    saved = _edited(request, here, note)
    if saved:
        return redirect(_at(number, "notes"))
    note_access(here.user, "note", pk, here.workspace)
    shown = _page_of(request, here, note, saved)
    return render(request, "desk/note.html", shown, status=409 if saved is False else 200)


@require_POST
@needs("write_case", CASE)
def add_task(request: HttpRequest, number: int) -> HttpResponse:
    """A new task."""
    here: Here = request.here  # type: ignore[attr-defined]
    asked = request.POST
    told = (asked.get(name, "") for name in ("text", "assignee", "due", "token"))
    acts.add_task(here, here.the_case, *told)
    return redirect(_at(number, "tasks"))


@require_POST
@needs("write_case", CASE)
def change_task(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Done, not done, somebody else's, another day."""
    here: Here = request.here  # type: ignore[attr-defined]
    asked = request.POST
    done = {"yes": True, "no": False}.get(asked.get("done", ""))
    acts.change_task(here, _thing(here, Task, pk), done, asked.get("assignee"), asked.get("due"))
    return redirect(_at(number, "tasks"))


@require_POST
@needs("write_case", CASE)
def add_hypothesis(request: HttpRequest, number: int) -> HttpResponse:
    """A new hypothesis."""
    here: Here = request.here  # type: ignore[attr-defined]
    made = acts.add_hypothesis(
        here, here.the_case, request.POST.get("text", ""), request.POST.get("token", "")
    )
    return redirect("desk:hypothesis", number, made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("read_case", CASE)
def hypothesis_page(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """What may be true, and what speaks for and against it."""
    here: Here = request.here  # type: ignore[attr-defined]
    hypothesis = _thing(here, Hypothesis, pk)
    saved = _edited(request, here, hypothesis)
    if saved:
        return redirect("desk:hypothesis", number, pk)
    note_access(here.user, "hypothesis", pk, here.workspace)
    known = pieces(leads_of(here.the_case, CaseCover.of(here, here.the_case)))
    sides = weighed(hypothesis, known)
    used = {
        f"record:{w.record_id}" if w.record_id else f"finding:{w.finding}"
        for s in sides.values()
        for w, _ in s
    }
    shown = _page_of(request, here, hypothesis, saved) | {
        "speaks_for": sides[True],
        "against": sides[False],
        "choices": [piece for key, piece in known.items() if key not in used],
        "states": Hypothesis.State.choices,
    }
    return render(request, "desk/hypothesis.html", shown, status=409 if saved is False else 200)


@require_POST
@needs("write_case", CASE)
def weigh(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Put evidence on a side, take it off, or say how the hypothesis stands."""
    here: Here = request.here  # type: ignore[attr-defined]
    case: Case = here.the_case
    hypothesis, asked = _thing(here, Hypothesis, pk), request.POST
    if "state" in asked:
        acts.set_state(here, hypothesis, asked["state"])
    elif "off" in asked:
        acts.unweigh(hypothesis, asked["off"])
    else:
        known = set(pieces(leads_of(case, CaseCover.of(here, case))))
        acts.weigh(here, hypothesis, asked.get("piece", ""), asked.get("side") != "against", known)
    return redirect("desk:hypothesis", number, pk)


def _at(number: int, section: str) -> str:
    return f"{reverse('desk:case', args=[number])}#{section}"
