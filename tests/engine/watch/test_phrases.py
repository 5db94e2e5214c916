"""Phrases found however they are written, and not found where they do not stand."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.engine.watch.phrases import Phrase, PhraseIndex
from manumit.engine.watch.tokens import phrase_words, read


def index(*phrases: str, ordered: bool = True, within: int = 30) -> PhraseIndex:
    return PhraseIndex([Phrase(p, tuple(phrase_words(p)), ordered, within) for p in phrases])


def found(phrases: PhraseIndex, text: str) -> list[tuple[str, str]]:
    """(phrase, the text it was found in)."""
    own = read(text)
    return sorted((one.entry, text[slice(*own.source_span(one.start, one.end))]) for one in phrases.find(own))


@pytest.mark.parametrize(
    "written",
    [
        "no fees upfront",
        "NO  FEES\nUPFRONT",
        "no-fees_upfront",
        "nо fееs upfrоnt",  # Cyrillic letters among Latin ones
        "n0 f33s upfr0nt",
        "no fee$ upfront",
        "n o f e e s u p f r o n t",
        "n.o f.e.e.s up-front",
        "no f\u200bee\u200bs upfront",
        "no feeees upfront",
        "no 🌸 fees 🌸 upfront",
        "ｎｏ ｆｅｅｓ ｕｐｆｒｏｎｔ",
        "nó feés upfrönt",
        "#nofeesupfront",
        "𝗻𝗼 𝗳𝗲𝗲𝘀 𝘂𝗽𝗳𝗿𝗼𝗻𝘁",
        "n🌸o f🌸e🌸e🌸s up🌸front",
    ],
)
def test_a_phrase_is_found_however_it_is_disguised(written: str) -> None:
    text = f"Work abroad, {written}! Write now."
    ((_, span),) = found(index("no fees upfront"), text)
    assert span.strip("#!") in written or written.strip("#") in span


@pytest.mark.parametrize(
    "text",
    [
        "no fee upfront",
        "fees upfront no",
        "casino feesupfront",
        "know fees upfront",
        "no. They said fees later, upfront",
        "",
    ],
)
def test_what_only_looks_like_it_is_not(text: str) -> None:
    assert found(index("no fees upfront"), text) == []


def test_words_in_any_order_stand_near_each_other() -> None:
    phrases = index("visa passport boss", ordered=False, within=6)
    assert found(phrases, "the boss has my passport and visa now") == [
        ("visa passport boss", "boss has my passport and visa")
    ]
    assert found(phrases, "boss " + "word " * 10 + "passport visa") == []
    assert found(phrases, "boss and passport") == []


def test_scripts_without_spaces_and_emoji() -> None:
    phrases = index("免费签证", "ทำงาน", "🌹🌹", "🍎 pie")
    assert found(phrases, "我们提供免费签证和住宿") == [("免费签证", "免费签证")]
    assert found(phrases, "รับสมัครทำงานต่างประเทศ") == [("ทำงาน", "ทำงาน")]
    assert found(phrases, "免 费 签 证") == [("免费签证", "免 费 签 证")]
    assert found(phrases, "two 🌹🌹 and 🍎pie") == [("🌹🌹", "🌹🌹"), ("🍎 pie", "🍎pie")]


def test_phrases_that_begin_alike_and_lie_in_each_other_are_all_found() -> None:
    phrases = index("free visa", "free visa and room", "visa", "room")
    assert [name for name, _ in found(phrases, "a free visa and room")] == sorted(
        ["free visa", "free visa and room", "visa", "room"]
    )


def test_a_stretched_word_is_not_every_word_without_its_double_letter() -> None:
    assert found(index("fees"), "the fes festival") == []
    assert found(index("fees"), "no feeeees") == [("fees", "feeeees")]


@given(st.text(max_size=200), st.lists(st.text(min_size=1, max_size=12), max_size=6), st.booleans())
def test_any_text_and_any_phrases_give_spans_inside_the_text(
    text: str, values: list[str], ordered: bool
) -> None:
    phrases = index(*{value for value in values if phrase_words(value)}, ordered=ordered)
    own = read(text)
    for one in phrases.find(own):
        start, end = own.source_span(one.start, one.end)
        assert 0 <= start < end <= len(text)
        assert 0 < one.score <= 1


@given(
    st.lists(st.sampled_from("red green blue the and of visa".split()), min_size=1, max_size=40), st.data()
)
def test_a_piece_of_a_text_is_found_in_it(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    phrase = " ".join(words[start:end])
    assert [name for name, _ in found(index(phrase), " ".join(words))] == [phrase]


@pytest.mark.parametrize(
    "text", ["no " * 60_000, "n o " * 40_000, "a" * 200_000, "f.e" * 60_000, "0x$1" * 50_000]
)
def test_time_grows_with_the_text_only(text: str) -> None:
    rng = random.Random(1)
    words = ["no", "fees", "f", "fe", "visa", *("".join(rng.choices("abcdef", k=5)) for _ in range(200))]
    phrases = [" ".join(rng.choices(words, k=3)) for _ in range(3000)]
    ordered, loose = index(*dict.fromkeys(phrases)), index(*dict.fromkeys(phrases), ordered=False)
    began = time.monotonic()
    list(ordered.find(read(text)))
    list(loose.find(read(text)))
    assert time.monotonic() - began < 30
