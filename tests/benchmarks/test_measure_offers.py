"""The offers nobody tuned on are well formed, and their measure counts what it says."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.measure_offers import ROOT, Judged, Share, measures

SIGNS = {
    "fee_or_debt", "documents_held", "told_to_lie", "destination_changed", "compound_chat_work", "carrying_goods",
    "family_guarantee", "weak_several",
}  # fmt: skip


def test_the_unseen_offers_are_well_formed() -> None:
    lines = Path(ROOT, "benchmarks", "offers_unseen.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert len({row["id"] for row in rows}) == len({row["text"] for row in rows}) == len(rows)
    for row in rows:
        assert set(row) == {"id", "lang", "truth", "sign", "text"}
        assert row["sign"] in (SIGNS if row["truth"] == "deceptive" else {""})
    counts = Counter((row["lang"], row["truth"]) for row in rows)
    assert len(counts) == 13 * 3
    assert min(counts.values()) >= 6


def test_wilson_interval_of_a_textbook_case() -> None:
    low, high = Share(8, 10).interval()
    assert (low, high) == pytest.approx((0.4902, 0.9433), abs=1e-4)


def test_shares_count_what_they_say() -> None:
    rows = [
        Judged("en", "deceptive", "fee_or_debt", "deceptive"),
        Judged("en", "deceptive", "told_to_lie", "genuine"),
        Judged("es", "genuine", "", "deceptive"),
        Judged("es", "suspicious", "", "suspicious"),
    ]
    shares = {name: (value.hits, value.of) for name, value in measures(rows).items()}
    assert shares["recall of deceptive"] == (1, 2)
    assert shares["genuine called deceptive"] == (1, 1)
    assert shares["exact label"] == (2, 4)
