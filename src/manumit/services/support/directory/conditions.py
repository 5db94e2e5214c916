"""On what conditions a service helps: whom, from which age, for how much."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from manumit.services.support.directory.linking import Linked
from manumit.services.support.directory.model import Cost
from manumit.services.support.directory.phrases import phrases, plain, word_list
from manumit.services.support.directory.reading import Row

_NOT = re.compile(r"\bno (?!steps)|\bnot\b|\bonly by stairs\b")
"""'No lift', 'not step-free': a place that says what it has not."""


@cache
def _says(condition: str) -> re.Pattern[str]:
    return phrases(word_list("conditions")[condition])


def ages_of(row: Row) -> tuple[float | None, float | None]:
    """The youngest and the oldest it takes; ValueError when they are no ages."""
    youngest, oldest = _age(row, "minimum_age"), _age(row, "maximum_age")
    if youngest is not None and oldest is not None and youngest > oldest:
        raise ValueError("minimum_age is above maximum_age")
    return youngest, oldest


def _age(row: Row, name: str) -> float | None:
    if not row.get(name):
        return None
    try:
        years = float(row.get(name))
    except ValueError:
        years = -1.0
    if not 0 <= years <= 150:
        raise ValueError(f"{name} is no age in years")
    return years


def cost_of(row: Row, linked: Linked) -> tuple[str, Cost]:
    """What it says of fees, and whether it is free: amounts first, then words."""
    options = linked.of("cost_option", "service", row.get("id"))
    fees = row.get("fees_description") or "; ".join(
        " ".join(
            filter(
                None,
                (one.get("option"), one.get("amount"), one.get("currency"), one.get("amount_description")),
            )
        )
        for one in options
    )
    amounts = [one.get("amount") for one in options if one.get("amount")]
    if amounts:
        return fees, "free" if all(re.fullmatch(r"0+([.,]0+)?", one) for one in amounts) else "paid"
    return fees, "free" if _says("free").search(plain(fees)) else "unknown"


def gender_of(row: Row) -> str:
    """'women', 'men' or 'all' where the service says so, otherwise nothing."""
    told = row.get("gender").lower()
    if told in ("women", "men", "all"):
        return told
    text = plain(row.get("eligibility_description"))
    women, men = bool(_says("women").search(text)), bool(_says("men").search(text))
    if _says("all").search(text) or (women and men):
        return "all"
    return "women" if women else "men" if men else ""


def children_of(row: Row) -> str:
    """'yes' where children may come along, 'no' where they may not, nothing where it says neither or both."""
    text = plain(row.get("eligibility_description"))
    left = _says("children").sub(" ", text)
    welcome, not_here = left != text, bool(_says("no_children").search(left))
    return "" if welcome == not_here else "yes" if welcome else "no"


def is_step_free(access: Iterable[str]) -> bool:
    """Whether what a place says of itself lets a wheelchair in, as far as words tell."""
    return any(_says("step_free").search(plain(one)) and not _NOT.search(plain(one)) for one in access)
