"""Buttons: what can be said with one press, and where an answer leads."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from manumit.services.support.conversation.content import Content, shipped_content
from manumit.services.support.conversation.memory import INTENTS, recall
from manumit.services.support.conversation.reply import Reply, reply

SAY = ("safe_yes", "safe_no", "safe_unsure", "cant_call", "person", "call_back", "go_on")
"""Said by pressing them, beside the intents."""
GO = ("go_find", "go_rights", "go_offer", "go_report", "go_return", "go_consents", "leave")
"""These lead to another page, or away."""
EVENTS = ("country", "call_back_agreed")
"""What a page reports: a country was stated, a form for calling back was filled in."""
SAID = frozenset({"", *SAY, *EVENTS, *INTENTS}) - {"out_of_scope"}
"""Everything that `respond` takes as said; empty for a turn in the person's own words."""
NEXT: dict[str, tuple[str, ...]] = {
    "find_shelter": ("go_find",),
    "legal_help": ("go_find", "go_rights"),
    "immigration_question": ("go_find", "go_rights"),
    "medical_help": ("go_find",),
    "document_taken": ("go_rights", "legal_help"),
    "wages_owed": ("go_rights", "legal_help"),
    "report_someone": ("go_report",),
    "missing_person": ("go_report",),
    "how_are_my_data_used": ("go_consents",),
    "delete_my_data": ("go_consents",),
    "leave_quickly": ("leave",),
    "food_or_money": ("go_find",),
    "work_offer_check": ("go_offer",),
    "return_to_report": ("go_return",),
    "thanks_bye": ("leave",),
}
"""The next step after an answer; 'talk to a person' is always one more."""
USUAL = ("find_shelter", "legal_help", "wages_owed")
"""Offered to somebody who has not yet said what is needed."""
_TYPED = {"safe": ("safe_yes", "safe_no", "safe_unsure"), "": ("person", "cant_call", "call_back")}


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: `id` is what `respond` takes as said, or where it leads when `goes`."""

    id: str
    label: Reply
    goes: bool


def choice(name: str, locale: str, content: Content) -> Choice:
    """The button of that name."""
    return Choice(name, reply(f"choice_{name}", locale, content), name in GO)


def typed(text: str, state: Mapping[str, Any], locale: str, content: Content | None = None) -> str:
    """The button whose whole label was typed, or nothing: for those who answer 'No' by hand. 'Yes' and 'No' count only
    right after the question."""
    content = content or shipped_content()
    plain = _bare(text)
    names = _TYPED[""] + (_TYPED["safe"] if recall(state).pending == "safe" else ())
    for name in names:
        if plain and plain == _bare(content.text(f"choice_{name}", locale).text):
            return name
    return ""


def _bare(text: str) -> str:
    return "".join(
        char
        for char in unicodedata.normalize("NFKC", text).casefold()
        if unicodedata.category(char)[0] in "LMN"
    )
