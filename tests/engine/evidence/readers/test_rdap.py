"""Answers of a domain registry, alone, several in a file, in a crawler's file, and broken."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.engine.evidence.readers.rdap import drafted
from tests.engine.evidence.aids import read_bytes

ANSWER: dict[str, Any] = {
    "objectClassName": "domain",
    "ldhName": "ACME-CAREERS.example",
    "events": [
        {"eventAction": "registration", "eventDate": "2026-01-20T08:00:00Z"},
        {"eventAction": "expiration", "eventDate": "2027-01-20T08:00:00Z"},
        {"eventAction": "last update of RDAP database", "eventDate": "2026-03-02T10:00:00Z"},
    ],
    "entities": [
        {"roles": ["registrant"], "vcardArray": ["vcard", [["fn", {}, "text", "Somebody"]]]},
        {
            "roles": ["registrar"],
            "vcardArray": ["vcard", [["version", {}, "text", "4.0"], ["fn", {}, "text", "Names Ltd"]]],
        },
    ],
}  # fmt: skip


def test_an_answer(tmp_path: Path) -> None:
    data = json.dumps(ANSWER, indent=1).encode()
    out = read_bytes(tmp_path, data, "acme.json")
    (one,) = out.kind("domain")
    assert (out.quarantined, one["source_id"], one["registrar"]) == ([], "acme-careers.example", "Names Ltd")
    assert one["registered_at"] == datetime(2026, 1, 20, 8, tzinfo=UTC)
    assert one["observed_at"] == datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert "Somebody" not in str(one), "who registered it is not kept"
    assert out.raw(out.records[0]) == data


def test_several_in_a_file_and_one_broken(tmp_path: Path) -> None:
    told = [
        json.dumps({**ANSWER, "ldhName": f"né{number}.example"}, ensure_ascii=False) for number in range(3)
    ]
    out = read_bytes(tmp_path, ("\n".join(told) + '\n{"objectClassName": ').encode())
    assert out.ids("domain") == ["né0.example", "né1.example", "né2.example"]
    assert [out.raw(record).decode() for record in out.records] == told
    assert [entry.reason.split(" (")[0] for entry in out.lost] == ["not JSON"]


def test_the_later_registration_counts(tmp_path: Path) -> None:
    again = {"eventAction": "reregistration", "eventDate": "2026-02-01T00:00:00Z"}
    events = [again, *ANSWER["events"], {"eventAction": "registration", "eventDate": "never"}, "x"]
    (one,) = read_bytes(tmp_path, json.dumps({**ANSWER, "events": events}).encode()).kind("domain")
    assert one["registered_at"] == datetime(2026, 2, 1, tzinfo=UTC)


@pytest.mark.parametrize("name", [None, "", ".", 7])
def test_without_a_name_it_is_set_aside(tmp_path: Path, name: object) -> None:
    out = read_bytes(tmp_path, json.dumps({**ANSWER, "ldhName": name}).encode())
    assert (out.records, len(out.lost)) == ([], 1)


def test_other_json_is_not_taken(tmp_path: Path) -> None:
    row = {"domain": "acme.example", "registered_at": "2001-02-03", "employer": "Acme"}
    (one,) = read_bytes(tmp_path, json.dumps(row).encode()).kind("domain")
    assert (one["reader"], one["employer"]) == ("jsonl/1", "Acme")


JSON = st.recursive(
    st.none() | st.booleans() | st.text(max_size=5) | st.sampled_from(["registration", "fn", "registrar"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from("events entities roles vcardArray eventAction eventDate ldhName".split()), inner
        )
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from("ldhName unicodeName events entities".split()), JSON))
def test_whatever_it_holds_nothing_is_raised(told: dict[str, Any]) -> None:
    draft = drafted({"objectClassName": "domain", **told}, 0, 1)
    assert draft is None or draft.source_id
