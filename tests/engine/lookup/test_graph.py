"""Neighbours with counts, the strongest first; ways from one to another that do not lead through hubs."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from manumit.engine.job import run_job
from manumit.engine.leads import entity_id
from manumit.engine.lookup import Lookup
from tests.engine.job.places import SETTINGS, Silent, write
from tests.engine.lookup.case import HERS, HIS, MARIA, PHONE

HEAD = "payment_id,time,debtor_account,creditor_account,amount,currency,channel\n"


def account(name: str) -> str:
    return entity_id(f"account:{name}")


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pays B pays C ... pays H; everybody pays the till, and so do 300 strangers."""
    folder = tmp_path_factory.mktemp("chain")
    names = "ABCDEFGH"
    paid = [*pairwise(names), *((name, "TILL") for name in names)]
    paid += [(f"S{n}", "TILL") for n in range(300)]
    rows = [f"P{n},2026-01-02T10:00:00Z,{a},{b},{10 + n}.00,GBP,transfer" for n, (a, b) in enumerate(paid)]
    write(folder / "input", {"pay.csv": HEAD + "\n".join(rows) + "\n"})
    run_job([folder / "input"], folder / "w", SETTINGS, Silent())
    return folder / "w"


def test_neighbours_are_counted_by_kind_before_anything_is_shown(lookup: Lookup) -> None:
    counts = lookup.neighbours(HERS)
    around = lookup.expand(HERS)
    assert sum(counts.values()) == len(around.nodes)
    assert {kind: sum(node.kind == kind for node in around.nodes) for kind in counts} == counts
    entity = lookup.entity(HERS)
    assert entity is not None
    assert entity.degree == sum(counts.values())
    assert {"phone", "email", "address", "account"} <= counts.keys()


def test_expanding_by_kind_gives_that_kind_and_says_what_is_left_out(lookup: Lookup) -> None:
    around = lookup.expand(HERS, "phone")
    assert [node.entity_id for node in around.nodes] == [PHONE]
    assert {link.word for link in around.links} == {"holds"}
    assert lookup.expand(HERS, limit=1).left_out == sum(lookup.neighbours(HERS).values()) - 1
    assert lookup.expand(HERS, "no such kind").nodes == ()


def test_what_was_observed_is_told_with_its_dates_and_records(lookup: Lookup) -> None:
    (link,) = [link for link in lookup.links_between([HERS, HIS]) if link.word == "paid"]
    assert (link.a, link.b, link.observed, link.probability, link.records) == (HERS, HIS, True, 1.0, 9)
    assert link.since is not None
    assert link.until is not None
    assert (link.since.isoformat(), link.until.isoformat()) == (
        "2026-01-01T23:30:00+00:00",
        "2026-01-09T23:30:00+00:00",
    )


def test_concluded_links_are_not_observed_and_dated_by_what_both_are_in(lookup: Lookup) -> None:
    (link,) = lookup.links_between([HERS, PHONE])
    assert (link.word, link.observed, link.records) == ("holds", False, 1)
    assert 0 < link.probability < 1
    assert link.since == link.until


def test_who_travels_and_who_pays_for_it_is_linked(lookup: Lookup) -> None:
    owen, ana = entity_id("person:owen tilling|"), entity_id("person:ana corbu|2000-01-09")
    words = {(link.a, link.word, link.b) for link in lookup.links_between([MARIA, ana, owen, HIS])}
    assert (owen, "paid the ticket of", MARIA) in words
    assert (ana, "travelled with", MARIA) in words


def test_strongest_first(lookup: Lookup) -> None:
    strengths = [
        link.probability
        for link in lookup.links_between([node.entity_id for node in lookup.expand(HERS).nodes])
    ]
    assert strengths == sorted(strengths, reverse=True)


def test_a_way_is_the_shortest_that_leads_through_no_hub(chain: Path) -> None:
    with Lookup(chain) as lookup:
        way = lookup.path(account("A"), account("E"))
        assert [lookup.entities([id])[id].label for id in way.entities] == list("ABCDE")
        assert way.links is not None
        assert {link.word for link in way.links} == {"paid"}
        assert way.not_walked == 1
        till = lookup.path(account("A"), account("TILL"))
        assert till.entities == (account("A"), account("TILL"))
        stranger = lookup.path(account("S1"), account("S2"))
        assert (stranger.links, stranger.not_walked, stranger.complete) == (None, 1, True)


def test_a_way_from_a_hub_may_begin_with_it(chain: Path) -> None:
    with Lookup(chain) as lookup:
        assert lookup.path(account("TILL"), account("S9")).entities == (account("TILL"), account("S9"))


@pytest.mark.parametrize(("longest", "found"), [(7, True), (6, False), (0, False), (-1, False)])
def test_a_way_is_no_longer_than_asked(chain: Path, longest: int, found: bool) -> None:
    with Lookup(chain) as lookup:
        assert (lookup.path(account("A"), account("H"), longest).links is not None) == found


def test_a_way_to_oneself_is_empty(chain: Path) -> None:
    with Lookup(chain) as lookup:
        way = lookup.path(account("A"), account("A"))
        assert (way.links, way.entities) == ((), (account("A"),))
