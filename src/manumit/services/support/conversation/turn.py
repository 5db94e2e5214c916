"""One turn as it is being answered: what is known before it, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from manumit.services.support.conversation.choices import Choice, choice
from manumit.services.support.conversation.content import Content
from manumit.services.support.conversation.emergency import Emergency, emergency
from manumit.services.support.conversation.memory import Judged, Memory
from manumit.services.support.conversation.reply import Reply, reply

MOST_MINUTES = 24 * 60
"""A wait that is longer is not foretold."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known beside the talk: the country as stated (or ''), people on duty, minutes of waiting (or None), the
    locale, whether its safety set is reviewed, whether this is a demonstration, a code word for calling back."""

    locale: str
    country: str = ""
    on_duty: int = 0
    minutes: int | None = None
    released: bool = False
    demo: bool = False
    code: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What follows. `person`: put the conversation before a person; `severity_rises`: raise its severity at least to
    this level, if not empty; `asks`: show a form for 'country' or 'call_back'."""

    replies: tuple[Reply, ...]
    state: dict[str, Any]
    choices: tuple[Choice, ...]
    person: bool
    severity_rises: str
    asks: str


@dataclass
class Turn:
    """One turn as it is being answered."""

    memory: Memory
    said: str
    judged: Judged | None
    facts: Facts
    content: Content
    level: str = "standard"
    replies: list[Reply] = field(default_factory=list)
    buttons: list[str] = field(default_factory=list)
    person: bool = False
    rises: str = ""
    asks: str = ""

    def say(self, content_id: str, **values: str | int) -> None:
        """Add a reply."""
        self.replies.append(reply(content_id, self.facts.locale, self.content, **values))

    def offer(self, *names: str) -> None:
        """Add buttons, each once."""
        self.buttons += [name for name in names if name not in self.buttons]

    @property
    def open(self) -> bool:
        """Whether the locale may be spoken in full."""
        return self.facts.released or self.facts.demo

    @property
    def minutes(self) -> int | None:
        """Minutes of waiting, where they can be told."""
        told = self.facts.minutes
        return None if told is None or told > MOST_MINUTES else max(1, told)

    @property
    def number(self) -> Emergency | None:
        """The numbers of the stated country."""
        return emergency(self.facts.country)

    def step(self) -> Step:
        """What follows; 'talk to a person' is one more button as long as nobody was asked: the first words name it."""
        if not self.memory.person:
            self.offer("person")
        made = tuple(choice(name, self.facts.locale, self.content) for name in self.buttons)
        return Step(tuple(self.replies), self.memory.shape(), made, self.person, self.rises, self.asks)
