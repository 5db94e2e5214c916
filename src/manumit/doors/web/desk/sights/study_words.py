"""Words of a study of places that forms, maps and tables share."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy

from manumit.doors.web.desk.words import Word

CLASS: Final[dict[str, Word]] = {
    "new hot spot": gettext_lazy("new hot spot"),
    "consecutive hot spot": gettext_lazy("consecutive hot spot"),
    "intensifying hot spot": gettext_lazy("intensifying hot spot"),
    "persistent hot spot": gettext_lazy("persistent hot spot"),
    "diminishing hot spot": gettext_lazy("diminishing hot spot"),
    "sporadic hot spot": gettext_lazy("sporadic hot spot"),
    "oscillating hot spot": gettext_lazy("oscillating hot spot"),
    "historical hot spot": gettext_lazy("historical hot spot"),
    "new cold spot": gettext_lazy("new cold spot"),
    "consecutive cold spot": gettext_lazy("consecutive cold spot"),
    "intensifying cold spot": gettext_lazy("intensifying cold spot"),
    "persistent cold spot": gettext_lazy("persistent cold spot"),
    "diminishing cold spot": gettext_lazy("diminishing cold spot"),
    "sporadic cold spot": gettext_lazy("sporadic cold spot"),
    "oscillating cold spot": gettext_lazy("oscillating cold spot"),
    "historical cold spot": gettext_lazy("historical cold spot"),
    "hot": gettext_lazy("hot over the whole time"),
    "cold": gettext_lazy("cold over the whole time"),
    "none": gettext_lazy("neither hot nor cold"),
}
"""How a cell came to be; `hot` and `cold` where its history has no class, but the sum of all time is beyond chance."""
STANDS: Final[dict[str, Word]] = {
    "hot": gettext_lazy("Hot now"),
    "whole": gettext_lazy("Hot over the whole time"),
    "was": gettext_lazy("Hot before"),
    "none": gettext_lazy("Neither hot nor cold"),
    "cold": gettext_lazy("Cold"),
}
"""How a map groups the classes."""
VISIT: Final[dict[str, Word]] = {
    "forecast": gettext_lazy("By the forecast"),
    "chance": gettext_lazy("By chance"),
    "": gettext_lazy("Not this time"),
}
"""Why one is to go to a cell."""
PERIOD: Final[dict[str, Word]] = {
    "week": gettext_lazy("Week"),
    "fortnight": gettext_lazy("Fortnight"),
    "month": gettext_lazy("Month"),
    "quarter": gettext_lazy("Quarter"),
}
FINDS_COUNT: Final[dict[str, Word]] = {
    "": gettext_lazy("Is left out: the forecast learns from what was reported"),
    "corrected": gettext_lazy("Counts, as much as its place would not have been gone to (Ensign and others)"),
    "inverse": gettext_lazy("Counts, by one over the chance that its place was gone to"),
}
"""What a forecast does with finds."""
