"""Neighbours, and ways from one entity to another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from manumit.engine.lookup import rows
from manumit.engine.lookup.index import Index, Row
from manumit.engine.lookup.model import Around, Link, Way

HUB = 200
"""Neighbours beyond which nothing is concluded from being connected through it: a bank's till, a board, an agency."""
MOST_WALKED = 20_000
"""Entities that one search for a way looks at before it gives up."""
_BOTH = "SELECT b AS other, {what} FROM link WHERE a = ?1 UNION ALL SELECT a, {what} FROM link WHERE b = ?1"


def neighbours(index: Index, entity: int) -> Mapping[str, int]:
    """How many different ones, by kind."""
    sql = f"""SELECT e.kind, count(*) FROM (SELECT DISTINCT other FROM ({_BOTH.format(what="word")})) n
    JOIN entity e ON e.entity = n.other GROUP BY e.kind ORDER BY count(*) DESC"""
    return {index.words[kind]: count for kind, count in index.rows(sql, [entity])}


def expand(index: Index, entity: int, kind: str | None, limit: int) -> Around:
    """Those of the likeliest link first, of these those with most records behind it."""
    wanted = "" if kind is None else "WHERE e.kind = ?2"
    both = _BOTH.format(what="probability, records")
    sql = f"""SELECT n.other FROM (
        SELECT other, max(probability) AS p, sum(records) AS times FROM ({both}) GROUP BY other) n
    JOIN entity e ON e.entity = n.other {wanted} ORDER BY n.p DESC, n.times DESC, n.other"""
    values = [entity] if kind is None else [entity, index.numbers.get(kind, -1)]
    every = [row[0] for row in index.rows(sql, values)]
    near = every[:limit]
    known = rows.entities(index, near)
    return Around(
        tuple(known[other] for other in near),
        tuple(links_among(index, [*near, entity], of=entity)),
        len(every) - len(near),
    )


def links_among(index: Index, entities: Iterable[int], of: int | None = None) -> list[Link]:
    """Links with both ends among these (one of which is `of`), the strongest first."""
    wanted = set(entities)
    if of is None:
        every = index.among(f"SELECT {rows.LINK} FROM link WHERE a IN ({{}})", wanted)
    else:
        every = iter(index.rows(f"SELECT {rows.LINK} FROM link WHERE a = ?1 OR b = ?1", [of]))
    found = [row for row in every if row[0] in wanted and row[1] in wanted]
    found.sort(key=lambda row: (-row[3], -row[7], row[0], row[1], row[2]))
    return rows.links(index, found)


class _Side:
    """The search from one end: whom it has met, and by whom."""

    def __init__(self, end: int) -> None:
        self.end, self.rim = end, [end]
        self.met: dict[int, int | None] = {end: None}

    def step(self, index: Index, hubs: set[int], other: _Side) -> set[int]:
        """One link further; those that the other side has met already."""
        walked = [one for one in self.rim if one not in hubs or one == self.end]
        self.rim = []
        likeliest: dict[int, tuple[int, float]] = {}
        for a, b, p in [
            *index.among("SELECT a, b, probability FROM link WHERE a IN ({})", walked),
            *index.among("SELECT b, a, probability FROM link WHERE b IN ({})", walked),
        ]:
            if b not in self.met and p > likeliest.get(b, (0, 0.0))[1]:
                likeliest[b] = (a, p)
        for one, (by, _) in likeliest.items():
            self.met[one] = by
            self.rim.append(one)
        return set(self.rim) & other.met.keys()

    def back(self, one: int | None) -> list[int]:
        """From `one` to the end."""
        way = []
        while one is not None:
            way.append(one)
            one = self.met[one]
        return way


def path(index: Index, a: int, b: int, longest: int) -> Way:
    """Both ends walk towards each other, the one with fewer at its rim first."""
    if a == b:
        return Way((), (rows.entities(index, [a])[a].entity_id,), 0, True)
    left, right = _Side(a), _Side(b)
    hubs: set[int] = set()
    for _ in range(max(0, longest)):
        side, other = (left, right) if len(left.rim) <= len(right.rim) else (right, left)
        if not side.rim or len(left.met) + len(right.met) > MOST_WALKED:
            break
        common = side.step(index, hubs, other)
        hubs |= _hubs(index, side.rim) - {a, b}
        if common := common - hubs:
            return _way(index, left, right, common, len(hubs))
    return Way(None, (), len(hubs), len(left.met) + len(right.met) <= MOST_WALKED)


def _hubs(index: Index, entities: Iterable[int]) -> set[int]:
    sql = f"SELECT entity FROM entity WHERE entity IN ({{}}) AND degree > {HUB}"
    return {row[0] for row in index.among(sql, entities)}


def _way(index: Index, left: _Side, right: _Side, common: set[int], not_walked: int) -> Way:
    ways = [[*reversed(left.back(one)), *right.back(one)[1:]] for one in sorted(common)]
    told = []
    for way in ways:
        best = [_best(index, a, b) for a, b in pairwise(way)]
        chance = 1.0
        for link in best:
            chance *= link[3]
        told.append((chance, way, best))
    _, way, best = max(told, key=lambda one: one[0])
    known = rows.entities(index, way)
    return Way(tuple(rows.links(index, best)), tuple(known[one].entity_id for one in way), not_walked, True)


def _best(index: Index, a: int, b: int) -> Row:
    sql = f"""SELECT {rows.LINK} FROM link WHERE (a = ?1 AND b = ?2) OR (a = ?2 AND b = ?1)
    ORDER BY probability DESC, records DESC, word LIMIT 1"""
    (row,) = index.rows(sql, [a, b])
    return row
