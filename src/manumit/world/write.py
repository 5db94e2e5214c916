"""Writing a world: tell the stories, then month by month the ordinary life around them, straight to the files."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from manumit.world import banks, clock
from manumit.world.calendar import Calendar
from manumit.world.chance import stream
from manumit.world.circles import Circles
from manumit.world.daily import Households
from manumit.world.files import payments as payment_files
from manumit.world.files import travel as travel_files
from manumit.world.files.papers import Papers
from manumit.world.files.payments import Payments
from manumit.world.files.sites import Sites
from manumit.world.files.travel import Travel
from manumit.world.ordinary import Crowd
from manumit.world.story import LEVELS, Level
from manumit.world.telling import SCALES, Scale, tell_all
from manumit.world.town import Town, populate
from manumit.world.truth import Truth

# share of all records by kind; the rest is payments
SHARES = {
    "ad": 0.045,
    "post": 0.022,
    "offer": 0.011,
    "booking": 0.032,
    "stay": 0.017,
    "sighting": 0.0016,
    "report": 0.007,
    "missing_person": 0.0012,
}
CROWD = tuple(SHARES)
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class WorldSummary:
    """What was written: `records` in all and by `kinds`, planted `operations` and their records, `lookalikes`."""

    out: Path
    seed: int
    scale: str
    difficulty: str
    records: int
    kinds: dict[str, int]
    operations: int
    operation_records: int
    lookalikes: int
    files: int
    seconds: float


def write_world(
    out: Path, seed: int, scale: str = "small", difficulty: str = "medium", progress: Progress | None = None
) -> WorldSummary:
    """Write OUT/input (raw files) and OUT/truth; an OUT of an earlier call is replaced, nothing half-written stays.

    Raises ValueError for an unknown scale or difficulty, or when OUT holds something that is not a world.
    """
    if scale not in SCALES:
        raise ValueError(f"unknown scale {scale!r}: choose small, medium or large")
    if difficulty not in LEVELS:
        raise ValueError(f"unknown difficulty {difficulty!r}: choose easy, medium or hard")
    out = Path(out)
    if out.exists() and any(out.iterdir()) and not (out / "truth" / "world.json").exists():
        raise ValueError(f"{out} is not empty and not a world: choose another folder")
    began = time.perf_counter()
    draft = out.parent / f".{out.name}.partial"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        truth = _write(draft, seed, SCALES[scale], LEVELS[difficulty], progress)
        if out.exists():
            shutil.rmtree(out)
        draft.rename(out)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    planted = [story.tag for story in truth.stories if story.planted and truth.records[story.tag]]
    return WorldSummary(
        out,
        seed,
        scale,
        difficulty,
        sum(truth.written.values()),
        dict(truth.written),
        len(planted),
        sum(len(truth.records[tag]) for tag in planted),
        sum(1 for story in truth.stories if not story.planted and truth.records[story.tag]),
        sum(1 for path in out.rglob("*") if path.is_file()),
        time.perf_counter() - began,
    )


def _write(draft: Path, seed: int, scale: Scale, level: Level, progress: Progress | None) -> Truth:
    town = Town(seed, banks.load(seed), scale.people)
    populate(town, scale.people)
    calendar = Calendar()
    stories = tell_all(town, calendar, scale, level)
    truth = Truth(stories)
    wanted = _left(town, calendar, scale)
    circles = Circles(town)
    crowd, homes = Crowd(town, level, wanted), Households(town, circles)
    folder, rng = draft / "input", stream(seed, "files")
    sites, papers = Sites(folder, town, truth, rng), Papers(folder, town, truth, rng, level.noise)
    travel = Travel(folder / "travel", town, truth, rng, level.noise)
    money = Payments(folder / "payments", town, truth, rng)
    done = papers.accounts()
    for month in range(12):
        spent = list(homes.month(month, homes.appetite(month, wanted["payment"] / 12)))
        done += money.month(
            month, calendar.take("payment", month) + [event for event in spent if 0 <= event[0] < clock.END]
        )
        happened = {kind: calendar.take(kind, month) + crowd.month(kind, month) for kind in CROWD}
        done += (
            sites.ads(month, happened["ad"])
            + sites.posts(month, happened["post"])
            + sites.offers(month, happened["offer"])
        )
        done += travel.month(month, happened["booking"]) + papers.stays(month, happened["stay"])
        done += papers.sightings(month, happened["sighting"]) + papers.reports(month, happened["report"])
        done += papers.missing(month, happened["missing_person"])
        if progress is not None:
            progress(min(done, scale.records), scale.records)
    truth.save(draft / "truth", _about(seed, scale, level, truth, town))
    return truth


def _left(town: Town, calendar: Calendar, scale: Scale) -> dict[str, float]:
    """Events of ordinary life by kind: the scale's share less what the stories told."""
    told = calendar.counts()
    accounts = sum(1 for who in town.people if who.account) + len(town.firms)
    wanted = {kind: scale.records * share - told[kind] for kind, share in SHARES.items()}
    wanted["booking"] = scale.records * SHARES["booking"] / travel_files.REPEAT - 1.3 * told["booking"]
    wanted["payment"] = (scale.records * (1 - sum(SHARES.values())) - accounts) / payment_files.REPEAT - told[
        "payment"
    ]
    return {kind: max(0.0, number) for kind, number in wanted.items()}


def _about(seed: int, scale: Scale, level: Level, truth: Truth, town: Town) -> dict[str, object]:
    """The world's own description, for people who look into the folder."""
    groups: dict[str, int] = {}
    for story in truth.stories:
        name = ("operation " if story.planted else "look-alike ") + story.group
        groups[name] = groups.get(name, 0) + 1
    planted = sum(len(truth.records[story.tag]) for story in truth.stories if story.planted)
    records = sum(truth.written.values())
    return {
        "seed": seed,
        "scale": scale.name,
        "difficulty": level.name,
        "bank": town.bank.name,
        "records": records,
        "kinds": dict(sorted(truth.written.items())),
        "stories": dict(sorted(groups.items())),
        "operation_records": planted,
        "base_rate": round(planted / records, 5),
        "first_day": clock.day_text(0),
        "last_day": clock.day_text(clock.DAYS - 1),
        "cities": [city[0] for city in town.hubs + town.homes],
    }
