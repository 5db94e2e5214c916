"""What is undisclosed is in no byte of the directory's folder, whatever way it was said."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from manumit.services.support.directory.packing import pack
from manumit.services.support.directory.store import Directory
from tests.services.support.directory.samples import EXAMPLE, TODAY, Tabular, directory, write_tables

SECRETS = ("Quillfeather", "quillfeather", "LS99", "53.7975", "-1.542", "The Yard", "27 Q")


def leaks(home: Path, secrets: tuple[str, ...] = SECRETS) -> list[str]:
    """The secrets that are in any byte under a folder."""
    data = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert data
    return [one for one in secrets if one.encode() in data or one.encode("utf-16-le") in data]


def test_the_search_of_bytes_finds_what_is_disclosed(tmp_path: Path) -> None:
    Directory(tmp_path / "h").take_in(write_tables(tmp_path / "in", directory()), TODAY)
    assert set(leaks(tmp_path / "h")) >= {"Quillfeather", "LS99", "53.7975", "The Yard"}


def attribute(of: str) -> Callable[[Tabular], None]:
    def mark(tables: Tabular) -> None:
        tables["taxonomy_terms"] = [
            {"id": "t", "code": "x", "name": "Confidential location", "description": ""}
        ]
        tables["attributes"] = [{"id": "at", "link_id": of, "taxonomy_term_id": "t", "link_type": "place"}]

    return mark


def cell(table: str, column: str, value: str) -> Callable[[Tabular], None]:
    def mark(tables: Tabular) -> None:
        tables[table][0][column] = value

    return mark


def value_of_attribute(tables: Tabular) -> None:
    tables["attributes"] = [{"id": "at", "link_id": "s", "link_type": "address", "value": "undisclosed"}]


def nameless_attribute(tables: Tabular) -> None:
    """A row without an id is broken; what it says counts."""
    tables["attributes"] = [{"id": "", "link_id": "l", "link_type": "address", "value": "confidential"}]


WAYS: dict[str, Callable[[Tabular], None]] = {
    **{f"attribute of {of}": attribute(of) for of in ("s", "l", "sl", "o", "a")},
    "value of an attribute": value_of_attribute,
    "attribute without an id": nameless_attribute,
    "column of the service": cell("services", "confidential", "yes"),
    "column of the place": cell("locations", "address_confidential", "TRUE"),
    "column of the address": cell("addresses", "is_confidential", "1"),
    "line of the address": cell("addresses", "attention", "CONFIDENTIAL"),
    "description": cell("services", "description", "Beds at a confidential address"),
    "description in Spanish": cell("services", "description", "Albergue en dirección confidencial"),
    "description in Ukrainian": cell("services", "description", "Притулок, адреса не розголошується"),
    "description in Chinese": cell("services", "description", "庇护所，地址保密"),
    "name of the place": cell("locations", "alternate_name", "Safe house"),
    "the organisation's word for its shelters": cell(
        "organizations", "description", "All at undisclosed places"
    ),
}


@pytest.mark.parametrize("say", WAYS.values(), ids=WAYS.keys())
def test_nothing_of_it_is_in_any_byte(tmp_path: Path, say: Callable[[Tabular], None]) -> None:
    tables = directory(
        locations={
            "transportation": "Bus 61 to Quillfeather Lane",
            "external_identifier": "///quill.feather.lane",
        },
        service_at_location={"description": "Behind 27 Quillfeather Lane"},
        services={
            "alternate_name": "Quillfeather Lane house",
            "application_process": "Ring at 27 Quillfeather Lane",
        },
        phones={"description": "Landline at The Yard"},
        service_areas={
            "id": "ar",
            "service_id": "s",
            "name": "Leeds",
            "extent": '{"coordinates": [-1.542002, 53.797501]}',
        },
    )
    say(tables)
    home = Directory(tmp_path / "h")
    assert home.take_in(write_tables(tmp_path / "in", tables), TODAY).undisclosed == 1
    assert leaks(tmp_path / "h", (*SECRETS, "Bus 61", "///quill")) == []
    (listed,) = home.entries(TODAY)
    entry = listed.entry
    assert (entry.name, entry.phones[0].e164) == ("Night shelter", "+441134960101")
    assert [(one.city, one.country, one.lat) for one in entry.spots] == [("Leeds", "GB", None)]
    assert entry.areas == ("Leeds",)
    home.mark_checked("s", "Mira Example", TODAY, TODAY)
    assert b"uillfeather" not in pack(home.shown(TODAY), "Leeds", TODAY)


def test_what_stood_in_a_broken_row_counts(tmp_path: Path) -> None:
    """A row with a cell too many, and one that clashes with another of its id, are set aside and still heeded."""
    attributes = {"id": "at", "link_id": "s", "link_type": "place", "value": ""}
    broken = write_tables(tmp_path / "broken", directory(attributes=attributes))
    with (broken / "attributes.csv").open("a", encoding="utf-8") as stream:
        stream.write("at2,l,place,undisclosed,surplus\r\n")
    tables = directory()
    tables["locations"].append({**tables["locations"][0], "name": "Undisclosed"})
    for name, path in (("one", broken), ("two", write_tables(tmp_path / "clash", tables))):
        home = Directory(tmp_path / name)
        taken = home.take_in(path, TODAY)
        assert (len(taken.problems), taken.undisclosed) == (1, 1)
        assert leaks(tmp_path / name) == []


def test_all_places_of_a_service_at_an_undisclosed_place_are_undisclosed(tmp_path: Path) -> None:
    tables = directory(locations={"undisclosed": "yes"})
    tables["locations"].append({"id": "l2", "name": "Annexe", "latitude": "53.8123", "longitude": "-1.6012"})
    tables["addresses"].append(
        {**tables["addresses"][0], "id": "a2", "location_id": "l2", "address_1": "9 Sorrel Row"}
    )
    tables["service_at_location"].append({"id": "x", "service_id": "s", "location_id": "l2"})
    Directory(tmp_path / "h").take_in(write_tables(tmp_path / "in", tables), TODAY)
    assert leaks(tmp_path / "h", (*SECRETS, "Sorrel", "53.8123", "Annexe")) == []


def test_ids_that_tables_share_do_not_hide_the_wrong_one(tmp_path: Path) -> None:
    """Publishers number each table from 1; an attribute says which table it means."""
    tables = directory(
        attributes={
            "id": "1",
            "link_id": "o",
            "link_entity": "program",
            "link_type": "place",
            "value": "undisclosed",
        }
    )
    assert Directory(tmp_path / "h").take_in(write_tables(tmp_path / "in", tables), TODAY).undisclosed == 0


def test_without_the_joining_table_the_only_place_of_an_organisation_counts(tmp_path: Path) -> None:
    tables = directory(services={"confidential": "yes"}, locations={"organization_id": "o"})
    tables["services"].append({**tables["services"][0], "id": "s2", "confidential": "", "name": "Tea room"})
    del tables["service_at_location"]
    home = Directory(tmp_path / "h")
    assert home.take_in(write_tables(tmp_path / "in", tables), TODAY).undisclosed == 2
    assert leaks(tmp_path / "h") == []


def test_a_denial_is_no_word_for_it(tmp_path: Path) -> None:
    tables = directory(
        services={"confidential": "no", "description": "Beds. What you say is confidential."},
        attributes={"id": "at", "link_id": "s", "link_type": "undisclosed", "value": "false"},
    )
    assert Directory(tmp_path / "h").take_in(write_tables(tmp_path / "in", tables), TODAY).undisclosed == 0


def test_others_at_the_same_place_do_not_give_it_away(tmp_path: Path) -> None:
    """Another service there, the same place under another id, and a text of a service elsewhere."""
    tables = directory(services={"confidential": "yes"})
    other = {**tables["services"][0], "confidential": "", "name": "Tea room", "description": "Tea"}
    tables["services"] += [
        {**other, "id": "s2"},
        {**other, "id": "s3"},
        {**other, "id": "s4", "description": "Ask at 27 Quillfeather Lane, Leeds", "name": "Office"},
    ]
    tables["locations"] += [
        {"id": "l2", "name": "Corner", "latitude": "", "longitude": ""},
        {"id": "l3", "name": "Office"},
    ]
    tables["addresses"] += [
        {**tables["addresses"][0], "id": "a2", "location_id": "l2", "address_1": "27  QUILLFEATHER lane"},
        {
            **tables["addresses"][0],
            "id": "a3",
            "location_id": "l3",
            "address_1": "2 Open Road",
            "postal_code": "LS1 1XX",
        },
    ]
    tables["service_at_location"] += [
        {"id": "x2", "service_id": "s2", "location_id": "l"},
        {"id": "x3", "service_id": "s3", "location_id": "l2"},
        {"id": "x4", "service_id": "s4", "location_id": "l3"},
    ]
    home = Directory(tmp_path / "h")
    home.take_in(write_tables(tmp_path / "in", tables), TODAY)
    assert leaks(tmp_path / "h", (*SECRETS, "QUILLFEATHER")) == []
    listed = {one.entry.id: one.entry for one in home.entries(TODAY)}
    assert [listed[one].undisclosed for one in ("s", "s2", "s3", "s4")] == [True, True, True, False]
    assert listed["s4"].spots[0].street == "2 Open Road"


def test_a_number_of_the_house_itself_is_not_told(tmp_path: Path) -> None:
    tables = directory(services={"confidential": "yes"}, phones={"service_id": "", "location_id": "l"})
    home = Directory(tmp_path / "h")
    home.take_in(write_tables(tmp_path / "in", tables), TODAY)
    assert home.entries(TODAY)[0].entry.phones == ()
    assert leaks(tmp_path / "h", ("4960101", "496 0101")) == []


def test_what_was_known_before_is_gone_once_it_is_undisclosed(tmp_path: Path) -> None:
    """Also from free pages, and from another entry that told the address."""
    home = Directory(tmp_path / "h")
    telling = directory(
        services={"id": "t", "description": "Near 27 Quillfeather Lane"},
        service_at_location={"service_id": "t"},
        phones={"service_id": "t"},
    )
    home.take_in(write_tables(tmp_path / "one", directory()), TODAY)
    home.take_in(write_tables(tmp_path / "two", telling), TODAY)
    home.mark_checked("t", "Mira Example", TODAY, TODAY)
    assert leaks(tmp_path / "h")
    taken = home.take_in(write_tables(tmp_path / "three", directory(locations={"undisclosed": "yes"})), TODAY)
    assert set(taken.changed) == {"s", "t"}
    assert leaks(tmp_path / "h") == []
    assert {one.entry.id: one.status for one in home.entries(TODAY)} == {"s": "waiting", "t": "waiting"}


def test_what_is_set_aside_keeps_no_cells(tmp_path: Path) -> None:
    tables = directory(services={"confidential": "yes"})
    tables["addresses"].append({**tables["addresses"][0], "id": "b", "location_id": "gone"})
    home = Directory(tmp_path / "h")
    assert len(home.take_in(write_tables(tmp_path / "in", tables), TODAY).problems) == 1
    assert leaks(tmp_path / "h") == []


def test_the_example_keeps_its_secret(tmp_path: Path) -> None:
    Directory(tmp_path).take_in(EXAMPLE, TODAY)
    assert leaks(tmp_path, ("Quillfeather", "LS99", "53.81234", "1.60128", "Heron Cottage", "Bus 61")) == []
    with sqlite3.connect(tmp_path / "directory.sqlite3") as connection:
        (body,) = connection.execute("SELECT body FROM entry WHERE id = 'night-refuge'").fetchone()
    connection.close()
    assert "+448081570111" in body
