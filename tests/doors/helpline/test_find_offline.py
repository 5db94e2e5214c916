"""A phone without a network answers as the server does: the scripts' search, run by Node, against the room's own."""

from __future__ import annotations

import json
import random
import subprocess
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from manumit.doors.web.building import ASSETS, find_node
from manumit.services.support import (
    NEEDS,
    Entry,
    Near,
    Phone,
    Rule,
    Spot,
    Wish,
    hours_at,
    local_at,
    pack,
    search,
)
from manumit.services.support.directory import left_out
from manumit.services.support.directory.model import Origin

DAY = date(2026, 12, 20)
"""Of the pack: holidays lie ahead."""
ASK = """
import { seek } from "%s/src/haven/seek.js";
import { readFileSync } from "node:fs";
const { pack, asked } = JSON.parse(readFileSync(0, "utf8"));
const answers = asked.map(({ wish, now }) => {
  const { found, out } = seek(pack, wish, now);
  const wall = (it) => (it ? [it.at, it.zone] : null);
  return {
    found: found.map((it) => [it.one.id, it.fit, it.hours.state, it.speaks, it.distance,
      wall(it.hours.until ?? it.hours.next)]),
    out: Object.fromEntries(out.map((it) => [it.one.id, it.because])),
  };
});
console.log(JSON.stringify(answers));
"""
ZONES = ("Europe/London", "America/New_York", "Asia/Kathmandu", "+05:30", "UTC")
RULES = (
    {"opens": "09:00", "closes": "17:00", "freq": "WEEKLY", "byday": ("MO", "TU", "WE", "TH", "FR")},
    {"opens": "22:00", "closes": "06:00", "freq": "WEEKLY", "byday": ("FR", "SA")},
    {"opens": "00:00", "closes": "00:00", "freq": "DAILY"},
    {"opens": "10:00", "closes": "12:30", "freq": "MONTHLY", "byday": ("-1WE",)},
    {"opens": "10:00", "closes": "12:00", "freq": "WEEKLY"},
    {"valid_from": "2026-12-24", "valid_to": "2027-01-02", "says": "Closed"},
    {"valid_from": "2026-12-28", "valid_to": "2026-12-29", "says": "Ask"},
    {"opens": "11:00", "closes": "13:00", "valid_from": "2026-12-22", "valid_to": "2026-12-27", "says": "Holiday"},
)  # fmt: skip
SPOTS = (
    Spot(city="Leeds", country="GB", lat=53.7975, lon=-1.542),
    Spot(city="Leeds", country="GB"),
    Spot(city="Manchester", country="GB", lat=53.48, lon=-2.24),
    Spot(city="Leeds", country="GB", lat=53.86, lon=-1.60),
    Spot(city="Nairobi", country="KE", lat=-1.28, lon=36.82),
)


def _entry(chance: random.Random, number: int) -> Entry:
    zone = chance.choice(ZONES)
    ages = chance.choice([(None, None), (None, None), (18.0, None), (12.0, 17.0), (None, 25.0)])
    return Entry(
        id=f"e{number}",
        name=chance.choice(["Alpha", "Beta", "Émile", "中文"]),
        organization="o",
        organization_id="o",
        origin=Origin("f", "", 1),
        needs=tuple(sorted(chance.sample(NEEDS, chance.randint(1, 2)), key=NEEDS.index)),
        eligibility=chance.choice(["", "Ask us"]),
        youngest=ages[0],
        oldest=ages[1],
        gender=chance.choice(["", "all", "women", "men"]),
        children=chance.choice(["", "yes", "no"]),
        languages=chance.choice([(), ("en",), ("ro", "en")]),
        interpreters=chance.choice(["", "By phone"]),
        phones=chance.choice([(), (Phone("1", "+441134960101", languages=("vi",)),)]),
        cost=chance.choice(["free", "paid", "unknown"]),
        spots=tuple(chance.sample(SPOTS, chance.randint(0, 2))),
        hours=tuple(
            Rule(zone=zone, **told)  # type: ignore[arg-type]
            for told in chance.sample(RULES, chance.randint(0, 3))
        ),
        undisclosed=False,
        assured=(DAY - timedelta(days=chance.choice([0, 60, 85]))).isoformat(),
    )


