"""The timeline of a lead: a lane for each kind of record, a tick for each record, on the clocks of the sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from math import log2

from manumit.services.report import markup
from manumit.services.report.drawing.calendar import Axis, axis_for, labels, nights
from manumit.services.report.drawing.figure import Drawing, figure, words_at
from manumit.services.report.sight import Sight
from manumit.services.report.words import KIND_MANY, count, day, kind_word, local, when

WIDTH, LEFT, RIGHT = 920.0, 128.0, 904.0
LANE, TOP, FOOT = 34.0, 14.0, 26.0
TICK = 12.0
TOGETHER = 1.5
"""Pixels within which records share a tick."""
MOST_FACTS = 40
LANE_ORDER = tuple(KIND_MANY)


def timeline_figure(sights: Sequence[Sight], key: str) -> str:
    """The figure, or an empty string where no record has a date."""
    dated = [(local(s.observed_at, s.zone_minutes), s) for s in sights if s.observed_at is not None]
    if not dated:
        return ""
    dated.sort(key=lambda pair: (pair[0], pair[1].record_id))
    axis = axis_for([moment for moment, _ in dated], LEFT, RIGHT)
    lanes: dict[str, list[tuple[datetime, Sight]]] = defaultdict(list)
    for moment, sight in dated:
        lanes[sight.kind].append((moment, sight))
    order = sorted(lanes, key=lambda kind: (LANE_ORDER.index(kind) if kind in LANE_ORDER else 99, kind))
    floor = TOP + LANE * len(order)
    body = _ground(axis, floor) + "".join(
        _lane(kind, lanes[kind], axis, TOP + LANE * row) for row, kind in enumerate(order)
    )
    first, last = dated[0][0], dated[-1][0]
    span = f"{day(first)} to {day(last)}" if day(first) != day(last) else day(first)
    return figure(
        Drawing(
            key=key,
            title=f"When it happened: {count(len(dated), 'record')}, {span}",
            description="; ".join(f"{kind_word(kind)}: {_said(lanes[kind])}" for kind in order),
            width=WIDTH,
            height=floor + FOOT,
            body=body,
            caption=_caption(axis, len(sights) - len(dated)),
            css="time",
            facts=_facts([sight for _, sight in dated]),
            facts_title="The same as text",
        )
    )


def _said(lane: list[tuple[datetime, Sight]]) -> str:
    return f"{count(len(lane), 'record')}, {day(lane[0][0])} to {day(lane[-1][0])}"


def _ground(axis: Axis, floor: float) -> str:
    """Nights, lines of the calendar and their labels."""
    out = [
        f'<rect x="{a:.1f}" y="{TOP}" width="{b - a:.1f}" height="{floor - TOP:.1f}" class="night"/>'
        for a, b in nights(axis)
    ]
    for x, words, strong in labels(axis):
        css = "month" if strong else "day"
        out.append(f'<line x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{floor + 4:.1f}" class="{css}"/>')
        if x + len(words) * 6.2 <= WIDTH:
            out.append(words_at(x + 2, floor + 17, words, "small"))
    return "".join(out)


def _lane(kind: str, lane: list[tuple[datetime, Sight]], axis: Axis, top: float) -> str:
    middle = top + LANE / 2
    together = Counter(round(axis.at(moment) / TOGETHER) * TOGETHER for moment, _ in lane)
    ticks = "".join(_tick(x, middle, number) for x, number in sorted(together.items()))
    name = (
        f'<text x="{LEFT - 10:.0f}" y="{middle + 4:.1f}" text-anchor="end">{markup.text(kind_word(kind), 15)} '
        f'<tspan class="small">{len(lane)}</tspan></text>'
    )
    line = f'<line x1="{LEFT}" y1="{top + LANE:.1f}" x2="{RIGHT}" y2="{top + LANE:.1f}" class="rule"/>'
    return line + name + ticks


def _tick(x: float, middle: float, number: int) -> str:
    """A tick; several records at one place make it taller, up to the height of the lane."""
    half = min(LANE - 6, TICK + 4 * log2(number)) / 2
    return f'<line x1="{x:.1f}" y1="{middle - half:.1f}" x2="{x:.1f}" y2="{middle + half:.1f}" class="tick"/>'


def _caption(axis: Axis, undated: int) -> str:
    shaded = " Shaded: 22:00 to 06:00." if nights(axis) else ""
    left_out = f" {count(undated, 'record')} without a date not drawn." if undated else ""
    return (
        "<p>A tick is a record, a taller one several at the same time; on the clock of the source "
        f"(UTC where it gave none).{shaded}{left_out}</p>"
    )


def _facts(sights: list[Sight]) -> str:
    rows = [
        [
            markup.text(when(s.observed_at, s.zone_minutes)),
            markup.text(kind_word(s.kind)),
            markup.value(s.place) if s.place else "not given",
        ]
        for s in sights[:MOST_FACTS]
    ]
    more = len(sights) - MOST_FACTS
    tail = f"<p>{count(more, 'later record')}: see the evidence.</p>" if more > 0 else ""
    busiest = Counter(day(local(s.observed_at, s.zone_minutes)) for s in sights if s.observed_at).most_common(
        1
    )
    head = (
        f"<p>Most on one day: {busiest[0][1]} on {busiest[0][0]}.</p>"
        if busiest and busiest[0][1] > 1
        else ""
    )
    return head + markup.table("Records in time order", ["When", "What", "Where"], rows) + tail
