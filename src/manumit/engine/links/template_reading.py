"""Templates as people look at them: what each says, how much it explains, and how single adverts depart from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from manumit.engine.links.template_pieces import UNTYPED, Piece, Token
from manumit.engine.links.template_shape import Shape, shape_of, tokens_of
from manumit.engine.links.templates import Cluster, Clusters
from manumit.engine.links.templates_words import written_unspaced

MOST_READ = 5
"""Adverts of a template that are shown word by word."""
_LOOKED_AT = 4
"""For every template that is wanted so many of the largest are described; the strongest of them are shown."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of an advert beside its template. `how`: same, slot, inserted, deleted (then it is the template's
    word); `slot`: its type; `lead`: what stands before it."""

    how: str
    text: str
    slot: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One advert, word by word; `day` it was posted, ISO 8601 or empty."""

    ad_id: str
    day: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class TemplateView:
    """A template: its shape, how many adverts and operators use it, from when to when (days, ISO 8601, or empty), and
    some of the adverts."""

    template_id: str
    shape: Shape
    adverts: int
    operators: int
    first_day: str
    last_day: str
    readings: tuple[Reading, ...]


def marks_of(shape: Shape, text: str, region: str | None = None) -> tuple[Mark, ...]:
    """A text word by word: what it has of the template, what it fills slots with, adds and leaves out."""
    tokens = tokens_of(text, region)
    found: list[Mark] = []
    for lacks, have, same in _blocks(shape.pieces, tokens):
        pieces, words = shape.pieces[lacks], tokens[have]
        if same:
            found += [
                Mark("slot" if piece.slot else "same", token.text, piece.slot, token.lead)
                for piece, token in zip(pieces, words, strict=True)
            ]
            continue
        beside = shape.pieces[
            max(0, lacks.start - 1) : lacks.stop + 1
        ]  # words beside a free slot belong to it
        slots = [piece.slot for piece in pieces if piece.slot]
        slots += [piece.slot for piece in beside if piece.slot == UNTYPED]
        found += [Mark("deleted", piece.text, lead=piece.lead) for piece in pieces if not piece.slot]
        found += [_unlike(token, slots) for token in words]
    return tuple(_together(found))


def _blocks(pieces: Sequence[Piece], tokens: Sequence[Token]) -> Iterator[tuple[slice, slice, bool]]:
    """Stretches of the template and of the text that stand side by side, and whether they are the same."""
    from rapidfuzz.distance import LCSseq

    one = other = 0
    for code in LCSseq.opcodes([piece.key for piece in pieces], [token.key for token in tokens]):
        if code.tag != "equal":
            continue
        if code.src_start > one or code.dest_start > other:
            yield slice(one, code.src_start), slice(other, code.dest_start), False
        yield slice(code.src_start, code.src_end), slice(code.dest_start, code.dest_end), True
        one, other = code.src_end, code.dest_end
    if len(pieces) > one or len(tokens) > other:
        yield slice(one, len(pieces)), slice(other, len(tokens)), False


def _unlike(token: Token, slots: Sequence[str]) -> Mark:
    """A word where the template has none like it, but perhaps a slot."""
    if not slots:
        return Mark("inserted", token.text, lead=token.lead)
    return Mark("slot", token.text, token.slot if token.slot in slots else slots[0], token.lead)


def _together(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Neighbours of one kind are one."""
    held: Mark | None = None
    for mark in marks:
        if held and (held.how, held.slot) == (mark.how, mark.slot) and held.how != "same":
            held = replace(held, text=held.text + mark.lead + mark.text)
            continue
        if held:
            yield held
        held = mark
    if held:
        yield held


def template_views(
    clusters: Clusters,
    texts: Mapping[str, str],
    days: Mapping[str, str],
    operators: Mapping[str, str],
    most: int,
    region: str | None = None,
) -> list[TemplateView]:
    """The templates that explain most, in bits, the strongest first. `texts`, `days`, `operators`: by advert."""
    words = len({word for text in texts.values() for word in text.split()})
    characters = len({character for text in texts.values() for character in set(text)})
    views = []
    for one in _largest(clusters.clusters, texts, _LOOKED_AT * most):
        known = characters if written_unspaced(texts[one.medoid]) else words
        shape = shape_of(texts[one.medoid], [texts[name] for name in one.members], known, region)
        views.append((one, shape))
    views.sort(key=lambda pair: (-pair[1].bits_saved, pair[0].template_id))
    return [_view(one, shape, texts, days, operators, region) for one, shape in views[:most]]


def _largest(clusters: Sequence[Cluster], texts: Mapping[str, str], most: int) -> Iterator[Cluster]:
    several = [one for one in clusters if len(one.members) > 1]
    several.sort(key=lambda one: (-len(one.members) * len(texts[one.medoid]), one.template_id))
    yield from several[:most]


def _view(
    one: Cluster,
    shape: Shape,
    texts: Mapping[str, str],
    days: Mapping[str, str],
    operators: Mapping[str, str],
    region: str | None,
) -> TemplateView:
    dated = sorted(filter(None, (days.get(name, "") for name in one.members)))
    shown = sorted(one.members, key=lambda name: (days.get(name, "") or "9999", name))[:MOST_READ]
    return TemplateView(
        one.template_id,
        shape,
        len(one.members),
        len({operators[name] for name in one.members}),
        dated[0] if dated else "",
        dated[-1] if dated else "",
        tuple(Reading(name, days.get(name, ""), marks_of(shape, texts[name], region)) for name in shown),
    )
