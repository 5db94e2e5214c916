"""The page of an entity: what is known, how it moves, whom it is connected with; and scenes as JSON."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from manumit.doors.web.desk.acts.tracing import note_access
from manumit.doors.web.desk.gate import Here, needs
from manumit.doors.web.desk.models import Placed
from manumit.doors.web.desk.sights.cover import Cover
from manumit.doors.web.desk.sights.lookups import lookup_of
from manumit.doors.web.desk.sights.scene import MOST_AROUND, Window, entity_scene, lead_scene, path_scene
from manumit.engine.lookup import Entity, Lookup, Move, Movements, Record, Step

RECORDS = 50
PICTURED = ("person", "account", "phone", "email", "handle", "picture")
"""Kinds whose records may name pictures of a person."""


@require_safe
@needs("see_leads")
def lead_scene_json(request: HttpRequest, ws: str, lead_id: str) -> HttpResponse:
    """A lead's scene."""
    here: Here = request.here  # type: ignore[attr-defined]
    cover = Cover.over(here, lead_id)
    if not cover.lead_id:
        raise Http404
    return JsonResponse(lead_scene(lookup_of(here.ws), cover, lead_id, Window.parse(request.GET)))


@require_safe
@needs("see_entity")
def entity_scene_json(request: HttpRequest, ws: str, entity_id: str) -> HttpResponse:
    """An entity's neighbourhood, of one kind when `kind` is given."""
    here: Here = request.here  # type: ignore[attr-defined]
    found, cover = lookup_of(here.ws), Cover.over(here, request.GET.get("lead", ""))
    entity = _need(found, entity_id)
    _trace(here, cover, entity)
    window = Window.parse(request.GET)
    return JsonResponse(entity_scene(found, cover, entity, window, request.GET.get("kind", "")))


@require_safe
@needs("see_entity")
def path_json(request: HttpRequest, ws: str) -> HttpResponse:
    """A way between two entities."""
    here: Here = request.here  # type: ignore[attr-defined]
    found, cover = lookup_of(here.ws), Cover.over(here, request.GET.get("lead", ""))
    ends = [_need(found, request.GET.get(name, "")) for name in ("from", "to")]
    return JsonResponse(path_scene(found, cover, ends[0].entity_id, ends[1].entity_id))


@require_safe
@needs("see_entity")
def entity_page(request: HttpRequest, ws: str, entity_id: str) -> HttpResponse:
    """Who or what it is, in which leads, its records, its movements, its links with why."""
    here: Here = request.here  # type: ignore[attr-defined]
    found, cover = lookup_of(here.ws), Cover.over(here, request.GET.get("lead", ""))
    entity = _need(found, entity_id)
    _trace(here, cover, entity)
    around, window = found.expand(entity_id, None, RECORDS), Window.days(request.GET)
    names = {one.entity_id: one for one in (entity, *around.nodes)}
    records = Paginator(_Records(found, entity_id, window), RECORDS)  # type: ignore[arg-type, var-annotated]
    page = records.get_page(request.GET.get("page"))
    matched = set(
        Placed.objects.filter(workspace=here.ws, entity_id=entity_id).values_list("record_id", flat=True)
    )
    movements = found.movements(entity_id, also=matched) if entity.kind == "person" else None
    return render(
        request,
        "desk/entity.html",
        {
            "entity": cover.entity(entity),
            "covered": cover.hides(entity_id),
            "lead_id": cover.lead_id,
            "page": page,
            "records": [(cover.record(record), how) for record, how in page.object_list],
            "days": {name: request.GET.get(name, "") for name in ("since", "until")},
            "window": window.address,
            "most_events": MOST_AROUND,
            "crowded": sum(one.records for one in names.values()) > MOST_AROUND,
            "links": [
                (link, cover.entity(names[link.b if link.a == entity_id else link.a]))
                for link in around.links
                if link.a in names and link.b in names
            ],
            "left_out": around.left_out,
            "movements": movements,
            "matched": matched,
            "may_identify": here.may("identify") and entity.kind in PICTURED and not cover.hides(entity_id),
            "legs": _legs(movements) if movements else [],
        },
    )


@dataclass(frozen=True, slots=True)
class _Records:
    """Records of an entity in a window, the newest first: counted, and read by slices."""

    found: Lookup
    entity_id: str
    window: Window

    def count(self) -> int:
        return self.found.count_records(self.entity_id, self.window.since, self.window.until)

    def __getitem__(self, part: slice) -> list[tuple[Record, str]]:
        return self.found.records_of(
            self.entity_id, (), self.window.since, self.window.until, part.stop - part.start, part.start
        )


def _legs(movements: Movements) -> list[tuple[Step, Move | None]]:
    """Each step with the way that leads on from it (None after the last)."""
    return list(zip(movements.steps, [*movements.moves, None], strict=True))


def _need(found: Lookup, entity_id: str) -> Entity:
    entity = found.entity(entity_id)
    if entity is None:
        raise Http404
    return entity


def _trace(here: Here, cover: Cover, entity: Entity) -> None:
    """A look at somebody who is protected, or at any person, stands in the log."""
    if entity.kind == "person" or entity.entity_id in cover.shelf.masking.hidden:
        grant = here.purpose_for("lead", cover.lead_id) if cover.open else None
        note_access(here.user, "entity", entity.entity_id, here.ws, grant.purpose if grant else "")
