"""What a page shows of sealed forecasts: when each was sealed, whether before its outcome, and how right it was beside
the count of all history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from manumit.doors.web.desk.acts import jobs, ledger
from manumit.doors.web.desk.acts.forecasts import begins, ends, there
from manumit.doors.web.desk.models import Job, Score, SealedForecast, Study
from manumit.doors.web.desk.sights.figures import day
from manumit.doors.web.desk.sights.studies import ABOUT

SHARES: Final = (0.005, 0.01, 0.02)
CURVE: Final = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
"""Shares of the cells at which a score was taken (manumit.engine.places.reckoning)."""
SMALL: Final = 5
"""Events in the cells of a share below which others than investigators are not told how many."""
UNLIKELY: Final = 0.025
"""Of a count as large (or as small) below which chance does not explain it: two-sided, 5 of 100."""
WIDE, TALL, EDGE = 320, 200, 28
Json = dict[str, Any]


@dataclass(frozen=True)
class Seal:
    """A forecast as the log knows it. `standing`: a key of STANDING; `at`: when its leaf came in; `test`: that was
    before its window began; `over`: the window; `there`: its table."""

    forecast: SealedForecast
    standing: str
    at: datetime | None
    over: bool
    there: bool
    scores: list[Json]

    @property
    def last(self) -> date:
        """The last day of its window."""
        return ends(self.forecast).date() - timedelta(days=1)

    @property
    def test(self) -> bool:
        """Nothing of its outcome could be known when it was sealed."""
        sound = self.standing in ("logged", "witnessed")
        return sound and self.at is not None and self.at < begins(self.forecast)

    @property
    def scorable(self) -> bool:
        """Its time has come, its table is there, and the log speaks for it."""
        return self.over and self.there and self.standing in ("logged", "witnessed")


def seals(study: Study, whole: bool) -> list[Seal]:
    """Of a study, the latest first. `whole`: for somebody from whom no small count is held back."""
    found = list(study.forecasts.select_related("trace__user", "trace__workspace", "study__workspace"))
    standing = ledger.standing([one.trace for one in found])
    now = timezone.now()
    return [
        Seal(
            one, standing[one.trace.pk], ledger.entered(one.trace), now >= ends(one), there(one),
            [_score(score, whole) for score in one.scores.select_related("job", "job__asked_by")],
        )
        for one in found
    ]  # fmt: skip


def _score(score: Score, whole: bool) -> Json:
    job = score.job
    told: Json = {"job": job, "going": job.state in jobs.WAITING, "failed": job.state == Job.State.FAILED}
    if job.state != Job.State.DONE:
        return told
    return told | scored(job.result, whole)


def scored(result: Json, whole: bool) -> Json:
    """Rows of the table, the curve, and what the tests say, in sentences."""
    seen = result["seen"]
    names = {"forecast": _("This forecast"), "count": _("Count of all history")}
    rows = [{"name": label, **_row(result[name], seen, whole)} for name, label in names.items()]
    better = _compared(result)
    return {
        "rows": rows,
        "curve": curve([(row["name"], row["hits"]) for row in rows]),
        "shares": [f"{100 * one:g}" for one in CURVE],
        "seen": round(seen) if whole else int(seen) // ABOUT * ABOUT,
        "expected": result["expected"],
        "said": [better, *_tests(result)],
        "until": None if result["whole"] else day(result["last"]),
    }


def _row(row: Json, seen: float, whole: bool) -> Json:
    """A measure is left out where it would tell a small count."""

    def told(value: float | None, events: float) -> float | None:
        return value if value is None or whole or not 0 < round(events) < SMALL else None

    return {
        "pai": [told(one, (one or 0) * seen * share) for one, share in zip(row["pai"], SHARES, strict=True)],
        "pei": [
            told(one, (pai or 0) * seen * share)
            for one, pai, share in zip(row["pei"], row["pai"], SHARES, strict=True)
        ],
        "gain": row["information_gain"],
        "deviance": row["deviance"],
        "hits": [told(one, one * seen) for one in row["hits"]],
    }


def _compared(result: Json) -> str:
    own, plain = (result[name]["information_gain"] for name in ("forecast", "count"))
    if own is None or plain is None:
        return _("Too little happened to compare the two.")
    if own > plain:
        return _("It said more of where things happened than the count of all history did.")
    return _("The count of all history said as much of where things happened, or more.")


def _tests(result: Json) -> list[str]:
    more, fewer = result["number_test"]
    if result.get("finds"):
        number = _("It learnt from finds, too: how many it expected does not compare with what was reported.")
    elif more < UNLIKELY:
        number = _("More happened than it expected, beyond chance.")
    elif fewer < UNLIKELY:
        number = _("Less happened than it expected, beyond chance.")
    else:
        number = _("As many happened as it expected, give or take chance.")
    said = [number]
    if result["place_test"] is not None:
        said.append(
            _("The places do not fit it: chance alone would hardly ever place them so.")
            if result["place_test"] < 2 * UNLIKELY
            else _("The places fit it as well as chance would have them.")
        )
    said.append(
        _("%(n)s of 100 cells lay within their range; 90 were meant to.")
        % {"n": round(100 * result["inside"])}
    )
    return said


def curve(lines: list[tuple[str, list[float | None]]]) -> SafeString:
    """How much of what happened lay in so much of the cells, the most expected first: a line each, and the diagonal of
    pointing anywhere. The table says the same."""
    high, wide = TALL - 2 * EDGE, WIDE - 2 * EDGE

    def path(points: list[tuple[float, float]]) -> str:
        return "M" + "L".join(f"{EDGE + x * wide:.1f} {TALL - EDGE - y * high:.1f}" for x, y in points)

    drawn = [
        path(
            [
                (0.0, 0.0),
                *((at, hit) for at, hit in zip(CURVE, hits, strict=True) if hit is not None),
                (1.0, 1.0),
            ]
        )
        for _name, hits in lines
    ]
    return format_html(
        '<svg class="hits" viewBox="0 0 {} {}" role="img" aria-label="{}"><path class="axis" d="{}"/>'
        '<path class="even" d="{}"/><path class="plain" d="{}"/><path class="own" d="{}"/></svg>',
        WIDE, TALL, _("Share of events caught by share of cells; the table says the same."),
        path([(0, 1), (0, 0), (1, 0)]), path([(0, 0), (1, 1)]), drawn[1], drawn[0],
    )  # fmt: skip


def best_known(found: list[Seal]) -> Json | None:
    """The first score of the latest forecast that was a test: what a briefing tells of how right this was."""
    for seal in found:
        for one in seal.scores:
            if seal.test and "rows" in one:
                return {"seal": seal, **one}
    return None
