"""What the words around a row of digits, and its shape, say of it: a telephone, or something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from manumit.engine.signals.model import Found
from manumit.engine.signals.number_labels import (
    COUNTED,
    CUE,
    LABEL,
    NEUTRAL,
    NUMBER_CUE,
    NUMBERS,
    SENTENCE,
)
from manumit.engine.signals.number_shapes import (
    LONGEST_BARE,
    between_prices,
    counted_up,
    dated_or_priced,
    decimals,
    drawn_or_scored,
    file_number,
    network_address,
    printed,
    sized,
    stamped,
)
from manumit.engine.signals.number_tokens import Group
from manumit.engine.signals.phone_forms import (
    BARE_SHORTEST,
    LONGEST,
    POSSIBLE,
    SHORTEST,
    VALID,
    at_home,
    given_out,
    judged,
    normalise_phone,
)

EXTRACTOR = "phone/1"
_HOW = {
    "digits": 1.0,
    "letters": 0.92,
    "glued": 0.95,
    "spelled": 0.95,
    "slip": 0.85,
    "weak": 0.8,
    "loose": 0.85,
}
_LEAST_SHOWN, _LEAST_SHOWN_CUED, _LEAST_SHOWN_HOME = 0.5, 0.3, 0.2
"""Share of a lettered number that is digits as written; where the region writes it so, with letters among digits."""
_OWN = re.compile(r"\b(?:my|mi|meu|mon|mein|mijn|min|moj|мой|мій)\s*$")
"""'My no' is a telephone's."""
_PAPER = re.compile(r"[^\W\d_oоοil]\d{6,}")
"""A letter and many digits: the number of a paper ('B12345678')."""
_BLENDED = re.compile(r"[^\W\d_]\d|\d[^\W\d_]")
CUE_REACH, _LABEL_REACH, _NAME_REACH = (
    32,
    22,
    36,
)  # characters before a number in which a word may say what it is
_COMMA = re.compile("[,、،؛;]")
_FULL = 10  # digits of a number with its area in most countries


@lru_cache(maxsize=32768)
def _cued(before: str) -> bool:
    """Whether the words before a number promise a telephone."""
    said = SENTENCE.split(before)[-1]
    return bool(CUE.search(said) or NUMBER_CUE.search(said))


@lru_cache(maxsize=32768)
def _labelled(before: str) -> bool:
    """Whether they name something else, with no word for a telephone nearer to it."""
    return bool(LABEL.search(before)) and not CUE.search(before[-14:])


