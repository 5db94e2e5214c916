"""What a consent is given for and to whom, in words. The help line says the same in its own catalogue: neither door
imports the other's."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from manumit.doors.web.desk.words import Word

PURPOSE: Final[dict[str, Word]] = {
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
"""What a consent is given for."""
RECIPIENT: Final[dict[str, Word]] = {
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
    "researcher": _("researcher"),
}
"""To whom the Desk may refer."""
