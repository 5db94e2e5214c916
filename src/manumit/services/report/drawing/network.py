"""The network of a lead: who is tied to whom, by what, with roles as shapes and words on the lines."""

from __future__ import annotations

from collections import Counter
from math import hypot

from manumit.engine.leads import Lead, Member
from manumit.services.report import markup
from manumit.services.report.drawing.figure import Drawing, figure, width_of, words_at
from manumit.services.report.drawing.layout import Point, place
from manumit.services.report.drawing.shapes import LETTER, SHAPE_WORD, icon, shape
from manumit.services.report.words import ROLE, ROLE_ORDER, count, listing, role_counts

WIDTH, MARGIN, RADIUS = 920.0, 52.0, 12.0
MOST_DRAWN = 40
MOST_LINES = 90
UNSURE = 0.5
"""A line less probable than this is dashed."""
Box = tuple[float, float, float, float]
Tie = tuple[int, int, str, float]


def member_name(member: Member, limit: int = 26) -> str:
    """How a member is called: a name without its birth date, a handle, the end of a long account."""
    raw = member.ids[0].id if member.ids else member.kind
    name = raw.partition("|")[0].strip() if member.kind == "person" else raw
    return markup.clean(name or "someone", limit)


def _chosen(lead: Lead) -> list[Member]:
    """Members to draw: those with a role and ties first."""
    degree = Counter(end for a, b, *_ in lead.ties for end in (a, b))
    rank = {role: number for number, role in enumerate(ROLE_ORDER)}
    order = sorted(
        lead.members,
        key=lambda m: (
            m.role == "unknown",
            -degree[m.entity_id],
            rank.get(m.role, 9),
            -m.probability,
            m.entity_id,
        ),
    )
    kept = {m.entity_id for m in order[:MOST_DRAWN]}
    return [member for member in lead.members if member.entity_id in kept]


def _ties(lead: Lead, members: list[Member]) -> list[Tie]:
    """Ties between drawn members; several of one pair become one line with their words together."""
    index = {member.entity_id: number for number, member in enumerate(members)}
    pairs: dict[tuple[int, int], tuple[list[str], float]] = {}
    for a, b, word, probability in lead.ties:
        if a in index and b in index and a != b:
            key = (index[a], index[b])
            if key[::-1] in pairs:
                key = key[::-1]
            words, best = pairs.get(key, ([], 0.0))
            pairs[key] = (words if word in words else [*words, word], max(best, probability))
    strongest = sorted(pairs.items(), key=lambda pair: (-pair[1][1], pair[0]))[:MOST_LINES]
    return [(a, b, ", ".join(words), p) for (a, b), (words, p) in sorted(strongest)]


def network_figure(lead: Lead, key: str) -> str:
    """The figure, or an empty string for a lead without members."""
    if not lead.members:
        return ""
    members = _chosen(lead)
    ties = _ties(lead, members)
    height = min(660.0, 170.0 + 17.0 * len(members))
    points = place(len(members), [(a, b) for a, b, *_ in ties], WIDTH, height, MARGIN)
    taken: list[Box] = [(x - 16, y - 16, x + 16, y + 16) for x, y in points]
    strokes = [(points[a], points[b]) for a, b, *_ in ties]
    labels = [
        _label(member_name(m), point, taken, height, strokes)
        for m, point in zip(members, points, strict=True)
    ]
    lines = [_line(points[a], points[b], p, members[b].role) for a, b, _, p in ties]
    tags = [_tag(points[a], points[b], word, taken) for a, b, word, _ in ties]
    nodes = [_node(m, point) for m, point in zip(members, points, strict=True)]
    lines_drawn = "".join([*lines, *tags, *nodes, *labels])
    people = sum(m.kind == "person" for m in lead.members)
    return figure(
        Drawing(
            key=key,
            title=f"Who is connected: {count(people, 'person', 'people')}, {_things(len(lead.members) - people)}",
            description=_described(lead, members, ties),
            width=WIDTH,
            height=height,
            body=lines_drawn,
            caption=_caption(lead, members),
            css="net",
            facts=_facts(members, ties),
            facts_title=f"The same as text: {count(len(ties), 'tie')}",
        )
    )


def _things(number: int) -> str:
    return count(number, "account, phone or handle", "accounts, phones and handles")


def _node(member: Member, point: Point) -> str:
    words = f"{member_name(member)}: {ROLE.get(member.role, 'Role not known').lower()}, chance {member.probability:.2f}"
    return f"<g><title>{markup.text(words)}</title>{shape(member.role, *point, RADIUS)}</g>"


def _line(start: Point, end: Point, probability: float, role: str) -> str:
    """A line that stops before the shape at its end, so that its tip is seen."""
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    back = 19.0 if role != "unknown" else 13.0
    x = end[0] - (end[0] - start[0]) / length * back
    y = end[1] - (end[1] - start[1]) / length * back
    css = "tie unsure" if probability < UNSURE else "tie"
    return (
        f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{x:.1f}" y2="{y:.1f}" class="{css}" '
        f'stroke-width="{0.7 + 0.9 * probability:.1f}" marker-end="url(#tip)"/>'
    )


