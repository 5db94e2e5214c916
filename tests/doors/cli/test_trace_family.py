"""`trace-family`, as it is called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from manumit.world.banks.names_eval import NAMES
from tests.doors.cli.program import Done, manumit
from tests.engine.biometrics.families import Tearing, Torn

USE = ("--purpose", "tracing, camp 3", "--basis", "consent of the families")


@pytest.fixture(scope="module")
def torn(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Torn]:
    """Sixty separated children and twelve requests, in three files."""
    place = tmp_path_factory.mktemp("torn")
    told = Tearing(202, NAMES).torn(60, 12)
    told.write(place)
    return place, told


def call(place: Path, *options: object, use: tuple[str, ...] = USE) -> Done:
    return manumit(
        "trace-family",
        "separated.csv",
        "requests.csv",
        *options,
        *use,
        cwd=place,
        env={"XDG_STATE_HOME": "state"},
    )


def test_each_request_has_an_answer_with_reasons(torn: tuple[Path, Torn]) -> None:
    place, told = torn
    done = call(place, "--relatives", "relatives.csv", "--out", "f.jsonl")
    assert (done.code, done.out) == (0, "")
    assert "12 requests" in done.err
    rows = [json.loads(line) for line in (place / "f.jsonl").read_text("utf-8").splitlines()]
    assert [row["request"] for row in rows] == [f"R{n}" for n in range(12)]
    assert all(row["expected_false"] <= 1 and row["separated"] == 60 for row in rows)
    assert all(bool(row["candidates"]) != bool(row["why_none"]) for row in rows)
    named = [row for row in rows if row["candidates"]]
    right = [row for row in named if row["candidates"][0]["id"] == told.truth[row["request"]]]
    assert len(right) >= 4
    for row in named:
        for who in row["candidates"]:
            assert who["llr"] >= row["threshold_llr"]
            assert all(part["says"] for part in who["parts"])


def test_purpose_and_basis_are_asked_first_and_written_down(torn: tuple[Path, Torn]) -> None:
    place, _ = torn
    refused = call(place, use=("--purpose", "tracing"))
    assert refused.code == 2
    assert "legal basis" in refused.err
    done = call(place, "--quiet")
    assert (done.code, done.err) == (0, "")
    log = (place / "state" / "manumit" / "biometrics.jsonl").read_text("utf-8")
    last = json.loads(log.splitlines()[-1])
    assert (last["what"], last["purpose"], last["basis"]) == ("trace-family", USE[1], USE[3])
    assert "S1" not in log
    book = place / "state" / "manumit" / "biometrics"
    told = json.loads((book / "events.jsonl").read_text("utf-8").splitlines()[-1])
    assert (told["body"]["about"], told["body"]["separated"], told["body"]["requests"]) == ("family", 60, 12)
    assert not [one for one in ("S1", "R1", *USE[1::2], last["pictures"]) if one in json.dumps(told)]
    checked = manumit("ledger", "check", book / "ledger", "--key", book / "ledger.vkey")
    assert checked.code == 0, checked.err


def test_bad_rows_are_told_and_the_rest_goes_on(torn: tuple[Path, Torn]) -> None:
    place, _ = torn
    (place / "bad.csv").write_text("of,relation,name\nS1,mother,Mira\nS1,flatmate,Uwe\n")
    (place / "ratios.csv").write_text(
        "a,b,score,llr\nS1/1.jpg,R1_1.jpg,0.9,3.2\nS1/1.jpg,R1_2.jpg,0.9,much\n"
    )
    done = call(place, "--relatives", "bad.csv", "--gallery-llr", "ratios.csv", "--quiet")
    assert done.code == 3
    assert len(done.lines()) == 12
    told = [json.loads(line) for line in done.err.splitlines()]
    assert [(one["file"], one["line"]) for one in told] == [("bad.csv", 3), ("ratios.csv", 3)]
    assert all(one["reason"] and one["hint"] for one in told)


def test_files_that_are_none_are_refused(torn: tuple[Path, Torn]) -> None:
    place, _ = torn
    (place / "none.csv").write_text("name\nMira\n")
    assert call(place, "--relatives", "none.csv").code == 2
    assert call(place, "--relatives", "missing.csv").code == 2
