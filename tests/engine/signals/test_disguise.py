"""How a mention is disguised, how much of a record is, and that a first glance never costs a find."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manumit.engine.signals import KINDS, OBFUSCATIONS, disguised_share, extract
from manumit.engine.signals.glance import glance

NUMBER = "07700900123"
WORDS = "zero seven seven zero zero nine zero zero one two three".split()


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("07700 900123", "clean"),
        ("+44 (0)7700-900-123", "clean"),
        (" ".join(WORDS), "spelled"),
        ("zero 7 seven 0 zero 9 0 0 one 2 3", "mixed"),
        ("zero77zero0nine00one23", "glued"),
        ("O77oo 9oo123", "letters"),
        ("٠٧٧٠٠ ٩٠٠١٢٣", "script_digits"),
        ("".join(f"{digit}\ufe0f\u20e3" for digit in NUMBER), "keycaps"),
        ("*".join(NUMBER), "spread"),
        (" ".join(NUMBER), "spread"),
        ("07700🌸900🌸123", "interleaved"),
        ("07700\n900\n123", "split_lines"),
        ("\u200b".join(NUMBER), "invisible"),
    ],
)
def test_the_class_of_a_phone(text: str, how: str) -> None:
    found = [one for one in extract({"text": f"call {text} now"}, "GB") if one.kind == "phone"]
    assert [(one.value, one.obfuscation) for one in found] == [("+447700900123", how)]
    assert how in OBFUSCATIONS


@pytest.mark.parametrize(
    ("text", "kind", "how"),
    [
        ("mia@mail.example", "email", "clean"),
        ("mia [at] mail dot example", "email", "at_dot"),
        ("mia＠mail.example", "email", "styled"),
        ("hxxp://mail[.]example/x", "url", "defanged"),
        ("t . me / janedoe1", "handle", "defanged"),
        ("telegram: jane_doe", "handle", "clean"),
        ("telegram: 𝐣𝐚𝐧𝐞_𝐝𝐨𝐞", "handle", "styled"),
        ("telegram: jаne_doe", "handle", "lookalike"),
        ("t3legr4m: jane_doe", "handle", "platform"),
    ],
)
def test_the_class_of_addresses(text: str, kind: str, how: str) -> None:
    found = [one.obfuscation for one in extract({"text": text}) if one.kind == kind]
    if how == "styled" and kind == "email":
        assert found == ["at_dot"]  # the sign itself is another one
    else:
        assert found == [how]


def test_the_share_that_is_disguised() -> None:
    plain = {"text": "Call me on 07700 900123"}
    assert disguised_share(plain, extract(plain, "GB")) == 0.0
    half = {"text": "Call me now please " + " ".join(WORDS)}
    assert 0.6 < disguised_share(half, extract(half, "GB")) < 0.9
    assert disguised_share({"text": "mаssаge"}, []) == 1.0
    assert disguised_share({"text": ""}, []) == 0.0


@given(st.text(max_size=60), st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_every_share_and_class_is_of_the_closed_list(text: str, seed: int) -> None:
    rng = random.Random(seed)
    fields = {"text": text + " " + rng.choice(("call ", "")) + rng.choice((" ", "-", "🌸")).join(NUMBER)}
    found = extract(fields, "GB")
    assert {one.obfuscation for one in found} <= set(OBFUSCATIONS)
    assert 0.0 <= disguised_share(fields, found) <= 1.0


def test_only_what_is_wanted_is_given_and_the_same() -> None:
    text = {
        "text": "Mia, 23, in Leeds from Friday to Monday, £120 per hour, 07700 900123, telegram: mia_k, open 10am-8pm"
    }
    everything = extract(text, "GB")
    assert {one.kind for one in everything} == {
        "name",
        "age",
        "place",
        "travel",
        "price",
        "phone",
        "handle",
        "hours",
    }
    for kind in KINDS:
        wanted = extract(text, "GB", frozenset([kind]))
        assert wanted == [one for one in everything if one.kind == kind], kind


@pytest.mark.parametrize("word", [*WORDS, "five55", "два", "ศูนย์แปดหนึ่ง", "零七七零零", "0️⃣"])
def test_a_glance_counts_what_may_be_digits(word: str) -> None:
    assert glance(word.lower()).digits >= 1


@pytest.mark.parametrize(
    "piece",
    [
        "aа",
        "a.",
        "a@",
        "一",
        "ศูนย์",
        "telegram ",
        "a at b dot ",
        "(",
        "$1 ",
        "wa ",
        "from Friday to ",
        "in Leeds from ",
        "5s 6b ",
        "23 years old ",
    ],
)
def test_time_is_linear_in_what_is_bad(piece: str) -> None:
    import time

    def took(size: int) -> float:
        began = time.process_time()
        extract({"text": piece * (size // len(piece))})
        return time.process_time() - began

    took(2_000)
    short = min(took(5_000) for _ in range(2))
    most = 24 * short + 0.25  # in proportion: 8 times; with the square: 64
    assert any(took(40_000) < most for _ in range(2))
