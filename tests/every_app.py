"""The apps of every door at once, for the type checker alone: no process ever runs with these settings."""

from pathlib import Path

from manumit.doors.web.helpline.house import HelplineHouse
from manumit.doors.web.settings import *  # noqa: F403
from manumit.doors.web.settings import INSTALLED_APPS as OF_THE_DESK

INSTALLED_APPS = [
    *OF_THE_DESK,
    "manumit.doors.web.helpline",
    "manumit.doors.web.haven",
    "manumit.doors.web.line",
]
HOUSE = HelplineHouse(Path("nowhere"))
MADE_UP, TALK_COOKIE, CARE_COOKIE, COVER_COOKIE, LEFT_COOKIE, LEAVE = False, "", "", "", "", ""
