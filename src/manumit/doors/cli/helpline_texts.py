"""`manumit helpline texts` and `to-record`: how far each language of a help line is, and what can be recorded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from manumit.base.kernel import UsageError
from manumit.doors.cli.output import Quiet, need, result, tell

if TYPE_CHECKING:
    from manumit.doors.web.haven.standing import Locale

HOME = Path("manumit-helpline")
WRITTEN = (("replies", ("reply",)), ("pages", ("page",)), ("signs", ("signs",)), ("offer check", ("offers",)))
Home = Annotated[Path, typer.Option("--home", metavar="H", help="Folder of the help line.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write there, not to stdout.")]


class Form(Enum):
    """How it is written."""

    table = "table"
    json = "json"


def texts(
    home: Home = HOME,
    locale: Annotated[
        str, typer.Option("--locale", metavar="LL", help="This language alone, text by text.")
    ] = "",
    form: Annotated[
        Form, typer.Option("--format", help="table for people, json lines for programs.")
    ] = Form.table,
    out: Out = None,
    quiet: Quiet = False,
) -> int:
    """How far each language of the help line is: what is draft, checked or reviewed, whether the chat is released,
    what still keeps it closed, and which recordings there are. A text that is not reviewed is shown with its original
    beside it; a chat that is not released says the emergency number and brings a person.

    Example: manumit helpline texts --home ~/helpline --locale uk
    """
    from manumit.doors.web.haven.standing import standing
    from manumit.services.support import LOCALES

    wanted = [_known(locale, LOCALES)] if locale else list(LOCALES)
    found = [standing(need(home), one) for one in wanted]
    with result(out) as stream:
        if form is Form.json:
            lines: Iterator[str] = (json.dumps(_shape(one), ensure_ascii=False) for one in found)
        else:
            lines = _table(found) if not locale else _each(found[0])
        stream.writelines(f"{line}\n" for line in lines)
    tell(quiet, f"The chat is released in {sum(one.released for one in found)} of {len(found)}.")
    return 0


def to_record(
    locale: Annotated[str, typer.Argument(metavar="LL", help="The language, in two letters.")],
    home: Home = HOME,
    every: Annotated[bool, typer.Option("--all", help="Also what is recorded already.")] = False,
    out: Out = None,
    quiet: Quiet = False,
) -> int:
    """What can be read aloud in a language, each text under the file name that its recording must have (with the ending
    .mp3, .m4a, .ogg, .opus or .wav) in the folder `recordings` of the help line.

    Example: manumit helpline to-record uk --home ~/helpline --out to-read.txt
    """
    from manumit.doors.web.haven import recordings
    from manumit.doors.web.haven.standing import pages, replies
    from manumit.services.support import LOCALES

    folder = need(home) / "recordings"
    said = recordings.spoken(_known(locale, LOCALES), pages(home), replies(home))
    wanted = {name: one for name, one in said.items() if every or not recordings.recording(one, folder)}
    with result(out) as stream:
        for name, one in wanted.items():
            stream.write(f"{name}\n\n{one.text}\n\n\n")
    tell(quiet, f"{len(wanted)} of {len(said)} texts to read aloud.")
    return 0


def _known(locale: str, locales: tuple[str, ...]) -> str:
    if locale not in locales:
        raise UsageError(f"There is no locale {locale!r}.", f"Locales: {', '.join(locales)}.")
    return locale


def _counts(one: Locale, kinds: tuple[str, ...]) -> str:
    return ", ".join(f"{count} {state}" for state, count in one.count(*kinds).items() if count)


def _table(found: list[Locale]) -> Iterator[str]:
    """A line a language: tab-separated."""
    yield "\t".join(("locale", "chat", *(name for name, _ in WRITTEN), "recordings"))
    for one in found:
        chat = "released" if one.released else f"closed: {len(one.waits_for)} to review"
        yield "\t".join((one.locale, chat, *(_counts(one, kinds) for _, kinds in WRITTEN), _sound(one)))


def _sound(one: Locale) -> str:
    told = _counts(one, ("recording",))
    return f"{told}, {len(one.older)} of older texts" if one.older else told


def _each(one: Locale) -> Iterator[str]:
    """A line a text: kind, id, state, and what it holds up."""
    for text in one.texts:
        holds = "keeps the chat closed" if text.kind == "reply" and text.id in one.waits_for else ""
        yield "\t".join((text.kind, text.id, text.state, *([holds] if holds else [])))
    for name in one.older:
        yield "\t".join(("recording", name, "of an older text", "not played"))


def _shape(one: Locale) -> dict[str, Any]:
    return {
        "locale": one.locale,
        "released": one.released,
        "waits_for": list(one.waits_for),
        "texts": [{"kind": text.kind, "id": text.id, "state": text.state} for text in one.texts],
        "older_recordings": list(one.older),
    }
