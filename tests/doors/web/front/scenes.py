"""Made-up scenes of any size for the browser part: the same seed gives the same scene."""

from __future__ import annotations

import math
import random
from datetime import UTC, datetime, timedelta
from typing import Any

Item = dict[str, Any]

START = datetime(2026, 1, 5, tzinfo=UTC)
DAYS = 200
CITIES = {  # name: latitude, longitude
    "Leeds": (53.80, -1.55),
    "Manchester": (53.48, -2.24),
    "London": (51.51, -0.13),
    "Birmingham": (52.48, -1.90),
    "Bristol": (51.45, -2.59),
    "Glasgow": (55.86, -4.25),
    "Rotterdam": (51.92, 4.48),
    "Antwerp": (51.22, 4.40),
    "Lyon": (45.76, 4.84),
    "Bucharest": (44.43, 26.10),
    "Chisinau": (47.01, 28.86),
    "Sofia": (42.70, 23.32),
}
FIRST = "Ana Bogdan Carla Dmitri Elena Florin Galina Henrik Irina Jonas Katya Lucian Maria Nadia Oskar Petra".split()
LAST = (
    "Albu Berg Cosma Dima Enache Farkas Grosu Holm Ivanov Jansen Kovac Lupu Moraru Novak Olaru Popa".split()
)
ROLES = {
    "controller": "possibly controls others",
    "recruiter": "possibly recruits",
    "collector": "possibly gathers money",
    "facilitator": "possibly drives or books",
    "possible_victim": "possible victim",
    "unknown": "role unknown",
}
CREW = ["controller", "recruiter", "collector", "facilitator"]
THINGS = ["phone", "account", "handle", "email"]
KINDS = ["ad", "payment", "booking", "stay", "sighting", "report"]


def made(nodes: int, seed: int = 1, events: int | None = None) -> Item:
    """A scene of `nodes` nodes in crews of about forty, and `events` events (by default two a node, at most 20,000)."""
    chance = random.Random(seed)
    scene: Item = {
        "title": "Six people may be held at two addresses in Leeds; one account collects their wages",
        "window": {"since": _iso(START), "until": _iso(START + timedelta(days=DAYS))},
        "made_at": "2026-08-01T09:00:00Z",
        "masked": True,
        "handling": "TLP:AMBER",
        "nodes": [],
        "edges": [],
        "events": [],
        "words": {},
    }
    crew = 0
    while len(scene["nodes"]) < nodes:
        _crew(scene, chance, crew, min(40, nodes - len(scene["nodes"])))
        crew += 1
    _bridges(scene, chance, crew)
    _events(scene, chance, min(2 * nodes, 20_000) if events is None else events)
    return scene


def neighbours(ident: str, kind: str | None) -> Item:
    """What expanding `ident` answers: three new neighbours of a kind."""
    kind = kind or "phone"
    nodes = [_node(f"new-{ident}-{n}", kind, f"07700 900{n:03}", "unknown", records=2) for n in range(3)]
    edges = [_edge(f"{ident}-{one['id']}", ident, one["id"], "used", 0.7) for one in nodes]
    return {"nodes": nodes, "edges": edges, "events": []}


def _iso(when: datetime) -> str:
    return when.isoformat().replace("+00:00", "Z")


def _node(ident: str, kind: str, label: str, role: str, **more: Any) -> Item:
    return {
        "id": ident,
        "kind": kind,
        "label": label,
        "role": role,
        "role_words": ROLES[role] if kind == "person" else "",
        "probability": None,
        "protected": role == "possible_victim",
        "records": 1,
        "more": {},
        "members": 0,
        **more,
    }


def _edge(ident: str, source: str, target: str, word: str, probability: float, **more: Any) -> Item:
    return {
        "id": ident,
        "source": source,
        "target": target,
        "word": word,
        "probability": probability,
        "from": None,
        "until": None,
        "records": [],
        **more,
    }


