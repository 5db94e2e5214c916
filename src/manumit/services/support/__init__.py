"""Support: what stands behind the survivors' door and the advocates', without its pages.

Triage: `judge` says how urgent a conversation is and what its newest turn asks for (`triage_lines` for JSON lines;
`second_from` takes an operator's larger classifier, which can only raise). Conversation: `begin` and `respond` lead
the guided talk, in replies of a closed set. Directory: `Directory` imports HSDS 3 and keeps it checked, `search` finds
help, `pack` is what a phone keeps offline. Nothing here keeps what was said, and nothing here is ever an input of the
engine. Other rooms come in here.
"""

from manumit.services.support.conversation import (
    LOCALES,
    SAID,
    Choice,
    Content,
    Emergency,
    Facts,
    Reply,
    Step,
    begin,
    choice,
    content_leaf,
    emergency,
    emergency_table,
    release,
    reply,
    respond,
    shipped_content,
    typed,
    with_reviewed,
)
from manumit.services.support.counting import (
    LEAST,
    Counted,
    suppress,
)
from manumit.services.support.directory import (
    NEEDS,
    Directory,
    Entry,
    Flaw,
    Hours,
    Index,
    Listed,
    Mark,
    Match,
    Near,
    Phone,
    Rule,
    SetAside,
    Spot,
    Taken,
    Wish,
    bring_to,
    check_path,
    country_lines,
    flaws_of,
    hours_at,
    near_point,
    near_town,
    pack,
    search,
)
from manumit.services.support.staffing import (
    Answer,
    Load,
    Served,
    Spread,
    Steady,
    erlang_a,
    erlang_c,
    rank,
    simulate,
    what_if,
)
from manumit.services.support.triage.judge import (
    Judgement,
    judge,
)
from manumit.services.support.triage.lexicon import (
    LANGUAGES,
)
from manumit.services.support.triage.lines import (
    Problem,
    triage_lines,
)
from manumit.services.support.triage.model import (
    INTENTS,
    LABELS,
)
from manumit.services.support.triage.onnx_second import (
    pin_of,
)
from manumit.services.support.triage.second import (
    second_from,
)
from manumit.services.support.triage.trained import (
    OUTSIDE,
    Trained,
    read_pairs,
    train,
)

__all__ = [
    "INTENTS",
    "LABELS",
    "LANGUAGES",
    "LEAST",
    "LOCALES",
    "NEEDS",
    "OUTSIDE",
    "SAID",
    "Answer",
    "Choice",
    "Content",
    "Counted",
    "Directory",
    "Emergency",
    "Entry",
    "Facts",
    "Flaw",
    "Hours",
    "Index",
    "Judgement",
    "Listed",
    "Load",
    "Mark",
    "Match",
    "Near",
    "Phone",
    "Problem",
    "Reply",
    "Rule",
    "Served",
    "SetAside",
    "Spot",
    "Spread",
    "Steady",
    "Step",
    "Taken",
    "Trained",
    "Wish",
    "begin",
    "bring_to",
    "check_path",
    "choice",
    "content_leaf",
    "country_lines",
    "emergency",
    "emergency_table",
    "erlang_a",
    "erlang_c",
    "flaws_of",
    "hours_at",
    "judge",
    "near_point",
    "near_town",
    "pack",
    "pin_of",
    "rank",
    "read_pairs",
    "release",
    "reply",
    "respond",
    "search",
    "second_from",
    "shipped_content",
    "simulate",
    "suppress",
    "train",
    "triage_lines",
    "typed",
    "what_if",
    "with_reviewed",
]
