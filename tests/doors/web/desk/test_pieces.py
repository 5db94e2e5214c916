"""Pieces of evidence in words: every sentence that the engine tells has its own here."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from manumit.doors.web.desk.sights.pieces import CAUTION, OF, RELATION, SAYS, evidence, translated
from manumit.engine.biometrics import RELATIONS, CaseForm, Details
from manumit.engine.biometrics.ageing import Ageing
from manumit.engine.biometrics.biographic import compared
from manumit.engine.biometrics.family import trace_families
from manumit.engine.biometrics.family.relations import Relation
from manumit.engine.biometrics.family.tracing import CHILD, NO_NAME, NO_RELATIVES

names = st.sampled_from(["", "Ana", "Ana Example", "Anna Exampel", "Bo Other", "Maria Ana Lopez", "李娜"])
places = st.sampled_from(["", "Leeds", "Graz", "Nowhere-on-Sea"])
days = st.one_of(st.just(""), st.dates(date(2010, 1, 1), date(2013, 1, 1)).map(str))
people = st.fixed_dictionaries(
    {
        "name": names, "sex": st.sampled_from(["", "f", "m"]), "birth_date": days, "origin": places,
        "age": st.sampled_from(["", "3", "9.5", "40"]), "age_on": days,
        "languages": st.sampled_from(["", "fula", "polish; fula"]),
        "separated_on": days, "separated_at": places,
    }
)  # fmt: skip
kin = st.lists(
    st.fixed_dictionaries(
        {"relation": st.sampled_from(RELATIONS), "name": names, "age": st.sampled_from(["", "30"])}
    ),
    max_size=4,
)


def known(says: str) -> bool:
    return all(translated(one) is not None for one in re.split("; |, ", says))


@given(people, kin, people, kin)
def test_every_sentence_of_a_traced_family_has_words(
    one: dict[str, str], ones: list[dict[str, str]], other: dict[str, str], others: list[dict[str, str]]
) -> None:
    separated = [CaseForm.of(one, ones).person("a")]
    sought = CaseForm.of({**other, "relation": "daughter", "seeker_name": "Ana"}, others).person(
        "b", seeks=True
    )
    for answer in trace_families(separated, [sought], expected=10.0):
        for found in answer.candidates:
            assert all(
                part.of in OF or set(part.of.split(" or ")) <= set(RELATION) for part in found.relatives
            )
            assert all(part.of in OF for part in (*found.parts, *found.details))
            assert all(known(part.says) for part in (*found.details, *found.relatives))
            assert set(found.cautions) <= set(CAUTION) | {line for line in found.cautions if translated(line)}
            assert evidence(
                {"parts": [], "details": [{"of": "name", "llr": 1.0, "says": "the same name"}]}
            ).speaks_for


@given(st.data())
def test_every_sentence_of_details_has_words(data: st.DataObject) -> None:
    told = st.fixed_dictionaries(
        {
            "name": names,
            "birth_date": days,
            "age": st.sampled_from(["", "7"]),
            "place": places,
            "seen_on": days,
        }
    )
    one, other = (Details.of(data.draw(told)) for _ in range(2))
    for part in compared(one, other):
        assert part.of in OF
        assert known(part.says)


def test_words_are_there_for_all_relations_and_cautions() -> None:
    assert set(RELATIONS) <= set(RELATION)
    assert {CHILD, NO_RELATIVES, NO_NAME} <= set(CAUTION)
    assert Relation.of("mother") is not None
    for ageing in (
        Ageing(True),
        Ageing(years=9.5),
        Ageing(years=20.0),
        Ageing(years=3.0),
        Ageing(True, 30.0),
    ):
        for modality in ("face", "fingerprint", "iris"):
            assert all(translated(line, CAUTION) for line in ageing.cautions(modality))
    for says in ("1 picture against 2 held", "3 pictures against 1 held; capped at 10", "pictures compared"):
        assert known(says)
    assert "the same name" in SAYS
