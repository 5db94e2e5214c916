"""Files become records: readers (one file a format, found by content), the workspace, custody and quarantine.

`read_sources` reads any mix of files and folders into a `Workspace` of Parquet tables, streaming, safe to kill and to
run again; `iter_file` streams the records of one file; `raw_bytes` gives back the very bytes of a record. What cannot
be read is `Quarantined` with file, offset, reason and hint, and never costs its neighbours. Byte offsets count in the
decompressed content of a file (see content.py). `take_out` removes the records that were erased (`Gone`), and a reading
leaves them out when they come again. Other rooms come in here.
"""

from __future__ import annotations

from manumit.engine.evidence.erasure import Span, TakenOut, clean_lines, find, take_out
from manumit.engine.evidence.gone import Gone
from manumit.engine.evidence.mapping import FileMap, load_mapping
from manumit.engine.evidence.model import Progress, Quarantined, ReadSummary, Record, Source, to_json
from manumit.engine.evidence.reading import iter_file, raw_bytes, read_sources
from manumit.engine.evidence.words import Words, folded
from manumit.engine.evidence.workspace import Workspace

__all__ = [
    "FileMap",
    "Gone",
    "Progress",
    "Quarantined",
    "ReadSummary",
    "Record",
    "Source",
    "Span",
    "TakenOut",
    "Words",
    "Workspace",
    "clean_lines",
    "find",
    "folded",
    "iter_file",
    "load_mapping",
    "raw_bytes",
    "read_sources",
    "take_out",
    "to_json",
]
