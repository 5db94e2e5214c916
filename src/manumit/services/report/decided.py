"""In words: what a lead turned out to be before, and how right the scores of decided leads were."""

from __future__ import annotations

from manumit.engine.leads import FEWEST_DECIDED, PRIOR, Calibration, Earlier
from manumit.services.report.words import count, of_100

_TURNED_OUT = {
    "confirmed": "was confirmed",
    "unfounded": "turned out unfounded",
    "unknown": "was closed without an answer",
    "other": "turned out another crime or need",
}
SELECTION = (
    "Only leads that somebody opened are ever decided, and people open the strongest first: of all leads, or of the "
    "weak ones, these numbers say nothing."
)


def earlier_said(earlier: Earlier) -> str:
    """'turned out unfounded on 2026-03-03; 4 records since: new evidence'."""
    said = f"{_TURNED_OUT[earlier.outcome]} on {earlier.at[:10]}"
    if not earlier.new_records:
        return f"{said}; nothing new since"
    since = f"{count(earlier.new_records, 'record')} since"
    return (
        f"{said}; {since}: new evidence" if earlier.new_evidence else f"{said}; {since}, too few to ask again"
    )


def calibration_said(calibration: Calibration) -> list[str]:
    """Sentences on the leads that were decided here; none where none was."""
    if not calibration.decided:
        return []
    decided = count(calibration.decided, "lead")
    if not calibration.enough:
        return [f"Decided here so far: {decided}; how right scores are is said from {FEWEST_DECIDED} on."]
    lines = [f"Decided here: {decided}, {calibration.confirmed} confirmed. {SELECTION}"]
    for band in calibration.bands:
        low, high = (round(100 * share) for share in band.interval)
        lines.append(
            f"Said {round(100 * band.low)} to {round(100 * band.high)} of 100 (mean {of_100(band.said)}): "
            f"{band.confirmed} of {band.decided} confirmed ({low} to {high} of 100, 90 % interval)."
        )
    lines.append(
        f"Scores are moved by {calibration.shift:+.2f} log-odds (standard error {calibration.error:.2f}): "
        f"a shipped 50 is {of_100(calibration.score(0.5))} here. "
        f"The shipped calibration weighs as much as {PRIOR:.0f} decided leads."
    )
    return lines
