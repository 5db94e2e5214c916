"""Asking which hotel a room is in: purpose and legal basis first, a collection that is there, one picture."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from manumit.base.kernel import UsageError
from manumit.doors.web.desk.acts import jobs
from manumit.doors.web.desk.acts.hotels import Collection, collections
from manumit.doors.web.desk.acts.identifying import Probe
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.acts.using import chosen, seal_picture, use_of
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Job, Search

HOW_SURE: Final = {"100": 0.01, "20": 0.05, "5": 0.2}
"""A hotel is named where of so many pictures of unknown rooms at most one brings a wrong hotel with such evidence."""
USUAL: Final = "20"
WHOLE: Final = {"left": "0", "top": "0", "right": "100", "bottom": "100"}
"""Per cent of a picture's width and height between which it is compared, where the form says nothing else."""


def ask_room(here: Here, told: Mapping[str, str], probe: Probe | None) -> Search | None:
    """A use and its job. None when this form was sent before. UsageError where something is missing."""
    known = {one.name: one for one in collections(settings.HOUSE, here.ws.slug) if one.card}
    among: Collection = known[chosen(told, "collection", list(known))]
    sure = HOW_SURE[chosen({"sure": told.get("sure") or USUAL}, "sure", list(HOW_SURE))]
    part = part_told(told)
    wanted = use_of(here, told, "search", pictures=False)
    if probe is None:
        raise UsageError(_("A picture is missing."), _("Choose it, or take one that is in the records."))
    if probe.subject is not None:  # it would be another use of somebody's picture than they are held for
        raise UsageError(_("A picture of a gallery shows somebody, and no room."), _("Choose another."))
    if not jobs.first_time(here, told.get("once", "")):
        return None
    item = seal_picture(wanted["ident"], 0, {"name": probe.name}, probe.source)
    with transaction.atomic():
        job = Job.objects.create(workspace=here.ws, kind="room", asked_by=here.user)
        made = Search.objects.create(
            job=job,
            way=Search.Way.ROOM,
            collection=among.name,
            record_id=probe.record_id,
            entity_id=told.get("entity", "")[:80],
            **wanted,
        )
        job.inputs = [
            {
                "what": "room",
                "use": made.pk,
                "slug": here.ws.slug,
                "kind": "",
                "person": made.ident,
                "collection": str(among.path),
                "most_false": sure,
                "part": part,
                "probes": [item],
            }
        ]
        job.save(update_fields=["inputs"])
        note("access", here.user, "search", made.pk, here.ws, made.purpose, did=Search.Way.ROOM)
    return made


def part_told(told: Mapping[str, str]) -> list[float] | None:
    """The part of the picture that is compared alone (left, top, right, bottom as shares); None for all of it.
    UsageError for what is no part."""
    from manumit.engine.pictures import marked

    said = [told.get(f"part-{side}", "").strip() or usual for side, usual in WHOLE.items()]
    if said == list(WHOLE.values()):
        return None
    with suppress(ValueError, UsageError):
        return list(marked([float(one) / 100 for one in said]))
    raise UsageError(
        _("This is no part of the picture."),
        _("Say in per cent where it begins and where it ends, from 0 to 100."),
    )
