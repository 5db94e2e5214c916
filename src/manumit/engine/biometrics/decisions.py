"""Two people decide about a candidate: each alone, neither seeing the other's answer, then together.

Rows are sealed under the candidate's key, and go with the person. Nothing here accepts a match by itself.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from manumit.base.kernel import Refused, UsageError
from manumit.base.vault import Item, Vault, new_id

ANSWERS = ("same", "different", "cannot tell")
SORT = "biometric decision"
TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Review:
    """One row: a person's own answer (stage `alone`), or what both agreed on (stage `together`, by both)."""

    search: str
    subject: str
    stage: str
    by: tuple[str, ...]
    answer: str
    reason: str
    at: str


class Decisions:
    """Reviews of candidates, appended and never changed. `search` is the id of one search, from `new_search`."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    @staticmethod
    def new_search() -> str:
        """An id that says nothing."""
        return new_id("search")

    def decide(self, search: str, subject: str, by: str, answer: str, reason: str = "") -> Review:
        """A reviewer's own answer. Refused when there are two already, or it is this person's second."""
        alone = self._alone(search, subject)
        if by in {one.by[0] for one in alone}:
            raise Refused(f"{by} has answered already.", "A second person answers, then both talk.")
        if len(alone) >= 2:
            raise Refused("Two people have answered already.", "They decide together now.")
        return self._write(Review(search, subject, "alone", (by,), _known(answer), reason, _now()))

    def together(self, search: str, subject: str, by: tuple[str, str], answer: str, reason: str) -> Review:
        """What both agree on, after each answered alone. Refused before; a reason is needed."""
        alone = {one.by[0] for one in self._alone(search, subject)}
        if len(alone) < 2 or set(by) != alone:
            raise Refused(
                "They decide together who both answered alone before.",
                "Two people look first, each without the other.",
            )
        if not reason.strip():
            raise UsageError(
                "A common decision needs its reason.", "Say what was compared, and what differs."
            )
        if any(one.stage == TOGETHER for one in self._rows(search, subject)):
            raise Refused("This was decided.", "A new search begins a new decision.")
        return self._write(
            Review(search, subject, TOGETHER, tuple(sorted(by)), _known(answer), reason, _now())
        )

    def seen_by(self, who: str, search: str, subject: str) -> list[Review]:
        """What a person may see: their own answer, and the other's only once both are there."""
        rows = self._rows(search, subject)
        both = len([one for one in rows if one.stage == "alone"]) == 2
        return rows if both else [one for one in rows if one.by == (who,)]

    def outcome(self, search: str, subject: str) -> str:
        """`open`, or what was agreed on. `same` is a decision of two people, and still no proof."""
        agreed = [one.answer for one in self._rows(search, subject) if one.stage == TOGETHER]
        return agreed[0] if agreed else "open"

    def _alone(self, search: str, subject: str) -> list[Review]:
        return [one for one in self._rows(search, subject) if one.stage == "alone"]

    def _rows(self, search: str, subject: str) -> list[Review]:
        found = [json.loads(one.data) for one in self._vault.search("search", search)]
        rows = [Review(**{**one, "by": tuple(one["by"])}) for one in found]
        return sorted((one for one in rows if one.subject == subject), key=lambda one: (one.at, one.by))

    def _write(self, review: Review) -> Review:
        data = json.dumps(asdict(review), ensure_ascii=False).encode()
        self._vault.seal(Item(review.subject, new_id("decision"), 1, data, SORT, {"search": review.search}))
        return review


def _known(answer: str) -> str:
    if answer not in ANSWERS:
        raise UsageError(f"{answer!r} is no answer.", f"One of: {', '.join(ANSWERS)}.")
    return answer


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
