"""What routes of studies of places take and hand out. No count from 1 to 4 but to investigators."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Field, Schema

from manumit.doors.web.api.shapes import Error

TEXT = 2_000_000
"""Letters of a file in a call; larger ones are handed in by the form."""


class MoreIn(Schema):
    """`by`: columns that say country and region, the widest first, or a property of the polygons in `regions`; `months`
    ahead; `line`: the months of a help line, as it wrote them (CSV)."""

    by: list[str] = Field(default_factory=list, max_length=3)
    months: int = Field(6, ge=1, le=60)
    regions: str = Field("", max_length=TEXT)
    line: str = Field("", max_length=TEXT)


class StudyIn(MoreIn):
    """Files are texts: `events` a table (CSV; without one, the workspace's records), `area` GeoJSON (without one, `km`
    around the town `around`); `groups`, people of each group, for the check alone; `covariates`, what places are like,
    those in `counts` to be shared out."""

    purpose: str = Field(max_length=300, description="outreach, inspection or services; there is no other")
    events: str = Field("", max_length=TEXT)
    area: str = Field("", max_length=TEXT)
    around: str = Field("", max_length=80)
    km: int = Field(15, ge=1, le=100)
    groups: str = Field("", max_length=TEXT)
    covariates: str = Field("", max_length=TEXT)
    counts: list[str] = Field(default_factory=list, max_length=60)
    kind: str = Field("", max_length=80)
    resolution: Literal[5, 6, 7, 8, 9, 10] = 8
    period: Literal["week", "fortnight", "month", "quarter"] = "month"
    horizon: int = Field(30, ge=1, le=366)
    discovered: Literal["", "corrected", "inverse"] = Field(
        "",
        description="empty: finds are left out; corrected or inverse: they count, by exposure and chance in events",
    )
    origin: str = Field("", pattern=r"^(\d{4}-\d{2}-\d{2})?$")


class ChannelOut(Schema):
    """How many events became known how, in words; whether the forecast learns from them, and how (`said`)."""

    name: str
    events: str
    learnt: str
    said: str
    exposure: str


class StudyOut(Schema):
    """A study. What came of it is there once `state` is done. `about`: what places are like, cells matched and missing
    a column, and what each changed; `blocked`: why nothing of it may be handed on."""

    study: int
    title: str
    purpose: str
    source: str
    state: str
    error: Error | None = None
    discovered: str = ""
    events: str | None = None
    resolution: int | None = None
    cells: int | None = None
    expected: float | None = None
    channels: list[ChannelOut] = Field(default_factory=list)
    about: dict[str, Any] | None = None
    blocked: list[str] = Field(default_factory=list)
    caveats: list[str] = Field(default_factory=list)


class MonthOut(Schema):
    """`seen` of a month that is over; `expected`, and where nine of ten lie, of one to come. `hidden`: a number is held
    back; where a help line did, `low` and `high` are the bounds that follow."""

    month: str
    seen: float | None
    expected: float | None
    low: int | None
    high: int | None
    hidden: bool
    rose: bool


class SeriesOut(Schema):
    """A region's months; `path` is empty for all."""

    path: list[str]
    months: list[MonthOut]


class MonthsOut(Schema):
    """Months by region: what is expected adds up over the levels."""

    by: list[str]
    series: list[SeriesOut]
    method: list[str]
    refused: Error | None


class LineOut(Schema):
    """A table of a help line."""

    by: str
    series: list[SeriesOut]
    refused: Error | None
