"""Two people decide about a candidate: each alone, neither seeing the other's answer, then together. Where they differ,
each says again what they think now that they know the other's reasons; where they still differ, a third one settles it.
Until the other has answered, one may take back what one said alone.

Rows are sealed under the candidate's key, and go with the person. Nothing here accepts a match by itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Literal

from manumit.base.kernel import Refused, UsageError
from manumit.base.vault import Item, Vault, new_id
from manumit.engine.biometrics.claims import decision_claim
from manumit.engine.evidence import Claim

ANSWERS = ("same", "different", "cannot tell")
SORT = "biometric decision"
ALONE, AGAIN, TOGETHER, SETTLED, BACK = "alone", "again", "together", "settled", "taken back"
State = Literal["open", "half", "apart", "decided"]
"""Nobody answered; one did; two did, and differ; it is decided."""


@dataclass(frozen=True, slots=True)
class Review:
    """One row: a person's own answer (stage `alone`, or `again` when both knew each other's), that it was taken back
    (`taken back`), what both agreed on (`together`, by both), or what a third one said of two who differ (`settled`).
    """

    search: str
    subject: str
    stage: str
    by: tuple[str, ...]
    answer: str
    reason: str
    at: str


class Decisions:
    """Reviews of candidates, appended and never changed. `search` is the id of one search, from `new_search`. `claim`
    makes each a leaf of a log; who gives none keeps another account."""

    def __init__(
        self, vault: Vault, kind: str = "", claim: Callable[[Claim], None] = lambda one: None
    ) -> None:
        self._vault, self._kind, self._claim = vault, kind, claim

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
        return self._write(Review(search, subject, ALONE, (by,), _known(answer), reason, _now()))

    def take_back(self, search: str, subject: str, by: str) -> Review:
        """A reviewer's own answer counts no more, and they may answer anew. Refused once the other has answered: the
        other's is known then."""
        alone = self._alone(search, subject)
        if [one.by for one in alone] != [(by,)]:
            raise Refused(
                "One takes back one's own answer, as long as nobody else has answered.",
                "Two who differ answer again; a new search begins a new decision.",
            )
        return self._write(Review(search, subject, BACK, (by,), alone[0].answer, "", _now()))

    def together(self, search: str, subject: str, by: tuple[str, str], answer: str, reason: str) -> Review:
        """What both agree on, after each answered alone. Refused before; a reason is needed."""
        alone = {one.by[0] for one in self._alone(search, subject)}
        if len(alone) < 2 or set(by) != alone:
            raise Refused(
                "They decide together who both answered alone before.",
                "Two people look first, each without the other.",
            )
        self._undecided(search, subject)
        return self._write(
            Review(search, subject, TOGETHER, tuple(sorted(by)), _known(answer), _reason(reason), _now())
        )

    def again(self, search: str, subject: str, by: str, answer: str, reason: str) -> Review:
        """What one of two who differ says now, knowing the other's answer and reason. Refused to others, and twice."""
        rows = self._undecided(search, subject)
        if self.state(search, subject) != "apart" or by not in {
            one.by[0] for one in rows if one.stage == ALONE
        }:
            raise Refused("They answer again who answered alone and differ.", "A third one may settle it.")
        if by in {one.by[0] for one in rows if one.stage == AGAIN}:
            raise Refused(
                f"{by} has answered again already.", "The other one answers, or a third one settles it."
            )
        return self._write(Review(search, subject, AGAIN, (by,), _known(answer), _reason(reason), _now()))

    def settle(self, search: str, subject: str, by: str, answer: str, reason: str) -> Review:
        """A third person's word on two who differ. Refused to the two, and where nothing is to be settled."""
        rows = self._undecided(search, subject)
        if self.state(search, subject) != "apart" or by in {one.by[0] for one in rows}:
            raise Refused("A third one settles what two see differently.", "Two people look first.")
        return self._write(Review(search, subject, SETTLED, (by,), _known(answer), _reason(reason), _now()))

    def state(self, search: str, subject: str) -> State:
        """How far it is. Two who answer alike have not decided yet: that is `together`'s."""
        if self.outcome(search, subject) != "open":
            return "decided"
        alone = self._alone(search, subject)
        return "apart" if len(alone) == 2 else "half" if alone else "open"

    def given_by(self, search: str, subject: str) -> list[str]:
        """Whose words stand, in their order; not what they say."""
        return list(dict.fromkeys(who for one in self._rows(search, subject) for who in one.by))

    def seen_by(self, who: str, search: str, subject: str) -> list[Review]:
        """What a person may see: their own answer, and the other's only once both are there. What was taken back nobody
        sees again."""
        rows = self._rows(search, subject)
        both = len([one for one in rows if one.stage == ALONE]) == 2
        return rows if both else [one for one in rows if one.by == (who,)]

    def outcome(self, search: str, subject: str) -> str:
        """`open`, or what was agreed on or settled. `same` is a decision of two people, and still no proof."""
        agreed = [one.answer for one in self._rows(search, subject) if one.stage in (TOGETHER, SETTLED)]
        return agreed[0] if agreed else "open"

    def _alone(self, search: str, subject: str) -> list[Review]:
        return [one for one in self._rows(search, subject) if one.stage == ALONE]

    def _undecided(self, search: str, subject: str) -> list[Review]:
        if self.outcome(search, subject) != "open":
            raise Refused("This was decided.", "A new search begins a new decision.")
        return self._rows(search, subject)

    def _rows(self, search: str, subject: str) -> list[Review]:
        found = [json.loads(one.data) for one in self._vault.search("search", search)]
        rows = [Review(**{**one, "by": tuple(one["by"])}) for one in found]
        return _standing(
            sorted((one for one in rows if one.subject == subject), key=lambda one: (one.at, one.by))
        )

    def _write(self, review: Review) -> Review:
        data = json.dumps(asdict(review), ensure_ascii=False).encode()
        self._vault.seal(Item(review.subject, new_id("decision"), 1, data, SORT, {"search": review.search}))
        self._claim(decision_claim(self._kind, review.stage, review.answer, review.at, data))
        return review


def _standing(rows: list[Review]) -> list[Review]:
    """In their order, without what was taken back and the rows that say so."""
    found: list[Review] = []
    for one in rows:
        if one.stage == BACK:
            found = [other for other in found if (other.stage, other.by) != (ALONE, one.by)]
        else:
            found.append(one)
    return found


def _known(answer: str) -> str:
    if answer not in ANSWERS:
        raise UsageError(f"{answer!r} is no answer.", f"One of: {', '.join(ANSWERS)}.")
    return answer


def _reason(said: str) -> str:
    if not said.strip():
        raise UsageError("A common decision needs its reason.", "Say what was compared, and what differs.")
    return said


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
