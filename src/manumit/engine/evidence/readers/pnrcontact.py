"""Phones and e-mail addresses in a PNR: SSR CTCM/CTCE (IATA Resolution 830d), IFT CTCx text, ADD, and who pays."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from manumit.engine.evidence.readers.edifact import Segment

_PHONE = re.compile(r"\+?\d[\d \-().]{5,24}\d")
_EMAIL = re.compile(r"[^\s/@]+@[^\s/@]+\.[^\s/@]+")


def email_of(text: str) -> str | None:
    """An address in teletype spelling: // is @, .. is _, ./ is - (AIRIMP); or in plain spelling."""
    text = text[:320].strip().split(" ")[0]
    plain = text if "@" in text else text.replace("//", "@").replace("..", "_").replace("./", "-")
    match = _EMAIL.search(plain)
    return match[0].lower() if match else None


def phone_of(text: str, international: bool) -> str | None:
    """The first number in a text, as written; SSR CTCM is international by rule, so it gets its + back."""
    match = _PHONE.search(text[:320].split("@")[0])
    if match is None:
        return None
    number = match[0].strip()
    digits = re.sub(r"\D", "", number)
    if len(digits) < 7:
        return None
    return (
        f"+{digits}" if international and not number.startswith(("+", "0")) and len(digits) >= 10 else number
    )


@dataclass(slots=True)
class _Contact:
    rank: int
    """The smaller the better: 0 SSR, 1 text, 2 address."""
    value: str
    email: bool
    reference: str
    near: int


@dataclass(slots=True)
class Contacts:
    """All ways to reach the travellers of one PNR."""

    found: list[_Contact] = field(default_factory=list)

    def service(self, code: str, text: str, reference: str, near: int) -> None:
        """SSR CTCM, CTCE, CTCR ..."""
        self._add(0, code, text.strip("/ "), reference, near)

    def text(self, segment: Segment, near: int) -> None:
        """IFT+4:28 with CTCx text."""
        for element in segment.elements[1:]:
            text = ":".join(element).strip()
            if match := re.search(r"(?:^|\s)(CTC[A-Z]?)[A-Z]{0,3}\s*(.*)", text[:600]):
                self._add(1, match[1], match[2], "", near)

    def address(self, segment: Segment, near: int) -> None:
        """ADD: the telephone is the address's last component."""
        for element in segment.elements:
            if len(element) > 6 and (number := phone_of(element[-1], False)):
                self.found.append(_Contact(2, number, False, "", near))

    def _add(self, rank: int, code: str, text: str, reference: str, near: int) -> None:
        address = email_of(text) if code == "CTCE" or "@" in text or "//" in text else None
        if address:
            self.found.append(_Contact(rank, address, True, reference, near))
        elif code != "CTCE" and (number := phone_of(text, code == "CTCM" and rank == 0)):
            self.found.append(_Contact(rank, number, False, reference, near))

    def of(self, place: int, number: str, travellers: int) -> tuple[str | None, str | None, list[str]]:
        """(phone, e-mail, others) of a traveller: what is theirs first, then what stands for the whole PNR."""
        mine = [
            contact
            for contact in self.found
            if contact.reference == number or (not contact.reference and contact.near in (-1, place))
        ]
        mine.sort(key=lambda contact: (not contact.reference and contact.near != place, contact.rank))
        phone = next((contact.value for contact in mine if not contact.email), None)
        email = next((contact.value for contact in mine if contact.email), None)
        others = dict.fromkeys(contact.value for contact in mine if contact.value not in (phone, email))
        return phone, email, list(others)


def payer_of(fop: Segment) -> str:
    """A card holder's name in FOP: a component of letters, with a blank or stroke, behind the card's number."""
    for element in fop.elements:
        for component in element[6:]:
            if re.fullmatch(r"[^\W\d_][^\W\d_.'\- ]*[ /][^\d_]{2,60}", component.strip()):
                return component.strip()
    return ""
