"""What a guided talk remembers from turn to turn: closed words, never anything that was said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Protocol

INTENTS = tuple(
    "find_shelter legal_help immigration_question medical_help document_taken wages_owed report_someone missing_person "
    "talk_to_human how_are_my_data_used delete_my_data leave_quickly interpreter food_or_money work_offer_check "
    "return_to_report who_are_you thanks_bye out_of_scope".split()
)
"""What may be asked for; `out_of_scope` is a miss."""
LEVELS = ("standard", "urgent", "imminent")
MISSES = 2
"""After so many a person is asked (design, rule 6)."""
_WORDS: dict[str, tuple[str, ...]] = {
    "safe": ("", "asked", "yes", "no", "unsure"),
    "pending": ("", "safe"),
    "danger": LEVELS,
    "panel": ("", "shown"),
    "country": ("", "asked"),
    "person": ("", "asked"),
    "call_back": ("", "agreed"),
    "misses": ("0", "1", "2"),
    "held": ("", *INTENTS),
}
"""Every field of a memory but `guesses`, and the words that may stand in it; the first is how a talk begins."""


class Judged(Protocol):
    """What triage found: `Judgement` is one."""

    @property
    def label(self) -> str:
        """One of LEVELS, for the conversation so far."""

    @property
    def intent(self) -> str | None:
        """What the newest turn asks for, or None."""

    @property
    def intents(self) -> tuple[str, ...]:
        """The likeliest, best first."""

    @property
    def unsure(self) -> bool:
        """Whether the best is only a guess."""


@dataclass
class Memory:
    """Where a talk stands. `safe`: the answer to 'are you safe to talk now?', and whether it was asked; `pending`: the
    question that the last turn put; `panel`: the danger panel was shown; `held`: the intent that waits for the answer,
    or `guesses` at it; `person`: one was asked for."""

    safe: str = ""
    pending: str = ""
    danger: str = "standard"
    panel: str = ""
    country: str = ""
    person: str = ""
    call_back: str = ""
    misses: str = "0"
    held: str = ""
    guesses: tuple[str, ...] = ()

    def shape(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self) | {"guesses": list(self.guesses)}


def recall(shape: Mapping[str, Any]) -> Memory:
    """A memory from what was kept; a word that is not of the closed ones counts as never written."""
    words = {name: shape[name] for name, allowed in _WORDS.items() if shape.get(name) in allowed}
    guesses = shape.get("guesses")
    known = tuple(one for one in guesses if one in INTENTS)[:3] if isinstance(guesses, list | tuple) else ()
    return Memory(**words, guesses=known)
