"""A search, or a comparison, with everything there is of a person: several pictures, several modalities, and what is
said of both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from manumit.base.kernel import UsageError
from manumit.engine.biometrics.answers import Answer, Asked, Candidate, Held, raised, says, search
from manumit.engine.biometrics.biographic import Around, Details, compared
from manumit.engine.biometrics.bounded import Filtered
from manumit.engine.biometrics.calibration import Card
from manumit.engine.biometrics.fusion import ALTERNATIVES, DEPENDENCE, Fused, fused, of_person
from manumit.engine.biometrics.measures import Floats
from manumit.engine.biometrics.modalities import Modality, card_for
from manumit.engine.biometrics.model import Template

NOBODY = Details()
NOT_LOOKED_AT = -9.0
"""The score of a template that was left out: below all that any model gives."""
Probe = tuple[Template, Held, Card]
"""A picture of the one who is looked for, all templates of its make, and how their scores are read."""


def search_people(probes: Sequence[Probe], details: Mapping[str, Details], asked: Asked, kind: str) -> Answer:
    """1:N over people. Named is who reaches the threshold with everything, or (people may have poor pictures and
    false papers) with the first picture alone; each way has half of the false candidates that may be expected. At a
    ratio R at most one stranger in R gets so far (Good, 'Probability and the weighing of evidence', 1950): `surely`."""
    template, held, _ = probes[0]
    said = asked.about != NOBODY
    people = held.people
    if said or len(probes) > 1:
        people = len({who for _, one, _ in probes for who in one.places} | set(details if said else ()))
    threshold = max(0.0, float(np.log(2 * max(1, people) / asked.expected)))
    false = people * float(np.exp(-threshold))
    scores, filtered = _scores(probes, asked, 0.0 if said else threshold)
    alone = _alone(probes, scores, replace(asked, expected=asked.expected / 2), kind)
    # capped ratios tie, scores do not
    named = {one.subject: place for place, one in enumerate(alone.candidates)}
    around = Around.of(asked.about, list(details.values())) if said else None
    wanted = {*named, *(details if said else ())}
    found: list[Candidate] = []
    for who, samples in _tables(probes, scores, wanted, 0.0 if said else threshold).items():
        theirs = details.get(who, NOBODY)
        whole = fused(samples, compared(asked.about, theirs, around), asked.ageing_with(theirs))
        if who in named or (whole.sure >= threshold and whole.llr > 0):
            found.append(Candidate(who, round(whole.llr, 3), says(whole.llr), whole.parts, whole.details))
    low, high = alone.expected_false_interval
    cautions = {
        line: None
        for way in dict.fromkeys(one.modality for one, _, _ in probes)
        for one in [NOBODY, *(details.get(who.subject, NOBODY) for who in found)]
        for line in asked.ageing_with(one).cautions(way)
    }
    return replace(
        alone,
        candidates=tuple(
            sorted(found, key=lambda one: (-one.llr, named.get(one.subject, len(named)), one.subject))
        ),
        expected_false=round(alone.expected_false + false, 6),
        expected_false_interval=(low, round(high + false * raised(asked.ageing, template.modality), 6)),
        threshold_llr=round(min(alone.threshold_llr, threshold), 3),
        why_none=None if found else alone.why_none or _why_none(people),
        subjects=people,
        cautions=tuple(cautions),
        filtered=filtered,
    )


def _scores(probes: Sequence[Probe], asked: Asked, threshold: float) -> tuple[list[Floats], Filtered | None]:
    """Of each picture the score of each template. Of very many templates, where one kind of picture alone decides, who
    has none that could bring them to a threshold scores nothing: they are named by neither way."""
    held = probes[0][1]
    if threshold <= 0 or held.bounded is None or any(one is not held for _, one, _ in probes):
        return [one.scorer(probe) if one.subjects else np.zeros(0) for probe, one, _ in probes], None
    card, way = probes[0][2], probes[0][0].modality
    alone = card.threshold(len(held.subjects), asked.expected / 2)
    least = min(alone, card.reaching(DEPENDENCE[way] * threshold))
    met = [held.bounded.above(probe, least) for probe, _, _ in probes]
    near = {held.subjects[at] for one in met for at in one.places}
    places = np.array(sorted(at for who in near for at in held.places[who]), np.int64)
    scores = []
    for probe, _, _ in probes:
        one = np.full(len(held.subjects), NOT_LOOKED_AT)
        one[places] = held.bounded.scores(probe, places)
        scores.append(one)
    return scores, held.bounded.told(max(one.compared for one in met), least)


def _alone(probes: Sequence[Probe], scores: Sequence[Floats], asked: Asked, kind: str) -> Answer:
    """What the first picture says alone. Of fingers and eyes each is one of several, perhaps the only one that is held:
    each is searched by itself, with its share of the false candidates that may be expected."""
    way = probes[0][0].modality
    each = (
        [at for at, (one, _, _) in enumerate(probes) if one.modality == way] if way in ALTERNATIVES else [0]
    )
    share = replace(asked, expected=asked.expected / len(each))
    answers = [search(*probes[at], share, kind, scores[at]) for at in each]
    best: dict[str, Candidate] = {}
    for one in sorted((one for answer in answers for one in answer.candidates), key=lambda one: -one.llr):
        best.setdefault(one.subject, one)
    return replace(
        answers[0],
        candidates=tuple(best.values()),
        expected_false=round(sum(one.expected_false for one in answers), 6),
        expected_false_interval=(
            max(one.expected_false_interval[0] for one in answers),
            round(sum(one.expected_false_interval[1] for one in answers), 6),
        ),
        threshold_llr=min(one.threshold_llr for one in answers),
        why_none=None if best else answers[0].why_none,
    )


def _tables(
    probes: Sequence[Probe], scores: Sequence[Floats], wanted: Collection[str], threshold: float
) -> dict[str, dict[str, Floats]]:
    """Ratios of subjects, by modality: pictures found x templates held; of those wanted, and of whoever may reach the
    threshold (several samples of one modality say at most 1 / dependence of the best)."""
    rows: dict[str, list[Floats]] = defaultdict(list)
    of: dict[str, Held] = {}
    for (template, held, card), found in zip(probes, scores, strict=True):
        if held.subjects:
            rows[template.modality].append(card.llr(found))
            of[template.modality] = held
    tables = {way: np.stack(lines) for way, lines in rows.items()}
    some = set(wanted)
    for way, table in tables.items():
        least = DEPENDENCE[way] * threshold if len(tables) == 1 else 0.0
        some |= {of[way].subjects[at] for at in np.flatnonzero(table.max(axis=0) >= least)}
    return {
        who: {way: table[:, of[way].places[who]] for way, table in tables.items() if who in of[way].places}
        for who in sorted(some)
    }


def ratios_of(probes: Sequence[Probe], people: Collection[str]) -> dict[str, dict[str, float]]:
    """Of these people, the ratio of all pictures of one modality together; nothing for whoever has none."""
    wanted = set(people)
    scores = [held.scorer(probe) if held.subjects else np.zeros(0) for probe, held, _ in probes]
    return {
        who: {way: of_person(table, way) for way, table in tables.items()}
        for who, tables in _tables(probes, scores, wanted, np.inf).items()
        if tables and who in wanted
    }


def _why_none(people: int) -> str:
    return (
        f"Of {people:,} people nobody is alike enough for so few false candidates. That is the usual answer; it does"
        " not mean that the person is not in the gallery."
    )


def compare_people(
    a: Sequence[tuple[Template, Modality]],
    b: Sequence[tuple[Template, Modality]],
    theirs: Details,
    asked: Asked,
) -> dict[str, object]:
    """1:1 with everything there is of both: pictures of the same modality with each other, what is said of `a`
    (`asked.about`) with what is said of `b`. UsageError when nothing can be compared, or makes differ."""
    first, samples, conditions = a[0][0].modality if a else "", {}, list[str]()
    for way in dict.fromkeys(one.modality for one, _ in a):
        left, right = ([one for one in side if one[0].modality == way] for side in (a, b))
        if right:
            samples[way], condition = _ratios(left, right, asked.card if way == first else None)
            conditions.append(condition)
    said = compared(asked.about, theirs)
    if not samples and not said:
        raise UsageError("There is nothing of both that could be compared.", "Give pictures of one modality.")
    ageing = asked.ageing_with(theirs)
    whole: Fused = fused(samples, said, ageing)
    return {
        "llr": round(whole.llr, 3),
        "says": says(whole.llr),
        "parts": [{"of": one.of, "llr": one.llr, "says": one.says} for one in whole.parts],
        "quality": min((one.quality for one, _ in [*a, *b]), default=None),
        "why_none": None,
        "condition": "; ".join(conditions),
        "cautions": tuple(dict.fromkeys(line for way in samples for line in ageing.cautions(way))),
    }


def _ratios(
    a: Sequence[tuple[Template, Modality]], b: Sequence[tuple[Template, Modality]], calibration: Path | None
) -> tuple[Floats, str]:
    """Ratios of each of `a` with each of `b`, and the condition under which their card was fitted."""
    makes = {one.make for one, _ in [*a, *b]}
    if len(makes) > 1:
        raise UsageError("These templates are of different makes.", "Make both anew.")
    way = a[0][1]
    card, scorer = card_for(way.name, calibration, a[0][0].make), way.scorer([one for one, _ in b])
    return np.stack([card.llr(scorer(one)) for one, _ in a]), card.condition
