"""Made-up leads of every exploitation type, with records, for tests and for looking at."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from manumit.engine.leads import Counter, Lead
from manumit.services.report import Measure, ReportMeta, Sight
from tests.services.report.long_samples import labour, sexual
from tests.services.report.sample import LONDON, MADRID, MANILA, VALENCIA, Sample


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
