"""Care codes: fifteen digits on a plain card, with which a person sees at Haven who holds what about them.

Kept are half of the code's Argon2id, to find it by, and whose it is, sealed under the other half: who reads the table
learns nothing, and who guesses pays a quarter of a second and 64 MiB for each of 10^15 codes, one at a time for all.
There is no lock-out, since that would lock out the person.
"""

from __future__ import annotations

import hmac
import unicodedata
from datetime import date, timedelta
from hashlib import sha256
from threading import BoundedSemaphore

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from manumit.base.kernel import WorkspaceError
from manumit.base.vault import bound, seal, unseal
from manumit.doors.web.helpline.models import CareCode
from manumit.services.care import new_code

DIGITS = 15
SECRET = "codes.secret"
MONTH = timedelta(days=30)
_KIB, _PASSES, _LANES = 64 * 1024, 3, 1
"""Argon2id; one lane, as return codes have: with more, OpenSSL starts threads, and two derivations at once in a process
wait for each other for ever or fail."""
_PATIENCE = 4.0
"""Seconds that a try waits for its turn."""
_TURN, _QUEUE = BoundedSemaphore(1), BoundedSemaphore(2)
"""One at a time, and one more that waits; others are asked to come again. A door has four threads (asgi.py), and a
flood of tries must not take them all."""


def make(person: str) -> str:
    """A new code of a person's, to be shown once; the one before opens nothing any more."""
    code = new_code(DIGITS)
    tag, key = _halves(digits_of(code))
    owner = _owner(person)
    sealed = seal(key, person.encode(), bound("care code", owner))
    with transaction.atomic():
        CareCode.objects.filter(owner=owner).delete()
        CareCode.objects.create(tag=tag, owner=owner, sealed=sealed, made_on=timezone.now().date())
    return code


def person_of(code: str) -> str:
    """Whose code it is; empty when it opens nothing. Takes as long either way. WorkspaceError when too many try."""
    tag, key = _halves(digits_of(code))
    found = CareCode.objects.filter(tag=tag).first()
    return (
        unseal(key, bytes(found.sealed), bound("care code", found.owner), "A care code").decode()
        if found
        else ""
    )


def digits_of(text: str) -> str:
    """The digits of a code however it was typed: with spaces or hyphens, in any script."""
    return "".join(str(unicodedata.digit(one)) for one in text if unicodedata.digit(one, None) is not None)[
        :40
    ]


def mark(person: str) -> str:
    """What tells the person's code of today from an older one; empty when there is none."""
    return (CareCode.objects.filter(owner=_owner(person)).values_list("tag", flat=True).first() or "")[:16]


def made_on(person: str) -> date | None:
    """When the person's code was made; None when there is none."""
    return CareCode.objects.filter(owner=_owner(person)).values_list("made_on", flat=True).first()


def forget(person: str) -> None:
    """The person's code opens nothing any more."""
    CareCode.objects.filter(owner=_owner(person)).delete()


def _owner(person: str) -> str:
    return hmac.digest(_secret(), f"owner {person}".encode(), sha256).hex()


def _secret() -> bytes:
    return bytes.fromhex(settings.HOUSE.secret(SECRET))


def _halves(digits: str) -> tuple[str, bytes]:
    if not _QUEUE.acquire(blocking=False):
        raise _many()
    try:
        if not _TURN.acquire(timeout=_PATIENCE):
            raise _many()
        try:
            salt = hmac.digest(_secret(), b"salt", sha256)[:16]
            argon = Argon2id(salt=salt, length=64, iterations=_PASSES, lanes=_LANES, memory_cost=_KIB)
            made = argon.derive(digits.encode() or b"none")
        finally:
            _TURN.release()
    finally:
        _QUEUE.release()
    return made[:32].hex(), made[32:]


def _many() -> WorkspaceError:
    return WorkspaceError("Too many codes are tried at once.", "Wait a minute, and try again.")
