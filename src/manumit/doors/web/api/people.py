"""Routes of galleries: who is in them, people taken in by pictures or by what they told, what is held of somebody, and
how they leave. The same acts, traces and covers as the pages."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status
from pydantic import Field

from manumit.doors.web.api.gate import NO, here_of, needs
from manumit.doors.web.api.handed import AT, Number, Position, pictures, subject_at
from manumit.doors.web.api.identify_shapes import Class, UseIn
from manumit.doors.web.api.people_shapes import (
    CaseFormIn,
    EnrolIn,
    EnrolmentOut,
    FormIn,
    GalleryOut,
    KeepIn,
    OpenIn,
    PeopleOut,
    PicturesIn,
    RemoveIn,
    SubjectOut,
    WithdrawIn,
)
from manumit.doors.web.api.shapes import PurposeIn
from manumit.doors.web.desk.acts import enrolling, families, galleries, leaving, opening
from manumit.doors.web.desk.acts.matching import report_of
from manumit.doors.web.desk.acts.purposes import state_purpose
from manumit.doors.web.desk.acts.telling import form_of
from manumit.doors.web.desk.acts.tracing import note_access
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Enrolment, Subject
from manumit.doors.web.desk.sealing import vault
from manumit.doors.web.desk.sights.doubts import attacks_taken_in, unguarded_then
from manumit.doors.web.desk.sights.galleries import called, covered, shelves, told_of
from manumit.doors.web.desk.views.subjects import subject_picture

router = Router(tags=["identify"])
Most = Annotated[int, Field(ge=1, le=200)]
After = Annotated[int, Field(ge=0, le=10_000_000)]


@router.get(f"{AT}/galleries", response={200: list[GalleryOut], **NO})
@needs("identify")
def gallery_list(request: HttpRequest, ws: str) -> Any:
    """The galleries of a workspace: each a class of its own, never searched together."""
    here = here_of(request)
    return [
        {
            "kind": one.kind,
            "people": one.people,
            "modalities": one.of,
            "told": one.told,
            **_checks(here, one.kind),
        }
        for one in shelves(here)
    ]


def _checks(here: Here, kind: str) -> dict[str, Any]:
    standing = opening.standing(here.ws, kind)
    return {
        "checks": list(standing.aims) if standing else [],
        "checks_until": standing.until if standing else None,
    }


@router.post(f"{AT}/galleries/{{kind}}/checks", response={204: None, **NO})
@needs("open_gallery")
def gallery_open(request: HttpRequest, ws: str, kind: Class, told: OpenIn) -> Any:
    """Let checks of an identity ask a gallery as a list, for what is said here alone, until a day."""
    form = {"purpose": told.purpose, "basis": told.basis, "until": told.until.isoformat()}
    opening.open_list(here_of(request), kind, told.checks, form)
    return Status(204, None)


@router.post(f"{AT}/galleries/{{kind}}/checks/close", response={204: None, **NO})
@needs("open_gallery")
def gallery_shut(request: HttpRequest, ws: str, kind: Class, told: UseIn) -> Any:
    """From now on no check asks a gallery."""
    opening.close_list(here_of(request), kind, told.dict())
    return Status(204, None)


@router.get(f"{AT}/galleries/{{kind}}/people", response={200: PeopleOut, **NO})
@needs("identify")
def gallery_people(request: HttpRequest, ws: str, kind: Class, limit: Most = 50, offset: After = 0) -> Any:
    """Who is in a gallery; possible victims without their names."""
    here = here_of(request)
    rows = Subject.objects.filter(workspace=here.ws, kind=kind).select_related("workspace").order_by("pk")
    items = [
        {"person": one.pk, "name": called(here, one), "since": one.since, "keep_until": one.keep_until}
        for one in rows[offset : offset + limit]
    ]
    return {"total": rows.count(), "items": items}


# --- Taking in


@router.post(f"{AT}/enrolments", response={202: EnrolmentOut, **NO})
@needs("enrol")
def enrol(request: HttpRequest, ws: str, told: EnrolIn) -> Any:
    """Take somebody into a gallery, or all whom records picture. They are there when a worker is done."""
    form = {name: getattr(told, name) for name in ("kind", "modality", "purpose", "basis", "source")}
    form |= {"keep": str(told.keep_days), "person": told.name, "who": "one"}
    form["from"] = "records" if told.from_records else "files"
    return Status(202, _enrolment(enrolling.enrol(here_of(request), form, pictures(told.pictures))))


@router.post(f"{AT}/forms", response={202: EnrolmentOut, **NO})
@needs("enrol")
def take_in_form(request: HttpRequest, ws: str, told: CaseFormIn) -> Any:
    """Take in what one person told of themselves and of the family, with or without pictures later."""
    form = {"kind": told.kind, "purpose": told.purpose, "basis": told.basis, "keep": str(told.keep_days)}
    case = form_of(told.row, told.relatives)
    return Status(202, _enrolment(families.take_in_form(here_of(request), form, case)))


@router.get(f"{AT}/enrolments/{{pk}}", response={200: EnrolmentOut, **NO})
@needs("enrol")
def enrolled(request: HttpRequest, ws: str, pk: Number) -> Any:
    """How it goes; who was taken in, and what was refused with the reason and how to do better."""
    rows = Enrolment.objects.select_related("job", "added_to")
    return _enrolment(get_object_or_404(rows, workspace=here_of(request).ws, pk=pk))


def _enrolment(made: Enrolment | None) -> dict[str, Any]:
    assert made is not None  # no form, so none was sent twice
    told, report = made.job.result, report_of(vault(), made.ident)
    people = [made.added_to_id] if made.added_to_id else list(made.subjects.values_list("pk", flat=True))
    return {
        "enrolment": made.pk,
        "state": made.job.state,
        "new": told.get("new"),
        "known": told.get("known"),
        "people": people,
        "refused": report.get("refused", ()),
        "unlike": report.get("unlike", ()),
        "presentation_attack_detection": ["none installed"]
        if unguarded_then(made, report)
        else attacks_taken_in(report),
    }


# --- Somebody


@router.get(f"{AT}/people/{{pk}}", response={200: SubjectOut, **NO})
@needs("identify")
def held(request: HttpRequest, ws: str, pk: Number) -> Any:
    """What is held of somebody."""
    here = here_of(request)
    one = subject_at(here, pk)
    grant = here.purpose_for("subject", str(pk))
    note_access(here.user, "subject", pk, here.ws, grant.purpose if grant else "")
    found, form = galleries.pictures_of(one), told_of(here, one)
    return {
        "person": one.pk,
        "kind": one.kind,
        "name": called(here, one),
        "source": one.source,
        "record_id": one.record_id,
        "since": one.since,
        "keep_until": one.keep_until,
        "pictures": len(found),
        "modalities": [picture.modality for picture in found],
        "which": [picture.item[-16:] for picture in found],
        "covered": covered(here, one),
        "told": {"row": form.row, "relatives": form.kin} if form.row else None,
        "purpose": one.enrolment.purpose if one.enrolment else "",
        "basis": one.enrolment.basis if one.enrolment else "",
    }


@router.post(f"{AT}/people/{{pk}}/purpose", response={204: None, **NO})
@needs("state_purpose")
def person_purpose(request: HttpRequest, ws: str, pk: Number, told: PurposeIn) -> Any:
    """State why a possible victim must be seen: logged, and good for eight hours."""
    here = here_of(request)
    state_purpose(here, "subject", str(subject_at(here, pk).pk), told.purpose, told.basis)
    return Status(204, None)


@router.get(f"{AT}/people/{{pk}}/pictures/{{number}}", response=NO)
@needs("identify")
def held_picture(request: HttpRequest, ws: str, pk: Number, number: Position) -> Any:
    """A picture of somebody (counted from 0) as JPEG; of possible victims only for a purpose."""
    return subject_picture(request, ws=ws, pk=pk, number=number)


@router.post(f"{AT}/people/{{pk}}/pictures", response={202: EnrolmentOut, **NO})
@needs("enrol")
def add_pictures(request: HttpRequest, ws: str, pk: Number, told: PicturesIn) -> Any:
    """More pictures of somebody: another face, finger or eye. They are there when a worker is done."""
    here = here_of(request)
    form = {"purpose": told.purpose, "basis": told.basis, "modality": told.modality}
    made = enrolling.add(here, subject_at(here, pk), form, pictures(told.pictures))
    return Status(202, _enrolment(made))


@router.post(f"{AT}/people/{{pk}}/pictures/{{number}}/remove", response={204: None, **NO})
@needs("enrol")
def remove_picture(request: HttpRequest, ws: str, pk: Number, number: Position, told: RemoveIn) -> Any:
    """Destroy one picture (counted from 0, and named) and its template; the others get a new key."""
    here = here_of(request)
    leaving.remove(subject_at(here, pk), number, here.user, told.dict())
    return Status(204, None)


@router.put(f"{AT}/people/{{pk}}/told", response={204: None, **NO})
@needs("enrol")
def tell(request: HttpRequest, ws: str, pk: Number, told: FormIn) -> Any:
    """Keep what is told of somebody and of the family, in the place of what was told before."""
    here = here_of(request)
    families.tell(here, subject_at(here, pk), form_of(told.row, told.relatives))
    return Status(204, None)


@router.post(f"{AT}/people/{{pk}}/keep", response={204: None, **NO})
@needs("enrol")
def keep(request: HttpRequest, ws: str, pk: Number, told: KeepIn) -> Any:
    """Another day on which it ends."""
    here = here_of(request)
    leaving.extend(subject_at(here, pk), here.user, {"keep": str(told.keep_days)})
    return Status(204, None)


@router.post(f"{AT}/people/{{pk}}/withdraw", response={204: None, **NO})
@needs("enrol")
def leave(request: HttpRequest, ws: str, pk: Number, told: WithdrawIn) -> Any:
    """Take somebody out: their key is destroyed, and nothing of them can be read any more."""
    here = here_of(request)
    leaving.withdraw(subject_at(here, pk), here.user, told.reason)
    return Status(204, None)
