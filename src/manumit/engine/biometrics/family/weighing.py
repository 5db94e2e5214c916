"""What is said of the sought one beside what is said of a separated one, and relative beside relative.

Every piece is a natural log-likelihood ratio. Chances marked so are assumptions, to be replaced by what an operator
counts: no published set of tracing requests says whose they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from manumit.engine.biometrics.biographic import (
    AGE_SPREAD,
    NAMES,
    PLACE_CHANCE,
    PLACE_OTHER,
    PLACE_SAME,
    Around,
    Levels,
    Part,
    age_weighed,
    born_weighed,
    joint,
    name_weighed,
    place_key,
    years_apart,
)
from manumit.engine.biometrics.family.crowd import Crowd
from manumit.engine.biometrics.family.rows import Person, Relative, Told
from manumit.engine.signals import names_alike

GIVEN: Levels = (
    (0.9, "the one name told is the same", 0.60, 0.02),
    (0.7, "the one name told is similar", 0.20, 0.03),
    (0.0, "the one name told differs", 0.20, 0.95),
)
"""Of a name of one word, as given names of relatives mostly are: an assumption. The file's own share of who bears such
a name takes the place of the last number where it is higher."""
SEX_WRONG = 0.02
"""Share of people whose sex is written wrongly: an assumption."""
LANGUAGE_SHARED = 0.95
"""Share of true pairs told with a language in common: an assumption; who does not share it is bounded by this."""
NEAR = ((30, 0.6), (180, 0.3), (365, 0.07))
"""Days between two dates told of one separation, and the share of true pairs up to there: an assumption."""
NEVER = 0.03
LEAST_SHARE = 0.02
"""No language, day or place counts as rarer."""
KIN_AGE, KIN_OTHERS = 5.0, 10.0
"""Years by which the age told of one relative varies, and by which those of two relatives of the same relation do, of
people of like age: assumptions."""
KNOWN_ONE, KNOWN = 0.9, 0.5
"""How often a mother or a father who both sides tell of is the same person (else a step-parent, or a mistake), and how
often any other relative on one side is among those of that relation on the other: assumptions."""
KIN_DEPENDENCE = 0.2
"""Between any two relatives of one pair (names go by village and faith): an assumption. n of them count as n / (1 +
(n - 1) r) of their mean, as pictures do (fusion.py)."""
GUESSED = (1, 1)
"""A birth on 1 January is how registers write a year alone: it tells an age."""
STATES = 256
"""Of the assignments of some relatives, so many of the best are followed: all of them in any family that differs."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A sought person, ready to be compared with many."""

    person: Person
    names: tuple[str, ...]
    family: tuple[tuple[str, ...], ...]
    around: Mapping[str, Around]
    around_family: Mapping[str, Around]


def details(sought: Inquiry, at: int, crowd: Crowd) -> list[Part]:
    """Of the person who is sought and the separated one at this place of the crowd."""
    a, b = sought.person, crowd.people[at]
    parts = [
        _names(sought.names, crowd.names[at], sought.around),
        _sex(a.told, b.told),
        _age(a.told, b.told, AGE_SPREAD, crowd.age_spread),
        _place("from", a.told.about.place, b.told.about.place, crowd.from_origin),
        _language(a, b, crowd),
        _separated(a, b, crowd),
        _place("separated at", a.separated_at, b.separated_at, crowd.separated_at),
    ]
    return [one for one in parts if one is not None]


def relatives(sought: Inquiry, at: int, crowd: Crowd) -> list[Part]:
    """Each relative of the side that tells of fewer who has somebody of that relation on the other side; whoever is
    told of by one side alone says nothing. The assignment of the two sides is the best one: each relative of k who fit
    counts with a k-th of the ratio, so that many relatives are not many chances."""
    theirs = crowd.people[at].family
    table = [
        [
            _relative(one, other, names, crowd.families[at][m], sought.around_family)
            for m, other in enumerate(theirs)
        ]
        for one, names in zip(sought.person.family, sought.family, strict=True)
    ]
    whose = sought.person.family
    if len(theirs) < len(table):
        table, whose = [list(column) for column in zip(*table, strict=True)], theirs
    rows = [
        {m: _mixed(one.llr, sum(x is not None for x in row), who) for m, one in enumerate(row) if one}
        for row, who in zip(table, whose, strict=True)
    ]
    missed = [float(np.log1p(-_known(who))) if row else 0.0 for who, row in zip(whose, rows, strict=True)]
    return [
        Part(str(who.relation), rows[n][m], cell.says)
        if m is not None and (cell := table[n][m])
        else Part(str(who.relation), missed[n], "nobody left on the other side")
        for n, (who, m) in enumerate(zip(whose, assigned(rows, missed), strict=True))
        if rows[n]
    ]


