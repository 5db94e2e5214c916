"""Machine translation at Line, end to end: Haven, Line and Apertium (or a program that speaks like it)."""

from __future__ import annotations

import ast
import re
from html import unescape
from http.cookiejar import Cookie
from pathlib import Path

import pytest

from manumit.doors.web.catalogue import HERE
from tests.doors.helpline.line.house import LineHouse
from tests.doors.helpline.line.visit import Visitor
from tests.doors.helpline.telephone import Telephone
from tests.doors.helpline.visitor import Visitor as Survivor

TIRED, FACA = "Hoje tive de trabalhar até tarde, estou cansada.", "ele está atrás da porta com uma faca"
ASKED, MADE = "¿Cuántos días trabajó sin cobrar?", "Quantos dias trabalhou sem cobrar?"


@pytest.fixture
def line(translated: Telephone) -> Telephone:
    return translated


def in_spanish(line: Telephone, says: list[str], **told: object) -> tuple[Visitor, dict[str, str]]:
    """Ana, who reads Spanish, in a talk with somebody who writes Portuguese."""
    line.do("clear")
    talk = line.do("talk", says=says, locale="pt", **told)
    ana = line.advocate()
    ana.post("/language/setlang/", {"language": "es"})
    ana.post("/next")
    assert ana.url.endswith(talk["id"])
    return ana, talk


def staff(line: Telephone, talk: dict[str, str]) -> list[str]:
    """What advocates said."""
    return [one[1] for one in line.do("state", id=talk["id"])["turns"] if one[0] == "staff"]


def machine_texts(page: str) -> list[str]:
    return [unescape(one) for one in re.findall(r'class="machine-text" dir="auto">(.*?)</p>', page, re.S)]


def test_what_they_wrote_stands_above_and_danger_is_left_to_people(line: Telephone) -> None:
    ana, _ = in_spanish(line, [TIRED, FACA])
    assert len(machine_texts(ana.page)) == 1
    assert "trabajar hasta tarde, estoy cansada." in machine_texts(ana.page)[0]
    assert ana.page.index(TIRED) < ana.page.index("machine-text")
    assert FACA in ana.page
    assert "cuchillo" not in ana.page
    assert "Apertium" in ana.page


def test_it_is_made_once_and_goes_with_the_talk(line: Telephone) -> None:
    ana, talk = in_spanish(line, [TIRED])
    for _ in range(2):
        ana.get(f"/talks/{talk['id']}")
    assert line.do("rows", table="Rendering") == 1
    files = [line.said, *(path for path in line.home.rglob("*") if path.is_file())]
    words = (b"trabajar hasta tarde", b"trabalhar at")
    assert [path for path in files if any(word in path.read_bytes() for word in words)] == []
    line.do("clear")
    assert line.do("rows", table="Rendering") == 0


def test_what_is_new_comes_translated(line: Telephone) -> None:
    ana, talk = in_spanish(line, ["bom dia"])
    line.do("said", id=talk["id"], text=TIRED, token="t1")
    ana.get(f"/news?talk={talk['id']}&after=1")
    assert "trabajar hasta tarde" in ana.page


def test_own_words_are_seen_with_their_way_back_and_sent_with_the_label(line: Telephone) -> None:
    ana, talk = in_spanish(line, [TIRED])
    ana.post(f"/talks/{talk['id']}/translate", {"text": ASKED})
    assert MADE in unescape(ana.page)
    assert staff(line, talk) == []
    ana.post(f"/talks/{talk['id']}/say", {"text": ASKED, "machine": "1", "token": "a" * 32})
    assert line.do("state", id=talk["id"])["turns"][-1][:2] == ["staff", MADE]
    assert ASKED in unescape(ana.page)
    survivor = Survivor(line.carrier.haven, "pt")
    survivor.cookies.set_cookie(_cookie(talk["token"]))
    page = unescape(survivor.ask("/talk").text)
    assert page.index(MADE) < page.index("Uma máquina traduziu isto") < page.index(ASKED)


@pytest.mark.parametrize(
    "text",
    [
        "Llame a la policía",
        "¿Está de acuerdo con que lo cuente?",
        "¿En qué país estás?",
        "Salga por la puerta",
    ],
)
def test_danger_consent_and_replies_are_not_sent_by_a_machine(line: Telephone, text: str) -> None:
    ana, talk = in_spanish(line, [TIRED])
    ana.post(f"/talks/{talk['id']}/translate", {"text": text})
    assert ana.status == 200
    assert 'name="machine"' not in ana.page
    ana.post(f"/talks/{talk['id']}/say", {"text": text, "machine": "1", "token": "b" * 32})
    assert ana.status == 400
    assert staff(line, talk) == []


def test_a_ready_reply_is_that_of_their_language_and_no_machines(line: Telephone) -> None:
    ana, talk = in_spanish(line, [TIRED])
    ana.post(f"/talks/{talk['id']}/say", {"content": "if_unsure", "machine": "1", "token": "c" * 32})
    said = line.do("state", id=talk["id"])["turns"][-1]
    assert said[2] == "if_unsure"
    assert "O botão Sair mostra outra página" in said[1]


def test_in_a_talk_about_danger_no_machine_speaks(line: Telephone) -> None:
    ana, talk = in_spanish(line, [TIRED], severity=2, reasons=["weapon"])
    ana.post(f"/talks/{talk['id']}/translate", {"text": ASKED})
    assert MADE not in ana.page
    ana.post(f"/talks/{talk['id']}/say", {"text": ASKED, "machine": "1", "token": "d" * 32})
    assert ana.status == 400


def test_an_interpreter_is_offered(line: Telephone) -> None:
    ana, talk = in_spanish(line, [TIRED])
    assert 'value="answer_interpreter"' in ana.page
    ben = line.advocate("ben")
    ben.post("/here", {"languages_set": "1", "language": "pt"})
    assert '<option value="ben">' in ana.get(f"/talks/{talk['id']}")


def test_without_an_engine_there_is_no_machine(house: LineHouse) -> None:
    talk = house.do("talk", says=[TIRED], locale="pt")["id"]
    ana = house.visitor("ana")
    ana.post("/next")
    assert TIRED in ana.page
    assert 'class="machine' not in ana.page
    assert "data-leads" not in ana.page
    assert 'value="answer_interpreter"' in ana.page
    ana.post(f"/talks/{talk}/say", {"text": "how are you", "machine": "1", "token": "e" * 32})
    assert ana.status == 400


def test_one_place_asks_the_machine() -> None:
    """Whoever else called it would pass by what bars danger, or keep what it says elsewhere."""
    asked = []
    for path in sorted(HERE.rglob("*.py")):
        for one in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(one, ast.ImportFrom) and any(each.name == "translator_from" for each in one.names):
                asked.append(path.relative_to(HERE).as_posix())
    assert sorted(asked) == ["helpline/serving.py", "line/translating.py"]
    source = Path(HERE / "line" / "translating.py").read_text("utf-8")
    assert source.count(".render(") == 2


def _cookie(token: str) -> Cookie:
    return Cookie(
        0, "s", token, None, False, "127.0.0.1", True, False, "/", True, False, None, True, None, None, {}
    )
