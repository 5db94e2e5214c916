"""Find help: only what a named person has vouched for is shown, and nothing of a secret place but its telephone."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from tests.doors.helpline.conftest import EXAMPLE
from tests.doors.helpline.line.house import LineHouse
from tests.doors.helpline.running import Helpline


@pytest.fixture(scope="module")
def line(line_house: LineHouse) -> Helpline:
    """With the invented example, of which one entry is vouched for."""
    directory("import", str(EXAMPLE), "--home", str(line_house.home))
    return line_house.served


def directory(*call: str) -> str:
    """What `manumit directory` says."""
    ran = subprocess.run(
        [sys.executable, "-m", "manumit", "directory", *call], capture_output=True, text=True
    )
    assert ran.returncode in (0, 3), ran.stderr
    return ran.stdout


def waiting(line: Helpline) -> list[dict[str, str]]:
    """Entries that nobody has vouched for yet."""
    told = directory("list", "--home", str(line.home), "--format", "json")
    return [one for one in map(json.loads, told.splitlines()) if one["status"] == "waiting"]


def test_nothing_is_shown_that_nobody_has_checked_and_then_it_is(line: Helpline) -> None:
    visitor = line.visitor()
    before = visitor.ask("/find", {"need": ""})
    assert "No service has been checked here yet" in before.text
    before_all = waiting(line)
    assert before_all
    one = before_all[0]
    directory("mark", one["id"], "--by", "A. Checker", "--home", str(line.home))
    after = visitor.ask("/find", {"need": ""})
    assert one["name"] in after.text
    assert not [other["name"] for other in before_all[1:] if f">{other['name']}<" in after.text]
    assert after.set_cookies == []
    assert [entry["name"] for entry in visitor.ask("/pack.json").json["services"]] in ([one["name"]], [])


def test_the_number_of_a_country_stands_above(line: Helpline) -> None:
    page = line.visitor().ask("/find", {"country": "GB", "town": "Nowhereville"})
    assert 'href="tel:999"' in page.text
    assert "We do not know this town" in page.text


def _names(page: str) -> list[str]:
    return re.findall(r'data-f="name">([^<]+)<', page.partition("<template")[0])


def test_every_choice_narrows_and_nothing_is_left_out_in_silence(stocked: Helpline) -> None:
    visitor = stocked.visitor()
    everything = set(_names(visitor.ask("/find", {"need": "any"}).text))
    assert len(everything) == 16
    shelters = {"need": "shelter", "town": "Leeds", "country": "GB"}
    for data, shown, why in (
        (shelters | {"gender": "women", "age": "30"}, {"Lantern House for women", "Night refuge"}, "it is for men"),
        (shelters | {"gender": "men", "age": "15"}, {"Young people&#x27;s rooms"}, "it is for ages 18+"),
        ({"need": "any", "calls": "on"}, {"Harbour Line", "Interpreters by phone"}, "you have to go there"),
        ({"need": "health", "level": "on"}, {"Walk-in clinic", "Counselling after violence"}, ""),
        ({"need": "legal_aid", "town": "London", "reach": "ride"}, {"Legal advice in London"}, "farther away"),
        ({"need": "embassy", "free": "on"}, set(), "costs money"),
        ({"need": "shelter", "tongue": "zh", "speaks": "on", "gender": "men"}, set(), "may not speak your language"),
    ):  # fmt: skip
        page = visitor.ask("/find", data).text
        assert set(_names(page)) >= shown, data
        assert why in page.partition("<template")[0], data
        if shown:
            assert len(_names(page)) < len(everything)


def test_a_need_stays_when_something_else_is_changed(stocked: Helpline) -> None:
    visitor = stocked.visitor()
    page = visitor.ask("/find", {"need": "food"})
    assert 'name="was" value="food"' in page.text
    again = visitor.ask("/find", {"was": "food", "free": "on"})
    assert _names(again.text) == _names(page.text)
    assert 'value="food" aria-pressed="true"' in again.text


def test_hours_are_told_by_the_clocks_of_the_service(stocked: Helpline) -> None:
    page = stocked.visitor().ask("/find", {"need": "any"}).text
    said = re.findall(r'data-f="hours">([^<]+)<', page.partition("<template")[0])
    assert [one for one in said if one == "open now"]  # day and night
    assert [one for one in said if re.search(r"(until|opens) (\w{3}\.? )?\d\d:\d\d \(London\)", one)]
    assert "it is not known when it is open" in said  # one has no schedule


def test_the_ground_of_the_map_is_cut_to_the_places_and_says_no_secret(stocked: Helpline) -> None:
    land = stocked.visitor().ask("/land.json")
    west, south, east, north = land.json["box"]
    assert west < -2.24 < -0.09 < east
    assert south < 51.5 < 53.8 < north
    assert len(land.body) < 20_000
    points = [(line[at], line[at + 1]) for line in land.json["land"] for at in range(0, len(line), 2)]
    assert all(west <= x <= east and south <= y <= north for x, y in points)
    assert len(points) > 100  # the coast of England
    assert any(abs(x - 1.7) < 0.3 and abs(y - 52.6) < 0.3 for x, y in points)  # its easternmost bulge
    assert land.json["towns"]["Leeds"] == [53.8, -1.55]
    for path in ("/land.json", "/pack.json"):
        assert (
            b"53.81" not in stocked.visitor().ask(path).body
        )  # the refuge's own point, in the example's file
    assert "53.81" not in stocked.visitor().ask("/find", {"need": "shelter"}).text


def test_numbers_of_all_countries_have_their_day(stocked: Helpline) -> None:
    page = stocked.visitor("ro").ask("/numbers").text
    assert "Regatul Unit" in page
    assert 'href="tel:999"' in page
    assert "2026-" in page


@pytest.mark.parametrize(
    "data",
    [
        {"need": "x"},
        {"age": "-1"},
        {"reach": "moon"},
        {"tongue": "<x>"},
        {"was": "x"},
        {"country": "ZZ"},
        {"town": "<b>" * 99},
        {"gender": "?"},
    ],
)
def test_odd_wishes_are_borne(data: dict[str, str], line: Helpline) -> None:
    assert line.visitor().ask("/find", data).status == 200
