"""The Desk's words for roles, kinds, families and strength: plain, careful, in every language."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

Word = str | Promise

ROLE: Final[dict[str, Word]] = {
    "controller": _("Controller"),
    "recruiter": _("Recruiter"),
    "collector": _("Collector"),
    "facilitator": _("Facilitator"),
    "possible_victim": _("Possible victim"),
    "unknown": _("Role not known"),
}
_POSSIBLY: Final[dict[str, Word]] = {
    "controller": _("possibly decides over others: money, travel or documents end here"),
    "recruiter": _("possibly finds people and makes promises to them"),
    "collector": _("possibly gathers money and passes it on"),
    "facilitator": _("possibly helps with a task: drives, advertises, rents or books"),
    "possible_victim": _("possibly being exploited; not a suspect"),
}
_PROBABLY: Final[dict[str, Word]] = {
    "controller": _("probably decides over others: money, travel or documents end here"),
    "recruiter": _("probably finds people and makes promises to them"),
    "collector": _("probably gathers money and passes it on"),
    "facilitator": _("probably helps with a task: drives, advertises, rents or books"),
    "possible_victim": _("probably being exploited; not a suspect"),
}
POSSIBLY_BELOW: Final = 0.75
"""Bands of the glossary: possibly below this, probably from here on; no stronger word is used for a person."""
EXPLOITATION: Final[dict[str, Word]] = {
    "sexual": _("Sexual exploitation"),
    "labour": _("Forced labour"),
    "domestic": _("Domestic servitude"),
    "forced_crime": _("Forced crime"),
    "unknown": _("Kind not known"),
}
FAMILY: Final[dict[str, Word]] = {
    "advert": _("Adverts"),
    "adverts": _("Adverts"),
    "online": _("Adverts and posts"),
    "text": _("Wording"),
    "money": _("Money"),
    "payment": _("Money"),
    "payments": _("Money"),
    "travel": _("Travel"),
    "movement": _("Movement"),
    "recruitment": _("Recruitment"),
    "offer": _("Job offers"),
    "housing": _("Housing"),
    "place": _("Places"),
    "control": _("Control"),
    "identity": _("Shared identifiers"),
    "link": _("Shared identifiers"),
    "report": _("Reports"),
    "reports": _("Reports"),
    "labour": _("Work and wages"),
    "network": _("How they are connected"),
}
KIND: Final[dict[str, Word]] = {
    "ad": _("Advert"),
    "post": _("Post"),
    "offer": _("Job offer"),
    "page": _("Web page"),
    "account": _("Account"),
    "payment": _("Payment"),
    "booking": _("Booking"),
    "leg": _("Journey"),
    "stay": _("Stay"),
    "sighting": _("Sighting"),
    "report": _("Report"),
    "missing_person": _("Missing person"),
    "image": _("Image"),
    "person": _("Person"),
    "phone": _("Phone"),
    "handle": _("Handle"),
    "email": _("E-mail"),
    "wallet": _("Wallet"),
    "site": _("Web site"),
    "url": _("Web address"),
    "iban": _("Account"),
    "picture": _("Picture"),
    "domain": _("Domain"),
    "document": _("Document"),
    "address": _("Address"),
    "template": _("Wording"),
}
TIE: Final[dict[str, Word]] = {
    "same name": _("same name"),
    "same holder": _("same holder"),
    "same hand": _("probably the same hand"),
    "holds": _("holds"),
    "carries": _("carries"),
    "carries the id": _("carries the id"),
    "advertised together": _("advertised together"),
    "advertised in": _("advertised in"),
    "shows the picture": _("shows the picture"),
    "lives at": _("lives at"),
    "books with": _("books with"),
    "reached at the site": _("reached at the site"),
    "takes wages of": _("takes the wages of"),
    "seen at": _("seen at"),
    "pays into": _("pays into"),
    "leads to": _("leads to"),
    "sends its form to": _("sends its form to"),
    "paid": _("paid"),
    "booked for": _("booked for"),
    "paid the room of": _("paid the room of"),
    "paid the ticket of": _("paid the ticket of"),
    "travelled with": _("travelled with"),
    "stands in": _("stands in"),
    "judged the same": _("judged the same"),
}
PLAUSIBILITY: Final[dict[str, Word]] = {
    "plausible": _("can be"),
    "tight": _("hardly"),
    "impossible": _("cannot be"),
    "unknown": _("not known"),
}
HOW: Final[dict[str, Word]] = {
    "account": _("the account itself"),
    "address": _("address"),
    "author": _("author"),
    "contact": _("to be reached at"),
    "contact_email": _("to be reached at"),
    "contact_phone": _("to be reached at"),
    "description": _("written in the description"),
    "document": _("document"),
    "email": _("e-mail"),
    "is missed": _("is missed"),
    "is paid": _("is paid"),
    "leads to": _("leads to"),
    "link": _("linked to"),
    "own": _("its own site"),
    "pays": _("pays"),
    "pays the room": _("pays the room"),
    "pays the ticket": _("pays the ticket"),
    "phone": _("phone"),
    "picture": _("picture"),
    "seen at": _("seen at"),
    "sends its form to": _("sends its form to"),
    "stays": _("stays"),
    "text": _("written in the text"),
    "title": _("written in the title"),
    "travels": _("travels"),
    "worded so": _("worded so"),
}
"""How somebody is in a record, as the index names it."""
OUTCOME: Final[dict[str, Word]] = {
    "confirmed": _("Confirmed"),
    "unfounded": _("Unfounded"),
    "unknown": _("Not known"),
    "other": _("Another crime or need"),
}
"""What a lead turned out to be."""
DECIDED: Final[dict[str, Word]] = {
    "watch": _("Being watched"),
    "case": _("In a case"),
    "aside": _("Was set aside"),
}
"""What was decided on a lead, beside the buttons that say what can be."""
WATCHED: Final[dict[str, Word]] = {
    "phone": _("Phone"),
    "name": _("Name of a person"),
    "handle": _("Handle"),
    "email": _("E-mail"),
    "phrase": _("Phrase"),
    "template": _("Copies of a text"),
    "style": _("Way of writing"),
    "picture": _("Picture"),
    "place": _("Place"),
    "document": _("Document number"),
    "account": _("Account number"),
    "iban": _("IBAN"),
    "wallet": _("Wallet"),
}
"""What a watchlist can look for."""
_STRENGTH: Final[tuple[tuple[float, Word], ...]] = (
    (0.2, _("faint")),
    (0.4, _("weak")),
    (0.6, _("fair")),
    (0.8, _("strong")),
    (float("inf"), _("very strong")),
)


def strength(value: float) -> Word:
    """A word for 0..1."""
    return next(word for top, word in _STRENGTH if value < top)


def tie(word: str) -> Word:
    """How two are connected."""
    return TIE.get(word, word)


def role_deed(role: str, probability: float) -> str:
    """What somebody in this role does, with the word that the chance allows."""
    told = _POSSIBLY if probability < POSSIBLY_BELOW else _PROBABLY
    return str(told.get(role) or gettext("seen with the others; what this one does is not known"))


def someone(kind: str, letter: str = "") -> str:
    """What a covered entity is called: 'someone (A)', 'a phone'."""
    if kind == "person":
        return gettext("someone (%(letter)s)") % {"letter": letter} if letter else gettext("someone")
    return gettext("%(kind)s, covered") % {"kind": KIND.get(kind, kind)}
