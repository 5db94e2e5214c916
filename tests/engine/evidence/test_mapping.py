"""Mapping files."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from manumit.base.kernel import UsageError
from manumit.engine.evidence import load_mapping
from tests.engine.evidence.aids import read_bytes

EXAMPLE = Path(__file__).parents[3] / "examples" / "amlsim.yaml"


def test_the_example_reads_amlsims_tables(tmp_path: Path) -> None:
    mapping = load_mapping(EXAMPLE)
    data = gzip.compress(b"sourceNodeId,targetNodeId,value,time\n216,14730,163.3,1\n322,5431,143.11,2\n")
    out = read_bytes(tmp_path, data, "transactions.csv.gz", mapping=mapping)
    assert out.quarantined == []
    assert out.ids("payment") == ["1", "2"]
    one = out.kind("payment")[1]
    assert (one["debtor_account"], one["creditor_account"], one["amount"], one["currency"]) == (
        "322",
        "5431",
        14311,
        "USD",
    )
    assert one["time"] == datetime(2020, 1, 3, tzinfo=UTC)
    out = read_bytes(tmp_path, gzip.compress(b"nodeid,isFraud\n7,1\n"), "nodes.csv.gz", mapping=mapping)
    assert out.ids("account") == ["7"]
    assert out.kind("account")[0]["extra"] == '{"isFraud": "1"}'


def test_times_may_be_written_in_another_way(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(
        "files:\n  '*.csv': {kind: ad, columns: {ad_id: Nr, posted_at: Datum}, time: {format: '%d.%m.%Y'}}\n"
    )
    data = (
        "\ufeffNr;Datum;text\r\na1;01.03.2026;eins\r\na2;2026-03-02;zwei\r\na3;31.02.2026;drei\r\n".encode()
    )
    out = read_bytes(tmp_path, data, "ads.csv", mapping=load_mapping(path))
    assert out.ids("ad") == ["a1", "a2"]
    assert [one["posted_at"] for one in out.kind("ad")] == [
        datetime(2026, 3, 1, tzinfo=UTC),
        datetime(2026, 3, 2, tzinfo=UTC),
    ]
    assert "31.02.2026" in out.lost[0].reason
    path.write_text(
        "files:\n  '*': {kind: ad, columns: {ad_id: Nr, posted_at: When}, time: {format: '%a %b %d %H:%M:%S %z %Y'}}\n"
    )
    data = b"Nr,When,text\na1,Tue Nov 23 16:45:30 -0500 2021,one\n"
    (one,) = read_bytes(tmp_path, data, "ads.csv", mapping=load_mapping(path)).kind("ad")
    assert one["posted_at"] == datetime(2021, 11, 23, 21, 45, 30, tzinfo=UTC)


def test_days_are_told_as_times_are(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text("files:\n  '*': {kind: missing_person, time: {format: '%d.%m.%Y'}}\n")
    data = b"missing_id,name,birth_date,reported_at\nm1,Ana,03.04.1990,01.03.2026\n"
    (one,) = read_bytes(tmp_path, data, "missing.csv", mapping=load_mapping(path)).kind("missing_person")
    assert str(one["birth_date"]) == "1990-04-03"


def test_json_lines_may_be_mapped_and_others_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(
        "files:\n  '*/tx*': {kind: payment, columns: {payment_id: Id, amount: Amt}, constants: {currency: EUR}}\n"
    )
    mapping = load_mapping(path)
    out = read_bytes(tmp_path, b'{"Id": "a", "Amt": 1.10, "memo": "m"}\n', "tx.json", mapping=mapping)
    assert [(c["source_id"], c["amount"], c["memo"]) for c in out.kind("payment")] == [("a", 110, "m")]
    assert read_bytes(tmp_path, b"ad_id,title\nA,t\n", "ads", mapping=mapping).ids("ad") == ["A"]
    out = read_bytes(tmp_path, b"Id,Other\nx,y\n", "tx.csv", mapping=mapping)
    assert "Amt" in out.lost[0].reason


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colour: red", "colour"),
        ("files: {}", "at least one"),
        ("files: {a: {kind: wish}}", "wish"),
        ("- 1", "mapping"),
        ("files: {a: {kind: payment, colums: {}}}", "colums"),
        ("files: {a: {kind: payment, columns: {amont: x}}}", "amont"),
        ("files: {a: {kind: payment, time: {orign: 1}}}", "orign"),
        ("files: {a: {kind: payment, time: {unit: moons}}}", "moons"),
        ("files: {a: {kind: payment, time: {origin: soon}}}", "soon"),
        ("files: {a: {kind: ad, time: {format: '%d.%m.'}}}", "day, month and year"),
        ("files: {a: {kind: ad, time: {format: '%Q'}}}", "'%Q' is none"),
        ("files: {a: {kind: ad, time: {format: '%d/%m/%Y %I:%M'}}}", "morning from afternoon"),
        ("files: {a: {kind: ad, time: {format: '%d', unit: days}}}", "unit"),
        ("files: [", "YAML"),
        ("files: {a: {kind: payment, constants: {curency: USD}}}", "curency"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(text)
    with pytest.raises(UsageError) as caught:
        load_mapping(path)
    assert said in caught.value.sentence


def test_a_missing_mapping_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        load_mapping(tmp_path / "none.yaml")
