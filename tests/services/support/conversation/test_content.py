"""The closed set: whole in every locale, plain, and none of it reviewed as we ship it."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest

from manumit.base.kernel import UnreadableInput, UsageError
from manumit.services.support import LOCALES, content_leaf, release, reply, shipped_content, with_reviewed
from manumit.services.support.conversation.choices import GO, NEXT, SAY
from manumit.services.support.conversation.content import GATE, KINDS, ORIGINAL, placeholders
from manumit.services.support.conversation.memory import INTENTS
from manumit.services.support.conversation.sheet import sheet

CONTENT = shipped_content()
SCRIPTS = {"ru": "CYRILLIC", "uk": "CYRILLIC", "ar": "ARABIC", "zh": "CJK"}
VALUES: dict[str, str | int] = {"number": "112", "minutes": 12, "code": "maple 47", "key": "3"}


def reviewed(locale: str, *, version: str = "") -> str:
    """The sheet of a locale as a reviewer might hand it back."""
    told = sheet(locale).replace("state: draft", "state: reviewed")
    told = told.replace('reviewer: ""', 'reviewer: "A. Reviewer"').replace('date: ""', 'date: "2026-11-28"')
    return re.sub(r"version: \d+", f"version: {version}", told) if version else told


@pytest.mark.parametrize("locale", LOCALES)
def test_every_text_is_there_in_every_locale(locale: str) -> None:
    assert [one for one in CONTENT.ids() if (one, locale) not in CONTENT.texts] == []


def test_there_is_a_text_for_every_intent_and_button() -> None:
    ids = set(CONTENT.ids())
    assert {f"answer_{one}" for one in INTENTS} <= ids
    buttons = {*SAY, *GO, *INTENTS, *(one for steps in NEXT.values() for one in steps)}
    assert {f"choice_{one}" for one in buttons - {"out_of_scope", "talk_to_human"}} <= ids
    assert {one.kind for one in CONTENT} == set(KINDS)


def test_nothing_that_we_ship_is_reviewed() -> None:
    assert {one.state for one in CONTENT} == {"draft"}
    for locale in LOCALES:
        assert len(release(locale)) == len(
            [one for one in CONTENT.ids() if CONTENT.text(one, ORIGINAL).kind in GATE]
        )


@pytest.mark.parametrize("locale", LOCALES)
def test_placeholders_and_numbers_are_those_of_the_original(locale: str) -> None:
    for content_id in CONTENT.ids():
        own, original = CONTENT.text(content_id, locale).text, CONTENT.text(content_id, ORIGINAL).text
        assert placeholders(own) == placeholders(original), content_id
        assert sorted(re.findall(r"\d+", own)) == sorted(re.findall(r"\d+", original)), content_id


@pytest.mark.parametrize("locale", [one for one in LOCALES if one != ORIGINAL])
def test_no_text_was_left_in_english(locale: str) -> None:
    same = [
        one for one in CONTENT.ids() if CONTENT.text(one, locale).text == CONTENT.text(one, ORIGINAL).text
    ]
    assert same == (["choice_safe_no"] if locale == "es" else [])
    for one in CONTENT:
        if one.locale == locale and (script := SCRIPTS.get(locale)):
            letters = [char for char in re.sub(r"\{\w+\}|Shift", "", one.text) if char.isalpha()]
            strangers = [char for char in letters if not unicodedata.name(char).startswith(script)]
            assert strangers == [], one.content_id


@pytest.mark.parametrize("locale", LOCALES)
def test_pages_are_named_as_their_buttons_are(locale: str) -> None:
    """A page that an answer names in quotation marks is called so on a button of that locale."""
    labels = {one.text for one in CONTENT if one.locale == locale and one.kind == "choice"}
    for one in CONTENT:
        if one.locale == locale:
            named = re.findall(r"[“«„]\s?(.+?)\s?[”»]", one.text)
            assert [name for name in named if name not in labels] == [], one.content_id


@pytest.mark.parametrize("locale", LOCALES)
def test_english_and_the_rest_are_short_and_plain(locale: str) -> None:
    for one in CONTENT:
        if one.locale == locale:
            assert "!" not in one.text
            assert len(one.text) <= (40 if one.kind == "choice" else 420), one.content_id
            assert not (one.content_id.startswith("sms_") and len(one.text) > 40)


def test_english_reads_at_the_age_of_eleven() -> None:
    """Words a sentence and long words a sentence: Flesch-Kincaid counts syllables, here runs of vowels (Kincaid 1975);
    grade 6 is read at 11 to 12."""
    for one in CONTENT:
        if one.locale != ORIGINAL or one.kind in ("choice", "notice"):
            continue
        sentences = [part for part in re.split(r"[.?:]", one.text) if part.strip()]
        words = re.findall(r"[A-Za-z']+", one.text)
        syllables = sum(
            max(1, len(re.findall(r"[aeiouy]+", word.lower().removesuffix("e")))) for word in words
        )
        grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
        assert grade <= 7.5, (one.content_id, round(grade, 1))


def test_nobody_is_asked_for_name_or_status() -> None:
    asked = [
        sentence
        for one in CONTENT
        if one.locale == ORIGINAL
        for sentence in re.findall(r"[^.?!]*\?", one.text)
        if re.search(r"\b(name|papers|visa|status|passport|age|old)\b", sentence, re.I)
    ]
    assert asked == []
    assert all("victim" not in one.text.lower() for one in CONTENT)


def test_the_hash_is_of_id_version_locale_and_text() -> None:
    assert len({one.hash for one in CONTENT}) == len(CONTENT.texts)
    said = reply("danger_call", "ar", number="112")
    assert said.hash == CONTENT.text("danger_call", "ar").hash
    assert said.hash != reply("danger_call", "en", number="112").hash


@pytest.mark.parametrize("locale", LOCALES)
def test_numbers_and_codes_are_isolated_where_text_runs_from_the_right(locale: str) -> None:
    for one in CONTENT:
        if one.locale != locale:
            continue
        values = {name: VALUES[name] for name in placeholders(one.text)}
        said = reply(one.content_id, locale, None, **values)
        for value in values.values():
            assert (f"\u2066{value}\u2069" in said.text) == (locale == "ar")
        assert "{" not in said.text
        assert bool(said.original) == (locale != ORIGINAL)


@pytest.mark.parametrize("value", ["", "call my brother at once", "1 12", "112\u202e", "<b>", "112;"])
def test_only_a_number_stands_where_a_number_belongs(value: str) -> None:
    with pytest.raises(UsageError):
        reply("danger_call", "en", number=value)


def test_what_is_not_in_the_set_cannot_be_said() -> None:
    with pytest.raises(UsageError):
        reply("hello_there", "en")


def test_a_reviewed_locale_is_released_and_shows_no_original(tmp_path: Path) -> None:
    (tmp_path / "uk.yaml").write_text(reviewed("uk"), encoding="utf-8")
    content = with_reviewed(tmp_path)
    assert release("uk", content) == ()
    assert release("ru", content)
    said = reply("safe_now", "uk", content)
    assert (said.state, said.original) == ("reviewed", "")
    assert said.hash == CONTENT.text("safe_now", "uk").hash
    assert content_leaf(content) != content_leaf()


def test_one_text_that_is_missing_keeps_a_locale_closed(tmp_path: Path) -> None:
    told = reviewed("uk").split("\n\n")
    kept = [part for part in told if not part.startswith("danger_cant_call:")]
    (tmp_path / "uk.yaml").write_text("\n\n".join(kept), encoding="utf-8")
    assert release("uk", with_reviewed(tmp_path)) == ("danger_cant_call",)


def test_a_review_of_another_version_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "uk.yaml").write_text(reviewed("uk", version="7"), encoding="utf-8")
    assert release("uk", with_reviewed(tmp_path)) == release("uk")


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("safe_now: {version: 1, state: reviewed, text: Так?}", "reviewer"),
        ("safe_now: {version: 1, state: reviewed, reviewer: A, text: Так?}", "when"),
        ("safe_now: {version: 1, state: reviewed, reviewer: A, date: today, text: Так?}", "today"),
        ("safe_now: {version: 1, state: draft, reviewer: A, text: Так?}", "not reviewed"),
        ("safe_now: {version: 1, state: good, text: Так?}", "state"),
        ("safe_now: {version: 1, state: draft, text: ''}", "characters"),
        ("danger_call: {version: 1, state: draft, text: Дзвоніть}", "placeholders"),
        ("danger_call: {version: 1, state: draft, text: '{number} {name}'}", "unknown placeholders"),
        ("other: {version: 1, state: draft, text: Так}", "closed set"),
        ("safe_now: {version: 1, state: draft, text: Так, by: me}", "unknown fields"),
        ("safe_now: text", "safe_now"),
        ("[1, 2]", "no list"),
        ("{", "YAML"),
    ],
)
def test_what_is_not_of_the_form_is_refused_with_its_place(tmp_path: Path, entry: str, says: str) -> None:
    (tmp_path / "uk.yaml").write_text(entry, encoding="utf-8")
    with pytest.raises(UnreadableInput) as told:
        with_reviewed(tmp_path)
    assert "uk.yaml" in told.value.sentence
    assert says in told.value.sentence


def test_a_file_of_an_unknown_locale_is_refused(tmp_path: Path) -> None:
    (tmp_path / "xx.yaml").write_text("", encoding="utf-8")
    with pytest.raises(UnreadableInput, match="xx"):
        with_reviewed(tmp_path)


def test_the_leaf_is_canonical_and_says_nothing_but_hashes() -> None:
    body = json.loads(content_leaf())
    assert content_leaf() == json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
    assert set(body["locales"]) == set(LOCALES)
    assert body["texts"] == len(CONTENT.texts)
    assert all(re.fullmatch("[0-9a-f]{64}", one) for one in (body["release"], *body["locales"].values()))


def test_a_sheet_of_another_locale_is_refused() -> None:
    with pytest.raises(UsageError):
        sheet("xx")
