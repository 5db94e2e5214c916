"""Selective disclosure: SD-JWT (RFC 9901). The issuer signs salted digests; the holder passes on the disclosures they
choose; a verifier sees these and cannot tell what, or how much, was kept back (there are decoy digests).

Without key binding: what is carried on paper has no key to bind to.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from manumit.base.kernel import UsageError, VerificationFailed
from manumit.services.care.card.issuer import CardKey, PinnedKey, b64, unb64

_TYPE, _ALGORITHM, _HASH = "card+sd-jwt", "EdDSA", "sha-256"
_SALT = 16
_CLAIMS, _ELEMENTS = 4, 2
"""Claims come in multiples of four digests, elements of a list of two: who sees less than that cannot tell whether
something was kept back or never there."""


@dataclass(frozen=True)
class Disclosure:
    """One disclosure: of a claim (with a name), or of an element of a list."""

    text: str
    name: str | None
    value: Any

    @property
    def digest(self) -> str:
        """What stands in its place in the signed part."""
        return b64(sha256(self.text.encode("ascii")).digest())

    @classmethod
    def make(cls, name: str | None, value: Any) -> Disclosure:
        """With a fresh salt of 128 bits."""
        salt = b64(secrets.token_bytes(_SALT))
        return cls(b64(_json([salt, value] if name is None else [salt, name, value])), name, value)

    @classmethod
    def parse(cls, text: str) -> Disclosure:
        """From its base64url form; ValueError otherwise."""
        raw = json.loads(unb64(text))
        if not isinstance(raw, list) or len(raw) not in (2, 3) or not isinstance(raw[0], str):
            raise ValueError("a disclosure has two or three parts")
        if len(raw) == 3 and (not isinstance(raw[1], str) or raw[1] in ("_sd", "...")):
            raise ValueError("a disclosure has a forbidden name")
        return cls(text, raw[1] if len(raw) == 3 else None, raw[-1])


@dataclass(frozen=True)
class SdJwt:
    """A signed part (header.payload.signature) and the disclosures that come with it."""

    signed: str
    disclosures: tuple[Disclosure, ...]

    def __str__(self) -> str:
        return "~".join([self.signed, *(one.text for one in self.disclosures), ""])

    @classmethod
    def parse(cls, text: str) -> SdJwt:
        """VerificationFailed when it is none. One with a key-binding part is not ours."""
        signed, *parts = text.split("~")
        try:
            if not parts or parts.pop() != "":
                raise ValueError("it does not end as one without key binding does")
            return cls(signed, tuple(map(Disclosure.parse, parts)))
        except (ValueError, RecursionError) as error:
            raise VerificationFailed(f"This is no SD-JWT: {error}.") from error

    def tells(self) -> dict[str, Any]:
        """What is disclosed, by claim. Nothing is verified."""
        claims = {one.name: one for one in self.disclosures if one.name is not None}
        return {
            name: [element.value for element in _elements(one, self.disclosures)]
            if isinstance(one.value, list)
            else one.value
            for name, one in claims.items()
        }

    def only(self, names: Iterable[str]) -> SdJwt:
        """With the disclosures of these claims only; their elements come along unless named as claim:number."""
        payload = json.loads(unb64(self.signed.split(".")[1]))
        kept: list[Disclosure] = []
        for name in names:
            claim, _, number = name.partition(":")
            found = next((one for one in self.disclosures if one.name == claim), None)
            if found is None or found.digest not in payload["_sd"]:
                raise UsageError(f"It does not tell {claim!r}.")
            elements = _elements(found, self.disclosures)
            if number and not (number.isdigit() and 0 < int(number) <= len(elements)):
                raise UsageError(f"{claim} has {len(elements)} entries; there is no {number!r}.")
            kept += [found, *([elements[int(number) - 1]] if number else elements)]
        return replace(self, disclosures=tuple({one.text: one for one in kept}.values()))


def _elements(claim: Disclosure, all: Sequence[Disclosure]) -> list[Disclosure]:
    """The disclosed elements of a claim that is a list, in its order."""
    by_digest = {one.digest: one for one in all}
    holes = claim.value if isinstance(claim.value, list) else []
    digests = [one.get("...") for one in holes if isinstance(one, dict)]
    return [by_digest[one] for one in digests if one in by_digest]


def issue(claims: Mapping[str, Any], open_claims: Mapping[str, Any], key: CardKey) -> SdJwt:
    """Sign. Every claim, and every element of a claim that is a list, can be kept back; `open_claims` cannot."""
    disclosures: list[Disclosure] = []
    digests: list[str] = []
    for name, value in claims.items():
        if isinstance(value, list):
            elements = [Disclosure.make(None, one) for one in value]
            disclosures += elements
            value = [{"...": one} for one in _with_decoys([e.digest for e in elements], _ELEMENTS)]
        made = Disclosure.make(name, value)
        disclosures.append(made)
        digests.append(made.digest)
    payload = {
        **open_claims,
        "iss": key.name,
        "_sd_alg": _HASH,
        "_sd": sorted(_with_decoys(digests, _CLAIMS)),
    }
    header = {"alg": _ALGORITHM, "typ": _TYPE, "kid": key.pinned.id}
    text = f"{b64(_json(header))}.{b64(_json(payload))}"
    return SdJwt(f"{text}.{b64(key.sign(text.encode()))}", tuple(disclosures))


def _with_decoys(digests: list[str], step: int) -> list[str]:
    return digests + [b64(secrets.token_bytes(32)) for _ in range(-len(digests) % step)]


def verify(token: SdJwt, pins: Sequence[PinnedKey]) -> tuple[PinnedKey, dict[str, Any]]:
    """Who signed it, and what it tells (RFC 9901, 7.1). VerificationFailed when it is of nobody who is trusted, or
    anything of it does not fit. Times are the caller's to check."""
    header, payload, signature = _parts(token.signed)
    if header.get("alg") != _ALGORITHM or header.get("typ") != _TYPE:
        raise VerificationFailed("This was signed for something else, or in a way that is not accepted.")
    text = token.signed.rpartition(".")[0].encode()
    signer = next((one for one in pins if one.id == header.get("kid") and one.signed(signature, text)), None)
    if signer is None or payload.get("iss") != signer.name:
        raise VerificationFailed(
            "It is not signed by any issuer that you trust.", "Is the issuer's key pinned?"
        )
    if payload.get("_sd_alg") != _HASH:
        raise VerificationFailed("Its digests are of a kind that is not accepted.")
    seen = _Seen({one.digest: one for one in token.disclosures})
    if len(seen.left) < len(token.disclosures):
        raise VerificationFailed("A disclosure stands in it twice.")
    told = seen.told({name: value for name, value in payload.items() if name != "_sd_alg"})
    if seen.left:
        raise VerificationFailed("It discloses something that was never signed.")
    return signer, told


