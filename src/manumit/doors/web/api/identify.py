"""Routes of galleries: look for somebody, read the answer, say one's word on a pair, see what is held, and leave. The
same acts, traces and covers as the pages."""

from __future__ import annotations

import base64
import binascii
import io
from typing import Annotated, Any, Final

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Status
from pydantic import Field

from manumit.base.kernel import UsageError
from manumit.doors.web.api.gate import NO, here_of, needs
from manumit.doors.web.api.shapes import (
    CandidateOut,
    EnrolmentOut,
    FormIn,
    GalleryOut,
    PicturesIn,
    SearchIn,
    SearchOut,
    SubjectOut,
    TraceIn,
    WithdrawIn,
    WordIn,
    ZoneIn,
    ZoneOut,
)
from manumit.doors.web.desk.acts import families, galleries, identifying, leaving, reviewing
from manumit.doors.web.desk.acts.comparing import EVIDENCE
from manumit.doors.web.desk.acts.identifying import Probe
from manumit.doors.web.desk.acts.telling import details_told, form_of
from manumit.doors.web.desk.acts.tracing import note_access
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Candidate, Search, Subject
from manumit.doors.web.desk.sights.doubts import attacks
from manumit.doors.web.desk.sights.galleries import called, shelves
from manumit.engine.biometrics import says
from manumit.engine.signals import read_mrz

router = Router(tags=["identify"])
Picture = Annotated[int, Field(ge=0, le=2**31 - 1)]
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]
_AT: Final = "/workspaces/{ws}/identify"


@router.get(f"{_AT}/galleries", response={200: list[GalleryOut], **NO})
@needs("identify")
def gallery_list(request: HttpRequest, ws: str) -> Any:
    """The galleries of a workspace: each a class of its own, never searched together."""
    return [{"kind": one.kind, "people": one.people} for one in shelves(here_of(request))]


@router.post(f"{_AT}/searches", response={202: SearchOut, **NO})
@needs("identify")
def look(request: HttpRequest, ws: str, told: SearchIn) -> Any:
    """Look for somebody in a gallery, compare two pictures, or both. The answer is there when a worker is done."""
    here, way = here_of(request), Search.Way.SEARCH if told.kind else Search.Way.PAIR
    probes = [_probe(one) for one in told.pictures]
    if len(probes) == 2 and told.kind:
        way = Search.Way.CHECK
    about = told.about.dict() if told.about else {}
    if way != Search.Way.SEARCH and (told.further or about):
        raise UsageError("More pictures and details go with one that is looked for in a gallery.")
    form = {name: str(getattr(told, name)) for name in ("kind", "modality", "purpose", "basis", "years")}
    form["keep"] = str(told.keep_days)
    if told.child:
        form["child"] = "1"
    words = details_told({f"about-{name}": text for name, text in about.items()})
    further = [(one.modality, _probe(one.picture)) for one in told.further]
    return Status(202, _search(here, _asked(identifying.ask(here, way, form, probes, further, words))))


@router.post(f"{_AT}/traces", response={202: SearchOut, **NO})
@needs("identify")
def trace(request: HttpRequest, ws: str, told: TraceIn) -> Any:
    """Trace a family: who of those told of in a gallery may be the one that it seeks. No proof of kinship."""
    here, form = here_of(request), form_of(told.request, told.relatives, seeks=True)
    use = {"kind": told.kind, "modality": "face", "purpose": told.purpose, "basis": told.basis}
    use["keep"] = str(told.keep_days)
    probes = [_probe(told.picture)] if told.picture else []
    words = {identifying.REQUEST: form.to_bytes()}
    return Status(202, _search(here, _asked(identifying.ask(here, Search.Way.TRACE, use, probes, (), words))))


def _asked(made: Search | None) -> Search:
    assert made is not None  # no form, so none was sent twice
    return made


def _probe(text: str) -> Probe:
    return Probe("picture", io.BytesIO(_picture(text)))


def _picture(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error) as error:
        raise UsageError("This is no picture in base64.", "Send the bytes of the file, encoded.") from error
    if not data:
        raise UsageError("The picture is empty.")
    return data


@router.get(f"{_AT}/searches/{{pk}}", response={200: SearchOut, **NO})
@needs("identify")
def search_answer(request: HttpRequest, ws: str, pk: Number) -> Any:
    """What came of a search. No candidate is the usual answer; a candidate is a question for two people."""
    here = here_of(request)
    found = get_object_or_404(Search.objects.select_related("job", "workspace"), workspace=here.ws, pk=pk)
    note_access(here.user, "search", pk, here.ws, found.purpose)
    return _search(here, found)


