"""Tables and outlines that cannot be used are told beside their field, while the form waits; no job begins."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from manumit.base.kernel import Refused
from manumit.doors.web.desk.models import Job, Study
from tests.doors.web.desk.surveys import AREA, AREA_FILE, ask, events, surroundings, work_out
from tests.doors.web.desk.test_refused import about, field_of

pytestmark = pytest.mark.django_db
HEAD, *ROWS = events().decode().split()
Cells = list[str]
RING = AREA["coordinates"][0]


def table(change: Callable[[Cells], Cells] = lambda cells: cells, head: str = HEAD) -> bytes:
    """The table of a study, every row changed."""
    return "\n".join([head, *(",".join(change(row.split(","))) for row in ROWS), ""]).encode()


def american(cells: Cells) -> Cells:
    kind, day, *place = cells
    year, month, _ = day.split("-")
    return [kind, f"{int(month)}/12/{year}", *place]


FEW = "\n".join([HEAD, *ROWS, *(f"arson,2024-0{one}-03,-1.55,53.80" for one in (2, 3, 4)), ""]).encode()


@pytest.mark.parametrize(
    ("data", "field", "says"),
    [
        (table(lambda cells: [*cells[:2], cells[3], cells[2]]), "events", "lon and lat are exchanged"),
        (table(lambda cells: [*cells[:2], "0", "0"]), "events", "the place is 0, 0: an address that was not"),
        (table(lambda cells: [*cells, "ED50"], f"{HEAD},datum"), "events", "the column datum says ED50"),
        (table(lambda cells: [*cells[:2], "7604000", "705000"]), "events", "the coordinates are no degrees"),
        (table(lambda cells: [*cells[:2], "10.5", "53.8"]), "events", "No event lies in the area."),
        (table(american), "events", "can be read in two ways, and no other row tells the day from the month"),
        (table(lambda cells: [cells[0], "soon", *cells[2:]]), "events", "the date cannot be read"),
        (FEW, "kind", "Too few events: 3; a map needs 30."),
        (events(), "kind", "There is no kind arson. The kinds are: theft."),
        (b"\x89PNG\r\n\x1a\n\0", "events", "mine.csv cannot be read as a table. Save it as CSV in UTF-8"),
        (b"PK\x03\x04 \0\n", "events", "mine.csv cannot be read as a table."),
        (events().decode().encode("utf-16"), "events", "mine.csv cannot be read as a table."),
        (b"", "events", "mine.csv cannot be read as a table."),
        (events().replace(b"\n", b"\r"), "events", "mine.csv cannot be read as a table."),
        (b"x" * 131_073 + b",date,lon,lat\n", "events", "mine.csv "),  # where long fields are read: no rows
        (
            table(lambda cells: [*cells, "2"], f"{HEAD},date"),
            "events",
            "mine.csv has two columns named date.",
        ),
    ],
)
def test_a_table_that_cannot_be_used(browser: Client, data: bytes, field: str, says: str) -> None:
    files = {"events": ("mine.csv", data), "area": AREA_FILE}
    kind = "arson" if field == "kind" else ""
    answer = ask(browser, files, kind=kind, horizon="45")
    assert answer.status_code in (400, 409)
    page = answer.content.decode()
    about(page, field, says)
    assert 'value="45"' in field_of(page, "horizon")
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    ("outline", "says"),
    [
        ({"type": "LineString", "coordinates": RING}, "mine.geojson holds no polygon."),
        ({"type": "Polygon", "coordinates": [RING[:2]]}, "mine.geojson: a polygon cannot be read."),
        ({"type": "Polygon", "coordinates": [[RING[0]] * 4]}, "mine.geojson encloses nothing."),
        (
            {"type": "Polygon", "coordinates": [[[130, 100], [140, 100], [130, 110], [130, 100]]]},
            "in degrees",
        ),
        (
            AREA | {"crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}},
            "mine.geojson says that it is in urn:ogc:def:crs:EPSG::27700, not in WGS 84.",
        ),
        (None, "mine.geojson is not GeoJSON."),
    ],
)
def test_an_outline_that_cannot_be_used(browser: Client, outline: Any, says: str) -> None:
    data = b"{" if outline is None else json.dumps(outline).encode()
    answer = ask(browser, {"events": ("mine.csv", events()), "area": ("mine.geojson", data)})
    assert answer.status_code in (400, 409)
    about(answer.content.decode(), "area", says)
    assert not Job.objects.exists()


def test_an_outline_that_crosses_itself_is_mended_and_a_long_horizon_keeps_the_map(browser: Client) -> None:
    late = "\n".join([HEAD, *(row for row in ROWS if row.split(",")[1] > "2025-08-01"), ""]).encode()
    bow = {"type": "Polygon", "coordinates": [[RING[0], RING[2], RING[1], RING[3], RING[0]]]}
    files = {"events": ("mine.csv", late), "area": ("a.geojson", json.dumps(bow).encode())}
    assert ask(browser, files, resolution="8", period="quarter", horizon="300").status_code == 302
    study = work_out(Study.objects.get())
    page = browser.get(f"/w/fresh/places/{study.pk}").content.decode()
    assert "whose edges crossed, and that were mended: 1" in page
    assert re.search(r"The history is too short: \d+ days. To look 300 days ahead it needs 600", page)


def test_regions_that_cannot_be_used(browser: Client) -> None:
    files = {"events": ("mine.csv", events()), "area": AREA_FILE}
    ring = {"type": "Polygon", "coordinates": [RING[:2]]}
    torn = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": {}, "geometry": ring}],
    }
    for told, says in ((AREA, "holds no polygon."), (torn, "a polygon cannot be read")):
        more = {"regions": ("r.geojson", json.dumps(told).encode())}
        page = ask(browser, files | more, by="name").content.decode()
        about(page, "regions", says)
        assert "<details open>" in page, "a closed fold would hide it"
    assert not Job.objects.exists()


PLACED = b"lon,lat,rent\n-1.55,53.80,700\n"
WIDE = ",".join(f"c{one}" for one in range(61)).encode()
POINTS = {
    "type": "FeatureCollection",
    "features": [{"type": "Feature", "properties": {"name": "Hill"}, "geometry": AREA}],
}


@pytest.mark.parametrize(
    ("field", "name", "data", "says"),
    [
        ("counts", "a.csv", PLACED, "a.csv lacks columns: homes. The columns are: rent."),
        ("covariates", "a.csv", PLACED.replace(b"-1.55", b"10"), "nothing is known of rent anywhere"),
        ("covariates", "a.csv", b"lon,lat," + WIDE + b"\n-1.5,53.8" + b",1" * 61, "too many columns: 61"),
        ("covariates", "a.csv", PLACED.replace(b"700", b"dear"), "dear in row 1, column rent, is no number."),
        ("covariates", "a.csv", PLACED.replace(b"lon", b"east"), "a.csv does not say where."),
        ("covariates", "a.csv", b"cell,rent\nhere,700\n", "a.csv: here is no H3 cell."),
        (
            "covariates",
            "a.csv",
            b"cell,rent\n89194ad14cfffff,1\n88194ad14dfffff,1\n",
            "a.csv mixes cells of several resolutions.",
        ),
        ("covariates", "a.csv", b"\xff\xfe\0", "a.csv cannot be read as a table."),
        ("covariates", "a.csv", b"lon,lat\n-1.55,53.80\n", "a.csv has no rows, or no column of numbers."),
        ("covariates", "a.geojson", json.dumps(POINTS).encode(), "no polygon has a number"),
        ("groups", "g.csv", b"lon,lat,hill\n-1.55,53.80,-3\n", "g.csv is no table of people"),
        ("groups", "g.csv", b"lon,lat\n-1.55,53.80\n", "g.csv has no rows, or no column of numbers."),
        ("groups", "g.csv", b"lon,lat,hill\n10.5,53.80,3\n", "The groups have no people in these cells."),
    ],
)
def test_what_goes_with_a_study_and_cannot_be_used(
    browser: Client, field: str, name: str, data: bytes, says: str
) -> None:
    files = {"events": ("mine.csv", events()), "area": AREA_FILE}
    files |= {"groups" if field == "groups" else "covariates": (name, data)}
    answer = ask(browser, files, counts="homes" if field == "counts" else "")
    assert answer.status_code in (400, 409)
    page = answer.content.decode()
    about(page, field, says)
    assert field == "groups" or "<details open>" in page, "a closed fold would hide it"
    assert not Job.objects.exists()


def test_it_is_told_in_the_language_of_the_page(browser: Client) -> None:
    files = {"events": ("mine.csv", events()), "area": AREA_FILE, "groups": ("g.csv", b"lon,lat\n1,2\n")}
    browser.cookies["manumit-language"] = "es"
    page = ask(browser, files).content.decode()
    assert 'lang="es"' in page
    assert re.search(r'id="groups-wrong">.*?g\.csv no tiene filas', page)


def test_numbers_for_more_cells_than_anybody_waits_for_are_left_to_the_job(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("manumit.doors.web.desk.acts.leafing.MOST_CELLS", 5)
    files = {"events": ("mine.csv", events()), "area": AREA_FILE}
    more = {"covariates": ("a.csv", surroundings(name="mosques"))}
    assert ask(browser, files | more).status_code == 302
    with pytest.raises(Refused, match=r"a\.csv: the column 'mosques' tells of religion"):
        work_out(Study.objects.get())
