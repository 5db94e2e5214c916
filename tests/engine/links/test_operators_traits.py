"""Traits: the rarest of what adverts show, counted over posters."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from manumit.engine.links.operators_notices import Notices
from manumit.engine.links.operators_traits import Traits, shown
from manumit.engine.signals import Mention, extract


def traits(rows: list[set[int]], holder: list[int], most: int = 3, least: int = 1) -> Traits:
    owner = np.array([at for at, row in enumerate(rows) for _ in row], np.int64)
    value = np.array([one for row in rows for one in row], np.int64)
    return Traits(shown(owner, value, len(rows)), np.array(holder, np.int64), most, least)


def test_what_one_poster_writes_often_is_rarer_than_what_many_write_once() -> None:
    own = [{1} for _ in range(10)]
    everybody = [{2} for _ in range(10)]
    found = traits([*own, *everybody, *[{9}] * 80], [0] * 10 + list(range(1, 91)))
    assert found.holders[1] == 1
    assert found.holders[2] == 10
    assert found.bits[1] > found.bits[2]
    assert found.bits[9] == -np.log2(np.float32(0.8))  # common, whoever shows it


def test_a_value_on_one_advert_ties_nothing() -> None:
    assert not traits([{1}, {2}, {2}], [0, 1, 2], least=2).any[0]


@given(
    st.lists(st.tuples(st.sets(st.integers(0, 12), max_size=8), st.integers(0, 4)), min_size=1, max_size=20)
)
def test_shared_values_are_those_of_both_rows(rows: list[tuple[set[int], int]]) -> None:
    holder = np.unique([one for _, one in rows], return_inverse=True)[1].tolist()
    found = traits([values for values, _ in rows], holder)
    one, other = np.divmod(np.arange(len(rows) ** 2), len(rows))
    bits, count = found.shared(one, other)
    for a, b, both, total in zip(one.tolist(), other.tolist(), count.tolist(), bits.tolist(), strict=True):
        common = (set(found.rows[a].tolist()) & set(found.rows[b].tolist())) - {-1}
        assert both == len(common)
        assert abs(total - sum(found.bits[value] for value in common)) < 1e-3
        assert common <= rows[a][0] & rows[b][0]
    rarest = found.holders[found.rows[0][found.rows[0] >= 0]].tolist()
    assert rarest == sorted(found.holders[value] for value in rows[0][0])[:3]


def test_a_phone_is_one_contact_with_and_without_its_countrys_code() -> None:
    notices = Notices()
    texts = ("ring +33 6 39 98 00 01", "ring 06 39 98 00 01", "ring 0033639980001", "write a@b.example")
    for at, text in enumerate(texts):
        notices.add(str(at), {"text": text}, extract({"text": text}, "FR"))
    owner, contact = notices.contact.arrays()
    assert owner.tolist() == [0, 1, 2, 3]
    assert len(set(contact.tolist()[:3])) == 1
    assert contact[3] != contact[0]


def test_a_list_of_many_numbers_is_cut() -> None:
    notices = Notices()
    many = [Mention("text", "phone", f"+4477009{at:05d}", 0, 1, 0.9, "t") for at in range(50)]
    notices.add("a", {"text": "x"}, many)
    assert len(notices.contact.arrays()[0]) == 16


def test_columns_may_be_missing_or_odd() -> None:
    notices = Notices()
    notices.add("a", {})
    notices.add("b", {"price": "12.50", "images": ["x", None, " "], "location": "Leeds, GB", "source": None})
    assert notices.place.tolist()[0] == -1
    assert np.isnan(notices.day).all()
    assert np.isclose(notices.price[1], np.log(12.5))
    assert notices.picture.arrays()[0].tolist() == [1]
