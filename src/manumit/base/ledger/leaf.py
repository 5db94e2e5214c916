"""What is logged: a leaf says that something of a kind happened, when, in which organisation, by whom under a
pseudonym, and commits to the sealed record of it by a keyed hash. Never personal data, and never a plain hash of any:
whoever guesses the record cannot check the guess without its key, and when the key dies nobody can.

The details (which record, what purpose, to whom it was shared) stand in the sealed record, not here.
"""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any

from manumit.base.kernel import UsageError, VerificationFailed

EVENTS = {
    "file_read": "custody: a source file was read",
    "record_quarantined": "custody: something could not be read and was set aside",
    "export_made": "custody: data left, in a file or a bundle",
    "bundle_made": "custody: a court bundle was made",
    "judgement": "a person judged a match, a link or a finding",
    "role_decision": "a person decided the role of somebody in a lead",
    "lead_decision": "a person decided what becomes of a lead",
    "access": "somebody looked at a protected record, for a purpose",
    "reveal": "masked names were revealed, for a purpose",
    "break_glass": "access in an emergency, with a second person",
    "care_record": "a care record was made or changed",
    "report_received": "a report came in",
    "consent_given": "a person consented",
    "consent_withdrawn": "a person withdrew a consent",
    "share": "something was shared with another organisation",
    "recall": "something shared was called back",
    "referral": "a person was referred to a service",
    "forecast": "a forecast, before its outcome",
    "model_version": "a model, a catalogue or a policy came into use",
    "permission_change": "somebody's rights were changed",
    "sign_in": "somebody signed in",
    "sign_in_refused": "somebody tried to sign in and was refused",
    "key_rotated": "a key was replaced",
    "tombstone": "a person's data were erased",
    "restore": "a backup was restored",
}
"""The closed vocabulary of types, with what each means."""

SURVIVOR_CLASSES = ("care", "consent", "report")
"""Bare classes of survivor-side leaves (see `quiet`)."""

SMALLEST_ORG = 50
"""An organisation of fewer people is not named in a survivor-side leaf (design, rule 8)."""

_SLIP = timedelta(seconds=5)
"""How far a clock may go back without complaint: time servers correct by less. The leaf takes the later time."""
ORG_FORM = re.compile(r"[a-z0-9][a-z0-9.-]{0,63}")
ACTOR_FORM = re.compile(r"act_[0-9a-f]{32}")
KEY_FORM = re.compile(r"key_[0-9a-f]{32}")
MAC_FORM = re.compile(r"[0-9a-f]{64}")
_TIME = "%Y-%m-%dT%H:%M:%SZ"
_SEPARATORS = (",", ":")
_LONGEST = 1024
"""Bytes of a leaf at most; about 240 are usual."""


def mac_of(record_key: bytes, ciphertext: bytes) -> str:
    """HMAC-SHA256 of a record's ciphertext under its own key (32 bytes or more), in hex."""
    if len(record_key) < 32:
        raise UsageError(f"A record key has at least 32 bytes, not {len(record_key)}.")
    return hmac.new(record_key, ciphertext, sha256).hexdigest()


def actor_pseudonym(org_key: bytes, user_id: str) -> str:
    """The name of a user in leaves: HMAC-SHA256 under a key of the organisation, 128 bits of it. Whoever holds the key
    can tell who it was; when it is destroyed, nobody can."""
    if len(org_key) < 32:
        raise UsageError(f"An organisation's key has at least 32 bytes, not {len(org_key)}.")
    return "act_" + hmac.new(org_key, b"actor\0" + user_id.encode(), sha256).hexdigest()[:32]


def key_name(random: bytes) -> str:
    """The id of a record key, from 16 random bytes: it says nothing of the key or the record."""
    if len(random) != 16:
        raise UsageError(f"The id of a key is made of 16 random bytes, not {len(random)}.")
    return f"key_{random.hex()}"


