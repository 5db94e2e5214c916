"""How a made-up lead is made: people, records, findings. Names and places come from lists, numbers are reserved."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from manumit.engine.leads import Counter, Identifier, Lead, LeadFinding, Member, RecordRef
from manumit.services.report import Sight

GIVEN = (
    "Maricel Joy",
    "Rosalinda",
    "Tomás",
    "Irina",
    "Kwabena",
    "Oksana",
    "Dolores",
    "Benedikt",
    "Nenita",
    "Wiremu",
    "Yevgenia",
    "Amparo",
    "Lakshmi",
    "Tendai",
    "Giang",
    "Corazon",
    "Zdenka",
    "Mirela",
    "Abebe",
    "Soledad",
)
FAMILY = (
    "Dimaculangan",
    "Quintanilla",
    "Petrovskaya",
    "Asantewaa",
    "Villaseñor",
    "Okonkwo",
    "Bražinskas",
    "Tupuola",
    "Ramanathan",
    "Szczepański",
    "Mwangi",
    "Echeverría",
    "Cabrisas",
    "Hrytsenko",
    "Fakatava",
    "Nakamatte",
)
LEEDS, HULL, BRADFORD = ("Leeds", 53.8, -1.55), ("Hull", 53.745, -0.34), ("Bradford", 53.79, -1.76)
MANILA, DUBAI, LONDON = ("Manila", 14.6, 120.98), ("Dubai", 25.2, 55.27), ("London", 51.51, -0.13)
LISBON, PORTO, MADRID, VALENCIA = (
    ("Lisbon", 38.72, -9.14),
    ("Porto", 41.15, -8.61),
    ("Madrid", 40.42, -3.7),
    ("Valencia", 39.47, -0.38),
)
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
Place = tuple[str, float, float]


@dataclass
class Sample:
    """A lead in the making."""

    number: int
    rng: random.Random
    members: list[Member] = field(default_factory=list)
    sights: dict[str, Sight] = field(default_factory=dict)
    ties: list[tuple[str, str, str, float]] = field(default_factory=list)

    def entity(self, text: str) -> str:
        return sha256(f"{self.number}/{text}".encode()).hexdigest()[:16]

    def person(self, role: str, why: str = "") -> str:
        """A person with a made-up name; returns the entity id."""
        turn = len(self.members)
        family = FAMILY[(turn * 3 + self.number * 5 + turn // 20) % 16]
        name = f"{GIVEN[(turn * 7 + self.number) % 20]} {family}"
        born = f"{self.rng.randint(1970, 2003)}-0{self.rng.randint(1, 9)}-1{self.rng.randint(0, 9)}"
        return self.member("person", f"{name}|{born}", role, why)

    def member(self, kind: str, value: str, role: str, why: str = "") -> str:
        entity = self.entity(value)
        chance = round(self.rng.uniform(0.42, 0.93), 2)
        self.members.append(Member(entity, kind, (Identifier(kind, value),), role, chance, why))
        return entity

    def record(self, kind: str, when: datetime, place: Place | None, summary: str, cited: str = "") -> str:
        number = len(self.sights) + 1
        key = sha256(f"{self.number}/{number}".encode()).hexdigest()
        self.sights[key[:20]] = Sight(
            record_id=key[:20],
            kind=kind,
            source_id=f"{kind}-{self.number}{number:04d}",
            observed_at=when,
            zone_minutes=60,
            place=place[0] if place else "",
            lat=place[1] if place else None,
            lon=place[2] if place else None,
            summary=summary,
            cited=cited,
            file=f"input/{kind}s-2026-03.jsonl",
            byte_offset=self.rng.randint(0, 9_000_000),
            byte_length=self.rng.randint(150, 900),
            sha256=key,
            tlp="TLP:AMBER",
        )
        return key[:20]

    def finding(
        self, indicator: str, family: str, strength: float, says: str, kinds: tuple[str, ...], source: str
    ) -> LeadFinding:
        evidence = tuple(key for key, sight in self.sights.items() if sight.kind in kinds)[:9]
        times = sorted(self.sights[key].observed_at or NOON for key in evidence) or [NOON]
        return LeadFinding(
            indicator,
            family,
            strength,
            says,
            evidence,
            self.members[0].entity_id,
            times[0].isoformat(),
            times[-1].isoformat(),
            source,
            strength * 1.4,
        )

    def lead(
        self,
        rank: int,
        score: float,
        exploitation: str,
        says: str,
        findings: list[LeadFinding],
        counter: list[Counter],
        base_rate: float = 0.018,
    ) -> Lead:
        records = tuple(RecordRef(key, s.kind, s.source_id) for key, s in self.sights.items())
        spread = 0.06 + 0.16 * (1 - score)
        interval = (round(max(0.01, score - spread * 1.2), 2), round(min(0.99, score + spread), 2))
        return Lead(
            self.entity("lead"),
            rank,
            score,
            interval,
            base_rate,
            exploitation,
            says,
            tuple(self.members),
            tuple(findings),
            tuple(counter),
            records,
            tuple(self.ties),
        )
