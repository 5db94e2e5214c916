"""One or two slips between two names, and how likely somebody made them on purpose or at the keyboard.

Distance is optimal string alignment (Damerau-Levenshtein with adjacent swaps; Boytsov, Indexing methods for approximate
dictionary searching, JEA 2011, section 2): insertions, omissions, changes and swaps of neighbours count one each.
"""

from __future__ import annotations

from dataclasses import dataclass

MOST = 2
_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = frozenset("aeiouy")
_ALIKE = frozenset(
    ("il", "li", "uv", "vu", "nm", "mn", "gq", "qg", "ck", "kc", "sz", "zs", "nh", "hn", "ec", "ce")
)
"""Pairs that are mistaken for each other in print or in spelling."""
_SWAPPED, _DOUBLED, _NEIGHBOUR, _ALIKE_WORTH, _VOWEL, _ADDED, _OTHER = 1.2, 1.2, 1.0, 1.2, -0.8, 0.4, -0.9
_FIRST, _SECOND_SLIP = -1.2, -2.0
"""A first letter is seldom mistyped and makes another word; two slips are much rarer than one."""


def _neighbours() -> frozenset[str]:
    """Pairs of keys that touch on a QWERTY board (each row stands half a key to the right of the one above)."""
    places = {key: (row, at + row / 2) for row, keys in enumerate(_ROWS) for at, key in enumerate(keys)}
    return frozenset(
        one + two
        for one, (row, at) in places.items()
        for two, (other_row, other_at) in places.items()
        if one != two and abs(row - other_row) <= 1 and abs(at - other_at) <= 1
    )


_TOUCH = _neighbours()


@dataclass(frozen=True, slots=True)
class Slips:
    """What the slips are worth (log-odds) and what they are."""

    weight: float
    ways: tuple[str, ...]


def slips(known: str, seen: str) -> Slips | None:
    """How `seen` comes from `known` by one slip or two; None when it takes more, or none."""
    path = _path(known, seen)
    if not path:
        return None
    weights, ways = zip(*(_judged(known, seen, at, to, what) for at, to, what in path), strict=True)
    return Slips(sum(weights) + (_SECOND_SLIP if len(path) > 1 else 0.0), tuple(ways))


def _judged(known: str, seen: str, at: int, to: int, what: str) -> tuple[float, str]:
    first = _FIRST if at == 0 else 0.0
    if what == "swap":
        return _SWAPPED + first, f"'{known[at : at + 2]}' swapped"
    if what == "omit":
        doubled = known[at] in (known[at - 1 : at], known[at + 1 : at + 2])
        return (_DOUBLED if doubled else _ADDED) + first, f"'{known[at]}' left out"
    if what == "add":
        near = known[max(at - 1, 0) : at + 1]
        doubled = seen[to] in near
        return (_DOUBLED if doubled else _ADDED) + (0.0 if doubled else first), f"'{seen[to]}' added"
    pair = known[at] + seen[to]
    if pair in _ALIKE:
        return _ALIKE_WORTH + first, f"'{pair[0]}' looks like '{pair[1]}'"
    if pair in _TOUCH:
        return _NEIGHBOUR + first, f"'{pair[1]}' for '{pair[0]}', a neighbouring key"
    return (_VOWEL if _VOWELS.issuperset(pair) else _OTHER) + first, f"'{pair[1]}' for '{pair[0]}'"


def _path(known: str, seen: str) -> list[tuple[int, int, str]]:
    """The slips as (place in known, place in seen, what); empty when there are none or more than MOST."""
    rows, columns = len(known), len(seen)
    far = MOST + 1
    if abs(rows - columns) > MOST or max(rows, columns) > 63:
        return []
    cost = [[far] * (columns + 1) for _ in range(rows + 1)]
    for at in range(rows + 1):
        for to in range(max(0, at - MOST), min(columns, at + MOST) + 1):
            cost[at][to] = _least(cost, known, seen, at, to)
    return _back(cost, known, seen) if 0 < cost[rows][columns] <= MOST else []


def _least(cost: list[list[int]], known: str, seen: str, at: int, to: int) -> int:
    if not at or not to:
        return at + to
    best = cost[at - 1][to - 1] + (known[at - 1] != seen[to - 1])
    best = min(best, cost[at - 1][to] + 1, cost[at][to - 1] + 1)
    if _is_swap(known, seen, at, to):
        best = min(best, cost[at - 2][to - 2] + 1)
    return best


def _is_swap(known: str, seen: str, at: int, to: int) -> bool:
    return (
        at > 1 and to > 1 and known[at - 1] == seen[to - 2] and known[at - 2] == seen[to - 1] != known[at - 1]
    )


def _back(cost: list[list[int]], known: str, seen: str) -> list[tuple[int, int, str]]:
    path: list[tuple[int, int, str]] = []
    at, to = len(known), len(seen)
    while at or to:
        here = cost[at][to]
        if at and to and known[at - 1] == seen[to - 1] and cost[at - 1][to - 1] == here:
            at, to = at - 1, to - 1
        elif _is_swap(known, seen, at, to) and cost[at - 2][to - 2] == here - 1:
            at, to = at - 2, to - 2
            path.append((at, to, "swap"))
        elif at and to and cost[at - 1][to - 1] == here - 1:
            at, to = at - 1, to - 1
            path.append((at, to, "change"))
        elif at and cost[at - 1][to] == here - 1:
            at -= 1
            path.append((at, to, "omit"))
        else:
            to -= 1
            path.append((at, to, "add"))
    return path[::-1]
