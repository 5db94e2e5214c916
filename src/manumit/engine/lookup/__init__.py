"""The index of one workspace, for those who look things up: one SQLite file, derived/lookup.sqlite3.

`build_lookup` is the last stage of the job: it writes the whole file anew from what the other stages made, and swaps
it in, so that what was erased, has expired or is withheld is not in it. `Lookup` reads it: search in any script with
typing slips and fragments of numbers, what speaks of an entity, its neighbours with counts, the way between two, events
and movements, how fresh each source is. It never writes; whoever shows what it gives covers possible victims.
"""

from manumit.engine.lookup.build import build_lookup, index_path
from manumit.engine.lookup.lookup import Lookup
from manumit.engine.lookup.model import (
    Around,
    Entity,
    EntityHit,
    Event,
    Finding,
    Freshness,
    Happened,
    Hits,
    LeadRole,
    Link,
    Move,
    Movements,
    Plausibility,
    Record,
    RecordHit,
    Span,
    Spot,
    Step,
    Way,
    Why,
)
from manumit.engine.lookup.travellers import PERSON, Travellers

__all__ = [
    "PERSON",
    "Around",
    "Entity",
    "EntityHit",
    "Event",
    "Finding",
    "Freshness",
    "Happened",
    "Hits",
    "LeadRole",
    "Link",
    "Lookup",
    "Move",
    "Movements",
    "Plausibility",
    "Record",
    "RecordHit",
    "Span",
    "Spot",
    "Step",
    "Travellers",
    "Way",
    "Why",
    "build_lookup",
    "index_path",
]
