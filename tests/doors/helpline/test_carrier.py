"""Texts and calls, end to end: a carrier that signs, repeats, delays and fails, and the help line's own processes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

import pytest

from manumit.doors.web.building import build_assets
from manumit.services.support import carrier_signature
from tests.doors.helpline.running import Helpline
from tests.doors.helpline.telephone import Telephone, telephone

NEUTRAL = re.compile(r"(Call us\?|Later\?|¿Nos llamas\?|¿Más tarde\?) \d{4}")
_NUMBERS = count(1)


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Telephone]:
    build_assets()
    with telephone(tmp_path_factory.mktemp("telephone") / "home") as made:
        yield made


@pytest.fixture
def number() -> str:
    """A telephone that nobody has used here; of the range that is kept for made-up ones."""
    return f"+4477009001{next(_NUMBERS):02d}"


def post(address: str, form: dict[str, str], signed: str) -> int:
    asked = urllib.request.Request(address, urlencode(form).encode(), {"X-Twilio-Signature": signed})
    try:
        with urllib.request.urlopen(asked, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_a_text_is_judged_queued_and_answered_neutrally(line: Telephone, number: str) -> None:
    assert line.carrier.bring(number, "he is outside my door with a knife") == [200]
    talk = line.talk()
    assert (talk["channel"], talk["state"], talk["severity"]) == ("sms", "waiting", 2)
    assert "weapon" in talk["reasons"]
    said = line.until(lambda: line.received(number))
    assert re.fullmatch(r"Call us\? \d{4}", said[0])
    line.carrier.bring(number, "please")
    assert len(line.do("talks")) == len({one["id"] for one in line.do("talks")})
    turns = line.talk()["turns"]
    assert [turn[0] for turn in turns] == ["person", "service", "person"]


def test_every_day_words_wait_their_turn_and_get_later(line: Telephone, number: str) -> None:
    line.carrier.bring(number, "hola, quiero saber a qué hora abre la oficina")
    talk = line.talk()
    assert (talk["severity"], talk["locale"], talk["state"]) == (0, "es", "waiting")
    said = line.until(lambda: line.received(number))
    assert re.fullmatch(r"¿Más tarde\? \d{4}", said[0])


def test_what_comes_twice_is_one_message(line: Telephone, number: str) -> None:
    before = len(line.do("talks"))
    assert line.carrier.bring(number, "are you there", ident="SM" + "a" * 32, times=6) == [200] * 6
    assert line.carrier.bring(number, "are you there", ident="SM" + "a" * 32) == [200]
    assert len(line.do("talks")) == before + 1
    assert [turn[0] for turn in line.talk()["turns"]].count("person") == 1
    line.until(lambda: line.received(number))
    assert len(line.received(number)) == 1


def test_two_first_texts_at_once_are_one_talk(line: Telephone, number: str) -> None:
    before = len(line.do("talks"))
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda n: line.carrier.bring(number, f"part {n}"), range(4)))
    assert told == [[200]] * 4
    assert len(line.do("talks")) == before + 1
    assert sum(turn[0] == "person" for turn in line.talk()["turns"]) == 4


@pytest.mark.parametrize(
    "text",
    [
        "🆘",
        "en pääse täältä pois, ovi on lukossa",
        "\u202egnihtemos",
        "<b>hello</b> & 'more'",
        "x" * 9_500,
        "",
    ],
)
def test_any_text_is_kept_whole(line: Telephone, number: str, text: str) -> None:
    assert line.carrier.bring(number, text, pictures=2) == [200]
    turns = [turn[1] for turn in line.talk()["turns"] if turn[0] == "person"]
    assert "".join(turns) == text
    assert line.talk()["state"] == "waiting"


def test_stop_is_kept_and_nothing_is_sent_after_it(line: Telephone, number: str) -> None:
    line.carrier.bring(number, "STOP")
    talk = line.talk()
    assert [turn[:2] for turn in talk["turns"]] == [["person", "STOP"]]
    ana = line.advocate()
    ana.post("/next")
    while talk["id"] not in ana.url:
        ana.post(f"/talks/{ana.url.rpartition('/')[2]}/end")
        ana.post("/next")
    assert "wrote STOP" in ana.page
    ana.post(f"/talks/{talk['id']}/say", {"content": "sms_call_us", "token": "1" * 32})
    assert ana.status == 400
    assert line.received(number) == []
    line.carrier.bring(number, "start")
    ana.post(f"/talks/{talk['id']}/say", {"content": "sms_call_us", "token": "2" * 32})
    assert ana.status == 200
    said = line.until(lambda: line.received(number))
    assert NEUTRAL.fullmatch(said[0])
    ana.post(f"/talks/{talk['id']}/end")


def test_help_is_a_cry_for_help_too(line: Telephone, number: str) -> None:
    line.carrier.bring(number, "HELP")
    assert line.talk()["severity"] == 2
    assert NEUTRAL.fullmatch(line.until(lambda: line.received(number))[0])


def taken(line: Telephone, number: str, text: str = "he is outside my door with a knife") -> tuple[str, str]:
    """A talk that Ana has: the newest danger. Its id, and hers (her page is asked anew each time)."""
    line.do("clear")
    line.carrier.bring(number, text)
    talk = line.do("talks")[-1]["id"]
    ana = line.advocate()
    ana.post("/next")
    assert ana.url.endswith(talk)
    return talk, ana.page


def test_an_advocate_says_little_or_knowingly_more(line: Telephone, number: str) -> None:
    talk, page = taken(line, number)
    assert "Own words" in page
    assert "stays on their phone" in page
    ana = line.advocate()
    for told, status in (
        ({"content": "danger_cant_call"}, 400),
        ({"text": "meet me at nine"}, 400),
        ({"text": "x" * 161, "stays": "1"}, 400),
        ({"text": "see you, A.", "stays": "1"}, 200),
        ({"content": "sms_later"}, 200),
    ):
        ana.get(f"/talks/{talk}")
        ana.post(f"/talks/{talk}/say", told | {"token": f"{hash(str(told)) & 0xFFFF:032x}"})
        assert ana.status == status, told
    line.until(lambda: len(line.received(number)) == 3)
    assert line.received(number)[1] == "see you, A."
    assert NEUTRAL.fullmatch(line.received(number)[2])


def test_the_house_sends_no_notices_by_text(line: Telephone, number: str) -> None:
    talk, _ = taken(line, number)
    ana = line.advocate()
    ana.post(f"/talks/{talk}/hand-over", {"to": ""})
    ana.post("/next")
    ana.post(f"/talks/{talk}/end")
    line.until(lambda: line.received(number))
    assert all(NEUTRAL.fullmatch(one) for one in line.received(number))
    assert {turn[2] for turn in line.do("state", id=talk)["turns"] if turn[0] == "service"} <= {"sms_call_us"}


def test_a_number_is_shown_only_for_a_call_back_and_then_written_down(line: Telephone, number: str) -> None:
    talk, page = taken(line, number)
    assert number not in page
    assert number.lstrip("+") not in page
    ana = line.advocate()
    assert number not in ana.get(f"/talks/{talk}") + ana.get("/") + ana.get("/news")
    assert number in ana.post(f"/talks/{talk}/number", {"token": "3" * 32})
    assert number not in ana.get(f"/talks/{talk}")
    assert "shown for a call-back" in ana.page
    ben = line.advocate("ben")
    ben.post(f"/talks/{talk}/number")
    assert ben.status == 404


def test_nothing_on_the_disk_and_in_the_log_knows_the_number(line: Telephone, number: str) -> None:
    text = "heron lantern 4417 behind the mill"
    line.carrier.bring(number, text)
    line.call(number).press("1").press("3").press("2").press("4821#")
    line.until(lambda: line.received(number))
    files = [line.said, *(path for path in line.home.rglob("*") if path.is_file())]
    assert len(files) > 5
    words = [one.encode() for one in (number, number.lstrip("+"), number[3:], "heron lantern")]
    assert [path for path in files if any(word in path.read_bytes() for word in words)] == []


def test_a_text_gets_through_a_carrier_that_fails(line: Telephone, number: str) -> None:
    """Refused, then taken while the answer is lost: a receipt or asking again tells. It is on the telephone once."""
    asked = line.carrier.asked
    line.carrier.answers.extend(["503", "lost"])
    line.carrier.bring(number, "hello there, good morning")
    line.until(lambda: line.carrier.asked >= asked + 2 and line.received(number))
    assert len(line.received(number)) == 1
    line.until(lambda: line.do("rows", table="Outgoing"))


def test_a_carrier_that_refuses_is_told_at_line(line: Telephone, number: str) -> None:
    line.carrier.answers.append("400")
    talk, _ = taken(line, number)
    ana = line.advocate()
    line.until(lambda: "did not arrive" in ana.get(f"/talks/{talk}"))
    assert line.received(number) == []
    line.carrier.answers.append("stopped")
    ana.post(f"/talks/{talk}/say", {"content": "sms_call_us", "token": "4" * 32})
    line.until(lambda: "wrote STOP" in ana.get(f"/talks/{talk}"))


def test_line_says_whether_a_text_arrived(line: Telephone, number: str) -> None:
    line.carrier.receipts.extend(["none", "delivered", "undelivered"])
    talk, _ = taken(line, number)
    ana, at = line.advocate(), f"/talks/{talk}"
    line.until(lambda: "with the carrier" in ana.get(at))
    ana.post(f"{at}/say", {"content": "sms_later", "token": "5" * 32})
    line.until(lambda: "1 text arrived" in ana.get(at))
    ana.post(f"{at}/say", {"content": "sms_later", "token": "6" * 32})
    line.until(lambda: "1 text did not arrive" in ana.get(at))


def test_a_text_on_its_way_survives_a_power_cut(line: Telephone, number: str) -> None:
    line.carrier.answers.extend(["500"] * 3)
    line.carrier.bring(number, "hello there, good morning")
    line.kill()
    line.carrier.answers.clear()
    line.start()
    line.until(lambda: line.received(number))
    assert len(line.received(number)) == 1


def test_after_the_end_number_and_words_go(line: Telephone, number: str) -> None:
    talk, _ = taken(line, number)
    line.advocate().post(f"/talks/{talk}/end")
    assert line.carrier.bring(number, "hello again") == [200]
    assert line.talk()["id"] != talk
    line.do("clear")
    assert [line.do("rows", table=one) for one in ("Conversation", "Caller", "Outgoing", "Message")] == [
        0
    ] * 4


def test_only_what_the_carrier_signed_is_taken(line: Telephone, number: str) -> None:
    address = f"{line.carrier.haven}/carrier/sms"
    form = {"AccountSid": line.carrier.account, "MessageSid": "SMx", "From": number, "Body": "hello"}
    lists = {name: [value] for name, value in form.items()}
    right = carrier_signature(line.carrier.token, address, lists)
    other = carrier_signature(line.carrier.token, address, lists | {"AccountSid": ["ACother"]})
    before = len(line.do("talks"))
    for told, signed in (
        (form, ""),
        (form, right[:-2] + "x="),
        (form | {"Body": "hello!"}, right),
        (form | {"AccountSid": "ACother"}, other),
        (form, carrier_signature("another", address, lists)),
    ):
        assert post(address, told, signed) == 403
    assert len(line.do("talks")) == before
    assert post(address, form, right) == 200


def test_without_a_carrier_there_is_no_such_address(helpline: Helpline) -> None:
    signed = carrier_signature("", f"{helpline.base}/carrier/sms", {})
    for path in ("sms", "voice", "voice/menu/en"):
        assert post(f"{helpline.base}/carrier/{path}", {}, signed) == 404
    assert helpline.visitor().ask("/carrier/audio/en.voice_hello.2.mp3").status == 404


def test_a_call_to_the_emergency_number_of_the_stated_country(line: Telephone, number: str) -> None:
    call = line.call(number)
    assert [tongue for tongue, _ in call.said] == ["en-US", "es-ES", "ar-AE"]
    call.press("1").press("1").press("44")
    assert any("999" in text for _, text in call.said)
    assert call.state == "open"  # back at the menu


def test_a_call_in_another_language_says_the_original_too(line: Telephone, number: str) -> None:
    said = line.call(number).press("2").said
    assert [tongue for tongue, _ in said[3:5]] == ["es-ES", "en-US"]


def test_a_call_to_a_person_who_is_there(line: Telephone, number: str) -> None:
    before = line.do("rows", table="Conversation")
    call = line.call(number).press("1").press("2")
    assert (call.state, call.dialled) == ("dialling", ["+447700900199"])
    assert call.pick_up("completed").state == "ended"
    assert line.do("rows", table="Conversation") == before


def test_a_call_back_is_agreed_with_a_code_word(line: Telephone, number: str) -> None:
    call = line.call(number).press("1").press("2").pick_up("no-answer")
    assert any("Nobody can answer" in text for _, text in call.said)
    call.press("3").press("12").press("4821")
    assert call.state == "ended"
    assert "4-8-2-1" in call.said[-1][1]
    talk = line.talk()
    assert (talk["channel"], talk["state"], talk["severity"]) == ("voice", "waiting", 1)
    assert talk["turns"] == [["person", "12-18 · 4821", ""]]


def test_a_step_that_is_asked_twice_agrees_once(line: Telephone, number: str) -> None:
    form = {"CallSid": "CA" + "b" * 32, "From": number, "Digits": "4821"}
    before = line.do("rows", table="Conversation")
    for _ in range(3):
        assert line.carrier.webhook("/carrier/voice/agreed/en/2", form)[0] == 200
    assert line.do("rows", table="Conversation") == before + 1


def test_nobody_without_a_number_is_promised_a_call(line: Telephone) -> None:
    before = line.do("rows", table="Conversation")
    call = line.call("anonymous").press("1").press("3").press("1").press("4821")
    assert "Nobody can answer" in call.said[-1][1]
    assert line.do("rows", table="Conversation") == before


def test_who_presses_nothing_is_let_go(line: Telephone, number: str) -> None:
    call = line.call(number).press().press()
    assert call.press().state == "ended"


def test_a_text_read_aloud_is_played(line: Telephone, number: str) -> None:
    folder = line.home / "audio"
    folder.mkdir()
    (folder / "en.voice_hello.2.mp3").write_bytes(b"a sound")
    (folder / "en.voice_code.7.mp3").write_bytes(b"of another version")
    call = line.call(number).press("1")
    assert call.said[-2][1] == "/carrier/audio/en.voice_hello.2.mp3" or call.said[-1][1].startswith(
        "/carrier"
    )
    with urllib.request.urlopen(f"{line.carrier.haven}/carrier/audio/en.voice_hello.2.mp3") as answer:
        assert answer.read() == b"a sound"
    call.press("3").press("1")
    assert "four to six" in call.said[-1][1]


@pytest.mark.parametrize(
    "settings",
    [
        {"CARRIER": "https://carrier.example"},
        {"CARRIER": "http://carrier.example", **dict.fromkeys(("CARRIER_ACCOUNT", "CARRIER_TOKEN"), "x")},
        {"TRIAGE": "/nowhere/model.onnx"},
    ],
)
def test_what_cannot_work_does_not_start(settings: dict[str, str], tmp_path: Path) -> None:
    told = {"CARRIER_NUMBER": "+447700900100", "CARRIER_ADDRESS": "https://info.example"} | settings
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("MANUMIT_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "manumit", "helpline", "--home", str(tmp_path / "home")],
        env=clean | {f"MANUMIT_HELPLINE_{name}": value for name, value in told.items()},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 2, done.stderr