def _search(here: Here, made: Search) -> dict[str, Any]:
    told, answer = made.answer, made.answer.get("answer") or {}
    rows = made.candidates.select_related("subject__workspace", "search")
    return {
        "search": made.pk,
        "state": "destroyed" if made.erased_at else made.job.state,
        "kind": made.kind,
        "modality": made.modality,
        "purpose": made.purpose,
        "basis": made.basis,
        "keep_until": made.keep_until,
        "refused": [one["why"] for one in told.get("unread") or ()],
        "expected_false": answer.get("expected_false"),
        "expected_false_interval": answer.get("expected_false_interval"),
        "threshold_llr": answer.get("threshold_llr"),
        "people": answer.get("subjects"),
        "candidates": [_candidate(here, one) for one in rows],
        "presentation_attack_detection": attacks(made) or ["none installed"],
    }


def _candidate(here: Here, one: Candidate) -> dict[str, Any]:
    blind = one.state in (Candidate.State.OPEN, Candidate.State.HALF)
    told = {} if blind else one.evidence
    return {
        "pair": one.pk,
        "person": one.subject_id,
        "name": called(here, one.subject),
        "llr": one.llr,
        "says": says(one.llr),
        "state": one.state,
        "outcome": one.outcome,
        **{name: told.get(name, []) for name in EVIDENCE},
        "second_vote": told.get("second"),
    }


@router.post(f"{_AT}/pairs/{{pk}}/word", response={200: CandidateOut, **NO})
@needs("identify")
def word(request: HttpRequest, ws: str, pk: Number, told: WordIn) -> Any:
    """One's word on a pair: alone first, without anybody else's."""
    here = here_of(request)
    one = reviewing.answer(here, pk, {"answer": told.answer, "reason": told.reason}, told.compared)
    return _candidate(here, one)


@router.get(f"{_AT}/people/{{pk}}", response={200: SubjectOut, **NO})
@needs("identify")
def held(request: HttpRequest, ws: str, pk: Number) -> Any:
    """What is held of somebody."""
    here = here_of(request)
    one = _subject(here, pk)
    grant = here.purpose_for("subject", str(pk))
    note_access(here.user, "subject", pk, here.ws, grant.purpose if grant else "")
    return {
        "person": one.pk,
        "kind": one.kind,
        "name": called(here, one),
        "source": one.source,
        "record_id": one.record_id,
        "since": one.since,
        "keep_until": one.keep_until,
        "pictures": len(galleries.pictures_of(one)),
        "purpose": one.enrolment.purpose if one.enrolment else "",
        "basis": one.enrolment.basis if one.enrolment else "",
    }


@router.post(f"{_AT}/people/{{pk}}/pictures", response={202: EnrolmentOut, **NO})
@needs("enrol")
def add_pictures(request: HttpRequest, ws: str, pk: Number, told: PicturesIn) -> Any:
    """More pictures of somebody: another face, finger or eye. They are there when a worker is done."""
    here = here_of(request)
    form = {"purpose": told.purpose, "basis": told.basis, "modality": told.modality}
    pictures = [(f"picture-{n}", io.BytesIO(_picture(one))) for n, one in enumerate(told.pictures)]
    made = galleries.add(here, _subject(here, pk), form, pictures)
    assert made is not None  # no form, so none was sent twice
    return Status(202, {"enrolment": made.pk, "state": made.job.state})


@router.post(f"{_AT}/people/{{pk}}/pictures/{{number}}/remove", response={204: None, **NO})
@needs("enrol")
def remove_picture(request: HttpRequest, ws: str, pk: Number, number: Picture, told: WithdrawIn) -> Any:
    """Destroy one picture (counted from 0) and its template; the others get a new key."""
    here = here_of(request)
    leaving.remove(_subject(here, pk), number, here.user, {"reason": told.reason, "which": ""})
    return Status(204, None)


@router.put(f"{_AT}/people/{{pk}}/told", response={204: None, **NO})
@needs("enrol")
def tell(request: HttpRequest, ws: str, pk: Number, told: FormIn) -> Any:
    """Keep what is told of somebody and of the family, in the place of what was told before."""
    here = here_of(request)
    families.keep_form(here, _subject(here, pk), form_of(told.row, told.relatives))
    return Status(204, None)


@router.post(f"{_AT}/people/{{pk}}/withdraw", response={204: None, **NO})
@needs("enrol")
def leave(request: HttpRequest, ws: str, pk: Number, told: WithdrawIn) -> Any:
    """Take somebody out: their key is destroyed, and nothing of them can be read any more."""
    here = here_of(request)
    leaving.withdraw(_subject(here, pk), here.user, told.reason)
    return Status(204, None)


def _subject(here: Here, pk: int) -> Subject:
    found = Subject.objects.select_related("workspace", "enrolment").filter(workspace=here.ws, pk=pk).first()
    if found is None:
        raise Http404
    return found


@router.post(f"{_AT}/zone", response={200: ZoneOut, **NO})
@needs("identify")
def zone(request: HttpRequest, ws: str, told: ZoneIn) -> Any:
    """The machine-readable zone of a document, and whether its check digits hold. Nothing of it is kept."""
    read = read_mrz(told.text, timezone.now().date())
    return {
        **{name: getattr(read, name) for name in ZoneOut.model_fields if name not in ("checks", "sound")},
        "checks": {one.field: one.holds for one in read.checks},
        "sound": read.sound,
    }
