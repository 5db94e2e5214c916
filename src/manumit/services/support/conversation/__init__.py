"""The guided conversation: a closed set of replies (`content/`, each text with a state), and the rules by which they
are chosen (`begin`, `respond`). Nothing is generated, and nothing that was said is remembered."""

from manumit.services.support.conversation.choices import SAID, Choice, choice, typed
from manumit.services.support.conversation.content import (
    LOCALES,
    Content,
    content_leaf,
    release,
    shipped_content,
    with_reviewed,
)
from manumit.services.support.conversation.emergency import Emergency, emergency, emergency_table
from manumit.services.support.conversation.reply import Reply, reply
from manumit.services.support.conversation.talk import begin, respond
from manumit.services.support.conversation.turn import Facts, Step

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
    "choice",
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
