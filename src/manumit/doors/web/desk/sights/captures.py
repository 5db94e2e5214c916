"""Why a picture, print or eye was refused, or a print of a card left out, in the reader's language. What was kept
before refusals had names stands as it was told, in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manumit.doors.web.desk.models import Modality
from manumit.doors.web.desk.sights.place_words import worded
from manumit.doors.web.desk.words import Word

FINGER: Final[dict[int, Word]] = {
    1: gettext_lazy("Right thumb"),
    2: gettext_lazy("Right index finger"),
    3: gettext_lazy("Right middle finger"),
    4: gettext_lazy("Right ring finger"),
    5: gettext_lazy("Right little finger"),
    6: gettext_lazy("Left thumb"),
    7: gettext_lazy("Left index finger"),
    8: gettext_lazy("Left middle finger"),
    9: gettext_lazy("Left ring finger"),
    10: gettext_lazy("Left little finger"),
}
"""As ANSI/NIST-ITL and ISO/IEC 19794-2 count them."""


def label_of(modality: str, finger: int) -> str:
    """What is on a picture: the finger where it is known, else a face, a print, an eye."""
    return str(FINGER.get(finger) or Modality(modality).label)


def why_refused(kept: Mapping[str, Any] | str) -> str:
    """Reason and advice of a refusal as it is kept (`acts.portraits.refusal`)."""
    if isinstance(kept, str):
        return kept
    told = worded(kept)
    if not told or "sentence" not in told:
        return str(kept.get("why", ""))
    why = f"{told['sentence']} {told['hint']}"
    finger = FINGER.get(kept.get("numbers", {}).get("finger", 0))
    return _("%(finger)s: %(why)s") % {"finger": finger, "why": why} if finger else why
