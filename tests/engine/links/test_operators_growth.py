"""Operators kept between runs: a text that drifts stays one hand's from week to week, ids stay, changes are told."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from manumit.base.kernel import WorkspaceError
from manumit.engine.links import Notices, compare, grow, operators_grown
from manumit.engine.links.operators import Operators, operators_of
from manumit.engine.signals import extract
from tests.engine.links.test_templates import vocabulary

WEEKS, SENTENCES = 12, 10
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
Ads = dict[str, dict[str, object]]


def noted(ads: Ads) -> Notices:
    notices = Notices()
    for name, row in ads.items():
        notices.add(name, row, extract({"text": str(row["text"])}, "GB"))
    return notices


def added(folder: Path, ads: Ads) -> Operators:
    grow(folder, compare(list(ads), [str(row["text"]) for row in ads.values()]))
    return operators_grown(folder, noted(ads))


def weeks() -> list[Ads]:
    """Each week one sentence of the drifting advert is new, until none of the first is left; the others stay."""
    rng = random.Random(3)

    def sentence() -> str:
        return " ".join(vocabulary(rng, 9)).capitalize()

    drifting = [sentence() for _ in range(SENTENCES)]
    steady = {f"s{n}": ([sentence() for _ in range(SENTENCES)], f"07700 9001{n:02d}") for n in range(4)}
    found = []
    for week in range(WEEKS):
        drifting[week % SENTENCES] = sentence()
        found.append(
            {
                f"{hand}-{week:02d}-{day}": {
                    "text": ". ".join((*text, f"Text {phone}")),
                    "posted_at": START + timedelta(days=7 * week + 2 * day),
                    "source": "board.example",
                }
                for day in range(2)
                for hand, (text, phone) in {
                    "d": (drifting, "07700 900200"),
                    **steady,
                }.items()
            }
        )
    return found


def test_a_text_that_changes_every_week_stays_one_operator(tmp_path: Path) -> None:
    ids: dict[str, set[str]] = {}
    for ads in weeks():
        found = added(tmp_path, ads)
        for name in ads:
            ids.setdefault(name.partition("-")[0], set()).add(found.operator_of[name])
    assert {hand: len(several) for hand, several in ids.items()} == dict.fromkeys(ids, 1)
    assert len(set.union(*ids.values())) == len(ids)
    said = [link for link in found.links(ads) if {link.one, link.other} & set(ads)]
    assert any({link.one[:4], link.other[:4]} == {"d-10", "d-11"} for link in said)
    assert all(link.one in ads or link.other in ads for link in found.links(ads))


def test_the_first_run_is_that_of_the_file_alone_and_the_same_again_changes_nothing(tmp_path: Path) -> None:
    ads: Ads = {name: row for some in weeks()[:4] for name, row in some.items()}
    compared = compare(list(ads), [str(row["text"]) for row in ads.values()])
    alone = operators_of(compared, noted(ads)).operator_of
    first = added(tmp_path, ads)
    assert first.operator_of == alone
    before = (tmp_path / "operators.npz").read_bytes()
    assert added(tmp_path, ads).operator_of == alone
    assert (tmp_path / "operators.npz").read_bytes() == before


def test_nothing_that_an_advert_says_is_kept(tmp_path: Path) -> None:
    (ads, *_) = weeks()
    added(tmp_path, ads)
    held = b"".join(one.read_bytes() for one in tmp_path.rglob("*") if one.is_file())
    assert b"7700" not in held
    assert b"board.example" not in held


def test_two_that_become_one_keep_the_older_id_and_the_log_says_so(tmp_path: Path) -> None:
    text = (
        "Rooms by the week with clean linen and breakfast, ask for the key at the green door behind the mill"
    )
    row = {"posted_at": START, "source": "board.example"}
    first = added(tmp_path, {"a": {**row, "text": f"{text}. Text 07700 900111"}})
    other = "Van with driver for small removals, evenings as well"
    second = added(tmp_path, {"b": {**row, "text": f"{other}. Text 07700 900222"}})
    assert first.operator_of["a"] != second.operator_of["b"]
    both = {
        f"c{n}": {**row, "text": f"{text}. {other}. Text 07700 900111 or 07700 900222, {n}"} for n in range(4)
    }
    third = added(tmp_path, both)
    assert third.operator_of["a"] == third.operator_of["b"] == first.operator_of["a"]
    (line,) = map(json.loads, (tmp_path / "operators.jsonl").read_text("utf-8").splitlines())
    assert (line["kept"], line["merged"]) == (first.operator_of["a"], second.operator_of["b"])


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    (ads, *_) = weeks()
    added(tmp_path, ads)
    (tmp_path / "operators.npz").write_bytes(b"no archive")
    with pytest.raises(WorkspaceError, match="damaged"):
        added(tmp_path, ads)
