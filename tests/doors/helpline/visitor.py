"""Somebody with a browser that has no scripts: cookies, forms, and what a page says."""

from __future__ import annotations

import json
import re
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from html import unescape
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import urlencode


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """A way on is looked at, not followed."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes
    set_cookies: list[str]

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def hidden(self, name: str) -> str:
        """A field that the form carries; empty when it does not."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        return unescape(found[1]) if found else ""

    @property
    def turns(self) -> list[tuple[str, str]]:
        """(who, text) of a talk."""
        shown = re.sub(r'<div class="listen".*?</div>', "", self.text, flags=re.S)
        found = re.findall(r'<li class="(\w+)[^"]*" data-n="\d+">\s*<span.*?</span>(.*?)</li>', shown, re.S)
        return [(who, unescape(re.sub(r"<[^>]+>", "", said)).strip()) for who, said in found]

    @property
    def choices(self) -> list[str]:
        """Buttons of the talk."""
        return re.findall(r'name="choice" value="(\w+)"', self.text)


def wait_out(asked: str) -> str:
    """What a form without scripts asks to be waited, after that: its second field is the seconds (Waits)."""
    time.sleep(int(asked.split(".")[1]) + 0.1)
    return asked


@dataclass
class Visitor:
    """One browser."""

    base: str
    language: str = "en"
    cookies: CookieJar = field(default_factory=CookieJar)

    def ask(self, path: str, data: dict[str, str] | None = None, **headers: str) -> Answer:
        """GET, or POST when there is data. Ways on are not followed."""
        opener = urllib.request.build_opener(_Stay, urllib.request.HTTPCookieProcessor(self.cookies))
        body = urlencode(data).encode() if data is not None else None
        told = {"Accept-Language": self.language, **headers}
        try:
            reply = opener.open(urllib.request.Request(self.base + path, body, told), timeout=30)
        except urllib.error.HTTPError as error:
            reply = error
        with reply:
            kept = reply.headers.get_all("Set-Cookie") or []
            return Answer(reply.status, {k.lower(): v for k, v in reply.headers.items()}, reply.read(), kept)

    def form(self, path: str = "/talk") -> tuple[Answer, dict[str, str]]:
        """The page of a talk, and what its form carries."""
        page = self.ask(path)
        names = ("csrfmiddlewaretoken", "token", "first", "country")
        return page, {name: page.hidden(name) for name in names if page.hidden(name)}

    def say(self, text: str = "", choice: str = "", **headers: str) -> Answer:
        """One turn, by the form."""
        _, carried = self.form()
        return self.ask("/talk/say", carried | ({"choice": choice} if choice else {"text": text}), **headers)

    def deed(self, what: str) -> Answer:
        """End, keep, erase, new."""
        _, carried = self.form()
        return self.ask("/talk/close", carried | {"do": what})

    @property
    def kept(self) -> dict[str, str]:
        """Cookies by name."""
        return {one.name: one.value or "" for one in self.cookies}
