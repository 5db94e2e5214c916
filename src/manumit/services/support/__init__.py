"""Support: what stands behind a help line, without its pages. `judge` says how urgent a conversation is and what its
newest turn asks for (`triage_lines` for JSON lines; `second_from` takes an operator's larger classifier, which can only
raise). `begin` and `respond` lead the guided conversation, in replies of a closed set (`reply`; `release` says what a
locale still lacks, `content_leaf` what the ledger commits to). Nothing here keeps what was said. Other rooms come in
here.
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
from manumit.services.support.triage.judge import Judgement, judge
from manumit.services.support.triage.lexicon import LANGUAGES
from manumit.services.support.triage.lines import Problem, triage_lines
from manumit.services.support.triage.model import INTENTS, LABELS
from manumit.services.support.triage.second import second_from
from manumit.services.support.triage.trained import OUTSIDE, Trained, read_pairs, train

__all__ = [
    "INTENTS",
    "LABELS",
    "LANGUAGES",
    "LOCALES",
    "OUTSIDE",
    "SAID",
    "Choice",
    "Content",
    "Emergency",
    "Facts",
    "Judgement",
    "Problem",
    "Reply",
    "Step",
    "Trained",
    "begin",
    "content_leaf",
    "emergency",
    "emergency_table",
    "judge",
    "read_pairs",
    "release",
    "reply",
    "respond",
    "second_from",
    "shipped_content",
    "train",
    "triage_lines",
    "typed",
    "with_reviewed",
]
