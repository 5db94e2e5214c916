"""In a talk: saying, judging, handing over, listening, ending, writing down; and who may not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.request import Request, urlopen

import pytest

from tests.doors.helpline.line.house import LineHouse
from tests.doors.helpline.line.visit import Visitor

CANARY = "kestrel-meadow-92"


@pytest.fixture
def taken(house: LineHouse) -> tuple[Visitor, str]:
    """Ana has a talk about danger."""
    talk = house.do("talk", says=[f"please come {CANARY}"], severity=2, reasons=["weapon"])["id"]
    ana = house.visitor("ana")
    ana.post("/next")
    assert ana.url.endswith(talk)
    return ana, talk


def test_saying_it_twice_is_saying_it_once(house: LineHouse, taken: tuple[Visitor, str]) -> None:
    ana, talk = taken
    for _ in range(2):
        ana.post(f"/talks/{talk}/say", {"text": "I am here.\r\nTell me.", "token": "a" * 32})
        assert ana.status == 200
    turns = house.do("state", id=talk)["turns"]
    assert turns[-1] == ["staff", "I am here.\nTell me.", ""]
    assert len(turns) == 3
    assert "I am here." in ana.page
    assert CANARY in ana.page


def test_a_ready_reply_is_of_the_closed_set_and_nothing_else_passes_for_one(
    house: LineHouse, taken: tuple[Visitor, str]
) -> None:
    ana, talk = taken
    ana.post(f"/talks/{talk}/say", {"content": "if_unsure", "text": "something else"})
    who, text, content = house.do("state", id=talk)["turns"][-1]
    assert (who, content) == ("staff", "if_unsure")
    assert "something else" not in text
    ana.post(f"/talks/{talk}/say", {"content": "invented"})
    assert ana.status == 400


def test_empty_and_too_long(taken: tuple[Visitor, str]) -> None:
    ana, talk = taken
    ana.post(f"/talks/{talk}/say", {"text": "  "})
    assert ana.status == 400
    ana.post(f"/talks/{talk}/say", {"text": "x" * 4001})
    assert ana.status == 400
    page = ana.post(f"/talks/{talk}/say", {"text": "x" * 1_200_000})
    assert ana.status == 413
    assert "what you wrote may still be there" in page, "a page that says what to do"


def test_markup_is_shown_and_does_not_run(house: LineHouse, taken: tuple[Visitor, str]) -> None:
    ana, talk = taken
    house.do("said", id=talk, text="<script>alert(1)</script>", token="m")
    page = ana.get(f"/talks/{talk}")
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_another_judgement_counts_and_is_kept(house: LineHouse, taken: tuple[Visitor, str]) -> None:
    ana, talk = taken
    ana.post(f"/talks/{talk}/severity", {"severity": "1"})
    told = house.do("state", id=talk)
    assert told["severity"] == 1
    assert told["overrides"] == [[2, 1]]
    ana.post(f"/talks/{talk}/severity", {"severity": "7"})
    assert ana.status == 400


def test_what_a_person_lowered_only_new_words_raise(house: LineHouse) -> None:
    talk = house.do("talk", says=["my son locked me out, he is outside my door with a knife"], severity=2)[
        "id"
    ]
    ana = house.visitor("ana")
    ana.post("/next")
    assert ana.url.endswith(talk)
    ana.post(f"/talks/{talk}/severity", {"severity": "0"})
    assert house.do("hear", id=talk, text="ok, and what are your opening hours?", token="first-words") == 0
    assert house.do("hear", id=talk, text="he broke in, he has a gun, help", token="second-words") == 2
    ana.post(f"/talks/{talk}/severity", {"severity": "0"})
    ana.post(f"/talks/{talk}/severity", {"severity": "1"})  # the one before was a slip: all counts again
    assert house.do("hear", id=talk, text="and on Sundays?", token="third-words") == 2


def test_a_message_that_was_kept_and_not_judged_counts_with_the_next(house: LineHouse) -> None:
    talk = house.do("talk", says=["please, he is outside my door with a knife"])["id"]
    assert house.do("state", id=talk)["severity"] == 0
    assert house.do("hear", id=talk, text="what are your opening hours?", token="next-words") == 2


def test_in_a_talk_about_danger_that_somebody_has_nothing_more_is_judged_until_it_is_lowered(
    house: LineHouse, taken: tuple[Visitor, str]
) -> None:
    ana, talk = taken
    assert house.do("hear", id=talk, text="he broke in, he has a gun, help", token="first-words") == 2
    assert not house.do("state", id=talk)["found"]
    ana.post(f"/talks/{talk}/severity", {"severity": "1"})
    ana.post(f"/talks/{talk}/severity", {"severity": "0"})
    assert house.do("hear", id=talk, text="and on Sundays?", token="second-words") == 0
    assert house.do("state", id=talk)["found"]
    assert house.do("hear", id=talk, text="he is back with the gun, help", token="third-words") == 2


def test_a_talk_is_nobodys_but_its_advocates(house: LineHouse, taken: tuple[Visitor, str]) -> None:
    _, talk = taken
    for name, role in (("ben", "advocate"), ("cas", "case_worker"), ("sue", "line_supervisor")):
        other = house.visitor(name, role)
        page = other.get(f"/talks/{talk}")
        assert other.status in (403, 404)
        assert CANARY not in page
        other.post(f"/talks/{talk}/say", {"text": "hello"})
        assert other.status in (403, 404)
        assert CANARY not in other.get(f"/news?talk={talk}")


def test_handed_to_a_colleague_with_a_note(house: LineHouse, taken: tuple[Visitor, str]) -> None:
    ana, talk = taken
    ben = house.visitor("ben")
    ben.get("/")
    ana.post(f"/talks/{talk}/hand-over", {"to": "ben", "note": f"speaks softly {CANARY}"})
    assert house.do("state", id=talk)["by"] == "ben"
    assert house.do("state", id=talk)["turns"][-1][2] == "handed_over"
    assert f"speaks softly {CANARY}" in ben.get(f"/talks/{talk}")
    ana.get(f"/talks/{talk}")
    assert ana.status == 404
    ben.post(f"/talks/{talk}/hand-over", {"to": "nobody"})
    assert ben.status == 400


def test_handed_back_it_keeps_the_time_it_has_waited(house: LineHouse) -> None:
    talk = house.do("talk", says=["x"], severity=0, minutes=12)["id"]
    ana = house.visitor("ana")
    ana.post("/next")
    ana.post(f"/talks/{talk}/hand-over", {"to": ""})
    assert house.do("state", id=talk)["state"] == "waiting"
    assert "12 minutes" in ana.get("/")


def test_listening_in_is_told_to_both(house: LineHouse, taken: tuple[Visitor, str]) -> None:
    ana, talk = taken
    sue = house.visitor("sue", "line_supervisor")
    page = sue.post(f"/talks/{talk}/listen")
    assert CANARY in page
    assert house.do("state", id=talk)["turns"][-1][2] == "listening"
    assert "sue listens in" in ana.get(f"/talks/{talk}")
    sue.post(f"/talks/{talk}/say", {"text": "not mine to say"})
    assert sue.status == 404
    sue.post(f"/talks/{talk}/listen", {"stop": "1"})
    sue.get(f"/talks/{talk}")
    assert sue.status == 404
    ben = house.visitor("ben")
    ben.post(f"/talks/{talk}/listen")
    assert ben.status == 403


def test_after_a_hard_talk_a_breath(house: LineHouse, taken: tuple[Visitor, str]) -> None:
    ana, talk = taken
    page = ana.post(f"/talks/{talk}/end")
    assert ana.url.endswith("/breath")
    assert "A breath, a break, a colleague" in page
    told = house.do("state", id=talk)
    assert told["state"] == "ended"
    assert told["turns"][-1][2] == "ended"
    house.do("talk", says=["x"], severity=2)
    ana.post("/next")
    ana.post(ana.url.removeprefix(house.base) + "/end")
    assert "A break is due." in ana.get("/")
    ana.post("/here", {"break": "1"})
    assert "A break is due." not in ana.get("/")


def test_papers_are_sealed_and_die_with_the_talk_unless_the_person_agreed(
    house: LineHouse, taken: tuple[Visitor, str]
) -> None:
    ana, talk = taken
    ana.post(f"/talks/{talk}/papers", {"kind": "plan", "places": f"aunt {CANARY}", "token": "b" * 32})
    assert f"aunt {CANARY}" in ana.page
    ana.post(f"/talks/{talk}/papers", {"kind": "plan"})
    assert ana.status == 400
    assert [one["words"] for one in house.do("papers")] == [{"places": f"aunt {CANARY}"}]
    ana.post(f"/talks/{talk}/end")
    house.do("pass_time", hours=25)
    assert house.do("papers") == []
    assert not _in_bytes(house, CANARY)


def test_papers_are_kept_as_long_as_the_person_agreed(house: LineHouse, taken: tuple[Visitor, str]) -> None:
    ana, talk = taken
    ana.post(f"/talks/{talk}/papers", {"kind": "note", "text": "keep this"})
    ana.post(f"/talks/{talk}/keep", {"days": "3"})
    ana.post(f"/talks/{talk}/end")
    house.do("pass_time", hours=26)
    assert [one["words"]["text"] for one in house.do("papers")] == ["keep this"]
    house.do("pass_time", hours=24 * 5)
    assert house.do("papers") == []


def test_nothing_that_was_said_lies_in_the_house_in_plain(
    house: LineHouse, taken: tuple[Visitor, str]
) -> None:
    ana, talk = taken
    ana.post(f"/talks/{talk}/say", {"text": f"answer {CANARY}"})
    ana.post(f"/talks/{talk}/papers", {"kind": "note", "text": f"note {CANARY}"})
    assert not _in_bytes(house, CANARY)


def _in_bytes(house: LineHouse, text: str) -> list[str]:
    wanted = (text.encode(), text.encode("utf-16-le"))
    return [
        str(path)
        for path in house.home.rglob("*")
        if path.is_file() and any(one in path.read_bytes() for one in wanted)
    ]


def _events(ana: Visitor, talk: str) -> Iterator[tuple[str, dict[str, str]]]:
    cookies = "; ".join(f"{one.name}={one.value}" for one in ana.jar)
    call = Request(f"{ana.base}/stream?talk={talk}&after=0", headers={"Cookie": cookies})
    with urlopen(call, timeout=30) as stream:
        event = ""
        for raw in stream:
            line = raw.decode("utf-8").rstrip("\n")
            if line.startswith("event: "):
                event = line[7:]
            elif line.startswith("data: "):
                yield event, json.loads(line[6:])


def test_a_stream_tells_what_another_process_did(house: LineHouse, taken: tuple[Visitor, str]) -> None:
    ana, talk = taken
    tabs = [_events(ana, talk), _events(ana, talk)]
    for tab in tabs:
        assert any(CANARY in told["turns"] for event, told in tab if event == "talk")
        assert any("Nobody waits." in told["html"] for event, told in tab if event == "queue")
    house.do("said", id=talk, text="are you there", token="heard")
    for tab in tabs:
        assert any("are you there" in told["turns"] for event, told in tab if event == "talk")
    house.do("talk", says=["somebody else"], severity=1)
    for tab in tabs:
        assert any("1 person waits." in told["html"] for event, told in tab if event == "queue")
    house.do("clear")
    for tab in tabs:
        assert any(told.get("gone") for event, told in tab if event == "talk")
