"""The two sides of a pair that people decide about: which pictures stand on each, who may look at them, and what was
said of it as far as one may know."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts.galleries import Picture, copy_of, pictures_of
from manumit.doors.web.desk.acts.portraits import bytes_of, side_by_side
from manumit.doors.web.desk.acts.reviewing import decisions_of
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Candidate, Search
from manumit.doors.web.desk.sealing import vault
from manumit.doors.web.desk.sights.galleries import asked_covered, covered, may_answer
from manumit.doors.web.desk.sights.likeness import reason_of
from manumit.doors.web.desk.words import Word
from manumit.engine.biometrics import Review

BLIND: Final = (Candidate.State.OPEN, Candidate.State.HALF)
"""States in which two have not looked yet: nobody sees the program's ratio, nor the other's word."""
STAGE: Final[dict[str, Word]] = {
    "alone": gettext_lazy("alone"),
    "again": gettext_lazy("again, knowing the other's reasons"),
    "together": gettext_lazy("together"),
    "settled": gettext_lazy("as the third"),
}


def asked_with(one: Candidate) -> list[tuple[int, str]]:
    """(number, modality) of what was handed in of who is looked for; of a pair of its own, both pictures."""
    search = one.search
    shown = [search.modality] * search.probes + list(search.also)
    first = 0 if one.subject is None else max(0, search.probes - 1)
    return [(at, shown[at]) for at in range(first, search.handed_in)]


def finger_of(search: Search, number: int) -> int:
    """Which finger a picture of a search shows, where it came on a card; 0: not said."""
    return int((search.answer.get("fingers") or {}).get(str(number), 0))


def held_of(one: Candidate) -> dict[int, Picture]:
    """By number, the pictures of somebody in a gallery that are of the kind that was handed in: a search shows no
    others."""
    shown = {modality for _number, modality in asked_with(one)}
    if one.subject is None:
        return {}
    return {at: each for at, each in enumerate(pictures_of(one.subject)) if each.modality in shown}


def held_picture(one: Candidate, number: int) -> bytes | None:
    """Our copy of one of these; None where it is not there, or on a list."""
    picture = held_of(one).get(number)
    return copy_of(one.subject, picture) if picture and one.subject else None


def may_glance(here: Here, one: Candidate, hides: bool | None = None) -> bool:
    """Whether both stand small in a list: of a possible victim only for a purpose stated on them. Whoever opens the
    pair to decide sees the one in the gallery for the purpose of the search. `hides`: `asked_covered` of the search,
    where a page has asked it already."""
    dark = asked_covered(here, one.search) if hides is None else hides
    return not dark and (one.subject is None or not covered(here, one.subject))


def may_look(here: Here, one: Candidate) -> bool:
    """Whether this person sees the pictures of who is in the gallery: who decides about the pair, as long as it is not
    decided; else of a possible victim only for a purpose."""
    deciding = may_answer(here, one) or (here.user.pk in one.by and one.state != Candidate.State.DECIDED)
    return one.subject is None or deciding or not covered(here, one.subject)


def glance(one: Candidate) -> bytes | None:
    """Both sides in one small picture; None where one of them has none."""
    search, ours = one.search, [number for number, of in asked_with(one) if of == one.search.modality]
    if one.subject is None:
        return side_by_side(
            [bytes_of(vault(), f"{search.ident}:{number}") for number in range(search.probes)]
        )
    theirs = [each for each in held_of(one).values() if each.modality == search.modality]
    pairs = [(number, each) for number in ours for each in theirs]
    if not pairs:
        return None
    # of two cards the same finger, where both have it
    number, held = next((two for two in pairs if 0 < finger_of(search, two[0]) == two[1].finger), pairs[0])
    copy = copy_of(one.subject, held)
    return side_by_side([bytes_of(vault(), f"{search.ident}:{number}"), copy]) if copy else None


def is_third(here: Here, one: Candidate) -> bool:
    """Whether two others see it differently."""
    return one.state == Candidate.State.APART and here.user.pk not in one.by


def reviews(here: Here, one: Candidate) -> list[dict[str, Any]]:
    """What this person may see of what was said: a third one who is to settle it, and everybody once it is decided, all
    of it; one who answered alone, their own until the other's is there."""
    rows, search, subject = decisions_of(one)
    said = rows.seen_by(str(here.user.pk), search, subject)
    if not (is_third(here, one) or one.state == Candidate.State.DECIDED or here.user.pk in one.by):
        return []
    names = {str(user.pk): str(user) for user in User.objects.filter(pk__in=one.by)}
    return [_review(row, names) for row in said]


def _review(row: Review, names: dict[str, str]) -> dict[str, Any]:
    return {
        "who": [names.get(by, by) for by in row.by],
        "stage": row.stage,
        "stage_word": STAGE[row.stage],
        "answer": row.answer,
        "answer_word": Candidate.Outcome(row.answer).label,
        **reason_of(row.reason),
    }
