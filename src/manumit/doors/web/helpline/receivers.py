"""Who receives sealed reports: the keys of advocates, in use or revoked. Their private halves are wrapped in the
browser, and this house cannot open them."""

from __future__ import annotations

from django.utils import timezone

from manumit.base.kernel import UsageError
from manumit.doors.web.accounts.models import User
from manumit.doors.web.helpline.models import Recipient
from manumit.services.support import key_id

MOST_WRAPPED = 20_000
"""Characters of a wrapped key."""


def recipients() -> list[Recipient]:
    """Who a new item is sealed to."""
    return list(Recipient.objects.filter(active=True, advocate__is_active=True).order_by("key_id"))


def publish_key(advocate: User, public_key: bytes, wrapped: str) -> Recipient:
    """An advocate's new key, from now on a recipient; what was sealed to an older one of theirs opens
    for them only if they kept it."""
    if len(wrapped) > MOST_WRAPPED:
        raise UsageError("This is no wrapped key.")
    fields = {
        "public_key": public_key,
        "key_id": key_id(public_key),
        "wrapped": wrapped,
        "active": True,
        "made_at": timezone.now(),
        "revoked_at": None,
    }
    return Recipient.objects.update_or_create(advocate=advocate, defaults=fields)[0]


def rewrap(recipient: Recipient, wrapped: str) -> None:
    """The same key under another passphrase."""
    if len(wrapped) > MOST_WRAPPED:
        raise UsageError("This is no wrapped key.")
    Recipient.objects.filter(pk=recipient.pk).update(wrapped=wrapped)


def revoke(recipient: Recipient) -> None:
    """No new item is sealed to this key; nothing else changes, so the others still read all."""
    Recipient.objects.filter(pk=recipient.pk).update(active=False, revoked_at=timezone.now())
