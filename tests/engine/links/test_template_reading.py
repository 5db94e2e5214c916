"""Adverts beside their template: what is the same, fills a slot, was put in and was left out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from manumit.engine.links import cluster, shape_of, template_views
from manumit.engine.links.template_reading import Mark, marks_of
from tests.engine.links.test_template_shape import copies


def told(marks: tuple[Mark, ...], how: str) -> list[str]:
    return [mark.text for mark in marks if mark.how == how]


def test_an_advert_is_told_by_what_it_fills_adds_and_leaves_out() -> None:
    texts = copies(8)
    shape = shape_of(texts[0], texts, 5000, "GB")
    marks = marks_of(shape, texts[3].replace("Quiet clean flat", "Quiet flat near here"), "GB")
    assert told(marks, "deleted") == ["clean"]
    assert told(marks, "inserted") == ["near here"]
    assert [(mark.slot, mark.text) for mark in marks if mark.how == "slot"] == [
        ("NAME", "Olga"),
        ("PRICE", "£120"),
        ("PHONE", "07700 900103"),
    ]


def test_an_advert_reads_as_it_was_written() -> None:
    texts = copies(4)
    marks = marks_of(shape_of(texts[0], texts, 5000, "GB"), texts[1], "GB")
    assert "".join(mark.lead + mark.text for mark in marks if mark.how != "deleted") == texts[1]


def test_views_are_the_strongest_templates_with_their_days_and_operators() -> None:
    texts = {f"a{n}": text for n, text in enumerate(copies(8))}
    texts |= {
        f"b{n}": "Red bicycle with two baskets and a bell, fetch it on Saturday please." for n in range(2)
    }
    days = {name: f"2026-03-{1 + n:02d}" for n, name in enumerate(texts)} | {"a0": ""}
    operators = {name: "x" if name < "a4" else "y" for name in texts}
    found = cluster(list(texts), list(texts.values()))
    first, second = template_views(found, texts, days, operators, 5, "GB")
    assert (first.adverts, first.operators, first.first_day, first.last_day) == (
        8,
        2,
        "2026-03-02",
        "2026-03-08",
    )
    assert (second.adverts, second.template_id) == (2, found.template_of["b0"])
    assert first.shape.bits_saved > second.shape.bits_saved > 0
    assert first.readings[0].ad_id == "a1"
    assert len(first.readings) == 5
    assert template_views(found, texts, days, operators, 1, "GB") == [first]


@given(st.lists(st.text(max_size=60), min_size=1, max_size=4), st.text(max_size=60))
def test_any_text_can_be_read_with_any_template(texts: list[str], text: str) -> None:
    marks = marks_of(shape_of(texts[0], texts, 10), text)
    assert {mark.how for mark in marks} <= {"same", "slot", "inserted", "deleted"}
