"""What is said of people, out of forms: details that stand beside pictures, and what people and their families tell of
each other. Texts, sealed as they were told.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Final

from django.utils import timezone

from manumit.engine.biometrics import KIN, PERSON, CaseForm, Details

ABOUT: Final = tuple(one.name for one in fields(Details))
"""Details of somebody who is looked for by pictures, in a form as `about-name`."""
SEEKER: Final = (
    "relation", "seeker_name", "seeker_other_names", "seeker_sex", "seeker_birth_date", "seeker_age",
)  # fmt: skip
"""Columns of docs/how-to/trace-a-family.md; those of relative 3 are in a form as `kin-3-name`."""
ROWS: Final = 40
"""Relatives that a form is read for."""
SPARE: Final = 4
"""Empty rows for relatives in a form."""


def details_told(told: Mapping[str, str]) -> dict[str, bytes]:
    """What is said of who is looked for, to be sealed; nothing where nothing is. UsageError for what cannot be read."""
    said = Details.of({name: told.get(f"about-{name}", "")[:200] for name in ABOUT}).told()
    return {"details": json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")} if said else {}


def form_told(told: Mapping[str, str], seeks: bool = False) -> CaseForm:
    """What a form says of a person and the family, and (`seeks`) of who looks for them. UsageError for what cannot be
    used."""
    rows = [{name: told.get(f"kin-{n}-{name}", "") for name in (*KIN, "age_was")} for n in range(ROWS)]
    for one in rows:
        if one["age"].strip() != one.pop("age_was"):
            one["age_on"] = ""
    return form_of(told, rows, seeks)


def form_of(row: Mapping[str, str], kin: Sequence[Mapping[str, str]], seeks: bool = False) -> CaseForm:
    """The columns that are known, and none else. An age holds today, if no day is told."""
    columns = (*PERSON, *SEEKER) if seeks else PERSON
    rows = [_aged({name: row.get(name, "") for name in columns})]
    rows += [_aged({name: one.get(name, "") for name in KIN}) for one in kin]
    form = CaseForm.of(rows[0], rows[1:])
    form.person("-", seeks)
    form.details()
    return form


def _aged(row: dict[str, str]) -> dict[str, str]:
    if (row["age"] or row.get("seeker_age", "")).strip() and not row["age_on"].strip():
        row["age_on"] = timezone.now().date().isoformat()
    return row


def rows_shown(kin: Sequence[Mapping[str, str]]) -> list[tuple[int, Mapping[str, str]]]:
    """Relatives that were told, and empty rows for more."""
    spare: list[Mapping[str, str]] = [{}] * min(SPARE, ROWS - len(kin))
    return list(enumerate([*kin, *spare]))
