"""Family tracing: relations, what is weighed and how far, and how many are found among made-up families."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import UsageError
from manumit.engine.biometrics import Traced, read_families, read_ratios, trace_families
from manumit.engine.biometrics.biographic import FALSE_IDENTITY, MOST
from manumit.engine.biometrics.family.relations import Relation
from manumit.engine.biometrics.family.tracing import CHILD, NO_RELATIVES
from manumit.engine.biometrics.family.weighing import assigned
from manumit.world.banks.names_eval import NAMES
from tests.engine.biometrics.families import Tearing, Torn, poisson_mean, wilson


def relation(text: str) -> Relation:
    found = Relation.of(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("word", "sex", "turned"),
    [
        ("daughter", "f", "mother"),
        ("son", "m", "father"),
        ("daughter", "", "parent"),
        ("brother", "f", "sister"),
        ("grandson", "f", "grandmother"),
        ("Niece", "m", "uncle"),
        ("wife", "m", "husband"),
        ("half-brother", "m", "brother"),
        ("guardian", "f", "other"),
    ],
)
def test_what_the_sought_one_is_to_a_seeker_says_what_the_seeker_is(word: str, sex: str, turned: str) -> None:
    assert str(relation(word).turned(sex)) == turned


@pytest.mark.parametrize(
    ("seeker", "theirs", "is_to_the_child"),
    [
        ("mother", "son", "brother"),
        ("mother", "husband", "father"),
        ("father", "mother", "grandmother"),
        ("mother", "sister", "aunt"),
        ("brother", "father", "father"),
        ("aunt", "brother", "uncle or father"),
        ("grandmother", "son", "uncle or father"),
        ("wife", "mother", "other"),
    ],
)
def test_a_relative_of_the_seeker_becomes_one_of_the_child(
    seeker: str, theirs: str, is_to_the_child: str
) -> None:
    through = relation(seeker).through(relation(theirs))
    assert set(str(through).split(" or ")) == set(is_to_the_child.split(" or "))


def test_relations_fit_by_kind_and_sex() -> None:
    assert relation("mother").fits(relation("parent"))
    assert relation("stepmother").fits(relation("mother"))
    assert relation("guardian").fits(relation("uncle"))
    assert not relation("mother").fits(relation("father"))
    assert not relation("mother").fits(relation("aunt"))
    assert Relation.of("friend of a friend") is None
    assert Relation.of("") is None


ROW = st.tuples(st.dictionaries(st.integers(0, 3), st.floats(-2, 5), max_size=4), st.floats(-2, 0))


@given(st.lists(ROW, max_size=4))
def test_the_assignment_is_the_best_there_is(told: list[tuple[dict[int, float], float]]) -> None:
    rows, none = [row for row, _ in told], [without for _, without in told]

    def worth(ways: Sequence[int | None]) -> float:
        return sum(
            without if way is None else row[way] for row, without, way in zip(rows, none, ways, strict=True)
        )

    def once(ways: Sequence[int | None]) -> bool:
        taken = [column for column in ways if column is not None]
        return len(taken) == len(set(taken))

    found = assigned(rows, none)
    assert once(found)
    assert worth(found) == pytest.approx(
        max(worth(one) for one in product(*([None, *row] for row in rows)) if once(one))
    )


PEOPLE = "id,name,other_names,sex,age,age_on,origin,languages,separated_on,separated_at"
HANA = "S1,Hana Exampel,Hanni,f,9,2026-03-01,Oldvillage,xx;yy,2025-06-02,Crossing"
SOUGHT = "R1,Ханна Экзампел,,f,8,2026-02-01,Oldvillage,yy,2025-06-01,Crossing,daughter,Mira Exampel,f,34"
OTHERS = [f"X{n},{name} Otherwise,,m,{n % 15},2026-03-01,Elsewhere,zz,2025-11-01,Road" for n, name in enumerate(
    ("Abel", "Boris", "Cyril", "David", "Emil", "Felix", "Georg", "Henrik", "Igor", "Jakob") * 20
)]  # fmt: skip


def asked(folder: Path, sought: str = SOUGHT, kin: tuple[str, ...] = (), pictures: str = "") -> Traced:
    """One request among 201 people."""
    (folder / "s.csv").write_text("\n".join([PEOPLE, HANA, *OTHERS]) + "\n", "utf-8")
    header = f"{PEOPLE},relation,seeker_name,seeker_sex,seeker_age"
    (folder / "r.csv").write_text(f"{header}\n{sought}\n", "utf-8")
    (folder / "k.csv").write_text("\n".join(["of,relation,name,age,to", *kin]) + "\n", "utf-8")
    families = read_families(folder / "s.csv", folder / "r.csv", [folder / "k.csv"])
    assert families.wrong == ()
    ratios = None
    if pictures:
        (folder / "p.csv").write_text(f"a,b,score,llr\n{pictures}\n", "utf-8")
        ratios, wrong = read_ratios(folder / "p.csv", families)
        assert wrong == ()
    (told,) = trace_families(families.separated, families.sought, 1.0, ratios)
    return told


def test_a_child_is_named_with_parts_that_add_up(tmp_path: Path) -> None:
    kin = ("S1,mother,Mira,33,", "S1,brother,Timo,4,", "R1,son,Timotej,5,seeker", "R1,aunt,Vesna,40,")
    (found,) = asked(tmp_path, kin=kin).candidates
    assert found.id == "S1"
    assert found.llr == pytest.approx(sum(one.llr for one in found.parts), abs=0.01)
    assert [one.of for one in found.parts] == ["details", "relatives"]
    assert {one.of for one in found.relatives} == {"mother", "brother"}
    assert "strong support" in found.says
    assert CHILD in found.cautions


def test_relatives_of_one_side_alone_say_nothing(tmp_path: Path) -> None:
    alone = asked(tmp_path, kin=("S1,brother,Timo,4,", "R1,aunt,Vesna,40,"))
    none = asked(tmp_path)
    assert alone.candidates[0].llr == none.candidates[0].llr
    assert NO_RELATIVES in alone.candidates[0].cautions


def test_relatives_who_agree_speak_for_and_a_mother_who_differs_against(tmp_path: Path) -> None:
    llr = [
        asked(tmp_path, kin=kin).candidates[0].llr
        for kin in (("S1,mother,Mira,33,",), (), ("S1,mother,Oxana,58,",))
    ]
    assert llr == sorted(llr, reverse=True)
    assert llr[0] - llr[2] > 3
    assert llr[2] >= llr[1] + np.log(FALSE_IDENTITY) - 0.01


def test_many_relatives_are_not_many_chances(tmp_path: Path) -> None:
    """One brother who agrees says less among six whose ages and names might have."""
    one = asked(tmp_path, kin=("S1,brother,Timo,,", "R1,son,Timo,,seeker"))
    six = tuple(f"S1,brother,{name},," for name in ("Timo", "Uwe", "Vlad", "Wim", "Xaver", "Yuri"))
    many = asked(tmp_path, kin=(*six, "R1,son,Timo,,seeker"))
    assert one.candidates[0].relatives[0].llr > many.candidates[0].relatives[0].llr + 1


def test_a_family_name_is_weighed_once(tmp_path: Path) -> None:
    given, whole = (
        asked(tmp_path, kin=(f"S1,brother,{mine},,", f"R1,son,{theirs},,seeker")).candidates[0].llr
        for mine, theirs in (("Timo", "Timo"), ("Timo Exampel", "Timo Экзампел"))
    )
    assert whole == pytest.approx(given, abs=0.3)


def test_who_seeks_may_stand_among_the_relatives_as_well(tmp_path: Path) -> None:
    once, twice, otherwise = (
        asked(tmp_path, kin=("S1,mother,Mira Exampel,33,", *more)).candidates[0].llr
        for more in ((), ("R1,mother,Mira Exampel,34,",), ("R1,mother,Mira,34,",))
    )
    assert twice == once
    assert otherwise == pytest.approx(once, abs=1)


def test_a_birth_on_new_year_tells_an_age(tmp_path: Path) -> None:
    header = "id,name,birth_date"
    llr = []
    for day in ("2017-01-01", "2017-05-03"):
        (tmp_path / "s").write_text(f"{header}\nS1,Hana Exampel,{day}\n")
        (tmp_path / "r").write_text(f"{header}\nR1,Hana Exampel,{day}\n")
        families = read_families(tmp_path / "s", tmp_path / "r")
        (told,) = trace_families(families.separated, families.sought)
        llr.append(next(one.llr for one in told.candidates[0].details if one.of != "name"))
    assert llr[0] < 2.1 < 8 < llr[1]


def test_nothing_says_more_than_is_believed(tmp_path: Path) -> None:
    kin = tuple(f"{of},{one},{name},30," for of in ("S1", "R1") for one, name in (
        ("mother", "Mira"), ("father", "Oleg"), ("aunt", "Vesna"), ("uncle", "Pavel"), ("grandmother", "Zora"),
        ("sister", "Lena"), ("brother", "Timo"),
    ))  # fmt: skip
    (found,) = asked(tmp_path, kin=kin).candidates
    assert all(one.llr <= MOST + 0.001 for one in found.parts)


def test_pictures_are_added_and_a_childs_are_capped(tmp_path: Path) -> None:
    without = asked(tmp_path).candidates[0].llr
    (found,) = asked(tmp_path, pictures="S1/1.jpg,R1_1.jpg,0.9,12.0").candidates
    assert found.llr == pytest.approx(without + np.log(10), abs=0.01)
    assert any("capped at 10" in one for one in found.cautions)


def test_nobody_is_named_for_a_stranger(tmp_path: Path) -> None:
    told = asked(tmp_path, "R1,Quentin Nobody,,m,3,2026-02-01,Far,ww,2024-06-01,Bridge,son,Nora Nobody,f,24")
    assert told.candidates == ()
    assert told.why_none is not None
    assert told.expected_false <= 1.0
    assert told.threshold_llr == pytest.approx(np.log(201), abs=0.001)


@pytest.mark.parametrize(
    ("file", "row", "reason"),
    [
        ("s", ",Nobody,,,,,,,,", "no id"),
        ("s", "S1,Twice,,,,,,,,", "there before"),
        ("s", "S2,A,,x,,,,,,", "sex"),
        ("s", "S2,A,,f,300,,,,,", "age"),
        ("s", "S2,A,,f,nan,,,,,", "age"),
        ("s", "S2,A,,f,9,,,,yesterday,", "separated_on"),
        ("s", "S2,A,,f,9,,,,,,,,,,,too,many", "more fields"),
        ("s", f"S2,{'A' * 300},,f,9,,,,,", "more than 200"),
        ("r", "R2,A,,f,9,,,,,,,Somebody,f,30", "no relation"),
        ("r", "R2,A,,f,9,,,,,,flatmate,Somebody,f,30", "flatmate"),
        ("k", "S9,mother,Mira,33,", "nobody 'S9'"),
        ("k", "S1,flatmate,Mira,33,", "flatmate"),
        ("k", "S1,mother,Mira,33,seeker", "seeker"),
    ],
)
def test_a_row_that_cannot_be_used_is_left_out_with_the_reason(
    tmp_path: Path, file: str, row: str, reason: str
) -> None:
    heads = {"s": [PEOPLE, HANA], "r": [f"{PEOPLE},relation,seeker_name,seeker_sex,seeker_age", SOUGHT]}
    heads["k"] = ["of,relation,name,age,to", "S1,mother,Mira,33,"]
    heads[file].append(row)
    for name, lines in heads.items():
        (tmp_path / name).write_text("\n".join(lines) + "\n", "utf-8")
    families = read_families(tmp_path / "s", tmp_path / "r", [tmp_path / "k"])
    (wrong,) = families.wrong
    assert reason in wrong.reason
    assert wrong.line == 3
    assert len(families.separated) == len(families.sought) == 1
    assert len(families.separated[0].relatives) == 1


def test_a_file_without_its_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "s").write_text("name,age\nA,3\n")
    with pytest.raises(UsageError, match="no column id"):
        read_families(tmp_path / "s", tmp_path / "s")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    place = tmp_path_factory.getbasetemp() / "any.csv"
    place.write_bytes(b"id,name,relation,age\n" + raw)
    try:
        families = read_families(place, place)
    except UsageError:
        return
    assert families.sought == ()  # each id was there before


def traced(torn: Torn, folder: Path, kin: bool = True) -> list[Traced]:
    separated, requests, relatives = torn.write(folder)
    families = read_families(separated, requests, [relatives] if kin else [])
    assert families.wrong == ()
    return list(trace_families(families.separated, families.sought))


def test_made_up_families_are_found_with_few_false_candidates(tmp_path: Path) -> None:
    """Names and seeds that nothing was chosen by; benchmarks/family.py has more of them."""
    torn = Tearing(201, NAMES).torn(300, 80)
    answers = traced(torn, tmp_path)
    sought = [one for one in answers if torn.truth[one.request] is not None]
    named = sum(torn.truth[one.request] in {who.id for who in one.candidates} for one in sought)
    false = [sum(who.id != torn.truth[one.request] for who in one.candidates) for one in answers]
    assert wilson(named, len(sought))[0] > 0.6
    assert poisson_mean(false)[2] <= 1.0
    fewer = traced(torn, tmp_path, kin=False)
    alone = sum(torn.truth[one.request] in {who.id for who in one.candidates} for one in fewer)
    assert named >= alone
