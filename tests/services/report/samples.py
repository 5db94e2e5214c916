"""Made-up leads of every exploitation type, with records, for tests and for looking at. Numbers are reserved ones."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from manumit.engine.leads import Counter, Identifier, Lead, LeadFinding, Member, RecordRef
from manumit.services.report import Measure, ReportMeta, Sight

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


def labour(rank: int = 1) -> tuple[Lead, dict[str, Sight]]:
    """Six workers, wages that end on one account: three weeks, several towns."""
    s = Sample(1, random.Random(11))
    boss = s.person("controller", "wages of six people end on an account that this person opened")
    recruiter = s.person("recruiter", "named in three job offers that the workers answered")
    account = s.member(
        "account", "GB29NWBK60161331926819", "collector", "takes in six wages within an hour of payday"
    )
    phone = s.member("phone", "+447700900123", "facilitator", "stands on the offers and on the bookings")
    workers = [
        s.person("possible_victim", "wages leave the account within the hour; ticket paid by a stranger")
        for _ in range(6)
    ]
    s.ties += [(w, account, "wages to", round(s.rng.uniform(0.6, 0.95), 2)) for w in workers]
    s.ties += [
        (account, boss, "held by", 0.92),
        (recruiter, phone, "uses", 0.81),
        (phone, boss, "calls", 0.44),
    ]
    s.ties += [(recruiter, w, "booked for", 0.7) for w in workers[:4]]
    start = datetime(2026, 1, 8, 9, tzinfo=UTC)
    for week in range(10):
        for number, _ in enumerate(workers):
            s.record(
                "payment",
                start + timedelta(days=7 * week + 1, hours=8, minutes=7 * number),
                LEEDS,
                "Wage of 412.50 GBP, moved on within the hour",
                "TRF REF WAGES WK" + str(week + 1),
            )
    for number in range(4):
        s.record(
            "offer",
            start - timedelta(days=40 - 6 * number),
            MANILA,
            "Job offer: packing, bed included, fee later",
            "Packers wanted, good pay 13/h, bed and transport arranged, documents kept safe for you. "
            "Call +44 7700 900123",
        )
        s.record(
            "booking",
            start - timedelta(days=20 - number),
            (MANILA, DUBAI, LONDON, LEEDS)[number],
            "Booked and paid by someone who does not travel",
        )
    for number in range(9):
        s.record(
            "stay",
            start + timedelta(days=9 * number),
            (LEEDS, HULL, BRADFORD)[number % 3],
            "Two rooms for six people, paid by one account",
        )
    s.record(
        "report",
        start + timedelta(days=66),
        LEEDS,
        "Neighbour reports a van before dawn and nobody leaving alone",
        "They are driven off at five and come back after dark. The same man counts them.",
    )
    findings = [
        s.finding(
            "wage_capture",
            "money",
            0.91,
            "Six wages leave for one account within an hour of ten paydays",
            ("payment",),
            "FinCEN FIN-2020-A008 (2020), financial indicator 3",
        ),
        s.finding(
            "shared_payer",
            "money",
            0.55,
            "Rooms for six are paid by the account that takes their wages",
            ("stay",),
            "FATF/APG 2018, annex B",
        ),
        s.finding(
            "stranger_books",
            "travel",
            0.74,
            "Four journeys booked and paid by someone who does not travel",
            ("booking",),
            "ICAO Cir 352 (2018), 4.2",
        ),
        s.finding(
            "offer_too_good",
            "recruitment",
            0.38,
            "Three offers promise housing and keep documents",
            ("offer",),
            "ILO Indicators of forced labour (2012), 2",
        ),
        s.finding(
            "watched_movement",
            "report",
            0.63,
            "A neighbour reports that people are counted and driven",
            ("report",),
            "UNODC Anti-human-trafficking manual (2009), module 2",
        ),
    ]
    counter = [
        Counter("licensed_agency", 0.34, -0.4, "A licensed agency also houses its workers and deducts rent"),
        Counter("remittance", 0.12, -0.05, "Flatmates who send money home together"),
    ]
    lead = s.lead(
        rank,
        0.81,
        "labour",
        "Six people may be held at two addresses in Leeds; one account collects their wages.",
        findings,
        counter,
    )
    return lead, s.sights


def sexual(rank: int = 2) -> tuple[Lead, dict[str, Sight]]:
    """A circuit of towns with rewritten adverts; forty members."""
    s = Sample(2, random.Random(22))
    boss, driver = (
        s.person("controller", "rents the rooms and ends every chain of transfers"),
        s.person("facilitator", "drives"),
    )
    phones = [
        s.member("phone", f"+44770090{n:04d}", "facilitator" if n % 3 else "unknown") for n in range(401, 409)
    ]
    collector = s.member(
        "account", "PT50000201231234567890154", "collector", "late-night transfers of round amounts"
    )
    handles = [s.member("handle", f"telegram:sunny_days_{n}", "facilitator") for n in range(4)]
    women = [
        s.person("possible_victim", "moved through four towns in the order of the adverts") for _ in range(18)
    ]
    others = [s.person("unknown", "seen at one address") for _ in range(9)]
    for number, woman in enumerate(women):
        s.ties.append((phones[number % 8], woman, "advertises", 0.72))
        if number % 3 == 0:
            s.ties.append((woman, collector, "pays", 0.66))
    s.ties += [
        (phone, handle, "same advert text", 0.8) for phone, handle in zip(phones, handles * 2, strict=True)
    ]
    s.ties += [
        (collector, boss, "pays", 0.77),
        (driver, boss, "travels with", 0.51),
        (boss, phones[0], "uses", 0.6),
    ]
    s.ties += [(driver, w, "drives", 0.41) for w in women[:3]] + [(boss, others[0], "rents from", 0.3)]
    start = datetime(2025, 9, 3, 20, tzinfo=UTC)
    circuit = (LISBON, PORTO, MADRID, VALENCIA)
    for number in range(64):
        s.record(
            "ad",
            start + timedelta(days=3 * number, hours=number % 5),
            circuit[number // 4 % 4],
            "Advert in a wording seen in four towns",
            "New in town for a few days only, call any hour",
        )
    for number in range(22):
        s.record(
            "payment",
            start + timedelta(days=9 * number, hours=5),
            None,
            "Round amount shortly after midnight",
        )
    for number in range(12):
        s.record(
            "stay",
            start + timedelta(days=16 * number),
            circuit[number % 4],
            "Three rooms, one payer, no luggage",
        )
    findings = [
        s.finding(
            "rewritten_template",
            "adverts",
            0.82,
            "64 adverts in four towns share one wording, with names changed",
            ("ad",),
            "FinCEN FIN-2020-A008 (2020)",
        ),
        s.finding(
            "circuit",
            "movement",
            0.69,
            "The same order of towns, four times in six months",
            ("ad", "stay"),
            "UNODC (2009)",
        ),
        s.finding(
            "late_transfers",
            "money",
            0.47,
            "22 round transfers between midnight and three",
            ("payment",),
            "FINTRAC 2021, operational alert",
        ),
    ]
    counter = [
        Counter(
            "booking_agency",
            0.52,
            -0.8,
            "An agency that advertises for independent adults also shares phones and wording",
        ),
        Counter("tour", 0.2, -0.1, "People who tour together by choice keep their own money"),
    ]
    return s.lead(
        rank,
        0.64,
        "sexual",
        "Eighteen people may be moved between four cities by two others; "
        "one account takes late-night transfers.",
        findings,
        counter,
    ), s.sights


def domestic(rank: int = 3) -> tuple[Lead, dict[str, Sight]]:
    """One person in one household: few members, few records, wide interval; a short span with nights."""
    s = Sample(3, random.Random(33))
    host = s.person("controller", "holds the ticket and the document")
    worker = s.person("possible_victim", "never paid")
    s.member("account", "4471900233", "unknown")
    s.ties += [(host, worker, "holds documents of", 0.58)]
    start = datetime(2026, 2, 20, 3, tzinfo=UTC)
    for number in range(6):
        s.record(
            "report",
            start + timedelta(days=1.6 * number),
            LONDON,
            "Neighbour hears work at night",
            "She is up at four every day and has never been seen alone.",
        )
    s.record("booking", start - timedelta(days=1), MANILA, "One-way ticket, paid by the employer")
    findings = [
        s.finding(
            "no_pay",
            "labour",
            0.44,
            "No wage in fourteen months of records",
            ("report",),
            "ILO C189 (2011), 12",
        ),
        s.finding(
            "one_way",
            "travel",
            0.29,
            "One-way ticket paid by the employer",
            ("booking",),
            "ICAO Cir 352 (2018)",
        ),
    ]
    return s.lead(
        rank, 0.31, "domestic", "One person may be kept in a household in London without pay.", findings, []
    ), s.sights


def forced_crime(rank: int = 4) -> tuple[Lead, dict[str, Sight]]:
    """Hostile text in every place that data can reach."""
    s = Sample(4, random.Random(44))
    boss = s.person("controller", "collects every evening <b>at nine</b>")
    runner = s.member("handle", "signal:night_runner", "recruiter", "recruits at stations")
    kids = [s.person("possible_victim", "seen begging at the same corner") for _ in range(5)]
    s.member("person", "مريم العبدالله|1999-04-01", "possible_victim", "named in a report")
    s.ties += [(runner, k, "brings", 0.6) for k in kids] + [(k, boss, "hands money to", 0.7) for k in kids]
    start = datetime(2026, 3, 1, 10, tzinfo=UTC)
    hostile = (
        "<script>alert(1)</script> \u202egnp.exe\u202c Ünïcödé \x1b[31mred\x07 "
        + "W" * 300
        + " 你好世界 مرحبا"
        ' " onmouseover=alert(1) x=" ]]> --> &amp; Z' + "\u0301" * 40
    )
    for number in range(26):
        s.record(
            "sighting",
            start + timedelta(hours=31 * number),
            (MADRID, VALENCIA)[number % 2],
            "Same corner, same hours, money handed over",
            hostile if number % 9 == 0 else "",
        )
    findings = [
        s.finding(
            "same_corner", "report", 0.58, f"Seen on 26 days; {hostile[:60]}", ("sighting",), "UNODC (2009)"
        ),
        s.finding(
            "evening_collection",
            "control",
            0.66,
            "Money changes hands every evening at nine",
            ("sighting",),
            "ILO Indicators of forced labour (2012)",
        ),
    ]
    counter = [Counter("family", 0.45, -0.3, "A family that begs together and keeps what it gets")]
    return s.lead(
        rank,
        0.22,
        "forced_crime",
        "Five young people may be made to beg in Madrid and Valencia; one "
        "person collects the money every evening.",
        findings,
        counter,
    ), s.sights


def everything() -> tuple[list[Lead], dict[str, Sight]]:
    """All four leads and their sights."""
    leads, sights = [], {}
    for build in (labour, sexual, domestic, forced_crime):
        lead, seen = build()
        leads.append(lead)
        sights.update(seen)
    return leads, sights


def meta(purpose: str | None = None) -> ReportMeta:
    """What the sample report says about its making."""
    return ReportMeta(
        workspace="leeds-demo",
        made_at=datetime(2026, 4, 2, 8, 15, tzinfo=UTC),
        version="0.1.0",
        records={
            "ad": 12_410,
            "payment": 9_802,
            "booking": 1_944,
            "stay": 2_071,
            "report": 212,
            "offer": 1_240,
            "sighting": 431,
        },
        files=14,
        sources=("bank export, March", "hotline hand-over, with consent", "advert crawl"),
        quarantined=7,
        quarantine={"line 88: a quote is never closed": 1, "no time zone and no --map": 6},
        revealed_purpose=purpose,
        made_up=True,
        seed=7,
        evaluation=(
            Measure("Of the first 10 leads, real", "9 of 10", "0.72 to 0.98"),
            Measure("Operations found in the first 100 leads", "0.74", "0.66 to 0.81"),
        ),
    )
