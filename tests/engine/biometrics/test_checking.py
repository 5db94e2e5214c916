"""At a check those lists alone are asked that are open to what it is for, each by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path

import pytest

from manumit.base.kernel import Refused, UsageError, load_settings
from manumit.base.vault import PassphraseHolder
from manumit.engine.biometrics import Asked, Gallery, Template, Use, ask_lists, open_lists, unasked, why_shut
from manumit.engine.evidence import Logbook
from tests.engine.biometrics.cohorts import USE, WAY, WORD, people, templates, write_cohort

TODAY = date(2026, 3, 1)
WHY = Use("shelter checks in the north", "Art. 11 of the shelter act")
Lists = dict[str, Gallery]


@pytest.fixture
def lists(tmp_path: Path) -> Iterator[Lists]:
    """Four galleries with the same six people in each."""
    pictures = write_cohort(tmp_path, 20)
    with ExitStack() as opened:
        found = {}
        for kind in ("missing", "victim", "suspect", "staff"):
            one = Gallery.open(tmp_path / "G", kind, PassphraseHolder(WORD), make=True)
            found[kind] = opened.enter_context(one)
            one.enrol(pictures[1:], WAY)
        yield found


@pytest.fixture
def probe(tmp_path: Path, lists: Lists) -> Template:
    """A picture of p0000 that none of them holds."""
    return WAY.read(tmp_path / "p0000_0.txt")


def test_only_lists_that_are_open_to_the_aim_are_asked_each_by_itself(
    lists: Lists, probe: Template, card: Path
) -> None:
    asked = Asked(USE, card=card)
    with pytest.raises(UsageError, match="No list is open to checks for protection"):
        ask_lists(lists, "protection", [(probe, WAY)], asked, TODAY)
    lists["victim"].openings.open(["protection"], WHY, TODAY + timedelta(days=30), TODAY)
    lists["missing"].openings.open(["missing"], WHY, TODAY + timedelta(days=30), TODAY)
    lists["suspect"].openings.open(["suspicion"], WHY, TODAY + timedelta(days=30), TODAY)
    victim, missing = ask_lists(lists, "protection", [(probe, WAY)], asked, TODAY)
    assert victim.answer
    assert victim.opening
    assert [one.subject for one in victim.answer.candidates] == ["p0000"]
    assert (victim.kind, victim.opening.basis) == ("victim", WHY.basis)
    assert (missing.kind, missing.answer, missing.why_not) == ("missing", None, "otherwise")
    assert "check list" not in (lists["missing"].folder / "uses.jsonl").read_text(), "it was not searched"
    home = lists["victim"].folder.parent
    shut = [why_shut(home / kind, "protection", TODAY) for kind in ("victim", "missing", "staff", "test")]
    assert shut == ["", "otherwise", "closed", "absent"]
    gone = unasked({"victim": lists["victim"]}, "protection", TODAY + timedelta(days=31))
    assert [(one.kind, one.answer, one.why_not) for one in gone] == [
        ("victim", None, "closed"),
        ("missing", None, "absent"),
    ]
    assert "check list" not in (lists["suspect"].folder / "uses.jsonl").read_text()
    stranger = templates(people(21, 1, 1)[1])[0]
    (nobody,) = ask_lists({"suspect": lists["suspect"]}, "suspicion", [(stranger, WAY)], asked, TODAY)
    assert nobody.answer
    assert (nobody.answer.candidates, nobody.answer.subjects) == ((), 6)
    assert nobody.answer.why_none


def test_all_lists_of_a_check_together_name_as_few_wrong_people_as_one_search(
    lists: Lists, probe: Template, card: Path
) -> None:
    for kind in ("victim", "missing"):
        lists[kind].openings.open(["protection", "missing"], WHY, TODAY, TODAY)
    both = ask_lists(lists, "missing", [(probe, WAY)], Asked(USE, card=card), TODAY, beside=1)
    assert [one.kind for one in both] == ["missing", "victim"]
    alone = lists["missing"].identify(probe, WAY, Asked(USE, 1 / 3, card=card))
    answers = [one.answer for one in both if one.answer]
    assert [one.threshold_llr for one in answers] == [alone.threshold_llr] * 2
    assert sum(one.expected_false for one in answers) <= 2 / 3


def test_a_victim_is_never_looked_for_as_a_suspect_and_staff_on_no_list(lists: Lists) -> None:
    for kind, aim in (("victim", "suspicion"), ("suspect", "protection"), ("staff", "missing")):
        with pytest.raises(Refused, match=f"class {kind} is asked at no check for {aim}"):
            lists[kind].openings.open([aim], WHY, TODAY, TODAY)
        # and where a line was written past that, the list is not asked all the same
        line = {"aims": [aim], "purpose": "x", "basis": "y", "until": TODAY.isoformat()}
        (lists[kind].folder / "openings.jsonl").write_text(json.dumps(line) + "\n")
        assert kind not in open_lists(lists, aim, TODAY)


def test_an_opening_has_a_reason_a_basis_and_an_end(lists: Lists, probe: Template, card: Path) -> None:
    openings = lists["missing"].openings
    for use, aims, until in (
        (Use("", "x"), ["missing"], TODAY),
        (WHY, [], TODAY),
        (WHY, ["anything"], TODAY),
        (WHY, ["missing"], TODAY - timedelta(days=1)),
        (WHY, ["missing"], TODAY + timedelta(days=400)),
    ):
        with pytest.raises(UsageError):
            openings.open(aims, use, until, TODAY)
    assert openings.standing(TODAY) is None
    openings.open(["missing"], WHY, TODAY, TODAY)
    assert openings.standing(TODAY)
    assert openings.standing(TODAY + timedelta(days=1)) is None
    tomorrow = TODAY + timedelta(days=1)
    assert lists["missing"].ask_list("missing", [(probe, WAY)], Asked(USE, card=card), tomorrow) is None
    with pytest.raises(UsageError, match="open to no check"):
        openings.close(WHY, tomorrow)
    openings.close(WHY, TODAY)
    assert openings.standing(TODAY) is None


def test_opening_asking_and_closing_are_leaves_that_say_nothing_of_anybody(
    lists: Lists, probe: Template, card: Path
) -> None:
    one = lists["suspect"]
    one.openings.open(["suspicion"], WHY, TODAY, TODAY)
    with pytest.raises(UsageError, match="purpose and a legal basis"):
        ask_lists(lists, "suspicion", [(probe, WAY)], Asked(Use("", ""), card=card), TODAY)
    ask_lists(lists, "suspicion", [(probe, WAY)], Asked(USE, card=card), TODAY)
    one.openings.close(WHY, TODAY)
    events = Logbook(one.folder, load_settings()).events()
    assert [event.type for event in events] == ["permission_change", "access", "permission_change"]
    opened, asked, closed = (event.body for event in events)
    assert (opened["aims"], opened["class"], opened["until"]) == ("suspicion", "suspect", "2026-03-01")
    assert (asked["about"], asked["aim"], asked["candidates"]) == ("list", "suspicion", 1)
    assert closed["aims"] == ""
    text = (one.folder / "uses.jsonl").read_text()
    assert (WHY.basis in text, USE.purpose in text, "p0000" in text) == (True, True, False)
