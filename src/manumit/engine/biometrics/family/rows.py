"""The files of a tracing: who is separated, who is sought by whom, and the relatives of both.

Columns follow the forms of child protection (case and tracing request); all but `id` may be missing. A row that cannot
be used is left out with the reason, the rest goes on.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from manumit.base.kernel import UsageError
from manumit.engine.biometrics.biographic import Details
from manumit.engine.biometrics.family.relations import Relation

Row = dict[str, str]
_SEXES = {"f": "f", "female": "f", "m": "m", "male": "m", "": "", "unknown": ""}
OLDEST = 120.0
LONGEST = 200
"""Signs of a field."""
MOST_NAMES, MOST_RELATIVES = 8, 40
"""Of a person: more are a mistake, and would make everybody alike."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one person. `about.name` is empty: names are here, the first is the one they are called by."""

    names: tuple[str, ...]
    sex: str
    about: Details


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody of the family of a person."""

    relation: Relation
    told: Told


@dataclass(frozen=True, slots=True)
class Person:
    """Who is separated, or sought. `about.place` is the place of origin."""

    id: str
    told: Told
    languages: frozenset[str] = frozenset()
    separated_on: date | None = None
    separated_at: str = ""
    seeker: Relative | None = None
    relatives: tuple[Relative, ...] = ()

    @property
    def family(self) -> tuple[Relative, ...]:
        """All relatives that are known: who seeks is one of them, and may stand among the others as well."""
        if self.seeker is None:
            return self.relatives
        names, relation = set(self.seeker.told.names), self.seeker.relation
        others = (
            one for one in self.relatives if not (relation.fits(one.relation) and names & {*one.told.names})
        )
        return (self.seeker, *others)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A row that is left out."""

    file: str
    line: int
    reason: str
    hint: str


@dataclass(frozen=True, slots=True)
class Families:
    """What was read."""

    separated: tuple[Person, ...]
    sought: tuple[Person, ...]
    wrong: tuple[Wrong, ...] = field(default=())


class _Unusable(Exception):
    """A row: (reason, hint)."""


def read_families(separated: Path, requests: Path, relatives: Sequence[Path] = ()) -> Families:
    """Both files of people and any of relatives. UsageError for a file that has not the columns it needs."""
    wrong: list[Wrong] = []
    people: dict[str, Person] = {}
    sides: list[list[str]] = []
    for path, make in ((separated, _person), (requests, _request)):
        ids = []
        for line, row in rows_of(path, ("id",), wrong):
            one = _made(make, row, path, line, wrong)
            if one is None:
                continue
            if one.id in people:
                why = f"the id {one.id!r} was there before"
                wrong.append(Wrong(str(path), line, why, "Ids are of one person, in both files."))
                continue
            people[one.id] = one
            ids.append(one.id)
        sides.append(ids)
    for path in relatives:
        for line, row in rows_of(path, ("of", "relation"), wrong):
            grown = _made(lambda told: _with_relative(people, told), row, path, line, wrong)
            if grown is not None:
                people[grown.id] = grown
    first, second = ([people[one] for one in ids] for ids in sides)
    return Families(tuple(first), tuple(second), tuple(wrong))


def person_of(row: Row, kin: Sequence[Row], seeks: bool = False) -> Person:
    """One person, and the relatives, out of rows as a form gives them; `seeks`: the row says who seeks, too. UsageError
    for what cannot be used."""
    try:
        person = _request(row) if seeks else _person(row)
        for one in kin:
            person = _with_relative(
                {person.id: person}, {**one, "of": person.id, "relation": one.get("relation", "")}
            )
    except _Unusable as error:
        reason, hint = error.args
        raise UsageError(f"{reason[:1].upper()}{reason[1:]}.", hint) from error
    return person


