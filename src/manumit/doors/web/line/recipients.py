"""Advocates' keys: published so that reports are sealed to them, and wrapped anew under another passphrase. What the
house keeps of a private key opens nothing without a passphrase that only its advocate knows."""

from __future__ import annotations

import json
from base64 import b64decode
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from django.db import transaction
from django.utils.translation import gettext as _

from manumit.base.kernel import Refused, UsageError
from manumit.doors.web.accounts.models import User
from manumit.doors.web.helpline.models import Recipient
from manumit.doors.web.helpline.receivers import publish_key, rewrap
from manumit.services.support import key_id

MOST_WRAPPED = 1000
"""Characters; the browser makes fewer than 200."""
SIZES = {"salt": 16, "iv": 12, "ct": 48}
"""Bytes: a private key of 32 with the tag of AES-GCM."""


def publish(user: User, public_key: str, wrapped: str) -> Recipient:
    """From now on reports are sealed to `user` too. `public_key`: 130 hexadecimal digits. A key that was revoked makes
    room; one that is in use does not (Refused)."""
    point = _point(public_key)
    _checked(wrapped)
    with transaction.atomic():
        before = Recipient.objects.select_for_update().filter(advocate=user).first()
        if before is not None and before.active:
            raise Refused(
                _("You have a key already."), _("Load the page again; revoke it before you make another.")
            )
        return publish_key(user, point, wrapped)


def wrap_again(user: User, wrapped: str, was: str) -> None:
    """The same key under another passphrase. `was`: `mark` of what the browser began from; Refused when another tab was
    quicker."""
    _checked(wrapped)
    with transaction.atomic():
        now = Recipient.objects.select_for_update().filter(advocate=user).first()
        if now is None or mark(now) != was:
            raise Refused(
                _("The key was changed elsewhere in the meantime."),
                _("Load the page again, then try once more."),
            )
        rewrap(now, wrapped)


def mark(recipient: Recipient) -> str:
    """What tells one wrapping from another."""
    return sha256(f"{recipient.key_id} {recipient.wrapped}".encode()).hexdigest()[:32]


def of(user: User) -> Recipient | None:
    """The key that `user` has or had."""
    return Recipient.objects.filter(advocate=user).first()


def _point(told: str) -> bytes:
    try:
        point = bytes.fromhex(told)
        key_id(point)
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)
    except ValueError as error:
        raise UsageError(_("This is not a public key.")) from error
    return point


def _checked(wrapped: str) -> None:
    """{v, salt, iv, ct}: Argon2id of the passphrase, AES-256-GCM bound to the public key."""
    try:
        told = json.loads(wrapped) if len(wrapped) <= MOST_WRAPPED else {}
        sizes = {name: len(b64decode(told[name], validate=True)) for name in SIZES}
    except (ValueError, TypeError, KeyError) as error:
        raise UsageError(_("This is not a wrapped key.")) from error
    if sizes != SIZES or set(told) != {"v", *SIZES}:
        raise UsageError(_("This is not a wrapped key."))
