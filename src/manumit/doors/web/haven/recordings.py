"""What can be listened to, and the recordings that an operator has of it (the house's folder `recordings`).

A recording's name is that of its text, `<id>.<locale>.<mark>.<ending>`, where the mark is a hash over id, locale and
text: one of an older text has another name and is never played. `states.yaml` beside them says of each name whether it
is draft (also where nothing is said), checked or reviewed, then by whom and when.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from manumit.base.kernel import UnreadableInput
from manumit.doors.web.haven import guide
from manumit.services.support import Content

ENDINGS = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
}
"""Kinds of sound that browsers play, the most widely played first."""
MOST = 8 * 1024 * 1024
"""Bytes of a recording at most: about eight minutes of speech as MP3 at 128 kbit/s; no page takes three."""
STATES = "states.yaml"
SAFETY = "say"
HEARD = ("safety", "question")
"""Kinds of replies of the talk that can be listened to."""
ON_THE_PHONE = "voice_"
"""Replies that are said in a call and stand on no page."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text that can be listened to: `kind` is page, sign or say (a safety phrase), `text` what is read aloud."""

    kind: str
    id: str
    locale: str
    text: str

    @property
    def name(self) -> str:
        """File name of its recording, without the ending."""
        told = json.dumps([self.kind, self.id, self.locale, self.text], ensure_ascii=False)
        return f"{self.kind}-{self.id}.{self.locale}.{sha256(told.encode()).hexdigest()[:12]}"


@dataclass(frozen=True, slots=True)
class Recording:
    """A file that says a text as it is now."""

    path: Path
    type: str
    state: str


def of_page(page: guide.Page) -> Spoken:
    """A page, heading by heading."""
    lines = [page.title, *(line for part in page.parts for line in (part.title, *part.lines))]
    return Spoken("page", page.slug, page.locale, "\n".join(lines))


def of_sign(sign: guide.Sign) -> Spoken:
    """A sign and what it may mean."""
    return Spoken("sign", sign.id, sign.locale, f"{sign.says}\n{sign.means}")


def spoken(locale: str, texts: Path | None, replies: Content) -> Mapping[str, Spoken]:
    """All that can be recorded in a locale, by name. A safety phrase with a number in it cannot: it says the number of
    the country. Texts that a locale lacks are not spoken in it."""
    found = [of_page(one) for one in guide.pages(locale, texts) if one.locale == locale]
    found += [of_sign(one) for one in guide.signs(locale, texts) if one.locale == locale]
    for one in replies:
        on_page = one.kind in HEARD and not one.content_id.startswith(ON_THE_PHONE)
        if one.locale == locale and on_page and "{" not in one.text:
            found.append(Spoken(SAFETY, one.content_id, locale, one.text))
    return {one.name: one for one in found}


def recording(said: Spoken, folder: Path) -> Recording | None:
    """The recording of exactly this text, or None."""
    for ending, kind in ENDINGS.items():
        path = folder / f"{said.name}{ending}"
        if path.is_file() and 0 < path.stat().st_size <= MOST:
            return Recording(path, kind, states(folder).get(path.name, "draft"))
    return None


def states(folder: Path) -> Mapping[str, str]:
    """State by file name, of `states.yaml`: {file name: {state, reviewer, date}}. UnreadableInput for another form."""
    path = folder / STATES
    return _states(path, path.stat().st_mtime_ns) if path.is_file() else {}


@cache
def _states(path: Path, changed: int) -> Mapping[str, str]:
    try:
        raw = yaml.safe_load(path.read_text("utf-8")) or {}
        return {str(name): _state(one) for name, one in raw.items()}
    except (yaml.YAMLError, UnicodeDecodeError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise UnreadableInput(
            f"{path}: {error}.",
            "Each name stands over its state (draft, checked, reviewed), reviewer and date.",
        ) from error


def _state(one: Mapping[str, Any]) -> str:
    state = str(one["state"])
    if state not in guide.STATES:
        raise ValueError(f"the state is one of {', '.join(guide.STATES)}")
    if state == "reviewed":
        if not str(one.get("reviewer") or "").strip():
            raise ValueError("who reviewed it is missing (reviewer)")
        date.fromisoformat(str(one.get("date") or "missing"))
    return state


def older(folder: Path, named: frozenset[str]) -> list[str]:
    """Sound files whose text has changed or is unknown, by name: they are not played."""
    if not folder.is_dir():
        return []
    return sorted(path.name for path in folder.iterdir() if path.suffix in ENDINGS and path.stem not in named)
