"""What a template says: constants and typed slots, and how much it explains, in bits.

The members are aligned to the medoid word by word; at every place the cheaper of two descriptions is chosen, as in
InfoShield (Lee et al., ICDE 2021, section IV: minimum description length): a constant, with the members that differ
written out, or a slot. A phone, price or name in the text is one token of its type before anything is aligned; a slot
whose values are mostly names or towns by themselves is one of these, in scripts without blanks as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from math import log2

from manumit.engine.links.template_pieces import SLOTS, UNTYPED, Piece, Token, addressed
from manumit.engine.signals import extract, fold, kind_of_name

MOST_ALIGNED = 40
"""Members that are aligned; the bits of the others are taken to be like theirs."""
MOST_VALUES = 5
LONGEST_TEXT = 20_000
"""Characters of a text that are aligned and shown."""
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_TOKEN = re.compile(f"[{_UNSPACED}]|[^\\W_{_UNSPACED}]+(?:'[^\\W_{_UNSPACED}]+)*")
_NUMBER = re.compile(r"[\d.,:/-]*\d[\d.,:/-]*")
_TYPED_SHARE, _FEWEST_TYPED = 0.6, 2
"""A free slot is of the type that so many of its values have, when they are so many at least."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A template as people read it. `bits_saved`: how much shorter its members are told with it than without;
    `share_saved`: that, as a share of telling them without."""

    pieces: tuple[Piece, ...]
    members: int
    bits_saved: float
    share_saved: float

    def __str__(self) -> str:
        shown = (f"{one.lead}[{one.slot}]" if one.slot else one.lead + one.text for one in self.pieces)
        return " ".join("".join(shown).split())


Parts = list[tuple[Token, ...]]
"""What a member has in every gap (even numbers) and at every place (odd ones) of the medoid, in turn."""


def tokens_of(text: str, region: str | None = None) -> list[Token]:
    """Words (characters in scripts without spaces) and typed mentions of a text, in order."""
    text = text[:LONGEST_TEXT]
    spans = sorted(
        (m.start, m.end, SLOTS[m.kind]) for m in extract({"text": text}, region) if m.kind in SLOTS
    )
    folded = fold(text)
    tokens: list[Token] = []
    at = before = 0

    def add(key: str, start: int, end: int, slot: str = "") -> None:
        nonlocal before
        tokens.append(Token(key, text[start:end], slot, text[before:start]))
        before = end

    for match in _TOKEN.finditer(folded.text):
        start, end = folded.span(match.start(), match.end())
        while at < len(spans) and (spans[at][1] <= start or spans[at][0] < before):
            at += 1
        if start < before:
            continue
        if at < len(spans) and spans[at][0] < end:
            add(f"\0{spans[at][2]}", *spans[at])
        elif _NUMBER.fullmatch(match.group()):
            add("\0NUMBER", start, end, "NUMBER")
        else:
            add(match.group(), start, end)
    return tokens


def shape_of(medoid: str, members: Sequence[str], words: int, region: str | None = None) -> Shape:
    """The shape of a template from its medoid and its members' texts (the medoid among them).

    `words`: distinct words of the whole corpus; one of them costs log2(words) bits.
    """
    base = tokens_of(medoid, region)
    step = max(1, len(members) // MOST_ALIGNED)
    aligned = [tokens_of(text, region) for text in members[::step][:MOST_ALIGNED]]
    word = log2(max(2, words))
    parts = [_parts(base, member) for member in aligned]
    pieces, told = _pieces(base, parts, word)
    plain = sum(_universal(len(one)) + len(one) * word for one in aligned)
    scale = len(members) / len(aligned)
    template = _universal(len(base)) + sum(word for piece in pieces if not piece.slot) + len(pieces)
    saved = scale * (plain - told) - template
    return Shape(
        tuple(addressed(pieces)), len(members), round(saved, 1), round(saved / max(1.0, scale * plain), 3)
    )


def _parts(base: Sequence[Token], member: Sequence[Token]) -> Parts:
    from rapidfuzz.distance import Levenshtein

    parts: Parts = [()] * (2 * len(base) + 1)
    for code in Levenshtein.opcodes([token.key for token in base], [token.key for token in member]):
        have = tuple(member[code.dest_start : code.dest_end])
        if code.tag == "insert":
            parts[2 * code.src_start] = have
        else:
            for at in range(code.src_end - code.src_start):
                parts[2 * (code.src_start + at) + 1] = have[at : at + 1]
    return parts


@dataclass(frozen=True, slots=True)
class _Told:
    """A piece and the parts, from `first` to before `last`, that it stands for."""

    piece: Piece
    first: int
    last: int


def _pieces(base: Sequence[Token], parts: Sequence[Parts], word: float) -> tuple[list[Piece], float]:
    """The cheaper description of every place, and the bits of telling the members with it."""
    found: list[_Told] = []
    told = float(len(parts))
    edit = log2(max(2, len(base))) + 2
    for at in range(len(base) + 1):
        held = [one[2 * at] for one in parts if one[2 * at]]
        as_noise = sum(edit + len(one) * word for one in held)
        as_slot = len(parts) + sum(len(one) * word + _universal(len(one)) for one in held)
        if held and as_slot < as_noise:
            found.append(_Told(_slot([token for one in held for token in one], " "), 2 * at, 2 * at + 1))
        told += min(as_noise, as_slot) if held else 0.0
        if at == len(base):
            break
        piece, bits = _at_place(base[at], [one[2 * at + 1] for one in parts], edit, word)
        found.append(_Told(piece, 2 * at + 1, 2 * at + 2))
        told += bits
    merged = _merged(found)
    typed = {at for one in merged if one.piece.slot not in ("", UNTYPED) for at in range(one.first, one.last)}
    return [_filled(one, parts, typed) if one.piece.slot else one.piece for one in merged], told


def _at_place(
    token: Token, have: Sequence[tuple[Token, ...]], edit: float, word: float
) -> tuple[Piece, float]:
    """A constant or a slot for what the members have at a place of the medoid, and the bits it takes."""
    same = [one[0] for one in have if one and one[0].key == token.key]
    other = [one for one in have if not one or one[0].key != token.key]
    values = Counter(one.text.casefold() for one in same)
    odd = sum(values.values()) - max(values.values(), default=0) if token.slot else 0
    constant = sum(edit + len(one) * word for one in other) + odd * (edit + word)
    slot = len(have) + sum(len(one) * word for one in other) + len(same) * word
    if slot < constant or odd:  # a phone or a price that changes is a slot, however few the members
        piece = _slot([*same, *(one[0] for one in other if one)], token.lead)
    else:
        piece = Piece(token.text, key=token.key, lead=token.lead)
    return piece, min(constant, slot)


def _slot(values: Sequence[Token], lead: str) -> Piece:
    """A slot typed by most of its values."""
    types = Counter(token.slot or UNTYPED for token in values)
    most = max(sorted(types), key=lambda name: types[name]) if types else UNTYPED
    return Piece("", most, (), f"\0{most}", lead)


def _merged(found: Sequence[_Told]) -> list[_Told]:
    """Neighbouring slots of one type are one."""
    merged: list[_Told] = []
    for one in found:
        if one.piece.slot and merged and merged[-1].piece.slot == one.piece.slot:
            merged[-1] = replace(merged[-1], last=one.last)
        else:
            merged.append(one)
    return merged


def _filled(one: _Told, parts: Sequence[Parts], typed: Collection[int]) -> Piece:
    """A slot with its values, as the members write them. `typed`: where slots of a type stand."""
    slot, first, last = one.piece.slot, one.first, one.last
    if slot == UNTYPED:  # words in the gaps beside a free slot belong to it
        first -= first % 2 and first - 1 not in typed
        last += not last % 2 and last not in typed
    written = (_written(have[first:last]) for have in parts)
    values = tuple(dict.fromkeys(filter(None, written)))
    if slot == UNTYPED and len(values) >= _FEWEST_TYPED:
        kinds = Counter(map(kind_of_name, values))
        slot = next(
            (SLOTS[kind] for kind in ("name", "place") if kinds[kind] >= _TYPED_SHARE * len(values)), slot
        )
    return replace(one.piece, slot=slot, values=values[:MOST_VALUES], key=f"\0{slot}")


def _written(parts: Sequence[tuple[Token, ...]]) -> str:
    tokens = [token for part in parts for token in part]
    return "".join(token.lead * bool(at) + token.text for at, token in enumerate(tokens))


def _universal(length: int) -> float:
    """Bits of a whole number: Rissanen's log* with its constant."""
    bits, rest = 1.52, log2(length + 1)
    while rest > 0:
        bits += rest
        rest = log2(rest) if rest > 1 else 0.0
    return bits
