"""Files become records: readers (one file a format, found by content), the workspace, custody and quarantine.

`read_sources` reads any mix of files and folders into a `Workspace` of Parquet tables, streaming, safe to kill and to
run again; `iter_file` streams the records of one file; `raw_bytes` gives back the very bytes of a record. What cannot
be read is `Quarantined` with file, offset, reason and hint, and never costs its neighbours. Byte offsets count in the
decompressed content of a file (see content.py). `take_out` removes the records that were erased (`Gone`), and a reading
leaves them out when they come again. `Logbook` keeps the log of a workspace: what its journals claim, each
a leaf; `pieces` cuts a file into the leaves of a tree, so that a span can be proven. `judgements` and `outcomes` are
what people decided, for the next run. Other rooms come in here.
"""

from __future__ import annotations

from manumit.engine.evidence.claims import (
    REVEALS,
    custody_claims,
    cuts_in,
    logged_cuts,
    read_ident,
    reveal_claims,
)
from manumit.engine.evidence.content import content_of
from manumit.engine.evidence.decisions import (
    Judgement,
    Outcome,
    judged_digest,
    judgements,
    note_judgement,
    note_outcomes,
    outcome_digest,
    outcomes,
    undo_judgement,
    undo_outcomes,
)
from manumit.engine.evidence.erasure import Span, TakenOut, clean_lines, find, take_out
from manumit.engine.evidence.events import Claim, Event, canonical_json, kept_hash
from manumit.engine.evidence.gone import TOMBSTONES, Gone
from manumit.engine.evidence.logbook import LOG_FILES, VERIFIER, Logbook
from manumit.engine.evidence.mapping import FileMap, load_mapping
from manumit.engine.evidence.model import Progress, Quarantined, ReadSummary, Record, Source, to_json
from manumit.engine.evidence.pictures import Place, picture_bytes
from manumit.engine.evidence.reading import iter_file, raw_bytes, read_sources
from manumit.engine.evidence.spans import Piece, entry_of, is_file, pieces
from manumit.engine.evidence.words import Words, folded
from manumit.engine.evidence.workspace import Workspace

__all__ = [
    "LOG_FILES",
    "REVEALS",
    "TOMBSTONES",
    "VERIFIER",
    "Claim",
    "Event",
    "FileMap",
    "Gone",
    "Judgement",
    "Logbook",
    "Outcome",
    "Piece",
    "Place",
    "Progress",
    "Quarantined",
    "ReadSummary",
    "Record",
    "Source",
    "Span",
    "TakenOut",
    "Words",
    "Workspace",
    "canonical_json",
    "clean_lines",
    "content_of",
    "custody_claims",
    "cuts_in",
    "entry_of",
    "find",
    "folded",
    "is_file",
    "iter_file",
    "judged_digest",
    "judgements",
    "kept_hash",
    "load_mapping",
    "logged_cuts",
    "note_judgement",
    "note_outcomes",
    "outcome_digest",
    "outcomes",
    "picture_bytes",
    "pieces",
    "raw_bytes",
    "read_ident",
    "read_sources",
    "reveal_claims",
    "take_out",
    "to_json",
    "undo_judgement",
    "undo_outcomes",
]