@dataclass(frozen=True)
class Leaf:
    """An entry of the ledger. `time` is UTC in whole seconds, `mac` and `key` belong to the sealed record."""

    type: str
    time: str
    org: str
    actor: str
    mac: str
    key: str

    def __post_init__(self) -> None:
        if self.type not in EVENTS:
            raise UsageError(f"{self.type!r} is no type of event.", f"Types are: {', '.join(EVENTS)}.")
        parse_leaf_time(self.time)
        for name, pattern in (("org", ORG_FORM), ("actor", ACTOR_FORM), ("mac", MAC_FORM), ("key", KEY_FORM)):
            if not pattern.fullmatch(getattr(self, name)):
                raise UsageError(
                    f"The {name} of a leaf is not of its form: {getattr(self, name)[:40]!r}.",
                    "A leaf holds pseudonyms and keyed hashes only, never a name.",
                )

    @classmethod
    def parse(cls, entry: bytes) -> Leaf:
        """A leaf from its bytes, which must be the canonical ones; VerificationFailed otherwise."""
        shape = parse_canonical(entry)
        try:
            return cls(**shape)
        except (TypeError, UsageError) as error:
            raise VerificationFailed(f"The entry is no leaf: {error}.") from error

    def __bytes__(self) -> bytes:
        return canonical({field.name: getattr(self, field.name) for field in fields(self)})

    def commits_to(self, record_key: bytes, ciphertext: bytes) -> bool:
        """Whether the sealed record is the one this leaf was made for."""
        return hmac.compare_digest(self.mac, mac_of(record_key, ciphertext))


def canonical(shape: dict[str, str]) -> bytes:
    """JSON with sorted keys and no spaces; for texts of ASCII this is RFC 8785 (JCS)."""
    return json.dumps(shape, sort_keys=True, separators=_SEPARATORS, ensure_ascii=True).encode("ascii")


def parse_canonical(entry: bytes) -> dict[str, Any]:
    """An object of texts, written canonically; VerificationFailed otherwise."""
    if len(entry) > _LONGEST:  # what is nested too deep to parse is longer than any leaf
        raise VerificationFailed("The entry is too long to be a leaf.")
    try:
        shape = json.loads(entry.decode("ascii"))
    except (ValueError, RecursionError) as error:
        raise VerificationFailed("The entry is not JSON of ASCII.") from error
    if not isinstance(shape, dict) or not all(isinstance(one, str) for one in shape.values()):
        raise VerificationFailed("The entry is not an object of texts.")
    if canonical(shape) != entry:
        raise VerificationFailed("The entry is not written canonically.")
    return shape


def show_leaf_time(moment: datetime) -> str:
    """UTC, whole seconds."""
    if moment.tzinfo is None:
        raise UsageError("The time of a leaf needs a zone.")
    return moment.astimezone(UTC).strftime(_TIME)


@lru_cache(maxsize=64)
def parse_leaf_time(text: str) -> datetime:
    """The time of a leaf; UsageError when it is not of its one form."""
    try:
        moment = datetime.strptime(text, _TIME).replace(tzinfo=UTC)
    except ValueError as error:
        raise UsageError(
            f"{text!r} is not a time as leaves write it.", "Such as 2026-03-31T12:00:00Z."
        ) from error
    if show_leaf_time(moment) != text:
        raise UsageError(f"{text!r} is not a time as leaves write it.")
    return moment


class Scribe:
    """Writes leaves in the order of time. The clock is the caller's; it may not go back behind the last leaf."""

    def __init__(self, last: datetime | None, clock: Callable[[], datetime]) -> None:
        self._last, self._clock = last, clock

    @classmethod
    def after(cls, entry: bytes | None, clock: Callable[[], datetime]) -> Scribe:
        """Go on after the last entry of a log; None: it is empty."""
        time = parse_canonical(entry).get("time") if entry is not None else None
        return cls(parse_leaf_time(time) if time else None, clock)

    def leaf(self, type: str, org: str, actor: str, mac: str, key: str) -> Leaf:
        """A leaf of now. VerificationFailed when the clock went back."""
        now = self._clock().astimezone(UTC).replace(microsecond=0)
        if self._last is not None and now < self._last:
            if self._last - now > _SLIP:
                raise VerificationFailed(
                    f"The clock says {show_leaf_time(now)}, and the last leaf is of {show_leaf_time(self._last)}.",
                    "Set the clock right; nothing is logged until then.",
                )
            now = self._last
        made = Leaf(type, show_leaf_time(now), org, actor, mac, key)
        self._last = now
        return made
