"""A call, from key to key: language, then the emergency number of the stated country, a person, or a wish to be called
back with a code word. Each step is asked anew; what is known stands in the step, never in a record, and nothing that a
person says is listened to."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import phonenumbers

from manumit.services.support.carrier.twiml import Answer, Spoken
from manumit.services.support.conversation import Content, Reply, emergency, reply

CALL_HOURS = {"1": "0-24", "2": "6-12", "3": "12-18", "4": "18-22"}
"""Hours in which it is safe to call, by key."""
CODE = re.compile(r"[0-9]{4,6}")
"""The code word, in keys."""
DIALLED = ("completed", "answered")
"""A call to a person that came about."""
_STEP = re.compile(r"(?P<step>[a-z]*)(?:/(?P<locale>[a-z]{2}))?(?:/(?P<when>[1-4]))?")


@dataclass(frozen=True, slots=True)
class Telephone:
    """What a call can lead to: `base` is the address that steps are asked at, `languages` in the order of their keys,
    `person` the number of those on duty (or ''), `own` the line's number, `audio` where a text was read aloud."""

    base: str
    languages: tuple[str, ...]
    content: Content
    own: str
    person: str = ""
    audio: Callable[[Reply], str] = lambda one: ""

    def says(self, content_id: str, locale: str, **values: str) -> list[Spoken]:
        """A text, and as long as nobody has reviewed it, its original after it."""
        one = reply(content_id, locale, self.content, **values)
        told = [Spoken(one.locale, one.text, self.audio(one))]
        return told + ([Spoken("en", one.original)] if one.original else [])


def answer_call(
    line: Telephone, path: str, form: Mapping[str, str], agreed: Callable[[str, str, str], bool]
) -> str:
    """What the carrier does at step `path`. `agreed(locale, when, code)` keeps a wish to be called back and says
    whether it can be kept: a caller without a number cannot be called."""
    found = _STEP.fullmatch(path)
    step, locale, when = (found[name] or "" for name in ("step", "locale", "when")) if found else ("", "", "")
    pressed = form.get("Digits", "")
    if locale not in line.languages:
        return str(_begin(line, pressed if step == "language" else None))
    if step == "pick":
        return str(_picked(line, locale, pressed))
    if step == "number":
        return str(Answer().say(_number(line, locale, pressed)).go(f"{line.base}/menu/{locale}"))
    if step == "dialled":
        if form.get("DialCallStatus") in DIALLED:
            return str(Answer().hang_up())
        return str(_ask_when(line, locale, line.says("voice_nobody", locale)))
    if step == "code":
        return str(_ask_code(line, locale, pressed) if pressed in CALL_HOURS else _ask_when(line, locale))
    if step == "agreed" and when:
        if not CODE.fullmatch(pressed):
            return str(_ask_code(line, locale, when))
        if not agreed(locale, when, pressed):
            return str(Answer().say(line.says("voice_nobody", locale)).hang_up())
        spelt = "-".join(pressed)
        return str(Answer().say(line.says("call_back_agreed", locale, code=spelt)).hang_up())
    return str(_menu(line, locale))


def country_of(digits: str) -> str:
    """The country of a calling code, where all of our table that share it have one emergency number; else ''."""
    if not digits.isascii() or not digits.isdecimal() or len(digits) > 3:
        return ""
    known = [one for one in phonenumbers.region_codes_for_country_code(int(digits)) if emergency(one)]
    numbers: Sequence[str] = [found.number for one in known if (found := emergency(one))]
    return known[0] if len(set(numbers)) == 1 else ""


def _begin(line: Telephone, pressed: str | None) -> Answer:
    at = int(pressed) if pressed and pressed.isascii() and pressed.isdecimal() else 0
    if 1 <= at <= len(line.languages):
        return _menu(line, line.languages[at - 1])
    first = line.languages[0]
    if len(line.languages) == 1:
        return _menu(line, first)
    told = [
        Spoken(one, reply("voice_language", one, line.content, key=key).text)
        for key, one in enumerate(line.languages, 1)
    ]
    return Answer().keys(f"{line.base}/language", told, digits=1).go(f"{line.base}/menu/{first}")


def _menu(line: Telephone, locale: str) -> Answer:
    """Said twice; who presses nothing has put the telephone away."""
    told = line.says("voice_hello", locale)
    action = f"{line.base}/pick/{locale}"
    return Answer().keys(action, told, digits=1).keys(action, told, digits=1).hang_up()


def _picked(line: Telephone, locale: str, pressed: str) -> Answer:
    if pressed == "1":
        told = line.says("voice_country", locale)
        return Answer().keys(f"{line.base}/number/{locale}", told).say(_number(line, locale, "")).hang_up()
    if pressed == "2" and line.person:
        wait = line.says("voice_wait", locale)
        return Answer().say(wait).dial(line.person, line.own, f"{line.base}/dialled/{locale}")
    if pressed == "2":
        return _ask_when(line, locale, line.says("voice_nobody", locale))
    return _ask_when(line, locale) if pressed == "3" else _menu(line, locale)


def _number(line: Telephone, locale: str, digits: str) -> list[Spoken]:
    found = emergency(country_of(digits)) if digits else None
    if found is None:
        return line.says("no_number", locale)
    return line.says("emergency_number", locale, number=found.number)


def _ask_when(line: Telephone, locale: str, before: Sequence[Spoken] = ()) -> Answer:
    told = [*before, *line.says("voice_when", locale)]
    return Answer().keys(f"{line.base}/code/{locale}", told, digits=1).hang_up()


def _ask_code(line: Telephone, locale: str, when: str) -> Answer:
    told = line.says("voice_code", locale)
    return Answer().keys(f"{line.base}/agreed/{locale}/{when}", told).hang_up()
