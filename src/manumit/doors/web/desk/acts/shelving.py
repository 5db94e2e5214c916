"""Collections of rooms of a workspace: one is made of a list and its pictures, and taken away again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from manumit.base.kernel import UsageError
from manumit.base.vault import new_id
from manumit.doors.web.desk.acts import jobs
from manumit.doors.web.desk.acts.hotels import MOST_NAME, collections
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.acts.using import Handed, chosen, seal_picture, some
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Job
from manumit.doors.web.desk.sealing import vault
from manumit.doors.web.desk.uploads import safe_name
from manumit.engine.pictures import forget_rooms

NAME: Final = re.compile(r"\w[\w .()-]*\w|\w")


def collect(
    here: Here, told: Mapping[str, str], listed: Sequence[Handed], handed: Sequence[Handed]
) -> Job | None:
    """A job that makes a collection. None when this form was sent before. UsageError where something is missing."""
    name = " ".join(told.get("name", "").split())
    if not NAME.fullmatch(name) or len(name) > MOST_NAME:
        raise UsageError(
            _("This is no name of a collection."), _("Use letters, numbers, blanks and hyphens, 80 at most.")
        )
    if name in {one.name for one in collections(settings.HOUSE, here.ws.slug)}:
        raise UsageError(
            _("There is a collection of this name."), _("Choose another, or take that one away first.")
        )
    if not listed:
        raise UsageError(_("The list is missing."), _("It says of which hotel each picture is."))
    some(handed)
    names = [(safe_name(said), source) for said, source in handed]
    called = Counter(said for said, _source in names)
    if twice := next((said for said, times in called.items() if times > 1), ""):
        raise UsageError(
            _("Two pictures are called %s.") % twice,
            _("Give each picture a name of its own, in the list too."),
        )
    if not jobs.first_time(here, told.get("once", "")):
        return None
    vault()  # made here where there is none: its job opens it
    person = new_id("rooms")
    words = seal_picture(person, 0, {"name": "list"}, listed[0][1])
    pictures = {
        said: seal_picture(person, at, {"name": said}, one) for at, (said, one) in enumerate(names, 1)
    }
    with transaction.atomic():
        job = Job.objects.create(workspace=here.ws, kind="rooms", asked_by=here.user)
        place = settings.HOUSE.rooms / here.ws.slug / f"{name}.npz"
        told_job = {"what": "collect", "slug": here.ws.slug, "kind": "", "person": person, "listed": words}
        job.inputs = [told_job | {"pictures": pictures, "collection": str(place)}]
        job.save(update_fields=["inputs"])
        note("file_read", here.user, "job", job.pk, here.ws, did="rooms")
    return job


def take_away(here: Here, told: Mapping[str, str]) -> None:
    """Take a collection of this workspace away; answers that were given stay. UsageError for one that is there for
    all."""
    own = {
        one.name: one.path
        for one in collections(settings.HOUSE, here.ws.slug)
        if one.path.parent == settings.HOUSE.rooms / here.ws.slug
    }
    path = own[chosen(told, "collection", list(own))]
    note("tombstone", here.user, "collection", path.stem, here.ws)
    forget_rooms(path)
