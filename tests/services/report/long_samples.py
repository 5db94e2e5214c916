"""Made-up leads with many records over weeks, about work and about sexual exploitation."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from manumit.engine.leads import Counter, Lead
from manumit.services.report import Sight
from tests.services.report.sample import (
    BRADFORD,
    DUBAI,
    HULL,
    LEEDS,
    LISBON,
    LONDON,
    MADRID,
    MANILA,
    PORTO,
    VALENCIA,
    Sample,
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
