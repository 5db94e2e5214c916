"""Words of My consents for the closed lists of consents and records, at a reading age of about eleven."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from manumit.doors.web.helpline.agreed_words import Word

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
