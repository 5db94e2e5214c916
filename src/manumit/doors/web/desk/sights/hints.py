"""Cross-case hints: that another team holds something that this case holds, and whom to ask; never what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.models import Case, CaseLead, CaseMember
from manumit.doors.web.desk.sights.leads import Shelf, shelf


@dataclass(frozen=True, slots=True)
class Hint:
    """Another case of the workspace shares an identifier. `case` is set when the reader has a seat in it, too;
    otherwise there is only whom to ask."""

    ask: User
    case: Case | None


def hints(case: Case, reader: User) -> list[Hint]:
    """Sorted by whom to ask; a person who leads several of them is named once."""
    stock = shelf(case.workspace)
    mine = _identifiers(stock, case.leads.values_list("lead_id", flat=True))
    held: dict[int, set[str]] = {}
    for number, lead_id in CaseLead.objects.filter(case__workspace=case.workspace).values_list(
        "case_id", "lead_id"
    ):
        held.setdefault(number, set()).add(lead_id)
    held.pop(case.pk, None)
    shared = [pk for pk, leads in held.items() if mine & _identifiers(stock, leads)]
    seats = set(CaseMember.objects.filter(case__in=shared, user=reader).values_list("case_id", flat=True))
    found: dict[tuple[int, int], Hint] = {}
    for head in CaseMember.objects.filter(case__in=shared, part=CaseMember.Part.HEAD).select_related(
        "user", "case"
    ):
        known = head.case if head.case_id in seats else None
        if known or head.user_id != reader.pk:
            found[head.user_id, head.case_id if known else 0] = Hint(head.user, known)
    return [found[key] for key in sorted(found)]


def _identifiers(stock: Shelf, lead_ids: Iterable[str]) -> set[tuple[str, str]]:
    """The identifiers of everybody in these leads, and the leads themselves; names alone are none, since they are
    shared by strangers."""
    found: set[tuple[str, str]] = set()
    for lead_id in lead_ids:
        found.add(("lead", lead_id))
        if lead_id in stock.at:
            for member in stock.find(lead_id, True).members:
                found |= {
                    (one.kind, one.id)
                    for one in member.ids
                    if one.kind != "person" or not one.id.endswith("|")
                }
    return found
