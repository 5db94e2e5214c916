"""Operators: contacts join adverts, hubs and stock phrases do not, reworded texts do when they share enough."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from manumit.engine.links import clusters_of, compare, operators_of
from manumit.engine.links.operators import HUB_TEMPLATES
from tests.engine.links.test_templates import STOCK, rewritten, vocabulary


def operators(texts: dict[str, str], contacts: Mapping[str, Sequence[str]]) -> dict[str, str]:
    compared = compare(list(texts), list(texts.values()))
    return operators_of(compared, clusters_of(compared), contacts)


def crowd(rng: random.Random, count: int = 60) -> dict[str, str]:
    """Texts of strangers, each of its own words."""
    return {f"s{n}": " ".join(vocabulary(rng, 30)) for n in range(count)}


def test_adverts_with_one_contact_are_one_operators() -> None:
    rng = random.Random(1)
    found = operators(crowd(rng), {"s1": ["phone:+447700900001"], "s2": ["phone:+447700900001"]})
    assert found["s1"] == found["s2"]
    assert len(set(found.values())) == 59


def test_a_relay_on_many_texts_joins_nobody() -> None:
    texts = crowd(random.Random(2))
    relay = ("email:help@relay.example",)
    found = operators(texts, dict.fromkeys(list(texts)[: HUB_TEMPLATES + 1], relay))
    assert len(set(found.values())) == len(texts)


def test_a_long_text_goes_on_under_new_numbers() -> None:
    rng = random.Random(3)
    pool, texts = vocabulary(rng, 300), crowd(rng)
    own = " ".join(vocabulary(rng, 45))
    copies = {f"c{n}": rewritten(rng, own, pool) for n in range(6)}
    found = operators(texts | copies, {f"c{n}": [f"phone:+4477009001{n:02d}"] for n in range(6)})
    assert len({found[name] for name in copies}) == 1
    assert found["c0"] not in {found[name] for name in texts}


def test_a_phrase_that_everybody_writes_joins_nobody() -> None:
    texts = {name: f"{text} {STOCK}" for name, text in crowd(random.Random(4)).items()}
    assert len(set(operators(texts, {}).values())) == len(texts)


def test_the_order_of_adverts_does_not_matter() -> None:
    rng = random.Random(5)
    texts = crowd(rng)
    mixed = dict(rng.sample(sorted(texts.items()), len(texts)))
    contacts = {"s3": ["handle:telegram:ana"], "s4": ["handle:telegram:ana"]}
    assert operators(mixed, contacts) == operators(texts, contacts)


def test_nothing_gives_nothing_and_empty_texts_stay_apart() -> None:
    assert operators({}, {}) == {}
    assert len(set(operators({"a": "", "b": "", "c": "\u0301\u0302"}, {}).values())) == 3
