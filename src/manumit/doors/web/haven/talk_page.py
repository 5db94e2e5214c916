"""A talk as its page shows it: turns, buttons, the number of a country; whole, or what is new. Shapes and pieces only;
whose talk it is is asked before."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import get_language

from manumit.doors.web.haven import countries, shelf, talking
from manumit.doors.web.haven.recordings import HEARD, SAFETY, Spoken
from manumit.doors.web.helpline import acts
from manumit.doors.web.helpline.common import locale_of
from manumit.doors.web.helpline.models import Conversation
from manumit.services.support import choice, emergency, reply

WAYS = {
    "go_find": "/find",
    "go_rights": "/rights",
    "go_offer": "/offer",
    "go_report": "/note",
    "go_return": "/note/back",
    "go_consents": "/mine",
    "leave": "/leave",
}
"""Where a choice leads that goes somewhere; one whose page is not there is not shown."""


def locale() -> str:
    """The reader's, as content files name it."""
    return locale_of(get_language() or "en")


def before(country: str) -> dict[str, Any]:
    """The page before the first word: nothing is kept yet."""
    step = talking.opening(locale(), country)
    turns = [one.shape() | {"who": "service", "number": 0} for one in step.replies]
    if (number := emergency(country)) and not any(one["content"] == "emergency_number" for one in turns):
        told = reply("emergency_number", locale(), talking.content(), number=number.number)
        turns.append(told.shape() | {"who": "service", "number": 0})
    said = [one | {"country": country} for one in turns]
    return _now(said, [one.id for one in step.choices], step.asks, None) | {"country": country}


def shown(talk: Conversation, after: int = 0) -> dict[str, Any]:
    """A talk as it stands, its turns after message `after`."""
    memory = talk.memory
    return _now(acts.turns(talk, after), memory.get("choices", []), memory.get("asks", ""), talk)


def _now(
    turns: list[dict[str, Any]], names: list[str], asks: str, talk: Conversation | None
) -> dict[str, Any]:
    """What the templates of a talk take. A person has come: the program's buttons go."""
    taken = talk is not None and talk.state in ("taken", "ended")
    made = [] if taken else [choice(one, locale(), talking.content()) for one in names]
    number = emergency(talk.country) if talk and talk.country and talk.severity == 2 else None
    return {
        "turns": [_aloud(one, at) for at, one in enumerate(turns)],
        "choices": [
            (one.id, one.label, WAYS.get(one.id, "")) for one in made if not one.goes or one.id in WAYS
        ],
        "asks": asks,
        "talk": talk,
        "country": talk.country if talk else "",
        "number": number,
        "place": place(talk.country) if number and talk else "",
        "last": talk.last if talk else 0,
    }


def place(country: str) -> str:
    """Whose number it is, in the reader's language: a wrong one is seen, not called."""
    return countries.name_of(country, get_language() or "en")


def _aloud(turn: dict[str, Any], at: int) -> dict[str, Any]:
    """A turn, with what the template needs to have a safety phrase or a question read aloud."""
    content = str(turn.get("content", ""))
    told = turn | {"panel": content.startswith("danger_")}
    original = talking.content().texts.get((content, "en"))
    if original and "{number}" in original.text:
        told["place"] = place(turn.get("country", ""))
    if turn["who"] != "service" or original is None or original.kind not in HEARD:
        return told
    said = Spoken(SAFETY, content, str(turn["locale"]), str(turn["text"]))
    return told | {"heard": f"t{turn['number']}-{at}", "sound": shelf.recorded(said)}


def news(request: HttpRequest, talk: Conversation, after: int) -> dict[str, Any]:
    """What is new after message `after`, as pieces of the page."""
    told = shown(talk, after)
    return {
        "last": talk.last,
        "state": talk.state,
        "turns": render_to_string("haven/_turns.html", told, request),
        "now": render_to_string("haven/_now.html", told, request),
        "asks": told["asks"],
    }
