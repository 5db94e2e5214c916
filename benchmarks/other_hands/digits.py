"""Made-up numbers: phones kept for fiction, IBANs with true check digits on banks that do not exist."""

import random
import unicodedata
from collections.abc import Callable

UK = (
    "7700900",
    "1134960",
    "1144960",
    "1154960",
    "1164960",
    "1174960",
    "1214960",
    "1314960",
    "1414960",
    "1614960",
)
"""Ofcom, numbers for drama use: three digits follow."""
FRANCE = ("63998", "19900", "26191", "35301", "46571", "53649")
"""ARCEP decision 2018-0881, audiovisual works: four digits follow."""
GERMANY = ("3023125", "6990009", "4066969", "2214710", "8999998")
"""Bundesnetzagentur, numbers for media: three digits follow."""
CANADA = (
    "902",
    "506",
    "819",
    "613",
    "705",
    "204",
    "306",
    "403",
    "604",
    "867",
    "418",
    "450",
    "514",
    "905",
    "519",
)
"""NANP 555-0100 to 555-0199 in each area code."""


class Numbers:
    """Hands every number out once, unless told otherwise."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.used: set[str] = set()

    def _fresh(self, make: Callable[[], str]) -> str:
        for _ in range(400):
            value = make()
            if value not in self.used:
                self.used.add(value)
                return value
        return value

    def phone(self, country: str) -> str:
        r = self.rng

        def make() -> str:
            if country == "GB":
                return f"+44{r.choice(UK)}{r.randrange(1000):03d}"
            if country == "DE":
                return f"+49{r.choice(GERMANY)}{r.randrange(1000):03d}"
            if country == "CA":
                return f"+1{r.choice(CANADA)}55501{r.randrange(100):02d}"
            head = FRANCE[0] if r.random() < 0.6 else r.choice(FRANCE)
            return f"+33{head}{r.randrange(10000):04d}"

        return self._fresh(make)

    def account(self, country: str) -> str:
        r = self.rng

        def make() -> str:
            if country == "FR":
                bank, desk, number = "99371", f"{r.randrange(100000):05d}", f"{r.randrange(10**11):011d}"
                key = 97 - (89 * int(bank) + 15 * int(desk) + 3 * int(number)) % 97
                return iban("FR", f"{bank}{desk}{number}{key:02d}")
            if country == "DE":
                return iban("DE", f"99947{r.randrange(10**3):03d}{r.randrange(10**10):010d}")
            if country == "GB":
                return iban("GB", f"PNDQ99{r.randrange(10**4):04d}{r.randrange(10**8):08d}")
            return f"0991-{r.randrange(10**5):05d}-{r.randrange(10**7):07d}"

        return self._fresh(make)

    def app(self) -> str:
        return self._fresh(lambda: f"kf{self.rng.randrange(16**9):09x}")

    def document(self) -> str:
        return self._fresh(lambda: f"X{self.rng.randrange(10**8):08d}")

    def locator(self) -> str:
        return self._fresh(
            lambda: "".join(self.rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _ in range(6))
        )

    def ticket(self) -> int:
        return int(self._fresh(lambda: f"{self.rng.randrange(10**8, 10**9)}0"))


def iban(country: str, body: str) -> str:
    """ISO 13616: check digits by ISO 7064 MOD 97-10."""
    letters = "".join(str(int(c, 36)) for c in body + country + "00")
    return f"{country}{98 - int(letters) % 97:02d}{body}"


def plain(text: str) -> str:
    """Upper-case ASCII, as airlines write names."""
    text = text.replace("đ", "d").replace("Đ", "D")
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "".join(c for c in folded.upper() if c.isalnum())


WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def local(phone: str) -> str:
    """National writing of an E.164 number."""
    if phone.startswith("+1"):
        return phone[2:]
    return "0" + phone[3:]


def dress(phone: str, style: str, rng: random.Random) -> str:
    """Write a phone as people write it in adverts."""
    digits = local(phone)
    if style == "intl":
        return phone
    if style == "spaced":
        return " ".join(digits[i : i + 2] for i in range(0, len(digits), 2))
    if style == "dots":
        return ".".join(digits[i : i + 3] for i in range(0, len(digits), 3))
    if style == "dash":
        return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    if style == "words":
        at = set(rng.sample(range(len(digits)), 3))
        return " ".join(WORDS[int(c)] if i in at else c for i, c in enumerate(digits))
    if style == "wide":
        return "".join(chr(ord(c) + 0xFEE0) for c in digits)
    if style == "letter":
        return digits.replace("0", "o")
    return digits
