"""Every measure of `evaluate`, on leads and truths small enough to count by hand."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import ManumitError, WorkspaceError
from manumit.world.evaluate import Truth, evaluate, judge, read_lead_table, read_truth

Row = Mapping[str, Any]


def refs(*names: str) -> list[dict[str, str]]:
    """Records: 'a1' is payment a1."""
    return [{"kind": "payment", "source_id": name} for name in names]


def member(kind: str, name: str, role: str) -> dict[str, Any]:
    """One member as a lead shows it."""
    return {"entity_id": f"{kind}:{name}", "kind": kind, "ids": [{"kind": kind, "id": name}], "role": role}


def lead(*records: str, members: Sequence[Row] = ()) -> dict[str, Any]:
    return {"records": refs(*records), "members": list(members)}


def truth(tmp_path: Path, operations: Sequence[Row], lookalikes: Sequence[Row] = ()) -> Truth:
    """Truth that went through its files."""
    folder = tmp_path / "truth"
    folder.mkdir(exist_ok=True)
    for name, rows in (("operations", operations), ("lookalikes", lookalikes)):
        text = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(text, "utf-8")
    return read_truth(folder)


def operation(name: str, *members: tuple[str, str, str], records: int = 6) -> dict[str, Any]:
    """Operation 'a' owns the records a1 .. a6."""
    return {
        "operation_id": name,
        "exploitation": "labour",
        "started": "2026-01-01T00:00:00Z",
        "ended": "2026-02-01T00:00:00Z",
        "members": [{"kind": kind, "id": ident, "role": role} for kind, ident, role in members],
        "records": refs(*(f"{name}{n}" for n in range(1, records + 1))),
    }


@pytest.fixture
def two(tmp_path: Path) -> Truth:
    return truth(tmp_path, [operation("a"), operation("b")])


@pytest.mark.parametrize(
    ("records", "found"),
    [
        ("a1 a2 a3", "a"),  # three of three
        ("a1 a2", None),  # two of two: fewer than three
        ("a1 a2 a3 x1 x2", "a"),  # three of five: more than half
        ("a1 a2 a3 x1 x2 x3", None),  # three of six: not more than half
        ("a1 a2 a3 b1 b2", "a"),  # another operation's records count as others
        ("a1 a2 a3 b1 b2 b3", None),
        ("x1 x2 x3", None),
        ("", None),
    ],
)
def test_a_lead_is_real_at_three_and_more_than_half(two: Truth, records: str, found: str | None) -> None:
    assert judge([lead(*records.split())], two)[0].operation == found


def test_a_record_is_known_by_its_kind_and_its_id(two: Truth) -> None:
    other_kind = {"records": [{"kind": "ad", "source_id": f"a{n}"} for n in range(1, 4)], "members": []}
    assert judge([other_kind], two)[0].operation is None


def test_a_second_lead_on_an_operation_is_a_duplicate(two: Truth) -> None:
    judged = judge([lead("a1", "a2", "a3"), lead("a4", "a5", "a6"), lead("b1", "b2", "b3")], two)
    assert [j.duplicate for j in judged] == [False, True, False]


def test_a_duplicate_is_neither_hit_nor_miss(two: Truth) -> None:
    leads = [lead("a1", "a2", "a3"), lead("a4", "a5", "a6"), lead("x1", "x2", "x3")]
    report = evaluate([(leads, two)])
    assert report["duplicates"] == 1
    assert report["precision_at_10"] == 0.5


def test_precision_looks_at_the_first_leads_only(two: Truth) -> None:
    leads = [lead("a1", "a2", "a3"), *[lead(f"x{n}") for n in range(9)], lead("b1", "b2", "b3")]
    report = evaluate([(leads, two)])
    assert report["precision_at_10"] == 0.1
    assert report["precision_at_25"] == round(2 / 11, 4)


def test_operations_are_counted_against_all_that_were_planted(tmp_path: Path) -> None:
    planted = truth(tmp_path, [operation(name) for name in "abcd"])
    report = evaluate([([lead("a1", "a2", "a3"), lead("a4", "a5", "a6")], planted)])
    assert report["operation_recall_100"] == 0.25


def test_each_recall_has_its_own_depth(tmp_path: Path) -> None:
    planted = truth(tmp_path, [operation(name) for name in "abcd"])
    noise = [lead("x1", "x2", "x3")]
    real = {name: [lead(f"{name}1", f"{name}2", f"{name}3")] for name in "abcd"}
    leads = [
        *noise * 8,
        *real["a"],
        *noise * 55,
        *real["b"],
        *noise * 40,
        *real["c"],
        *noise * 100,
        *real["d"],
    ]
    report = evaluate([(leads, planted)])
    recalls = [report[f"operation_recall_{depth}"] for depth in ("2x", "60", "100", "200")]
    assert recalls == [0.0, 0.25, 0.5, 0.75]


def test_twice_as_many_leads_as_operations(two: Truth) -> None:
    leads = [lead("x1"), lead("x2"), lead("x3"), lead("a1", "a2", "a3"), lead("b1", "b2", "b3")]
    assert evaluate([(leads, two)])["operation_recall_2x"] == 0.5


VICTIM, BOSS, PHONE = (
    ("person", "Ana Lopez|1999-01-02", "possible_victim"),
    ("account", "GB1", "controller"),
    "+441",
)


def test_a_victim_counts_when_a_real_lead_shows_her_as_one(tmp_path: Path) -> None:
    planted = truth(
        tmp_path, [operation("a", VICTIM, ("phone", PHONE, "possible_victim")), operation("b", VICTIM)]
    )
    shown = [
        member("person", "ANA LOPEZ|1999-01-02", "possible_victim"),
        member("phone", "+44 1", "controller"),
    ]
    report = evaluate([([lead("a1", "a2", "a3", members=shown)], planted)])
    assert report["victim_recall"] == round(1 / 3, 4)


def test_a_victim_shown_by_a_lead_that_is_not_real_does_not_count(tmp_path: Path) -> None:
    planted = truth(tmp_path, [operation("a", VICTIM)])
    shown = [member(VICTIM[0], VICTIM[1], "possible_victim")]
    assert evaluate([([lead("x1", "x2", "x3", members=shown)], planted)])["victim_recall"] == 0.0


def test_a_duplicate_may_still_find_a_victim(tmp_path: Path) -> None:
    planted = truth(tmp_path, [operation("a", VICTIM)])
    shown = [member(VICTIM[0], VICTIM[1], "possible_victim")]
    leads = [lead("a1", "a2", "a3"), lead("a4", "a5", "a6", members=shown)]
    assert evaluate([(leads, planted)])["victim_recall"] == 1.0


def test_roles_are_right_or_wrong_where_both_are_known(tmp_path: Path) -> None:
    known = [
        BOSS,
        VICTIM,
        ("account", "GB2", "collector"),
        ("account", "GB3", "unknown"),
        ("phone", PHONE, "recruiter"),
    ]
    planted = truth(tmp_path, [operation("a", *known)])
    shown = [
        member("account", "GB1", "controller"),  # right
        member(VICTIM[0], VICTIM[1], "recruiter"),  # wrong
        member("account", "GB2", "collector"),  # right
        member("account", "GB3", "controller"),  # nobody knows
        member("phone", PHONE, "unknown"),  # nothing is claimed
        member("account", "GB9", "controller"),  # no member
    ]
    report = evaluate([([lead("a1", "a2", "a3", members=shown)], planted)])
    assert report["role_accuracy"] == round(2 / 3, 4)


def test_a_victim_shown_as_controller_is_counted_by_lead(tmp_path: Path) -> None:
    planted = truth(tmp_path, [operation("a", VICTIM, BOSS), operation("b", VICTIM, BOSS)])
    accused = [member(VICTIM[0], VICTIM[1], "controller")]
    right = [member("account", "GB1", "controller")]
    leads = [
        lead("a1", "a2", "a3", members=accused),
        lead("b1", "b2", "b3", members=right),
        lead("x1", members=accused),
    ]
    assert evaluate([(leads, planted)])["victim_as_controller"] == 0.5


def test_false_alarms_are_the_members_in_leads_that_are_not_real(tmp_path: Path) -> None:
    family = {
        "group": "family",
        "records": [],
        "members": [{"kind": "account", "id": f"F{n}"} for n in range(4)],
    }
    agency = {"group": "agency", "records": [], "members": [{"kind": "phone", "id": "+49 30 1"}]}
    planted = truth(tmp_path, [operation("a")], [family, agency])
    real = lead("a1", "a2", "a3", members=[member("account", "F2", "unknown")])
    false = lead("x1", members=[member("account", "F0", "controller"), member("phone", "+49301", "unknown")])
    report = evaluate([([real, false, false], planted)])
    assert report["false_alarms_per_1000"] == {"agency": 1000.0, "family": 250.0}


def test_false_alarms_look_at_the_first_200_leads(tmp_path: Path) -> None:
    family = {"group": "family", "records": [], "members": [{"kind": "account", "id": "F0"}]}
    planted = truth(tmp_path, [operation("a")], [family])
    late = lead("x1", members=[member("account", "F0", "controller")])
    report = evaluate([([*[lead("x0")] * 200, late], planted)])
    assert report["false_alarms_per_1000"] == {"family": 0.0}


def test_several_groups_of_one_name_are_one(tmp_path: Path) -> None:
    families = [{"group": "family", "members": [{"kind": "account", "id": f"F{n}"}]} for n in range(2)]
    planted = truth(tmp_path, [operation("a")], families)
    report = evaluate([([lead("x1", members=[member("account", "F0", "unknown")])], planted)])
    assert report["false_alarms_per_1000"] == {"family": 500.0}


def test_several_worlds_count_alike(tmp_path: Path, two: Truth) -> None:
    one = truth(tmp_path, [operation("a")])
    report = evaluate([([lead("a1", "a2", "a3")], one), ([lead("x1")], two)])
    assert report["precision_at_10"] == 0.5
    assert report["operation_recall_100"] == 0.5
    assert report["operations"] == 3


def test_days_to_lead_is_the_median(two: Truth) -> None:
    report = evaluate([([], two)], [[10.0, 20.0, 90.0]])
    assert report["days_to_lead"] == 20.0


def test_without_a_replay_there_are_no_days(two: Truth) -> None:
    assert "days_to_lead" not in evaluate([([], two)])


def test_nothing_found_is_none_or_nought_but_never_an_error(two: Truth) -> None:
    report = evaluate([([], two)])
    assert report["precision_at_10"] is None
    assert report["operation_recall_100"] == 0.0
    assert report["role_accuracy"] is None


CONTRACT = (
    "precision_at_10 precision_at_25 precision_at_50 duplicates operation_recall_60 operation_recall_100"
    " operation_recall_200 operation_recall_2x victim_recall role_accuracy victim_as_controller false_alarms_per_1000"
).split()


@pytest.mark.parametrize("key", CONTRACT)
def test_every_measure_has_an_interval(two: Truth, key: str) -> None:
    report = evaluate([([lead("a1", "a2", "a3")], two)])
    assert key in report
    assert f"{key}_interval" in report


@given(st.lists(st.sampled_from(["a1 a2 a3", "a4 a5 a6", "b1 b2 b3", "x1 x2 x3"]), min_size=1, max_size=30))
def test_an_interval_contains_its_value(drawn: list[str]) -> None:
    owner = {("payment", f"{name}{n}"): name for name in "ab" for n in range(1, 7)}
    planted = Truth({name: operation(name) for name in "ab"}, owner, [])
    report = evaluate([([lead(*records.split()) for records in drawn], planted)])
    for key in CONTRACT:
        low_high = report.get(f"{key}_interval")
        if low_high and isinstance(report[key], float):
            assert low_high[0] <= report[key] <= low_high[1], key


def test_the_same_input_gives_the_same_intervals(two: Truth) -> None:
    leads = [lead("a1", "a2", "a3"), lead("x1"), lead("b1", "b2", "b3")]
    assert evaluate([(leads, two)]) == evaluate([(leads, two)])


def test_a_truth_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ManumitError, match=r"operations\.jsonl is missing") as error:
        read_truth(tmp_path)
    assert error.value.hint


def test_a_truth_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "operations.jsonl").write_text("{broken\n")
    (tmp_path / "lookalikes.jsonl").write_text("")
    with pytest.raises(ManumitError, match=r"operations\.jsonl"):
        read_truth(tmp_path)


def test_a_workspace_without_leads_is_said(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="no leads"):
        read_lead_table(tmp_path)


def test_a_line_of_the_truth_ends_where_the_line_ends(tmp_path: Path) -> None:
    """JSON may hold U+2028, which some programs take for the end of a line."""
    planted = {**operation("a"), "members": [{"kind": "person", "id": "Ana\u2028Lopez|", "role": "unknown"}]}
    (tmp_path / "operations.jsonl").write_text(json.dumps(planted, ensure_ascii=False) + "\n", "utf-8")
    (tmp_path / "lookalikes.jsonl").write_text("", "utf-8")
    assert set(read_truth(tmp_path).operations) == {"a"}