class Context:
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

    def _of_something(self, start: int) -> bool:
        """Whether a longer phrase names it as the number of something ('confirmation number is'). A noun that we do not
        know says nothing: 'manager number' is a telephone's."""
        before = self._before(start, _NAME_REACH)
        return bool(NUMBERS.search(before) and LABEL.search(before)) and not CUE.search(before[-14:])

    def _at_home(self, digits: str) -> bool:
        """Whether a row of digits is written as the region writes its numbers, trunk prefix and all."""
        return self.region is not None and at_home(digits, self.region)

    def _numbered(self, groups: Sequence[Group], digits: str) -> bool:
        """Named as something else; 'no.' alone says that only of what is no number of the region."""
        start = groups[0].start
        if not self.labelled(start):
            return self._of_something(start)
        before = self._before(start, _LABEL_REACH)
        bare = NEUTRAL.sub("", before)
        if bare != before and _OWN.search(bare):
            return False
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
        digits = "".join(group.digits for group in groups)
        if listed and groups[0].digits[0] == "0" and self._at_home(digits):
            return False
        if listed and sizes == [3, 3, 4] and set(gaps) <= {",", ";"} and set(digits[2::3]) != {"0"}:
            return not self._at_home(digits)  # North America's with commas for hyphens
        if listed and sizes == [5, 5] and digits[-2:] != "00":  # India's, and no two prices
            known = judged(digits, self.region)
            listed = known is None or known[1] < VALID
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
            or stamped(groups)
            or between_prices(groups)
            or network_address(groups)
            or decimals(groups)
            or sized(groups, self.text)
            or file_number(groups)
        )

    def _lettered(self, groups: Sequence[Group], cued: bool) -> bool:
        """Whether letters that look like digits ('30S S5S 0l29') may be some: most of the number is digits, its pieces
        are no single letters or sizes ('5s 6b'), and the region knows such a number, or a word says it is one."""
        digits = "".join(group.digits for group in groups)
        written = self.text[groups[0].start : groups[-1].end]
        share = sum(map(str.isdigit, written)) / len(digits)
        least = _LEAST_SHOWN_CUED if cued else _LEAST_SHOWN
        if self._at_home(digits) or (digits[0] == "0" and self.region and judged(digits, self.region)):
            mixed = any(_BLENDED.search(self.text, group.start, group.end) for group in groups)
            least = _LEAST_SHOWN_HOME if mixed else least
        if not cued and "\n" in written:
            return False
        if not 9 <= len(digits) <= (LONGEST if digits.startswith("00") else 13) or share < least:
            return False
        if max(len(group.digits) for group in groups) < 3 and not (groups[0].plus or self._at_home(digits)):
            return False
        if len(groups) > 5 and not cued:
            return False
        known = judged(("+" if groups[0].plus else "") + digits, self.region)
        return known is not None and (cued or known[1] >= 0.95 or len(groups) <= 4)

    def _no_phone(self, groups: Sequence[Group], digits: str) -> bool:
        """Printed on things, typed for any number, an amount, or what has just been counted ('01012345678 votes')."""
        if printed(groups, digits) or counted_up(digits) or self._amount(groups, digits):
            return True
        return len(groups) == 1 and bool(COUNTED.match(self.text, groups[-1].end))

    def stands_out(self, part: Sequence[Group]) -> bool:
        """Whether a part of a longer row of digits is a number for more than its length: it has a plus, a word says so,
        the region has given it out, or it was written apart."""
        digits = "".join(group.digits for group in part)
        if part[0].plus or self.cued(part[0].start) or part[0].strong or self.region is None:
            return True
        known = judged(digits, self.region)
        return known is not None and known[1] > POSSIBLE

    def judge(self, groups: Sequence[Group]) -> Found | None:
        """The phone that exactly these groups make, if they do."""
        digits = "".join(group.digits for group in groups)
        start, end, plus = groups[0].start, groups[-1].end, groups[0].plus
        if not SHORTEST <= len(digits) <= LONGEST + 2:
            return None
        cued = self.cued(start)
        if dated_or_priced(groups, digits, cued):
            return None
        if (
            len(groups) == 1
            and groups[0].how == "letters"
            and not cued
            and _PAPER.fullmatch(self.text, start, end)
        ):
            return None
        if any(group.how == "loose" for group in groups) and not self._lettered(groups, cued):
            return None
        if not plus and (self._numbered(groups, digits) or (not cued and self._listed(groups))):
            return None
        if not plus and not cued and self._no_phone(groups, digits):
            return None
        if plus and len(groups) > 2 and groups[1].digits == "0" and "(" in groups[1].gap:
            digits = groups[0].digits + "".join(group.digits for group in groups[2:])
        known = normalise_phone(("+" if plus else "") + digits, self.region)
        if known is None:
            return None
        value, confidence = known
        short = len(digits) < BARE_SHORTEST and digits[0] != "0"
        if short and not cued and not plus and not at_home(digits, self.region):
            return None
        if not cued and not plus and confidence < VALID and drawn_or_scored(groups):
            return None
        if not cued and not plus and len(digits) > LONGEST_BARE and len(groups) == 1 and not given_out(value):
            return None
        if value.startswith("+?") and not cued and not BARE_SHORTEST <= len(digits) <= 12:
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
