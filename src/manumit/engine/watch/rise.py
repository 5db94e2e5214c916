"""Whether a word is used more in one window than in another: two measures that must both say so.

The log-likelihood ratio (Dunning 1993, Computational Linguistics 19(1), section 6) says whether chance explains it,
also where a word was never used before; the log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and
Quinn 2008, Political Analysis 16(4), equations 15, 16 and 22) says how strongly, drawn towards none where little is
known. Counted are hands (see usage.Uses), not occurrences.
"""

from __future__ import annotations

from math import log, sqrt
from statistics import NormalDist
from typing import NamedTuple

PRIOR = 20.0
"""Weight of the prior, in hands: what is known of a word before it is looked at is its share in both windows."""
LEAST_LOG_ODDS = log(2)
"""A word that is not at least twice as common is no new one."""
CHANCE = 0.01
"""Chance that any word of a stable vocabulary seems to rise, over all that are tested (Bonferroni)."""


class Rise(NamedTuple):
    """How a word rose: signed root of the likelihood ratio, log-odds ratio under the prior, and its z-score."""

    root: float
    log_odds: float
    z: float


def rise(recent: int, recent_all: int, earlier: int, earlier_all: int) -> Rise:
    """Of so many hands in each window, so many use the word."""
    share = (recent + earlier) / (recent_all + earlier_all)
    likelihood = 0.0
    for used, every in ((recent, recent_all), (earlier, earlier_all)):
        likelihood += _term(used, every * share) + _term(every - used, every * (1 - share))
    sign = 1.0 if recent * earlier_all >= earlier * recent_all else -1.0
    prior = (
        PRIOR * (recent + earlier + 0.5) / (recent_all + earlier_all + 1)
    )  # also where all hands use the word
    odds = [
        log((used + prior) / (every + PRIOR - used - prior))
        for used, every in ((recent, recent_all), (earlier, earlier_all))
    ]
    spread = sqrt(1 / (recent + prior) + 1 / (earlier + prior))
    delta = odds[0] - odds[1]
    return Rise(sign * sqrt(max(0.0, 2 * likelihood)), delta, delta / spread)


def _term(seen: float, expected: float) -> float:
    return seen * log(seen / expected) if seen > 0 else 0.0


def least_root(tests: int) -> float:
    """The signed root above which chance no longer explains a rise, when so many words are tested."""
    return NormalDist().inv_cdf(1 - CHANCE / max(1, tests))


def rose(one: Rise, tests: int) -> bool:
    """Whether both measures say that the word rose."""
    return one.root >= least_root(tests) and one.log_odds >= LEAST_LOG_ODDS
