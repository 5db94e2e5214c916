"""The machine-readable zone of a travel document: its fields, and whether its check digits hold.

ICAO Doc 9303 (8th edition): check digits and names in part 3, section 4.9 and 4.6; passports (TD3) in part 4, cards
(TD1) in part 5, TD2 in part 6, visas (MRV-A, MRV-B) in part 7. Nothing is corrected: an O for a 0 fails its check.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from manumit.base.kernel import UsageError

FORMS: Final = {(3, 30): "TD1", (2, 36): "TD2", (2, 44): "TD3"}
_WEIGHTS: Final = (7, 3, 1)
_ALLOWED = re.compile(r"[A-Z0-9<]+")
_ALIKE = str.maketrans({"«": "<<", "‹": "<", "＜": "<", "〈": "<"})
SEXES: Final = {"F": "F", "M": "M", "<": "X", "X": "X"}


@dataclass(frozen=True, slots=True)
class Check:
    """A check digit: of which field, whether it holds."""

    field: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Mrz:
    """What a zone says. `document` keeps the two letters of its kind (P, I, V ...); `born` and `expires` are None where
    the zone gives no whole date. `sex`: F, M or X (not said)."""

    form: str
    document: str
    issuer: str
    surname: str
    given: str
    number: str
    nationality: str
    born: date | None
    sex: str
    expires: date | None
    optional: str
    checks: tuple[Check, ...]

    @property
    def sound(self) -> bool:
        """Whether every check digit holds. A forged zone may be sound; an unsound one was misread or is forged."""
        return all(one.holds for one in self.checks)


def read_mrz(text: str, today: date) -> Mrz:
    """The zone in a text, typed or scanned: lines as they are, blanks left out. `today` tells the century. UsageError
    when it is none."""
    lines = [line for raw in text.upper().translate(_ALIKE).splitlines() if (line := re.sub(r"\s+", "", raw))]
    if len(lines) == 1 and len(lines[0]) in (90, 72, 88):
        wide = {90: 30, 72: 36, 88: 44}[len(lines[0])]
        lines = [lines[0][at : at + wide] for at in range(0, len(lines[0]), wide)]
    form = FORMS.get((len(lines), len(lines[0]))) if lines and len({*map(len, lines)}) == 1 else None
    if form is None or not all(_ALLOWED.fullmatch(line) for line in lines):
        told = ", ".join(str(len(line)) for line in lines[:4]) or "none"
        raise UsageError(
            f"This is no machine-readable zone: its lines have {told} signs.",
            "Type all lines with every <: 2 x 44 signs (passport), 3 x 30 (card) or 2 x 36; A-Z, 0-9 and < alone.",
        )
    return _td1(lines, today) if form == "TD1" else _two_lines(lines, form, today)


def _td1(lines: list[str], today: date) -> Mrz:
    one, two, names = lines
    number, rest, digit = one[5:14], one[15:30], one[14]
    if digit == "<" and rest.rstrip(
        "<"
    ):  # part 5, 4.2.2.1 note j: a longer number goes on in the optional data
        more = rest.split("<", 1)[0]
        number, digit, rest = number + more[:-1], more[-1], rest[len(more) :]
    composite = one[5:30] + two[0:7] + two[8:15] + two[18:29]
    checks = [
        ("number", number, digit),
        ("birth", two[0:6], two[6]),
        ("expiry", two[8:14], two[14]),
        ("all", composite, two[29]),
    ]
    return Mrz(
        "TD1", one[0:2].rstrip("<"), _words(one[2:5]), *_names(names), number.rstrip("<"), _words(two[15:18]),
        _born(two[0:6], today), SEXES.get(two[7], "X"), _until(two[8:14]), _words(f"{rest} {two[18:29]}"),
        _checked(checks),
    )  # fmt: skip


def _two_lines(lines: list[str], form: str, today: date) -> Mrz:
    one, two = lines
    number, digit, optional = two[0:9], two[9], two[28:]
    checks = [("number", number, digit), ("birth", two[13:19], two[19]), ("expiry", two[21:27], two[27])]
    if one[0] == "V":  # visas have neither a check of the optional data nor one of all (part 7, 4.2.2)
        form = {"TD3": "MRV-A", "TD2": "MRV-B"}[form]
    else:
        if form == "TD3":
            checks.append(("optional", two[28:42], two[42]))
            optional = two[28:42]
            composite = two[0:10] + two[13:20] + two[21:43]
        else:
            optional = two[28:35]
            composite = two[0:10] + two[13:20] + two[21:35]
            if digit == "<" and optional.rstrip("<"):  # part 6, 4.2.2.2 note j
                more = optional.split("<", 1)[0]
                number, optional = number + more[:-1], optional[len(more) :]
                checks[0] = ("number", number, more[-1])
        checks.append(("all", composite, two[-1]))
    return Mrz(
        form, one[0:2].rstrip("<"), _words(one[2:5]), *_names(one[5:]), number.rstrip("<"), _words(two[10:13]),
        _born(two[13:19], today), SEXES.get(two[20], "X"), _until(two[21:27]), _words(optional),
        _checked(checks),
    )  # fmt: skip


def check_digit(field: str) -> str:
    """Of A-Z, 0-9 and < (part 3, 4.9): weights 7, 3, 1; modulus 10."""
    return str(sum(_value(sign) * _WEIGHTS[at % 3] for at, sign in enumerate(field)) % 10)


def _value(sign: str) -> int:
    return 0 if sign == "<" else int(sign, 36)


def _checked(checks: list[tuple[str, str, str]]) -> tuple[Check, ...]:
    """An empty optional field may have < for its digit (part 4, 4.2.2.2 note)."""
    return tuple(
        Check(
            name,
            digit == check_digit(field) or (digit == "<" and name == "optional" and not field.strip("<")),
        )
        for name, field, digit in checks
    )


def _names(field: str) -> tuple[str, str]:
    surname, _, given = field.partition("<<")
    return _words(surname), _words(given)


def _words(field: str) -> str:
    return " ".join(field.replace("<", " ").split())


def _born(digits: str, today: date) -> date | None:
    """A birth lies in the past: the latest that fits."""
    found = _day(digits, today.year // 100 * 100)
    return _day(digits, today.year // 100 * 100 - 100) if found is None or found > today else found


def _until(digits: str) -> date | None:
    """An expiry lies in this century: machine-readable documents are younger than 1980."""
    return _day(digits, 2000)


def _day(digits: str, century: int) -> date | None:
    if not digits.isdecimal():
        return None
    try:
        return date(century + int(digits[0:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return None
