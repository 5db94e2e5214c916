"""Support: what stands behind a help line, without its pages. `judge` says how urgent a conversation is and what its
newest turn asks for (`triage_lines` for JSON lines; `second_from` takes an operator's larger classifier, which can only
raise). Nothing here keeps what was said. Other rooms come in here.
"""

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
    "OUTSIDE",
    "Judgement",
    "Problem",
    "Trained",
    "judge",
    "read_pairs",
    "second_from",
    "train",
    "triage_lines",
]
