"""People and firms, and the numbers they carry. All of it is invented: see `places` for the phone prefixes."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from benchmarks.third_hand.places import COUNTRIES, City
from benchmarks.third_hand.words.names import FAMILY, GIVEN_F, GIVEN_M

TRANSLIT = str.maketrans("ąćęłńóśźżşçğıİöüÇŞĞÖÜčćšžđëêäñŁŚŻĄ", "acelnoszzscgiIouCSGOUccszdeeanLSZA")


@dataclass(slots=True, eq=False)
class Party:
    """A person or a firm. `account` is empty for those who have none; `birth` is empty for firms."""

    name: str
    home: City
    phone: str  # E.164
    birth: str = ""
    woman: bool = False
    account: str = ""
    email: str = ""
    handle: str = ""  # platform:name
    address: str = ""
    work: str = ""
    kind: str = "person"
    since: int = 0  # day the account was opened
    document: str = ""
    forms: list[str] = field(default_factory=list)  # how bookings wrote the name

    @property
    def given(self) -> str:
        return self.name.split(" ")[0]


def split(bank: str) -> list[str]:
    return bank.split("|") if "|" in bank else bank.split()


NAMES = {
    culture: (split(GIVEN_F[culture]), split(GIVEN_M[culture]), split(FAMILY[culture])) for culture in FAMILY
}


def name_for(rng: Random, culture: str, woman: bool, family: str = "") -> str:
    women, men, families = NAMES[culture]
    family = family or rng.choice(families)
    if culture == "uzbek" and woman and family.endswith("ov"):
        family += "a"
    if culture == "slavic" and woman and family.endswith(("ov", "ev")):
        family += "a"
    return f"{rng.choice(women if woman else men)} {family}"


def birth_date(rng: Random, young: int = 19, old: int = 66, year: int = 2024) -> str:
    age = round(rng.triangular(young - 0.5, old + 0.5, young + 0.2 * (old - young)))
    return f"{year - age}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"


def phone_for(rng: Random, code: str) -> str:
    where = COUNTRIES[code]
    prefix = rng.choice(where.prefixes)
    rest = "".join(rng.choice("0123456789") for _ in range(where.digits - len(prefix)))
    return f"+{where.dialling}{prefix}{rest}"


def printed(phone: str, style: int) -> str:
    """A phone as people write it: E.164, spaced, 00, national with trunk, dotted."""
    where = next(c for c in COUNTRIES.values() if phone.startswith("+" + c.dialling))
    national = phone[1 + len(where.dialling) :]
    groups = [national[:3], national[3:6], national[6:]]
    if style == 0:
        return phone
    if style == 1:
        return f"+{where.dialling} " + " ".join(groups)
    if style == 2:
        return f"00{where.dialling}{national}"
    if style == 3:
        return where.trunk + " ".join(groups)
    return where.trunk + ".".join(groups)


def account_number(rng: Random, code: str, banks: tuple[str, ...]) -> str:
    """An IBAN with right check digits where the country has them, else a bank's mark and a number."""
    where = COUNTRIES[code]
    bank = rng.choice(banks)
    if not where.iban:
        return f"{code}B{bank[:2]}-" + "".join(rng.choice("0123456789") for _ in range(10))
    body, taken, pattern = "", 0, where.iban
    while pattern:
        sort, pattern = pattern[0], pattern[1:]
        digits = ""
        while pattern and pattern[0].isdigit():
            digits, pattern = digits + pattern[0], pattern[1:]
        for position in range(int(digits)):
            if sort == "a":
                body += "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[int(bank[position : position + 2]) % 26]
            else:
                body += bank[taken] if taken < 5 else rng.choice("0123456789")
                taken += 1
    figures = "".join(str(int(letter, 36)) for letter in body + code + "00")
    return f"{code}{98 - int(figures) % 97:02d}{body}"


def handle_for(rng: Random, name: str, platform: str) -> str:
    stem = name.lower().translate(TRANSLIT).replace(" ", rng.choice(("", ".", "_")))
    stem = "".join(letter for letter in stem if letter.isascii() and (letter.isalnum() or letter in "._"))
    return f"{platform}:{stem}{rng.choice(('', '', str(rng.randint(1, 99)), str(rng.randint(1970, 2006))))}"
