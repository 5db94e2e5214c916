"""The carrier's own side: webhooks out, texts in, faults as ordered. All of it in memory."""

from __future__ import annotations

import secrets
import time
from collections import deque
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from threading import Lock, Thread
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from manumit.services.support import carrier_signature

PATIENCE = 15.0
"""Seconds that a help line has to answer a webhook (Twilio's)."""
STOPPED, OFF = 21610, 30003
"""The carrier's codes for a number that said STOP, and for a telephone that is off."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text as a telephone shows it. `out`: sent by the help line."""

    number: str
    body: str
    out: bool
    at: float
    key: str = ""


@dataclass
class SimulatedCarrier:
    """`haven`: the help line's address, as it knows it itself. `answers`: what the next requests to send get, one each:
    'ok', a status ('500'), 'stopped', 'lost' (taken, but the answer never arrives)."""

    haven: str
    account: str = "ACtrial"
    token: str = field(default_factory=lambda: secrets.token_hex(16))
    number: str = "+447700900100"
    texts: list[Text] = field(default_factory=list)
    answers: deque[str] = field(default_factory=deque)
    receipts: deque[str] = field(default_factory=deque)
    """What becomes of the next texts: 'delivered' where nothing is ordered, 'undelivered', 'none' (it never says)."""
    delay: float = 0.0
    asked: int = 0
    known: set[str] = field(default_factory=set)
    """Idempotency keys that were seen."""
    lock: Lock = field(default_factory=Lock)

    def webhook(self, path: str, form: Mapping[str, str]) -> tuple[int, str]:
        """Ask the help line, signed; (status, body), (0, why) when nobody answers."""
        told = {"AccountSid": self.account, "To": self.number, **form}
        address = self.haven.rstrip("/") + path
        signed = carrier_signature(self.token, address, {name: [value] for name, value in told.items()})
        asked = Request(
            address,
            urlencode(told).encode(),
            {"X-Twilio-Signature": signed, "I-Twilio-Idempotency-Token": secrets.token_hex(8)},
        )
        try:
            with urlopen(asked, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode("utf-8", "replace")
        except HTTPError as error:
            with error:
                return error.code, error.read().decode("utf-8", "replace")
        except (URLError, OSError) as error:
            return 0, str(error)

    def bring(self, number: str, body: str, ident: str = "", times: int = 1, pictures: int = 0) -> list[int]:
        """Somebody sends a text; `times`: it is brought so often at once, as it happens when an answer was lost. The
        statuses that came back."""
        ident = ident or f"SM{secrets.token_hex(16)}"
        with self.lock:
            self.texts.append(Text(number, body, False, time.time(), ident))
        form = {
            "MessageSid": ident,
            "From": number,
            "Body": body,
            "NumMedia": str(pictures),
            "NumSegments": str(max(1, -(-len(body) // 153))),
        }
        with ThreadPoolExecutor(max(1, min(times, 8))) as pool:
            return [
                status for status, _ in pool.map(lambda _: self.webhook("/carrier/sms", form), range(times))
            ]

    def take(self, form: Mapping[str, str], key: str) -> tuple[int, dict[str, Any]] | None:
        """The help line sends a text: (status, JSON), or None where the answer is lost."""
        time.sleep(self.delay)
        with self.lock:
            self.asked += 1
            how = self.answers.popleft() if self.answers else "ok"
            if how == "stopped":
                return 400, {"code": STOPPED, "message": "Attempt to send to unsubscribed recipient"}
            if how not in ("ok", "lost"):
                return int(how), {"code": 20000 + int(how), "message": "as ordered"}
            if not key or key not in self.known:
                self.known.add(key)
                self.texts.append(Text(form["To"], form["Body"], True, time.time(), key))
            came = self.receipts.popleft() if self.receipts else "delivered"
        if came != "none" and form.get("StatusCallback", "").startswith(self.haven):
            Thread(target=self._receipt, args=(form["StatusCallback"], came), daemon=True).start()
        return None if how == "lost" else (201, {"sid": f"SM{secrets.token_hex(16)}", "status": "queued"})

    def _receipt(self, address: str, status: str) -> None:
        told = {"MessageSid": f"SM{secrets.token_hex(16)}", "MessageStatus": status}
        failed = {"ErrorCode": str(OFF)} if status == "undelivered" else {}
        self.webhook(address.removeprefix(self.haven.rstrip("/")), told | failed)

    def told(self) -> list[dict[str, Any]]:
        """All texts, oldest first."""
        with self.lock:
            return [asdict(one) for one in self.texts]
