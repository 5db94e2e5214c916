"""What a phone keeps: small, whole, and without anything that must not be shown."""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from manumit.services.support.directory.model import Entry, Spot
from manumit.services.support.directory.packing import country_lines, pack, unpacked
from manumit.services.support.directory.store import Directory
from tests.services.support.directory.samples import EXAMPLE, TODAY


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> list[Entry]:
    """The example, everything marked that can be."""
    home = Directory(tmp_path_factory.mktemp("home"))
    home.take_in(EXAMPLE, TODAY)
    for one in home.entries(TODAY):
        if one.status == "waiting":
            home.mark_checked(one.entry.id, "Mira Example", TODAY, TODAY)
    return home.shown(TODAY)


def test_a_pack_is_of_an_area_with_the_lines_of_its_country(shown: list[Entry]) -> None:
    data = pack(shown, "Leeds", TODAY)
    assert pack(reversed(shown), "leeds", TODAY) != data  # the area stands in it as it was asked
    assert pack(reversed(shown), "Leeds", TODAY) == data
    body = json.loads(data)
    found = {one["id"] for one in body["services"]}
    assert {"lantern-women", "night-refuge", "table-meals", "line-day-night", "embassy-ro"} <= found
    assert not found & {"river-london", "table-parcels", "calm-line", "north-beds", "north-advice"}
    assert {body["services"][at]["id"] for at in body["lines"]} == {"embassy-ro", "line-day-night"}
    assert body["date"] == "2026-11-28"
    assert body["expires"] == max(one["until"] for one in body["services"])
    assert len(list(unpacked(data))) == len(body["services"])
    with pytest.raises(ValueError, match="changed"):
        list(unpacked(data.replace(b"+441134960101", b"+441134960109")))


def test_an_undisclosed_service_is_its_town_and_its_intake_phone(shown: list[Entry]) -> None:
    (refuge,) = [one for one in unpacked(pack(shown, "Leeds", TODAY)) if one["id"] == "night-refuge"]
    assert refuge["at"] == [{"city": "Leeds", "cc": "GB"}]
    assert refuge["tel"] == [{"n": "+448081570111", "w": "0808 157 0111"}]
    assert refuge["hidden"] is True


def test_what_is_stale_when_it_is_packed_stays_out(shown: list[Entry]) -> None:
    late = TODAY + timedelta(200)
    assert json.loads(pack(shown, "Leeds", late))["services"] == []
    assert json.loads(pack(shown, "Leeds", late))["expires"] == late.isoformat()
    assert json.loads(pack(shown, "", late))["services"] == []


def test_without_an_area_everything_is_packed(shown: list[Entry]) -> None:
    assert len(json.loads(pack(shown, "", TODAY))["services"]) == len(shown)


def test_the_middle_of_a_town_is_all_that_is_told_of_a_secret_place(shown: list[Entry]) -> None:
    """The gazetteer's Leeds: not a cell of the refuge's own map."""
    body = json.loads(pack(shown, "Leeds", TODAY))
    assert body["towns"]["Leeds/GB"] == [53.8, -1.55]
    assert not [spot for one in body["services"] if one.get("hidden") for spot in one["at"] if "p" in spot]
    assert "53.81" not in pack(shown, "", TODAY).decode()  # the example's file has the refuge at 53.812347


def test_two_hundred_services_that_all_differ_take_60_kb_at_most(shown: list[Entry]) -> None:
    chance = random.Random(5)
    words = ["".join(chance.choices("aeinorstlmdkuz", k=chance.randint(3, 9))) for _ in range(3000)]

    def text(size: int) -> str:
        return " ".join(chance.choices(words, k=size))

    many = [
        replace(
            chance.choice(shown),
            id=f"{chance.getrandbits(64):016x}",
            name=text(4),
            organization=text(3),
            says=text(60),
            eligibility=text(8),
            url=f"https://{text(1)}.example/{text(1)}",
            spots=(
                Spot(
                    text(2),
                    f"{n} {text(2)}",
                    text(1),
                    "Leeds",
                    "England",
                    "GB",
                    53 + chance.random(),
                    -chance.random(),
                ),
            ),
        )
        for n in range(260)
    ]
    data = pack(many, "Leeds", TODAY)
    assert len(json.loads(data)["services"]) == 200
    assert len(gzip.compress(data)) <= 60_000


def test_lines_of_a_country(shown: list[Entry]) -> None:
    assert [one.id for one in country_lines(shown, "GB")] == ["line-day-night", "embassy-ro"]
    assert [one.id for one in country_lines(shown, "United Kingdom", home="Romania")] == [
        "line-day-night",
        "embassy-ro",
    ]
    assert [one.id for one in country_lines(shown, "GB", home="VN")] == ["line-day-night"]
    assert country_lines(shown, "KE") == []


def test_the_pack_is_written_where_it_is_read(tmp_path: Path, shown: list[Entry]) -> None:
    path = tmp_path / "pack.json"
    path.write_bytes(pack(shown, "Manchester", date(2026, 12, 1)))
    assert {"table-parcels", "work-wages"} <= {one["id"] for one in unpacked(path.read_bytes())}
