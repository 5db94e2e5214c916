"""What could be wrong with an answer of biometrics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manumit.doors.web.desk.models import Enrolment, Modality, Search
from manumit.doors.web.desk.sights.captures import FINGER, why_refused
from manumit.doors.web.desk.sights.pieces import cautions
from manumit.doors.web.desk.words import Word
from manumit.engine.biometrics import NONE_INSTALLED, modality

POOR: Final = 0.5
"""Quality of a picture below which a page says so."""
CONDITION: Final[dict[str, Word]] = {
    "face": gettext_lazy("one frontal face in even, studio-like light, about 45 pixels between the eyes"),
    "fingerprint": gettext_lazy("plain prints of adults from an optical scanner, 500 pixels an inch"),
    "iris": gettext_lazy("one eye in near-infrared light, the iris about 110 pixels wide"),
}


def unguarded(name: str) -> bool:
    """Whether nothing looks for presentation attacks here."""
    return NONE_INSTALLED in modality(name).lacks()


def unguarded_while_compared(search: Search) -> bool | None:
    """Whether nothing looked for presentation attacks in pictures of a search; None where its answer does not say."""
    kept = search.answer.get("unguarded")
    return None if kept is None else bool(kept)


def unguarded_then(made: Enrolment, report: Mapping[str, Any]) -> bool:
    """Whether nothing looked for presentation attacks when people were taken in; where its report (`report_of`) is not
    there or does not say, whether nothing does now."""
    if not made.modality:
        return False
    return bool(report["unguarded"]) if "unguarded" in report else unguarded(made.modality)


def attacks(search: Search) -> list[str]:
    """What a detector of presentation attacks said of each picture, or why it said nothing, and beside it of which kind
    of picture no detector was installed; nothing where none was for any."""
    judged = [one for one in search.answer.get("attack") or () if isinstance(one, dict)]
    bare = [Modality(one).label for one in search.answer.get("unguarded") or ()] if judged else []
    return [
        *(_attack(one, at) for at, one in enumerate(judged, 1)),
        *(_("Nothing looked for presentation attacks in pictures of this kind: %s") % one for one in bare),
    ]


def attacks_taken_in(report: Mapping[str, Any]) -> list[str]:
    """The same of an enrolment (`report_of`), where pictures have their files' names: what is suspected, and where
    nobody looked."""
    return [_attack(one, at) for at, one in enumerate(report.get("attack", ()), 1)]


def _attack(one: Mapping[str, Any], at: int) -> str:
    """`at`: which picture it is about, where what was kept does not say it."""
    told = {"n": one.get("n", at)}
    if "unjudged" in one:
        told |= {"finger": FINGER.get(one["finger"], ""), "why": why_refused(one["unjudged"])}
        if told["finger"]:
            return _("Nobody looked for presentation attacks in picture %(n)s, %(finger)s: %(why)s") % told
        return _("Nobody looked for presentation attacks in picture %(n)s: %(why)s") % told
    told |= {"name": one["detector"], "finger": FINGER.get(one.get("finger", 0), "")}
    if one["suspected"]:
        if told["finger"]:
            return (
                _("A detector of presentation attacks (%(name)s) suspects picture %(n)s, %(finger)s.") % told
            )
        return _("A detector of presentation attacks (%(name)s) suspects picture %(n)s.") % told
    if told["finger"]:
        return (
            _("A detector of presentation attacks (%(name)s) found nothing in picture %(n)s, %(finger)s.")
            % told
        )
    return _("A detector of presentation attacks (%(name)s) found nothing in picture %(n)s.") % told


def doubts(search: Search) -> list[str]:
    """What makes an answer weaker than it looks."""
    told: dict[str, Any] = search.answer
    said = [told.get("answer"), told.get("pair"), *(one["answer"] for one in told.get("lists") or ())]
    known = [one for part in said for one in (part or {}).get("cautions") or ()]
    found = cautions(list(dict.fromkeys(known)))
    if any(one < POOR for one in told.get("quality") or ()):
        found.append(_("The picture is poor: a better one may give another answer."))
    found += map(_left_out, told.get("left_out") or ())
    if search.way == Search.Way.TRACE:
        return [*found, *_of_families()]
    for name in dict.fromkeys([search.modality, *search.also]):
        found.append(
            _("Errors were measured on: %(condition)s. Under other conditions there may be more.")
            % {"condition": CONDITION[name]}
        )
    found.append(
        _("Relatives, and twins above all, are alike. So is whoever was dressed to look like another.")
    )
    return found


def _left_out(one: Mapping[str, Any] | str) -> str:
    """Why a picture, or a print of a card, was not compared; of a picture, which."""
    why = why_refused(one)
    if isinstance(one, str) or "n" not in one:
        return why
    return _("Picture %(n)s was not compared: %(why)s") % {"n": one["n"] + 1, "why": why}


def _of_families() -> list[str]:
    return [
        _(
            "This is no proof of kinship: nothing is read from bodies. It says that two stories agree, not who tells"
            " them."
        ),
        _("People who traffic children claim to be their family. Ask for what stands in neither story."),
        _(
            "How often people mistake ages, shorten names or forget relatives is assumed, not measured on real"
            " requests."
        ),
    ]
