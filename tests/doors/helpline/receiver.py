"""An advocate who receives sealed reports, without a browser: a pair of keys, and what the help line does for Line,
done by hands inside (line/hands.py)."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import Any

from manumit.services.support import ItemHeader, Opening, open_item, seal_item
from manumit.services.support.reports.envelope import suite
from tests.doors.helpline.databases import rows
from tests.doors.helpline.running import Helpline


@dataclass
class Receiver:
    """Somebody with a key, at a running help line."""

    line: Helpline
    name: str = "ana"
    pair: Any = field(default_factory=lambda: suite().kem.derive_key_pair(os.urandom(32)))

    @property
    def public(self) -> bytes:
        return bytes(self.pair.public_key.to_public_bytes())

    def publish(self) -> Receiver:
        """From now on reports are sealed to this key, too."""
        self.line.do("publish", name=self.name, key=self.public.hex())
        return self

    def revoke(self) -> None:
        self.line.do("revoke", name=self.name)

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """From the database as it lies there; a row's place in the query is `?`."""
        return rows(self.line.home, self.line.settings, query, *values)

    def threads(self) -> list[str]:
        return [one for (one,) in self.rows("select id from helpline_report")]

    def received(self, thread: str) -> list[Opening]:
        """Everything of a thread that is whole, opened with this key, in order."""
        rows = self.rows(
            "select token, cast(header as text) from helpline_item where report_id = ? and whole order by number",
            thread,
        )
        return [
            open_item(
                ItemHeader.read(json.loads(head)),
                (self.line.home / "reports" / token).read_bytes(),
                self.pair,
            )
            for token, head in rows
        ]

    def answer(self, thread: str, text: str) -> None:
        """As Line does: sealed to the person and to this key."""
        ((key,),) = self.rows("select public_key from helpline_report where id = ?", thread)
        head = {"text": text, "kind": "answer", "locale": "en", "made_at": "2026-11-28T20:00Z"}
        header, body = seal_item(thread, head, [bytes(key), self.public])
        told = {"thread": thread, "header": header.shape(), "body": body.hex()}
        self.line.do("answer", name=self.name, **told)
