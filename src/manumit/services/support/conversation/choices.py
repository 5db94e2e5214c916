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
DOUBT = {
    "en": "i'm not sure|i am not sure|don't know|i don't know|idk|dunno|maybe|not sure yet",
    "es": "no sé|no lo sé|no se|no lo se|quizás|tal vez|a lo mejor|más o menos",
    "fr": "je ne sais pas|je sais pas|sais pas|pas sûr|pas sûre|pas sur|je ne suis pas sûre|peut-être",
    "pt": "não sei|nao sei|não sei dizer|talvez|mais ou menos",
    "ru": "не знаю|я не знаю|не уверена|не уверен|я не уверена|может быть|наверное",
    "uk": "не знаю|я не знаю|не впевнена|не впевнений|може|мабуть",
    "ar": "لا أعرف|لا اعرف|ما أعرف|ما اعرف|لا أدري|لا ادري|مش عارفة|مش عارف|لست متأكدة|لست متأكدا|ربما",
    "zh": "不知道|我不知道|不确定|我不确定|不好说|也许|可能",
    "tl": "hindi ko alam|di ko alam|hindi ako sigurado|di ako sigurado|siguro|ewan|ewan ko",
    "vi": "không biết|tôi không biết|không chắc|tôi không chắc|khong biet|khong chac|có thể",
    "ro": "nu știu|nu stiu|poate",
}
"""'Not sure' as people type it, right after 'are you safe to talk now?'. Words that may also say 'I am not safe'
(Spanish 'no estoy segura', Romanian 'nu sunt sigură') are not here: danger is looked for in them."""
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
    """The button whose whole label was typed, or nothing: for those who answer 'No' by hand. 'Yes', 'No' and 'Not sure'
    (in the words of `DOUBT`, too) count only right after the question."""
    content = content or shipped_content()
    plain = _bare(text)
    names = _TYPED[""] + (_TYPED["safe"] if recall(state).pending == "safe" else ())
    for name in names:
        if plain and plain == _bare(content.text(f"choice_{name}", locale).text):
            return name
    doubts = {_bare(one) for one in DOUBT.get(locale, "").split("|")}
    return "safe_unsure" if plain and plain in doubts and recall(state).pending == "safe" else ""


def _bare(text: str) -> str:
    return "".join(
        char
        for char in unicodedata.normalize("NFKC", text).casefold()
        if unicodedata.category(char)[0] in "LMN"
    )