def rows_of(path: Path, needed: tuple[str, ...], wrong: list[Wrong]) -> Iterator[tuple[int, Row]]:
    """(line, row) with every value stripped; what cannot be read is added to `wrong`."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as source:
        reader = csv.DictReader(source)
        try:
            columns = reader.fieldnames or ()
            if missing := [one for one in needed if one not in columns]:
                raise UsageError(f"{path} has no column {missing[0]}.", "A CSV file with a header is needed.")
            for row in reader:
                if None in row or any("\ufffd" in (text or "") for text in row.values()):
                    why = "more fields than columns" if None in row else "not UTF-8"
                    wrong.append(Wrong(str(path), reader.line_num, why, "Save it as CSV in UTF-8."))
                    continue
                yield reader.line_num, {name: (text or "").strip() for name, text in row.items()}
        except csv.Error as error:
            raise UsageError(
                f"{path}, line {reader.line_num}: {error}.", "Save it as CSV in UTF-8."
            ) from error


def _made(
    make: Callable[[Row], Person], row: Row, path: Path, line: int, wrong: list[Wrong]
) -> Person | None:
    try:
        return make(row)
    except _Unusable as error:
        wrong.append(Wrong(str(path), line, *error.args))
    except UsageError as error:
        wrong.append(Wrong(str(path), line, error.sentence, error.hint))
    return None


def _told(row: Row, prefix: str = "", place: str = "place") -> Told:
    """A person out of a row."""
    if any(len(text) > LONGEST for text in row.values()):
        raise _Unusable(f"a field of more than {LONGEST} signs", "One name a field, others in other_names.")
    names = [row.get(f"{prefix}name", ""), *row.get(f"{prefix}other_names", "").split(";")]
    kept = tuple(dict.fromkeys(name.strip() for name in names if any(c.isalpha() for c in name)))
    if len(kept) > MOST_NAMES:
        raise _Unusable(
            f"more than {MOST_NAMES} names of one person", "Leave out what they are rarely called."
        )
    sex = row.get(f"{prefix}sex", "").lower()
    if sex not in _SEXES:
        raise _Unusable(f"{prefix}sex: {sex!r} is none we know", "f, m, or empty.")
    columns = {"birth_date": f"{prefix}birth_date", "age": f"{prefix}age", "age_on": "age_on", "place": place}
    about = Details.of({ours: row.get(theirs, "") for ours, theirs in columns.items()})
    if about.age is not None and not 0 <= about.age <= OLDEST:
        raise _Unusable(f"{prefix}age: {about.age:g} is no age", f"Years, 0 to {OLDEST:g}.")
    return Told(kept, _SEXES[sex], about)


def _person(row: Row) -> Person:
    if not row["id"]:
        raise _Unusable("no id", "A case number, no name.")
    return Person(
        row["id"],
        _told(row, place="origin"),
        frozenset(filter(None, (one.strip().lower() for one in row.get("languages", "").split(";")))),
        _day(row.get("separated_on", "")),
        row.get("separated_at", ""),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise _Unusable(f"separated_on: {text!r} is no date", "Such as 2026-02-01, or empty.") from error


def _request(row: Row) -> Person:
    """`relation` is what the sought one is to who seeks; here it is turned round."""
    sought = _person(row)
    told = _told(row, "seeker_", "seeker_place")
    if not row.get("relation"):
        if told.names:
            raise _Unusable("no relation", "What the sought one is to who seeks: daughter, brother.")
        return sought
    relation = _relation(row["relation"]).turned(told.sex)
    return replace(sought, seeker=Relative(relation, told))


def _relation(text: str) -> Relation:
    relation = Relation.of(text)
    if relation is None:
        raise _Unusable(f"relation: {text!r} is none we know", "Such as mother, brother, aunt, or other.")
    return relation


def _with_relative(people: dict[str, Person], row: Row) -> Person:
    """`to` says whose relative: the person's, or who seeks them."""
    person = people.get(row["of"])
    if person is None:
        raise _Unusable(f"of: there is nobody {row['of']!r}", "An id of one of the two files.")
    if len(person.relatives) >= MOST_RELATIVES:
        raise _Unusable(f"more than {MOST_RELATIVES} relatives of {person.id!r}", "Leave the furthest out.")
    told, relation, to = _told(row), _relation(row["relation"]), row.get("to", "") or "person"
    if told.sex and relation.sex and told.sex != relation.sex:
        raise _Unusable(f"a {row['relation']} of sex {told.sex}", "One of the two is wrong.")
    relation = replace(relation, sex=relation.sex or told.sex)
    if to == "seeker" and person.seeker is not None:
        relation = person.seeker.relation.through(relation)
    elif to != "person":
        raise _Unusable(f"to: {to!r}", "person, or seeker where somebody seeks.")
    return replace(person, relatives=(*person.relatives, Relative(relation, told)))
