"""Support: what stands behind the survivors' door and the advocates'.

The directory of services: `Directory` imports HSDS 3 and keeps it checked, `search` finds help, `pack` is what a phone
keeps offline. Nothing here is ever an input of the engine. Other rooms come in here.
"""

from manumit.services.support.directory import (
    NEEDS,
    Directory,
    Entry,
    Flaw,
    Hours,
    Listed,
    Mark,
    Match,
    Near,
    Phone,
    Problem,
    Rule,
    Spot,
    Taken,
    Wish,
    check_path,
    country_lines,
    flaws_of,
    hours_at,
    near_point,
    near_town,
    pack,
    search,
)

__all__ = [
    "NEEDS",
    "Directory",
    "Entry",
    "Flaw",
    "Hours",
    "Listed",
    "Mark",
    "Match",
    "Near",
    "Phone",
    "Problem",
    "Rule",
    "Spot",
    "Taken",
    "Wish",
    "check_path",
    "country_lines",
    "flaws_of",
    "hours_at",
    "near_point",
    "near_town",
    "pack",
    "search",
]
