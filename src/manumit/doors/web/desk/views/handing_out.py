"""What leaves of a study of places: cells as a table, pictures of the map, the briefing. Nothing leaves for a partner
while a check fails."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from manumit.base.kernel import Refused
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.gate import Here, needs
from manumit.doors.web.desk.models import Study
from manumit.doors.web.desk.sights import publishing, studies
from manumit.doors.web.desk.sights.forecasts import best_known, seals
from manumit.doors.web.desk.sights.hexagon_sheet import drawn
from manumit.doors.web.desk.sights.moves import from_town
from manumit.doors.web.desk.sights.sheet import Sheet
from manumit.doors.web.desk.sights.study_words import CLASS
from manumit.doors.web.desk.views.exports import picture_leaves
from manumit.doors.web.desk.views.places import ready
from manumit.services.report import safe_cell

ROWS: Final = 20
"""Cells in a briefing's table."""
COLUMNS: Final = (
    "cell", "lon", "lat", "seen", "class", "q", "thin", "expected", "low", "high", "visit", "chance", "hidden",
)  # fmt: skip
_CELL: Final = re.compile(r"[0-9a-f]{15}")


def need_passed(study: Study, result: dict[str, Any]) -> None:
    """Refused while a check fails."""
    if against := publishing.blocked(study, result):
        raise Refused(_("Nothing of this study can be handed on."), " ".join(against))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("export")
def cells_csv(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """One row a cell, with what stands beneath it as its last lines; of those cells alone that a POST names in `cells`.
    A hidden number is an empty field. An investigator gets all of it, or with `?partner` what a partner may have."""
    here: Here = request.here  # type: ignore[attr-defined]
    study, result = ready(here, pk)
    sheet = Sheet.of(result, here.may("see_fine_places") and "partner" not in request.GET)
    if not sheet.whole:
        need_passed(study, result)
    chosen = set(_CELL.findall(request.POST.get("cells", "")))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in sheet.rows():
        if not chosen or row["cell"] in chosen:
            writer.writerow([_cell(row[name]) for name in COLUMNS])
    lines = [studies.handling(sheet), *studies.stamp(study, result, sheet), *publishing.checks(study, result)]
    for line in lines:
        writer.writerow([safe_cell(f"# {line}")])
    return hand_out(here, study, out.getvalue().encode(), f"places-{study.pk}.csv")


def hand_out(
    here: Here,
    study: Study,
    data: bytes,
    name: str,
    form: str = "csv",
    media: str = "text/csv; charset=utf-8",
) -> HttpResponse:
    """A table that leaves; that it does stands in the log."""
    _leaves(here, study, form, data)
    answer = HttpResponse(data, content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else value


def _leaves(here: Here, study: Study, form: str, data: bytes) -> None:
    sha256 = hashlib.sha256(data).hexdigest()
    note(
        "export_made", here.user, "study", study.pk, here.ws, purpose=study.purpose, form=form, sha256=sha256
    )


@require_POST
@needs("export")
def picture(request: HttpRequest, ws: str, pk: int) -> JsonResponse:
    """A picture of the map leaves: as an investigator sees it, or as a partner may have it."""
    here: Here = request.here  # type: ignore[attr-defined]
    study, result = ready(here, pk)
    if not here.may("see_fine_places"):
        need_passed(study, result)
    return picture_leaves(request, here, "study", str(study.pk), masked=False)


@require_safe
@needs("export")
def briefing(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """A page for a partner. Not made while a check fails. Small counts and fine cells only for an investigator who asks
    for them (`?whole`), and then the page says that it is no partner's."""
    here: Here = request.here  # type: ignore[attr-defined]
    study, result = ready(here, pk)
    shown: dict[str, Any] = {
        "study": study,
        "title": studies.title_of(study),
        "unchecked": publishing.unchecked(result),
        "blocked": publishing.blocked(study, result),
        "may_see_all": here.may("see_fine_places"),
    }
    if not shown["blocked"]:
        sheet = Sheet.of(result, here.may("see_fine_places") and "whole" in request.GET)
        shown |= _briefed(study, result, sheet)
    answer = render(request, "desk/briefing.html", shown)
    if not shown["blocked"]:
        _leaves(here, study, "briefing", answer.content)
    return answer


def _briefed(study: Study, result: dict[str, Any], sheet: Sheet) -> dict[str, Any]:
    layer = "expected" if sheet.forecast else "seen"
    drawing, classes = drawn(sheet, layer)
    every = sheet.rows()
    shown = [row for row in every if not row["hidden"]][:ROWS]
    by_chance = [row for row in every if row["visit"] == "chance"]
    return {
        "sheet": sheet,
        "layer": layer,
        "drawing": drawing,
        "classes": classes,
        "rows": [(row, CLASS[row["class"]], where) for row, where in _placed(shown)],
        "by_chance": _placed(sorted(by_chance, key=lambda row: str(row["cell"]))[:ROWS]),
        "more_by_chance": max(0, len(by_chance) - ROWS),
        "going_there": publishing.going(sheet),
        "hidden": sum(sheet.hidden),
        "thin": sum(sheet.level["thin"]),
        "count": studies.count_of(result, sheet),
        "handling": studies.handling(sheet),
        "checks": publishing.checks(study, result),
        "stamp": studies.stamp(study, result, sheet),
        "score": best_known(seals(study, sheet.whole)),
    }


def _placed(rows: list[dict[str, Any]]) -> list[tuple[dict[str, Any], str]]:
    """Each row of a cell, and where its middle lies from the nearest town."""
    from manumit.engine.signals import towns_near

    near = towns_near([(row["lat"], row["lon"]) for row in rows])
    return [(row, from_town(one.town.name, one.km, one.point)) for row, one in zip(rows, near, strict=True)]