def _wish(chance: random.Random) -> tuple[Wish, dict[str, Any]]:
    near = chance.choice([None, Near(53.8, -1.55, "GB", "Leeds"), Near(-1.28, 36.82)])
    wish = Wish(
        needs=tuple(chance.sample(NEEDS, chance.randint(0, 1))),
        age=chance.choice([None, 15.0, 30.0]),
        gender=chance.choice(["", "women", "men"]),
        language=chance.choice(["", "ro", "vi"]),
        near=near,
        country=chance.choice(["", "GB", "KE"]),
        only_open=chance.random() < 0.3,
        only_language=chance.random() < 0.3,
        only_free=chance.random() < 0.3,
        children=chance.random() < 0.4,
        reach=chance.choice(["", "walk", "ride"]),
        by_phone=chance.random() < 0.2,
    )
    told = {
        "need": (*wish.needs, "")[0], "age": wish.age, "gender": wish.gender, "language": wish.language,
        "near": near and asdict(near), "country": wish.country, "open": wish.only_open, "speaks": wish.only_language,
        "free": wish.only_free, "children": wish.children, "reach": wish.reach, "calls": wish.by_phone, "level": False,
    }  # fmt: skip
    return wish, told


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Asks the scripts: what they are given, what they find."""
    file = tmp_path_factory.mktemp("node") / "ask.mjs"
    file.write_text(ASK % ASSETS.as_posix(), "utf-8")

    def ask(given: dict[str, Any]) -> Any:
        ran = subprocess.run(
            [*find_node().node, str(file)],
            input=json.dumps(given),
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(ran.stdout)

    return ask


def _wall(entry: Entry, now: datetime) -> list[Any] | None:
    told = hours_at(entry.hours, now)
    at, zone = told.until or told.next, entry.hours[0].zone if entry.hours else ""
    return [local_at(zone, at).replace(tzinfo=UTC).timestamp() * 1000, zone] if at else None


@pytest.mark.parametrize("seed", range(6))
def test_a_phone_finds_what_the_server_finds(seed: int, answer: Any) -> None:
    chance = random.Random(seed)
    entries = [_entry(chance, number) for number in range(30)]
    asked = [
        (*_wish(chance), datetime(2026, 12, 20, tzinfo=UTC) + timedelta(minutes=chance.randint(0, 20 * 1440)))
        for _ in range(25)
    ]
    body = json.loads(pack(entries, "", DAY))
    given = [{"wish": told, "now": now.timestamp() * 1000} for _, told, now in asked]
    answers = answer({"pack": body, "asked": given})
    hidden = 0
    for (wish, _, now), said in zip(asked, answers, strict=True):
        fresh = [one for one in entries if (until := one.fresh_until()) and until >= now.date()]
        hidden += len(entries) - len(fresh)
        expected = [
            [one.entry.id, one.fit, one.state, one.speaks, one.distance, _wall(one.entry, now)]
            for one in search(fresh, wish, now)
        ]
        assert said["found"] == expected
        assert said["out"] == {one.entry.id: list(one.because) for one in left_out(fresh, wish, now)}
    assert hidden  # a pack ages, and what is stale is not shown


def test_a_phone_without_the_zone_does_not_guess(answer: Any) -> None:
    entry = _entry(random.Random(1), 0)
    body = json.loads(pack([entry], "", DAY))
    body["services"][0]["open"] = [{"z": "Nowhere/Land", "w": [[0, 1440]] * 7}]
    plain = {
        "need": "",
        "age": None,
        "gender": "",
        "language": "",
        "country": "",
        "near": None,
        "open": False,
    }
    noon = datetime(2026, 12, 21, 12, tzinfo=UTC).timestamp() * 1000
    (said,) = answer({"pack": body, "asked": [{"wish": plain, "now": noon}]})
    assert said["found"][0][2] == "unknown"
