"""The slot: engines of an operator's, and what stands between them and a person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from manumit.base.kernel import UnreadableInput, UsageError
from manumit.services.support.translation.apertium import Apertium
from manumit.services.support.translation.argos import Argos
from manumit.services.support.translation.guard import Barred, barred

LONGEST = 2000
"""Characters that are translated at once; what is longer needs a person."""
_NUMBER = re.compile(r"\d+")


class Engine(Protocol):
    """What translates. `pairs`: (from, to) in two letters, as they stand now."""

    @property
    def name(self) -> str:
        """As it stands in the label."""

    @property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """What it can do."""

    def translate(self, text: str, source: str, target: str) -> str:
        """The text in the other language; UnreadableInput where the engine fails."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A machine's text, or why there is none: `barred` danger, consent, reply (a closed reply says it: `reply`), number
    (a figure came out changed), long, failed. `reasons`: what was seen in a text about danger, as triage names it.
    `back`: the machine's text translated back."""

    text: str = ""
    engine: str = ""
    back: str = ""
    barred: str = ""
    reply: str = ""
    reasons: tuple[str, ...] = ()

    def shape(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self) | {"reasons": list(self.reasons)}


@dataclass(frozen=True)
class Translator:
    """All engines, the first that knows a pair is asked."""

    engines: Sequence[Engine]

    def knows(self, source: str, target: str) -> bool:
        """Whether some engine can do it."""
        return self._engine(source, target) is not None

    def render(self, text: str, source: str, target: str, ours: bool = False) -> Rendered:
        """Translate, unless the text may not be; `ours`: an advocate wrote it, so that it also comes back. UsageError
        for a pair that no engine knows."""
        engine = self._engine(source, target)
        if engine is None:
            raise UsageError(f"No engine translates from {source} to {target}.")
        if len(text) > LONGEST:
            return Rendered(barred="long")
        found: Barred | None = barred(text, source, ours)
        if found:
            return Rendered(barred=found.why, reply=found.reply, reasons=found.reasons)
        try:
            made = engine.translate(text, source, target)
            again = self._engine(target, source) if ours else None
            told = again.translate(made, target, source) if again else ""
        except UnreadableInput:
            return Rendered(barred="failed")
        if _numbers(made) != _numbers(text):
            return Rendered(barred="number")
        return Rendered(made, engine.name, told)

    def _engine(self, source: str, target: str) -> Engine | None:
        return next((one for one in self.engines if (source, target) in one.pairs), None)


def _numbers(text: str) -> list[str]:
    """The numbers of a text in Western digits."""
    found = ("".join(str(unicodedata.digit(char)) for char in one) for one in _NUMBER.findall(text))
    return sorted(found)


def translator_from(models: str = "", apertium: str = "") -> Translator | None:
    """The engines that are set: a folder of models, the program `apertium`; None where neither is. UsageError for what
    is not there, MissingPart for models without the extra `translation`."""
    engines: list[Engine] = [Argos(Path(models))] if models else []
    engines += [Apertium(apertium)] if apertium else []
    return Translator(tuple(engines)) if engines else None
