"""The talk over HTTP: nothing is kept before a word, nothing is said twice, nothing is lost, and nothing is left."""

from __future__ import annotations

import json
import re
import threading
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from manumit.doors.web.haven import countries
from tests.doors.helpline.databases import conversations, written
from tests.doors.helpline.line.house import LineHouse
from tests.doors.helpline.running import Helpline
from tests.doors.helpline.visitor import Visitor

MARK = "zwölf Giraffen im Keller 4711"
"""Words that nothing else says."""


def test_nothing_is_kept_before_the_first_word(helpline: Helpline, visitor: Visitor) -> None:
    before = conversations(helpline.home, helpline.settings)
    page = visitor.ask("/talk")
    assert [who for who, _ in page.turns] == ["service", "service"]
    assert page.choices == ["safe_yes", "safe_no", "safe_unsure", "person"]
    shown = visitor.ask("/talk?c=FR")
    assert "112" in shown.text
    assert conversations(helpline.home, helpline.settings) == before


def test_a_word_is_answered_by_the_form_alone(visitor: Visitor) -> None:
    sent = visitor.say("can a lawyer help me")
    assert (sent.status, sent.headers["location"]) == (302, "/talk#end")
    cookie = next(one for one in sent.set_cookies if one.startswith("s="))
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "xpires" not in cookie
    turns = visitor.ask("/talk").turns
    assert ("person", "can a lawyer help me") in turns
    assert turns[-1][0] == "service"
    assert [text for who, text in turns].count("Are you safe to talk now?") == 1


def test_no_is_danger_and_a_person_is_asked(visitor: Visitor) -> None:
    visitor.say(choice="safe_no")
    page = visitor.ask("/talk")
    assert 'class="service danger"' in page.text
    assert "cant_call" in page.choices
    assert 'id="where" open' in page.text  # which country? its number is shown then
    _, carried = visitor.form()
    visitor.ask("/talk/number", carried | {"country": "GB"})
    page = visitor.ask("/talk")
    assert '<a href="tel:999"' in page.text
    assert "A person has been asked" in page.text


def test_the_same_form_sent_twice_is_said_once(helpline: Helpline, visitor: Visitor) -> None:
    before = conversations(helpline.home, helpline.settings)
    _, carried = visitor.form()
    with ThreadPoolExecutor(4) as pool:  # four browsers with the page, none with a key yet
        twins = [Visitor(visitor.base, cookies=visitor.cookies) for _ in range(4)]
        sent = list(pool.map(lambda one: one.ask("/talk/say", carried | {"text": MARK}), twins))
    assert {one.status for one in sent} == {302}
    page = visitor.ask("/talk")
    assert conversations(helpline.home, helpline.settings) == before + 1
    assert [text for who, text in page.turns if who == "person"] == [MARK]
    said = [text for who, text in page.turns if who == "service"]
    assert len(said) == len(set(said))


def test_two_tabs_are_one_talk(visitor: Visitor) -> None:
    _, first = visitor.form()
    _, second = visitor.form()
    visitor.ask("/talk/say", first | {"text": "from the first"})
    visitor.ask("/talk/say", second | {"text": "from the second"})
    said = [text for who, text in visitor.ask("/talk").turns if who == "person"]
    assert said == ["from the first", "from the second"]


@pytest.mark.parametrize("text", ["long " * 1_000, "ق" * 100_000, "\U0001f6a8" * 100_000])
def test_what_is_too_long_is_refused_and_kept_with_the_writer(text: str, visitor: Visitor) -> None:
    refused = visitor.say(text)
    assert refused.status == 413
    assert text.strip() in refused.text
    assert "s" not in visitor.kept
    assert "problem" in visitor.say(text, Accept="application/json").json


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "</li><b>x", "{{ 7|add:7 }}", "a\x00b", "\ud7ff\u202e'\";--"]
)
def test_odd_words_are_words(text: str, visitor: Visitor) -> None:
    visitor.say(text)
    page = visitor.ask("/talk")
    assert "<script>alert" not in page.text
    assert "</li><b>" not in page.text
    assert [one for who, one in page.turns if who == "person"] == [text]


def test_a_page_that_is_too_old_gives_the_words_back(visitor: Visitor) -> None:
    refused = visitor.ask("/talk/say", {"text": "my words", "csrfmiddlewaretoken": "x" * 64})
    assert refused.status == 403
    assert "my words" in refused.text


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:1"])
def test_a_form_of_another_site_is_refused(origin: str, visitor: Visitor) -> None:
    _, carried = visitor.form()
    assert visitor.ask("/talk/say", carried | {"text": "x"}, Origin=origin).status == 403
    forged = carried | {"text": "x", "csrfmiddlewaretoken": "y" * 64}
    assert visitor.ask("/talk/say", forged, Origin="null").status == 403
    assert (
        visitor.ask("/talk/say", carried | {"text": "x"}, Origin="null").status == 302
    )  # ours, without a referrer


