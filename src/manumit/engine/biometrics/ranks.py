"""Searches of a labelled cohort: every picture once as the probe, all others as the gallery, with its person and
without."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from manumit.engine.biometrics.measures import Floats, Numbers


@dataclass(frozen=True, slots=True)
class Ranks:
    """For each picture whose person has another one: whose it is, the score of the best other picture of that person,
    the place of that person among all, and the score of the best other person."""

    who: Numbers
    mate: Floats
    place: Numbers
    rival: Floats
    everyone: Numbers
    """Whose each picture is, of all pictures: those without a mate are searched for, too."""
    stranger: Floats
    """Of all pictures: the best score of another person, which is what a search finds when the person is not there."""

    def within(self, rank: int, drawn: Floats) -> float:
        """CMC: how often the person is among the first so many."""
        weight = drawn[self.who]
        return float(weight @ (self.place <= rank) / weight.sum()) if weight.sum() else float("nan")


def ranks_of(scores: Floats, who: Numbers) -> Ranks:
    """From the table of scores (NaN: not compared; the diagonal is never looked at)."""
    table = np.where(np.isnan(scores), -np.inf, scores)
    np.fill_diagonal(table, -np.inf)
    people = int(who.max()) + 1
    best = np.full((len(who), people), -np.inf)
    for one in range(people):
        best[:, one] = table[:, who == one].max(axis=1)
    own = best[np.arange(len(who)), who]
    others = best.copy()
    others[np.arange(len(who)), who] = -np.inf
    stranger = others.max(axis=1)
    mated = np.isfinite(own)
    place = 1 + (others[mated] >= own[mated, None]).sum(axis=1)  # a tie is lost: it errs to the safe side
    return Ranks(who[mated], own[mated], place.astype(np.int64), stranger[mated], who, stranger)


def missed_at(ranks: Ranks, fpir: float, drawn: Floats) -> float:
    """FNIR, open set: the share of searches for people who are there that do not name them, at the threshold that names
    somebody in at most this share of searches for people who are not there."""
    cut = _cut(ranks.stranger, drawn[ranks.everyone], fpir)
    weight = drawn[ranks.who]
    return float(weight @ (ranks.mate < cut) / weight.sum()) if weight.sum() else float("nan")


def _cut(stranger: Floats, weight: Floats, fpir: float) -> float:
    """The lowest threshold at which at most this share of the searches names anybody."""
    order = np.argsort(-stranger, kind="stable")
    share = np.cumsum(weight[order]) / weight.sum()
    allowed = int(np.searchsorted(share, fpir + 1e-12, "right"))
    return float(np.nextafter(stranger[order][allowed], np.inf)) if allowed < len(order) else -np.inf
