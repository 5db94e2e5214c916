"""TwiML: what a carrier does next. Only what speaks, listens to keys, connects and hangs up: nothing that records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree as Tree

VOICES = {
    "en": "en-US",
    "es": "es-ES",
    "fr": "fr-FR",
    "pt": "pt-BR",
    "ru": "ru-RU",
    "uk": "uk-UA",
    "ar": "ar-AE",
    "zh": "cmn-CN",
    "tl": "fil-PH",
    "vi": "vi-VN",
    "ro": "ro-RO",
}
"""Locales as the carrier's voices call them."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence: read out by the carrier's voice, or a sound file at `audio`."""

    locale: str
    text: str
    audio: str = ""


class Answer:
    """An answer as it is put together; `str` writes it."""

    def __init__(self) -> None:
        self._root = self._at = Tree.Element("Response")

    def say(self, sentences: Iterable[Spoken]) -> Answer:
        """Speak."""
        for one in sentences:
            if one.audio:
                Tree.SubElement(self._at, "Play").text = one.audio
            else:
                told = Tree.SubElement(self._at, "Say", language=VOICES.get(one.locale, "en-US"))
                told.text = one.text
        return self

    def keys(self, action: str, sentences: Iterable[Spoken], digits: int = 0) -> Answer:
        """Speak, and listen to `digits` keys (as many as there are up to the hash key, when 0); they go to `action`."""
        how = {"numDigits": str(digits)} if digits else {"finishOnKey": "#"}
        told = {"input": "dtmf", "method": "POST", "action": action, "timeout": "8"} | how
        self._at = Tree.SubElement(self._root, "Gather", told)
        self.say(sentences)
        self._at = self._root
        return self

    def dial(self, number: str, caller: str, action: str) -> Answer:
        """Connect with `number`, which sees `caller`; what came of it goes to `action`."""
        told = Tree.SubElement(
            self._root,
            "Dial",
            callerId=caller,
            action=action,
            method="POST",
            timeout="25",
            answerOnBridge="true",
            record="do-not-record",
        )
        Tree.SubElement(told, "Number").text = number
        return self

    def go(self, action: str) -> Answer:
        """Ask `action` what next."""
        Tree.SubElement(self._root, "Redirect", method="POST").text = action
        return self

    def hang_up(self) -> Answer:
        """The end."""
        Tree.SubElement(self._root, "Hangup")
        return self

    def __str__(self) -> str:
        return '<?xml version="1.0" encoding="UTF-8"?>' + Tree.tostring(self._root, encoding="unicode")


NO_ANSWER = str(Answer())
"""Nothing is said back: a text is answered later, from the queue."""