def test_news_and_stream_tell_what_is_new(visitor: Visitor) -> None:
    sent = visitor.say("can a lawyer help me", Accept="application/json").json
    assert sent["last"] >= 4
    assert visitor.ask(f"/talk/news?after={sent['last']}").json["turns"].strip() == ""
    events = _events(visitor, sent["last"])
    next(events)  # the state as it is
    began = time.monotonic()
    threading.Timer(0.3, lambda: visitor.say("a new word")).start()
    told = next(one for one in events if "a new word" in one["turns"])
    assert time.monotonic() - began < 10
    assert told["last"] > sent["last"]


def _events(visitor: Visitor, after: int) -> Iterator[dict[str, str]]:
    key = visitor.kept["s"]
    call = urllib.request.Request(f"{visitor.base}/talk/stream?after={after}", headers={"Cookie": f"s={key}"})
    with urllib.request.urlopen(call, timeout=30) as stream:
        for line in stream:
            if line.startswith(b"data: "):
                yield json.loads(line[6:])


def test_a_stranger_hears_nothing(helpline: Helpline, visitor: Visitor) -> None:
    visitor.say("mine")
    other = helpline.visitor()
    assert other.ask("/talk/news").status == 410
    assert other.ask("/talk/stream").status == 204
    assert "mine" not in other.ask("/talk").text


def test_end_keep_and_a_new_talk(visitor: Visitor) -> None:
    visitor.say("a first talk")
    visitor.deed("end")
    page = visitor.ask("/talk")
    assert "This talk has ended." in page.text
    refused = visitor.say("too late", Accept="application/json")
    assert refused.status == 409
    visitor.deed("keep")
    assert "You asked us to keep this talk." in visitor.ask("/phone").text
    visitor.deed("new")
    assert [who for who, _ in visitor.ask("/talk").turns] == ["service", "service"]


def test_being_called_needs_a_number_a_time_and_a_word(visitor: Visitor) -> None:
    visitor.say(choice="person")
    _, carried = visitor.form()
    told = {"phone": "+44 7700 900123", "when": "after eight", "code": "blue kettle"}
    refused = visitor.ask("/talk/later", carried | told | {"code": "a (bad) one"})
    assert "we need a number" in refused.text
    visitor.ask("/talk/later", carried | told)
    page = visitor.ask("/talk")
    assert any("blue kettle" in text for who, text in page.turns if who == "service")


def _raw(helpline: Helpline) -> bytes:
    files = [one for one in (*helpline.home.rglob("*"), helpline.said) if one.is_file()]
    files += written(helpline.settings)
    return b"".join(one.read_bytes() for one in files)


def test_no_byte_of_what_was_said_is_written_in_plain(helpline: Helpline, visitor: Visitor) -> None:
    told = {"phone": "+44 7700 900999", "when": "Mittwochs beim Giraffenhaus", "code": "giraffenwort"}
    visitor.say(MARK)
    _, carried = visitor.form()
    visitor.ask("/talk/later", carried | told)
    assert MARK in visitor.ask("/talk").text
    key = visitor.kept["s"]

    def absent() -> None:
        raw = _raw(helpline)
        for word in (MARK, "Giraffenhaus", "giraffenwort", "900999", key):
            for coding in ("utf-8", "utf-16-le"):
                assert word.encode(coding) not in raw, word
        assert b"helpline_message" in raw  # the search does look into the database

    absent()
    visitor.deed("erase")
    absent()
    stale = helpline.visitor()
    stale.ask("/talk", Cookie=f"s={key}")
    assert stale.ask("/talk/news", Cookie=f"s={key}").status == 410


def test_a_killed_server_loses_no_message(helpline: Helpline, visitor: Visitor) -> None:
    sent: list[str] = []

    def talk() -> None:
        for number in range(200):
            try:
                if visitor.say(f"word {number}").status == 302:
                    sent.append(f"word {number}")
            except OSError:
                return

    speaker = threading.Thread(target=talk)
    speaker.start()
    while len(sent) < 5:
        time.sleep(0.05)
    helpline.kill()
    speaker.join(60)
    helpline.start()
    said = [text for who, text in visitor.ask("/talk").turns if who == "person"]
    assert sent
    assert [one for one in sent if one not in said] == []
    visitor.say("and on")
    page = visitor.ask("/talk")
    assert ("person", "and on") in page.turns
    assert page.turns[-1][0] == "service"


