"""The rules of the guided talk: a pure function from what was said to what is answered.

On every turn, in this order: danger, whatever else is said; 'are you safe to talk now?', once; what is asked for.
Unsure means buttons, two misses mean a person. Nothing about who writes enters.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from manumit.base.kernel import UsageError
from manumit.services.support.conversation.choices import NEXT, SAID, USUAL
from manumit.services.support.conversation.content import Content, shipped_content
from manumit.services.support.conversation.memory import INTENTS, LEVELS, MISSES, Judged, Memory, recall
from manumit.services.support.conversation.turn import Facts, Step, Turn

DANGER_PANEL = frozenset(
    {"danger_call", "danger_anywhere", "danger_still", "danger_still_anywhere", "danger_cant_call"}
)
"""What answers danger, always first."""
UNRELEASED = DANGER_PANEL | frozenset(
    "danger_ambulance not_released emergency_number ask_country no_number wait_about wait_soon nobody_here "
    "nobody_until still_waiting call_back_how call_back_agreed".split()
)
"""All that is said in a locale whose safety set nobody has reviewed."""
_AT_ONCE = frozenset({"leave_quickly", "talk_to_human"})
"""Answered without first asking whether it is safe to talk."""
_NO_ANSWER = (None, "out_of_scope", "thanks_bye")
"""After 'are you safe?' these, in one's own words, are taken for 'go on'."""


def begin(facts: Facts, content: Content | None = None) -> Step:
    """The first words of a talk, before anything is said."""
    turn = Turn(Memory(), "", None, facts, content or shipped_content())
    if not turn.open:
        turn.say("not_released")
        _number(turn)
        return turn.step()
    turn.say("opening")
    _ask_safe(turn)
    return turn.step()


def respond(
    state: Mapping[str, Any],
    said: str,
    judged: Judged | None,
    facts: Facts,
    content: Content | None = None,
) -> Step:
    """Answer a turn. `state`: that of the step before, {} at the beginning. `said`: a name of SAID (a button that was
    pressed, an event of a page), or '' for the person's own words, which triage has `judged`. UsageError for a word
    that is not in SAID."""
    if said not in SAID:
        raise UsageError(f"{said[:40]!r} is not a choice.")
    turn = Turn(recall(state), said, judged, facts, content or shipped_content())
    waited, turn.memory.pending = turn.memory.pending, ""
    _weigh(turn)
    if turn.level == "imminent" and _panel(turn):
        return turn.step()
    if not turn.open:
        _unreleased(turn)
    elif not _safe(turn, waited):
        _answer(turn)
    return turn.step()


def _weigh(turn: Turn) -> None:
    """How dangerous it is. 'I am not safe' by a button counts until a person has looked."""
    memory = turn.memory
    if turn.said == "safe_no":
        memory.safe = "no"
    level = turn.judged.label if turn.judged else memory.danger
    if memory.safe == "no":
        level = "imminent"
    elif turn.said == "safe_unsure" and level == "standard":
        level = "urgent"
    if LEVELS.index(level) > LEVELS.index(memory.danger):
        turn.rises = level
    turn.level = memory.danger = level


def _panel(turn: Turn) -> bool:
    """Danger comes first. Whether it is all that is answered: the first time, and when no call is possible."""
    memory, number = turn.memory, turn.number
    first = not memory.panel or turn.said in ("safe_no", "country")
    memory.panel = "shown"
    if turn.said == "cant_call":
        turn.say("danger_cant_call")
    elif number:
        turn.say("danger_call" if first else "danger_still", number=number.number)
        if number.ambulance and turn.judged and "medical_help" in (turn.judged.intent, *turn.judged.intents):
            turn.say("danger_ambulance", number=number.ambulance)
    else:
        turn.say("danger_anywhere" if first else "danger_still_anywhere")
        _ask_country(turn)
    if turn.said != "cant_call":
        turn.offer("cant_call")
    if not memory.person:
        _bring_person(turn, number_too=False)
    elif turn.said == "cant_call":
        turn.person = True
    turn.offer("leave")
    alone = first or turn.said == "cant_call"
    if alone and turn.open and (wish := _wish(turn)) in NEXT:
        turn.offer(str(wish))
    return alone


def _unreleased(turn: Turn) -> None:
    """A locale that nobody has reviewed: the number of the stated country, and a person."""
    if turn.said in ("call_back", "call_back_agreed"):
        _call_back(turn)
    elif turn.memory.person and turn.said not in ("person", "talk_to_human", "country"):
        turn.say("still_waiting")
        turn.person = True
    else:
        if not turn.memory.person and turn.level != "imminent":
            turn.say("not_released")
        _number(turn)
        _bring_person(turn, number_too=False)


def _ask_safe(turn: Turn) -> None:
    turn.say("safe_now")
    turn.memory.safe = "asked"
    turn.memory.pending = "safe"
    turn.offer("safe_yes", "safe_no", "safe_unsure")


