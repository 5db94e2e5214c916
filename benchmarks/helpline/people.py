"""Who uses the line: people who say something every twenty to thirty seconds and read by a held stream, and advocates
with a stream for each of their talks who answer what comes. Each notes what was acknowledged and what arrived when."""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.helpline.wire import Broken, Browser

EVERY = (20.0, 30.0)
"""Seconds between two messages of a person."""
THINKING = (2.0, 6.0)
"""Seconds until an advocate has answered."""
AGAIN = 1.5
"""Seconds until a broken stream is opened anew, and a form that got no answer is sent again."""
MARK = re.compile(r"\b([ma]-\d+-\d+)\.")
SAID = (
    "he keeps my papers and says I owe him money",
    "I don't know where I can go tonight",
    "can a lawyer help me with this?",
    "I work in a restaurant and they have not paid me since August",
    "sometimes he shouts at all of us",
    "my sister is in the same house as me",
    "what happens when I go to the police",
    "is there a place near here where I could sleep",
    "I have a visa until March but he has my passport",
    "ok thank you, let me think about it",
    "they said the debt is more now than when I came, because of the rent and the food",
    "I am scared to call anybody because they look through my phone",
)


@dataclass
class Log:
    """What happened: by the mark of a message (`m-chat-turn.` is a person's, `a-chat-turn.` an advocate's)."""

    posted: dict[str, float] = field(default_factory=dict)
    """When the form was sent that was acknowledged in the end: the first try."""
    clean: set[str] = field(default_factory=set)
    """Acknowledged at the first try."""
    acknowledged: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Marks by chat, in the order of the acknowledgements."""
    arrived: dict[str, float] = field(default_factory=dict)
    """When a mark was first in a stream of the other side."""
    answered: dict[str, float] = field(default_factory=dict)
    """When the form of a person was answered: what the program says is in it."""
    trouble: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """Breaks and refusals, by what was said."""


@dataclass
class Person:
    """One chat."""

    number: int
    browser: Browser
    log: Log
    heard: Callable[[int, str], None] = lambda number, mark: None
    rng: random.Random = field(default_factory=random.Random)
    last: int = 0
    turn: int = 0
    ended: bool = False

    async def begin(self) -> None:
        """Open the page, say a first word, and ask for a person."""
        page = await self.browser.ask("/talk")
        first = re.search(r'name="first" value="([^"]+)"', page.text)
        assert first, page.status
        more = {"first": first[1]}
        await self.say(more)
        await self._post({"choice": "person", "token": f"{self.number:011d}person"} | more)

    async def say(self, more: dict[str, str] | None = None) -> None:
        """One message, sent again until it is acknowledged."""
        mark = f"m-{self.number}-{self.turn}"
        text = f"{mark}. {self.rng.choice(SAID)}"
        self.turn += 1
        await self._post({"text": text, "token": f"{self.number:011d}{self.turn:011d}", **(more or {})}, mark)

    async def _post(self, form: dict[str, str], mark: str = "") -> None:
        tries = 0
        while not self.ended:
            told = form | {"csrfmiddlewaretoken": self.browser.cookies.get("c", ""), "after": str(self.last)}
            tries += 1
            if mark:
                self.log.posted.setdefault(mark, time.time())
            try:
                answer = await self.browser.ask("/talk/say", told, "application/json")
            except Broken:
                self.log.trouble["a person's form got no answer"] += 1
            else:
                if answer.status == 200:
                    if mark:
                        self.log.answered[mark] = time.time()
                        self.log.acknowledged[self.number].append(mark)
                        if tries == 1:
                            self.log.clean.add(mark)
                    return
                self.log.trouble[f"a person's form: {answer.status}"] += 1
            await asyncio.sleep(AGAIN)

    async def talk(self) -> None:
        """Say something now and then, until it is over."""
        await asyncio.sleep(self.rng.uniform(0, EVERY[1]))
        while not self.ended:
            await self.say()
            await asyncio.sleep(self.rng.uniform(*EVERY))

    async def listen(self) -> None:
        """Read the stream, opened anew after every break from the last message that came."""
        while True:
            try:
                async for event, data in self.browser.events(f"/talk/stream?after={self.last}"):
                    if event != "message":
                        continue
                    told, now = json.loads(data), time.time()
                    self.last = max(self.last, told["last"])
                    for mark in MARK.findall(told["turns"]):
                        if mark[0] == "a":
                            self.log.arrived.setdefault(mark, now)
            except Broken:
                self.log.trouble["a person's stream broke"] += 1
            await asyncio.sleep(2 * AGAIN)


@dataclass
class Advocate:
    """One who answers."""

    name: str
    browser: Browser
    log: Log
    rng: random.Random
    open: int = 0
    """Streams that are open."""
    _answered: set[str] = field(default_factory=set)
    ended: bool = False

    async def come_in(self, token: str) -> None:
        """By a one-time link."""
        await self.browser.ask(f"/open/{token}")
        await self.browser.ask(f"/open/{token}", {"csrfmiddlewaretoken": self._secret})

    @property
    def _secret(self) -> str:
        return self.browser.cookies.get("manumit-line-csrf", "")

    async def watch(self, talk: str = "") -> None:
        """Keep the stream of a talk open, or the queue's alone."""
        last = 0
        while True:
            try:
                async for event, data in self.browser.events(f"/stream?talk={talk}&after={last}"):
                    if event != "talk":
                        continue
                    told, now = json.loads(data), time.time()
                    last = max(last, told["last"])
                    for mark in MARK.findall(told["turns"]):
                        if mark[0] == "m":
                            self.log.arrived.setdefault(mark, now)
                            if mark not in self._answered and not self.ended:
                                self._answered.add(mark)
                                asyncio.get_running_loop().create_task(self._answer(talk, mark))
            except Broken:
                self.log.trouble["an advocate's stream broke"] += 1
            await asyncio.sleep(AGAIN)

    async def _answer(self, talk: str, heard: str) -> None:
        await asyncio.sleep(self.rng.uniform(*THINKING))
        mark = "a" + heard[1:]
        form = {
            "text": f"{mark}. I am here, and I read this.",
            "token": "a{:015d}{:016d}".format(*map(int, mark[2:].split("-"))),
        }
        tries = 0
        while not self.ended:
            tries += 1
            self.log.posted.setdefault(mark, time.time())
            try:
                answer = await self.browser.ask(
                    f"/talks/{talk}/say", form | {"csrfmiddlewaretoken": self._secret}
                )
            except Broken:
                self.log.trouble["an advocate's form got no answer"] += 1
            else:
                if answer.status == 200:
                    self.log.acknowledged[int(mark.split("-")[1])].append(mark)
                    if tries == 1:
                        self.log.clean.add(mark)
                    return
                self.log.trouble[f"an advocate's form: {answer.status}"] += 1
            await asyncio.sleep(AGAIN)
