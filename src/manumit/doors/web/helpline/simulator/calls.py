"""A call as the carrier plays it: TwiML is asked for, spoken sentences are written down, keys are pressed."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin
from xml.etree import ElementTree as Tree

Webhook = Callable[[str, Mapping[str, str]], tuple[int, str]]
MOST_STEPS = 50
"""A call that goes round and round ends."""


@dataclass
class Call:
    """From `number`. `said`: (language, sentence) in order; `state`: open (a key is awaited), dialling, ended, or
    broken with the reason in `why`."""

    number: str
    webhook: Webhook
    ident: str = field(default_factory=lambda: f"CA{secrets.token_hex(16)}")
    said: list[tuple[str, str]] = field(default_factory=list)
    dialled: list[str] = field(default_factory=list)
    state: str = "open"
    why: str = ""
    _at: str = "/carrier/voice"
    _action: str = ""
    _rest: list[Tree.Element] = field(default_factory=list)
    _steps: int = 0

    def begin(self) -> Call:
        """Dial the help line."""
        self._ask(self._at, {})
        return self

    def press(self, keys: str = "") -> Call:
        """Press keys, or nothing until the time is up."""
        if self.state == "open":
            if keys:
                self._ask(self._action, {"Digits": keys})
            else:
                self._play(self._rest)
        return self

    def pick_up(self, how: str = "completed") -> Call:
        """What came of dialling: completed, no-answer, busy, failed."""
        if self.state == "dialling":
            self._ask(self._action, {"DialCallStatus": how})
        return self

    def _ask(self, path: str, form: Mapping[str, str]) -> None:
        self._steps += 1
        status, body = self.webhook(path, {"CallSid": self.ident, "From": self.number, **form})
        if status != 200 or self._steps > MOST_STEPS:
            self.state, self.why = "broken", f"{path}: {status} {body[:200]}"
            return
        self._at = path
        self._play(list(Tree.fromstring(body)))

    def _play(self, elements: list[Tree.Element]) -> None:
        for at, one in enumerate(elements):
            if one.tag in ("Say", "Play"):
                self.said.append((one.get("language", ""), (one.text or "").strip()))
            elif one.tag == "Gather":
                self.said += [(each.get("language", ""), (each.text or "").strip()) for each in one]
                self._wait("open", one.get("action", ""), elements[at + 1 :])
                return
            elif one.tag == "Dial":
                self.dialled += [(each.text or "").strip() for each in one]
                self._wait("dialling", one.get("action", ""), [])
                return
            elif one.tag == "Redirect":
                self._ask(urljoin(self._at, (one.text or "").strip()), {})
                return
            elif one.tag == "Hangup":
                break
            else:
                self.state, self.why = "broken", f"<{one.tag}> is nothing that a help line may ask for"
                return
        self.state = "ended"

    def _wait(self, state: str, action: str, rest: list[Tree.Element]) -> None:
        self.state, self._action, self._rest = state, urljoin(self._at, action), rest
