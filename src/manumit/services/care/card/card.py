"""From a record to a card, from a card to what it tells."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from manumit.base.kernel import UsageError, VerificationFailed
from manumit.services.care.book import Book
from manumit.services.care.card.issuer import CardKey, PinnedKey
from manumit.services.care.card.locking import lock, new_code, unlock
from manumit.services.care.card.sdjwt import SdJwt, issue, verify
from manumit.services.care.health import HEALTH, document_of
from manumit.services.care.ips import labels
from manumit.services.care.record import Record

LONGEST = timedelta(days=366)
"""No card is valid longer: what it tells of health grows old."""


@dataclass(frozen=True)
class Card:
    """A locked card and its code. The code is told to the holder and kept nowhere."""

    locked: bytes
    code: str


@dataclass(frozen=True)
class Told:
    """What a verified card tells: by whom, since when, until when."""

    issuer: str
    issued_on: str
    valid_until: datetime
    claims: Mapping[str, Any]


def _of_person(name: str) -> Callable[[Record], Any]:
    def get(record: Record) -> Any:
        found = record.items.get("person")
        return found.get(name) if found else None

    return get


def _of_health(*kinds: str) -> Callable[[Record], Any]:
    return lambda record: labels(document_of(record), *kinds) if HEALTH in record.items else None


def _open_needs(record: Record) -> Any:
    needs = [one.get("what") for one in record.of_kind("need") if one.get("state") in (None, "open")]
    return list(dict.fromkeys(filter(None, needs)))


CLAIMS: Mapping[str, Callable[[Record], Any]] = {
    "called": _of_person("called"),
    "first_name": _of_person("first_name"),
    "second_name": _of_person("second_name"),
    "birth_date": _of_person("birth_date"),
    "languages": _of_person("languages"),
    "interpreter": _of_person("interpreter"),
    "allergies": _of_health("AllergyIntolerance"),
    "problems": _of_health("Condition"),
    "medication": _of_health("MedicationStatement", "MedicationRequest"),
    "immunizations": _of_health("Immunization"),
    "needs": _open_needs,
}
"""What a card can tell, and where it comes from."""


def card_key(book: Book) -> CardKey:
    """The house's key for cards; made when it is first asked for, and sealed."""
    return CardKey(book.org, bytes.fromhex(book.secret("card-key", lambda: secrets.token_hex(32))))


def make_card(book: Book, person: str, tell: Sequence[str], days: int, by: str, digits: int = 12) -> Card:
    """A card that tells these things, valid for so many days. That it was made stands in the record; its code does not.
    Refused while something it would tell is in conflict."""
    if unknown := [one for one in tell if one not in CLAIMS]:
        raise UsageError(f"A card does not tell {', '.join(unknown)}.", f"It can tell {', '.join(CLAIMS)}.")
    if not 0 < days <= LONGEST.days:
        raise UsageError(f"A card is valid for 1 to {LONGEST.days} days.")
    code = new_code(digits)
    record = book.record(book.need(person))
    claims = {name: value for name in tell if (value := CLAIMS[name](record)) not in (None, [])}
    if not claims:
        raise UsageError("The record has nothing of what the card should tell.")
    day = book.clock().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    times = {"iat": int(day.timestamp()), "exp": int((day + timedelta(days=days + 1)).timestamp())}
    token = issue(claims, times, card_key(book))
    book.read(person, by, "a card for the holder", f"card: {', '.join(claims)}")
    return Card(lock(token, code), code)


def open_card(locked: bytes, code: str) -> SdJwt:
    """What the holder has: the token with all disclosures. Nothing is verified yet."""
    return unlock(locked, code)


def present(token: SdJwt, names: Iterable[str], digits: int = 12) -> Card:
    """Another card that tells only these (`allergies`, or one entry of it: `allergies:2`), with a code of its own."""
    code = new_code(digits)
    return Card(lock(token.only(names), code), code)


def verify_card(token: SdJwt, pins: Sequence[PinnedKey], now: datetime) -> Told:
    """What a card tells, when it is signed by a pinned issuer and valid now; VerificationFailed otherwise."""
    signer, told = verify(token, pins)
    try:
        issued, ends = (datetime.fromtimestamp(told.pop(name), UTC) for name in ("iat", "exp"))
    except (KeyError, TypeError, ValueError, OverflowError, OSError) as error:
        raise VerificationFailed("The card does not say how long it is valid.") from error
    if not issued <= now < ends:
        raise VerificationFailed(
            f"The card is valid from {issued:%Y-%m-%d} until {ends - timedelta(days=1):%Y-%m-%d}.",
            "The house that made it can make another.",
        )
    told.pop("iss")
    return Told(signer.name, f"{issued:%Y-%m-%d}", ends, told)
