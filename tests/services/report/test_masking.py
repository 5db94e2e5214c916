"""No name, phone, handle or account of a possible victim survives masking, however it is written."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from manumit.engine.leads import Counter, Identifier, Lead, LeadFinding, Member, RecordRef
from manumit.services.report import Sight, leads_csv, leads_json, masked, print_leads, write_report
from tests.services.report import samples

VICTIM = Member(
    "e1", "person", (Identifier("person", "Zorayda Quimbaya|1999-04-07"),), "possible_victim", 0.8
)
OTHER = Member("e2", "person", (Identifier("person", "Ottokar Quimbaya|1971-01-02"),), "controller", 0.7)
PHONE = Member("e3", "phone", (Identifier("phone", "+447700900123"),), "possible_victim", 0.6)
BOSS_PHONE = Member("e4", "phone", (Identifier("phone", "+447700900999"),), "controller", 0.6)


def a_lead(
    members: tuple[Member, ...],
    says: str = "",
    lead_id: str = "l1",
    rank: int = 1,
    ties: tuple[tuple[str, str, str, float], ...] = (),
) -> Lead:
    finding = LeadFinding("i", "money", 0.5, says, ("r1",), "e1", "", "", "FATF 2018", 0.4)
    return Lead(
        lead_id,
        rank,
        0.5,
        (0.4, 0.6),
        0.02,
        "labour",
        says,
        members,
        (finding,),
        (Counter("x", 0.2, -0.1, says),),
        (RecordRef("r1", "report", f"case-{says}"),),
        ties,
    )


def hide(text: str, *members: Member) -> str:
    """A sentence of a lead with these members, masked."""
    leads, _ = masked([a_lead(members, text)], {})
    assert leads[0].says == leads[0].findings[0].says == leads[0].counter[0].says
    return leads[0].says


def outputs(leads: list[Lead], sights: dict[str, Sight], folder: Path) -> str:
    """Everything that can be shown of leads, as one text."""
    covered, seen = masked(leads, sights)
    page = write_report(folder / "r.html", covered, seen, samples.meta()).read_text("utf-8")
    screens = []
    for width in (80, 140):
        screen = io.StringIO()
        print_leads(Console(file=screen, width=width), covered, samples.meta())
        screens.append(screen.getvalue())
    return "\n".join([page, leads_json(covered), leads_csv(covered), *screens])


def folded(text: str) -> str:
    """Compared without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(c))


@pytest.mark.parametrize(
    "written",
    [
        "Zorayda Quimbaya",
        "ZORAYDA QUIMBAYA",
        "zorayda quimbaya",
        "Quimbaya, Zorayda",
        "QUIMBAYA/ZORAYDA MS",
        "Zoráyda  Quimbaya",
        "Zorayda-Quimbaya",
        "zoraydaquimbaya",
        "Quimbaya Zorayda",
        "Zo\u200brayda Quimbaya",
        "QUIMBAYA/ZORAYDAMRS",
        "Ｚｏｒａｙｄａ Quimbaya",
        "Zorayda",
        "ZORAYDA",
        "zorayda",
    ],
)
def test_a_name_is_covered_in_any_writing(written: str) -> None:
    shown = folded(hide(f"Seen with {written}, twice", VICTIM, OTHER)).replace("\u200b", "")
    assert "zorayda" not in shown
    assert "someone" in shown


def test_a_name_becomes_a_letter_and_others_stay() -> None:
    assert (
        hide("Ottokar Quimbaya pays for Zorayda Quimbaya", VICTIM, OTHER)
        == "Ottokar Quimbaya pays for someone (A)"
    )


def test_a_word_of_two_names_is_nobody_in_particular() -> None:
    assert hide("Ms Quimbaya called", VICTIM, OTHER) == "Ms someone called"


@pytest.mark.parametrize(
    "written",
    [
        "+447700900123",
        "+44 7700 900123",
        "07700 900 123",
        "07700-900-123",
        "(0)7700.900.123",
        "0044 7700900123",
        "7 7 0 0 9 0 0 1 2 3",
        "o77oo 9oo l23",
        "7️⃣7️⃣0️⃣0️⃣9️⃣0️⃣0️⃣1️⃣2️⃣3️⃣",
        "０７７００９００１２３",
    ],
)
def test_a_phone_keeps_two_digits_in_any_writing(written: str) -> None:
    shown = hide(f"Call {written} now", PHONE, OTHER)
    assert "•••• 23" in shown
    assert "900" not in re.sub(r"\W", "", unicodedata.normalize("NFKC", shown)).replace("o", "0")


def test_a_phone_of_somebody_shown_stays_and_a_strangers_does_not() -> None:
    shown = hide("Call 07700 900999 or +44 7700 900555 or mail wren@example.org", BOSS_PHONE)
    assert shown == "Call 07700 900999 or •••• 55 or mail •••@•••"


def test_dates_and_amounts_are_not_taken_for_phones() -> None:
    text = "On 2026-03-01 and 2026-03-02, 41250 GBP and 1 204 payments"
    assert hide(text, VICTIM) == text


def test_a_handle_keeps_its_platform_and_an_account_two_characters() -> None:
    handle = Member("e5", "handle", (Identifier("handle", "telegram:zora.q"),), "possible_victim", 0.6)
    account = Member(
        "e6", "account", (Identifier("account", "GB29NWBK60161331926819"),), "possible_victim", 0.6
    )
    leads, _ = masked([a_lead((handle, account), "@Zora.Q pays to GB29 NWBK 6016 1331 9268 19")], {})
    assert [m.ids[0].id for m in leads[0].members] == ["telegram:••••", "••••19"]
    assert leads[0].says == "@•••• pays to ••••19"


