"""What this help line's operator has put into its folder: texts that were reviewed, and recordings."""

from __future__ import annotations

import logging
from pathlib import Path

from django.conf import settings

from manumit.base.kernel import UnreadableInput
from manumit.doors.web.haven import recordings, talking
from manumit.doors.web.haven.recordings import Recording, Spoken


def texts() -> Path | None:
    """The folder of reviewed pages, where there is one."""
    folder: Path = settings.HOUSE.path / "pages"
    return folder if folder.is_dir() else None


def recorded(said: Spoken) -> Recording | None:
    """The recording of a text that may be played. A safety phrase must be reviewed, as its text must; a page says how
    far its recording is. A demonstration plays all."""
    try:
        found = recordings.recording(said, settings.HOUSE.path / "recordings")
    except UnreadableInput as error:  # states.yaml was changed while we run: silence, and the page stays
        logging.getLogger("manumit").error("No recording is played: %s", error.sentence)
        return None
    if found and said.kind == recordings.SAFETY and found.state != "reviewed" and not settings.MADE_UP:
        return None
    return found


def by_name(name: str) -> Recording | None:
    """The recording of that file name, if its text is still what it was."""
    stem, dot, _ending = name.rpartition(".")
    locale = stem.split(".")[1] if stem.count(".") == 2 else ""
    said = recordings.spoken(locale, texts(), talking.content()).get(stem) if dot and locale else None
    found = recorded(said) if said else None
    return found if found and found.path.name == name else None
