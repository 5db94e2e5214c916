"""What pages say of entries: what they are called, what to expect of them, and why one is not looked for."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manumit.doors.web.desk.acts.watchlists import entry_id
from manumit.doors.web.desk.models import Job, Kind, Watchlist
from manumit.doors.web.desk.words import WATCHED, Word
from manumit.engine.watch import MEASURED, Measured, Rate

FACE_LABEL: Final = gettext_lazy("Face")
ON: Final[dict[str, Word]] = {
    "style": gettext_lazy("three examples, on made-up worlds"),
    "picture": gettext_lazy("edits of drawn rooms that are in the evidence"),
    "face": gettext_lazy("20 people in even, studio-like light; pictures in adverts are worse"),
}
"""On what it was measured."""
ITEMS: Final[dict[str, Word]] = {
    "style": gettext_lazy("adverts and posts"),
    "picture": gettext_lazy("pictures"),
    "face": gettext_lazy("faces"),
}


def named(entry: Mapping[str, str]) -> tuple[str, str]:
    """(what is looked for, its kind) for people: a code or a hash says nothing to them."""
    kind = entry["kind"]
    if kind == "face":
        return _("Somebody in the gallery: %(name)s") % {"name": Kind(entry["gallery"]).label}, str(
            FACE_LABEL
        )
    if kind == "picture":
        return _("Picture %(n)s") % {"n": entry["value"][-8:]}, str(WATCHED[kind])
    return entry["value"], str(WATCHED.get(kind, kind))


def expected(*kinds: str) -> list[tuple[str, str]]:
    """(kind, what was measured) of these kinds, else of those that are in the form."""
    chosen = kinds or [kind for kind in WATCHED if kind in MEASURED]
    return [(str(WATCHED.get(one, FACE_LABEL)), expectation(one, MEASURED[one])) for one in chosen]


def expectation(kind: str, found: Measured) -> str:
    """How many false alerts of 1,000, and how much is met, with intervals."""
    return _(
        "of 1,000 new %(items)s that are somebody else's one entry takes %(false)s for it, and it meets %(met)s of 100"
        " that it should (measured: %(on)s)"
    ) % {
        "items": ITEMS[kind],
        "on": ON[kind],
        "false": _rate(found.false),
        "met": _rate(found.met, 100),
    }


def _rate(rate: Rate, times: int = 1) -> str:
    mean, low, high = (number_format(Decimal(f"{times * one:.3g}")) for one in rate)
    return _("%(n)s (%(low)s to %(high)s)") % {"n": mean, "low": low, "high": high}


def refused(watchlist: Watchlist) -> dict[str, str]:
    """Why entries could not be looked for at the last watch, by their number."""
    done = Job.objects.filter(
        workspace=watchlist.workspace,
        kind__in=("run", "watch"),
        state=Job.State.DONE,
        ended_at__gte=watchlist.at,
    )
    last = done.order_by("-ended_at").first()
    told = ((last.result if last else {}).get("alerts") or {}).get("refused", {})
    return {
        one["id"]: why for one in watchlist.entries if (why := told.get(entry_id(watchlist.pk, one["id"])))
    }