def _free(box: Box, taken: list[Box]) -> bool:
    return all(box[2] <= b[0] or box[0] >= b[2] or box[3] <= b[1] or box[1] >= b[3] for b in taken)


def _overlap(box: Box, taken: list[Box]) -> float:
    return sum(
        max(0.0, min(box[2], b[2]) - max(box[0], b[0])) * max(0.0, min(box[3], b[3]) - max(box[1], b[1]))
        for b in taken
    )


def _crossings(box: Box, strokes: list[tuple[Point, Point]]) -> int:
    """How many lines run through a box."""
    return sum(_cuts(box, a, b) for a, b in strokes)


def _cuts(box: Box, a: Point, b: Point) -> bool:
    """Liang-Barsky: whether a stretch of the line from a to b lies inside the box."""
    enter, leave = 0.0, 1.0
    for start, step, low, high in ((a[0], b[0] - a[0], box[0], box[2]), (a[1], b[1] - a[1], box[1], box[3])):
        if abs(step) < 1e-9:
            if not low < start < high:
                return False
            continue
        first, last = sorted(((low - start) / step, (high - start) / step))
        enter, leave = max(enter, first), min(leave, last)
    return enter < leave


def _label(
    words: str, point: Point, taken: list[Box], height: float, strokes: list[tuple[Point, Point]]
) -> str:
    """The name beside its node: the first free of six places, else the least crowded one."""
    x, y = point
    for shown in (words, markup.clean(words, 14)):
        wide = width_of(shown) + 4
        spots = [
            ("middle", x, y + 28),
            ("start", x + 19, y + 4),
            ("end", x - 19, y + 4),
            ("middle", x, y - 20),
            ("start", x + 15, y + 20),
            ("end", x - 15, y + 20),
        ]
        boxes = [_box(anchor, sx, sy, wide) for anchor, sx, sy in spots]
        inside = [
            i for i, b in enumerate(boxes) if b[0] >= 2 and b[2] <= WIDTH - 2 and b[1] >= 0 and b[3] <= height
        ]
        free = [i for i in inside if _free(boxes[i], taken)]
        if free:
            break
    pick = (
        min(free, key=lambda i: (_crossings(boxes[i], strokes), i))
        if free
        else min(inside or range(6), key=lambda i: _overlap(boxes[i], taken))
    )
    taken.append(boxes[pick])
    anchor, sx, sy = spots[pick]
    return words_at(sx, sy, shown, "name", anchor)


def _box(anchor: str, x: float, y: float, wide: float) -> Box:
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
    return (left, y - 11, left + wide, y + 4)


def _tag(start: Point, end: Point, word: str, taken: list[Box]) -> str:
    """The word of a line where it fits; a word that does not is in the table below."""
    shown = markup.clean(word, 24)
    wide = width_of(shown, 11) + 4
    if not shown or hypot(end[0] - start[0], end[1] - start[1]) < 60:
        return ""
    for part in (0.5, 0.38, 0.62):
        x, y = start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part + 3
        box = (x - wide / 2, y - 10, x + wide / 2, y + 4)
        if _free(box, taken):
            taken.append(box)
            return words_at(x, y, shown, "tag", "middle")
    return ""


def _described(lead: Lead, members: list[Member], ties: list[Tie]) -> str:
    roles = Counter(member.role for member in lead.members)
    parts = [
        f"{roles[role]} {ROLE[role].lower()} ({SHAPE_WORD[role]}, letter {LETTER[role]})"
        for role in ROLE_ORDER
        if roles[role]
    ]
    return f"{len(members)} of {len(lead.members)} members drawn with {len(ties)} ties: {listing(parts)}."


def _caption(lead: Lead, members: list[Member]) -> str:
    present = {member.role for member in members}
    legend = "".join(f"<li>{icon(role)} {ROLE[role]}</li>" for role in ROLE_ORDER if role in present)
    left = Counter(m.role for m in lead.members) - Counter(m.role for m in members)
    rest = role_counts(left)
    more = f" Not drawn: {markup.text(rest)}; they stand in the list of members." if rest else ""
    return (
        f'<ul class="legend">{legend}</ul><p>A role is an estimate, and possible victims are not suspects. '
        f"A dashed line is less likely than not.{more}</p>"
    )


def _facts(members: list[Member], ties: list[Tie]) -> str:
    rows = [
        [
            markup.value(member_name(members[a])),
            markup.text(word) or "tied to",
            markup.value(member_name(members[b])),
            f"{p:.2f}",
        ]
        for a, b, word, p in ties
    ]
    if not rows:
        return "<p>No tie is known.</p>"
    return markup.table("Ties drawn above", ["From", "Tie", "To", "#Chance"], rows)
