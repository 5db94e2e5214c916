"""What everything stands on: the ontology (as YAML) and the tables typed from it, content-derived ids,
exact money, time with zones, the one errors module, the one frozen settings object, and the table engine.
Other rooms come in here.
"""

from manumit.base.kernel.engine import DuckEngine, TableEngine
from manumit.base.kernel.errors import (
    Erased,
    ManumitError,
    MissingPart,
    PoorCapture,
    Refused,
    UnreadableInput,
    UsageError,
    VaultError,
    VerificationFailed,
    WorkspaceError,
    WrongKey,
)
from manumit.base.kernel.ids import content_id
from manumit.base.kernel.journal import DISK_FULL, append_lines, as_lines, read_lines
from manumit.base.kernel.json_lines import Problem, TextLine, text_lines
from manumit.base.kernel.money import Money, exponent_of, parse_money, show_money
from manumit.base.kernel.ontology import (
    RecordKind,
    Vocabulary,
    common_columns,
    record_kinds,
    record_schema,
    vocabulary,
)
from manumit.base.kernel.sealed_place import in_sealed_place, mark_sealed
from manumit.base.kernel.settings import Settings, load_settings, settings_from
from manumit.base.kernel.time import Instant, parse_date, parse_instant, show_instant

__all__ = [
    "DISK_FULL",
    "DuckEngine",
    "Erased",
    "Instant",
    "ManumitError",
    "MissingPart",
    "Money",
    "PoorCapture",
    "Problem",
    "RecordKind",
    "Refused",
    "Settings",
    "TableEngine",
    "TextLine",
    "UnreadableInput",
    "UsageError",
    "VaultError",
    "VerificationFailed",
    "Vocabulary",
    "WorkspaceError",
    "WrongKey",
    "append_lines",
    "as_lines",
    "common_columns",
    "content_id",
    "exponent_of",
    "in_sealed_place",
    "load_settings",
    "mark_sealed",
    "parse_date",
    "parse_instant",
    "parse_money",
    "read_lines",
    "record_kinds",
    "record_schema",
    "settings_from",
    "show_instant",
    "show_money",
    "text_lines",
    "vocabulary",
]
