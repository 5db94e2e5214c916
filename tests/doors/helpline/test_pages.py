"""Pages of Haven: quiet headers, no cookie before a word, every language, and no word beside the catalogue."""

from __future__ import annotations

import gzip
import json
import re

import pytest

from manumit.doors.web import catalogue
from manumit.doors.web.building import ASSETS
from manumit.doors.web.catalogue import HAVEN
from manumit.doors.web.haven import guide
from tests.doors.helpline.running import AWAY, Helpline
from tests.doors.helpline.visitor import Answer, Visitor

PAGES = (
    "/",
    "/talk",
    "/find",
    "/numbers",
    "/away",
    "/start",
    "/rights",
    "/rights/basics",
    "/signs",
    "/offer",
    "/plan",
    "/phone",
    "/mine",
    "/language",
)
TONGUES = ("en", "es", "fr", "pt", "ru", "uk", "ar", "zh-hans", "tl", "vi", "ro")
HOLE = re.compile(r"%\(\w+\)[sd]")
FIRST_LOAD = 100_000
"""Bytes of a first load at most (the issue's budget is compressed; ours are counted as they are sent)."""


@pytest.mark.parametrize("path", [*PAGES, "/nowhere"])
def test_a_page_is_quiet(path: str, visitor: Visitor) -> None:
    page = visitor.ask(path)
    assert page.status == (404 if path == "/nowhere" else 200)
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]
    assert re.search(r"<title>([^<]*)</title>", page.text)[1] == "Info"  # type: ignore[index]
    assert not re.search(r"<script(?![^>]* src=)|<style|\son\w+=|\sstyle=", page.text)
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page.text.replace(f'data-to="{AWAY}"', ""))
    assert page.text.count("data-leave") >= 2  # the button and the skip link


@pytest.mark.parametrize("path", [one for one in PAGES if one != "/talk"])
def test_looking_leaves_no_cookie(path: str, visitor: Visitor) -> None:
    assert visitor.ask(path).set_cookies == []


def test_the_talk_has_no_key_before_the_first_word(visitor: Visitor) -> None:
    visitor.ask("/talk")
    assert set(visitor.kept) == {"c"}  # against forged forms; it tells nothing


@pytest.mark.parametrize("path", PAGES)
def test_a_first_load_is_small(path: str, visitor: Visitor) -> None:
    page = visitor.ask(path)
    asked = re.findall(r'(?:src|href)="(/static/[^"]+|/icon.svg|/manifest[^"]+)"', page.text)
    assert len(asked) == (5 if path == "/find" else 4)
    assert len(page.body) + sum(len(visitor.ask(one).body) for one in asked) < FIRST_LOAD
    code = json.loads((ASSETS / "dist" / "manifest.json").read_bytes())
    assert code["haven.js"]["size"] < 30_000
    assert code["haven-find.js"]["size"] < 30_000


def _compressed(visitor: Visitor, path: str) -> Answer:
    return visitor.ask(path, None, **{"Accept-Encoding": "gzip"})


@pytest.mark.parametrize("path", ["/", "/find", "/rights/basics"])
def test_what_is_sent_is_compressed(path: str, visitor: Visitor) -> None:
    page, plain = _compressed(visitor, path), visitor.ask(path)
    assert gzip.decompress(page.body) == plain.body
    asked = re.findall(r'(?:src|href)="(/static/[^"]+|/icon.svg|/manifest[^"]+)"', plain.text)
    parts = [_compressed(visitor, one) for one in asked]
    assert {one.headers.get("content-encoding") for one in parts} <= {"gzip", None}
    assert len(page.body) + sum(len(one.body) for one in parts) < FIRST_LOAD / 4


def test_a_page_with_a_secret_beside_words_is_not_compressed(visitor: Visitor) -> None:
    page = _compressed(visitor, "/talk")
    assert "content-encoding" not in page.headers
    assert page.hidden("csrfmiddlewaretoken")


def test_what_a_phone_keeps_is_small(visitor: Visitor) -> None:
    """All of it, without a directory: what keeping costs somebody who pays by the megabyte."""
    code = visitor.ask("/sw.js").text
    kept = json.loads(re.match(r"self\.KEEP=(\{.*?\});", code)[1])["pages"]  # type: ignore[index]
    assert sum(len(gzip.compress(visitor.ask(one).body)) for one in kept) < FIRST_LOAD


@pytest.mark.parametrize("language", TONGUES)
def test_a_page_speaks_the_language(language: str, helpline: Helpline) -> None:
    page = helpline.visitor(language).ask("/")
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in page.text
    if language != "en":
        name = "zh_Hans" if language == "zh-hans" else language
        (wanted,) = [one.string for one in catalogue.read(name, HAVEN) if one.id == "What do you need?"]
        assert str(wanted) in page.text


