"""`manumit care`: records of the people a house helps. The group, and the groups in it."""

from __future__ import annotations

from collections.abc import Callable

import typer

from manumit.doors.cli import (
    care_book,
    care_card,
    care_cases,
    care_consent,
    care_document,
    care_health,
    care_people,
    care_together,
)

_NAMES = {"list_": "list", "take_in": "in"}
"""What Python would not let a function be called."""


def _group(name: str, says: str, *verbs: Callable[..., int]) -> typer.Typer:
    group = typer.Typer(name=name, no_args_is_help=True, help=says)
    for verb in verbs:
        group.command(_NAMES.get(verb.__name__, verb.__name__))(verb)
    return group


care = _group(
    "care",
    "Records of the people a house helps: sealed, logged, passed on only with their consent.",
    care_book.init,
    care_book.due,
    care_book.check,
    care_people.list_,
    care_people.add,
    care_people.change,
    care_people.show,
    care_people.history,
    care_people.resolve,
    care_people.erase,
    care_together.copy,
    care_together.merge,
    care_together.join,
    care_together.part,
    care_consent.refer,
    care_consent.answer,
)
for one in (
    _group(
        "consent", "What a person agreed to.", care_consent.give, care_consent.withdraw, care_consent.list_
    ),
    _group("health", "The health summary (FHIR R4, IPS).", care_health.take_in, care_health.out),
    _group("htcds", "Cases in IOM's HTCDS.", care_cases.take_in, care_cases.out, care_cases.fields),
    _group("document", "Papers and files.", care_document.take_in, care_document.out),
    _group(
        "card",
        "What a person may carry, and show as much of as they like.",
        care_card.key,
        care_card.make,
        care_card.show,
        care_card.verify,
    ),
):
    care.add_typer(one)
