"""The list a person keeps: what can be used is used, the rest is named with its line."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import UsageError
from manumit.engine.watch import Entry, Problem, read_watchlist
from tests.engine.watch.scene import listed

GOOD = """# who we look for
- id: one
  kind: phone
  value: +447700900123
  why: Named in case 12.
  purpose: case 12
  owner: desk 3
  expires_at: 2026-12-31
  tlp: red
- id: two
  kind: phrase
  value: no fees
  match: exact
  paused: yes
  only: [ad, offer]
- {id: three, kind: place, lat: 53.8, lon: -1.55, km: 3}
"""


def told(tmp_path: Path, text: str, name: str = "watchlist.yaml") -> tuple[list[Entry], list[Problem]]:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return read_watchlist(path)


def test_every_field_is_read(tmp_path: Path) -> None:
    (one, two, three), problems = told(tmp_path, GOOD)
    assert problems == []
    assert (one.keys, one.tlp, one.owner, one.line) == (("+447700900123",), "TLP:RED", "desk 3", 2)
    assert one.expires_at == datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert (two.keys, two.match, two.paused, two.only) == (("no", "fees"), "exact", True, ("ad", "offer"))
    assert (three.lat, three.lon, three.km, three.tlp) == (53.8, -1.55, 3.0, "TLP:AMBER")


def test_yaml_does_not_take_a_number_for_a_number(tmp_path: Path) -> None:
    (one,), _ = told(tmp_path, "- {id: a, kind: phone, value: +44 7700 900123}\n")
    (two,), _ = told(tmp_path, "- {id: a, kind: account, value: 0012345}\n")
    assert (one.keys, two.keys) == (("+447700900123",), ("0012345",))


def test_a_list_may_stand_under_a_heading_or_be_empty(tmp_path: Path) -> None:
    assert [e.id for e in told(tmp_path, "entries:\n- {id: a, kind: handle, value: '@x_y'}\n")[0]] == ["a"]
    assert told(tmp_path, "") == ([], [])
    assert told(tmp_path, "# nothing yet\n") == ([], [])


def test_bad_entries_are_named_with_their_line_and_the_good_ones_go_on(tmp_path: Path) -> None:
    text = GOOD + (
        "- {id: four, kind: phone, value: call me}\n"
        "- {id: five, kind: wallet, value: bc1qnotawallet}\n"
        "- {id: one, kind: name, value: Ana Example}\n"
        "- {id: six, kind: name, value: Ana Example, expire_at: 2026-01-01}\n"
        "- just words\n"
        "- {id: seven, kind: name, value: Ana Example}\n"
    )
    entries, problems = told(tmp_path, text)
    assert [entry.id for entry in entries] == ["one", "two", "three", "seven"]
    assert [(p.line, p.entry) for p in problems] == [
        (17, "four"),
        (18, "five"),
        (19, "one"),
        (20, "six"),
        (21, ""),
    ]
    assert all(problem.reason and problem.hint for problem in problems)


def test_one_slip_of_the_pen_in_yaml_costs_one_entry(tmp_path: Path) -> None:
    good, after = (
        "- {id: a, kind: name, value: Ana Example}\n",
        "- {id: c, kind: email, value: c@x.example}\n",
    )
    text = f'{good}- id: b\n  value: "open\n{after}'
    entries, problems = told(tmp_path, text)
    assert [entry.id for entry in entries] == ["a", "c"]
    assert [problem.line for problem in problems] == [2]


def test_csv_with_other_separators_and_odd_rows(tmp_path: Path) -> None:
    text = "id;kind;value;notes\na;phone;+447700900123;x\n;email;who@agency.example;\n\nc;phone;1;2;3\n"
    entries, problems = told(tmp_path, text, "list.csv")
    assert [entry.value for entry in entries] == ["+447700900123", "who@agency.example"]
    assert entries[1].id.startswith("watch_")
    assert [problem.line for problem in problems] == [1, 5]


@pytest.mark.parametrize("text", ["just a sentence", "{a: 1}", "a: [b\n"])
def test_what_is_no_list_at_all_is_a_usage_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError) as caught:
        told(tmp_path, text)
    assert caught.value.hint


def test_a_list_that_breaks_off_is_a_problem(tmp_path: Path) -> None:
    assert [(len(entries), len(problems)) for entries, problems in [told(tmp_path, "- [\n")]] == [(0, 1)]


@pytest.mark.parametrize(
    ("cells", "key"),
    [
        ({"kind": "phone", "value": "07700 900123", "country": "GB"}, "+447700900123"),
        ({"kind": "email", "value": "mailto:Who@Agency.example"}, "who@agency.example"),
        ({"kind": "handle", "value": "TG:@Some_One"}, "telegram:some_one"),
        ({"kind": "handle", "value": "https://t.me/some_one"}, "telegram:some_one"),
        ({"kind": "iban", "value": "GB82 WEST 1234 5698 7654 32"}, "GB82WEST12345698765432"),
        ({"kind": "document", "value": "x-123 456"}, "X123456"),
        ({"kind": "person name", "value": "EXAMPLE/ANAMRS"}, "ana example"),
        ({"kind": "phrase", "value": "Nö FEES"}, "no"),
        ({"kind": "place", "value": "53.8, -1.55"}, "53.8, -1.55"),
        ({"kind": "place", "value": "Kuwait City"}, "Kuwait City, KW"),
        ({"kind": "place", "value": "Chipre"}, "Cyprus"),
    ],
)
def test_subjects_are_brought_to_one_form(tmp_path: Path, cells: dict[str, str], key: str) -> None:
    (entry,), problems = listed(tmp_path, [cells])
    assert problems == []
    assert entry.keys[0] == key


@pytest.mark.parametrize(
    "cells",
    [
        {"kind": "shoe", "value": "x"},
        {"kind": "iban", "value": "GB82 WEST 1234 5698 7654 33"},
        {"kind": "email", "value": "nobody"},
        {"kind": "document", "value": "12"},
        {"kind": "phrase", "value": "!"},
        {"kind": "phrase", "value": "two words", "match": "sometimes"},
        {"kind": "template", "value": "too short"},
        {"kind": "template", "value": "tpl_zzz"},
        {"kind": "place", "value": "Nowhereatall"},
        {"kind": "place", "lat": "91", "lon": "0"},
        {"kind": "place", "value": "Leeds", "km": "nan"},
        {"kind": "place", "value": "Kuwait", "km": "5"},
        {"kind": "name", "value": "Ana Example", "tlp": "mauve"},
        {"kind": "name", "value": "Ana Example", "paused": "perhaps"},
        {"kind": "name", "value": "Ana Example", "expires_at": "soon"},
        {"kind": "name", "value": "Ana Example|soon"},
        {"kind": "name", "value": "Ana Example", "only": "ad,shoe"},
        {"kind": "phone", "value": ""},
    ],
)
def test_what_makes_no_sense_is_said(tmp_path: Path, cells: dict[str, str]) -> None:
    entries, (problem,) = listed(tmp_path, [cells])
    assert entries == []
    assert problem.line == 2
    assert problem.reason
    assert problem.hint


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(("- id: a\n" + text).encode("utf-8", "replace"))
    with suppress(UsageError):
        read_watchlist(path)