def _parts(signed: str) -> tuple[dict[str, Any], dict[str, Any], bytes]:
    try:
        header, payload, signature = signed.split(".")
        found = json.loads(unb64(header)), json.loads(unb64(payload)), unb64(signature)
    except (ValueError, RecursionError) as error:
        raise VerificationFailed("The signed part cannot be read.") from error
    if not isinstance(found[0], dict) or not isinstance(found[1], dict):
        raise VerificationFailed("The signed part cannot be read.")
    return found


class _Seen:
    """Puts disclosures in their places; each digest may stand once, each disclosure has one place."""

    def __init__(self, left: dict[str, Disclosure]) -> None:
        self.left = left
        self._digests: set[str] = set()

    def _take(self, digest: Any, named: bool) -> Disclosure | None:
        if not isinstance(digest, str) or digest in self._digests:
            raise VerificationFailed("A digest stands in it twice, or is none.")
        self._digests.add(digest)
        found = self.left.pop(digest, None)
        if found is not None and (found.name is not None) != named:
            raise VerificationFailed("A disclosure is in a place it is not made for.")
        return found

    def told(self, value: Any) -> Any:
        """The value with what is disclosed, without what is not."""
        if isinstance(value, list):
            return [one for element in value for one in self._element(element)]
        if not isinstance(value, dict):
            return value
        digests = value.get("_sd", [])
        if not isinstance(digests, list) or "..." in value:
            raise VerificationFailed("Its digests are not where they should be.")
        told = {name: self.told(one) for name, one in value.items() if name != "_sd"}
        for found in filter(None, [self._take(one, named=True) for one in digests]):
            if found.name in told:
                raise VerificationFailed(f"It tells {found.name!r} twice.")
            told[found.name] = self.told(found.value)
        return told

    def _element(self, element: Any) -> list[Any]:
        if isinstance(element, dict) and "..." in element:
            if len(element) > 1:
                raise VerificationFailed("Its digests are not where they should be.")
            found = self._take(element["..."], named=False)
            return [] if found is None else [self.told(found.value)]
        return [self.told(element)]


def _json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()
