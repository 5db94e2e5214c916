"""What the interface hands out. Possible victims are covered in all of it, unless a purpose holds (see the leads)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema


class Error(Schema):
    """The one error shape."""

    code: str
    sentence: str
    hint: str


class WorkspaceOut(Schema):
    """A workspace one works in."""

    slug: str
    name: str


class LeadRow(Schema):
    """A lead in a list."""

    lead_id: str
    rank: int
    score: float
    score_interval: tuple[float, float]
    base_rate: float
    exploitation: str
    says: str


class LeadOut(LeadRow):
    """A lead, as `manumit leads --format json` writes it."""

    masked: bool
    members: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    counter: list[dict[str, Any]]
    records: list[dict[str, Any]]
    earlier: dict[str, Any] | None = None


class Leads(Schema):
    """A page of leads."""

    total: int
    items: list[LeadRow]


class EntityOut(Schema):
    """Somebody or something that records speak of."""

    entity_id: str
    kind: str
    label: str
    about: str
    records: int
    degree: int
    leads: list[str]


class RecordOut(Schema):
    """A record as it may be cited."""

    record_id: str
    kind: str
    source_id: str
    observed_at: datetime | None
    place: str
    country: str
    title: str
    body: str
    summary: str
    file: str
    offset: int
    length: int
    sha256: str
    tlp: str


class Found(Schema):
    """What a search found."""

    entities: list[EntityOut]
    records: list[RecordOut]
    complete: bool


class PurposeIn(Schema):
    """Why possible victims must be seen."""

    purpose: str = Field(min_length=8, max_length=300)
    basis: str = Field("", max_length=120)


class GalleryOut(Schema):
    """A class of people that are searched together, and with no other."""

    kind: str
    people: int


class UseIn(Schema):
    """Why biometrics are used, and on which legal basis."""

    purpose: str = Field(min_length=8, max_length=300)
    basis: str = Field(min_length=8, max_length=200)


class FurtherIn(Schema):
    """A further picture of who is looked for, in base64."""

    modality: Literal["face", "fingerprint", "iris"]
    picture: str


class DetailsIn(Schema):
    """What is said of who is looked for; dates as 1999-02-01, an age in years."""

    name: str = Field("", max_length=200)
    birth_date: str = Field("", max_length=10)
    age: str = Field("", max_length=10)
    age_on: str = Field("", max_length=10)
    place: str = Field("", max_length=200)
    seen_on: str = Field("", max_length=10)
    taken_on: str = Field("", max_length=10)


class SearchIn(UseIn):
    """Whom to look for. `pictures`: base64; one to look for in a gallery (`kind`), two to be compared; with two and a
    `kind` the second is looked for. `further` and `about` are weighed with a picture that is looked for."""

    pictures: list[str] = Field(min_length=1, max_length=2)
    kind: Literal["", "victim", "missing", "suspect", "staff"] = ""
    modality: Literal["face", "fingerprint", "iris"]
    keep_days: Literal[30, 90, 365, 730] = 90
    child: bool = False
    years: int = Field(0, ge=0, le=80)
    further: list[FurtherIn] = Field(default_factory=list, max_length=20)
    about: DetailsIn | None = None


Cells = dict[str, Annotated[str, Field(max_length=500)]]
"""Columns of docs/how-to/trace-a-family.md, as texts."""


class TraceIn(UseIn):
    """Whom a family seeks: `request`, a row of requests.csv; `relatives`, rows of kin.csv; `picture`, in base64."""

    kind: Literal["victim", "missing", "suspect", "staff"] = "victim"
    request: Cells
    relatives: list[Cells] = Field(default_factory=list, max_length=40)
    picture: str = ""
    keep_days: Literal[30, 90, 365, 730] = 90


class PicturesIn(UseIn):
    """More pictures of somebody in a gallery, in base64."""

    pictures: list[str] = Field(min_length=1, max_length=20)
    modality: Literal["face", "fingerprint", "iris"]


class EnrolmentOut(Schema):
    """Pictures that are read by a worker."""

    enrolment: int
    state: str


class FormIn(Schema):
    """What is told of somebody: a row of separated.csv, and rows of kin.csv."""

    row: Cells
    relatives: list[Cells] = Field(default_factory=list, max_length=40)


class PieceOut(Schema):
    """A piece of evidence: a natural log-likelihood ratio of its own, and what it says."""

    of: str
    llr: float
    says: str


class CandidateOut(Schema):
    """Two pictures, or two stories, that two people decide about. `llr` is a natural log-likelihood ratio, `says` its
    words. Once two have looked: `parts` add up to it, `details` and `relatives` are pieces of these before they were
    bounded, `second_vote` is of a matcher that is no part of it."""

    pair: int
    person: int | None
    name: str
    llr: float
    says: str
    state: str
    outcome: str
    parts: list[PieceOut] = Field(default_factory=list)
    details: list[PieceOut] = Field(default_factory=list)
    relatives: list[PieceOut] = Field(default_factory=list)
    cautions: list[str] = Field(default_factory=list)
    second_vote: dict[str, Any] | None = None


class SearchOut(Schema):
    """A search and its answer, as far as it is. `expected_false`: wrong people that such a search names on average."""

    search: int
    state: str
    kind: str
    modality: str
    purpose: str
    basis: str
    keep_until: date
    refused: list[str]
    expected_false: float | None
    expected_false_interval: tuple[float, float] | None
    threshold_llr: float | None
    people: int | None
    candidates: list[CandidateOut]
    presentation_attack_detection: list[str]


class WordIn(Schema):
    """Somebody's word on a pair, and what they compared."""

    answer: Literal["same", "different", "cannot tell"]
    reason: str = Field("", max_length=1000)
    compared: list[Literal["ears", "brows", "eyes", "nose", "mouth", "marks"]] = Field(default_factory=list)


class SubjectOut(Schema):
    """What is held of somebody in a gallery."""

    person: int
    kind: str
    name: str
    source: str
    record_id: str
    since: datetime
    keep_until: date
    pictures: int
    purpose: str
    basis: str


class WithdrawIn(Schema):
    """Why somebody is taken out."""

    reason: str = Field(min_length=3, max_length=300)


class ZoneIn(Schema):
    """A machine-readable zone as it was typed or scanned."""

    text: str = Field(max_length=1000)


class ZoneOut(Schema):
    """What it says, and which of its check digits hold."""

    form: str
    document: str
    issuer: str
    surname: str
    given: str
    number: str
    nationality: str
    born: date | None
    sex: str
    expires: date | None
    optional: str
    checks: dict[str, bool]
    sound: bool
