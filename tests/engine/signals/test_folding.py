"""Folding: what people read alike becomes alike; no digit and no letter of another script is lost."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from manumit.engine.signals import fold, words

TEXTS = st.text(max_size=80) | st.text(
    alphabet=st.sampled_from("aаeеоo0о5é\u0301\u200b５٣ก็ह्कम中5️⃣ﬁßŁ ﾞ!@$"), max_size=60
)


def test_disguised_words_read_alike() -> None:
    for disguised in (
        "mаssаge",
        "m4ssage",
        "ＭＡＳＳＡＧＥ",
        "mas\u200bsage",
        "mássàge",
        "𝐦𝐚𝐬𝐬𝐚𝐠𝐞",
        "massaaaage",
        "ᴍᴀssᴀɢᴇ",
    ):
        assert fold(disguised).text == "massage", disguised


def test_other_scripts_stay_themselves() -> None:
    for text in ("рост и вес", "중앙역 근처", "สวัสดี", "नमस्ते", "上海", "שלום", "й ё ї", "ελ"):
        assert fold(text).text == text


def test_a_latin_letter_in_a_cyrillic_word_is_read_as_cyrillic() -> None:
    assert fold("мaссaж").text == "массаж"


def test_words_of_scripts_with_marks_stay_whole() -> None:
    assert words(fold("नमस्ते दुनिया")) == ["नमस्ते", "दुनिया"]


@given(TEXTS)
def test_offsets_rise_and_stay_inside(text: str) -> None:
    folded = fold(text)
    offsets = list(folded.offsets)
    assert len(offsets) == len(folded.text)
    assert offsets == sorted(offsets)
    assert all(0 <= at < len(text) for at in offsets)


@given(TEXTS, st.integers(0, 80), st.integers(0, 80))
def test_spans_lie_inside(text: str, one: int, other: int) -> None:
    folded = fold(text)
    first, last = sorted((min(one, len(folded.text)), min(other, len(folded.text))))
    start, end = folded.span(first, last)
    assert 0 <= start <= end <= len(text)


@given(TEXTS)
def test_no_digit_is_deleted_but_leet_inside_words(text: str) -> None:
    """Digits with no letter before or none behind them cannot be leet: all are there, in order."""

    def letter(part: str) -> bool:
        return any(map(str.isalpha, part))

    lone = [
        str(unicodedata.decimal(char))
        for at, char in enumerate(text)
        if char.isdecimal() and not (letter(text[:at]) and letter(text[at + 1 :]))
    ]
    kept = iter([char for char in fold(text).text if char.isdigit()])
    assert all(digit in kept for digit in lone)


@given(st.text(alphabet=st.characters(min_codepoint=0x370, categories=["Lo", "Lu", "Ll", "Nd"]), max_size=40))
def test_no_letter_of_another_script_is_deleted(text: str) -> None:
    assert (
        len(fold(text).text)
        >= len(re.sub(r"(.)\1{2,}", r"\1", unicodedata.normalize("NFC", text).lower())) * 0.5
    )
