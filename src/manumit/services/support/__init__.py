"""Support: what stands behind a help line, without its pages. `begin` and `respond` lead the guided conversation, in
replies of a closed set (`reply`; `release` says what a locale still lacks, `content_leaf` what the ledger commits to).
Nothing here keeps what was said. Other rooms come in here.
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

__all__ = [
    "LOCALES",
    "SAID",
    "Choice",
    "Content",
    "Emergency",
    "Facts",
    "Reply",
    "Step",
    "begin",
    "content_leaf",
    "emergency",
    "emergency_table",
    "release",
    "reply",
    "respond",
    "shipped_content",
    "typed",
    "with_reviewed",
]
