"""Hotlines, police, inspectors, passers-by, families of the missing: late, brief and seldom complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.fourth_hand.atlas import City
from benchmarks.fourth_hand.people import Maker, Person
from benchmarks.fourth_hand.words import reports
from benchmarks.fourth_hand.words.adverts import ZONES

if TYPE_CHECKING:
    from benchmarks.fourth_hand.stage import Stage

DAY = 86_400.0


class Watchers:
    def __init__(self, stage: Stage) -> None:
        self.stage, self.chance, self.journal = stage, stage.chance, stage.journal
        out = self.journal.outlet
        columns = "report_id received_at channel text location country"
        # A hotline's file is what it chose to hand over: each line names the consent behind it.
        self._line = out("report", "public/linea_reports.csv", columns + " consent_id", location=0.15)
        self._other = [
            out("report", "public/inspections.jsonl", columns, "local"),
            out("report", "public/police_log.csv", columns, "minutes", location=0.1),
        ]
        self._sight = out(
            "sighting",
            "public/sightings.csv",
            "sighting_id seen_at place lat lon description source",
            "local",
            lat=0.6,
        )
        self._missing = out(
            "missing_person",
            "public/missing.csv",
            "report_id reported_at name birth_date last_seen_at last_seen_place description",
        )

    def plate(self) -> str:
        chance = self.chance
        return (
            "".join(chance.pick("ABCDFGHJKLMNPRSTVWXYZ") for _ in range(3)) + f"-{chance.randrange(1000):03d}"
        )

    def report(self, city: City, text: str, by: Maker | None = None) -> None:
        chance = self.chance
        hotline = chance.yes(0.5)
        outlet = self._line if hotline else chance.pick(self._other)
        channel = (
            "hotline"
            if hotline
            else "inspection"
            if "inspections" in outlet.path
            else chance.pick(["police", "partner"])
        )
        cells = {
            "received_at": outlet.time(self.stage.now, city.offset),
            "channel": channel,
            "text": text,
            "location": city.name,
            "country": city.country.code,
            "consent_id": f"con-{chance.getrandbits(32):08x}",
        }
        self.journal.write(outlet, cells, by, self.stage.now)

    def sighting(self, city: City, text: str, by: Maker | None = None) -> None:
        chance = self.chance
        zone = chance.pick(ZONES[city.country.tongues[0]])
        far = chance.gauss(0, 0.015), chance.gauss(0, 0.015)
        cells = {
            "seen_at": self._sight.time(self.stage.now, city.offset),
            "place": f"{city.name}, {zone}",
            "lat": f"{city.lat + far[0]:.4f}",
            "lon": f"{city.lon + far[1]:.4f}",
            "description": text,
            "source": chance.pick(["driver", "volunteer", "shop", "patrol", "traveller"]),
        }
        self.journal.write(self._sight, cells, by, self.stage.now)

    def missing(self, who: Person, city: City, gone: float, why: str, by: Maker | None = None) -> None:
        born = not self.chance.yes(0.1)
        cells = {
            "reported_at": self._missing.time(self.stage.now, city.offset),
            "name": self.journal.person(who, self._missing, born),
            "birth_date": who.born if born else "",
            "last_seen_at": self._missing.time(gone, city.offset),
            "last_seen_place": city.name,
            "description": f"{self.chance.pick(reports.BUILD)}; {why}",
        }
        self.journal.write(self._missing, cells, by, self.stage.now)
