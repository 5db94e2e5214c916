"""Texts that are kept on disk come back as they were, in their order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from manumit.engine.links.spool import Spool

_ANY = st.text(alphabet=st.characters(codec=None, exclude_categories=()), max_size=12)


@given(st.lists(_ANY, max_size=30), st.integers(1, 40))
def test_every_text_comes_back_in_its_order(texts: list[str], block: int) -> None:
    spool = Spool(block)
    for text in texts:
        spool.append(text)
    assert list(spool) == texts
    assert list(spool) == texts  # and again
    assert len(spool) == len(texts)


def test_half_a_surrogate_pair_is_kept() -> None:
    spool = Spool(1)
    spool.append("a\ud83d")
    assert list(spool) == ["a\ud83d"]


def test_no_more_than_a_block_is_held_in_memory() -> None:
    spool = Spool(100)
    for _ in range(50):
        spool.append("seven77")
    held = list(spool.blocks())
    assert [len(block) for block in held] == [15, 15, 15, 5]  # 15 times 7 characters pass 100
