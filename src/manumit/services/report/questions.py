"""What would change a lead: families of evidence that are missing, and innocent explanations that nobody has tested."""

from __future__ import annotations

from typing import Final, NamedTuple

from manumit.engine.leads import Lead

FITS_WELL = 0.5
MOST = 6


class Question(NamedTuple):
    """Something to find out, and which way it would move the lead: 'up', 'down' or 'either'."""

    ask: str
    moves: str


class _Gap(NamedTuple):
    signs: frozenset[str]
    kinds: frozenset[str]
    ask: str


_GAPS: Final = (
    _Gap(
        frozenset({"money", "payment", "payments", "finance", "wage", "wages"}),
        frozenset({"payment", "account"}),
        "No money is seen yet: who is paid, who pays for rooms and tickets, and where wages end",
    ),
    _Gap(
        frozenset({"travel", "movement", "booking", "transport"}),
        frozenset({"booking", "leg", "stay"}),
        "No travel is seen yet: who booked and paid for the journeys, and who holds the documents",
    ),
    _Gap(
        frozenset({"report", "reports", "testimony"}),
        frozenset({"report", "missing_person", "sighting"}),
        "Nobody has reported anything yet: a hotline, an inspection or a neighbour may know these places",
    ),
    _Gap(
        frozenset({"advert", "adverts", "online", "offer", "recruitment"}),
        frozenset({"ad", "offer", "post", "page"}),
        "No advert or job offer is seen yet: what was promised, by whom, and what was found on arrival",
    ),
)
_BY_TYPE: Final = {
    "labour": (
        Question("A recruitment licence, or fees paid by the employer and not by the workers", "down"),
        Question("Payslips: wages that reach accounts which the workers use themselves", "down"),
        Question("An employer that confirms staff housing and lets the workers be spoken to alone", "down"),
    ),
    "domestic": (
        Question("A written contract, days off, and a passport in the worker's own hands", "down"),
        Question("Whether the household has employed others who left early", "up"),
    ),
    "sexual": (
        Question(
            "Signs that the people advertise for themselves: own phone, own money, own choice of days", "down"
        ),
        Question("Whether a support service has met them, and what they said when alone", "either"),
    ),
    "forced_crime": (
        Question("Who gains from what is taken or begged, and who sets the daily amount", "up"),
        Question("Whether the people could stop: what they were told would happen if they did", "either"),
    ),
}
_COMMON: Final = (
    Question("A family, team or employer that explains the shared phone, address or payer", "down"),
)


def questions(lead: Lead) -> list[Question]:
    """Questions in the order in which they would help, at most MOST."""
    families = {finding.family.lower() for finding in lead.findings}
    kinds = {record.kind for record in lead.records}
    gaps = [Question(gap.ask, "up") for gap in _GAPS if not (families & gap.signs or kinds & gap.kinds)]
    half = [
        Question(
            f"{counter.says.rstrip('.')}: fits in part ({counter.fit:.2f}); what would settle it?", "down"
        )
        for counter in lead.counter
        if 0 < counter.fit < FITS_WELL
    ][:1]
    typed = list(_BY_TYPE.get(lead.exploitation, ()))
    return [*gaps[:3], *typed, *half, *_COMMON][:MOST]
