"""The words that the analysts of a workspace know: beside them new ones are looked for. Kept in the workspace, in the
form that `manumit watch --drift --terms` reads.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path

from django.utils.translation import gettext as _

from manumit.base.kernel import UsageError
from manumit.doors.web.desk.acts.deciding import TERMS
from manumit.doors.web.desk.acts.jobs import ask_to_watch
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.gate import Here
from manumit.engine.evidence import Workspace
from manumit.engine.watch import read_terms

MOST, LONGEST = 500, 80


def known(folder: Path) -> list[str]:
    """The words, in the order they were written."""
    path = folder / TERMS
    return read_terms(path)[0] if path.exists() else []


def write(here: Here, text: str) -> None:
    """Keep these words, one a line, in place of those before; none: no list. UsageError for a line that holds no
    word."""
    words = list(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))
    if len(words) > MOST or any(len(word) > LONGEST for word in words):
        raise UsageError(
            _("These are too many words, or one is too long."),
            _("500 words, of 80 characters each, at most."),
        )
    place = Workspace.open(Path(here.ws.folder), create=True).path / TERMS
    place.parent.mkdir(exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".terms-")
    fresh = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.writelines(f"- {{term: {json.dumps(word, ensure_ascii=False)}}}\n" for word in words)
        if words and (problems := read_terms(fresh)[1]):
            raise UsageError(_("Line %(n)s holds no word.") % {"n": problems[0].line}, problems[0].hint)
        os.replace(fresh, place)
        if not words:
            place.unlink()  # an empty file is no list to the engine
    finally:
        fresh.unlink(missing_ok=True)
    name = hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]
    note("judgement", here.user, "words", name, here.ws, count=len(words))
    ask_to_watch(here.ws, here.user)
