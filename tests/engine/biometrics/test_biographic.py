"""What is said of a person weighs as it should, and never more than is believed."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import UsageError
from manumit.engine.biometrics import Details
from manumit.engine.biometrics.biographic import FALSE_IDENTITY, MOST, NAMES, Around, compared, joint

ANA = Details("Ana Example", date(1999, 2, 1), place="Graz", seen_on=date(2026, 3, 1))


def said(a: Details, b: Details, around: Around | None = None) -> dict[str, tuple[float, str]]:
    return {one.of: (one.llr, one.says) for one in compared(a, b, around)}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("EXAMPLE, Ana", "the same name"),
        ("Ana Maria Example", "the same name"),
        ("Ana Exampel", "the same name"),
        ("Anna Exemplar", "a similar name"),
        ("Ana", "the one name told is the same"),
        ("Eve", "the one name told differs"),
        ("Borislav Otherwise", "different names"),
    ],
)
def test_names_in_words(name: str, words: str) -> None:
    assert said(ANA, Details(name))["name"][1] == words


def test_scripts_do_not_matter() -> None:
    assert said(Details("Мария Иванова"), Details("Mariya Ivanova"))["name"][1] == "the same name"


def test_what_agrees_less_says_less() -> None:
    llr = [np.log(same / two) for _, _, same, two in NAMES]
    assert llr == sorted(llr, reverse=True)
    births = [date(1999, 2, 1), date(1999, 2, 7), date(1999, 8, 14), date(1987, 5, 30)]
    parts = [said(ANA, Details(birth_date=day))["birth date"][0] for day in births]
    assert parts == sorted(parts, reverse=True)
    assert parts[-1] < 0
    assert (
        said(ANA, Details(birth_date=date(1999, 1, 2)))["birth date"][1]
        == "birth dates that differ by a slip"
    )


def test_a_name_that_many_bear_says_little() -> None:
    many = Around.of(ANA, [Details("Ana Example")] * 30 + [Details("Ben Other")] * 70)
    here, anywhere = (said(ANA, Details("Ana Example"), one)["name"][0] for one in (many, None))
    assert here == pytest.approx(np.log(0.675 / 0.29))
    assert anywhere > here + 4


def test_ages_move_with_time() -> None:
    boy = Details(age=12, age_on=date(2020, 1, 1))
    man = Details(age=18, age_on=date(2026, 1, 1))
    assert said(boy, man)["age"][0] > 1.9
    assert said(boy, Details(age=12, age_on=date(2026, 1, 1)))["age"][0] < 0
    assert said(Details(birth_date=date(2008, 1, 1)), man)["age"][1] == "0 years apart"


def test_places_by_their_writing_and_dates_in_order() -> None:
    assert said(ANA, Details(place="graz"))["place"][0] > 1
    assert said(ANA, Details(place="Linz"))["place"][0] < 0
    late, early = Details(seen_on=date(2026, 3, 4)), Details(seen_on=date(2026, 1, 4))
    assert said(ANA, early)["date"][0] > 0 > said(ANA, late)["date"][0]


def test_false_papers_bound_what_speaks_against_and_namesakes_what_speaks_for() -> None:
    other = Details("Borislav Otherwise", date(1970, 5, 30), place="Linz", seen_on=date(2026, 4, 1))
    assert np.log(FALSE_IDENTITY) <= joint(compared(ANA, other)) < np.log(FALSE_IDENTITY) + 0.01
    assert joint(compared(ANA, ANA)) == MOST
    assert joint([]) == 0.0


@given(st.lists(st.sampled_from([one for _, one, _, _ in NAMES]), max_size=4), st.floats(-20, 20))
def test_the_joint_ratio_stays_within_its_bounds(names: list[str], llr: float) -> None:
    from manumit.engine.biometrics import Part

    whole = joint([Part("name", llr, one) for one in names])
    assert np.log(FALSE_IDENTITY) <= whole <= MOST


def test_details_come_back_from_their_texts() -> None:
    assert Details.of(ANA.told()) == ANA
    assert Details.parse("name=Ana Example; birth_date=1999-02-01;place=Graz; seen_on=2026-03-01") == ANA
    assert Details.parse("") == Details()
    for wrong in ("name", "colour=red", "birth_date=yesterday", "age=old"):
        with pytest.raises(UsageError):
            Details.parse(wrong)
