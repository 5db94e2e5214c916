"""The routes. Each names the policy's action that it needs; what is not a member's is not found."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Status
from ninja.errors import HttpError, ValidationError
from ninja.security import django_auth
from pydantic import Field

from manumit.base.kernel import ManumitError, record_kinds
from manumit.doors.web.api.estimates import router as estimates
from manumit.doors.web.api.gate import NO, here_of, needs
from manumit.doors.web.api.identify import router as identify
from manumit.doors.web.api.pairs import router as pairs
from manumit.doors.web.api.people import router as people
from manumit.doors.web.api.plans import router as plans
from manumit.doors.web.api.rooms import router as rooms
from manumit.doors.web.api.shapes import (
    EntityOut,
    Found,
    LeadOut,
    LeadRow,
    Leads,
    PurposeIn,
    RecordOut,
    WorkspaceOut,
)
from manumit.doors.web.api.shared_pictures import router as shared_pictures
from manumit.doors.web.api.studies import router as studies
from manumit.doors.web.desk.acts.purposes import state_purpose
from manumit.doors.web.desk.acts.tracing import note_access
from manumit.doors.web.desk.middleware import unkept
from manumit.doors.web.desk.models import Workspace
from manumit.doors.web.desk.sights.cover import Cover
from manumit.doors.web.desk.sights.leads import lead_for, shelf
from manumit.doors.web.desk.sights.lookups import lookup_of
from manumit.engine.lookup import Entity, Record

api = NinjaAPI(
    title="Manumit",
    version="1",
    urls_namespace="api",
    auth=django_auth,
    description="Evidence and leads of a workspace. A lead is a question for a person, never a verdict.",
    openapi_extra={"info": {"license": {"name": "AGPL-3.0-or-later"}}},
)
api.add_router("", identify)
api.add_router("", pairs)
api.add_router("", people)
api.add_router("", rooms)
api.add_router("", shared_pictures)
api.add_router("", studies)
api.add_router("", plans)
api.add_router("", estimates)
Most = Annotated[int, Field(ge=1, le=200)]
After = Annotated[int, Field(ge=0, le=10_000)]


@api.get("/workspaces", response={200: list[WorkspaceOut], **NO}, tags=["workspaces"])
def workspaces(request: HttpRequest) -> Any:
    """The workspaces one works in."""
    return Workspace.objects.filter(members=request.user.pk)


@api.get("/workspaces/{ws}/leads", response={200: Leads, **NO}, tags=["leads"])
@needs("see_leads")
def leads(
    request: HttpRequest,
    ws: str,
    limit: Most = 50,
    offset: After = 0,
) -> Any:
    """Leads in rank order."""
    found = shelf(here_of(request).ws).masked
    return {"total": len(found), "items": [_row(lead) for lead in found[offset : offset + limit]]}


@api.get("/workspaces/{ws}/leads/{lead_id}", response={200: LeadOut, **NO}, tags=["leads"])
@needs("see_leads")
def lead(request: HttpRequest, ws: str, lead_id: str) -> Any:
    """A lead with its reasons, its counter-evidence and its members; unmasked where a purpose holds."""
    here = here_of(request)
    found, unmasked = lead_for(here, lead_id)
    note_access(here.user, "lead", lead_id, here.ws)
    return asdict(found) | {"masked": not unmasked}


@api.post("/workspaces/{ws}/leads/{lead_id}/purpose", response={204: None, **NO}, tags=["leads"])
@needs("state_purpose")
def purpose(request: HttpRequest, ws: str, lead_id: str, told: PurposeIn) -> Any:
    """State why possible victims must be seen: logged, and good for eight hours."""
    here = here_of(request)
    shelf(here.ws).find(lead_id)
    state_purpose(here, "lead", lead_id, told.purpose, told.basis)
    return Status(204, None)


@api.get("/workspaces/{ws}/entities/{entity_id}", response={200: EntityOut, **NO}, tags=["entities"])
@needs("see_entity")
def entity(request: HttpRequest, ws: str, entity_id: str, lead: str = "") -> Any:
    """An entity; covered when it is a possible victim."""
    here = here_of(request)
    found = lookup_of(here.ws).entity(entity_id)
    if found is None:
        raise Http404
    note_access(here.user, "entity", entity_id, here.ws)
    return _entity(Cover.over(here, lead), found)


@api.get(
    "/workspaces/{ws}/entities/{entity_id}/neighbours",
    response={200: list[EntityOut], **NO},
    tags=["entities"],
)
@needs("see_entity")
def neighbours(request: HttpRequest, ws: str, entity_id: str, kind: str = "", limit: Most = 50) -> Any:
    """Its neighbours, those most strongly linked first."""
    here = here_of(request)
    stock = lookup_of(here.ws)
    if stock.entity(entity_id) is None:
        raise Http404
    cover = Cover.over(here)
    return [_entity(cover, one) for one in stock.expand(entity_id, kind or None, limit).nodes]


@api.get("/workspaces/{ws}/records/{record_id}", response={200: RecordOut, **NO}, tags=["records"])
@needs("see_entity")
def record(request: HttpRequest, ws: str, record_id: str, lead: str = "") -> Any:
    """A record, and where it comes from to the byte."""
    here = here_of(request)
    found = lookup_of(here.ws).record(record_id)
    if found is None:
        raise Http404
    note_access(here.user, "record", record_id, here.ws)
    return _record(Cover.over(here, lead), found)


@api.get("/workspaces/{ws}/search", response={200: Found, **NO}, tags=["search"])
@needs("search")
def search(
    request: HttpRequest,
    ws: str,
    q: Annotated[str, Field(min_length=1, max_length=500)],
    kind: str = "",
    limit: Most = 25,
    offset: After = 0,
) -> Any:
    """Names, numbers and texts in any script."""
    here = here_of(request)
    cover = Cover.over(here)
    hits = lookup_of(here.ws).search(
        q, kinds=(kind,) if kind in record_kinds() else (), limit=limit, offset=offset
    )
    return {
        "entities": [_entity(cover, hit.entity) for hit in hits.entities],
        "records": [_record(cover, hit.record) for hit in hits.records],
        "complete": hits.complete,
    }


def _row(lead: Any) -> dict[str, Any]:
    return {name: getattr(lead, name) for name in LeadRow.model_fields}


def _entity(cover: Cover, entity: Entity) -> dict[str, Any]:
    shown = cover.entity(entity)
    return {
        "entity_id": shown.entity_id,
        "kind": shown.kind,
        "label": shown.label,
        "about": shown.about,
        "records": shown.records,
        "degree": shown.degree,
        "leads": [one.lead_id for one in shown.leads],
    }


def _record(cover: Cover, record: Record) -> dict[str, Any]:
    shown = cover.record(record)
    return {name: getattr(shown, name) for name in RecordOut.model_fields}


def _says(request: HttpRequest, code: str, sentence: str, hint: str, status: int) -> HttpResponse:
    return api.create_response(request, {"code": code, "sentence": sentence, "hint": hint}, status=status)


@api.exception_handler(ManumitError)
def _ours(request: HttpRequest, error: ManumitError) -> HttpResponse:
    return api.create_response(request, error.shape(), status=400 if error.exit_code == 2 else 409)


@api.exception_handler(DataError)
def _unkept(request: HttpRequest, error: DataError) -> HttpResponse:
    return _ours(request, unkept())


@api.exception_handler(PermissionDenied)
def _refused(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return _says(request, "refused", "Your role does not allow this.", "The policy page says who may.", 403)


@api.exception_handler(Http404)
def _nothing(request: HttpRequest, error: Http404) -> HttpResponse:
    return _says(request, "not-found", "There is nothing here, or not for you.", "", 404)


@api.exception_handler(RequestDataTooBig)
def _too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    most = f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE:,} bytes"
    hint = "Scale pictures down to 1,600 pixels a side and send them one by one, or use the form."
    return _says(request, "usage", f"A call has at most {most}.", hint, 413)


@api.exception_handler(HttpError)
def _not_taken(request: HttpRequest, error: HttpError) -> HttpResponse:
    if error.status_code == 401:
        return _says(request, "refused", "Nobody is signed in.", "Sign in at the Desk first.", 401)
    return _says(request, "usage", "The call cannot be understood.", str(error)[:500], error.status_code)


@api.exception_handler(ValidationError)
def _wrong(request: HttpRequest, error: ValidationError) -> HttpResponse:
    where = "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors)
    return _says(request, "usage", "The call cannot be understood.", where[:500], 422)
