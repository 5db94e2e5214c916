"""How well a method does on labelled pictures: rates, ranks and ratios, each with an interval by subject.

A table of scores (pictures x pictures, larger = more alike, NaN where a pair was not compared) and whose each picture
is give everything here. Intervals are a bootstrap by subject: of a thousand pairs of eight people, eight are drawn.
Terms are those of ISO/IEC 19795-1: FMR, FNMR, FNIR, FPIR, FTE.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from manumit.base.kernel import UsageError
from manumit.engine.biometrics.measures import Floats, Numbers, Pairs
from manumit.engine.biometrics.ranks import missed_at, ranks_of
from manumit.engine.biometrics.weighing import Drawn, Weighed

FMRS = (1e-2, 1e-3, 1e-4)
FPIRS = (1e-2, 1e-1)
RANKS = 20
DRAWS, PERFECT = 200, 40
ENOUGH = 30
"""Subjects below which a group has no rate (ISO/IEC 19795-10 asks for enough to tell groups apart; the rule of 30,
Doddington and others, Speech Communication 31, 2000)."""
LINE = 200
"""Points of a curve at most."""


@dataclass(frozen=True)
class Cohort:
    """Pictures of one evaluation: the table of scores, whose each is, what was refused, and the ratios when a card read
    the scores."""

    scores: Floats
    subjects: Sequence[str]
    refused: int = 0
    ratios: Floats | None = None

    @cached_property
    def number(self) -> Numbers:
        """Whose each picture is, as a number."""
        return np.unique(np.array(self.subjects), return_inverse=True)[1].astype(np.int64)

    @cached_property
    def weighed(self) -> Weighed:
        """Every compared pair once."""
        a, b = np.triu_indices(len(self.number), 1)
        there = ~np.isnan(self.scores[a, b])
        a, b = a[there], b[there]
        pairs = Pairs(self.scores[a, b], self.number[a], self.number[b])
        return Weighed.of(pairs, None if self.ratios is None else self.ratios[a, b])


def cohort_of(
    rows: Sequence[tuple[str, str, float, float | None]], subject_of: Callable[[str], str], refused: int = 0
) -> Cohort:
    """From compared pairs (a, b, score, llr or None): what `manumit compare` writes. UsageError: nothing to measure."""
    names = sorted({name for a, b, _, _ in rows for name in (a, b)})
    at = {name: n for n, name in enumerate(names)}
    tables = [np.full((len(names), len(names)), np.nan) for _ in range(2)]
    for a, b, *told in rows:
        for table, value in zip(tables, told, strict=True):
            table[at[a], at[b]] = table[at[b], at[a]] = np.nan if value is None else value
    whole = bool(rows) and all(one[3] is not None for one in rows)
    return checked(
        Cohort(tables[0], [subject_of(one) for one in names], refused, tables[1] if whole else None)
    )


def checked(cohort: Cohort) -> Cohort:
    """UsageError when there is no genuine or no impostor pair."""
    same = cohort.weighed.same if len(cohort.number) else np.zeros(0, bool)
    if not same.any() or same.all():
        raise UsageError(
            "There is nothing to measure: it takes two pictures of one person, and two people.",
            "A subject is the folder, else the file's name before the last `_`.",
        )
    return cohort


Told = dict[str, float | None]


def evaluated(cohort: Cohort, seed: int = 0, draws: int = DRAWS) -> dict[str, object]:
    """Everything of a cohort, as the report's JSON: counts, rates each {value, low, high}, and the two curves."""
    dice, many = np.random.default_rng(seed), int(cohort.number.max()) + 1
    pairs, ranks = cohort.weighed, ranks_of(cohort.scores, cohort.number)
    fmr, fnmr = pairs.once().curve(LINE)
    seen = cohort.refused + len(cohort.number)

    def searches(times: Floats) -> dict[str, float]:
        missed = {f"fnir_at_fpir_{fpir:g}": missed_at(ranks, fpir, times) for fpir in FPIRS}
        return {"rank_1": ranks.within(1, times), **missed}

    return {
        "subjects": many,
        "pictures": len(cohort.number),
        "refused": cohort.refused,
        "failure_to_enrol": _short(cohort.refused / seen),
        "genuine": pairs.genuine,
        "impostor": pairs.impostors,
        "draws": draws,
        "seed": seed,
        **intervals(lambda times: _of_pairs(pairs.drawn(times)), many, dice, draws),
        **intervals(searches, many, dice, draws),
        **_if_perfect(pairs, dice),
        "det": {"fmr": fmr, "fnmr": fnmr},
        "cmc": [round(ranks.within(rank, np.ones(many)), 6) for rank in range(1, min(RANKS, many) + 1)],
    }


def _of_pairs(some: Drawn) -> dict[str, float]:
    allowed = [fmr for fmr in FMRS if fmr * some.of.impostors >= 1]  # else not one error is allowed
    told = {"eer": some.equal_error, **{f"fnmr_at_fmr_{fmr:g}": some.missed_at(fmr) for fmr in allowed}}
    if some.of.llr is None:
        return told
    told |= {"cllr": some.cllr, "cllr_min": some.least_cllr, "cllr_over_min": some.over_least}
    return told | {"strangers_mean_ratio": some.strangers_mean_ratio}


