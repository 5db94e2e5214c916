"""Patterns that leave: each part as a table, two of them as shapes; nothing of fewer than five for a partner, nothing
while a check fails, and every one in the log."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from shapely.geometry import Point, shape

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts.seeking import patterns_path
from manumit.doors.web.desk.acts.studying import folder_of
from manumit.doors.web.desk.models import Patterns, Trace
from manumit.doors.web.desk.sights.pattern_rows import DRAWN, PARTS
from tests.doors.web.desk.hands import page
from tests.doors.web.desk.surveys import followed, sought
from tests.doors.web.desk.test_patterns import burst, noise, study_of, table, told_of

pytestmark = pytest.mark.django_db
REASON = "The town hall asked for it before the census is out."


@pytest.fixture
def made(browser: Client, ines: User) -> Patterns:
    """With a cluster, and a small one and a small flow written beside what was found."""
    made = sought(study_of(browser, table(noise(400, 1) + burst(30, 2))), ines)
    told = told_of(made)
    first = told["clusters"]["rows"][0]
    told["clusters"]["rows"].append(first | {"cases": 4, "km": 0.0, "p": 0.03})
    ends = {"origin": "87195d2b1ffffff", "destination": "87195d2b0ffffff"}
    rows = [ends | {"seen": seen, "expected": 1.5, "q": 0.01} for seen in (63, 4)]
    told["flows"] = {"rows": rows, "more": 2, "moved": 90, "places": 5, "resolution": 7, "slope": 1.1}
    told["routes"] = followed(("circuit", 12), ("route", 4))
    told["near"]["observed"][0][0] = 3
    patterns_path(folder_of(made.study), made.pk).write_text(json.dumps(told))
    return made


def opened(client: Client, made: Patterns) -> str:
    """Where files of it are, once the study may be handed on."""
    assert client.post(f"/w/fresh/places/{made.study_id}/reason", {"reason": REASON}).status_code == 302
    return f"/w/fresh/places/{made.study_id}/patterns/{made.pk}"


def rows_of(client: Client, address: str) -> tuple[list[dict[str, str]], list[str]]:
    """Rows, and what stands beneath them."""
    lines = list(csv.DictReader(io.StringIO(page(client, address))))
    notes = [str(next(iter(row.values()))) for row in lines]
    rows = [row for row, note in zip(lines, notes, strict=True) if not note.startswith("#")]
    return rows, [note for note in notes if note.startswith("#")]


def test_an_investigator_has_all_of_it_and_it_says_so(browser: Client, made: Patterns) -> None:
    at = f"/w/fresh/places/{made.study_id}/patterns/{made.pk}"
    rows, notes = rows_of(browser, f"{at}/clusters.csv")
    assert {row["seen_least"] for row in rows} > {"4"}
    assert rows[0]["seen_least"] == rows[0]["seen_most"]
    assert float(rows[0]["expected"]) < float(rows[0]["seen_least"])
    assert notes[0] == "# Investigators alone: not to be handed on"
    near, _ = rows_of(browser, f"{at}/near.csv")
    assert len(near) == 12
    assert (near[0]["metres_to"], near[0]["days_to"], near[0]["observed"]) == ("0", "6", "3")
    changes, _ = rows_of(browser, f"{at}/changes.csv")
    assert sum(int(row["seen_least"]) for row in changes) == sum(told_of(made)["changes"]["counts"])
    assert changes[-1]["alarm"] == "yes"
    assert changes[0]["usual"] == "yes"
    assert all(one["since"] <= one["until"] < other["since"] for one, other in pairwise(changes))


def numbers(value: Any) -> Iterator[float]:
    if isinstance(value, dict):
        for one in value.values():
            yield from numbers(one)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield value


def test_a_partner_gets_nothing_of_fewer_than_five_and_nothing_unchecked(
    browser: Client, made: Patterns
) -> None:
    blocked = f"/w/fresh/places/{made.study_id}/patterns/{made.pk}"
    assert "For a partner" not in page(browser, blocked)
    assert browser.get(f"{blocked}/clusters.csv?partner").status_code == 403
    at = opened(browser, made)
    shown = page(browser, at)
    for part in PARTS:
        assert f'{at}/{part}.csv?partner"' in shown
        assert (f'{at}/{part}.geojson"' in shown) == (part in DRAWN)
    assert not re.search(r"<td[^>]*cluster", shown), "a cell that is no cell falls into the column before"
    clusters, notes = rows_of(browser, f"{at}/clusters.csv?partner")
    assert clusters
    assert all(int(row["seen_least"]) >= 5 for row in clusters)
    assert all(int(row["seen_most"]) == int(row["seen_least"]) + 4 for row in clusters)
    assert {row["expected"] for row in clusters} == {""}
    assert notes[0] == "# Partners: small counts are hidden"
    assert any("steps of five" in one for one in notes)
    assert any(REASON in one for one in notes), "why it may leave goes with it"
    assert any("Never for stops" in one for one in notes)
    near, _ = rows_of(browser, f"{at}/near.csv?partner")
    assert near[0]["ratio"] == near[0]["p"] == ""
    assert {row["observed"] for row in near} == {""}
    assert any(row["ratio"] for row in near)
    changes, _ = rows_of(browser, f"{at}/changes.csv?partner")
    assert {int(row["seen_least"]) % 5 for row in changes} == {0}
    flows, _ = rows_of(browser, f"{at}/flows.csv?partner")
    assert [row["seen_least"] for row in flows] == ["60"]
    routes, notes = rows_of(browser, f"{at}/routes.csv?partner")
    assert [(row["kind"], row["seen_least"], row["chance_high"]) for row in routes] == [("circuit", "10", "")]
    assert "# fewer than 5 × no date" in notes, "and not of which rows"
    assert any("not only this area" in one for one in notes)
    assert not any("events that were reported" in one for one in notes), (
        "who moved is counted whoever told it"
    )
    traces = Trace.objects.filter(type="export_made", what="study", ident=str(made.study_id))
    assert {one.body["form"] for one in traces} == {f"patterns.{part}.csv" for part in PARTS}


def test_shapes_lie_where_the_rows_say(browser: Client, made: Patterns) -> None:
    at = opened(browser, made)
    told = json.loads(page(browser, f"{at}/clusters.geojson"))
    assert told["handling"] == "Investigators alone: not to be handed on"
    assert any("Never for stops" in one for one in told["notes"])
    for one in told["features"]:
        row, ground = one["properties"], shape(one["geometry"])
        assert ground.is_valid
        assert ground.exterior.is_ccw
        assert ground.contains(Point(row["lon"], row["lat"]))
        wide, tall = ground.bounds[2] - ground.bounds[0], ground.bounds[3] - ground.bounds[1]
        if row["radius_km"]:
            assert tall * 111.195 == pytest.approx(2 * row["radius_km"], rel=0.02)
            assert wide * 111.195 * 0.5906 == pytest.approx(2 * row["radius_km"], rel=0.02)
    assert {bool(one["properties"]["radius_km"]) for one in told["features"]} >= {False}
    lines = json.loads(page(browser, f"{at}/flows.geojson?partner"))
    [flow] = lines["features"]
    assert flow["geometry"]["type"] == "LineString"
    assert flow["geometry"]["coordinates"][0] == [
        flow["properties"]["origin_lon"],
        flow["properties"]["origin_lat"],
    ]
    assert 4 not in numbers(lines)
    rounds = json.loads(page(browser, f"{at}/routes.geojson"))["features"]
    turned = [one["geometry"]["coordinates"] for one in rounds]
    assert [len(one) for one in turned] == [4, 3], "a circuit comes back to where it began"
    assert (
        turned[0][0]
        == turned[0][-1]
        == [rounds[0]["properties"]["places"][0][name] for name in ("lon", "lat")]
    )
    for wrong in ("near.geojson", "events.csv", "clusters.pdf"):
        assert browser.get(f"{at}/{wrong}").status_code == 404


def test_what_was_too_few_is_said_in_the_table(browser: Client, made: Patterns, ines: User) -> None:
    Path(made.job.inputs[0]["events"]).write_bytes(table(noise(12, 3)))
    again = sought(made.study, ines)
    opened(browser, again)
    at = f"/w/fresh/places/{made.study_id}/patterns/{again.pk}"
    for part, says in (
        ("near", "Too few events"),
        ("clusters", "Too few events"),
        ("flows", "do not say where"),
        ("routes", "does not say who moved"),
    ):
        rows, notes = rows_of(browser, f"{at}/{part}.csv")
        assert rows == []
        assert any(says in one for one in notes)
        rows, notes = rows_of(browser, f"{at}/{part}.csv?partner")
        assert rows == []
        assert any("Nothing can be said of this" in one for one in notes) is (part not in ("flows", "routes"))
        assert not any("Too few" in one for one in notes), "it counts them"
