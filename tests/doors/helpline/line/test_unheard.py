"""A process that is killed between keeping a message and judging it leaves nobody unheard, also who has gone."""

from __future__ import annotations

from tests.doors.helpline.line.house import LineHouse

DANGER = "he broke in, he has a gun, help"


def test_what_nobody_judged_is_judged_and_answered_once(house: LineHouse) -> None:
    talk = house.do("talk", says=["hello"], waits=False)["id"]
    house.do("said", id=talk, text=DANGER, token="first-words", heard=False)
    assert house.do("unheard", seconds=0) == 0, "it may wait its turn, or its page sends it again"
    assert house.do("state", id=talk)["severity"] == 0
    assert house.do("unheard", seconds=31) == 1
    state = house.do("state", id=talk)
    assert state["severity"] == 2
    assert state["turns"][-1][0] == "service"
    assert house.do("unheard", seconds=31) == 0
    assert house.do("hear", id=talk, text=DANGER, token="first-words") == 2, "its page comes back after all"
    assert house.do("state", id=talk)["turns"] == state["turns"]


def test_what_was_judged_is_not_sought(house: LineHouse) -> None:
    talk = house.do("talk", says=["hello"], waits=False)["id"]
    house.do("hear", id=talk, text="what are your opening hours?", token="first-words")
    assert house.do("unheard", seconds=31) == 0
    house.visitor("ana").post(f"/talks/{talk}/take")
    house.do("hear", id=talk, text="and on Sundays?", token="second-words")
    assert house.do("unheard", seconds=31) == 0, "a person answers it"


def test_a_text_and_a_wish_to_be_called_reach_a_person(house: LineHouse) -> None:
    texted = house.do("texted", number="+12025550143", text=DANGER)
    called = house.do("texted", number="+12025550144", text="mornings · owl", channel="voice")
    assert house.do("unheard", seconds=31) == 2
    told = {talk: house.do("state", id=talk) for talk in (texted, called)}
    assert [told[talk]["state"] for talk in (texted, called)] == ["waiting", "waiting"]
    assert [told[talk]["severity"] for talk in (texted, called)] == [2, 1]
    assert house.do("unheard", seconds=31) == 0


def test_a_button_pressed_afterwards_does_not_hide_what_was_said(house: LineHouse) -> None:
    talk = house.do("talk", says=["hello"], waits=False)["id"]
    house.do("said", id=talk, text=DANGER, token="first-words", heard=False)
    assert house.do("hear", id=talk, text="Legal help", token="pressed", choice="legal_help") == 0
    assert house.do("unheard", seconds=31) == 1
    assert house.do("state", id=talk)["severity"] == 2
    assert house.do("unheard", seconds=31) == 0
    house.do("hear", id=talk, text="Legal help", token="pressed-too", choice="legal_help")
    assert house.do("unheard", seconds=31) == 0, "a button alone leaves nothing behind"


def test_a_talk_is_judged_before_it_ends_by_itself(house: LineHouse) -> None:
    talk = house.do("talk", says=["hello"], waits=False)["id"]
    house.do("said", id=talk, text=DANGER, token="first-words", heard=False)
    house.do("pass_time", hours=3)
    assert house.do("state", id=talk)["state"] == "guided", "the power was away for three hours"
    assert house.do("unheard", seconds=31) == 1
    assert house.do("state", id=talk)["severity"] == 2


def test_what_nobody_judges_for_a_day_is_put_before_a_person(house: LineHouse) -> None:
    talk = house.do("talk", says=["hello"], waits=False)["id"]
    house.do("said", id=talk, text=DANGER, token="first-words", heard=False)
    house.do("pass_time", hours=25)
    state = house.do("state", id=talk)
    assert (state["state"], state["severity"]) == ("waiting", 1)


def test_one_that_can_not_be_read_is_put_before_a_person_and_keeps_no_other_waiting(house: LineHouse) -> None:
    odd = house.do("texted", number="+12025550145", text="hello", channel="web")
    house.do("spoil", id=odd)
    talk = house.do("talk", says=["hello"], waits=False)["id"]
    house.do("said", id=talk, text=DANGER, token="first-words", heard=False)
    assert house.do("unheard", seconds=31) == 1
    assert house.do("state", id=talk)["severity"] == 2
    told = {one["id"]: one for one in house.do("talks")}[odd]
    assert (told["state"], told["severity"], told["reasons"]) == ("waiting", 1, ["not_judged"])
    assert house.do("unheard", seconds=31) == 0
