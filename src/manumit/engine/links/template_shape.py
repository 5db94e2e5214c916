"""What a template says: constants and typed slots, and how much it explains, in bits.

The members are aligned to the medoid word by word; at every place the cheaper of two descriptions is chosen, as in
InfoShield (Lee et al., ICDE 2021, section IV: minimum description length): a constant, with the members that differ
written out, or a slot. A phone, price or name in the text is one token of its type before anything is aligned.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import log2

from manumit.engine.signals import extract, fold

MOST_ALIGNED = 40
"""Members that are aligned; the bits of the others are taken to be like theirs."""
MOST_VALUES = 5
LONGEST_TEXT = 20_000
"""Characters of a text that are aligned and shown."""
_TOKEN = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|[^\\W_]+(?:'[^\\W_]+)*"
)
_NUMBER = re.compile(r"[\d.,:/-]*\d[\d.,:/-]*")
SLOTS = {
    "phone": "PHONE",
    "email": "EMAIL",
    "handle": "HANDLE",
    "url": "LINK",
    "wallet": "WALLET",
    "iban": "ACCOUNT",
    "price": "PRICE",
    "place": "CITY",
    "name": "NAME",
}
UNTYPED = "TEXT"


@dataclass(frozen=True, slots=True)
class Token:
    """One word, or one mention: `key` is what is compared, `text` as it was written, `slot` its type if it has one,
    `lead` what stands before it (blanks, signs, emoji)."""

    key: str
    text: str
    slot: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A constant (`slot` empty) or a slot with a few of its values; `key` and `lead` as a token's."""

    text: str
    slot: str = ""
    values: tuple[str, ...] = ()
    key: str = ""
    lead: str = " "


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


@dataclass(slots=True)
class _Place:
    """What members have where the medoid has one token, or in the gap before it."""

    same: list[Token] = field(default_factory=list)
    other: list[tuple[Token, ...]] = field(default_factory=list)


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
    places, gaps = _align(base, aligned)
    pieces, told = _pieces(base, places, gaps, len(aligned), word)
    plain = sum(_universal(len(one)) + len(one) * word for one in aligned)
    scale = len(members) / len(aligned)
    template = _universal(len(base)) + sum(word for piece in pieces if not piece.slot) + len(pieces)
    saved = scale * (plain - told) - template
    return Shape(tuple(pieces), len(members), round(saved, 1), round(saved / max(1.0, scale * plain), 3))


def _align(
    base: Sequence[Token], members: Sequence[Sequence[Token]]
) -> tuple[list[_Place], list[list[tuple[Token, ...]]]]:
    """What each member has at each place of the medoid, and in the gap before each (and after the last)."""
    from rapidfuzz.distance import Levenshtein

    places = [_Place() for _ in base]
    gaps: list[list[tuple[Token, ...]]] = [[] for _ in range(len(base) + 1)]
    keys = [token.key for token in base]
    for member in members:
        for code in Levenshtein.opcodes(keys, [token.key for token in member]):
            have = tuple(member[code.dest_start : code.dest_end])
            if code.tag == "equal":
                for at, token in enumerate(have):
                    places[code.src_start + at].same.append(token)
            elif code.tag == "insert":
                gaps[code.src_start].append(have)
            else:
                width = code.src_end - code.src_start
                for at in range(width):
                    places[code.src_start + at].other.append(have[at : at + 1])
    return places, gaps


def _pieces(
    base: Sequence[Token],
    places: Sequence[_Place],
    gaps: Sequence[Sequence[tuple[Token, ...]]],
    members: int,
    word: float,
) -> tuple[list[Piece], float]:
    """The cheaper description of every place, and the bits of telling the members with it."""
    pieces: list[Piece] = []
    told = float(members)
    edit = log2(max(2, len(base))) + 2
    for at in range(len(base) + 1):
        held = gaps[at]
        as_noise = sum(edit + len(one) * word for one in held)
        as_slot = members + sum(len(one) * word + _universal(len(one)) for one in held)
        if held and as_slot < as_noise:
            pieces.append(_slot([token for one in held for token in one], " "))
        told += min(as_noise, as_slot) if held else 0.0
        if at == len(base):
            break
        place = places[at]
        values = Counter(token.text.casefold() for token in place.same)
        odd = sum(values.values()) - max(values.values(), default=0) if base[at].slot else 0
        written = sum(edit + len(one) * word for one in place.other)
        constant = written + odd * (edit + word)
        slot = members + sum(len(one) * word for one in place.other) + len(place.same) * word
        told += min(constant, slot)
        if slot < constant or odd:  # a phone or a price that changes is a slot, however few the members
            held_here = [*place.same, *(token for one in place.other for token in one)]
            pieces.append(_slot(held_here, base[at].lead))
        else:
            pieces.append(Piece(base[at].text, key=base[at].key, lead=base[at].lead))
    return _merged(pieces), told


def _slot(values: Sequence[Token], lead: str) -> Piece:
    """A slot typed by most of its values."""
    types = Counter(token.slot or UNTYPED for token in values)
    most = max(sorted(types), key=lambda name: types[name]) if types else UNTYPED
    texts = list(dict.fromkeys(token.text for token in values))[:MOST_VALUES]
    return Piece("", most, tuple(texts), f"\0{most}", lead)


def _merged(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbouring slots of one type are one."""
    merged: list[Piece] = []
    for piece in pieces:
        if piece.slot and merged and merged[-1].slot == piece.slot:
            merged[-1] = replace(merged[-1], values=(merged[-1].values + piece.values)[:MOST_VALUES])
        else:
            merged.append(piece)
    return merged


def _universal(length: int) -> float:
    """Bits of a whole number: Rissanen's log* with its constant."""
    bits, rest = 1.52, log2(length + 1)
    while rest > 0:
        bits += rest
        rest = log2(rest) if rest > 1 else 0.0
    return bits
