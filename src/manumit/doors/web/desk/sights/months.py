"""What a page shows of a study's months: series by region, small counts hidden from all but investigators, and, apart
from them, what a help line told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manumit.doors.web.days import date_format
from manumit.doors.web.desk.sights.place_words import why, worded
from manumit.doors.web.desk.words import Word

Json = dict[str, Any]
MOST_BELOW: Final = 12
"""Series that are drawn below one; the others are named, and are in the table that can be taken away."""
LEAST_WATCHED: Final = 24
"""Months: what is usual comes from those before the last year (manumit.engine.places.ahead)."""
WIDE, TALL = 1000.0, 100.0
"""Units of a drawing, which is stretched to its place."""
WAY: Final[dict[str, Word]] = {
    "reconciled": gettext_lazy("all levels, made to add up by least trace"),
    "summed": gettext_lazy("the sum of the narrowest regions"),
    "last year": gettext_lazy("the mean of the last year"),
}


def month(number: int) -> date:
    """Months since January 1970 as the first day of one."""
    return date(1970 + number // 12, number % 12 + 1, 1)


@dataclass(frozen=True)
class Point:
    """A month of a series. `seen`: None where it is hidden, or still to come (`ahead`); `bounds`: of what is held back;
    `rose`: beyond what is usual."""

    at: date
    seen: float | None
    expected: float | None = None
    low: int | None = None
    high: int | None = None
    bounds: tuple[int, int] | None = None
    ahead: bool = False
    rose: bool = False

    @property
    def hidden(self) -> bool:
        """A small count, or one that would give one away."""
        return self.seen is None and not self.ahead


@dataclass(frozen=True)
class Series:
    """`at`: its number in the study; `path`: its names, the widest region's first."""

    at: int
    path: tuple[str, ...]
    points: tuple[Point, ...]

    @property
    def name(self) -> str:
        """The last of its names."""
        return self.path[-1] if self.path else _("All")

    @property
    def told(self) -> str:
        """'North / York'."""
        return " / ".join(self.path) or _("All")

    @property
    def past(self) -> tuple[Point, ...]:
        """Months that are over."""
        return tuple(one for one in self.points if not one.ahead)

    @property
    def ahead(self) -> tuple[Point, ...]:
        """Months to come; none where their numbers would tell a hidden one."""
        return tuple(one for one in self.points if one.ahead and one.expected is not None)

    @property
    def top(self) -> int:
        """Of the drawing: the largest number in it."""
        numbers = [one.seen for one in self.points if one.seen is not None]
        return max(1, round(max([0.0, *numbers, *(float(one.high or 0) for one in self.ahead)]) + 0.499))

    @property
    def drawing(self) -> SafeString:
        """Months as a line, those to come with their range."""
        return _drawn(self.points, self.top)

    @property
    def spoken(self) -> str:
        """The drawing in words."""
        hidden = sum(one.hidden for one in self.points)
        said = _("%(name)s: months from %(a)s to %(b)s.") % {
            "name": self.told,
            "a": date_format(self.points[0].at, "M Y"),
            "b": date_format(self.points[-1].at, "M Y"),
        }
        if hidden:
            said += " " + _("Hidden months: %(n)s.") % {"n": hidden}
        return said + " " + _("The table says the same.")


def _drawn(points: Sequence[Point], top: int) -> SafeString:
    """One path a part; months are spread evenly."""
    step = WIDE / max(1, len(points) - 1)

    def at(number: int, value: float) -> str:
        return f"{number * step:.1f} {TALL * (1 - value / top):.2f}"

    seen, gone, before = [], [], False
    for number, one in enumerate(points):
        if one.hidden:
            gone.append(f"M{number * step - step / 2:.1f} 0h{step:.1f}v{TALL:.0f}h-{step:.1f}Z")
        if one.seen is not None:
            seen.append(f"{'L' if before else 'M'}{at(number, one.seen)}h0")
        before = one.seen is not None
    to_come = [(number, one) for number, one in enumerate(points) if one.ahead and one.expected is not None]
    highs = [at(number, float(one.high or 0)) for number, one in to_come]
    lows = [at(number, float(one.low or 0)) for number, one in to_come]
    parts = {
        "gone": "".join(gone),
        "axis": f"M0 {TALL}H{WIDE}M0 {TALL / 2}H{WIDE}M0 0H{WIDE}",
        "band": "M" + "L".join([*highs, *reversed(lows)]) + "Z" if to_come else "",
        "rose": "".join(f"M{n * step:.1f} 0V{TALL:.0f}" for n, one in enumerate(points) if one.rose),
        "seen": "".join(seen),
        "ahead": "M" + "L".join(at(n, float(one.expected or 0)) for n, one in to_come) if to_come else "",
    }
    drawn = ((name, path) for name, path in parts.items() if path)
    body = format_html_join("", '<path class="{}" d="{}"/>', drawn)
    return format_html(
        '<svg viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true">{}</svg>',
        f"{WIDE:.0f}", f"{TALL:.0f}", body,
    )  # fmt: skip


