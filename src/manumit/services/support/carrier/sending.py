"""Sending a text over the carrier's REST interface (POST {base}/2010-04-01/Accounts/{account}/Messages.json)."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass
from http.client import HTTPException
from typing import Literal
from urllib.error import HTTPError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from manumit.base.kernel import UsageError

PATIENCE = 10.0
"""Seconds that the carrier has to answer."""
MOST_ANSWER = 64 * 1024
STOPPED = 21610
"""The carrier's code for: this number has said STOP."""
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_PASSES = frozenset({401, 403, 404, 408, 409, 425, 429})
"""Refusals that pass, once somebody sets the account right or the carrier has time: tried again."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: `sent`; `again`, it may work later; `never`; `stopped`, the number wants no texts. `code` is the
    carrier's, or the status, or 0 where nobody answered."""

    state: Literal["sent", "again", "never", "stopped"]
    code: int


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        """A form with a person's number goes where it was meant to go, and nowhere else."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """An account with a carrier. UsageError for an address without TLS that is not on this machine."""

    base: str
    name: str
    token: str
    number: str

    def __post_init__(self) -> None:
        parts = urlsplit(self.base)
        here = parts.scheme == "http" and parts.hostname in _LOOPBACK
        if not parts.hostname or not (parts.scheme == "https" or here):
            raise UsageError(
                f"{self.base!r} is no address of a carrier.",
                "It begins with https:// (or is on this machine).",
            )

    def send(self, to: str, text: str, key: str, receipt: str = "") -> Outcome:
        """One text to one number. `key` says which: a carrier that honours Idempotency-Key sends it once, however often
        it is asked. `receipt`: the address that is told what came of it."""
        path = f"/2010-04-01/Accounts/{quote(self.name, safe='')}/Messages.json"
        told = {"To": to, "From": self.number, "Body": text} | (
            {"StatusCallback": receipt} if receipt else {}
        )
        form = urlencode(told, encoding="utf-8", errors="replace")
        who = b64encode(f"{self.name}:{self.token}".encode()).decode()
        asked = Request(
            self.base.rstrip("/") + path,
            form.encode(),
            {
                "Authorization": f"Basic {who}",
                "Content-Type": "application/x-www-form-urlencoded",
                "Idempotency-Key": key,
            },
        )
        try:
            with build_opener(_Stay).open(asked, timeout=PATIENCE) as answer:
                return Outcome("sent", answer.status)
        except HTTPError as error:
            with error:
                return _refused(error.code, error.read(MOST_ANSWER))
        except (OSError, HTTPException, ValueError):
            return Outcome("again", 0)


def _refused(status: int, body: bytes) -> Outcome:
    try:
        told = json.loads(body)
        code = int(told["code"]) if isinstance(told, dict) else 0
    except (ValueError, KeyError, TypeError):
        code = 0
    if code == STOPPED:
        return Outcome("stopped", code)
    again = status in _PASSES or not 400 <= status < 500
    return Outcome("again" if again else "never", code or status)
