"""People who edit apart: whatever the order, all books come to the same, nothing is lost, and a conflict is seen."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import Refused, VerificationFailed
from manumit.services.care import history
from manumit.services.care.change import Change, Edit, new_change, new_person
from manumit.services.care.versions import items_of
from tests.services.care.conftest import START

PERSON = new_person()
EDIT, MERGE = "edit", "merge"
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just(EDIT), st.integers(0, 2), st.sampled_from(["city", "street"]), st.sampled_from("abc")
        ),
        st.tuples(st.just(MERGE), st.integers(0, 2), st.integers(0, 2), st.just("")),
    ),
    max_size=24,
)


class Apart:
    """Three people with a set of changes each, and beside it which edits of a field each of them had seen: the truth
    that the versions are held against."""

    def __init__(self) -> None:
        self.sets: list[dict[str, Change]] = [{}, {}, {}]
        self.past: dict[str, frozenset[str]] = {}
        self.at = 0

    def edit(self, who: int, field: str, value: str) -> None:
        known = items_of(self.sets[who].values()).get("person")
        after = known.fields[field].after if known and field in known.fields else ()
        self.at += 1
        edits = {field: Edit(value, after)}
        made = new_change(
            PERSON, "person", "person", "edited", f"p{who}", START + timedelta(seconds=self.at % 3), edits
        )
        self.past[made.id] = frozenset(one.id for one in self.sets[who].values() if field in one.edits)
        self.sets[who][made.id] = made

    def merge(self, into: int, source: int) -> None:
        self.sets[into] |= self.sets[source]

    def heads(self, field: str) -> set[str]:
        """Edits that nobody who edited later had seen."""
        edits = {name for one in self.sets for name, change in one.items() if field in change.edits}
        return {one for one in edits if not any(one in self.past[other] for other in edits)}


@given(STEPS, st.randoms(use_true_random=False))
def test_any_order_of_edits_and_merges_comes_to_the_same(
    steps: list[tuple[str, int, str | int, str]], chance: random.Random
) -> None:
    apart = Apart()
    for what, who, which, value in steps:
        if what == EDIT:
            apart.edit(who, str(which), value)
        else:
            apart.merge(who, int(which))
    every = {**apart.sets[0], **apart.sets[1], **apart.sets[2]}
    shuffled = list(every.values()) * 2
    chance.shuffle(shuffled)
    whole = items_of(shuffled)
    assert whole == items_of(every.values())
    for name, field in (whole["person"].fields if whole else {}).items():
        assert set(field.after) == apart.heads(name)
        assert field.conflict == (len({one.value for one in field.versions}) > 1)
        told = [one.change for one in history(every.values(), "person", name)]
        assert sorted(told) == sorted(one.id for one in every.values() if name in one.edits)


def test_a_conflict_has_no_value_until_a_person_resolves_it() -> None:
    apart = Apart()
    apart.edit(0, "city", "a")
    apart.merge(1, 0)
    apart.edit(0, "city", "b")
    apart.edit(1, "city", "c")
    apart.merge(0, 1)
    field = items_of(apart.sets[0].values())["person"].fields["city"]
    assert {(one.value, one.by) for one in field.versions} == {("b", "p0"), ("c", "p1")}
    with pytest.raises(Refused, match="2 versions"):
        _ = field.value
    apart.edit(0, "city", "c")
    assert items_of(apart.sets[0].values())["person"].get("city") == "c"


def test_two_who_say_the_same_do_not_disagree() -> None:
    apart = Apart()
    apart.edit(0, "city", "a")
    apart.edit(1, "city", "a")
    apart.merge(0, 1)
    assert items_of(apart.sets[0].values())["person"].get("city") == "a"


def test_a_change_is_bound_to_all_it_says() -> None:
    apart = Apart()
    apart.edit(0, "city", "Ülkü")
    (change,) = apart.sets[0].values()
    assert Change.parse(bytes(change)) == change
    assert Change.parse(bytes(change).replace(b'"p0"', b'"p1"')).id != change.id
    for damaged in (b"", b"{}", b"[]", b"\xff", bytes(change)[:-1], bytes(change).replace(b":", b": ", 1)):
        with pytest.raises(VerificationFailed):
            Change.parse(damaged)


def test_the_same_edit_twice_has_two_ids() -> None:
    apart = Apart()
    apart.edit(0, "city", "a")
    apart.edit(1, "city", "a")
    assert len({*apart.sets[0], *apart.sets[1]}) == 2
