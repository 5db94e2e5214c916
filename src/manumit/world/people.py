"""The people and firms of a world."""

from __future__ import annotations

import unicodedata

City = tuple[str, str, float, float, int, str]
Habit = tuple[str, float, str, str, float, int, int, str, str, str]
PRICE_LEVEL = {
    "USD": 1.0,
    "CAD": 1.35,
    "GBP": 0.8,
    "EUR": 0.9,
    "AUD": 1.5,
    "BRL": 5.0,
    "MXN": 18.0,
    "COP": 4000.0,
    "RUB": 80.0,
    "KZT": 480.0,
    "PHP": 50.0,
    "RON": 4.5,
    "AED": 3.7,
}  # units for one US dollar, about
BANKS = (("A", 0.46), ("B", 0.26), ("C", 0.28))
JOBS = (
    "nurse",
    "cleaner",
    "driver",
    "cook",
    "student",
    "clerk",
    "carer",
    "engineer",
    "sales",
    "teacher",
    "farm worker",
    "builder",
    "hospitality",
    "self-employed",
    "retired",
    "warehouse",
    "beautician",
    "unemployed",
    "",
)
MAILS = ("example.com", "example.org", "example.net", "mail.example", "post.test")


def fold(text: str) -> str:
    """Plain capitals, as airlines and teletype know them."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return plain.upper()


class Person:
    """Somebody with a name, a home, a phone and perhaps an account."""

    __slots__ = (
        "account",
        "address",
        "birth",
        "city",
        "doc",
        "email",
        "employer",
        "friends",
        "given",
        "handle",
        "home",
        "job",
        "kin",
        "landlord",
        "lang",
        "life",
        "mates",
        "opened",
        "payee",
        "phone",
        "places",
        "sex",
        "surname",
        "waged",
    )

    def __init__(
        self, given: str, surname: str, sex: str, birth: str, lang: str, city: City, home: City
    ) -> None:
        self.given, self.surname, self.sex, self.birth = given, surname, sex, birth
        self.lang, self.city, self.home = lang, city, home
        self.phone = self.email = self.address = self.account = self.doc = self.handle = self.job = ""
        self.opened, self.life = 0, 1.0
        self.kin: list[Person] = []  # the circle (see circles.py): partner and relatives
        self.friends: list[Person] = []
        self.mates: list[Person] = []  # under the same roof, no relatives
        self.places: list[City] = []  # where trips go: the family's city, holidays
        self.employer: Firm | None = None
        self.landlord = self.payee = ""
        self.waged = False  # a story tells the wages

    @property
    def name(self) -> str:
        """As banks and papers write it."""
        return f"{self.given} {self.surname}"

    @property
    def airline_name(self) -> str:
        """As bookings write it."""
        return f"{fold(self.surname)}/{fold(self.given)}"


class Firm:
    """An employer, landlord, agency or hotel group with an account."""

    __slots__ = ("account", "address", "city", "email", "name", "opened", "phone")

    def __init__(self, name: str, city: City, account: str, phone: str) -> None:
        self.name, self.city, self.account, self.phone = name, city, account, phone
        self.address = self.email = ""
        self.opened = 0