def _crew(scene: Item, chance: random.Random, number: int, size: int) -> None:
    """A hub of a few people, those around them, and their things, laid out round one point."""
    turn, away = number * 2.39996, 130 * math.sqrt(number)
    x, y = away * math.cos(turn), away * math.sin(turn)
    people = max(1, round(size * 0.4))
    ids: list[str] = []
    for n in range(size):
        ident = f"ent-{number}-{n}"
        reach = (18 if n < 4 else 34 if n < people else 52) * (0.75 + 0.5 * chance.random())
        angle = 2 * math.pi * (n * 0.618)
        place = {"x": x + reach * math.cos(angle), "y": y + reach * math.sin(angle)}
        scene["nodes"].append(
            _person(chance, ident, n, place) if n < people else _thing(chance, ident, place)
        )
        ids.append(ident)
        if n:
            owner = chance.choice(ids[: min(n, people)])
            scene["edges"].append(_joined(chance, owner, ident, "knows" if n < people else "used"))
        if n > people and chance.random() < 0.5:
            scene["edges"].append(_joined(chance, chance.choice(ids[:people]), ident, "used"))


def _person(chance: random.Random, ident: str, n: int, place: Item) -> Item:
    role = CREW[n] if n < 4 else chance.choice(["possible_victim", "possible_victim", "unknown"])
    name = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
    label = f"Someone {ident[4:]}" if role == "possible_victim" else name
    return _node(
        ident,
        "person",
        label,
        role,
        probability=round(0.4 + 0.55 * chance.random(), 2),
        records=chance.randint(2, 30),
        more={"phone": 3, "account": 1} if n < 4 else {},
        **place,
    )


def _thing(chance: random.Random, ident: str, place: Item) -> Item:
    kind = chance.choice(THINGS)
    number = chance.randint(0, 999)
    label = {
        "phone": f"07700 900{number:03}",
        "account": f"GB00 TEST 0000 {number:04}",
        "handle": f"forum:user{number}",
        "email": f"a{number}@example.org",
    }[kind]
    return _node(ident, kind, label, "unknown", records=chance.randint(1, 12), **place)


def _joined(chance: random.Random, source: str, target: str, word: str) -> Item:
    began = START + timedelta(days=chance.randint(0, DAYS - 40))
    return _edge(
        f"{source}>{target}:{word}",
        source,
        target,
        word,
        round(0.35 + 0.6 * chance.random(), 2),
        **{
            "from": _iso(began),
            "until": _iso(began + timedelta(days=chance.randint(5, 40))),
            "records": [f"rec-{chance.randint(0, 400)}"],
        },
    )


def _bridges(scene: Item, chance: random.Random, crews: int) -> None:
    known = {one["id"] for one in scene["nodes"]}
    for _ in range(crews if crews > 1 else 0):
        one, two = (f"ent-{chance.randrange(crews)}-{chance.randrange(8)}" for _ in "ab")
        if one != two and {one, two} <= known:
            scene["edges"].append(_joined(chance, one, two, "paid"))


def _events(scene: Item, chance: random.Random, count: int) -> None:
    people = [one["id"] for one in scene["nodes"] if one["kind"] == "person"]
    things = [one["id"] for one in scene["nodes"] if one["kind"] != "person"] or people
    for n in range(count):
        kind = chance.choice(KINDS)
        city = chance.choice(list(CITIES))
        at = START + timedelta(days=DAYS * chance.random() ** 0.8)
        lat, lon = CITIES[city]
        lanes = [chance.choice(people)]
        event: Item = {
            "id": f"rec-{n}",
            "kind": kind,
            "at": _iso(at.replace(microsecond=0)),
            "end": None,
            "zone_minutes": 60,
            "place": city,
            "lat": lat,
            "lon": lon,
            "precision_km": chance.choice([0.0, 5.0, 25.0]),
            "to": None,
            "lanes": lanes,
            "summary": f"{kind} in {city}, record {n}",
            "night": (at.hour + 1) % 24 >= 22 or (at.hour + 1) % 24 < 6,
            "source": {"file": f"{kind}s.csv", "offset": 211 * n, "length": 210},
        }
        if kind == "booking":
            goal = chance.choice([one for one in CITIES if one != city])
            event["to"] = {"place": goal, "lat": CITIES[goal][0], "lon": CITIES[goal][1]}
            lanes.append(chance.choice(people))
        if kind == "stay":
            event |= {
                "end": _iso((at + timedelta(days=chance.randint(1, 9))).replace(microsecond=0)),
                "lat": None,
                "lon": None,
            }
        if kind in ("payment", "ad"):
            lanes.append(chance.choice(things))
        event["lanes"] = list(dict.fromkeys(lanes))
        scene["events"].append(event)
