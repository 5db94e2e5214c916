"""Offers: what a job offer promises and asks, read from its text alone.

`check_offer` gives a label (deceptive, suspicious or genuine), a calibrated score, the signs on both sides with their
spans, and an honest 'cannot tell'; `check_lines` does so for JSON lines. It is a warning to a reader, never a finding
about anyone. `signs` is the catalogue, each sign with its source; `languages` are those it knows.
"""

from manumit.engine.offers.catalogue import Sign, signs
from manumit.engine.offers.judge import Found, Verdict, check_offer
from manumit.engine.offers.lexicon import lexicon
from manumit.engine.offers.lines import check_lines
from manumit.engine.offers.reading import LONGEST_TEXT

__all__ = [
    "LONGEST_TEXT",
    "Found",
    "Sign",
    "Verdict",
    "check_lines",
    "check_offer",
    "languages",
    "signs",
]


def languages() -> frozenset[str]:
    """ISO 639-1 codes of the languages with a lexicon."""
    return lexicon().languages
