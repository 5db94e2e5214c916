"""Several pieces of evidence: dependent ones count as fewer, childhood and years weaken and cap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.engine.biometrics import (
    Answer,
    Asked,
    Details,
    Held,
    Part,
    Template,
    Use,
    compare_people,
    search_people,
)
from manumit.engine.biometrics.ageing import UNMEASURED_LLR, Ageing
from manumit.engine.biometrics.fusion import DEPENDENCE, fused, of_person, of_samples
from manumit.engine.biometrics.measures import Floats, cllr
from tests.engine.biometrics.cohorts import WAY, card_of, people, templates

CARD = card_of(1)
USE = Use("missing person 14", "consent of the family")


@given(st.floats(-8, 8), st.integers(1, 10), st.sampled_from(sorted(DEPENDENCE)))
def test_alike_samples_say_more_than_one_and_less_than_all(llr: float, many: int, modality: str) -> None:
    whole = of_samples([llr] * many, modality)
    assert abs(llr) - 1e-9 <= abs(whole) <= many * abs(llr) + 1e-9
    assert of_samples([llr], modality) == pytest.approx(llr)


def test_a_finger_is_one_of_those_held() -> None:
    """Of ten held, one fits: a tenth of its ratio, and what ten strangers give is hardly different from one."""
    table = np.full((1, 10), -5.0)
    table[0, 3] = 8.0
    assert of_person(table, "fingerprint") == pytest.approx(8 - np.log(10), abs=1e-3)
    assert of_person(np.full((1, 10), -5.0), "fingerprint") == pytest.approx(-5)
    assert of_person(table, "face") < 0  # ten pictures of one face, nine of which differ


def test_a_card_of_ten_has_the_finger_that_is_held_among_them() -> None:
    """The nine that fit nothing are other fingers, and say nothing against the person; ten strangers' do."""
    card = np.full((10, 1), -5.0)
    assert of_person(card, "fingerprint") == pytest.approx(-5)
    card[7] = 8.0
    assert of_person(card, "fingerprint") == pytest.approx(8 - np.log(10), abs=1e-3)
    both = np.full((10, 2), -5.0)
    both[7, 0] = both[2, 1] = 8.0
    assert of_person(both, "fingerprint") > of_person(card, "fingerprint")
    assert of_person(card, "face") < 0


def test_whom_fingers_name_together_does_not_rest_on_how_alike_they_are() -> None:
    """Ten copies of one finger say no more than one; of faces the dependence is measured."""
    copies = np.full((10, 10), 6.0)
    whole = fused({"fingerprint": copies}, (), Ageing())
    assert whole.sure == pytest.approx(6)
    assert whole.llr > 10 > whole.sure
    both = fused({"fingerprint": np.full((2, 2), 6.0), "face": np.array([[2.0]])}, (), Ageing())
    assert both.sure == pytest.approx(8)
    assert both.llr > both.sure
    face = fused({"face": np.full((1, 3), 6.0)}, (), Ageing())
    assert face.sure == pytest.approx(face.llr, abs=1e-3)


def test_of_a_card_the_one_finger_that_is_held_is_found_among_many_people() -> None:
    """Of 3,000 people everything together cannot name anybody by one finger of ten; each finger alone can."""
    names, vectors = people(41, 3000, 2, 0.06)
    held = Held.of(list(zip(names[::2], prints(vectors[::2]), strict=True)), replace(WAY, name="fingerprint"))
    card = replace(CARD, modality="fingerprint")
    strangers = prints(people(42, 9 + 20 * 10, 1)[1])

    def asked_with(fingers: Sequence[Template]) -> Answer:
        return search_people([(one, held, card) for one in fingers], {}, Asked(USE), "missing")

    mate = prints(vectors[1::2])[7]
    answer = asked_with([*strangers[:5], mate, *strangers[5:9]])
    assert "p0007" in {one.subject for one in answer.candidates}
    low, high = answer.expected_false_interval
    found = [len(asked_with(strangers[at : at + 10]).candidates) for at in range(9, len(strangers), 10)]
    assert np.mean(found) <= high <= 1 + 1e-6
    assert low <= answer.expected_false <= high


def prints(vectors: Floats) -> list[Template]:
    return [replace(one, modality="fingerprint") for one in templates(vectors)]


def test_several_pictures_of_a_person_are_calibrated_and_better_than_one() -> None:
    """Five pictures held of each of 60: the discounted mean costs less than the best alone."""
    _, vectors = people(31, 60, 6)
    scores = vectors[::6] @ vectors.T
    table = CARD.llr(scores.ravel()).reshape(60, 60, 6)
    held = table[:, :, 1:]
    own = np.eye(60, dtype=bool)
    joined = np.array([[of_person(held[a, b][None], "face") for b in range(60)] for a in range(60)])
    best = held.max(axis=2)
    assert cllr(joined[own], joined[~own]) < cllr(best[own], best[~own])
    assert cllr(joined[own], joined[~own]) < cllr(held[own][:, 0], held[~own][:, 0])


