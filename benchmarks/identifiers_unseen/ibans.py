"""IBANs with right check digits (ISO 13616), national ones too where a country has them, and wrong ones."""

from __future__ import annotations

from random import Random

# country: the account part; 9 = a digit, A = a letter, K = the country's own check digits, made by _own
SHAPES = {
    "DE": "9" * 18,
    "AT": "9" * 16,
    "GB": "AAAA" + "9" * 14,
    "IE": "AAAA" + "9" * 14,
    "CH": "9" * 17,
    "LT": "9" * 16,
    "RO": "AAAA" + "9" * 16,
    "UA": "9" * 25,
    "AE": "9" * 19,
    "SA": "9" * 20,
    "GR": "9" * 23,
    "CY": "9" * 24,
    "BE": "9" * 10 + "KK",
    "FR": "9" * 21 + "KK",
    "ES": "9" * 8 + "KK" + "9" * 10,
    "PT": "9" * 19 + "KK",
}


def _numbers(text: str) -> int:
    return int("".join(str(int(c, 36)) for c in text))


def _own(country: str, digits: str) -> str:
    """The national check digits for the digits that they guard."""
    if country == "BE":
        return f"{int(digits) % 97 or 97:02}"
    if country == "FR":
        return f"{97 - int(digits) * 100 % 97:02}"
    if country == "PT":
        return f"{98 - int(digits) * 100 % 97:02}"
    weights = (1, 2, 4, 8, 5, 10, 9, 7, 3, 6)
    parts = ("00" + digits[:8], digits[8:])
    sums = [11 - sum(w * int(d) for w, d in zip(weights, part, strict=True)) % 11 for part in parts]
    return "".join({10: "1", 11: "0"}.get(s, str(s)) for s in sums)


def _with_check(country: str, account: str) -> str:
    return f"{country}{98 - _numbers(account + country + '00') % 97:02}{account}"


def right(rng: Random) -> str:
    country = rng.choice(sorted(SHAPES))
    filled = ""
    for c in SHAPES[country]:
        filled += rng.choice("0123456789") if c == "9" else "X" if c == "A" else c
    if "KK" in filled:
        filled = filled.replace("KK", _own(country, filled.replace("KK", "")))
    return _with_check(country, filled)


def wrong(rng: Random) -> str:
    """A digit changed, two neighbours swapped, or a right check over a wrong length."""
    iban, way = right(rng), rng.randrange(3)
    if way == 0:
        place = rng.randrange(8, len(iban))
        return iban[:place] + str((int(iban[place], 36) + rng.randrange(1, 9)) % 10) + iban[place + 1 :]
    if way == 1:
        for place in range(len(iban) - 2, 8, -1):
            if iban[place] != iban[place + 1]:
                return iban[:place] + iban[place + 1] + iban[place] + iban[place + 2 :]
    return _with_check(iban[:2], iban[4:] + rng.choice(["0", "7", "31"]))


def spaced(iban: str) -> str:
    return " ".join(iban[i : i + 4] for i in range(0, len(iban), 4))
