"""What the log says of a use and of a decision: that it was, of which kind, and how many were searched and named.

Purpose, basis and the whole line stand in a claim as hashes under its own secret: who has the line can be shown to have
the one that was logged, who has the claim can test no guess. No template, name or picture, nor a hash of one.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from typing import Any, Final, Literal

from manumit.engine.evidence import Claim, kept_hash

About = Literal[
    "gallery", "list", "opening", "hand out", "pictures", "pair", "family", "regions", "rooms asked"
]
"""A search of a gallery; one asked as a list at a check, and for which checks it is open; what left one; pictures of
prints for others; two people without one; separated families; hashes of parts
of rooms that were given away, and such that were looked for."""
SHOWN: Final[Mapping[About, tuple[str, ...]]] = {
    "gallery": ("class", "modality", "templates", "candidates", "threshold_llr", "expected_false"),
    "list": ("class", "aim", "modality", "templates", "candidates", "threshold_llr", "expected_false"),
    "opening": ("class", "aims", "until"),
    "hand out": ("class", "modality", "templates", "form"),
    "pictures": ("form", "prints"),
    "pair": ("modality",),
    "family": ("separated", "requests"),
    "regions": ("form", "rows"),
    "rooms asked": ("rows",),
}
"""Of a use, what stands in its claim as it is: closed words and numbers."""
_TYPES: Final[Mapping[About, tuple[str, str]]] = {
    "gallery": ("access", "search"),
    "list": ("access", "list"),
    "opening": ("permission_change", "opening"),
    "hand out": ("export_made", "handed"),
    "pictures": ("export_made", "pictures"),
    "pair": ("access", "pair"),
    "family": ("access", "family"),
    "regions": ("export_made", "regions"),
    "rooms asked": ("access", "rooms"),
}
"""The leaf's type, and how the event is called."""


def use_claim(about: About, use: Mapping[str, Any]) -> Claim:
    """Of a line of `uses.jsonl` (or `biometrics.jsonl`), before its answer is given."""

    def body(secret: bytes) -> dict[str, Any]:
        told = {"about": about, **{name: use[name] for name in ("at", *SHOWN[about])}}
        hidden = {f"{name}_hmac": kept_hash(secret, str(use[name]).encode()) for name in ("purpose", "basis")}
        return told | hidden | {"line_hmac": kept_hash(secret, line_of(use))}

    kind, called = _TYPES[about]
    return Claim(kind, f"{called}:{secrets.token_hex(16)}", body)


def decision_claim(kind: str, stage: str, answer: str, at: str, row: bytes) -> Claim:
    """Of a sealed review: who it is about stands in the row alone."""

    def body(secret: bytes) -> dict[str, Any]:
        told = {"about": "candidate", "class": kind, "stage": stage, "answer": answer, "at": at}
        return told | {"row_hmac": kept_hash(secret, row)}

    return Claim("judgement", f"decision:{secrets.token_hex(16)}", body)


def line_of(use: Mapping[str, Any]) -> bytes:
    """The bytes that a claim commits to."""
    return json.dumps(use, sort_keys=True, ensure_ascii=False).encode()