def _if_perfect(pairs: Weighed, dice: np.random.Generator) -> dict[str, Told]:
    if pairs.llr is None:
        return {}
    drawn = pairs.over_least_if_perfect(dice, PERFECT)
    found = np.quantile(drawn, (0.5, 0.025, 0.975)) if len(drawn) else np.full(3, np.nan)
    told = dict(zip(("value", "low", "high"), map(_short, found), strict=True))
    return {"cllr_over_min_if_perfect": told}


def intervals(
    what: Callable[[Floats], dict[str, float]], many: int, dice: np.random.Generator, draws: int = DRAWS
) -> dict[str, Told]:
    """Each value of all subjects, and 95 % of a bootstrap by subject (draws that say nothing are left out). Where there
    was no error, the rule of three over subjects (Hanley and Lippman-Hand, JAMA 249, 1983)."""
    drawn = dice.multinomial(many, np.full(many, 1 / many), draws)
    found = [what(times.astype(np.float64)) for times in drawn]
    return {
        name: _interval(name, value, np.array([one[name] for one in found]), min(1.0, 3 / many))
        for name, value in what(np.ones(many)).items()
    }


def _interval(name: str, value: float, drawn: Floats, three: float) -> Told:
    drawn = drawn[~np.isnan(drawn)]
    low, high = np.quantile(drawn, (0.025, 0.975)) if len(drawn) else (np.nan, np.nan)
    low, high = min(low, value), max(high, value)  # a ratio of two costs may lie outside its own draws
    if value == 0 and not name.startswith("cllr"):
        high = max(high, three)
    if value == 1 and name.startswith("rank"):
        low = min(low, 1 - three)
    return {"value": _short(value), "low": _short(low), "high": _short(high)}


def _short(value: float) -> float | None:
    return None if np.isnan(value) else round(float(f"{value:.6g}"), 9)


def by_group(cohort: Cohort, groups: Mapping[str, str], threshold: float, seed: int = 0) -> dict[str, object]:
    """Both rates of each group at one threshold, impostors within the group (ISO/IEC 19795-10), with intervals, and how
    far apart the groups are; no rate of fewer than 30 subjects."""
    names = sorted(set(cohort.subjects))
    group = np.array([groups.get(name, "") for name in names])
    told: dict[str, dict[str, object]] = {}
    for one in sorted(set(group) - {""}):
        inside = np.flatnonzero(group == one)
        if len(inside) < ENOUGH:
            why = f"{len(inside)} subjects: no rate of fewer than {ENOUGH}."
            told[one] = {"subjects": len(inside), "refused": why}
        else:
            told[one] = {"subjects": len(inside), **_rates(cohort.weighed, inside, threshold, seed)}
    known = [one for one in told.values() if "fmr" in one]
    apart = {rate: _apart([one[rate] for one in known]) for rate in ("fmr", "fnmr")} if len(known) > 1 else {}
    unnamed = int((group == "").sum())
    return {"threshold": threshold, "groups": told, "highest_over_lowest": apart, "without_group": unnamed}


def threshold_at(cohort: Cohort, fmr: float) -> float:
    """The score at which this cohort has this FMR."""
    return cohort.weighed.once().threshold(fmr)


def _rates(pairs: Weighed, inside: Numbers, threshold: float, seed: int) -> dict[str, Told]:
    keep = np.isin(pairs.a, inside) & np.isin(pairs.b, inside)
    a, b = np.searchsorted(inside, pairs.a[keep]), np.searchsorted(inside, pairs.b[keep])
    some = Weighed(pairs.score[keep], pairs.same[keep], a, b, None)

    def both(times: Floats) -> dict[str, float]:
        return dict(zip(("fmr", "fnmr"), some.drawn(times).rates_at(threshold), strict=True))

    return intervals(both, len(inside), np.random.default_rng(seed))


def _apart(rates: Sequence[object]) -> float | None:
    values = [float(one["value"]) for one in rates if isinstance(one, dict)]
    return _short(max(values) / min(values)) if min(values) > 0 else None


def measured(
    pairs: Pairs, llr: Floats, seed: int, draws: int, people: Numbers | None = None
) -> dict[str, Told]:
    """What a card says of itself: rates of its cohort, each with its interval. `people`: whose each subject is, where
    several are one person's (two eyes): they are drawn together."""
    names, both = np.unique(np.concatenate([pairs.a, pairs.b]), return_inverse=True)
    whose = np.arange(len(names)) if people is None else np.unique(people[names], return_inverse=True)[1]
    mine = Pairs(pairs.score, both[: len(pairs.a)], both[len(pairs.a) :])
    some, dice = Weighed.of(mine, llr), np.random.default_rng(seed)
    told = intervals(lambda times: _of_pairs(some.drawn(times[whose])), int(whose.max()) + 1, dice, draws)
    return told | _if_perfect(some, dice)
