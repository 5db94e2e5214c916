"""The keys of live conversations: one each, in a ring of their own. When a key goes, what was said is gone."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from threading import Lock
from typing import Any

from django.conf import settings

from manumit.base.kernel import Erased
from manumit.base.vault import Keyring, PassphraseHolder, bound, seal, unseal
from manumit.doors.web.helpline.house import HelplineHouse

SECRET, USE = "live.secret", "talk"
_OPENING = Lock()


def ring() -> Keyring:
    """The opened ring, made when there is none. One a process: opening derives a key (a quarter of a second), one after
    the other in all processes, so that those who come at once after a start wait for the first of them."""
    house = settings.HOUSE
    assert isinstance(house, HelplineHouse)
    with _OPENING:
        return _opened(house)


def warm() -> None:
    """Open the ring before the first word."""
    with suppress(Exception):  # whoever needs it first hears of it
        ring()


@lru_cache(maxsize=2)
def _opened(house: HelplineHouse) -> Keyring:
    holder = PassphraseHolder(house.secret(SECRET))
    return (
        Keyring.open(house.live, holder) if Keyring.exists(house.live) else Keyring.create(house.live, holder)
    )


def begin(conversation: str) -> None:
    """A key for a new conversation, on the disk when this returns."""
    ring().add([(USE, conversation)])


def seal_turn(conversation: str, number: int, turn: dict[str, Any]) -> bytes:
    """A turn under its conversation's key, bound to its place; Erased when the key is gone."""
    data = json.dumps(turn, ensure_ascii=False).encode("utf-8", "replace")
    return seal(_secret(conversation), data, bound("talk", conversation, number))


def open_turn(conversation: str, number: int, sealed: bytes) -> dict[str, Any]:
    """The turn; Erased when the key is gone, VerificationFailed when it was moved or changed."""
    told: dict[str, Any] = json.loads(
        unseal(_secret(conversation), bytes(sealed), bound("talk", conversation, number), "A message")
    )
    return told


def seal_beside(conversation: str, name: str, text: str) -> bytes:
    """Something that belongs to a conversation and is no turn of it, under its key; Erased when the key is gone."""
    return seal(_secret(conversation), text.encode("utf-8", "replace"), bound("beside", conversation, name))


def open_beside(conversation: str, name: str, sealed: bytes) -> str:
    """What was sealed beside the turns; Erased when the key is gone."""
    opened: bytes = unseal(
        _secret(conversation), bytes(sealed), bound("beside", conversation, name), "What lies beside a talk"
    )
    return opened.decode("utf-8")


def _secret(conversation: str) -> bytes:
    key = ring().find(USE, conversation)
    if key is None:
        raise Erased("This conversation is gone.", "Its key was destroyed; nobody can bring it back.")
    return key.secret


def destroy(conversations: Iterable[str]) -> None:
    """Take the keys away, in one new epoch of the ring."""
    gone = [one for each in conversations for one in ring().ids(USE, each)]
    if gone:
        ring().advance(without=gone)


def alive() -> set[str]:
    """Conversations that have a key."""
    return ring().owners(USE)
