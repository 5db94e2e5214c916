"""A pass: what a code opened, for half an hour, sealed in a cookie that says nothing. The server keeps none of it, and
Leave takes it away."""

from __future__ import annotations

import base64
import binascii
import json
from hashlib import sha256

from django.conf import settings
from django.utils import timezone

from manumit.base.kernel import VerificationFailed
from manumit.base.vault import bound, seal, unseal

LIFE = 30 * 60
"""Seconds: long enough to read in peace, short enough for a phone that is put down."""


def make(person: str) -> str:
    """A pass for whose code it was."""
    told = json.dumps([person, int(timezone.now().timestamp())]).encode()
    return base64.urlsafe_b64encode(seal(_key(), told, bound("pass"))).decode().rstrip("=")


def read(told: str) -> str:
    """Whose it is; empty when it is none, or too old."""
    try:
        sealed = base64.urlsafe_b64decode(told.encode("ascii") + b"===")
        person, at = json.loads(unseal(_key(), sealed, bound("pass"), "A pass"))
    except (VerificationFailed, ValueError, binascii.Error):
        return ""
    return str(person) if timezone.now().timestamp() - at < LIFE else ""


def _key() -> bytes:
    return sha256(f"passes {settings.SECRET_KEY}".encode()).digest()