def test_the_chosen_language_is_kept_and_leads_back(visitor: Visitor) -> None:
    chosen = visitor.ask("/language", {"language": "vi", "next": "/rights"})
    assert (chosen.status, chosen.headers["location"]) == (302, "/rights")
    assert "HttpOnly" in chosen.set_cookies[0]
    assert "expires" not in chosen.set_cookies[0].lower()
    assert 'lang="vi"' in visitor.ask("/").text


@pytest.mark.parametrize(
    "away", ["//evil.example", "https://evil.example", "javascript:alert(1)", "\\\\evil"]
)
def test_the_language_leads_nowhere_else(away: str, visitor: Visitor) -> None:
    assert visitor.ask("/language", {"language": "es", "next": away}).headers["location"] == "/"


def test_leave_leads_away_and_takes_the_key(visitor: Visitor) -> None:
    visitor.say("hello")
    assert "s" in visitor.kept
    away = visitor.ask("/leave")
    assert away.headers["location"] == AWAY
    assert "s" not in visitor.kept
    assert visitor.ask("/leave", {}).status == 204


@pytest.mark.parametrize("language", HAVEN.languages)
def test_a_catalogue_is_whole(language: str) -> None:
    wrong = []
    for one in catalogue.read(language, HAVEN):
        if one.id and (
            not one.string or set(HOLE.findall(str(one.id))) != set(HOLE.findall(str(one.string)))
        ):
            wrong.append(one.id)
    assert wrong == []


def test_drafts_are_called_drafts_and_show_their_original(helpline: Helpline) -> None:
    page = helpline.visitor("es").ask("/rights/basics").text
    spanish, english = guide.page("basics", "es"), guide.page("basics", "en")
    assert spanish
    assert english
    assert spanish.state == "draft"
    assert spanish.parts[0].lines[0] in page
    assert english.parts[0].lines[0] in page


@pytest.mark.parametrize("locale", ["es", "fr", "pt", "ru", "uk", "ar", "zh", "tl", "vi", "ro"])
def test_the_core_page_and_the_signs_are_there_in_every_language(locale: str) -> None:
    core, english = guide.page("basics", locale), guide.page("basics", "en")
    assert core
    assert english
    assert core.locale == locale
    assert [len(one.lines) for one in core.parts] == [len(one.lines) for one in english.parts]
    assert {one.locale for one in guide.signs(locale)} == {locale}
    assert len(guide.signs(locale)) == 11


def test_an_offer_is_read_and_not_kept(helpline: Helpline, visitor: Visitor) -> None:
    text = "Hostess abroad, 5000 a month, pay 800 dollars for the visa first, we keep your passport, tell nobody."
    page = visitor.ask("/offer", {"text": text})
    assert "Be very careful" in page.text
    assert "keep your passport" in page.text
    assert page.set_cookies == []
    assert visitor.ask("/offer", {"text": "x " * 20_000}).status == 413
    assert b"Hostess abroad" not in b"".join(
        one.read_bytes() for one in helpline.home.rglob("*") if one.is_file()
    )


def test_the_worker_changes_with_what_it_keeps(helpline: Helpline) -> None:
    """Another language, another first page: other pages lie in the store, and the old ones go."""
    english = helpline.visitor()
    first = english.ask("/sw.js").text
    assert first == helpline.visitor().ask("/sw.js").text
    assert first != helpline.visitor("es").ask("/sw.js").text
    english.ask("/phone/first", {"first": "other"})
    assert first != english.ask("/sw.js").text
    english.ask("/phone/first", {"first": "usual"})
    assert first == english.ask("/sw.js").text


def test_the_other_first_page_is_asked_for_and_says_nothing(visitor: Visitor) -> None:
    chosen = visitor.ask("/phone/first", {"first": "other"})
    (cookie,) = chosen.set_cookies
    assert cookie.startswith("v=1;")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    page = visitor.ask("/")
    assert "Measures" in page.text
    assert "<script" not in page.text
    assert 'href="/start"' in page.text
    assert "What do you need?" in visitor.ask("/start").text
    visitor.ask("/leave", {"all": "1"})
    assert "v" not in visitor.kept
    assert "What do you need?" in visitor.ask("/").text


def test_the_worker_keeps_what_is_there(visitor: Visitor) -> None:
    code = visitor.ask("/sw.js").text
    kept = json.loads(re.match(r"self\.KEEP=(\{.*?\});", code)[1])["pages"]  # type: ignore[index]
    assert not [one for one in kept if one.startswith("/talk")]
    assert [one for one in kept if visitor.ask(one).status != 200] == []


@pytest.mark.parametrize("door", ["haven", "line"])
def test_every_form_says_how_it_is_sent(door: str) -> None:
    """One that scripts alone read is sent nowhere before they are there (`dialog`): no secret stands in an address."""
    pages = (ASSETS.parent / door / "templates").rglob("*.html")
    forms = [found for page in pages for found in re.findall("<form[^>]*>", page.read_text("utf-8"))]
    assert len(forms) > 10
    assert [one for one in forms if not re.search('method="(post|get|dialog)"', one)] == []
