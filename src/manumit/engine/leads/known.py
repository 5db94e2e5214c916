"""Leads that were decided before: known again by their id, or by most of their records under another one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from manumit.engine.evidence import Outcome
from manumit.engine.leads.model import Earlier
from manumit.engine.leads.weigh import FEWEST_RECORDS

MOST = 0.5
"""More than this share of the records of the smaller of the two must be the other's, too."""


class Known:
    """Made once of what is told of a workspace's leads."""

    def __init__(self, told: Mapping[str, Outcome]) -> None:
        self._told = told
        self._by_record: dict[str, list[str]] = defaultdict(list)
        for lead_id, outcome in told.items():
            for record in outcome.records:
                self._by_record[record].append(lead_id)

    def earlier(self, lead_id: str, records: Collection[str]) -> Earlier | None:
        """What the lead with this id and these records turned out to be, if anybody said. A lead with as many records
        that were not there then as a lead needs has new evidence."""
        outcome = self._told.get(lead_id) or self._alike(set(records))
        if outcome is None:
            return None
        new = len(set(records) - set(outcome.records))
        return Earlier(outcome.lead_id, outcome.outcome, outcome.at, new, new >= FEWEST_RECORDS)

    def _alike(self, records: set[str]) -> Outcome | None:
        shared: dict[str, int] = defaultdict(int)
        for record in records:
            for lead_id in self._by_record.get(record, ()):
                shared[lead_id] += 1
        alike = [
            (count, self._told[lead_id].at, lead_id)
            for lead_id, count in shared.items()
            if count > MOST * min(len(records), len(set(self._told[lead_id].records)))
        ]
        return self._told[max(alike)[2]] if alike else None
