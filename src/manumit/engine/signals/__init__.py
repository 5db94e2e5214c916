"""Signals: what a text mentions and how it reads.

`extract` finds phones, e-mails, handles, links, wallets, IBANs, prices, places, names, ages, travel and opening hours,
however disguised, with spans into the text as it was read and how each is disguised (`OBFUSCATIONS`); `disguised_share`
says how much of a record is. `fold` and `words` make texts comparable; `language` names their language; `place_of` and
`airport` put names on the map, `towns_within` names what lies on it; `normalise_*` bring identifiers to one form;
`site_of` cuts an address to the name that somebody registered, `look_alike` says which known one it imitates;
`read_mrz` reads a travel document's zone.
`build_mentions` is the stage: every record of a workspace becomes rows of the mention table.
"""

from manumit.engine.signals.accounts import normalise_account
from manumit.engine.signals.addresses import normalise_email
from manumit.engine.signals.countries import country_of
from manumit.engine.signals.disguise import OBFUSCATIONS, disguised_share
from manumit.engine.signals.domains import site_of
from manumit.engine.signals.extraction import KINDS, extract
from manumit.engine.signals.folding import Folded, fold, words
from manumit.engine.signals.handles import normalise_handle
from manumit.engine.signals.imitation import LookAlike, look_alike
from manumit.engine.signals.language import language
from manumit.engine.signals.masking import mask
from manumit.engine.signals.model import Mention, Place
from manumit.engine.signals.mrz import Check, Mrz, check_digit, read_mrz
from manumit.engine.signals.name_likeness import names_alike, sounding, sounding_name
from manumit.engine.signals.names import name_key, person_key
from manumit.engine.signals.nearby import POINTS, Nearby, towns_near
from manumit.engine.signals.phone_forms import normalise_phone
from manumit.engine.signals.place_names import country_named, kind_of_name
from manumit.engine.signals.places import (
    airport,
    country_at,
    place_of,
    towns_within,
    zone_minutes_of,
)
from manumit.engine.signals.stage import build_mentions

__all__ = [
    "KINDS",
    "OBFUSCATIONS",
    "POINTS",
    "Check",
    "Folded",
    "LookAlike",
    "Mention",
    "Mrz",
    "Nearby",
    "Place",
    "airport",
    "build_mentions",
    "check_digit",
    "country_at",
    "country_named",
    "country_of",
    "disguised_share",
    "extract",
    "fold",
    "kind_of_name",
    "language",
    "look_alike",
    "mask",
    "name_key",
    "names_alike",
    "normalise_account",
    "normalise_email",
    "normalise_handle",
    "normalise_phone",
    "person_key",
    "place_of",
    "read_mrz",
    "site_of",
    "sounding",
    "sounding_name",
    "towns_near",
    "towns_within",
    "words",
    "zone_minutes_of",
]
