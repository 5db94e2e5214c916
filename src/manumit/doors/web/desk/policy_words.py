"""The policy's actions and conditions in plain words, for the page that says who may do what."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from manumit.doors.web.desk.words import Word

ACTION: Final[dict[str, Word]] = {
    "see_leads": _("see leads"),
    "see_entity": _("see people, things and records"),
    "search": _("search the evidence"),
    "see_job": _("see files and jobs"),
    "watch": _("keep watchlists"),
    "run_job": _("hand in files and run jobs"),
    "see_places": _("see maps of places"),
    "study_places": _("have a map of places worked out"),
    "see_fine_places": _("see fine cells and small counts of places"),
    "identify": _("look for people by face, print or eye, and decide about candidates"),
    "enrol": _("take people into a gallery, and take them out at their wish"),
    "open_gallery": _("say at which checks a gallery is asked as a list"),
    "see_source": _("see the bytes of an original"),
    "judge_pair": _("judge whether two are the same"),
    "export": _("export"),
    "state_purpose": _("state a purpose"),
    "reveal": _("see possible victims unmasked"),
    "decide_lead": _("decide on a lead"),
    "open_case": _("open a case"),
    "make_bundle": _("make a court bundle"),
    "approve": _("agree as the second person"),
    "read_case": _("read a case"),
    "break_glass": _("read a case in an emergency; it is told and logged"),
    "write_case": _("write in a case"),
    "staff_case": _("choose who works on a case"),
    "close_case": _("close a case"),
    "reopen_case": _("open a closed case again"),
    "refer": _("refer somebody to a service"),
    "audit": _("see who saw what, and check the log"),
    "manage_people": _("add people and change their rights"),
    "manage_workspaces": _("make workspaces and choose who works there"),
    "see_policy": _("read this page"),
}
CONDITION: Final[dict[str, Word]] = {
    "always": _("always"),
    "member": _("works in the workspace"),
    "purpose": _("a purpose was stated"),
    "another's": _("somebody else asked"),
    "reader": _("has a seat to read"),
    "writer": _("has a seat to write"),
    "head": _("leads the case"),
    "open": _("the case is open"),
    "closed": _("the case is closed"),
    "emergency": _("the glass was broken"),
}


def conditions(told: str) -> list[Word]:
    """'member + purpose' in words, one a condition."""
    return [CONDITION.get(one, one) for one in told.split(" + ")]
