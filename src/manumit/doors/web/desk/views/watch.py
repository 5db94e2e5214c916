"""Watchlists, their alerts, and the words that come into use."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from manumit.base.kernel import Refused, UnreadableInput, UsageError
from manumit.doors.web.desk.acts import alerted, alerts, digests, terms, watchlists
from manumit.doors.web.desk.acts.facing import LONGEST
from manumit.doors.web.desk.acts.identifying import record_pictures
from manumit.doors.web.desk.gate import Here, needs
from manumit.doors.web.desk.models import Watchlist
from manumit.doors.web.desk.sights.alerts import Told, alerts_of, words_of
from manumit.doors.web.desk.sights.watching import expected, named, refused
from manumit.doors.web.desk.views.handing_in import files, takes_pictures
from manumit.doors.web.desk.words import WATCHED

PAGE = 25
FIRST_END = timedelta(days=90)
"""What a new list proposes as its life."""
_OPTIONS = ("match", "km", "country", "only")


@require_safe
@needs("watch")
def watch_page(request: HttpRequest, ws: str) -> HttpResponse:
    """Alerts that wait, and one's lists."""
    here: Here = request.here  # type: ignore[attr-defined]
    closed, only = request.GET.get("state") == "closed", request.GET.get("list", "")
    found = [
        one for one in alerts_of(here.user, here.ws, closed) if not only or str(one.watchlist.pk) == only
    ]
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "desk/watch.html",
        {
            "page": page,
            "alerts": page.object_list,
            "total": len(found),
            "closed": closed,
            "only": next((one.watchlist for one in found), None) if only else None,
            "words": sum(one["state"] == "new" for one in words_of(here.ws)),
            "lists": Watchlist.objects.filter(workspace=here.ws, user=here.user).order_by("-at"),
            "today": timezone.now().date(),
            "digests": (("", _("none")), ("daily", _("every day")), ("weekly", _("every week"))),
        },
    )


@csrf_exempt  # read only once the gate is passed; `takes_pictures` checks the token
@require_http_methods(["GET", "HEAD", "POST"])
@needs("watch")
def list_new(request: HttpRequest, ws: str) -> HttpResponseBase:
    """Make a list."""
    return _list_new(request, ws)


@takes_pictures
def _list_new(request: HttpRequest, here: Here) -> HttpResponse:
    said, error, ws = request.POST, None, here.ws.slug
    if request.method == "POST":
        try:
            made = watchlists.make(
                here,
                said.get("name", ""),
                said.get("reason", ""),
                said.get("ends", ""),
                _cells(request, here),
            )
        except (UsageError, Refused, UnreadableInput) as wrong:
            error = wrong.shape()
        else:
            messages.success(request, _("The list is kept. What is there already is compared with it now."))
            return redirect("desk:watchlist", ws, made.pk)
    ends = said.get("ends") or (timezone.now().date() + FIRST_END).isoformat()
    value = said.get("values") or request.GET.get("value", "")
    shown = _form(here, request) | {"ends": ends, "value": value, "said": said, "error": error}
    return render(request, "desk/watchlist_new.html", shown, status=400 if error else 200)


def _form(here: Here, request: HttpRequest) -> dict[str, Any]:
    today = timezone.now().date()
    return {
        "subjects": list(WATCHED.items()),
        "today": today,
        "latest": today + LONGEST,
        "expected": expected(),
        "kind": request.POST.get("kind") or request.GET.get("kind", ""),
        "taken": request.POST.get("taken") or request.GET.get("taken", ""),
        "pictured": _pictured(here, request.POST.get("taken") or request.GET.get("taken", "")),
    }


def _pictured(here: Here, taken: str) -> Path | None:
    """The picture `record:number` that a record names; None where there is none."""
    ident, _colon, number = taken.rpartition(":")
    if not (ident and number.isascii() and number.isdecimal() and len(number) < 6 and here.may("see_entity")):
        return None
    found = record_pictures(here.ws, ident)
    return found[int(number)] if int(number) < len(found) else None


def _cells(request: HttpRequest, here: Here) -> list[dict[str, str]]:
    """Entries as the form says; pictures that came with it are read here, and their hashes alone go on."""
    said = request.POST
    kind = said.get("kind", "")
    if kind == "picture" and not said.get("values", "").strip():
        path = _pictured(here, said.get("taken", ""))
        handed = ((one.name or "", one.reader().read()) for one in files(request, "pictures"))
        return watchlists.hashes_of([(path.name, path.read_bytes())] if path else handed)
    wanted = {"place": ("km", "country"), "phrase": ("match",), "phone": ("country",)}.get(kind, ())
    return watchlists.cells_of(kind, said.get("values", ""), {name: said.get(name, "") for name in wanted})


