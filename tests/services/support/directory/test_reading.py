"""HSDS in its forms: the same services from each, and what cannot be read is set aside while the rest goes on."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from manumit.base.kernel import ManumitError, UnreadableInput
from manumit.services.support.directory.model import Entry, Origin
from manumit.services.support.directory.nesting import flatten
from tests.services.support.directory.samples import (
    EXAMPLE,
    Tabular,
    as_tabular_json,
    directory,
    only,
    read,
    write_tables,
)

HERE = Origin("", "", 0)


def content(entries: list[Entry]) -> list[Entry]:
    """Without where they were read."""
    return [replace(one, origin=HERE) for one in entries]


NESTED = {
    "id": "o",
    "name": "Lantern House",
    "website": "https://lantern.example",
    "services": [
        {
            "id": "s",
            "name": "Night shelter",
            "status": "active",
            "description": "Beds",
            "assured_date": "2026-11-01",
            "assurer_email": "checks@directory.example",
            "phones": [{"id": "p", "number": "0113 496 0101"}],
            "service_at_locations": [
                {
                    "id": "sl",
                    "location": {
                        "id": "l",
                        "name": "The Yard",
                        "latitude": 53.797501,
                        "longitude": -1.542002,
                        "addresses": [
                            {
                                "id": "a",
                                "address_1": "27 Quillfeather Lane",
                                "city": "Leeds",
                                "state_province": "England",
                                "postal_code": "LS99 9ZZ",
                                "country": "GB",
                                "address_type": "physical",
                            }
                        ],
                    },
                }
            ],
        }
    ],
}


def turned() -> dict[str, Any]:
    """The same with the service outside and its organisation within."""
    organization = {key: value for key, value in NESTED.items() if key != "services"}
    (service,) = NESTED["services"]
    assert isinstance(service, dict)
    return {**service, "organization": organization}


def test_csv_zip_and_json_say_the_same(tmp_path: Path) -> None:
    folder = write_tables(tmp_path / "csv", directory())
    expected = content(read(folder)[0])
    assert len(expected) == 1
    with zipfile.ZipFile(tmp_path / "d.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in folder.iterdir():
            archive.write(path, f"inside/{path.name}")
    assert content(read(tmp_path / "d.zip")[0]) == expected
    forms = {
        "org": NESTED,
        "service": turned(),
        "list": [turned()],
        "page": {"total_items": 1, "contents": [turned()]},
    }
    for name, form in forms.items():
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps(form), "utf-8")
        found, tables = read(path)
        assert tables.problems == []
        assert content(found) == expected, name


def test_the_example_reads_alike_as_tables_and_as_json(tmp_path: Path) -> None:
    entries, tables = read(EXAMPLE)
    assert tables.problems == []
    assert len(entries) >= 15
    assert content(read(as_tabular_json(EXAMPLE, tmp_path / "tabular.json"))[0]) == content(entries)


def test_an_entry_says_where_it_was_read(tmp_path: Path) -> None:
    tables = directory()
    tables["services"].insert(0, {**tables["services"][0], "id": "r", "description": "Beds\nfor two"})
    folder = write_tables(tmp_path, tables)
    entries, _ = read(folder)
    assert [(one.id, one.origin.file, one.origin.row) for one in entries] == [
        ("r", "services.csv", 2),
        ("s", "services.csv", 4),  # the first row has a line break in it
    ]
    assert all(len(one.origin.sha256) == 64 for one in entries)


def test_unknown_columns_are_kept(tmp_path: Path) -> None:
    entry = only(tmp_path, services={"wheel_colour": "green"}, organizations={"founded_by": "neighbours"})
    assert entry.extra == {"wheel_colour": "green", "organization.founded_by": "neighbours"}


BROKEN: dict[str, tuple[str, dict[str, str], str]] = {
    "no id": ("services", {"id": ""}, "without an id"),
    "no name": ("services", {"name": ""}, "without a name"),
    "no organisation": ("services", {"organization_id": "nobody"}, "organisation is not there"),
    "an age that is none": ("services", {"minimum_age": "young"}, "minimum_age"),
    "an age not of this world": ("services", {"maximum_age": "nan"}, "maximum_age"),
    "ages upside down": ("services", {"minimum_age": "30", "maximum_age": "20"}, "above"),
    "a date that is none": ("services", {"assured_date": "last May"}, "assured_date"),
    "another's id": ("services", {"id": "s", "name": "Other"}, "stands elsewhere"),
}


@pytest.mark.parametrize(("table", "cells", "reason"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_row_is_set_aside_and_the_rest_goes_on(
    tmp_path: Path, table: str, cells: dict[str, str], reason: str
) -> None:
    tables = directory()
    tables[table].append({**tables[table][0], "id": "t", **cells})
    entries, found = read(write_tables(tmp_path, tables))
    assert [one.id for one in entries] == ["s"]
    (problem,) = found.problems
    assert reason in problem.reason
    assert (problem.file, problem.row) == (f"{table}.csv", 3)


def strange_children() -> Tabular:
    return {
        "phones": [{"id": "x", "number": "0113 496 0102", "service_id": "gone"}],
        "schedules": [{"id": "x", "service_id": "s", "opens_at": "half past nine", "closes_at": "17:00"}],
        "service_at_location": [{"id": "x", "service_id": "s", "location_id": "gone"}],
    }


@pytest.mark.parametrize("table", strange_children())
def test_what_belongs_to_nothing_or_says_nothing_is_set_aside(tmp_path: Path, table: str) -> None:
    tables = directory()
    tables.setdefault(table, []).extend(strange_children()[table])
    entries, found = read(write_tables(tmp_path, tables))
    assert [one.id for one in entries] == ["s"]
    assert len(found.problems) == 1
    assert "gone" not in found.problems[0].reason  # reasons repeat no values


def test_a_row_with_too_many_cells_is_set_aside(tmp_path: Path) -> None:
    folder = write_tables(tmp_path, directory())
    with (folder / "services.csv").open("a", encoding="utf-8") as stream:
        stream.write("t,o,Tea,active,Warm,2026-11-01,c@directory.example,surplus\r\n")
    entries, found = read(folder)
    assert [one.id for one in entries] == ["s"]
    assert "8 cells under 7 columns" in found.problems[0].reason


def test_an_open_quotation_mark_does_not_swallow_rows_silently(tmp_path: Path) -> None:
    folder = write_tables(tmp_path, directory())
    with (folder / "services.csv").open("a", encoding="utf-8") as stream:
        stream.write(
            't,o,"Tea,active,Warm,2026-11-01,c@directory.example\r\n' + "u,o,Soup,active,,,\r\n" * 2000
        )
    entries, found = read(folder)
    assert [one.id for one in entries] == ["s"]
    assert found.problems


def test_files_that_are_none_are_named(tmp_path: Path) -> None:
    folder = write_tables(tmp_path, directory())
    (folder / "holidays.csv").write_text("id,day\n1,2026-12-25\n")
    (folder / "phones.csv").write_bytes("id,service_id,number\np,s,\xff\xfe".encode("latin-1"))
    (folder / "half.json").write_text('{"id": ')
    entries, found = read(folder)
    assert [one.id for one in entries] == ["s"]
    assert {(one.file, one.row) for one in found.problems} == {
        ("holidays.csv", 0),
        ("phones.csv", 0),
        ("half.json", 0),
    }


def test_nothing_of_a_directory_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="holds no table"):
        read(tmp_path)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400), table=st.sampled_from(["services", "phones", "schedules", "attributes"]))
def test_no_bytes_break_the_reader(tmp_path: Path, data: bytes, table: str) -> None:
    folder = write_tables(tmp_path, directory())
    header = (
        (folder / f"{table}.csv").read_bytes().splitlines()[0]
        if table in directory()
        else b"id,link_id,value"
    )
    (folder / f"{table}.csv").write_bytes(header + b"\r\n" + data)
    entries, _ = read(folder)
    assert all(one.id and one.name and one.organization for one in entries)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                "id name services organization phones number schedules location latitude contents".split()
            )
            | st.text(max_size=4),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=_JSON)
def test_no_json_breaks_the_reader(tmp_path: Path, document: Any) -> None:
    path = tmp_path / "d.json"
    path.write_text(json.dumps(document), "utf-8")
    try:
        entries, _ = read(path)
    except ManumitError:
        return
    json.dumps([one.digest() for one in entries])


def test_deep_nesting_is_a_problem_not_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "d.json"
    path.write_text("[" * 200_000 + "]" * 200_000)
    _, tables = read(path)
    assert "nested too deep" in tables.problems[0].reason


def test_half_a_surrogate_pair_is_no_text() -> None:
    ((_, cells),) = flatten(json.loads('{"id": "o", "name": "a\\ud800b", "services": []}'))
    cells["name"].encode()
