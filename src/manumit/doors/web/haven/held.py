"""What is held about somebody: the one shape in which every part of the service says it, and the parts that do.

A part offers what it holds with one call:

    offer(Source("report", held, withdraw, erase))

`held(request)` gives what the keys in this request open (the talk's cookie, a return code, a care code), nothing else;
`withdraw` and `erase` get the request and the `key` of one thing held, and look for themselves whether it is theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest
from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Looked:
    """Somebody looked: who, in the reader's words, when, what for. `hour`: an hour (UTC), or where no more is kept a
    day."""

    who: Words
    hour: date
    purpose: Words = ""

    @property
    def of_a_day(self) -> bool:
        """Whether no hour is known."""
        return not isinstance(self.hour, datetime)


@dataclass(frozen=True, slots=True)
class Held:
    """One thing held about the person: what, by whom, for which purpose, until when, who looked.

    `until`: a day, or words; None: until it is taken back or erased. `state`: counts, withdrawn, over, going (it waits
    to be erased). `key`: how its source knows it again. `withdraws`, `erases`: in plain words what that does; empty:
    it cannot be done here. `copies`: what stays outside, whatever is done here. `more`: lines beside it.
    """

    kind: str
    what: Words
    who: Words
    purpose: Words
    until: date | Words | None
    looked: tuple[Looked, ...] = ()
    state: str = "counts"
    key: str = ""
    name: str = ""
    """A name that somebody gave it; shown as it was written."""
    withdraws: Words = ""
    erases: Words = ""
    copies: Words = ""
    more: tuple[Words, ...] = ()
    more_is: Words = ""
    """What those lines are."""
    deeds: tuple[tuple[str, Words], ...] = ()
    """Further deeds of its source: (name, button), done by `erase` of the source with 'name:key'."""

    @property
    def day(self) -> date | None:
        """The day until which it is held, where it is one."""
        return self.until if isinstance(self.until, date) else None


Deed = Callable[[HttpRequest, str], None]


@dataclass(frozen=True, slots=True)
class Source:
    """A part of the service that holds something."""

    kind: str
    held: Callable[[HttpRequest], Iterable[Held]]
    withdraw: Deed | None = None
    erase: Deed | None = None


_SOURCES: dict[str, Source] = {}


def offer(source: Source) -> None:
    """From now on My consents shows what this part holds; said again under the same kind, it counts as said last."""
    _SOURCES[source.kind] = source


def sources() -> tuple[Source, ...]:
    """Every part that holds something."""
    return tuple(_SOURCES.values())


def held(request: HttpRequest) -> list[Held]:
    """Everything that the keys in this request open, part by part."""
    return [one for source in sources() for one in source.held(request)]


def source(kind: str) -> Source | None:
    """The part of that name."""
    return _SOURCES.get(kind)
