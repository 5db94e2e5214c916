"""Words of My consents for the closed lists of consents and records, at a reading age of about eleven."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Word = str | Promise
KINDS: dict[str, Word] = {
    "person": _("Who you are"),
    "identification": _("Whether you were trafficked"),
    "exploitation": _("What was done to you"),
    "case": _("How your case stands"),
    "need": _("What you need"),
    "service": _("Help you got"),
    "safety_plan": _("Your safety plan"),
    "note": _("Notes"),
    "health": _("Your health"),
    "document": _("Papers and files"),
}
PURPOSES: dict[str, Word] = {
    "health_care": _("to be treated"),
    "counselling": _("to talk to somebody who helps with what happened"),
    "shelter": _("to have a safe place to live"),
    "basic_needs": _("to get food, clothes, money for the day"),
    "legal_aid": _("to be advised and represented"),
    "interpretation": _("to be understood in one's own language"),
    "education": _("to learn"),
    "employment": _("to find work"),
    "childcare": _("to have one's children looked after"),
    "documents": _("to get papers"),
    "family_tracing": _("to find one's family"),
    "return": _("to go home, when that is wanted"),
    "case_transfer": _("to be helped by another organisation from now on"),
    "police_report": _("to tell the police"),
    "court": _("to be heard in court"),
    "research": _("to be counted, without a name"),
}
RECIPIENTS: dict[str, Word] = {
    "clinic": _("clinic"),
    "shelter": _("shelter"),
    "counsellor": _("counsellor"),
    "lawyer": _("lawyer"),
    "interpreter": _("interpreter"),
    "school": _("school"),
    "employer": _("employer"),
    "ngo": _("organisation"),
    "embassy": _("embassy"),
    "family": _("family"),
    "government": _("authority"),
    "police": _("police"),
    "prosecution": _("prosecution"),
    "immigration": _("immigration office"),
    "researcher": _("researcher"),
}
LOOKS: dict[str, Word] = {
    "plan_help": _("to plan or give help"),
    "prepare_talk": _("to prepare a talk with you"),
    "they_asked": _("because you asked"),
    "take_over": _("to take over from a colleague"),
    "review": _("to review the record"),
    "pass_on": _("to pass on what you agreed to"),
    "own_record": _("to see what is held"),
}
"""What Line writes down when a record is opened; from elsewhere it is in the words of whoever looked."""
STATES: dict[str, Word] = {
    "sent": _("They have not answered yet."),
    "accepted": _("They said yes."),
    "declined": _("They said no."),
    "completed": _("It is done."),
    "recalled": _("Recalled: they are asked to delete it."),
}
WHO: dict[str, Word] = {"the person": _("you"), "the program": _("the program, by its rules")}


def purpose(name: str) -> Word:
    """'to be treated'."""
    return PURPOSES.get(name, name)


def recipient(told: str) -> tuple[Word, str]:
    """'clinic:St Anna' as its kind in words, and its name."""
    kind, _sep, name = told.partition(":")
    return RECIPIENTS.get(kind, kind), name
