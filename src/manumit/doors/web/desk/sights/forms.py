"""What a case form tells, for a page; words that its fields are chosen from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manumit.doors.web.days import date_format
from manumit.doors.web.desk.acts.identifying import DETAILS, REQUEST, words_of
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Search
from manumit.doors.web.desk.sights.galleries import asked_covered
from manumit.doors.web.desk.sights.pieces import RELATION
from manumit.doors.web.desk.words import Word
from manumit.engine.biometrics import RELATIONS as KNOWN
from manumit.engine.biometrics import CaseForm, Details

RELATIONS: Final = [(one, RELATION[one]) for one in KNOWN]
SEXES: Final[tuple[tuple[str, Word], ...]] = (
    ("f", gettext_lazy("girl or woman")),
    ("m", gettext_lazy("boy or man")),
)
_LABEL: Final[dict[str, Word]] = {
    "id": gettext_lazy("Case number"),
    "name": gettext_lazy("Name"),
    "other_names": gettext_lazy("Other names"),
    "sex": gettext_lazy("Sex"),
    "birth_date": gettext_lazy("Date of birth"),
    "age": gettext_lazy("Age"),
    "origin": gettext_lazy("Where from"),
    "place": gettext_lazy("Place"),
    "languages": gettext_lazy("Languages"),
    "separated_on": gettext_lazy("Day of the separation"),
    "separated_at": gettext_lazy("Place of the separation"),
    "seen_on": gettext_lazy("Last seen, or found, on"),
    "taken_on": gettext_lazy("Picture taken on"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and a value."""

    label: Word
    value: str


def facts(form: CaseForm) -> list[Fact]:
    """The person, then who seeks, then the family: all that is told."""
    row = form.row
    found = [Fact(label, _value(name, row)) for name, label in _LABEL.items() if row.get(name)]
    if row.get("relation"):
        seeker = {
            name.removeprefix("seeker_"): text for name, text in row.items() if name.startswith("seeker_")
        }
        found.append(Fact(_("Sought by"), _somebody(seeker)))
        found.append(Fact(_("Who is to them"), str(RELATION.get(row["relation"], row["relation"]))))
    for one in form.kin:
        relation = str(RELATION.get(one.get("relation", ""), one.get("relation", "")))
        label = (
            _("%(relation)s of who seeks") % {"relation": relation} if one.get("to") == "seeker" else relation
        )
        found.append(Fact(str(capfirst(label)), _somebody(one)))
    return found


def asked_facts(here: Here, search: Search) -> list[Fact]:
    """What was told with a search: by who seeks, or of who is looked for; nothing where that stays covered."""
    if asked_covered(here, search):
        return []
    if search.way == Search.Way.TRACE:
        request = words_of(search, REQUEST)
        return facts(CaseForm.from_bytes(request)) if request else []
    told = words_of(search, DETAILS)
    return details_facts(Details.of(json.loads(told))) if told else []


def tells(search: Search) -> bool:
    """Whether something was told with a search."""
    return bool(words_of(search, REQUEST if search.way == Search.Way.TRACE else DETAILS))


def details_facts(told: Details) -> list[Fact]:
    """What is said of somebody beside pictures."""
    row = told.told()
    return [Fact(label, _value(name, row)) for name, label in _LABEL.items() if row.get(name)]


def _somebody(row: dict[str, str]) -> str:
    told = [
        row.get("name", ""),
        *(_value(name, row) for name in ("other_names", "sex", "birth_date", "age") if row.get(name)),
    ]
    return ", ".join(one for one in told if one) or "–"


def _value(name: str, row: dict[str, str]) -> str:
    text = row[name]
    if name == "sex":
        return str(dict(SEXES).get(text.lower()[:1], text))
    if name == "age":
        years = _("%(n)s years") % {"n": text.removesuffix(".0")}
        on = row.get("age_on", "")
        return _("%(years)s, on %(day)s") % {"years": years, "day": _day(on)} if on else years
    return _day(text) if name.endswith(("_on", "_date")) else text


def _day(text: str) -> str:
    try:
        return date_format(date.fromisoformat(text), "j M Y")
    except ValueError:
        return text