def test_without_review_there_is_a_number_and_a_person_and_no_more(line_house: LineHouse) -> None:
    visitor = line_house.served.visitor()
    page = visitor.ask("/talk")
    assert "have not been checked yet" in page.text
    assert page.choices == ["person"]
    visitor.say("can a lawyer help me")
    told = [text for who, text in visitor.ask("/talk").turns if who == "service"]
    assert not any("A lawyer can tell you" in one for one in told)
    assert "A person has been asked" in visitor.ask("/talk").text


@pytest.mark.parametrize(
    ("language", "name", "number", "place"),
    [
        ("en", "UK.", "999", "United Kingdom"),
        ("es", "alemania", "112", "Alemania"),
        ("zh", "中国", "110", "中国"),
    ],
)
def test_a_country_may_be_typed_where_it_was_asked_for(
    language: str, name: str, number: str, place: str, helpline: Helpline
) -> None:
    visitor = helpline.visitor(language)
    visitor.say(choice="safe_no")
    page = visitor.ask("/talk")
    assert page.text.index('id="where" open') < page.text.index('id="say"'), "below the question"
    visitor.say(name)
    page = visitor.ask("/talk")
    panel = page.text[page.text.rindex('class="service danger"') :]
    assert f'href="tel:{number}"' in panel[: panel.index("</li>")], "in the sentence, too"
    assert f"<bdi>{place}</bdi>" in panel[: panel.index("</li>")], "and whose it is"
    assert f"<bdi>{place}</bdi></span>" in panel[panel.index("</li>") :]
    assert ("person", name) in page.turns


@pytest.mark.parametrize(
    "name",
    ["Georgia", "Géorgie", "جورجيا", "조지아", "عمّان", "عمان", "Salvador", "Armenia", "Congo", "y", "end"],
)
def test_a_name_that_may_be_another_place_gives_no_number(name: str) -> None:
    assert countries.typed(name) == ""


@pytest.mark.parametrize(
    ("name", "code"),
    [("Грузия", "GE"), ("Omán", "OM"), ("El Salvador", "SV"), ("भारत", "IN"), ("Hàn Quốc", "KR")],
)
def test_a_name_of_one_country_alone_is_known(name: str, code: str) -> None:
    assert countries.typed(name) == code


def test_after_the_end_what_is_written_begins_a_new_talk(visitor: Visitor) -> None:
    visitor.say("hello there")
    visitor.deed("end")
    page, carried = visitor.form()
    assert 'tel:24"' not in page.text
    assert page.hidden("new") == "1"
    assert "What you send now begins a new talk." in page.text
    sent = visitor.ask("/talk/say", carried | {"new": "1", "text": "he is coming back with a knife"})
    assert sent.status == 302
    said = [text for who, text in visitor.ask("/talk").turns if who == "person"]
    assert said == ["he is coming back with a knife"]


def test_after_the_end_the_number_of_a_country_is_still_given(visitor: Visitor) -> None:
    visitor.say("hello there")
    visitor.deed("end")
    page, carried = visitor.form()
    asked = visitor.ask("/talk/number", carried | {"country": "JO"})
    assert (asked.status, asked.headers["location"]) == (302, "/talk?c=JO#now")
    shown = visitor.ask("/talk?c=JO").text
    assert 'href="tel:911"' in shown
    assert "Jordan</bdi>" in shown
    told = visitor.ask("/talk/number", carried | {"country": "JO"}, Accept="application/json")
    assert (told.status, told.json["problem"]) == (200, "Emergency number · Jordan: 911")
    assert visitor.ask("/talk").turns == page.turns, "it is still over"


def test_what_was_kept_can_be_taken_back_and_erased_after_a_new_talk_has_begun(visitor: Visitor) -> None:
    visitor.say("hello there")
    visitor.deed("end")
    visitor.deed("keep")
    _, carried = visitor.form()
    visitor.ask("/talk/say", carried | {"new": "1", "text": "and now this"})
    assert [text for who, text in visitor.ask("/talk").turns if who == "person"] == ["and now this"]
    keys = _erasable(visitor)
    assert len(keys) == 2
    kept = keys[1]
    told = {"csrfmiddlewaretoken": visitor.ask("/mine").hidden("csrfmiddlewaretoken"), "kind": "talk"}
    visitor.ask("/mine/deed", told | {"do": "withdraw", "key": kept})
    assert "until you say otherwise" not in visitor.ask("/mine").text
    visitor.ask("/mine/deed", told | {"do": "erase", "key": kept})
    assert _erasable(visitor) == keys[:1]
    visitor.deed("end")
    visitor.deed("new")
    assert "s" not in visitor.kept, "nothing was kept, and nothing agreed to"


def _erasable(visitor: Visitor) -> list[str]:
    return list(dict.fromkeys(re.findall(r'name="key" value="(talk:\w+)"', visitor.ask("/mine").text)))