def test_a_birth_date_is_covered_in_the_forms_people_write() -> None:
    shown = hide("born 1999-04-07, 07/04/1999, 7 Apr 1999 or 07APR99", VICTIM)
    assert "99" not in shown


def test_who_is_masked() -> None:
    unknown = replace(VICTIM, entity_id="e7", role="unknown", ids=(Identifier("person", "Halvard Ness|"),))
    theirs = Member("e8", "account", (Identifier("account", "ACC-77120"),), "unknown", 0.5)
    bosses = Member("e9", "account", (Identifier("account", "ACC-99110"),), "unknown", 0.5)
    ties = (("e8", "e7", "held by", 0.7), ("e9", "e2", "held by", 0.7))
    lead = a_lead((unknown, OTHER, theirs, bosses), ties=ties)
    shown = {m.entity_id: m.ids[0].id for m in masked([lead], {})[0][0].members}
    assert shown == {
        "e7": "someone (A)",
        "e2": "Ottokar Quimbaya|1971-01-02",
        "e8": "••••20",
        "e9": "ACC-99110",
    }


def test_a_possible_victim_of_one_lead_is_masked_in_every_lead() -> None:
    as_recruiter = replace(VICTIM, role="recruiter")
    first = a_lead((as_recruiter,), "Zorayda Quimbaya recruits", "l0", 1)
    second = a_lead((VICTIM,), "", "l1", 2)
    third = a_lead((OTHER,), "Ottokar Quimbaya and Zorayda Quimbaya", "l2", 3)
    leads, _ = masked([first, second, third], {})
    assert leads[0].says == "someone (A) recruits"
    assert leads[2].says == "Ottokar Quimbaya and someone"


def test_letters_stay_with_somebody_across_leads() -> None:
    more = [
        replace(VICTIM, entity_id=f"p{n}", ids=(Identifier("person", f"Nomen{'abcdefgh'[n]} Xylander|"),))
        for n in range(3)
    ]
    leads, _ = masked([a_lead(tuple(more), "", "l1"), a_lead((more[2], more[0]), "", "l2", 2)], {})
    assert [m.ids[0].id for m in leads[1].members] == ["someone (C)", "someone (A)"]


def test_sights_are_covered_with_their_file_source_and_private_values() -> None:
    sight = Sight(
        "r1",
        "report",
        "case-Zorayda",
        file="zorayda_quimbaya.txt",
        place="flat of Zorayda Quimbaya",
        summary="Zorayda asks for help",
        cited="“Soy Zorayda, mi prima es Belinka Urraca”",
        tlp="TLP:AMBER",
        private=("Belinka Urraca", "+447700900999", "Ottokar Quimbaya"),
    )
    lead = a_lead((VICTIM, OTHER, BOSS_PHONE), "")
    _, seen = masked([lead], {"r1": sight})
    shown = repr(seen["r1"])
    assert not re.search("zorayda|belinka|urraca", shown, re.IGNORECASE)
    assert seen["r1"].private == ()
    _, seen = masked([lead], {"r1": replace(sight, cited="Ottokar Quimbaya, 07700 900999")})
    assert seen["r1"].cited == "Ottokar Quimbaya, 07700 900999"


def test_masking_leaves_its_input_alone() -> None:
    leads, sights = samples.everything()
    before = repr((leads, sights))
    masked(leads, sights)
    assert repr((leads, sights)) == before


def test_samples_hold_no_masked_value(tmp_path: Path) -> None:
    leads, sights = samples.everything()
    shown = folded(outputs(leads, sights, tmp_path))
    for lead in leads:
        for member in lead.members:
            if member.role in {"possible_victim", "unknown"} and member.kind == "person":
                assert folded(member.ids[0].id.partition("|")[0]) not in shown


LETTERS = "abcdefghijklmnopqrstuvwxyzáñöżшыќаеодвкλωπ"
WORDS = st.text(LETTERS, min_size=5, max_size=9).map(lambda word: "xq" + word)
SHUFFLES = st.sampled_from(["{0} {1}", "{1} {0}", "{1}, {0}", "{1}/{0}", "{0}{1}", "{0}_{1}", "{0}"])
CASES = st.sampled_from([str, str.upper, str.lower, str.title])


@settings(max_examples=40)
@given(
    given_name=WORDS,
    family=WORDS,
    shuffle=SHUFFLES,
    case=CASES,
    digits=st.integers(100, 999),
    role=st.sampled_from(["possible_victim", "unknown"]),
)
def test_no_masked_value_survives_in_any_output(
    tmp_path_factory: pytest.TempPathFactory,
    given_name: str,
    family: str,
    shuffle: str,
    case: type[str],
    digits: int,
    role: str,
) -> None:
    name = f"{given_name.title()} {family.title()}|1990-05-06"
    person = Member("e1", "person", (Identifier("person", name),), role, 0.7, f"{given_name} was seen")
    phone = Member("e2", "phone", (Identifier("phone", f"+447700900{digits}"),), "possible_victim", 0.7)
    handle = Member(
        "e3", "handle", (Identifier("handle", f"signal:{family}{digits}"),), "possible_victim", 0.7
    )
    written = case(shuffle.format(given_name, family))
    says = f"Held: {written}; 07700 900 {digits}; @{family.upper()}{digits}."
    sight = Sight(
        "r1",
        "report",
        f"x/{written}",
        datetime(2026, 1, 1, tzinfo=UTC),
        60,
        written,
        summary=says,
        cited=says,
        file=f"{written}.txt",
    )
    lead = a_lead((person, phone, handle), says, ties=(("e1", "e2", f"calls {written}", 0.8),))
    shown = folded(outputs([lead], {"r1": sight}, tmp_path_factory.mktemp("page")))
    assert folded(given_name) not in shown
    assert folded(family) not in shown
    assert f"900{digits}" not in shown.replace(" ", "")
