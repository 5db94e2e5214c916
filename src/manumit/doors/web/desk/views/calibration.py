"""How right scores were: what was said of decided leads, and what they turned out to be."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from manumit.doors.web.desk.gate import Here, needs
from manumit.doors.web.desk.sights.lookups import folder_of
from manumit.engine.evidence import outcomes
from manumit.engine.leads import FEWEST_DECIDED, PRIOR, Band, calibrate


@require_safe
@needs("see_leads")
def calibration_page(request: HttpRequest, ws: str) -> HttpResponse:
    """Said and confirmed by band of the score; nothing while too few are decided."""
    here: Here = request.here  # type: ignore[attr-defined]
    told = calibrate(outcomes(folder_of(here.ws)).values())
    return render(
        request,
        "desk/calibration.html",
        {
            "told": told,
            "bands": list(map(_row, told.bands)),
            "fewest": FEWEST_DECIDED,
            "prior": round(PRIOR),
            "fifty": _percent(told.score(0.5)),
            "eighty": _percent(told.score(0.8)),
        },
    )


def _row(band: Band) -> dict[str, Any]:
    least, most = band.interval
    return {
        "low": _percent(band.low),
        "high": _percent(band.high),
        "decided": band.decided,
        "confirmed": band.confirmed,
        "said": _percent(band.said),
        "share": _percent(band.confirmed / band.decided),
        "least": _percent(least),
        "most": _percent(most),
    }


def _percent(share: float) -> int:
    return round(100 * share)
