"""The directory of services: HSDS 3 files come in through checks, and only what a named person vouches for is shown.

`Directory` is the store: `take_in`, `entries`, `mark_checked`, `shown`; `check_path` tells what an import would find.
`search` orders what fits a `Wish`, `left_out` says what does not and why; `pack` is what a phone keeps for when it is
offline; `country_lines` are embassies and help lines by country. Addresses of undisclosed services never get in.
"""

from manumit.services.support.directory.checks import flaws_of
from manumit.services.support.directory.example import bring_to
from manumit.services.support.directory.hours import Hours, hours_at, local_at
from manumit.services.support.directory.index import Index
from manumit.services.support.directory.model import Entry, Flaw, Phone, Rule, Spot
from manumit.services.support.directory.needs import NEEDS
from manumit.services.support.directory.packing import country_lines, pack
from manumit.services.support.directory.reading import SetAside
from manumit.services.support.directory.search import (
    LeftOut,
    Match,
    Near,
    Wish,
    left_out,
    near_point,
    near_town,
    search,
)
from manumit.services.support.directory.store import Directory, Listed, Mark, Taken, check_path

__all__ = [
    "NEEDS",
    "Directory",
    "Entry",
    "Flaw",
    "Hours",
    "Index",
    "LeftOut",
    "Listed",
    "Mark",
    "Match",
    "Near",
    "Phone",
    "Rule",
    "SetAside",
    "Spot",
    "Taken",
    "Wish",
    "bring_to",
    "check_path",
    "country_lines",
    "flaws_of",
    "hours_at",
    "left_out",
    "local_at",
    "near_point",
    "near_town",
    "pack",
    "search",
]
