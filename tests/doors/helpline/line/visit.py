"""A visitor of Line over HTTP, without a browser: cookies, forms, and where one ends up."""

from __future__ import annotations

import re
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Visitor:
    """One browser session at `base`."""

    def __init__(self, base: str) -> None:
        self.base, self.jar = base, CookieJar()
        self._open: OpenerDirector = build_opener(HTTPCookieProcessor(self.jar))
        self.status, self.url, self.page = 0, "", ""
        self.headers: dict[str, str] = {}

    def get(self, path: str) -> str:
        """The page at `path`."""
        return self._go(Request(f"{self.base}{path}", headers={"Accept": "text/html"}))

    def post(
        self, path: str, told: dict[str, str] | None = None, accept: str = "text/html", **more: str
    ) -> str:
        """Send a form of this visitor's last page."""
        form = {"csrfmiddlewaretoken": self.secret, **(told or {})}
        headers = {"Accept": accept, "Referer": f"{self.base}/", "Origin": self.base, **more}
        return self._go(Request(f"{self.base}{path}", urlencode(form).encode(), headers))

    @property
    def secret(self) -> str:
        """What forms must bring: the cookie's own value does."""
        return next((one.value or "" for one in self.jar if one.name == "manumit-line-csrf"), "")

    def _go(self, request: Request) -> str:
        try:
            answer = self._open.open(request, timeout=30)
        except HTTPError as error:
            answer = error
        with answer:
            self.status, self.url = answer.status, answer.url
            self.headers = dict(answer.headers)
            self.page = answer.read().decode("utf-8", "replace")
        return self.page

    def come_in(self, token: str) -> Visitor:
        """By a one-time link."""
        self.get(f"/open/{token}")
        self.post(f"/open/{token}")
        return self

    def upload(self, path: str, name: str, body: bytes) -> str:
        """Send a form with a file."""
        mark = "----------9f2c1d"
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{self.secret}\r\n',
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="f"\r\n'
            "Content-Type: application/json\r\n\r\n",
        ]
        data = "".join(parts).encode() + body + f"\r\n--{mark}--\r\n".encode()
        headers = {
            "Accept": "text/html",
            "Referer": f"{self.base}/",
            "Origin": self.base,
            "Content-Type": f"multipart/form-data; boundary={mark}",
        }
        return self._go(Request(f"{self.base}{path}", data, headers))