@require_safe
@needs("watch")
def list_page(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """One of one's lists."""
    here: Here = request.here  # type: ignore[attr-defined]
    watchlist = watchlists.find(here, pk)
    waiting = refused(watchlist)
    rows = [(one, *named(one), waiting.get(one["id"], "")) for one in watchlist.entries]
    return render(
        request,
        "desk/watchlist.html",
        _form(here, request)
        | {
            "list": watchlist,
            "rows": rows,
            "ended": watchlist.expires_on < timezone.now().date(),
            "open": sum(one.watchlist.pk == watchlist.pk for one in alerts_of(here.user, here.ws)),
        },
    )


@csrf_exempt  # as `list_new`
@require_POST
@needs("watch")
def list_change(request: HttpRequest, ws: str, pk: int) -> HttpResponseBase:
    """Pause, go on, end, delete, add, take out, describe anew."""
    return _list_change(request, ws, pk=pk)


@takes_pictures
def _list_change(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    deed, ws = request.POST.get("deed", ""), here.ws.slug
    watchlists.find(here, pk)
    cells = _cells(request, here) if deed == "add" else ()
    kept = watchlists.change(here, pk, deed, request.POST.dict(), cells)
    return redirect("desk:watchlist", ws, pk) if kept else redirect("desk:watch", ws)


@require_POST
@needs("watch")
def list_seen(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """All alerts of a list are seen."""
    here: Here = request.here  # type: ignore[attr-defined]
    watchlists.find(here, pk)
    mine = [one.alert.alert_id for one in alerts_of(here.user, here.ws) if one.watchlist.pk == pk]
    if mine:
        alerts.see_all(here, mine, pk)
        messages.success(request, _("Decided. It stands in the log."))
    return redirect("desk:watch", ws)


@require_POST
@needs("watch")
def alert_decide(request: HttpRequest, ws: str, alert_id: str) -> HttpResponse:
    """Seen, followed or dismissed; following opens what there is to see. A face is compared, too: that decides nothing
    yet, and opens the pair."""
    here: Here = request.here  # type: ignore[attr-defined]
    told = next((one for one in alerts_of(here.user, here.ws) if one.alert.alert_id == alert_id), None)
    if told is None:
        if any(one.alert.alert_id == alert_id for one in alerts_of(here.user, here.ws, closed=True)):
            return redirect("desk:watch", ws)  # sent twice
        raise Http404
    verdict = request.POST.get("verdict", "")
    if verdict == "compared" and told.comparable:
        made = alerted.compare(here, told.alert, told.entry)
        return redirect("desk:answer", ws, made.pk)
    alerts.decide_alert(here, alert_id, verdict, request.POST.get("reason", ""))
    if verdict == "followed":
        return redirect(_further(told))
    messages.success(request, _("Decided. It stands in the log."))
    return redirect(_back(request, reverse("desk:watch", args=[ws])))


def _back(request: HttpRequest, other: str) -> str:
    return reverse("desk:home") if request.POST.get("back") == "home" else other


def _further(told: Told) -> str:
    """Where following leads: the lead that rests on it, else a search, else the record, else the leads."""
    slug = told.workspace.slug
    if told.leads:
        return reverse("desk:lead", args=[slug, told.leads[0].lead_id])
    try:
        if told.value and told.watchlist:
            return f"{reverse('desk:search', args=[slug])}?{urlencode({'q': told.value[:200]})}"
        return reverse("desk:record", args=[slug, told.alert.record_id])
    except NoReverseMatch:
        return reverse("desk:leads", args=[slug])


@require_safe
@needs("watch")
def words_page(request: HttpRequest, ws: str) -> HttpResponse:
    """Words that come into use, for an analyst to judge."""
    here: Here = request.here  # type: ignore[attr-defined]
    shapes = words_of(here.ws)
    return render(
        request,
        "desk/watch_words.html",
        {
            "waiting": [one for one in shapes if one["state"] == "new"],
            "decided": [one for one in shapes if one["state"] != "new"],
            "known": terms.known(Path(here.ws.folder)),
            "may_see": here.may("see_entity"),
            "may_judge": here.may("judge_pair"),
        },
    )


@require_POST
@needs("judge_pair")
def word_decide(request: HttpRequest, ws: str) -> HttpResponse:
    """Accept or reject a word."""
    here: Here = request.here  # type: ignore[attr-defined]
    word = request.POST.get("word", "")
    found = next((one for one in words_of(here.ws) if one["term"] == word), None)
    if found is None:
        raise Http404
    verdict = request.POST.get("verdict", "")
    if found["state"] != verdict:
        alerts.decide_word(here, word, verdict, request.POST.get("reason", ""))
        messages.success(request, _("Decided. It stands in the log."))
    return redirect("desk:watch_words", ws)


@require_POST
@needs("judge_pair")
def words_known(request: HttpRequest, ws: str) -> HttpResponse:
    """Write down the words one knows; new ones are looked for near them."""
    here: Here = request.here  # type: ignore[attr-defined]
    terms.write(here, request.POST.get("terms", ""))
    messages.success(request, _("Kept. New words are looked for now, and after every run."))
    return redirect("desk:watch_words", ws)


@require_POST
@needs("watch")
def digest(request: HttpRequest, ws: str) -> HttpResponse:
    """Choose the digest by e-mail."""
    here: Here = request.here  # type: ignore[attr-defined]
    digests.choose(here.user, request.POST.get("digest", ""), request.POST.get("address", "").strip())
    messages.success(request, _("Kept."))
    return redirect("desk:watch", ws)
