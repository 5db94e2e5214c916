"""JSON lines and arrays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.evidence.aids import facts, read_bytes

AD = {
    "ad_id": "A1",
    "posted_at": "2026-01-02T03:04:05+02:00",
    "title": "héllo",
    "price": 120.50,
    "currency": "EUR",
    "images": ["a.jpg", "b.jpg"],
    "mood": {"a": 1},
}


def test_values_become_typed_columns(tmp_path: Path) -> None:
    out = read_bytes(tmp_path, (json.dumps(AD) + "\n\n" + json.dumps(AD, ensure_ascii=False)).encode())
    assert out.quarantined == []
    one = out.kind("ad")[0]
    assert (one["price"], one["title"], one["images"], one["zone_minutes"]) == (
        12050,
        "héllo",
        "a.jpg b.jpg",
        120,
    )
    assert json.loads(one["extra"]) == {"mood": '{"a": "1"}'}
    assert facts(out.kind("ad")[1]) == facts(one)


@pytest.mark.parametrize("shape", ["lines", "array", "pretty", "pretty array", "loose"])
def test_arrays_and_spread_objects(tmp_path: Path, shape: str) -> None:
    ads = [{**AD, "ad_id": f"A{n}", "text": 'brace } quote " back\\slash'} for n in range(5)]
    data = {
        "lines": "\n".join(map(json.dumps, ads)),
        "array": json.dumps(ads),
        "pretty": "\n".join(json.dumps(ad, indent=1) for ad in ads),
        "pretty array": json.dumps(ads, indent=2),
        "loose": "[\n" + ",\n".join(map(json.dumps, ads)) + "\n]",
    }[shape].encode()
    out = read_bytes(tmp_path, data)
    assert out.quarantined == []
    assert out.ids("ad") == [f"A{n}" for n in range(5)]
    for record in out.records:
        assert json.loads(out.raw(record))["ad_id"] == record.source_id


def test_kinds_may_be_mixed(tmp_path: Path) -> None:
    data = b'{"ad_id": "1", "title": "t"}\n{"post_id": "2", "text": "x"}\n{"ad_id": "3", "text": "y"}\n'
    out = read_bytes(tmp_path, data)
    assert sorted(out.ids("ad")) == ["1", "3"]
    assert out.ids("post") == ["2"]


def test_bad_lines_cost_themselves(tmp_path: Path) -> None:
    lines = [
        b'{"ad_id": "1"}',
        b'{"ad_id": "2"',
        b"[1, 2]",
        b'{"ad_id": "4"} x',
        b'{"colour": 1}',
        b"\xff\xfe\xff",
        b'{"ad_id": "7", "title": "\\ud800 \\u0000"}',
        b"[" * 100_000,
        b'{"ad_id": 9}',
    ]
    out = read_bytes(tmp_path, b"\n".join(lines))
    assert sorted(out.ids("ad")) == ["1", "7", "9"]
    assert len(out.lost) == 6
    assert [out.path.read_bytes()[q.offset :][: q.length].rstrip() for q in out.lost] == [
        lines[1],
        lines[2],
        lines[3],
        lines[4],
        lines[5],
        lines[7],
    ]
    assert "title" in next(q for q in out.noted if "taken out" in q.reason).reason


def test_a_cut_array_keeps_whole_objects(tmp_path: Path) -> None:
    out = read_bytes(tmp_path, b'[{"ad_id": "1"}, {"ad_id": "2"}, {"ad_id": "3", "ti')
    assert out.ids("ad") == ["1", "2"]
    assert out.lost[0].reason == "the last object is not closed"


@given(
    st.lists(
        st.fixed_dictionaries(
            {"ad_id": st.uuids().map(str)},
            optional={
                "title": st.text(max_size=30),
                "price": st.decimals(-(10**9), 10**9, places=2).map(str),
                "other": st.none() | st.booleans() | st.integers() | st.text(max_size=5),
            },
        ),
        max_size=6,
    )
)
def test_what_json_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, ads: list[dict[str, object]]
) -> None:
    folder = tmp_path_factory.mktemp("json")
    out = read_bytes(folder, "".join(json.dumps(ad) + "\n" for ad in ads).encode())
    assert out.lost == []
    read = {columns["source_id"]: columns for columns in out.kind("ad")}
    assert set(read) == {ad["ad_id"] for ad in ads}
    for record in out.records:
        again = read_bytes(folder, out.raw(record), "again")
        assert [facts(one.columns) for one in again.records] == [facts(record.columns)]