def of_relatives(parts: Sequence[Part]) -> float:
    """Of all of them together, bounded as details are."""
    many = len(parts)
    weight = 1 / (1 + (many - 1) * KIN_DEPENDENCE) if many else 1.0
    return joint([Part(one.of, one.llr * weight, one.says) for one in parts])


def assigned(rows: Sequence[Mapping[int, float]], none: Sequence[float]) -> list[int | None]:
    """To each row one of its columns, or none at all, no column twice, so that the sum of what they say is highest.
    `none` is what each row says when it has none."""
    states: dict[int, tuple[float, list[int | None]]] = {0: (0.0, [])}
    for row, without in zip(rows, none, strict=True):
        grown: dict[int, tuple[float, list[int | None]]] = {}
        for used, (total, ways) in states.items():
            for column, value in ((None, without), *row.items()):
                if column is not None and used >> column & 1:
                    continue
                now = used if column is None else used | 1 << column
                if now not in grown or total + value > grown[now][0]:
                    grown[now] = (total + value, [*ways, column])
        states = dict(sorted(grown.items(), key=lambda one: -one[1][0])[:STATES])
    return max(states.values(), key=lambda one: one[0])[1]


def _known(who: Relative) -> float:
    return KNOWN_ONE if who.relation.only_one else KNOWN


def _mixed(llr: float, fitting: int, who: Relative) -> float:
    """It is the same relative, one of so many, or another one of that relation."""
    known = _known(who)
    return float(np.logaddexp(np.log1p(-known), np.log(known / fitting) + llr))


def _relative(
    one: Relative,
    other: Relative,
    names: Sequence[str],
    others: Sequence[str],
    around: Mapping[str, Around],
) -> Part | None:
    if not one.relation.fits(other.relation):
        return None
    both = (_names(names, others, around), _age(one.told, other.told, KIN_AGE, KIN_OTHERS))
    parts = [part for part in both if part is not None]
    if not parts:
        return None
    return Part("relative", sum(part.llr for part in parts), ", ".join(part.says for part in parts))


def _names(a: Sequence[str], b: Sequence[str], around: Mapping[str, Around]) -> Part | None:
    """Which of several names was told on either side is not known: the mean of the ratios counts."""
    told = [
        name_weighed(names_alike(x, y), NAMES if " " in x and " " in y else GIVEN, around[x])
        for x in a
        for y in b
    ]
    if not told:
        return None
    whole = float(np.logaddexp.reduce([llr for llr, _ in told]) - np.log(len(told)))
    return Part("name", whole, max(told)[1])


def _sex(a: Told, b: Told) -> Part | None:
    if not (a.sex and b.sex):
        return None
    same = a.sex == b.sex
    chance = 1 - SEX_WRONG if same else SEX_WRONG
    return Part("sex", float(np.log(chance / 0.5)), "the same sex" if same else "different sexes")


def _age(a: Told, b: Told, of_one: float, of_two: float) -> Part | None:
    one, other = a.about.birth_date, b.about.birth_date
    if one and other:
        if GUESSED in ((one.month, one.day), (other.month, other.day)):
            return age_weighed(abs((one - other).days) / 365.25, of_one, of_two)
        return born_weighed(one, other)
    apart = years_apart(a.about, b.about)
    return None if apart is None else age_weighed(apart, of_one, of_two)


def _place(of: str, a: str, b: str, share: Callable[[str], float]) -> Part | None:
    if not (a and b):
        return None
    one, other = place_key(a), place_key(b)
    if one != other:
        return Part(of, PLACE_OTHER, f"{of} different places")
    return Part(of, float(np.log(PLACE_SAME / max(PLACE_CHANCE, share(one)))), f"{of} the same place")


def _language(a: Person, b: Person, crowd: Crowd) -> Part | None:
    if not (a.languages and b.languages):
        return None
    two = min(max(crowd.speaking(a.languages), LEAST_SHARE), 1 - LEAST_SHARE)
    if a.languages & b.languages:
        return Part("language", float(np.log(LANGUAGE_SHARED / two)), "a language in common")
    return Part("language", float(np.log((1 - LANGUAGE_SHARED) / (1 - two))), "no language in common")


def _separated(a: Person, b: Person, crowd: Crowd) -> Part | None:
    if not (a.separated_on and b.separated_on):
        return None
    apart, before = abs((a.separated_on - b.separated_on).days), 0.0
    for days, chance in NEAR:
        two = crowd.separated_within(a.separated_on, days)
        if apart <= days:
            llr = float(np.log(chance / max(LEAST_SHARE, two - before)))
            return Part("separated on", llr, f"separated {apart} days apart")
        before = two
    return Part(
        "separated on", float(np.log(NEVER / max(LEAST_SHARE, 1 - before))), f"separated {apart} days apart"
    )
