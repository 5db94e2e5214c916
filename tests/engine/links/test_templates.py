"""Templates: rewritten copies join, stock phrases do not chain, every script counts, the order does not."""

from __future__ import annotations

import random
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manumit.base.kernel import DuckEngine, Settings, record_kinds, record_schema
from manumit.engine.links.templates import cluster, templates_stage
from manumit.engine.links.templates_edges import Edges
from manumit.engine.links.templates_split import components

COPY = (
    "Hi, I am {name}, new in town and staying near the old station for a week only. Quiet clean flat with parking, "
    "friendly and never in a hurry. Please send a message first, no hidden numbers. {price} {phone}"
)
OTHER = (
    "Experienced cleaner offers weekly help for families and small offices. References on request, own products, "
    "insured, weekends possible at no extra cost. Write to me about your rooms. {phone}"
)
STOCK = "please send a message first and no hidden numbers thank you so much see you soon my friend"


def vocabulary(rng: random.Random, count: int) -> list[str]:
    return ["".join(rng.choices("abcdefghijklmnoprstuvw", k=rng.randint(4, 9))) for _ in range(count)]


def rewritten(rng: random.Random, text: str, pool: list[str]) -> str:
    words = text.split()
    kept = [rng.choice(pool) if rng.random() < 0.06 else word for word in words if rng.random() > 0.04]
    return " ".join(word + ("💋" if rng.random() < 0.1 else "") for word in kept)


def test_rewritten_copies_join_and_others_stay_apart() -> None:
    rng = random.Random(1)
    pool = vocabulary(rng, 200)
    texts = {
        f"c{at:02d}": rewritten(
            rng, COPY.format(name="Anna", price=f"€{80 + at}", phone=f"07700 900{at:03d}"), pool
        )
        for at in range(12)
    }
    texts |= {f"o{at}": rewritten(rng, OTHER.format(phone=f"07700 9005{at:02d}"), pool) for at in range(4)}
    found = cluster(list(texts), list(texts.values()))
    assert sorted(len(one.members) for one in found.clusters) == [4, 12]
    assert all(0.0 < found.similarity[one] <= 1.0 for one in texts)


def test_the_phone_the_price_and_the_name_are_not_the_text() -> None:
    same = [
        COPY.format(name=name, price=price, phone=phone)
        for name, price, phone in [("Anna", "€80", "07700 900123"), ("Maria", "€120", "07700 900456")]
    ]
    found = cluster(["a", "b"], same)
    assert len(found.clusters) == 1
    assert found.similarity == {"a": 1.0, "b": 1.0}


def test_stock_phrases_alone_do_not_chain() -> None:
    rng = random.Random(2)
    pool = vocabulary(rng, 3000)
    texts = [" ".join(rng.choices(pool, k=14)) + " " + STOCK for _ in range(300)]
    found = cluster([str(at) for at in range(300)], texts)
    assert len(found.clusters) == 300


def test_short_texts_need_more() -> None:
    found = cluster(
        ["a", "b", "c"], ["new in town call me now", "new in town massage today", "new in town call me now"]
    )
    assert found.template_of["a"] == found.template_of["c"] != found.template_of["b"]


def test_scripts_without_spaces() -> None:
    one = "新来的女孩住在车站附近干净安静的公寓请先发信息不接匿名电话今天到周末都可以"
    two = "专业保洁服务家庭和小型办公室每周打扫自带用品周末也可以欢迎来信咨询价格优惠"
    thai = "สวัสดีค่ะ มาใหม่ ห้องสะอาด ใกล้สถานี มีที่จอดรถ ทักมาก่อนนะคะ ไม่รับเบอร์ซ่อน"
    texts = [
        one,
        one.replace("今天", "明天"),
        two,
        two.replace("优惠", "合理"),
        thai,
        thai.replace("สะอาด", "สวยมาก"),
    ]
    found = cluster([str(at) for at in range(6)], texts)
    assert [one.members for one in sorted(found.clusters, key=lambda c: c.members)] == [
        ("0", "1"),
        ("2", "3"),
        ("4", "5"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "ຫ້ອງສະອາດໃກ້ສະຖານີລົດໄຟມີບ່ອນຈອດລົດກະລຸນາສົ່ງຂໍ້ຄວາມກ່ອນເປີດທຸກມື້ຕອນແລງ",
        "បន្ទប់ស្អាតនៅជិតស្ថានីយ៍មានចំណតរថយន្តសូមផ្ញើសារជាមុនបើកជារៀងរាល់ថ្ងៃ",
        "ဘူတာအနီးသန့်ရှင်းသောအခန်းကားရပ်ရန်နေရာရှိသည်စာအရင်ပို့ပါနေ့တိုင်းဖွင့်သည်",
    ],
    ids=["lao", "khmer", "burmese"],
)
def test_further_scripts_without_spaces(text: str) -> None:
    rng = random.Random(6)

    def disturbed() -> str:
        return "".join(one + ("💋" if rng.random() < 0.1 else "") for one in text if rng.random() > 0.04)

    copies = [disturbed() for _ in range(6)]
    half = len(text) // 2
    others = [text[half:] + text[:half], "".join(rng.sample(text, len(text)))]
    found = cluster([str(at) for at in range(8)], [*copies, *others])
    assert len({found.template_of[str(at)] for at in range(6)}) == 1
    assert found.template_of["7"] != found.template_of["0"]


