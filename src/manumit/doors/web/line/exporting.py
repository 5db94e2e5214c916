"""What leaves the help line for others: single items that a person agreed to have passed on, each with its consent.
This is the only way from Line to an investigator, and it ends at a file (`hotline` reports) that a person carries.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import datetime
from typing import IO

from manumit.base.govern import need_consent
from manumit.base.kernel import Refused
from manumit.doors.web.line.abstracts import blocked
from manumit.doors.web.line.models import Paper
from manumit.doors.web.line.papers import Written, consent_of
from manumit.doors.web.line.sealing import read

COLUMNS = (
    "report_id",
    "received_at",
    "channel",
    "text",
    "location",
    "country",
    "tlp",
    "purpose",
    "expires_at",
    "consent_id",
)
"""Of a `report` file (DESIGN, section 6a)."""


def agreed() -> list[Written]:
    """Everything that somebody agreed to have passed on, as far as it can still be opened."""
    opened = (Written(one, read(one)) for one in Paper.objects.filter(kind=Paper.Kind.CONSENT))
    return [one for one in opened if one.words]


def write_reports(items: Iterable[Written], recipient: str, purpose: str, at: datetime, out: IO[str]) -> int:
    """Write `items` as hotline reports for one recipient and purpose; how many. Refused, before anything is written,
    when one of them has no consent that counts at `at` for exactly this; also when there is none at all."""
    rows = [_row(one, recipient, purpose, at) for one in items]
    if not rows:
        raise Refused(
            f"Nobody agreed that something is passed on to {recipient} for {purpose}.", "Ask, and record it."
        )
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return len(rows)


def _row(written: Written, recipient: str, purpose: str, at: datetime) -> tuple[str, ...]:
    consent = consent_of(written)
    item = written.paper.item
    if why := blocked(written.paper):
        raise Refused(f"The report that this abstract is of is {why}.", "It is passed on to nobody.")
    need_consent([consent], consent.consent_id, purpose, recipient, [(item, "talk")], at)
    return (
        item,
        consent.given_at.replace(minute=0, second=0, microsecond=0).isoformat(),
        "hotline",
        _harmless(written.words["text"]),
        "",
        written.words.get("country", ""),
        "AMBER",
        purpose,
        consent.expires_at.isoformat(),
        consent.consent_id,
    )


def _harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
