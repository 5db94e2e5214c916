"""What the log says of who saw what, in words."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from manumit.doors.web.desk.words import Word

EVENT: Final[dict[str, Word]] = {
    "access": _("looked at"),
    "reveal": _("unmasked"),
    "break_glass": _("broke the glass"),
    "lead_decision": _("decided on a lead"),
    "judgement": _("judged a pair"),
    "role_decision": _("decided a role"),
    "export_made": _("exported"),
    "bundle_made": _("made a bundle"),
    "share": _("shared"),
    "recall": _("called back"),
    "referral": _("referred"),
    "permission_change": _("changed rights"),
    "sign_in": _("signed in"),
    "sign_in_refused": _("was refused at the door"),
    "file_read": _("handed in files"),
    "forecast": _("put a forecast on record"),
    "care_record": _("changed a record"),
    "consent_given": _("noted a consent"),
    "consent_withdrawn": _("noted that a consent ended"),
    "tombstone": _("erased"),
}
SUBJECT: Final[dict[str, Word]] = {
    "alert": _("alert"),
    "approval": _("second opinion"),
    "attachment": _("attachment"),
    "candidate": _("pair of pictures"),
    "case": _("case"),
    "chart": _("chart"),
    "collection": _("collection of rooms"),
    "enrolment": _("people taken in"),
    "entity": _("person or thing"),
    "gallery": _("gallery"),
    "hypothesis": _("hypothesis"),
    "job": _("job"),
    "lead": _("lead"),
    "note": _("note"),
    "pair": _("pair"),
    "prevalence": _("estimate"),
    "quarantine": _("what was set aside"),
    "record": _("record"),
    "referral": _("referral"),
    "score": _("score"),
    "search": _("search"),
    "study": _("study of places"),
    "subject": _("person in a gallery"),
    "task": _("task"),
    "user": _("colleague"),
    "watchlist": _("watchlist"),
    "word": _("word"),
    "words": _("words we know"),
    "workspace": _("workspace"),
}
"""What a trace is about."""
STANDING: Final[dict[str, Word]] = {
    "witnessed": _("witnessed"),
    "logged": _("logged, not witnessed"),
    "waiting": _("waits for the log"),
    "broken": _("does not fit the log"),
}
