"""Charts of a case: saved by version, so that nobody overwrites another's work; two are joined into a third."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from manumit.base.kernel import UsageError
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Case, Chart
from manumit.doors.web.desk.sealing import item_of, plain, read_words, seal_words

TITLE = 120
MOST_STATE = 2 * 1024 * 1024
"""Bytes of a chart's state."""
MOST_ENTITIES = 2000
JOINED_APART = 2.4
"""How far to the right the second of two joined charts is put, in widths of about 2."""
Json = dict[str, Any]
_LISTS: Final = ("pins", "hidden", "opened")


def new_chart(here: Here, case: Case, title: str, leads: Sequence[str], token: str) -> Chart:
    """A chart that begins with leads of the case."""
    known = set(case.leads.values_list("lead_id", flat=True))
    chosen = [one for one in leads if one in known] or sorted(known)
    return _make(
        here, case, {"title": plain(title, most=TITLE), "leads": chosen, "entities": [], "state": {}}, token
    )


@transaction.atomic
def _make(here: Here, case: Case, content: Json, token: str) -> Chart:
    item = item_of(case, token)
    if found := Chart.objects.filter(case=case, item=item).first():
        return found
    made = Chart.objects.create(case=case, item=item, by=here.user)
    made.version = seal_words(case, item, 1, _stamped(here, content), "chart")
    made.save(update_fields=["version"])
    note("access", here.user, "chart", made.pk, here.workspace, did="made", case=case.number)
    return made


def _stamped(here: Here, content: Json) -> Json:
    return content | {"by": here.user.pk, "at": timezone.now().isoformat(timespec="seconds")}


@transaction.atomic
def save_chart(here: Here, chart: Chart, version: object, state: object) -> int | None:
    """The new version; None, and nothing changed, when somebody else saved meanwhile."""
    sound = checked_state(state)
    if not isinstance(version, int):
        raise UsageError(_("This is no version of a chart."), _("Load the page again."))
    held = Chart.objects.select_for_update().filter(pk=chart.pk, version=version)
    if not held.update(version=version + 1, changed_at=timezone.now()):
        return None
    content = read_words(chart.item, version)
    shown = set(content["entities"]) | set(sound["positions"]) | set(sound["pins"])
    content |= {"state": sound, "entities": sorted(shown)[:MOST_ENTITIES]}
    sealed = seal_words(chart.case, chart.item, version + 1, _stamped(here, content), "chart")
    Chart.objects.filter(pk=chart.pk).update(version=sealed)
    note("access", here.user, "chart", chart.pk, here.workspace, did="written", case=chart.case.number)
    return sealed


def checked_state(state: object) -> Json:
    """The state as the stage sends it (positions, pins, hidden, groups, opened, notes) and nothing else; UsageError
    for what is none."""
    try:
        assert isinstance(state, dict)
        sound: Json = {
            "positions": {_id(k): [float(v[0]), float(v[1])] for k, v in state.get("positions", {}).items()},
            "groups": [
                {
                    "id": _id(g["id"]),
                    "label": str(g["label"])[:TITLE],
                    "members": [_id(m) for m in g["members"]],
                }
                for g in state.get("groups", ())
            ],
            "notes": {_id(k): str(v)[:2000] for k, v in state.get("notes", {}).items()},
        }
        for name in _LISTS:
            sound[name] = [_id(one) for one in state.get(name, ())]
        text = json.dumps(sound, allow_nan=False)
    except (AssertionError, AttributeError, TypeError, ValueError, KeyError, IndexError) as error:
        raise UsageError(_("This is no state of a chart."), _("Load the page again.")) from error
    if len(text) > MOST_STATE:
        raise UsageError(_("This chart is too large to be kept."), _("Hide or group parts of it."))
    return sound


def _id(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= 64:
        raise ValueError("no id")
    return value


def join_charts(here: Here, case: Case, first: Chart, second: Chart, title: str, token: str) -> Chart:
    """A third chart with all of both. What stands in both keeps the place that it has in the first; what only the
    second has is put beside it, arranged as it was."""
    if first.pk == second.pk:
        raise UsageError(_("These are not two charts."), _("Choose another one to join it with."))
    one, other = (read_words(chart.item, chart.version) for chart in (first, second))
    content = {
        "title": plain(title, most=TITLE),
        "leads": list(dict.fromkeys([*one["leads"], *other["leads"]])),
        "entities": sorted({*one["entities"], *other["entities"]})[:MOST_ENTITIES],
        "state": _joined(one["state"], other["state"]),
    }
    return _make(here, case, content, token)


def _joined(one: Mapping[str, Any], other: Mapping[str, Any]) -> Json:
    places = one.get("positions", {})
    right = max((x for x, _ in places.values()), default=0.0) + JOINED_APART / 2
    added = {
        id: [x + right, y] if places else [x, y]
        for id, (x, y) in other.get("positions", {}).items()
        if id not in places
    }
    grouped = {member for group in one.get("groups", ()) for member in group["members"]}
    notes = dict(other.get("notes", {}))
    for id, text in one.get("notes", {}).items():
        notes[id] = f"{text}\n{notes[id]}" if id in notes and notes[id] != text else text
    joined: Json = {
        "positions": {**added, **places},
        "groups": [
            *one.get("groups", ()),
            *(group for group in other.get("groups", ()) if not grouped & set(group["members"])),
        ],
        "notes": notes,
    }
    for name in _LISTS:
        joined[name] = list(dict.fromkeys([*one.get(name, ()), *other.get(name, ())]))
    joined["hidden"] = [
        id for id in joined["hidden"] if id in one.get("hidden", ()) and id in other.get("hidden", ())
    ]
    return joined
