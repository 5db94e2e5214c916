"""What wait would k advocates give? Played from the line's own week."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isinf

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from manumit.base.kernel import UsageError
from manumit.doors.web.line.gate import needs
from manumit.doors.web.line.tally import WEEK_HOURS, usual
from manumit.doors.web.line.templatetags.words import minute, shares
from manumit.services.support import Answer, Load, what_if

TRIED = 6
"""Numbers of advocates that are shown, and that are tried at a time."""
MOST_GOES, MOST_PEOPLE = 6, 4000
"""Goes of so many numbers for one page, and people a week times goes: two seconds of one core."""
ENOUGH = 0.94
"""Share of those in danger who have a person in five minutes: as Crisis Text Line tells of itself. Ours: even the lower
end of the interval reaches it."""
WIDTH, HEIGHT, LEFT, FOOT = 640, 240, 60, 32
"""Of the chart, in its own units."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A place on the chart: the middle, the height of the mean and of its interval's ends."""

    x: float
    advocates: int
    y: float
    low: float
    high: float
    label: str


@require_safe
@needs("plan_staff")
def staffing(request: HttpRequest) -> HttpResponse:
    """A chart and a table; `talk` and `patience` (minutes) and `arrivals` (a week) may be tried out."""
    told = request.GET
    service, patience = _minutes(told.get("talk", "")), _minutes(told.get("patience", ""))
    known = usual(service, patience)
    load = _scaled(known.load, told.get("arrivals", ""))
    answers = _answers(load) if sum(load.rates) else []
    return render(
        request,
        "line/staffing.html",
        {
            "known": known,
            "load": load,
            "week": sum(load.rates),
            "busiest": max(load.rates),
            "talk": load.service / 60,
            "patience": load.patience / 60,
            "answers": answers,
            "chart": _chart(answers),
            "finding": _finding(answers),
            "size": {"width": WIDTH, "height": HEIGHT, "left": LEFT, "base": HEIGHT - FOOT},
            "infinite": [one.advocates for one in answers if isinf(one.busiest.mean_wait)],
        },
    )


def _minutes(text: str) -> float | None:
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = 0
    if not 0.5 <= value <= 600:
        raise UsageError(_("A length is between half a minute and 600 minutes."))
    return value * 60


def _scaled(load: Load, arrivals: str) -> Load:
    """The same pattern with so many people a week; even over the week where the line has no pattern yet."""
    if not arrivals:
        return load
    if not (arrivals.isdecimal() and 0 < int(arrivals) <= 5000):
        raise UsageError(_("A week has 1 to 5000 people."))
    now, wanted = sum(load.rates), int(arrivals)
    rates = tuple(wanted / now * one for one in load.rates) if now else (wanted / WEEK_HOURS,) * WEEK_HOURS
    return replace(load, rates=rates)


def _answers(load: Load) -> list[Answer]:
    """Six numbers of advocates: from what the mean hour needs up to the first that is enough, and beyond; where none is
    within reach, the last that were tried."""
    week = sum(load.rates)
    first = max(1, int(week / WEEK_HOURS * load.service / 3600))
    goes = max(1, min(MOST_GOES, int(MOST_PEOPLE / week)))
    played: list[Answer] = []
    for go in range(goes):
        at = first + go * TRIED
        played += what_if(load, range(at, at + TRIED))
        if any(_is_enough(one) for one in played):
            break
    found = next((at for at, one in enumerate(played) if _is_enough(one)), len(played))
    start = max(0, min(found - TRIED // 2, len(played) - TRIED))
    return played[start : start + TRIED]


def _is_enough(answer: Answer) -> bool:
    return answer.soon_danger.low >= ENOUGH


def _chart(answers: list[Answer]) -> list[Bar]:
    top = max((one.wait_danger.high for one in answers), default=0) or 1
    step = (WIDTH - LEFT) / max(1, len(answers))
    height = HEIGHT - FOOT - 24

    def at(seconds: float) -> float:
        return round(HEIGHT - FOOT - height * seconds / top, 1)

    return [
        Bar(
            round(LEFT + step * (place + 0.5), 1),
            one.advocates,
            at(one.wait_danger.mean),
            at(one.wait_danger.low),
            at(one.wait_danger.high),
            minute(one.wait_danger.mean),
        )
        for place, one in enumerate(answers)
    ]


def _finding(answers: list[Answer]) -> str:
    """The chart's sentence."""
    enough = next((one for one in answers if _is_enough(one)), None)
    if not answers:
        return str(_("There is nothing to play yet."))
    if enough is None:
        best = max(answers, key=lambda one: one.soon_danger.mean)
        return _(
            "Of these numbers none surely brings %(wanted)s of 100 people in danger to a person within five minutes."
            " The best, %(n)s, brings %(share)s."
        ) % {"wanted": round(100 * ENOUGH), "n": best.advocates, "share": shares(best.soon_danger)}
    return ngettext(
        "With %(n)s advocate nearly everybody in danger has a person within five minutes.",
        "With %(n)s advocates nearly everybody in danger has a person within five minutes.",
        enough.advocates,
    ) % {"n": enough.advocates}
