"""What routes of plans, patterns and estimates take and hand out. Never a count from 1 to 4 but to investigators."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Field, Schema

from manumit.doors.web.api.shapes import Error
from manumit.doors.web.api.study_shapes import TEXT


class Asked(Schema):
    """What came of it is there once `state` is done. Is it not, the study was worked out again since, and this must be
    asked for again."""

    state: str
    error: Error | None = None


class Row(Schema):
    """One of a list: what was asked, when (UTC), and whether what came of it can be read."""

    asked_at: datetime
    state: str
    there: bool


class PlanIn(Schema):
    """`number` of what is placed; `reach`: minutes that still count as near; `fair`: no group's mean way may be more
    than a quarter longer than that of all; `ways`: a table (CSV) of minutes between cells, as text. Without one ways
    are straight lines at 40 km an hour."""

    what: Literal["team", "shelter", "day"]
    number: int = Field(ge=1, le=50)
    reach: int = Field(20, ge=5, le=240)
    fair: bool = False
    ways: str = Field("", max_length=TEXT)


class SiteOut(Schema):
    """Where one is placed: `cells` that it is nearest to, their `share` of the need, and ways to them."""

    cell: str
    lon: float
    lat: float
    cells: int
    share: float
    mean_minutes: float
    farthest_minutes: float


class GroupOut(Schema):
    """People of a group: their mean way, the share `within` the reach, and how many are beyond; None for 1 to 4."""

    name: str
    mean_minutes: float
    within: float
    beyond: int | None


class WhatIfOut(Schema):
    """Another number, or with and without the rule of fairness."""

    number: int
    fair: bool
    within: float | None = None
    mean_minutes: float | None = None
    proven: bool | None = None
    refused: Error | None = None


class PlanOut(Asked):
    """A plan. `within`: share of the need inside the reach; `proven`: no placing of as many has a shorter mean way;
    `beyond`: cells that nobody reaches; `refused`: why there is none; `blocked`: why it may not be handed on."""

    plan: int
    study: int
    what: str
    number: int
    reach: int
    fair: bool
    ways: str
    basis: str = ""
    resolution: int | None = None
    within: float | None = None
    mean_minutes: float | None = None
    proven: bool | None = None
    beyond: int | None = None
    sites: list[SiteOut] = Field(default_factory=list)
    groups: list[GroupOut] = Field(default_factory=list)
    what_if: list[WhatIfOut] = Field(default_factory=list)
    refused: Error | None = None
    method: list[str] = Field(default_factory=list)
    blocked: list[str] = Field(default_factory=list)


class PlanRow(Row):
    """A plan that was asked for."""

    plan: int
    what: str
    number: int
    reach: int
    fair: bool
    ways: str


class PatternsIn(Schema):
    """Near repeats are looked for in bands of so many metres and days."""

    metres: int = Field(200, ge=50, le=5_000)
    days: int = Field(7, ge=1, le=60)


class Counted(Schema):
    """A count between two bounds: both the same for investigators, else a step of five."""

    seen_least: int
    seen_most: int


class ClusterOut(Counted):
    """More than chance brings in a circle, `since` a day and until now. `recurrence_days`: after how long chance alone
    brings one as strong."""

    cell: str
    lon: float
    lat: float
    radius_km: float
    cells: int
    since: date
    until: date | None
    expected: float | None
    p: float
    recurrence_days: int


class NearOut(Schema):
    """Pairs of events so far apart in place and time: `ratio` to what chance brings; None where it is not told."""

    metres_from: int
    metres_to: int
    days_from: int
    days_to: int
    observed: int | None
    expected: float | None
    ratio: float | None
    p: float | None


class ChangeOut(Counted):
    """A step of time; `alarm`: more than was usual; `usual`: it says what that is."""

    since: date
    until: date
    alarm: bool
    usual: bool


class FlowOut(Counted):
    """More moved than size and distance explain."""

    origin: str
    origin_lat: float
    origin_lon: float
    destination: str
    destination_lat: float
    destination_lon: float
    expected: float
    q: float


class PlaceOut(Schema):
    """A cell, and its middle."""

    cell: str
    lon: float
    lat: float


class RouteOut(Counted):
    """Places in order, taken by more travellers (who are counted, not named; those who travel together as one) than
    chance brings; a `circuit` leads back to its first place. `chance_low`, `chance_high`: for investigators alone."""

    kind: Literal["circuit", "route"]
    places: list[PlaceOut]
    chance_low: float | None
    chance_high: float | None
    q: float


class PatternsOut(Asked):
    """What is beyond chance; `method` by part: how it was looked for, of how many events, and what was too few."""

    patterns: int
    study: int
    metres: int
    days: int
    clusters: list[ClusterOut] = Field(default_factory=list)
    near: list[NearOut] = Field(default_factory=list)
    changes: list[ChangeOut] = Field(default_factory=list)
    flows: list[FlowOut] = Field(default_factory=list)
    routes: list[RouteOut] = Field(default_factory=list)
    method: dict[str, list[str]] = Field(default_factory=dict)
    blocked: list[str] = Field(default_factory=list)
    caveats: list[str] = Field(default_factory=list)


class PatternsRow(Row):
    """Patterns that were asked for; how many of each part are beyond chance, as somebody may see them: of small counts
    none outside the investigator's role. None as long as they cannot be read, and of a part of which nothing can be
    said."""

    patterns: int
    metres: int
    days: int
    clusters: int | None = None
    alarms: int | None = None
    flows: int | None = None
    routes: int | None = None


class EstimateIn(Schema):
    """`about`: of whom, where and when (no name of anybody); `lists`: a table (CSV) as text, a column of 0 and 1 a list
    and `count`."""

    about: str = Field(min_length=3, max_length=120)
    lists: str = Field(min_length=1, max_length=TEXT)


class ModelOut(Schema):
    """What a model says, with its interval; `belief`: its share, of all models; `pairs` of lists that go together."""

    total: int
    low: int
    high: int
    belief: float
    pairs: list[list[str]]


class EstimateOut(Asked):
    """How many there are, seen and unseen: a range over models, never one number, with what speaks against it."""

    estimate: int
    about: str
    table: str
    seen: int | None = None
    low: int | None = None
    high: int | None = None
    models: list[ModelOut] = Field(default_factory=list)
    method: list[str] = Field(default_factory=list)
    against: list[str] = Field(default_factory=list)


class EstimateRow(Row):
    """An estimate that was asked for. What came of it is read one by one."""

    estimate: int
    about: str
    table: str
