"""The verifier page: one HTML file with its style and script inside, that asks no other machine for anything."""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files

from manumit.base.ledger.note import b64


def verifier_page() -> bytes:
    """The page. Its policy (CSP) allows this very script and style, and nothing else."""
    parts = files(__package__)
    html, style, script = ((parts / f"verify.{kind}").read_text("utf-8") for kind in ("html", "css", "js"))
    for name, text in (("style", style), ("script", script)):
        html = html.replace(f"{{{name}-hash}}", f"sha256-{b64(sha256(text.encode()).digest())}")
        html = html.replace(f"{{{name}}}", text)
    return html.encode()
