"""How far each text of a locale is, as this house would serve it: for its operator. Needs no server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from manumit.doors.web.haven import guide, recordings
from manumit.services.support import Content, release, shipped_content, with_reviewed

STATES = ("missing", *guide.STATES)


@dataclass(frozen=True, slots=True)
class Standing:
    """One text or recording: `kind` is reply, page, signs, offers or recording; `state` one of STATES."""

    kind: str
    id: str
    state: str


@dataclass(frozen=True, slots=True)
class Locale:
    """A locale of this house. `waits_for`: ids of the safety set that keep it closed."""

    locale: str
    texts: tuple[Standing, ...]
    waits_for: tuple[str, ...]
    older: tuple[str, ...]

    @property
    def released(self) -> bool:
        """Whether the chat serves it outside a demonstration."""
        return not self.waits_for

    def count(self, *kinds: str) -> dict[str, int]:
        """Texts of these kinds by state."""
        found = Counter(one.state for one in self.texts if one.kind in kinds)
        return {state: found[state] for state in STATES}


def replies(home: Path) -> Content:
    """The closed set as the house says it."""
    folder = home / "replies"
    return with_reviewed(folder) if folder.is_dir() else shipped_content()


def pages(home: Path) -> Path | None:
    """The house's folder of reviewed pages, looked through; None where there is none. Raises as guide.check."""
    folder = home / "pages"
    if not folder.is_dir():
        return None
    guide.check(folder)
    return folder


def check(home: Path) -> None:
    """UnreadableInput for any file of the operator that could not be served: said before the doors open."""
    replies(home)
    pages(home)
    recordings.states(home / "recordings")


def standing(home: Path, locale: str) -> Locale:
    """How far a locale is. UnreadableInput for a file of the operator that cannot be served."""
    content, folder = replies(home), pages(home)
    waits_for = release(locale, content)
    made = [*_replies(content, locale), *_pages(locale, folder), *_recordings(home, locale, folder, content)]
    named = recordings.spoken(locale, folder, content)
    old = [one for one in recordings.older(home / "recordings", frozenset(named)) if f".{locale}." in one]
    return Locale(locale, tuple(made), waits_for, tuple(old))


def _replies(content: Content, locale: str) -> Iterator[Standing]:
    for one in content.ids():
        yield Standing("reply", one, content.state(one, locale) or "missing")


def _pages(locale: str, folder: Path | None) -> Iterator[Standing]:
    own, english = guide.told(locale, folder), guide.told(guide.ORIGINAL, folder)
    for slug, original in english["pages"].items():
        yield Standing("page", slug, guide.state(own["pages"].get(slug, {}), original))
    for name in ("signs", "offers"):
        yield Standing(name, name, guide.state(own[name], english[name]))


def _recordings(home: Path, locale: str, folder: Path | None, content: Content) -> Iterator[Standing]:
    for name, said in recordings.spoken(locale, folder, content).items():
        found = recordings.recording(said, home / "recordings")
        yield Standing("recording", name, found.state if found else "missing")
