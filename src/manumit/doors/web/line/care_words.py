"""Words of the care pages: forms, and the closed lists that stand in a record."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from manumit.doors.web.helpline import agreed_words
from manumit.doors.web.helpline.agreed_words import Word

FORMS: Mapping[str, tuple[tuple[str, Word], ...]] = {
    "person": (
        ("called", _("What they want to be called")),
        ("languages", _("Languages, one a line")),
        ("interpreter", _("Needs an interpreter")),
        ("safe_contact", _("How they can be reached safely")),
        ("birth_date", _("Date of birth")),
    ),
    "need": (
        ("what", _("What is needed")),
        ("urgency", _("How soon")),
        ("state", _("How it stands")),
        ("note", _("In their words")),
    ),
    "service": (
        ("what", _("What was given")),
        ("provider", _("By whom")),
        ("began", _("From")),
        ("ended", _("To")),
        ("outcome", _("What came of it")),
    ),
    "note": (("date", _("Day")), ("text", _("Note"))),
    "safety_plan": (
        ("signs", _("What tells you that it is getting dangerous?")),
        ("steps", _("What helps you then?")),
        ("safe_places", _("Where can you go?")),
        ("safe_people", _("Whom can you call or wake?")),
        ("to_take", _("What would you take along?")),
    ),
}
"""Fields of a kind that stand in its form, each with its question; all of them optional."""
KINDS: dict[str, Word] = {
    "person": _("Who they are"),
    "identification": _("Identification"),
    "exploitation": _("What was done to them"),
    "case": _("How the case stands"),
    "need": _("Need"),
    "service": _("Help given"),
    "safety_plan": _("Safety plan"),
    "note": _("Note"),
    "health": _("Health summary"),
    "document": _("Document"),
    "consent": _("Consent"),
    "referral": _("Referral"),
    "join": _("Joined records"),
    "access": _("A look"),
    "erasing": _("Wish to be erased"),
}
VALUES: dict[str, Word] = {
    "shelter": _("a safe place"),
    "food_and_clothes": _("food and clothes"),
    "health_care": _("health care"),
    "mental_health_care": _("mental health care"),
    "legal_aid": _("legal aid"),
    "documents": _("papers"),
    "safety": _("safety"),
    "income": _("money for the day"),
    "employment": _("work"),
    "education": _("learning"),
    "childcare": _("care for children"),
    "interpreter": _("an interpreter"),
    "family_tracing": _("finding family"),
    "return": _("going home"),
    "other": _("something else"),
    "now": _("now"),
    "soon": _("soon"),
    "later": _("later"),
    "open": _("open"),
    "met": _("met"),
    "declined": _("declined"),
    "gone": _("no longer"),
    "sent": _("sent"),
    "accepted": _("accepted"),
    "completed": _("completed"),
    "recalled": _("recalled"),
    "spoken": _("said it"),
    "written": _("wrote it"),
    "signed": _("signed it"),
    "guardian": _("guardian agreed"),
    "valid": _("counts"),
    "to_come": _("begins later"),
    "expired": _("over"),
    "withdrawn": _("taken back"),
}
LOOKS: dict[str, Word] = {
    "plan_help": _("to plan or give help"),
    "prepare_talk": _("to prepare a talk with them"),
    "they_asked": _("because they asked"),
    "take_over": _("to take over from a colleague"),
    "review": _("to review the record"),
    "pass_on": _("to pass on what they agreed to"),
    "own_record": _("to see what is held about them"),
}
"""What a look was for, as it stands in the record; the first five can be chosen at the door."""
CHOSEN = tuple(LOOKS)[:5]
SAW: dict[str, Word] = {
    "the record": _("the record"),
    "the history": _("the history"),
    "a new care code": _("a new care code"),
}
EVENTS: dict[str, Word] = {
    "made": _("written"),
    "edited": _("changed"),
    "resolved": _("resolved"),
    "imported": _("taken in"),
    "accessed": _("looked at"),
}
BY: dict[str, Word] = {"the person": _("they themselves"), "the program": _("the program, by its rules")}


def recipient(value: str) -> str:
    """'clinic:St Anna' as 'clinic: St Anna'."""
    kind, name = agreed_words.recipient(value)
    return f"{kind}: {name}" if name else str(kind)
