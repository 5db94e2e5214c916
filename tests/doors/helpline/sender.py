"""Somebody who reports without a name, by what a browser's script asks the server, sealed in Python."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from manumit.services.support import ItemHeader, Opened, ReturnCode, bucket, seal_item, work

SALT = bytes(16)
"""Any will do: the server never learns how a name came about."""


@dataclass
class Sender:
    """One report."""

    base: str
    code: ReturnCode = field(default_factory=ReturnCode.new)
    held: Opened = field(init=False)
    recipients: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.held = self.code.opened(SALT)

    def ask(self, path: str, body: Any = None, secret: str = "") -> tuple[int, Any]:
        """(status, JSON or bytes) of a POST; `secret` when it is not the report's own."""
        sent = body if isinstance(body, bytes) else json.dumps(body if body is not None else {}).encode()
        held = {"Authorization": f"Bearer {self.held.thread}.{secret or self.held.secret}"}
        request = urllib.request.Request(f"{self.base}/note/{path}", sent, held, method="POST")
        try:
            reply = urllib.request.urlopen(request, timeout=30)
        except urllib.error.HTTPError as error:
            reply = error
        with reply:
            data = reply.read()
            told = reply.headers.get("Content-Type", "").startswith("application/json")
            return reply.status, json.loads(data) if told else data

    def paid(self, path: str, told: Mapping[str, Any] | None = None, size: int = 0, secret: str = "") -> Any:
        """The same with the small task solved."""
        _, asked = self.ask("task", {"size": size})
        answer = {"challenge": asked["challenge"], "counter": work(asked["challenge"])}
        return self.ask(path, {**(told or {}), **answer}, secret)

    def open(self) -> tuple[int, Any]:
        """Open the report; from then on its recipients are known."""
        told = {
            "thread": self.held.thread,
            "secret": self.held.secret,
            "public_key": b64encode(self.held.public).decode(),
        }
        status, answer = self.paid("open", told)
        if status == 200:
            self.recipients = [b64decode(one) for one in answer["recipients"]]
        return status, answer

    def seal(self, text: str) -> tuple[ItemHeader, bytes]:
        """An item for them."""
        head = {"text": text, "kind": "report", "locale": "en", "made_at": "2026-11-28T20:00Z"}
        return seal_item(self.held.thread, head, [*self.recipients, self.held.public])

    def send(self, text: str) -> str:
        """Everything of an item; its token."""
        header, body = self.seal(text)
        status, _ = self.paid("item", {"header": header.shape()}, bucket(header.size))
        assert status == 200
        step = 4 * 65552
        for at in range(0, len(body), step):
            assert self.ask(f"item/{header.item}/{at}", body[at : at + step])[0] == 200
        assert self.ask(f"item/{header.item}/whole")[0] == 200
        return header.item
