"""Forms that ask, all of one shape: look for somebody in a gallery, compare two pictures, check an identity."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from manumit.base.kernel import UsageError
from manumit.doors.web.desk.acts import identifying
from manumit.doors.web.desk.acts.identifying import Probe, record_pictures
from manumit.doors.web.desk.acts.telling import details_told
from manumit.doors.web.desk.acts.tracing import note_access
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Kind, Modality, Search, Subject
from manumit.doors.web.desk.sights import galleries as shown_galleries
from manumit.doors.web.desk.sights.asked_lists import open_aims
from manumit.doors.web.desk.sights.cover import Cover
from manumit.doors.web.desk.sights.lookups import lookup_of
from manumit.doors.web.desk.views.handing_in import again, choices, files, hands_in
from manumit.doors.web.desk.views.refusing import refusing
from manumit.doors.web.desk.views.subjects import subject_of
from manumit.engine.signals import read_mrz

RECORDS: Final = 200
"""Of an entity, whose pictures are offered for a comparison."""


def probes(request: HttpRequest, here: Here, *names: str) -> list[Probe]:
    """For each field an upload, a picture that a record names (`record:number`), or somebody of a gallery."""
    found = []
    for name in names:
        handed, taken = files(request, name), request.POST.get(f"{name}-taken", "")
        sort, _colon, rest = taken.partition(":")
        ident, _colon, number = rest.rpartition(":")
        if handed:
            found.append(Probe.handed_in(handed[0]))
        elif sort == "subject" and rest.isdecimal() and len(rest) < 10:
            found.append(
                Probe.of_subject(here, subject_of(here, int(rest)), request.POST.get("modality", ""))
            )
        elif sort == "record" and number.isdecimal():
            found.append(Probe.of_record(here.ws, ident, int(number)))
    return found


def _about(told: Mapping[str, str], here: Here) -> Subject | None:
    """Somebody of a gallery whom a form is about."""
    asked = told.get("subject", "")
    return subject_of(here, int(asked)) if asked.isdecimal() and len(asked) < 10 else None


def subject_asked(request: HttpRequest, here: Here) -> dict[str, Any]:
    """`subject`: whom a form is about, that this person looked at what is told of them stands in the log; `offered`:
    their picture. Who stays covered fills in nothing."""
    subject = _about(request.GET, here)
    if subject is None:
        return {"subject": None, "offered": []}
    grant = here.purpose_for("subject", str(subject.pk))
    note_access(here.user, "subject", subject.pk, here.ws, grant.purpose if grant else "")
    if shown_galleries.covered(here, subject):
        messages.info(request, _("Who this is stays covered until a purpose is stated."))
        return {"subject": subject, "offered": []}
    name = shown_galleries.called(here, subject)
    return {"subject": subject, "offered": [(f"subject:{subject.pk}", name)]}


def offered(here: Here, asked: Any) -> list[tuple[str, str]]:
    """(value, label) of pictures that are in the records: of one record, or of an entity's."""
    if not (asked.get("record") or asked.get("entity")):
        return []
    found, cover, named = lookup_of(here.ws), Cover.over(here), []
    if asked.get("entity"):
        records = [one for one, _how in found.records_of(asked["entity"], limit=RECORDS)]
    else:
        records = [one for one in [found.record(asked["record"])] if one]
    for record in records:
        shown = cover.record(record)
        for number, path in enumerate(record_pictures(here.ws, record.record_id)):
            label = f"{shown.title[:50] or shown.source_id} · {path.name}"
            named.append((f"record:{record.record_id}:{number}", label))
    return named


@dataclass(frozen=True, slots=True)
class Way:
    """One way to ask. `pictures`: the fields of its form with one each; `shown`: what its page is told; `words`: reads
    what is sealed with the use, and refuses it before anything is kept; `further`: whether more pictures may come;
    `returns`: whether its form comes back where a field is wrong."""

    name: str
    template: str
    pictures: tuple[str, ...]
    shown: Callable[[HttpRequest, Here], dict[str, Any]]
    words: Callable[[Mapping[str, str]], dict[str, bytes]]
    further: bool = False
    returns: bool = False


def asking(way: Way) -> Callable[..., HttpResponseBase]:
    """The page of a way: its form; POST asks, and goes on to the answer."""

    @hands_in("identify")
    def page(request: HttpRequest, here: Here) -> HttpResponse:
        if request.method != "POST":
            return render(request, way.template, choices(**way.shown(request, here)))
        words, told = way.words(request.POST), request.POST
        further = _further(request) if way.further else []
        handed, about = probes(request, here, *way.pictures), _about(told, here)
        try:
            made = identifying.ask(here, way.name, told, handed, further, words, about)
        except UsageError as error:
            if not error.field or not way.returns:
                raise
            names = {name: one.name for name in way.pictures for one in files(request, name)}
            return refusing(
                request, error, way.template, lambda: choices(**way.shown(request, here)), files=names
            )
        return again(request, here) if made is None else redirect("desk:answer", here.ws.slug, made.pk)

    return page


def _further(request: HttpRequest) -> list[tuple[str, Probe]]:
    return [
        (modality, Probe.handed_in(one))
        for modality in Modality.values
        for one in files(request, f"also-{modality}")
    ]


def _peopled(here: Here) -> list[shown_galleries.Shelf]:
    return [one for one in shown_galleries.shelves(here) if one.people]


def _look_for(request: HttpRequest, here: Here) -> dict[str, Any]:
    asked = subject_asked(request, here)
    subject = asked["subject"]
    kind = Kind.VICTIM if subject and subject.kind == Kind.MISSING else ""
    return {
        "subject": subject,
        "offered": asked["offered"] or offered(here, request.GET),
        "shelves": _peopled(here),
        "entity": request.GET.get("entity", ""),
        "kind": kind,
        "about": shown_galleries.told_of(here, subject).details().told(),
    }


def _compare_two(request: HttpRequest, here: Here) -> dict[str, Any]:
    return {"offered": offered(here, request.GET), "entity": request.GET.get("entity", "")}


def _check_identity(request: HttpRequest, here: Here) -> dict[str, Any]:
    return {"shelves": _peopled(here), "aims": open_aims(here)}


def _zone(told: Mapping[str, str]) -> dict[str, bytes]:
    zone = told.get("zone", "").strip()
    if not zone:
        return {}
    read_mrz(zone, timezone.now().date())
    return {identifying.ZONE: zone.encode()}


def _no_words(told: Mapping[str, str]) -> dict[str, bytes]:
    return {}


_Ways = Search.Way
look_for = asking(
    Way(_Ways.SEARCH, "desk/look_for.html", ("picture",), _look_for, details_told, further=True)
)
compare_two = asking(Way(_Ways.PAIR, "desk/compare_two.html", ("picture", "other"), _compare_two, _no_words))
check_identity = asking(
    Way(_Ways.CHECK, "desk/check_identity.html", ("document", "live"), _check_identity, _zone, True, True)
)