def test_childhood_and_years_weaken_and_cap() -> None:
    llr = np.array([-6.0, 0.0, 2.0, 9.0])
    grown, child, later = Ageing(), Ageing(child=True), Ageing(child=True, years=6)
    assert grown.widened(llr, "face").tolist() == llr.tolist()
    for one in (child, later, Ageing(years=12), Ageing(age=15.0), Ageing(age=1.0)):
        told = one.widened(llr, "face")
        assert told[-1] == UNMEASURED_LLR
        assert told[0] > llr[0]
        assert (np.diff(told) >= 0).all()
        assert one.cautions("face")
    assert later.widened(llr, "face")[0] > child.widened(llr, "face")[0]
    assert Ageing(age=1.0).lost("face") == 0.5 > Ageing(age=15.0).lost("face")
    assert Ageing(years=4).widened(llr, "face")[-1] == pytest.approx(9, abs=0.05)
    assert Ageing(years=11).widened(llr, "fingerprint").tolist() == llr.tolist()
    assert Ageing(years=13).capped("fingerprint")
    assert Ageing(child=True).capped("iris")


def test_details_add_to_a_childs_capped_face() -> None:
    parts = [Part("name", 6.5, "the same name"), Part("birth date", 8.6, "the same birth date")]
    whole = fused({"face": np.array([[9.0]])}, parts, Ageing(child=True))
    assert [one.of for one in whole.parts] == ["face", "details"]
    assert whole.llr == pytest.approx(UNMEASURED_LLR + np.log(1000), abs=1e-3)
    assert whole.parts[1].says == "the same name; the same birth date"


def test_age_and_years_are_told_from_the_details() -> None:
    ours = Details(birth_date=date(2010, 1, 1), taken_on=date(2026, 1, 1))
    asked = Asked(USE, about=ours)
    then = asked.ageing_with(Details(taken_on=date(2014, 1, 1)))
    assert (then.child, then.years) == (False, 12.0)
    assert then.age == pytest.approx(4, abs=0.01)
    assert asked.ageing_with(Details()).age == pytest.approx(16, abs=0.01)
    assert Asked(USE, years=3).ageing_with(Details()) == Ageing(False, 3, None)


def gallery(subjects: int = 80, each: int = 3) -> tuple[Held, list[str], np.ndarray]:
    names, vectors = people(41, subjects, each)
    keep = np.arange(len(names)) % each > 0
    held = [(name, one) for name, one, kept in zip(names, templates(vectors), keep, strict=True) if kept]
    return Held.of(held, WAY), names[::each], vectors[::each]


def test_everything_together_finds_whom_pictures_alone_leave_open() -> None:
    held, names, probes = gallery()
    told = {
        name: Details(
            f"Person Number{chr(97 + at % 26)}{chr(97 + at // 26)}", date(1990 + at % 9, 1 + at % 12, 3)
        )
        for at, name in enumerate(names)
    }
    dice = np.random.default_rng(3)
    found, alone, wrong = 0, 0, []
    for at, name in enumerate(names):
        poor = probes[at] + 0.45 * dice.standard_normal(probes.shape[1]) / np.sqrt(probes.shape[1]) * 2
        probe = templates(poor[None] / np.linalg.norm(poor))[0]
        plain = search_people([(probe, held, CARD)], told, Asked(USE), "missing")
        full = search_people([(probe, held, CARD)], told, Asked(USE, about=told[name]), "missing")
        alone += name in {one.subject for one in plain.candidates}
        found += name in {one.subject for one in full.candidates}
        wrong.append(len([one for one in full.candidates if one.subject != name]))
        assert full.expected_false_interval[0] <= full.expected_false <= full.expected_false_interval[1]
        for one in full.candidates:
            assert one.llr == pytest.approx(sum(part.llr for part in one.parts), abs=2e-3)
    assert found > alone
    assert np.mean(wrong) <= 1


def test_strangers_stay_within_what_is_stated() -> None:
    held, _, _ = gallery()
    strangers = templates(people(42, 150, 1)[1])
    answers = [search_people([(one, held, CARD)], {}, Asked(USE), "missing") for one in strangers]
    found = float(np.mean([len(one.candidates) for one in answers]))
    assert answers[0].expected_false_interval[0] <= found <= answers[0].expected_false_interval[1] <= 1 + 1e-6


def test_two_people_with_everything() -> None:
    _, vectors = people(44, 2, 3)
    one, other = ([(template, WAY) for template in templates(vectors[at : at + 3])] for at in (0, 3))
    import manumit.engine.biometrics.persons as persons

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(persons, "card_for", lambda *_: CARD)
        same = compare_people(
            one[:1], one[1:], Details("Ana Example"), Asked(USE, about=Details("Ana Example"))
        )
        two = compare_people(one, other, Details("Eve Other"), Asked(USE, about=Details("Ana Example")))
    assert isinstance(same["llr"], float)
    assert isinstance(two["llr"], float)
    assert same["llr"] > 5 > 0 > two["llr"]
    parts = same["parts"]
    assert isinstance(parts, list)
    assert [part["of"] for part in parts] == ["face", "details"]
