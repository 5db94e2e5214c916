"""What pages show of galleries: how many are in which, who waits for whose word, names as far as they may be seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manumit.base.kernel import Refused
from manumit.doors.web.desk.acts.galleries import form_of, gallery_of, name_of
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Candidate, Kind, Modality, Search, Subject
from manumit.doors.web.desk.words import Word
from manumit.engine.biometrics import CaseForm

ABOUT: Final[dict[str, Word]] = {
    "victim": gettext_lazy(
        "From adverts, sightings and shelters. Names are covered until a purpose is stated."
    ),
    "missing": gettext_lazy("Reported by families and partners."),
    "suspect": gettext_lazy("Apart from all others, under keys of its own."),
    "staff": gettext_lazy("Officers and helpers whose faces turn up in evidence."),
}
WAITING: Final = 25
"""Pairs on one page."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A gallery in numbers. `of`, `modalities`: of which it holds templates, and their words."""

    kind: str
    label: str
    about: Word
    people: int
    of: list[str]
    modalities: list[str]
    first_end: Any
    told: int = 0
    """Of whom a case form is kept."""


def shelves(here: Here) -> list[Shelf]:
    """All classes, also those with nobody in them."""
    told = Subject.objects.filter(workspace=here.ws).values("kind")
    rows: dict[str, Any] = {
        row["kind"]: row for row in told.annotate(n=Count("pk"), end=Min("keep_until")).order_by()
    }
    found = []
    for kind, label in Kind.choices:
        gallery = gallery_of(here.ws, kind) if kind in rows else None
        of = list(gallery.modalities()) if gallery else []
        names = [str(Modality(one).label) for one in of]
        row: dict[str, Any] = rows.get(kind, {"n": 0, "end": None})
        forms = gallery.told() if gallery else 0
        found.append(Shelf(kind, str(label), ABOUT[kind], row["n"], of, names, row["end"], forms))
    return found


def called(here: Here, subject: Subject | None) -> str:
    """The name of somebody in a gallery, as far as it may be seen: of possible victims only for a purpose."""
    if subject is None:
        return _("The other picture")
    short = _("Person %(n)s") % {"n": subject.pk}
    if covered(here, subject):
        return short
    return name_of(subject) or short


def told_of(here: Here, subject: Subject | None) -> CaseForm:
    """What is told of somebody and of the family, as far as it may be seen; empty where nothing is."""
    if subject is None or covered(here, subject):
        return CaseForm({})
    return form_of(subject) or CaseForm.of({"name": name_of(subject)})


def covered(here: Here, subject: Subject) -> bool:
    """Whether this person may not see who somebody is: of possible victims only for a purpose."""
    return subject.kind == Kind.VICTIM and not here.unmasked("subject", str(subject.pk))


def covered_of(here: Here, search: Search) -> list[Subject]:
    """Of those in a gallery whose pictures or details went into a search, whom this person may not see."""
    people = Subject.objects.filter(pk__in=_whom(search)).select_related("workspace")
    return [one for one in people if covered(here, one)]


def asked_covered(here: Here, search: Search) -> bool:
    """Whether what was handed in for a search stays covered: it is of somebody who is, or who left since."""
    whom = _whom(search)
    return bool(whom) and (
        Subject.objects.filter(pk__in=whom).count() < len(whom) or bool(covered_of(here, search))
    )


def _whom(search: Search) -> set[int]:
    return {*search.people, *([search.subject_id] if search.subject_id else [])}


def must_be_open(here: Here, subject: Subject) -> None:
    """Refused where who somebody is stays covered."""
    if covered(here, subject):
        raise Refused(
            _("Who this is stays covered until a purpose is stated."),
            _("State it on the person's page, then come back."),
        )


def waiting(here: Here) -> list[Candidate]:
    """Pairs that wait for this person's word: those nobody or one other looked at, those two see differently."""
    found = (
        Candidate.objects.filter(search__workspace=here.ws)
        .exclude(state=Candidate.State.DECIDED)
        .select_related("search__workspace", "subject__workspace", "search__asked_by")
        .order_by("search__asked_at", "rank")
    )
    return [one for one in found[:500] if may_answer(here, one)]


def may_answer(here: Here, candidate: Candidate) -> bool:
    """Whether it is this person's turn."""
    mine = here.user.pk in candidate.by
    if candidate.state in (Candidate.State.OPEN, Candidate.State.HALF):
        return not mine
    if candidate.state == Candidate.State.APART:
        return here.user.pk not in candidate.again if mine else here.may("approve")
    return False


def matches_of(here: Here, record_id: str) -> list[Candidate]:
    """Pairs with a picture of this record on one side that two people said are the same person."""
    side = (
        Q(search__record_id=record_id)
        | Q(search__other_record_id=record_id)
        | Q(subject__record_id=record_id)
    )
    found = Candidate.objects.filter(side, search__workspace=here.ws, outcome=Candidate.Outcome.SAME)
    return list(found.select_related("search")[:10])
