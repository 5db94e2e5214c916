"""One-time links: made by whoever has the machine, open the Desk once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.utils import timezone

from manumit.doors.web.accounts.models import OneTimeLink, User

LIFE = timedelta(minutes=30)


def make_token(user: User, life: timedelta = LIFE) -> str:
    """A new token for `user`; what is kept is its hash."""
    token = secrets.token_urlsafe(32)
    OneTimeLink.objects.create(token_hash=_hash(token), user=user, expires_at=timezone.now() + life)
    return token


def redeem(token: str) -> User | None:
    """The user of a link that was not used and did not expire; it is used up. Two at once: one gets in."""
    now = timezone.now()
    taken = OneTimeLink.objects.filter(
        token_hash=_hash(token), used_at=None, expires_at__gt=now, user__is_active=True
    ).update(used_at=now)
    return OneTimeLink.objects.select_related("user").get(token_hash=_hash(token)).user if taken else None


def refused(token: str) -> str:
    """Whose link it is that lets nobody in any more; empty for an invented one."""
    found = OneTimeLink.objects.select_related("user").filter(token_hash=_hash(token)).first()
    return found.user.username if found else ""


def is_open(token: str) -> bool:
    """Whether the link would let somebody in now."""
    return OneTimeLink.objects.filter(
        token_hash=_hash(token), used_at=None, expires_at__gt=timezone.now(), user__is_active=True
    ).exists()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
