"""Words of the report: roles, exploitation, families, dates and chances, said plainly and with care."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from manumit.engine.leads import Lead, Member

EXPLOITATION: Final = {
    "sexual": "Sexual exploitation",
    "labour": "Forced labour",
    "domestic": "Domestic servitude",
    "forced_crime": "Forced crime",
    "unknown": "Kind not known",
}
ROLE: Final = {
    "controller": "Controller",
    "recruiter": "Recruiter",
    "collector": "Collector",
    "facilitator": "Facilitator",
    "possible_victim": "Possible victim",
    "unknown": "Role not known",
}
ROLE_DEED: Final = {
    "controller": "decides over others: money, travel or documents end here",
    "recruiter": "finds people and makes promises to them",
    "collector": "gathers money and passes it on",
    "facilitator": "helps with a task: drives, advertises, rents or books",
    "possible_victim": "being exploited; not a suspect",
}
ROLE_COUNT: Final = {
    "possible_victim": ("possible victim", "possible victims"),
    "controller": ("controller", "controllers"),
    "recruiter": ("recruiter", "recruiters"),
    "collector": ("collector", "collectors"),
    "facilitator": ("facilitator", "facilitators"),
    "unknown": ("with no known role", "with no known role"),
}
ROLE_ORDER: Final = ("possible_victim", "controller", "recruiter", "collector", "facilitator", "unknown")
KIND: Final = {
    "ad": "Advert",
    "post": "Post",
    "offer": "Job offer",
    "page": "Web page",
    "account": "Account",
    "payment": "Payment",
    "booking": "Booking",
    "leg": "Journey",
    "stay": "Stay",
    "sighting": "Sighting",
    "report": "Report",
    "missing_person": "Missing person",
    "image": "Image",
}
KIND_MANY: Final = {
    "ad": "adverts",
    "post": "posts",
    "offer": "job offers",
    "page": "web pages",
    "account": "accounts",
    "payment": "payments",
    "booking": "bookings",
    "leg": "journeys",
    "stay": "stays",
    "sighting": "sightings",
    "report": "reports",
    "missing_person": "missing-person reports",
    "image": "images",
}
FAMILY: Final = {
    "advert": "Adverts",
    "adverts": "Adverts",
    "ad": "Adverts",
    "text": "Wording",
    "online": "Adverts and posts",
    "money": "Money",
    "payment": "Money",
    "payments": "Money",
    "finance": "Money",
    "travel": "Travel",
    "movement": "Movement",
    "recruitment": "Recruitment",
    "offer": "Job offers",
    "housing": "Housing",
    "place": "Places",
    "control": "Control",
    "identity": "Shared identifiers",
    "link": "Shared identifiers",
    "report": "Reports",
    "reports": "Reports",
    "labour": "Work and wages",
    "network": "How they are connected",
}
STRENGTH: Final = ((0.2, "faint"), (0.4, "weak"), (0.6, "fair"), (0.8, "strong"), (1.01, "very strong"))
POSSIBLY_BELOW: Final = 0.75
"""Bands of the glossary: possibly below this, probably from here on; no stronger word is used for a person."""


def role_words(member: Member) -> str:
    """'Possibly gathers money and passes it on': the word is bound to the chance (see the glossary)."""
    if member.role not in ROLE_DEED:
        return "seen with the others; what this one does is not known"
    word = "possibly" if member.probability < POSSIBLY_BELOW else "probably"
    return f"{word} {ROLE_DEED[member.role]}"


def role_counts(roles: Mapping[str, int]) -> str:
    """'6 possible victims, 1 controller', in a fixed order."""
    return ", ".join(
        f"{roles[role]:,} {ROLE_COUNT[role][roles[role] != 1]}" for role in ROLE_ORDER if roles.get(role)
    )


def strength_word(strength: float) -> str:
    """A word for 0..1."""
    return next(word for top, word in STRENGTH if strength < top or top > 1)


def step(strength: float) -> int:
    """Step 0..5 on the sequential scale of evidence."""
    return min(5, max(0, int(strength * 6)))


def family_word(family: str) -> str:
    """A heading for a family of findings."""
    return FAMILY.get(family.lower(), family.replace("_", " ").strip().capitalize() or "Other")


def exploitation_word(exploitation: str) -> str:
    """A heading for an exploitation type."""
    return EXPLOITATION.get(exploitation, EXPLOITATION["unknown"])


def kind_word(kind: str) -> str:
    """A record kind, singular."""
    return KIND.get(kind, kind.replace("_", " ").capitalize())


def count(number: int, one: str, many: str = "") -> str:
    """'1 record', '1,204 records'."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def kind_count(kind: str, number: int) -> str:
    """'3 job offers'."""
    return f"{number:,} {kind_word(kind).lower() if number == 1 else KIND_MANY.get(kind, kind.replace('_', ' '))}"


def listing(parts: list[str]) -> str:
    """'a, b and c'."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1] if parts else ""


def of_100(share: float) -> str:
    """A share as a whole number out of 100; the ends are never rounded into certainty."""
    if 0 < share < 0.01:
        return "fewer than 1"
    return str(min(99, round(share * 100))) if share < 1 else "100"


def chance_line(lead: Lead) -> str:
    """'of 100 leads like this, about 80 were real (between 71 and 88)'."""
    low, high = lead.score_interval
    return (
        f"of 100 leads like this, about {of_100(lead.score)} were real "
        f"(between {of_100(low)} and {of_100(high)})"
    )


def base_line(lead: Lead) -> str:
    """What the score starts from."""
    return f"before any finding is read: about {of_100(lead.base_rate)} of 100"


def local(moment: datetime, zone_minutes: int | None) -> datetime:
    """The moment on the clock of its source (UTC where the source gave no zone)."""
    return utc(moment) + timedelta(minutes=zone_minutes or 0)


def zone_word(zone_minutes: int | None) -> str:
    """'UTC+01:00'; 'UTC' where the source gave no zone."""
    if not zone_minutes:
        return "UTC"
    hours, minutes = divmod(abs(zone_minutes), 60)
    return f"UTC{'+' if zone_minutes > 0 else '−'}{hours:02d}:{minutes:02d}"


MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(moment: datetime) -> str:
    """'3 Mar 2026', whatever the machine's locale."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def day_of(iso: str) -> str:
    """'3 Mar 2026' from an ISO date or time; what is neither stays as it is."""
    try:
        return day(datetime.fromisoformat(iso))
    except ValueError:
        return iso


def when(moment: datetime | None, zone_minutes: int | None) -> str:
    """'3 Mar 2026, 21:40 (UTC+01:00)'."""
    if moment is None:
        return "no date"
    there = local(moment, zone_minutes)
    return f"{day(there)}, {there:%H:%M} ({zone_word(zone_minutes)})"


def utc(moment: datetime) -> datetime:
    """Aware in UTC; a naive moment is taken as UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
