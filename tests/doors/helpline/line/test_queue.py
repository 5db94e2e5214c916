"""Who waits, in their order; who takes whom; and that a list tells nothing that was said."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.doors.helpline.line.house import LineHouse
from tests.doors.helpline.visitor import Visitor as Person

SECRET = "kestrel-meadow-91"


def _order(page: str) -> list[str]:
    return re.findall(r'class="waiter s(\d)"', page)


def test_the_most_endangered_stand_first_and_nothing_they_said_is_shown(house: LineHouse) -> None:
    house.do("talk", says=[f"my pay {SECRET}"], severity=0, minutes=3, locale="es")
    house.do("talk", says=[f"he has my passport {SECRET}"], severity=1, minutes=1, reasons=["threat"])
    house.do("talk", says=[f"a knife {SECRET}"], severity=2, reasons=["weapon"], locale="ar")
    page = house.visitor("ana").get("/")
    assert _order(page) == ["2", "1", "0"]
    assert SECRET not in page
    for word in ("danger now", "a weapon", "a threat", "Arabic", "3 people wait."):
        assert word in page


def test_who_the_machine_sees_in_danger_is_seen_before_asking(house: LineHouse) -> None:
    house.do("talk", says=["he is at the door"], severity=2, waits=False)
    house.do("talk", says=["hello"], severity=1, waits=False)
    page = house.visitor("ana").get("/")
    assert _order(page) == ["2"]
    assert "has not asked for a person yet" in page


def test_waiting_raises(house: LineHouse) -> None:
    house.do("talk", says=["a"], severity=1, minutes=1)
    house.do("talk", says=["b"], severity=0, minutes=30)
    assert _order(house.visitor("ana").get("/")) == ["0", "1"]


def test_two_who_press_at_once_get_two_people(house: LineHouse) -> None:
    ids = {house.do("talk", says=["help"], severity=2)["id"] for _ in range(6)}
    names = [f"both{one}" for one in range(6)]
    visitors = [house.visitor(name) for name in names]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda one: one.post("/next"), visitors))
    got = [one.url.rpartition("/")[2] for one in visitors]
    assert set(got) == ids
    assert {house.do("state", id=one)["by"] for one in got} == set(names)


def test_next_is_the_first_and_the_person_hears_of_it_in_a_reviewed_text(house: LineHouse) -> None:
    house.do("talk", says=["later"], severity=0, minutes=9)
    first = house.do("talk", says=["now"], severity=2)["id"]
    ana = house.visitor("ana")
    ana.post("/next")
    assert ana.url.endswith(f"/talks/{first}")
    told = house.do("state", id=first)
    assert told["state"] == "taken"
    assert [one[2] for one in told["turns"]] == ["", "person_joined"]


def test_nobody_waits(house: LineHouse) -> None:
    page = house.visitor("ana").post("/next")
    assert "Nobody waits now." in page


def test_no_more_talks_than_one_can_do_well(house: LineHouse) -> None:
    for _ in range(4):
        house.do("talk", says=["x"])
    ana = house.visitor("ana")
    for _ in range(3):
        ana.post("/next")
        assert ana.status == 200
    assert "You are in 3 conversations." in ana.post("/next")
    assert ana.status == 400


def test_a_language_is_left_to_who_speaks_it_while_they_are_here(house: LineHouse) -> None:
    ana, ben = house.visitor("ana"), house.visitor("ben")
    arabic = house.do("talk", says=["x"], severity=2, locale="ar")["id"]
    english = house.do("talk", says=["y"], severity=0, locale="en")["id"]
    ana.get("/")
    ben.get("/")
    ana.post("/here", {"languages_set": "1", "language": "en"})
    ben.post("/here", {"languages_set": "1", "language": "ar"})
    ana.post("/next")
    assert ana.url.endswith(english)
    ben.post("/here", {"leave": "1"})
    ana.post("/next")
    assert ana.url.endswith(arabic), "nobody else is here: a person who does not speak it is better than none"


def test_a_clock_that_was_set_back_makes_nobody_wait_less_than_nothing(house: LineHouse) -> None:
    house.do("talk", says=["a"], severity=1, minutes=-90)
    house.do("talk", says=["b"], severity=0, minutes=1)
    ana = house.visitor("ana")
    assert _order(ana.get("/")) == ["1", "0"]
    assert "under a minute" in ana.page
    ana.post("/next")
    assert house.do("state", id=ana.url.rpartition("/")[2])["severity"] == 1


def test_scripts_are_no_names(house: LineHouse) -> None:
    sue = house.visitor("sue", "line_supervisor")
    for name in ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "a\u202eb", "x" * 100_000):
        page = sue.post("/people", {"username": name, "role": "advocate"})
        assert sue.status == 400
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_who_vanishes_leaves_nobody_with_a_person_who_is_not_there(house: LineHouse) -> None:
    talk = house.do("talk", says=["he is back"], severity=2, minutes=4)["id"]
    ana = house.visitor("ana")
    ana.post("/next")
    house.do("pass_time", hours=0.02)
    assert house.do("state", id=talk)["by"] == "ana", (
        "a line that broke for a minute takes nobody's talk away"
    )
    house.do("pass_time", hours=0.1)
    told = house.do("state", id=talk)
    assert (told["state"], told["by"]) == ("waiting", "")
    assert told["turns"][-1][2] in ("wait_soon", "nobody_here"), "the person is told how it stands"
    bea = house.visitor("bea")
    assert "4 minutes" in bea.get("/"), "with the time they have waited"
    bea.post("/next")
    assert bea.url.endswith(f"/talks/{talk}")
    ana.get(f"/talks/{talk}")
    assert ana.status == 404


def test_who_got_a_talk_meanwhile_keeps_it(house: LineHouse) -> None:
    talk = house.do("talk", says=["hello"])["id"]
    ana = house.visitor("ana")
    house.visitor("bea")
    ana.post("/next")
    assert house.do("give_back_late", id=talk, to="bea") is False
    told = house.do("state", id=talk)
    assert (told["state"], told["by"]) == ("taken", "bea")
    assert told["turns"][-1][2] == "person_joined", "and nobody is told that nobody is there"


@pytest.mark.parametrize("first", ["take", "agree"])
def test_a_call_for_tonight_is_not_over_after_two_silent_hours(house: LineHouse, first: str) -> None:
    person, ana = Person(house.haven), house.visitor("ana")
    person.say("can a lawyer help me")
    (talk,) = [one["id"] for one in house.do("talks")]
    _, carried = person.form()
    call = {"phone": "+44 7700 900123", "when": "after eight", "code": "blue kettle"}
    if first == "agree":
        person.ask("/talk/later", carried | call)
        assert house.do("state", id=talk)["state"] == "waiting", "somebody has to see it"
        ana.post("/next")
    else:
        house.do("ask", id=talk)
        ana.post("/next")
        person.ask("/talk/later", carried | call)
    house.do("pass_time", hours=5)
    assert house.do("state", id=talk)["state"] == "waiting", "ana has gone home; it waits for who comes next"


@pytest.mark.parametrize("how", ["leave", "break"])
def test_who_goes_or_rests_gives_talks_back_at_once(house: LineHouse, how: str) -> None:
    talk = house.do("talk", says=["hello"])["id"]
    ana = house.visitor("ana")
    ana.post("/next")
    assert "Your open talks go back to the queue" in ana.get("/breath"), "it is said before"
    assert "1 talk of yours is in the queue again." in ana.post("/here", {how: "1"})
    told = house.do("state", id=talk)
    assert (told["state"], told["turns"][-1][2]) == ("waiting", "nobody_here")


def test_own_talks_say_who_waits_for_an_answer(house: LineHouse) -> None:
    talks = [house.do("talk", says=["hello"])["id"] for _ in range(2)]
    ana = house.visitor("ana")
    for _ in talks:
        ana.post("/next")
    assert ana.get("/").count("waits for your answer: under a minute") == 2
    ana.post(f"/talks/{talks[0]}/say", {"text": "I am here."})
    assert ana.get("/").count("waits for your answer:") == 1
    house.do("said", id=talks[0], text="are you", token="d" * 32)
    told = json.loads(ana.get(f"/news?talk={talks[0]}"))["mine"]
    assert told["html"].count("waits for your answer:") == 2
    assert told["wait"] == 1, "the open one is before one's eyes"


def test_a_severity_always_has_a_reason(house: LineHouse) -> None:
    house.do("talk", says=["zork"], severity=2, reasons=[])
    assert "the words as a whole, no single sign" in house.visitor("ana").get("/")


def test_nobody_waits_for_a_speaker_who_is_full(house: LineHouse) -> None:
    for _ in range(3):
        house.do("talk", says=["x"], locale="es")
    bea, ana = house.visitor("bea"), house.visitor("ana")
    bea.post("/here", {"languages_set": "1", "language": "es"})
    for _ in range(3):
        bea.post("/next")
    ana.post("/here", {"languages_set": "1", "language": "en"})
    waits = house.do("talk", says=["tiene un cuchillo"], severity=2, locale="es")["id"]
    ana.post("/next")
    assert ana.url.endswith(waits)


def test_a_queue_that_is_again_as_it_was_before_the_page_came_is_told(house: LineHouse) -> None:
    assert house.do("board", queues=["nobody", "one", "nobody", "nobody", "one"]) == [True, False, True]
