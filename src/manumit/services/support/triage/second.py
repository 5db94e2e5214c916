"""A slot for an operator's larger classifier: an ONNX file, or an address on this machine. It classifies and nothing
else: its answer can raise a conversation's label and never lower it, and when it fails, the rest stands."""

from __future__ import annotations

import json
from collections.abc import Sequence
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit

from manumit.base.kernel import UsageError
from manumit.services.support.triage.judge import Second
from manumit.services.support.triage.model import LABELS
from manumit.services.support.triage.onnx_second import ENDING, onnx_second
from manumit.services.support.triage.turns import Turn

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
PATIENCE = 2.0
"""Seconds: somebody may be in danger, and our own judgement is there already."""
MOST_ANSWER = 64 * 1024


def second_from(place: str, pin: str | None = None) -> Second:
    """The classifier at `place`: FILE.onnx (see `onnx_second`; `pin` is the SHA-256 of its files, None asks for none),
    or an address that is asked by POST {turns: [{who, text}]} and answers {label}. UsageError for an address that is
    not on this machine: what people say to a help line does not leave it."""
    return onnx_second(Path(place), pin) if place.endswith(ENDING) else _endpoint(place)


def _endpoint(address: str) -> Second:
    parts = urlsplit(address)
    if parts.scheme != "http" or parts.hostname not in _LOOPBACK or not parts.port:
        raise UsageError(
            f"{address!r} is no classifier on this machine.",
            "Such as http://127.0.0.1:9000/classify, or model.onnx.",
        )
    host, port, path = parts.hostname, parts.port, parts.path or "/"

    def ask(turns: Sequence[Turn]) -> str | None:
        body = json.dumps({"turns": [{"who": one.who, "text": one.text} for one in turns]})
        line = HTTPConnection(host, port, timeout=PATIENCE)
        try:
            line.request("POST", path, body.encode("utf-8", "replace"), {"Content-Type": "application/json"})
            answer = json.loads(line.getresponse().read(MOST_ANSWER))
        except (OSError, HTTPException, ValueError):
            return None
        finally:
            line.close()
        label = answer.get("label") if isinstance(answer, dict) else None
        return label if label in LABELS else None

    return ask