@dataclass(frozen=True)
class Months:
    """Months of a study as somebody may see them. `whole`: nothing is hidden."""

    told: Json
    whole: bool

    @classmethod
    def of(cls, result: Json, whole: bool) -> Months | None:
        """None where nobody asked, or none could be worked out (`refusal`)."""
        told = result.get("months")
        return cls(told, whole) if told and "paths" in told else None

    def __len__(self) -> int:
        return len(self.told["paths"])

    def series(self, at: int) -> Series:
        """The series of this number."""
        told, first = self.told, self.told["first"]
        gone = [False] * len(told["counts"][at]) if self.whole else [bool(one) for one in told["hidden"][at]]
        rose = {when for series, when in told["alarms"] if series == at}
        past = [
            Point(
                month(first + n),
                None if hidden else count,
                rose=first + n in rose and not hidden,
            )
            for n, (count, hidden) in enumerate(zip(told["counts"][at], gone, strict=True))
        ]
        rows = zip(told["expected"][at], told["low"][at], told["high"][at], strict=True)
        ahead = [
            # the mean of months of which one is hidden would tell it
            Point(month(first + len(past) + n), None, ahead=True)
            if any(gone)
            else Point(
                month(first + len(past) + n),
                None,
                expected if self.whole else round(expected),
                low,
                high,
                ahead=True,
            )
            for n, (expected, low, high) in enumerate(rows)
        ]
        return Series(at, tuple(told["paths"][at]), (*past, *ahead))

    def above(self, at: int) -> list[Series]:
        """Wider ones, the widest first."""
        path = self.told["paths"][at]
        return [self.series(self.told["paths"].index(path[:length])) for length in range(len(path))]

    def below(self, at: int) -> tuple[list[Series], list[Series]]:
        """The next narrower ones, those with most first: the first few, and the others."""
        path = self.told["paths"][at]
        found = [
            n for n, one in enumerate(self.told["paths"]) if len(one) == len(path) + 1 and one[:-1] == path
        ]
        found.sort(key=lambda n: (-sum(self.told["counts"][n]), self.told["paths"][n]))
        made = [self.series(n) for n in found]
        return made[:MOST_BELOW], made[MOST_BELOW:]

    def level(self, at: int) -> str:
        """By what the series below one are told; empty below the narrowest."""
        depth = len(self.told["paths"][at])
        return str(self.told["by"][depth]) if depth < len(self.told["by"]) else ""

    @property
    def watched(self) -> bool:
        """Whether enough months are behind to look for changes."""
        return len(self.told["counts"][0]) >= LEAST_WATCHED

    def rises(self) -> list[tuple[Series, list[date]]]:
        """Series that rose beyond what is usual, and when: those that may be told."""
        made = [self.series(at) for at in dict.fromkeys(at for at, _when in self.told["alarms"])]
        found = [(one, [point.at for point in one.points if point.rose]) for one in made]
        return [(one, when) for one, when in found if when]

    def method(self) -> list[str]:
        """How it came about, in sentences."""
        added = _("What is expected adds up over the levels; ranges do not.")
        return [*how(self.told), added, *_left_out(self.told)]


def how(told: Json) -> list[str]:
    """Which way was taken, and how far off each was."""
    errors = told["errors"]
    if not errors:
        return [_("Too few months to compare ways of looking ahead: %(way)s.") % {"way": WAY[told["way"]]}]
    said = "; ".join(f"{WAY[name]}: {round(100 * errors[name])}" for name in WAY if name in errors)
    return [
        _("Taken: %(way)s. Off by so many of 100 on months that are over: %(errors)s.")
        % {"way": WAY[told["way"]], "errors": said}
    ]


def _left_out(told: Json) -> list[str]:
    said = []
    if told["not_reported"]:
        said.append(
            _("Not reported but discovered or inferred, and left out: %(n)s.") % {"n": told["not_reported"]}
        )
    if n := told.get("set_apart"):
        said.append(
            _(
                "At a point that very many share, which stands for 'somewhere here' and says nothing of which region,"
                " and left out: %(n)s."
            )
            % {"n": n}
        )
    if told["outside"]:
        said.append(_("In no region, and left out: %(n)s.") % {"n": told["outside"]})
    return said + [
        _("%(n)s × %(why)s") % {"n": count, "why": why(reason)} for reason, count in told["left_out"].items()
    ]


def refusal(told: Json | None) -> Mapping[str, Any] | None:
    """Why there are no months, or none ahead."""
    return worded((told or {}).get("refused"))


def rows_of(every: Sequence[Series]) -> list[tuple[date, list[Point]]]:
    """A table of several series: the latest month first."""
    rows = [(points[0].at, list(points)) for points in zip(*(one.points for one in every), strict=True)]
    return rows[::-1]
