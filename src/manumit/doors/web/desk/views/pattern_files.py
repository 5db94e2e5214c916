"""What leaves of patterns: a part as CSV, and as GeoJSON where it has a shape."""

from __future__ import annotations

import csv
import io
import json
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from manumit.base.kernel import UsageError
from manumit.doors.web.desk.gate import Here, needs
from manumit.doors.web.desk.sights import publishing, studies
from manumit.doors.web.desk.sights.pattern_rows import COLUMNS, DRAWN, PARTS, says, shapes
from manumit.doors.web.desk.sights.patterns import Findings, found_of
from manumit.doors.web.desk.sights.sheet import Sheet
from manumit.doors.web.desk.views.handing_out import hand_out, need_passed
from manumit.doors.web.desk.views.patterns import patterns_of
from manumit.services.report import safe_cell

GEOJSON: Final = "application/geo+json"
Rows = list[dict[str, Any]]


@require_safe
@needs("export")
def pattern_file(
    request: HttpRequest, ws: str, pk: int, patterns: int, part: str, ending: str
) -> HttpResponse:
    """A part of what was found. An investigator gets all of it, or with `?partner` what a partner may have; the latter
    not while a check of the study fails."""
    here: Here = request.here  # type: ignore[attr-defined]
    if part not in PARTS or not (ending == "csv" or (ending == "geojson" and part in DRAWN)):
        raise Http404
    study, result, asked = patterns_of(here, pk, patterns)
    whole = here.may("see_fine_places") and "partner" not in request.GET
    if not whole:
        need_passed(study, result)
    if (told := found_of(asked, result["made_at"])) is None:
        raise UsageError(
            _("There are no patterns to hand on."), _("Ask for them, and wait until they are found.")
        )
    found = Findings(asked, told, whole)
    handling = studies.handling(Sheet.of(result, whole))
    beneath = [*says(found, part), *publishing.checks(study, result), *studies.caveats()]
    rows = PARTS[part](found)
    name, form = f"{part}-{asked.pk}.{ending}", f"patterns.{part}.{ending}"
    if ending == "csv":
        return hand_out(here, study, _csv(part, rows, [handling, *beneath]), name, form)
    drawn = {"type": "FeatureCollection", "handling": handling, "notes": beneath}
    data = json.dumps(drawn | {"features": shapes(part, rows)}, ensure_ascii=False).encode()
    return hand_out(here, study, data, name, form, GEOJSON)


def _csv(part: str, rows: Rows, beneath: list[str]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS[part])
    for row in rows:
        writer.writerow([_told(row[name]) for name in COLUMNS[part]])
    for line in beneath:
        writer.writerow([safe_cell(f"# {line}")])
    return out.getvalue().encode()


def _told(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):  # places in order
        return " ".join(one["cell"] for one in value)
    return "" if value is None else value
