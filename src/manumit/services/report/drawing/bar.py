"""The strength bar: a line from 0 to 100, solid to the lower end of the interval, hatched inside it."""

from __future__ import annotations

from manumit.engine.leads import Lead
from manumit.services.report.words import base_line, chance_line

WIDTH, HEIGHT, TOP, THICK = 320.0, 26.0, 5.0, 12.0
EDGE = 2.0


def _at(share: float) -> float:
    return EDGE + share * (WIDTH - 2 * EDGE)


def strength_bar(lead: Lead, key: str, scale: bool = False) -> str:
    """SVG of score, interval and base rate; `key` makes its ids unique; `scale` writes 0, 50 and 100 below."""
    low, high = (min(1.0, max(0.0, end)) for end in lead.score_interval)
    mid, base = (min(1.0, max(0.0, part)) for part in (lead.score, lead.base_rate))
    marks = (
        "".join(
            f'<text x="{_at(share):.1f}" y="{HEIGHT + 9:.0f}" text-anchor="{anchor}" class="small">'
            f"{share * 100:.0f}</text>"
            for share, anchor in ((0, "start"), (0.5, "middle"), (1, "end"))
        )
        if scale
        else ""
    )
    height = HEIGHT + 12 if scale else HEIGHT
    return (
        f'<svg class="bar" role="img" aria-labelledby="{key}-b" viewBox="0 0 {WIDTH:g} {height:g}">'
        f'<title id="{key}-b">Strength: {chance_line(lead)}; {base_line(lead)}</title>'
        f'<rect x="{EDGE}" y="{TOP}" width="{WIDTH - 2 * EDGE}" height="{THICK}" rx="2" class="track"/>'
        f'<rect x="{EDGE}" y="{TOP}" width="{max(0.0, _at(low) - EDGE):.1f}" height="{THICK}" rx="2" class="sure"/>'
        f'<rect x="{_at(low):.1f}" y="{TOP}" width="{max(1.0, _at(high) - _at(low)):.1f}" height="{THICK}" '
        f'class="between"/>'
        f'<rect x="{_at(mid) - 1.25:.1f}" y="{TOP - 4}" width="2.5" height="{THICK + 8}" class="mid"/>'
        f'<path d="M{_at(base):.1f} {TOP + THICK + 1} l4 6 h-8 z" class="base"/>{marks}</svg>'
    )
