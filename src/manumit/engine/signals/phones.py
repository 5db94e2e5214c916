"""Telephone numbers (ITU-T E.164), plain or disguised, told from the other long numbers that texts hold.

Possible, not valid, is the test (phonenumbers): made-up and newly assigned numbers must survive; validity only
raises the confidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from manumit.engine.signals.model import Found
from manumit.engine.signals.number_labels import COUNTED, CUE, LABEL, NEUTRAL, NUMBER_CUE, SENTENCE
from manumit.engine.signals.number_shapes import (
    LONGEST_BARE,
    dated_or_priced,
    drawn_or_scored,
    file_number,
    network_address,
    printed,
)
from manumit.engine.signals.numbers import Group, digit_runs

EXTRACTOR = "phone/1"
SHORTEST, LONGEST = 7, 15  # E.164: at most 15 digits; subscriber numbers below 7 are extensions and codes
_BARE_SHORTEST = 9  # without a region, a sign or a word that says so, fewer digits are something else
_HOW = {
    "digits": 1.0,
    "letters": 0.92,
    "glued": 0.95,
    "spelled": 0.95,
    "slip": 0.85,
    "weak": 0.8,
    "loose": 0.85,
}
VALID, _POSSIBLE = (
    0.95,
    0.86,
)  # confidence of a national number that its region could have but has not given out
_LEAST_SHOWN, _LEAST_SHOWN_CUED = 0.5, 0.3  # share of a lettered number that is digits as written
CUE_REACH, _LABEL_REACH = 32, 22  # characters before a number in which a word may say what it is
_COMMA = re.compile("[,、،؛;]")
_STOP = re.compile(r"[.!?。]\s")
_FULL = 10  # digits of a number with its area in most countries


@lru_cache(maxsize=131072)
def _judge(text: str, region: str | None) -> tuple[str, float] | None:
    """E.164 and confidence of what phonenumbers finds possible; `text` is digits with or without '+'."""
    import phonenumbers as book

    try:
        number = book.parse(text, region)
    except book.NumberParseException:
        return None
    if book.is_possible_number_with_reason(number) != book.ValidationResult.IS_POSSIBLE:
        return None
    valid = book.is_valid_number(number)
    written = book.format_number(number, book.PhoneNumberFormat.E164)
    if len(written) - 1 > LONGEST or len(written) - 1 < SHORTEST:
        return None
    if text.startswith("+"):
        return written, 0.99 if valid else VALID
    return written, VALID if valid else _POSSIBLE


@lru_cache(maxsize=32768)
def at_home(digits: str, region: str | None) -> bool:
    """Whether a valid number of the region is written so at home, with nothing (a trunk prefix) before it."""
    import phonenumbers as book

    try:
        number = book.parse(digits, region)
    except book.NumberParseException:
        return False
    written = book.format_number(number, book.PhoneNumberFormat.NATIONAL)
    return book.is_valid_number(number) and "".join(filter(str.isdigit, written)) == digits


def _bare(digits: str) -> tuple[str, float]:
    """A number without region or '+': with a country code when that reads well, else marked '+?'."""
    if digits.startswith("00") and len(digits) > 10:
        known = _judge("+" + digits[2:], None)
        if known:
            return known[0], 0.9
    if len(digits) >= 11 and digits[0] != "0":
        known = _judge("+" + digits, None)
        north_american = digits[0] != "1" or (digits[1] > "1" and digits[4] > "1" and len(digits) == 11)
        if known and known[0] == "+" + digits and north_american:
            return known[0], 0.62
    return "+?" + digits, 0.55


@lru_cache(maxsize=65536)
def normalise_phone(text: str, region: str | None) -> tuple[str, float] | None:
    """E.164 (or '+?digits' when no region can be told) with a confidence; None for what cannot be a phone."""
    digits = "".join(char for char in text if char.isdigit())
    digits = digits if digits.isascii() else "".join(str(int(char)) for char in digits if char.isdecimal())
    if not SHORTEST <= len(digits) <= LONGEST + 3:
        return None
    if text.lstrip(" (\t").startswith(("+", "＋")):
        trimmed = re.sub(r"\(0\)", "", text)
        return _judge("+" + "".join(char for char in trimmed if char.isdecimal()), None) or (
            ("+" + digits, 0.4) if len(digits) <= LONGEST and digits[0] != "0" else None
        )
    if region:
        known = _judge(digits, region.upper())
        if known:
            return known
    value, confidence = _bare(digits)
    if len(value) > LONGEST + 2:
        return None
    return value, confidence - (0.1 if region else 0.0)


def _given_out(value: str) -> bool:
    """Whether a number in E.164 is one that its country has given out."""
    known = _judge(value, None) if not value.startswith("+?") else None
    return known is not None and known[1] > VALID


@lru_cache(maxsize=32768)
def _cued(before: str) -> bool:
    """Whether the words before a number promise a telephone."""
    said = SENTENCE.split(before)[-1]
    return bool(CUE.search(said) or NUMBER_CUE.search(said))


@lru_cache(maxsize=32768)
def _labelled(before: str) -> bool:
    """Whether they name something else, with no word for a telephone nearer to it."""
    return bool(LABEL.search(before)) and not CUE.search(before[-14:])


class _Context:
    """What the words before a number say about it, and the region numbers of this text belong to."""

    def __init__(self, text: str, region: str | None) -> None:
        self.text = text
        self.region = region

    def _before(self, start: int, reach: int) -> str:
        return self.text[max(0, start - reach) : start]

    def cued(self, start: int) -> bool:
        return _cued(self._before(start, CUE_REACH))

    def labelled(self, start: int) -> bool:
        return _labelled(self._before(start, _LABEL_REACH))

    def _at_home(self, digits: str) -> bool:
        """Whether a row of digits is written as the region writes its numbers, trunk prefix and all."""
        return self.region is not None and at_home(digits, self.region)

    def _numbered(self, groups: Sequence[Group], digits: str) -> bool:
        """Named as something else; 'no.' alone says that only of what is no number of the region."""
        start = groups[0].start
        if not self.labelled(start):
            return False
        before = self._before(start, _LABEL_REACH)
        bare = NEUTRAL.sub("", before)
        if bare == before or LABEL.search(bare):
            return True
        told = any(group.how != "digits" for group in groups) or len(groups) >= SHORTEST
        return not (told or self._at_home(digits) or (len(groups) > 2 and len(digits) >= _FULL))

    def _amount(self, groups: Sequence[Group], digits: str) -> bool:
        """A number in thousands ('935 543 312'), unless the region writes its telephones so, or something counted."""
        sizes = [len(group.digits) for group in groups]
        if len(sizes) < 2 or digits[0] == "0" or set(sizes[1:]) != {3} or sizes[0] > 3:
            return False
        gaps = {group.gap for group in groups[1:]}
        if len(gaps) > 1 or "-" in gaps or any(group.how != "digits" for group in groups):
            return False
        if COUNTED.match(self.text, groups[-1].end):
            return True
        return self.region is not None and not self._at_home(digits)

    def _listed(self, groups: Sequence[Group]) -> bool:
        """Numbers with commas between them, or a postcode of five and four digits (Brazil's mobiles are so too)."""
        sizes, gaps = [len(group.digits) for group in groups], [group.gap for group in groups[1:]]
        postal = sizes == [5, 4] and gaps[0].strip() == "-" and self.region != "BR"
        commas = sum(bool(_COMMA.search(gap)) for gap in gaps)
        listed = commas > 0 and all(_COMMA.search(g.gap) or g.strong for g in groups[1:]) and min(sizes) > 1
        listed = listed and (commas > 1 or len(gaps) == 1)
        if listed and groups[0].digits[0] == "0" and self._at_home("".join(group.digits for group in groups)):
            return False
        return postal or (listed and all(group.how == "digits" for group in groups))

    def spoken_for(self, groups: Sequence[Group]) -> bool:
        """Short numbers that are named as something else, or an address of a network: no part of them is a phone."""
        plain = [group.digits for group in groups]
        if groups[0].plus or len(plain) < 2:
            return False
        one = all(group.gap and " " not in group.gap and "\n" not in group.gap for group in groups[1:])
        size = sum(map(len, plain))
        if size > LONGEST and max(map(len, plain)) < SHORTEST and not any(g.strong or g.plus for g in groups):
            return not self.cued(groups[0].start)  # a card, a parcel: longer than any telephone
        alike = len(set(map(len, plain))) == 1 or size > LONGEST
        close = one or alike or max(map(len, plain)) <= 3
        figures = len(plain) > 5 and all(group.how == "digits" for group in groups)
        if figures and not self.cued(groups[0].start) and drawn_or_scored(groups):
            return True
        return (
            (close and self._numbered(groups, "".join(plain)))
            or network_address(groups)
            or file_number(groups)
        )

    def _lettered(self, groups: Sequence[Group], cued: bool) -> bool:
        """Whether letters that look like digits ('30S S5S 0l29') may be some: most of the number is digits, its pieces
        are no single letters or sizes ('5s 6b'), and the region knows such a number, or a word says it is one."""
        digits = "".join(group.digits for group in groups)
        written = self.text[groups[0].start : groups[-1].end]
        share = sum(map(str.isdigit, written)) / len(digits)
        if not cued and "\n" in written:
            return False
        if not 9 <= len(digits) <= (LONGEST if digits.startswith("00") else 13) or share < (
            _LEAST_SHOWN_CUED if cued else _LEAST_SHOWN
        ):
            return False
        if max(len(group.digits) for group in groups) < 3 and not (groups[0].plus or self._at_home(digits)):
            return False
        if len(groups) > 5 and not cued:
            return False
        known = _judge(("+" if groups[0].plus else "") + digits, self.region)
        return known is not None and (cued or known[1] >= 0.95 or len(groups) <= 4)

    def stands_out(self, part: Sequence[Group]) -> bool:
        """Whether a part of a longer row of digits is a number for more than its length: it has a plus, a word says so,
        the region has given it out, or it was written apart."""
        digits = "".join(group.digits for group in part)
        if part[0].plus or self.cued(part[0].start) or part[0].strong or self.region is None:
            return True
        known = _judge(digits, self.region)
        return known is not None and known[1] > _POSSIBLE

    def judge(self, groups: Sequence[Group]) -> Found | None:
        """The phone that exactly these groups make, if they do."""
        digits = "".join(group.digits for group in groups)
        if not SHORTEST <= len(digits) <= LONGEST + 2 or dated_or_priced(groups, digits):
            return None
        start, end, plus = groups[0].start, groups[-1].end, groups[0].plus
        cued = self.cued(start)
        if any(group.how == "loose" for group in groups) and not self._lettered(groups, cued):
            return None
        if not plus and (self._numbered(groups, digits) or (not cued and self._listed(groups))):
            return None
        if not plus and not cued and (printed(groups, digits) or self._amount(groups, digits)):
            return None
        if plus and len(groups) > 2 and groups[1].digits == "0" and "(" in groups[1].gap:
            digits = groups[0].digits + "".join(group.digits for group in groups[2:])
        known = normalise_phone(("+" if plus else "") + digits, self.region)
        if known is None:
            return None
        value, confidence = known
        short = len(digits) < _BARE_SHORTEST and digits[0] != "0"
        if short and not cued and not plus and not at_home(digits, self.region):
            return None
        if not cued and not plus and confidence < VALID and drawn_or_scored(groups):
            return None
        if (
            not cued
            and not plus
            and len(digits) > LONGEST_BARE
            and len(groups) == 1
            and not _given_out(value)
        ):
            return None
        if value.startswith("+?") and not cued and not _BARE_SHORTEST <= len(digits) <= 12:
            return None
        if (
            confidence < 0.8
            and len(groups) > 1
            and not cued
            and len(digits) < 10
            and groups[0].digits[0] != "0"
        ):
            confidence -= 0.1
        for how in {group.how for group in groups}:
            confidence *= _HOW[how]
        confidence *= 0.85 if any(group.strong for group in groups[1:]) else 1.0
        confidence += 0.05 if cued else 0.0
        return Found("phone", value, start, end, round(min(confidence, 0.99), 3), EXTRACTOR)


def _parts(run: Sequence[Group], context: _Context) -> list[list[Group]]:
    """A run cut at strong signs, unless the pieces are too short to be numbers of their own."""
    pieces: list[list[Group]] = []
    for group in run:
        if not pieces or (group.strong or group.plus):
            pieces.append([])
        pieces[-1].append(group)
    sizes = [sum(len(group.digits) for group in piece) for piece in pieces]
    if max(sizes) < SHORTEST and sum(sizes) <= LONGEST and not any(piece[0].plus for piece in pieces[1:]):
        return [list(run)]
    if (
        len(pieces) > 1
        and max(sizes) < _BARE_SHORTEST
        and sum(sizes) <= 13
        and not any(p[0].plus for p in pieces)
    ):
        whole = context.judge(run)
        if whole and not whole.value.startswith("+?"):
            return [list(run)]
    joined: list[list[Group]] = []
    for piece in pieces:
        size = sum(len(group.digits) for group in piece)
        last = sum(len(group.digits) for group in joined[-1]) if joined else 0
        short = (size < SHORTEST or last < 4) and last < SHORTEST and not piece[0].plus
        country = joined and joined[-1][0].plus and last < SHORTEST
        if joined and (short or country) and not piece[0].plus:
            joined[-1].extend(piece)
        else:
            joined.append(piece)
    return joined


def _droppable(outer: Group, inner: Group) -> bool:
    """May `outer` be a neighbour (an age, an hour) of the number that `inner` begins or ends?"""
    return (
        len(outer.digits) <= 2 or outer.how != inner.how or len(inner.digits) >= _BARE_SHORTEST or inner.plus
    )


def _without_tail(groups: Sequence[Group], context: _Context) -> Found | None:
    """A number that the region has given out when a digit or two of the next sentence are left away ('... seven. One
    girl')."""
    last = max((at for at, group in enumerate(groups) if group.strong), default=0)
    if not last or context.region is None or sum(len(group.digits) for group in groups[last:]) > 2:
        return None
    return _surer(groups[:last], groups, context)


def _without_head(groups: Sequence[Group], context: _Context) -> Found | None:
    """The same of the digit or two that end the sentence before ('I am 26. four one five ...')."""
    first = next((at for at, group in enumerate(groups) if at and group.strong), 0)
    if not first or context.region is None or groups[0].plus:
        return None
    if sum(len(group.digits) for group in groups[:first]) > 2 or not _STOP.search(groups[first].gap):
        return None
    return _surer(groups[first:], groups, context)


def _surer(part: Sequence[Group], groups: Sequence[Group], context: _Context) -> Found | None:
    """The number that a part makes when the region has given it out and not, as surely, that of all groups."""
    known = [_judge("".join(group.digits for group in some), context.region) for some in (part, groups)]
    if known[0] is None or known[0][1] <= (known[1][1] if known[1] else _POSSIBLE):
        return None
    return context.judge(part)


def _best(groups: Sequence[Group], context: _Context) -> list[Found]:
    whole = _without_tail(groups, context) or _without_head(groups, context) or context.judge(groups)
    if whole and not whole.value.startswith("+?"):
        return [whole]
    found: list[Found] = [] if whole is None else [whole]
    count = min(len(groups), 24)
    for size in range(count - 1, 0, -1):
        for first in range(count - size + 1):
            part = groups[first : first + size]
            before_ok = first == 0 or _droppable(groups[first - 1], part[0])
            after_ok = first + size == len(groups) or _droppable(groups[first + size], part[-1])
            inner = context.judge(part) if before_ok and after_ok else None
            if inner and not context.stands_out(part):
                continue
            if inner and (not found or inner.confidence > found[0].confidence + 0.1):
                rest = _best(groups[first + size :], context) if len(groups) - first - size else []
                return [inner, *rest]
    return found


def find_phones(text: str, left: str, region: str | None, room: Sequence[tuple[int, int]]) -> list[Found]:
    """Phones of a lower-case surface text in the parts that have room for them; in `left`, the same text, whatever
    else has digits (dates, prices, addresses) is blotted out."""
    context = _Context(text, region)
    return [
        found
        for run in digit_runs(left, room)
        if sum(len(group.digits) for group in run) >= SHORTEST
        for part in _parts(run, context)
        if not context.spoken_for(part)
        for found in _best(part, context)
    ]


_LINKED = re.compile(
    r"(?:wa\.me/|phone=|number=|tel:|viber\.click/|zalo\.me/|signal\.me/#p/)(?:\+|%2b|00)?(\d{7,15})(?!\d)"
)


def find_linked_phones(text: str, start: int, end: int) -> list[Found]:
    """International numbers in a messenger link that lies at [start, end) of a lower-case text (Zalo's are Vietnamese
    and may be national)."""
    found = []
    for match in _LINKED.finditer(text, start, end):
        zalo = match.group().startswith("zalo") and match[1].startswith("0")
        known = _judge(match[1], "VN") if zalo else _judge("+" + match[1], None)
        if known:
            found.append(Found("phone", known[0], match.start(1), match.end(1), known[1], EXTRACTOR))
    return found
