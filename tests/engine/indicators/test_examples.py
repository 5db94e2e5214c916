"""Every red flag and every innocent explanation is shown by scenes: some that it sees, some that it must not see.

An example fires when a finding is stronger than 0.15 (an explanation: 0.2), all of its evidence are records of the
scene and its sentence is whole. A look-alike is silent when no finding of that indicator is stronger than 0.3: a
weaker one is a hint that only counts beside others. The scenes go through the real readers and stages.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from manumit.base.kernel import TableEngine
from manumit.engine.indicators import Indicator, catalogue, findings_of
from manumit.engine.links import LINK_TABLES
from tests.engine.indicators.scenes import link_tables, record_ids, rows_of, told_by

FIRES, FIRES_AGAINST, SILENT = 0.15, 0.2, 0.3


def examples(way: str) -> list[Any]:
    """Every example of the catalogue of one sort, named by its indicator and its place."""
    return [
        pytest.param(indicator, example, id=f"{indicator.id}-{number}")
        for indicator in catalogue()
        for number, example in enumerate(indicator.examples.get(way, ()), 1)
    ]


def turn_over(engine: TableEngine) -> None:
    """The link tables with their rows in the opposite order: what depends on the order of rows shows itself."""
    for table in LINK_TABLES:
        engine.run(f"CREATE TABLE {table}_over AS SELECT * FROM {table} ORDER BY ALL DESC")
        engine.run(f"DROP VIEW {table}; ALTER TABLE {table}_over RENAME TO {table}")


@pytest.mark.parametrize("indicator", catalogue(), ids=lambda indicator: indicator.id)
def test_has_examples(indicator: Indicator) -> None:
    for way in ("fires", "silent"):
        told = indicator.examples.get(way, ())
        assert told, f"{indicator.id} has no example that {'fires' if way == 'fires' else 'stays silent'}"
        for example in told:
            assert str(example.get("says", "")).strip(), (
                f"{indicator.id}: an example does not say what it shows"
            )
            assert sum(len(rows) for rows in rows_of(example).values()) >= 1
    assert set(indicator.examples) == {"fires", "silent"}


@pytest.mark.parametrize(("indicator", "example"), examples("fires"))
def test_fires(indicator: Indicator, example: dict[str, Any], tmp_path: Path) -> None:
    with link_tables(rows_of(example), tmp_path) as engine:
        found, known = list(findings_of(engine, indicator)), record_ids(engine)
        turn_over(engine)
        again = list(findings_of(engine, indicator))
    least = FIRES_AGAINST if indicator.against else FIRES
    assert max((finding["strength"] for finding in found), default=0.0) > least, example["says"]
    for finding in found:
        assert finding["evidence"], "a finding must point at records"
        assert set(finding["evidence"]) <= known, "evidence that is none of the scene's records"
        assert 0 < finding["strength"] <= 1
        assert finding["members"], "a finding must name someone or something"
        check_sentence(finding["sentence"])
    names = ("finding_id", "sentence", "members")
    assert said(again, names) == said(found, names), "the order of rows decides what is found"


def said(findings: list[dict[str, Any]], names: tuple[str, ...]) -> list[str]:
    """What is compared of findings, in an order of its own."""
    return sorted(str([finding[name] for name in names]) for finding in findings)


def check_sentence(sentence: str) -> None:
    """Whole: no field left open, nothing missing."""
    assert sentence.strip().endswith("."), sentence
    for mark in ("{", "}", "None", "nan", "  "):
        assert mark not in sentence, sentence


@pytest.mark.parametrize(("indicator", "example"), examples("silent"))
def test_stays_silent(indicator: Indicator, example: dict[str, Any], tmp_path: Path) -> None:
    found, _ = told_by(indicator, rows_of(example), tmp_path)
    loud = [finding["sentence"] for finding in found if finding["strength"] > SILENT]
    assert not loud, f"{example['says']} -> {loud}"
