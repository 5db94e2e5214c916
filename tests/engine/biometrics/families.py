"""Made-up families, torn apart, and what each side says of the others: badly written, half remembered, partly wrong."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

Names = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
Row = dict[str, str]
SAID_ON = date(2026, 3, 1)
EVENTS = (date(2025, 6, 1), date(2025, 9, 12), date(2025, 12, 20))
PLACES = 30
SPELLINGS = (
    ("y", "i"),
    ("kh", "h"),
    ("w", "v"),
    ("ph", "f"),
    ("ou", "u"),
    ("a", "e"),
    ("i", "y"),
    ("o", "u"),
    ("s", "z"),
)
"""Some are those of romanisations, some are not."""
TURN = {"f": {"child": "daughter", "sibling": "sister"}, "m": {"child": "son", "sibling": "brother"}}


@dataclass(frozen=True)
class One:
    """Somebody as they are."""

    given: str
    family: str
    sex: str
    age: float


@dataclass(frozen=True)
class Family:
    """A child and the relatives: (what they are to the child, who)."""

    child: One
    kin: tuple[tuple[str, One], ...]
    origin: str
    language: str
    left: date
    left_at: str


@dataclass
class Torn:
    """Rows of the three files, and whom each request seeks, `None` where the child is not among the separated."""

    separated: list[Row] = field(default_factory=list)
    requests: list[Row] = field(default_factory=list)
    relatives: list[Row] = field(default_factory=list)
    truth: dict[str, str | None] = field(default_factory=dict)

    def write(self, folder: Path) -> list[Path]:
        """The three files."""
        paths = []
        for name in ("separated", "requests", "relatives"):
            rows: list[Row] = getattr(self, name)
            columns = list(dict.fromkeys(column for row in rows for column in row))
            paths.append(folder / f"{name}.csv")
            with paths[-1].open("w", encoding="utf-8", newline="") as stream:
                writer = csv.DictWriter(stream, columns)
                writer.writeheader()
                writer.writerows(rows)
        return paths


class Tearing:
    """By a seed, always the same."""

    def __init__(self, seed: int, banks: dict[str, Names], places: int = PLACES) -> None:
        self.places, self.crossings = places, max(1, places // 3)
        self.dice = random.Random(seed)
        self.banks = banks

    def torn(self, separated: int, requests: int, present: float = 0.5) -> Torn:
        """So many separated children, and so many requests, of which a share is of these children."""
        told = Torn()
        families = [self.family() for _ in range(separated)]
        for n, one in enumerate(families):
            self.case(told, f"S{n}", one)
        here = self.dice.sample(range(separated), round(requests * present))
        for n in range(requests):
            one = families[here[n]] if n < len(here) else self.family()
            self.request(told, f"R{n}", one)
            told.truth[f"R{n}"] = f"S{here[n]}" if n < len(here) else None
        return told

    def family(self) -> Family:
        """Two parents, some brothers and sisters, grandparents, aunts and uncles."""
        dice = self.dice
        language = dice.choice(sorted(self.banks))
        women, men, surnames = self.banks[language]
        surname, other = dice.choice(surnames), dice.choice(surnames)

        def one(sex: str, age: float, family: str) -> One:
            return One(dice.choice(women if sex == "f" else men), family, sex, max(0.5, age))

        child = one(dice.choice("fm"), dice.uniform(2, 18), surname)
        mother, father = child.age + dice.gauss(27, 6), child.age + dice.gauss(32, 7)
        kin = [("mother", one("f", mother, surname)), ("father", one("m", father, surname))]
        for _ in range(dice.choice((0, 1, 2, 2, 3, 4, 5))):
            sex = dice.choice("fm")
            kin.append((TURN[sex]["sibling"], one(sex, child.age + dice.gauss(0, 5), surname)))
        kin.append(("grandmother", one("f", mother + 25, other)))
        for _ in range(dice.choice((0, 1, 2))):
            sex = dice.choice("fm")
            kin.append(("aunt" if sex == "f" else "uncle", one(sex, mother + dice.gauss(0, 8), other)))
        left = dice.choice(EVENTS) + timedelta(days=dice.randrange(20))
        origin, at = dice.randrange(self.places), dice.randrange(self.crossings)
        return Family(child, tuple(kin), f"Oldvillage {origin}", language, left, f"Crossing {at}")

    def written(self, name: str) -> str:
        """A name as somebody writes it down."""
        for _ in range(self.dice.choice((0, 0, 1, 1, 2))):
            one, other = self.dice.choice(SPELLINGS)
            name = name.replace(one, other, 1)
        if self.dice.random() < 0.1 and len(name) > 4:
            at = self.dice.randrange(1, len(name) - 1)
            name = name[:at] + name[at + 1 :]
        return name

    def called(self, one: One, full: float) -> Row:
        """The name as told, in full or the given name alone, often with a short one."""
        short = one.given[: max(3, len(one.given) // 2)] + "i"
        if self.dice.random() < 0.1:
            return {"name": short, "other_names": ""}
        whole = f"{one.given} {one.family}" if self.dice.random() < full else one.given
        return {"name": self.written(whole), "other_names": short if self.dice.random() < 0.3 else ""}

    def aged(self, one: One, spread: float, told: float = 0.8) -> str:
        """In whole years, or nothing."""
        age = str(round(max(0.0, self.dice.gauss(one.age, spread))))
        return age if self.dice.random() < told else ""

    def about(self, of: Family, spread: float) -> Row:
        """Of the child, with details that are forgotten or wrong."""
        dice = self.dice
        left = of.left + timedelta(days=round(dice.gauss(0, 25)))
        told = {
            "sex": of.child.sex if dice.random() > 0.01 else "",
            "age": self.aged(of.child, spread, 0.95),
            "age_on": SAID_ON.isoformat(),
            "origin": of.origin if dice.random() < 0.75 else f"Oldvillage {dice.randrange(self.places)}",
            "languages": of.language,
            "separated_on": left.isoformat(),
            "separated_at": of.left_at
            if dice.random() < 0.7
            else f"Crossing {dice.randrange(self.crossings)}",
        }
        return {name: text if dice.random() < 0.85 else "" for name, text in told.items()}

    def kin(self, of: str, relation: str, one: One, to: str = "person") -> Row:
        """A row of the relatives' file."""
        return {
            "of": of,
            "relation": relation,
            **self.called(one, 0.5),
            "age": self.aged(one, 4, 0.6),
            "to": to,
        }

    def case(self, told: Torn, name: str, of: Family) -> None:
        """What a child says: parents mostly, others as they come to mind."""
        told.separated.append({"id": name, **self.called(of.child, 0.85), **self.about(of, 1.5)})
        for relation, one in of.kin:
            if self.dice.random() < (0.85 if relation in ("mother", "father") else 0.5):
                told.relatives.append(self.kin(name, relation, one))

    def request(self, told: Torn, name: str, of: Family) -> None:
        """What somebody of the family says, of some in relation to themselves."""
        relation, seeker = self.dice.choice([one for one in of.kin if one[1].age >= 12])
        row = {"id": name, **self.called(of.child, 0.9), **self.about(of, 1.0)}
        row["relation"] = self.to_seeker(relation, of.child.sex)
        row |= {f"seeker_{column}": text for column, text in self.called(seeker, 0.9).items()}
        row |= {"seeker_sex": seeker.sex, "seeker_age": str(round(seeker.age))}
        told.requests.append(row)
        for other, one in of.kin:
            if one is seeker or self.dice.random() > 0.7:
                continue
            if relation in ("mother", "father") and other in ("sister", "brother"):
                told.relatives.append(self.kin(name, TURN[one.sex]["child"], one, "seeker"))
            else:
                told.relatives.append(self.kin(name, other, one))

    @staticmethod
    def to_seeker(relation: str, sex: str) -> str:
        """What the child is to them."""
        if relation in ("mother", "father"):
            return TURN[sex]["child"]
        if relation in ("sister", "brother"):
            return TURN[sex]["sibling"]
        if relation == "grandmother":
            return "granddaughter" if sex == "f" else "grandson"
        return "niece" if sex == "f" else "nephew"


def wilson(hits: int, of: int) -> tuple[float, float]:
    """95 % of a share."""
    z, share = 1.96, hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * (share * (1 - share) / of + z * z / (4 * of * of)) ** 0.5
    return middle - half, middle + half


def poisson_mean(counts: Sequence[int]) -> tuple[float, float, float]:
    """A mean count and 95 % of it (by the counts' own variance)."""
    mean = sum(counts) / len(counts)
    spread = (sum((one - mean) ** 2 for one in counts) / max(1, len(counts) - 1)) ** 0.5
    half = 1.96 * spread / len(counts) ** 0.5
    return mean, mean - half, mean + half
