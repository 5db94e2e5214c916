"""Fills the patterns of `words/negatives.py`: numbers that look like phones and are none."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random


def _date(rng: Random) -> str:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2021, 2026)
    return rng.choice(
        [f"{day:02}/{month:02}/{year}", f"{day:02}.{month:02}.{year}", f"{day}-{month}-{year % 100}"]
    )


def _time(rng: Random) -> str:
    hour, minute = rng.randint(6, 23), rng.choice(["00", "00", "30", "15"])
    return rng.choice([f"{hour:02}:{minute}", f"{hour}.{minute}", f"{hour:02}:{minute}"])


def _isbn(rng: Random) -> str:
    body = "978" + "".join(rng.choice("0123456789") for _ in range(9))
    check = -sum(int(d) * (1, 3)[i % 2] for i, d in enumerate(body)) % 10
    whole = body + str(check)
    return rng.choice([whole, f"{whole[:3]}-{whole[3]}-{whole[4:7]}-{whole[7:12]}-{whole[12]}"])


def _coords(rng: Random) -> str:
    lat, lon = rng.uniform(-60, 60), rng.uniform(-170, 170)
    return rng.choice(
        [
            f"{lat:.5f}, {lon:.5f}",
            f"{lat:.6f},{lon:.6f}",
            f"{abs(lat):.4f}N {abs(lon):.4f}E",
            f"{lat:.3f} {lon:.3f}",
        ]
    )


def _luhn(rng: Random) -> str:
    body = "4" + "".join(rng.choice("0123456789") for _ in range(14))
    total = sum(sum(divmod(int(d) * (2 - i % 2), 10)) for i, d in enumerate(body))
    whole = body + str(-total % 10)
    return rng.choice([whole, " ".join(whole[i : i + 4] for i in range(0, 16, 4))])


def _letters(rng: Random, count: int) -> str:
    return "".join(rng.choice("ABEGHKLMNR") for _ in range(count))


SPECIAL: dict[str, Callable[[Random], str]] = {
    "date": _date,
    "time": _time,
    "isbn": _isbn,
    "coords": _coords,
    "luhn": _luhn,
    "year": lambda r: str(r.randint(1990, 2026)),
    "iso": lambda r: f"{r.randint(2021, 2026)}-{r.randint(1, 12):02}-{r.randint(1, 28):02}",
    "score": lambda r: f"{r.randint(0, 5)}-{r.randint(0, 5)}",
    "pc": lambda r: "%",
    "uk_post": lambda r: f"{_letters(r, 2)}{r.randint(1, 20)} {r.randint(1, 9)}{_letters(r, 2)}",
}
_MARK = re.compile(r"\{(\w+)\}|[#%]")


def filled(rng: Random, pattern: str) -> list[tuple[str, bool]]:
    """Pieces of text in order; True where a number stands that is no phone."""

    def digit(match: re.Match[str]) -> str:
        if match[1]:
            return SPECIAL[match[1]](rng)
        return rng.choice("0123456789" if match[0] == "#" else "123456789")

    pieces = re.split(r"<<(.*?)>>", pattern)
    return [
        (_MARK.sub(digit, piece) if i % 2 else piece, bool(i % 2)) for i, piece in enumerate(pieces) if piece
    ]
