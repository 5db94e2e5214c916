"""`manumit prevalence`, as it is called."""

from __future__ import annotations

import json
from pathlib import Path

from tests.doors.cli.program import manumit

TABLE = "A,B,C,count\n1,0,0,80\n0,1,0,90\n0,0,1,70\n1,1,0,20\n1,0,1,15\n0,1,1,18\n1,1,1,4\n"


def test_never_one_number(tmp_path: Path) -> None:
    table = tmp_path / "lists.csv"
    table.write_text(TABLE)
    done = manumit("prevalence", table)
    assert done.code == 0, done.err
    assert "Seen on the lists: 297 people." in done.out
    assert "Whitehead et al. (2021)" in done.out
    assert "Published studies take one model, chosen step by step." in done.out
    told = json.loads(manumit("prevalence", table, "--json").out)
    low, high = told["range"]
    assert 297 < low < high
    assert told["whole_model_space"] is True
    assert len(told["models"]) > 1
    assert told["stepwise"]["interval"][0] < told["stepwise"]["total"] < told["stepwise"]["interval"][1]


def test_a_table_that_is_none(tmp_path: Path) -> None:
    table = tmp_path / "lists.csv"
    for text, words in (
        ("A,B\n1,0\n", "no column `count`"),
        ("A,B,C,count\n1,x,0,3\n", "'x' is no whole number"),
        ("A,B,C,count\n1,0,3\n", "rows differ in length"),
        ("A,B,Ü,count\n1,0,0,3\n", "no CSV in UTF-8"),
    ):
        table.write_text(text, encoding="latin-1")
        done = manumit("prevalence", table)
        assert (done.code, done.out) == (3, "")
        assert words in done.err