@settings(max_examples=25)
@given(st.randoms(use_true_random=False), st.integers(2, 40))
def test_the_order_of_the_input_changes_nothing(rng: random.Random, count: int) -> None:
    pool = vocabulary(random.Random(3), 60)
    templates = [" ".join(rng.choices(pool, k=18)) for _ in range(4)]
    texts = {f"r{at:02d}": rewritten(rng, rng.choice(templates), pool) for at in range(count)}
    ids = list(texts)
    first = cluster(ids, [texts[one] for one in ids])
    rng.shuffle(ids)
    assert cluster(ids, [texts[one] for one in ids]) == first


def test_texts_without_words_stay_alone() -> None:
    found = cluster(["a", "b", "c"], ["", "💋💋", "07700 900123"])
    assert len(found.clusters) == 3


def test_one_advert_a_thousand_times_is_one_template() -> None:
    text = COPY.format(name="Anna", price="€80", phone="07700 900123")
    found = cluster([f"{at:04d}" for at in range(1000)], [text] * 1000)
    assert [len(one.members) for one in found.clusters] == [1000]


def test_directions_and_broken_surrogates_are_no_difference() -> None:
    text = COPY.format(name="Anna", price="€80", phone="07700 900123")
    texts = [text, "\u202e" + text + "\u202c", text.replace("new", "n\ud800ew"), "\udfff", "\u0301" * 5000]
    found = cluster(list("abcde"), texts)
    assert [one.members for one in found.clusters if len(one.members) > 1] == [("a", "b", "c")]


def test_a_text_of_a_million_characters_and_its_copy() -> None:
    rng = random.Random(8)
    pool = vocabulary(rng, 3000)
    long = " ".join(rng.choices(pool, k=150_000))
    found = cluster(list("abcd"), [long, long[: len(long) * 9 // 10], "", "short text"])
    assert sorted(one.members for one in found.clusters) == [("a", "b"), ("c",), ("d",)]


def seconds(texts: list[str]) -> float:
    began = time.process_time()
    cluster([f"{at:06d}" for at in range(len(texts))], texts)
    return time.process_time() - began


@pytest.mark.slow
def test_a_stock_sentence_in_every_advert_costs_time_in_proportion() -> None:
    rng = random.Random(7)
    pool = vocabulary(rng, 3000)
    texts = [" ".join(rng.choices(pool, k=14)) + " " + STOCK for _ in range(16_000)]
    few, many = seconds(texts[:2_000]), seconds(texts)
    assert many < 3 * 8 * few  # in proportion: 8 times; with the square: 64 times


@pytest.mark.slow
def test_one_advert_a_hundred_thousand_times_is_one_template() -> None:
    texts = [
        COPY.format(name="Anna", price="€80", phone=f"07700 900{at % 1000:03d}") for at in range(100_000)
    ]
    found = cluster([f"{at:06d}" for at in range(len(texts))], texts)
    assert len(found.clusters) == 1


def test_a_giant_component_breaks_at_its_thin_link() -> None:
    rng = random.Random(4)
    pairs = [
        (a + base, b + base)
        for base in (0, 150)
        for a in range(150)
        for b in range(a + 1, 150)
        if rng.random() < 0.2
    ]
    near = np.array([0.6] * len(pairs) + [0.3])
    label = components(300, Edges(np.array([*pairs, (0, 150)]), near))
    assert label.tolist() == [0] * 150 + [150] * 150


def test_the_stage_writes_every_text_record(tmp_path: Path) -> None:
    out = tmp_path / "template.parquet"
    with DuckEngine(Settings(threads=1), tmp_path / "scratch") as engine:
        for kind in record_kinds():
            engine.view(kind, [], record_schema(kind))
        assert templates_stage(engine, out) == 0
        schema = record_schema("ad")
        rows = [
            {
                **dict.fromkeys(schema.names),
                "record_id": f"r{at}",
                "text": COPY.format(name="Anna", price="€9", phone=f"07700 90000{at}"),
            }
            for at in range(3)
        ]
        engine.table("ad", pa.Table.from_pylist(rows, schema=schema))
        assert templates_stage(engine, out) == 1
    table = pq.read_table(out).to_pylist()
    assert [(row["record_id"], row["size"], row["similarity"]) for row in table] == [
        ("r0", 3, 1.0),
        ("r1", 3, 1.0),
        ("r2", 3, 1.0),
    ]
