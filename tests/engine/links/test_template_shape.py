"""Shapes of templates: what stays is constant, what changes is a slot of its type, copies save bits."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.engine.links import shape_of
from manumit.engine.links.template_shape import tokens_of
from tests.engine.links.test_templates import COPY, vocabulary

NAMES = ("Anna", "Maria", "Elena", "Olga")


def copies(count: int) -> list[str]:
    return [
        COPY.format(name=NAMES[n % 4], price=f"£{90 + 10 * n}", phone=f"07700 9001{n:02d}")
        for n in range(count)
    ]


def test_what_changes_is_a_slot_of_its_type() -> None:
    texts = copies(8)
    shape = shape_of(texts[0], texts, 5000, "GB")
    slots = {piece.slot: piece.values for piece in shape.pieces if piece.slot}
    assert set(slots) == {"NAME", "PRICE", "PHONE"}
    assert set(slots["NAME"]) == set(NAMES)
    assert "new in town and staying near the old station" in str(shape)
    assert shape.members == 8


def test_copies_save_bits_and_strangers_do_not() -> None:
    texts = copies(8)
    assert shape_of(texts[0], texts, 5000).share_saved > 0.5
    rng = random.Random(1)
    strangers = [" ".join(vocabulary(rng, 30)) for _ in range(8)]
    assert shape_of(strangers[0], strangers, 5000).share_saved < 0.1


def test_one_text_that_differs_in_a_word_keeps_the_constant() -> None:
    texts = [*copies(8)[:1] * 7, copies(8)[0].replace("Quiet", "Silent")]
    assert "Quiet clean flat" in str(shape_of(texts[0], texts, 5000))


def test_a_mention_is_one_token_however_it_is_written() -> None:
    tokens = tokens_of("Quiet flat. Call 0 7 7 0 0 9 0 0 1 2 3 now", "GB")
    assert [token.slot for token in tokens if token.slot].count("PHONE") == 1
    assert [token.text for token in tokens][-1] == "now"


@given(st.lists(st.text(max_size=60), min_size=1, max_size=5))
def test_any_texts_have_a_shape(texts: list[str]) -> None:
    shape = shape_of(texts[0], texts, 10)
    assert shape.members == len(texts)
    assert shape.bits_saved == shape.bits_saved  # a number


def test_names_towns_and_hours_are_slots_in_scripts_without_blanks() -> None:
    filled = [
        ("婷婷", "苏州", "20:30"),
        ("阿玲", "上海", "9:15"),
        ("秀英", "成都", "18:00"),
        ("小雪", "大连", "7:45"),
    ]
    text = "海滨酒店招服务员，靠近{1}，{2}以后打电话到办公室并说找{0}。"
    texts = [text.format(*filled[n % 4]) for n in range(12)]
    shape = shape_of(texts[0], texts, 3000)
    slots = {piece.slot: piece.values for piece in shape.pieces if piece.slot}
    assert slots == {
        "CITY": ("苏州", "上海", "成都", "大连"),
        "NUMBER": ("20:30", "9:15", "18:00", "7:45"),
        "NAME": ("婷婷", "阿玲", "秀英", "小雪"),
    }
    assert str(shape) == "海滨酒店招服务员，靠近[CITY]，[NUMBER]以后打电话到办公室并说找[NAME]"


@pytest.mark.parametrize(
    ("text", "names", "slot"),
    [
        (
            "駅から二分の静かな店です。本日は{}さんが出勤、ご予約はお早めに",
            ("さくら", "ゆき", "はな", "あかり"),
            "NAME",
        ),
        (
            "駅から二分の静かな店です。本日は{}が出勤、ご予約はお早めに",
            ("さくら", "ゆき", "はな", "あかり"),
            "NAME",
        ),
        (
            "駅から二分の静かな店です。本日は{}が出勤、ご予約はお早めに",
            ("ののか", "いちか", "こはる", "つむぎ"),
            "TEXT",
        ),
        ("近くの{}屋さんで働きませんか。寮があります。電話は不要です", ("パン", "花", "肉", "本"), "TEXT"),
        ("ร้านเงียบสะอาดใกล้สถานี ถามหาคุณ{}ได้ทุกวัน เปิดถึงดึก", ("นภา", "มะลิ", "ดาว", "ฟ้า"), "NAME"),
    ],
)
def test_a_slot_beside_a_word_put_to_names_is_of_names(text: str, names: tuple[str, ...], slot: str) -> None:
    texts = [text.format(names[n % 4]) for n in range(12)]
    (found,) = [piece for piece in shape_of(texts[0], texts, 400).pieces if piece.slot]
    assert found.slot == slot


def test_a_slot_of_other_words_is_free_and_shows_them_whole() -> None:
    words = ["very quiet", "clean", "warm and bright", "newly painted"]
    texts = [f"A {words[n % 4]} room above the old bakery, call the landlord" for n in range(12)]
    shape = shape_of(texts[0], texts, 3000)
    (slot,) = [piece for piece in shape.pieces if piece.slot]
    assert (slot.slot, set(slot.values)) == ("TEXT", set(words))
