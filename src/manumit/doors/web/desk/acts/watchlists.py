"""Watchlists: made for a reason, for a time, by one person; paused, ended, deleted. Making one is logged."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from manumit.base.kernel import UsageError, load_settings
from manumit.doors.web.desk.acts.entries import Cells, checked
from manumit.doors.web.desk.acts.facing import LONGEST, end_faces
from manumit.doors.web.desk.acts.jobs import ask_to_watch
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Watchlist, Workspace
from manumit.engine.pictures import lists_of
from manumit.engine.watch import hash_to_watch

LEAST_REASON = 8
"""Characters, as for a purpose: 'x' is no reason."""
MOST_ENTRIES = 500
LONGEST_VALUE = 4000
PREFIX = "desk"


def entry_id(watchlist: int, entry: str) -> str:
    """The engine's id of an entry: 'desk-7-3'."""
    return f"{PREFIX}-{watchlist}-{entry}"


def list_of(entry: str) -> int | None:
    """The list that an engine's entry id belongs to, when it is one of the Desk's."""
    parts = entry.split("-")
    return int(parts[1]) if len(parts) == 3 and parts[0] == PREFIX and parts[1].isdecimal() else None


def entries_of(workspace: Workspace) -> list[dict[str, str]]:
    """All entries of a workspace as the engine reads them. Lists of people who no longer work there rest."""
    kept = Watchlist.objects.filter(
        workspace=workspace, user__in=workspace.members.all(), user__is_active=True
    )
    return [
        {**one, "id": entry_id(each.pk, one["id"])} | _told(each, one)
        for each in kept.select_related("user")
        for one in each.entries
    ]


def _told(watchlist: Watchlist, entry: Cells) -> dict[str, str]:
    end = watchlist.expires_on.isoformat()
    return {
        "why": watchlist.reason,
        "owner": watchlist.user.username,
        "paused": "true" if watchlist.paused else "false",
        "expires_at": min(end, entry.get("expires_at", end)),
    }


def find(here: Here, pk: int) -> Watchlist:
    """One of one's own lists; 404 otherwise."""
    try:
        return Watchlist.objects.get(pk=pk, workspace=here.ws, user=here.user)
    except Watchlist.DoesNotExist as error:
        raise Http404 from error


def cells_of(kind: str, text: str, options: Cells) -> list[dict[str, str]]:
    """Entries from a form: a value a line; an example text, or several of one author, are one entry whole."""
    kept = "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs"))
    values = [kept.strip()] if kind in ("template", "style") else [line.strip() for line in kept.split("\n")]
    told = {name: value.strip() for name, value in options.items() if value.strip()}
    return [{"kind": kind, "value": value[:LONGEST_VALUE]} | told for value in dict.fromkeys(values) if value]


@transaction.atomic
def make(here: Here, name: str, reason: str, ends: str, cells: Sequence[Cells]) -> Watchlist:
    """A new list. UsageError when something is missing or an entry makes no sense: nothing is kept then."""
    watchlist = Watchlist(workspace=here.ws, user=here.user)
    _describe(watchlist, name, reason, ends)
    _add(watchlist, cells)
    watchlist.save()
    note("access", here.user, "watchlist", watchlist.pk, here.ws, watchlist.reason, deed="made")
    ask_to_watch(here.ws, here.user)
    return watchlist


def watch_for(here: Here, name: str, cells: Cells) -> Watchlist:
    """A new list with one entry for a face. Where it cannot be made, the key of the face is destroyed again."""
    try:
        return make(here, name, cells["purpose"], cells["expires_at"], [cells])
    except UsageError:
        end_faces(here.ws, [cells])
        raise


def end_over() -> None:
    """The keys of faces whose list or entry has ended are destroyed."""
    today = _today()
    for watchlist in Watchlist.objects.select_related("workspace"):
        over = watchlist.expires_on < today
        end_faces(
            watchlist.workspace,
            [one for one in watchlist.entries if over or one.get("expires_at", "9") < today.isoformat()],
        )


def hashes_of(pictures: Iterable[tuple[str, bytes]]) -> list[dict[str, str]]:
    """Entries from pictures (name, bytes), of which the hash alone is kept. Refused for one on a list of illegal
    pictures, UnreadableInput for one that tells nothing."""
    lists = lists_of(load_settings())
    return [{"kind": "picture", "value": hash_to_watch(data, name, lists)} for name, data in pictures]


@transaction.atomic
def change(here: Here, pk: int, deed: str, said: Cells, cells: Sequence[Cells] = ()) -> Watchlist | None:
    """One deed on a list: pause, go, end, delete, add, drop, describe. The list, or None once it is gone."""
    watchlist = find(here, pk)
    if deed in ("delete", "end", "drop"):
        end_faces(
            here.ws, [one for one in watchlist.entries if deed != "drop" or one["id"] == said.get("entry")]
        )
    if deed == "delete":
        note("access", here.user, "watchlist", watchlist.pk, here.ws, deed="deleted")
        watchlist.delete()
        return None
    if deed in ("pause", "go"):
        watchlist.paused = deed == "pause"
    elif deed == "end":
        watchlist.expires_on = _today() - timedelta(days=1)
    elif deed == "add":
        _add(watchlist, cells)
    elif deed == "drop":
        watchlist.entries = [one for one in watchlist.entries if one["id"] != said.get("entry")]
    elif deed == "describe":
        _describe(watchlist, said.get("name", ""), said.get("reason", ""), said.get("ends", ""))
    else:
        raise UsageError(_("This cannot be done to a list."))
    watchlist.save()
    note("access", here.user, "watchlist", watchlist.pk, here.ws, watchlist.reason, deed=deed)
    if deed in ("go", "add", "describe"):
        ask_to_watch(here.ws, here.user)
    return watchlist


def _today() -> date:
    return timezone.now().date()


def _describe(watchlist: Watchlist, name: str, reason: str, ends: str) -> None:
    name, reason = " ".join(name.split()), " ".join(reason.split())
    if not name:
        raise UsageError(_("The list has no name."), _("Give it a short one."))
    if len(reason) < LEAST_REASON:
        raise UsageError(_("The list has no reason."), _("Say in a few words why you watch for this."))
    try:
        day = date.fromisoformat(ends)
    except ValueError as error:
        raise UsageError(_("It is not said when the list ends."), _("Choose a day within a year.")) from error
    if not _today() <= day <= _today() + LONGEST:
        raise UsageError(_("The list must end within a year from today."), _("Choose another day."))
    watchlist.name, watchlist.reason, watchlist.expires_on = name[:80], reason[:300], day


def _add(watchlist: Watchlist, cells: Sequence[Cells]) -> None:
    """Add entries, each with a number of its own that is never given again."""
    if not cells:
        raise UsageError(_("Nothing to watch for was given."), _("Write one value a line."))
    if len(watchlist.entries) + len(cells) > MOST_ENTRIES:
        raise UsageError(
            _("A list holds %(n)s entries at most.") % {"n": MOST_ENTRIES}, _("Make a second list.")
        )
    first = 1 + max((int(one["id"]) for one in watchlist.entries), default=0)
    fresh: list[dict[str, Any]] = [{**one, "id": str(first + at)} for at, one in enumerate(cells)]
    problems = checked(fresh)[1]
    if problems:
        worst = problems[0]
        raise UsageError(
            _("Entry %(n)s cannot be watched for: %(why)s.") % {"n": worst.line, "why": worst.reason},
            worst.hint,
        )
    watchlist.entries = [*watchlist.entries, *fresh]
