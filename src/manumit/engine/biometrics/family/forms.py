"""A case form, or the request of who seeks: what is told of one person and of the family, as it was told."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from manumit.base.kernel import UsageError
from manumit.engine.biometrics.biographic import Details
from manumit.engine.biometrics.family.rows import Person, Row, Wrong, person_of, rows_of

PERSON = (
    "id", "name", "other_names", "sex", "birth_date", "age", "age_on", "origin", "languages", "separated_on",
    "separated_at",
)  # fmt: skip
KIN = ("relation", "name", "other_names", "sex", "birth_date", "age", "age_on", "to")
"""Columns that are read of a person, and of a relative."""
_SAME = ("name", "birth_date", "age", "age_on")


@dataclass(frozen=True, slots=True)
class CaseForm:
    """A row of `separated.csv` or `requests.csv`, and rows of `kin.csv` about it: the columns of
    docs/how-to/trace-a-family.md. Empty ones are left out."""

    row: Row
    kin: tuple[Row, ...] = ()

    @classmethod
    def of(cls, row: Row, kin: Sequence[Row] = ()) -> CaseForm:
        """What is there of it."""
        kept = (_there(one) for one in kin)
        return cls(_there(row), tuple(one for one in kept if one.keys() - {"to", "age_on"}))

    @classmethod
    def from_bytes(cls, data: bytes) -> CaseForm:
        """As `to_bytes` wrote it."""
        told = json.loads(data)
        return cls(told["row"], tuple(told["kin"]))

    def to_bytes(self) -> bytes:
        """To be sealed."""
        return json.dumps({"row": self.row, "kin": self.kin}, ensure_ascii=False).encode("utf-8", "replace")

    def person(self, ident: str, seeks: bool = False) -> Person:
        """Ready to be weighed; `seeks`: the row also says who seeks. UsageError for what cannot be used."""
        return person_of({**self.row, "id": ident}, self.kin, seeks)

    def details(self) -> Details:
        """What of it is evidence beside pictures."""
        told = {name: self.row.get(name, "") for name in _SAME}
        return Details.of({**told, "place": self.row.get("origin", "")})


def _there(row: Row) -> Row:
    return {name: " ".join(text.split()) for name, text in row.items() if text.strip()}


def read_case_forms(people: Path, kin: Sequence[Path] = ()) -> tuple[dict[str, CaseForm], tuple[Wrong, ...]]:
    """By id, of `separated.csv` and any of `kin.csv`. A row that cannot be used is left out with the reason. UsageError
    for a file that has not the columns it needs."""
    wrong: list[Wrong] = []
    found: dict[str, CaseForm] = {}
    for line, row in rows_of(people, ("id",), wrong):
        ident = row["id"]
        if ident in found:
            wrong.append(
                Wrong(str(people), line, f"the id {ident!r} was there before", "An id is of one person.")
            )
        elif form := _usable(ident, _columns(row, PERSON), (), people, line, wrong):
            found[ident] = form
    for path in kin:
        for line, row in rows_of(path, ("of", "relation"), wrong):
            known = found.get(row["of"])
            if known is None:
                wrong.append(
                    Wrong(str(path), line, f"of: there is nobody {row['of']!r}", "An id of the other file.")
                )
            elif form := _usable(row["of"], known.row, (*known.kin, _columns(row, KIN)), path, line, wrong):
                found[row["of"]] = form
    return found, tuple(wrong)


def _columns(row: Row, names: Sequence[str]) -> Row:
    return {name: row.get(name, "") for name in names}


def _usable(
    ident: str, row: Row, kin: Sequence[Row], path: Path, line: int, wrong: list[Wrong]
) -> CaseForm | None:
    form = CaseForm.of(row, kin)
    try:
        form.person(ident)
    except UsageError as error:
        wrong.append(Wrong(str(path), line, error.sentence, error.hint))
        return None
    return form
