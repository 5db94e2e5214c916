"""What a page shows of a prevalence: a fan over models, never one number, with what speaks against it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manumit.doors.web.desk.words import Word

Json = dict[str, Any]
CRITICISMS: Final[tuple[Word, ...]] = (
    gettext_lazy(
        "The lists must be of one population at one time, and every person equally likely to be on a list given the"
        " model; neither can be tested with these data."
    ),
    gettext_lazy(
        "Whitehead et al. (2021) hold the method unsuitable for trafficking and its stated certainty overstated."
    ),
    gettext_lazy(
        "The Royal Statistical Society's discussion of 2020 showed that the choice of the model moves the answer."
    ),
    gettext_lazy("Matching errors between lists move the estimate by as much: a missed match raises it."),
)
"""The engine's (manumit.engine.places.CRITICISMS), to be translated."""
WIDE, TALL, LEFT, EDGE = 720, 320, 76, 16
DIGITS: Final = 3
"""Of a number of people: no model stands by more."""
BELIEVED: Final = ((0.1, 6), (0.03, 4), (0.0, 2))
"""Share of the belief from which a model is drawn in a shade of the scale of evidence."""


def bearable(people: float) -> int:
    """A number of people in as many digits as it can bear."""
    if people < 1:
        return 0
    step: int = 10 ** max(0, math.floor(math.log10(people)) - DIGITS + 1)
    return round(people / step) * step


def rounded(people: float) -> str:
    """The same in words."""
    return str(number_format(bearable(people), force_grouping=True))


@dataclass(frozen=True)
class Fan:
    """The models, from the one that says fewest to the one that says most."""

    told: Json

    @property
    def models(self) -> list[Json]:
        """In the order of the drawing and the table."""
        return sorted(self.told["models"], key=lambda one: (one["total"], one["bic"]))

    def lede(self) -> str:
        """The range over models and chance."""
        return _("Between %(low)s and %(high)s people, seen and unseen; %(seen)s were seen.") % {
            "low": rounded(self.told["low"]),
            "high": rounded(self.told["high"]),
            "seen": number_format(self.told["observed"], force_grouping=True),
        }

    def says(self) -> list[str]:
        """How it came about."""
        told = self.told
        lists = ", ".join(told["lists"])
        models, step = self.models, told.get("stepwise")
        return [
            _(
                "The range is that of 95 of 100 draws: people dealt anew, and a model drawn by belief for each."
            ),
            _("%(n)s models fit about as well; they say %(low)s to %(high)s.")
            % {"n": len(models), "low": rounded(models[0]["total"]), "high": rounded(models[-1]["total"])},
            (
                _("All %(n)s models were fitted; %(m)s have no estimate.")
                if told["whole"]
                else _("A walk over the models fitted %(n)s of them; %(m)s have no estimate.")
            )
            % {
                "n": number_format(told["considered"], force_grouping=True),
                "m": number_format(told["undefined"], force_grouping=True),
            },
            _("Log-linear models with main effects and pairs of lists; belief by BIC. Lists: %(lists)s.")
            % {"lists": lists},
            *([self._published(step)] if step else []),
        ]

    def _published(self, step: Json) -> str:
        return _(
            "Published studies take one model, to which pairs are added step by step. Here it says %(total)s (%(low)s"
            " to %(high)s, without the doubt about the choice)."
        ) % {name: rounded(step[name]) for name in ("total", "low", "high")}

    def rows(self) -> list[Json]:
        """One row a model, the most believed first."""
        ranked = sorted(self.models, key=lambda one: -one["weight"])
        return [
            {
                "number": number,
                "total": rounded(one["total"]),
                "low": rounded(one["low"]),
                "high": rounded(one["high"]),
                "belief": 100 * one["weight"],
                "pairs": [" + ".join(pair) for pair in one["pairs"]],
            }
            for number, one in enumerate(ranked, 1)
        ]

    def drawing(self) -> SafeString:
        """Each model as a stroke with its interval and a dot, darker the more it is believed; the scale is logarithmic,
        and the table says the same."""
        models, scale = self.models, _Scale.over(self.models, self.told["observed"])
        step = (WIDE - LEFT - EDGE) / len(models)
        dot = max(1.5, min(5.0, step / 2.5))
        strokes = format_html_join(
            "",
            '<g class="fan-{}"><path d="M{} {}V{}"/><circle cx="{}" cy="{}" r="{}"/></g>',
            (
                (
                    next(shade for least, shade in BELIEVED if one["weight"] >= least),
                    f"{x:.1f}", f"{scale.at(one['low']):.1f}", f"{scale.at(one['high']):.1f}",
                    f"{x:.1f}", f"{scale.at(one['total']):.1f}", f"{dot:.1f}",
                )
                for number, one in enumerate(models)
                for x in (LEFT + step * (number + 0.5),)
            ),
        )  # fmt: skip
        ticks = format_html_join(
            "",
            '<g class="fan-tick"><path d="M{} {}H{}"/><text x="{}" y="{}">{}</text></g>',
            (
                (LEFT, f"{scale.at(one):.1f}", WIDE - EDGE, LEFT - 8, f"{scale.at(one):.1f}", rounded(one))
                for one in scale.ticks()
            ),
        )
        seen = scale.at(self.told["observed"])
        return format_html(
            '<svg class="fan" viewBox="0 0 {} {}" aria-hidden="true" direction="ltr">{}'
            '<path class="fan-seen" d="M{} {}H{}"/>{}</svg>',
            WIDE, TALL, ticks, LEFT, f"{seen:.1f}", WIDE - EDGE, strokes,
        )  # fmt: skip


@dataclass(frozen=True)
class _Scale:
    """Logarithms of people, upwards."""

    low: float
    high: float

    @classmethod
    def over(cls, models: list[Json], seen: float) -> _Scale:
        least, most = min(seen, *(one["low"] for one in models)), max(one["high"] for one in models)
        return cls(math.log(max(1.0, least)) - 0.05, math.log(max(2.0, most)) + 0.05)

    def at(self, people: float) -> float:
        """Height in the drawing; what lies below the scale is at its foot."""
        share = (math.log(max(1.0, people)) - self.low) / (self.high - self.low)
        return TALL - EDGE - min(1.0, max(0.0, share)) * (TALL - 2 * EDGE)

    def ticks(self) -> list[float]:
        """1, 2, 5 times powers of ten; where fewer than two lie inside, the ends."""
        steps = [
            float(times * 10**power)
            for power in range(12)
            for times in (1, 2, 5)
            if self.low <= math.log(times * 10**power) <= self.high
        ]
        return steps if len(steps) > 1 else [math.exp(self.low + 0.05), math.exp(self.high - 0.05)]