def _safe(turn: Turn, waited: str) -> bool:
    """'Are you safe to talk now?': asked once, and its answer taken. Whether that is all for this turn."""
    memory = turn.memory
    wish = _wish(turn)
    if not memory.safe and turn.level != "imminent" and wish not in _AT_ONCE and turn.said in ("", *INTENTS):
        if wish is None or wish == "out_of_scope":
            memory.guesses = _guesses(turn) if turn.judged and turn.judged.unsure else ()
        else:
            memory.held = wish
        _ask_safe(turn)
        return True
    held, guesses = memory.held, memory.guesses
    memory.held, memory.guesses = "", ()
    if turn.said in ("safe_yes", "safe_unsure"):
        memory.safe = "no" if memory.safe == "no" else turn.said.removeprefix("safe_")
    elif not ((held or guesses) and waited == "safe" and turn.said == "" and wish in _NO_ANSWER):
        return False
    if turn.said == "safe_unsure":
        turn.say("if_unsure")
        turn.offer("leave")
    if held:
        _answer_wish(turn, held)
    elif guesses:
        _miss(turn, None, guesses)
    else:
        turn.say("how_help")
        turn.offer(*USUAL)
    return True


def _wish(turn: Turn) -> str | None:
    """The one thing that is asked for, when that is clear."""
    if turn.said in INTENTS:
        return turn.said
    if turn.said == "person":
        return "talk_to_human"
    if turn.said or turn.judged is None or turn.judged.unsure:
        return None
    return turn.judged.intent if turn.judged.intent in INTENTS else None


def _guesses(turn: Turn) -> tuple[str, ...]:
    """Up to three things it may be."""
    likely = turn.judged.intents if turn.judged else ()
    return tuple(one for one in likely if one in INTENTS and one not in ("out_of_scope", "talk_to_human"))[:3]


def _answer(turn: Turn) -> None:
    said, number = turn.said, turn.number
    if said in ("call_back", "call_back_agreed"):
        _call_back(turn)
    elif said == "cant_call":
        turn.say("danger_cant_call")
        _bring_person(turn, number_too=False)
    elif said == "country":
        if number:
            turn.say("emergency_number", number=number.number)
        else:
            turn.say("no_number")
    elif said == "go_on":
        turn.say("how_help")
        turn.offer(*USUAL)
    elif (wish := _wish(turn)) in (None, "out_of_scope"):
        _miss(turn, wish, _guesses(turn))
    else:
        _answer_wish(turn, str(wish))


def _answer_wish(turn: Turn, wish: str) -> None:
    if wish == "talk_to_human":
        turn.say("answer_talk_to_human")
        _bring_person(turn)
        return
    turn.say(f"answer_{wish}")
    turn.offer(*NEXT.get(wish, ()))


def _miss(turn: Turn, wish: str | None, guesses: tuple[str, ...]) -> None:
    """Not understood, not ours to answer, or told without a wish: once a question, twice a person; what is urgent and
    told without a wish, a person at once."""
    memory, judged = turn.memory, turn.judged
    told = not turn.said and judged is not None and not judged.unsure and wish is None
    memory.misses = str(min(MISSES, int(memory.misses) + 1))
    if memory.person:
        turn.say("still_waiting")
        turn.person = True
    elif int(memory.misses) >= MISSES or (told and turn.level == "urgent"):
        turn.say("heard_person" if told else "second_miss")
        _bring_person(turn)
    elif wish == "out_of_scope":
        turn.say("answer_out_of_scope")
    elif told:
        turn.say("heard")
        turn.offer(*(guesses or USUAL))
    elif guesses:
        turn.say("unsure")
        turn.offer(*guesses)
    else:
        turn.say("miss_first")


def _bring_person(turn: Turn, number_too: bool = True) -> None:
    """Ask for a person, and say honestly how long that takes; where nobody is there, what can be done till then."""
    turn.memory.person, turn.person = "asked", True
    here, minutes = turn.facts.on_duty > 0, turn.minutes
    if minutes is None:
        turn.say("wait_soon" if here else "nobody_here")
    else:
        turn.say("wait_about" if here else "nobody_until", minutes=minutes)
    if here:
        return
    if number_too:
        _number(turn)
    turn.offer(*(() if turn.memory.call_back else ("call_back",)), *(("go_on",) if turn.open else ()))


def _number(turn: Turn) -> None:
    """The number of the stated country, or the question which it is."""
    if turn.number:
        turn.say("emergency_number", number=turn.number.number)
    elif turn.facts.country:
        turn.say("no_number")
    else:
        _ask_country(turn)


def _ask_country(turn: Turn) -> None:
    """Once in words; the form is there as long as it is not known."""
    if turn.facts.country:
        return
    turn.asks = "country"
    if not turn.memory.country:
        turn.memory.country = "asked"
        turn.say("ask_country")


def _call_back(turn: Turn) -> None:
    if turn.said == "call_back_agreed":
        turn.memory.call_back = "agreed"
        turn.memory.person, turn.person = "asked", True  # somebody has to see it, or nobody calls
        turn.say("call_back_agreed", code=turn.facts.code)
    else:
        turn.asks = "call_back"
        turn.say("call_back_how")
        turn.offer(*(("go_on",) if turn.open else ()))
