"""Two people decide: each blind, then together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from manumit.base.kernel import Refused, UsageError
from manumit.base.vault import PassphraseHolder
from manumit.engine.biometrics import Decisions, Gallery


@pytest.fixture
def gallery(tmp_path: Path) -> Iterator[Gallery]:
    with Gallery.open(
        tmp_path / "G", "missing", PassphraseHolder("four random words here"), make=True
    ) as opened:
        yield opened


def test_neither_sees_the_others_answer_before_both_are_there(gallery: Gallery) -> None:
    rows, search = gallery.decisions, Decisions.new_search()
    mine = rows.decide(search, "p1", "ada", "same", "the scar")
    assert rows.seen_by("ben", search, "p1") == []
    assert rows.seen_by("ada", search, "p1") == [mine]
    his = rows.decide(search, "p1", "ben", "cannot tell")
    assert rows.seen_by("ben", search, "p1") == rows.seen_by("ada", search, "p1") == [mine, his]
    assert rows.outcome(search, "p1") == "open"


def test_they_decide_together_once_with_a_reason(gallery: Gallery) -> None:
    rows, search = gallery.decisions, Decisions.new_search()
    rows.decide(search, "p1", "ada", "same")
    with pytest.raises(Refused, match="answered alone"):
        rows.together(search, "p1", ("ada", "ben"), "same", "both ears")
    rows.decide(search, "p1", "ben", "different")
    with pytest.raises(UsageError, match="reason"):
        rows.together(search, "p1", ("ada", "ben"), "same", " ")
    with pytest.raises(Refused):
        rows.together(search, "p1", ("ada", "eve"), "same", "both ears")
    rows.together(search, "p1", ("ben", "ada"), "different", "the ears differ")
    assert rows.outcome(search, "p1") == "different"
    with pytest.raises(Refused, match="was decided"):
        rows.together(search, "p1", ("ben", "ada"), "same", "on second thoughts")
    assert rows.outcome(search, "p2") == "open"


def test_one_person_does_not_answer_twice_nor_a_third(gallery: Gallery) -> None:
    rows, search = gallery.decisions, Decisions.new_search()
    rows.decide(search, "p1", "ada", "same")
    with pytest.raises(Refused, match="answered already"):
        rows.decide(search, "p1", "ada", "different")
    rows.decide(search, "p1", "ben", "same")
    with pytest.raises(Refused, match="Two people"):
        rows.decide(search, "p1", "eve", "same")
    with pytest.raises(UsageError, match="no answer"):
        rows.decide(search, "p2", "ada", "98 %")


def test_decisions_go_with_the_person(gallery: Gallery) -> None:
    rows, search = gallery.decisions, Decisions.new_search()
    rows.decide(search, "p1", "ada", "same")
    gallery.erase("p1", "asked for it")
    assert rows.seen_by("ada", search, "p1") == []


def test_two_who_differ_talk_and_answer_again_or_a_third_settles_it(gallery: Gallery) -> None:
    rows, search = gallery.decisions, Decisions.new_search()
    assert rows.state(search, "p1") == "open"
    rows.decide(search, "p1", "ada", "same", "the scar")
    assert rows.state(search, "p1") == "half"
    with pytest.raises(Refused, match="third"):
        rows.settle(search, "p1", "eve", "same", "the scar")
    rows.decide(search, "p1", "ben", "different", "the ears")
    assert rows.state(search, "p1") == "apart"
    with pytest.raises(Refused, match="third"):
        rows.settle(search, "p1", "ada", "same", "I am right")
    with pytest.raises(Refused, match="answer again"):
        rows.again(search, "p1", "eve", "same", "me too")
    rows.again(search, "p1", "ada", "different", "he is right about the ears")
    assert [one.stage for one in rows.seen_by("ben", search, "p1")] == ["alone", "alone", "again"]
    with pytest.raises(Refused, match="again already"):
        rows.again(search, "p1", "ada", "same", "no")
    with pytest.raises(UsageError, match="reason"):
        rows.settle(search, "p1", "eve", "different", "")
    rows.settle(search, "p1", "eve", "different", "the ears differ")
    assert (rows.state(search, "p1"), rows.outcome(search, "p1")) == ("decided", "different")
    for late in (rows.again, rows.settle):
        with pytest.raises(Refused, match="was decided"):
            late(search, "p1", "ben", "same", "late")


def test_a_word_is_taken_back_until_the_other_has_answered(gallery: Gallery) -> None:
    rows, search = gallery.decisions, Decisions.new_search()
    with pytest.raises(Refused, match="One takes back"):
        rows.take_back(search, "p1", "ada")
    rows.decide(search, "p1", "ada", "same", "a slip of the key")
    with pytest.raises(Refused, match="One takes back"):
        rows.take_back(search, "p1", "ben")
    rows.take_back(search, "p1", "ada")
    assert rows.state(search, "p1") == "open"
    mine = rows.decide(search, "p1", "ada", "different", "the ears")
    his = rows.decide(search, "p1", "ben", "different", "the nose")
    assert rows.seen_by("ben", search, "p1") == [mine, his], "nobody learns of the slip"
    with pytest.raises(Refused, match="One takes back"):
        rows.take_back(search, "p1", "ada")
