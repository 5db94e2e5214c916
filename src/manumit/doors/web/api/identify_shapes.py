"""What routes of searches in galleries take and hand out, and what all routes of galleries share."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema

Class = Literal["victim", "missing", "suspect", "staff"]
Modality = Literal["face", "fingerprint", "iris"]
CheckAim = Literal["missing", "protection", "suspicion"]
Days = Literal[30, 90, 365, 730]
Cells = dict[str, Annotated[str, Field(max_length=500)]]
"""Columns of docs/how-to/trace-a-family.md, as texts."""


class UseIn(Schema):
    """Why biometrics are used, and on which legal basis."""

    purpose: str = Field(min_length=8, max_length=300)
    basis: str = Field(min_length=8, max_length=200)


class FurtherIn(Schema):
    """A further picture of who is looked for, in base64."""

    modality: Modality
    picture: str


class TakenIn(Schema):
    """A picture that is there: number `number` (from 0) of those that a record names, or the newest of a person in a
    gallery, who is then not among those found; of possible victims only for a purpose."""

    record_id: str = Field("", max_length=80)
    number: int = Field(0, ge=0, le=999)
    person: int = Field(0, ge=0, le=2**31 - 1)


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
    """Whom to look for. `pictures` in base64, then those `taken` from what is there; one to look for in a gallery
    (`kind`), two to be compared; with two and a `kind` the second is looked for. `further` and `about` are weighed with
    a picture that is looked for. `entity_id`: whom of the evidence it is about; who is recognised moves. `lists_for`:
    it is a check of an identity, and asks the lists that are open to this; the last picture is of who is there."""

    pictures: list[str] = Field(default_factory=list, max_length=2)
    taken: list[TakenIn] = Field(default_factory=list, max_length=2)
    kind: Class | Literal[""] = ""
    modality: Modality
    keep_days: Days = 90
    entity_id: str = Field("", max_length=80)
    child: bool = False
    years: int = Field(0, ge=0, le=80)
    further: list[FurtherIn] = Field(default_factory=list, max_length=20)
    about: DetailsIn | None = None
    lists_for: CheckAim | Literal[""] = ""


class TraceIn(UseIn):
    """Whom a family seeks: `request`, a row of requests.csv; `relatives`, rows of kin.csv; `picture`, in base64."""

    kind: Class = "victim"
    request: Cells
    relatives: list[Cells] = Field(default_factory=list, max_length=40)
    picture: str = ""
    keep_days: Days = 90


class PieceOut(Schema):
    """A piece of evidence: a natural log-likelihood ratio of its own, and what it says."""

    of: str
    llr: float
    says: str


class CandidateOut(Schema):
    """Two pictures, or two stories, that two people decide about. `llr` is a natural log-likelihood ratio, `says` its
    words (null and empty until two have looked). Once they have: `parts` add up to it,
    `details` and `relatives` are pieces of these before they were bounded, `second_vote` is of a matcher that is no
    part of it."""

    pair: int
    person: int | None
    name: str
    gallery: str
    llr: float | None
    says: str
    state: str
    outcome: str
    parts: list[PieceOut] = Field(default_factory=list)
    details: list[PieceOut] = Field(default_factory=list)
    relatives: list[PieceOut] = Field(default_factory=list)
    cautions: list[str] = Field(default_factory=list)
    second_vote: dict[str, Any] | None = None


class FilteredOut(Schema):
    """How a search of very many templates left out what could not be named: `compared` to the end, of `templates`.
    `recall_found` of `recall_of` that reach the threshold were found where everything was compared to try it."""

    way: str
    why: str
    compared: int
    templates: int
    recall_found: int
    recall_of: int


class ListOut(Schema):
    """A list at a check: why it was not asked (`absent`, `closed`, `otherwise`: open to other checks alone), or what it
    said, on which basis it is open and until when. Its candidates stand with the search, by `gallery`."""

    kind: str
    asked: bool
    why_not: str
    basis: str = ""
    until: date | None = None
    people: int | None = None
    candidates: int | None = None
    expected_false: float | None = None
    expected_false_interval: tuple[float, float] | None = None
    threshold_llr: float | None = None
    filtered: FilteredOut | None = None


class WordOut(Schema):
    """What somebody said of a pair: `compared` and `words` of each who said it."""

    by: list[str]
    stage: str
    answer: str
    reasons: list[str]


class PairOut(CandidateOut):
    """A pair with what this person may see of it: of what others said nothing before one's own word. `mine`: it is this
    person's turn. `pictures`: numbers for `pairs/N/pictures/M`; `asked_with`: for `searches/N/pictures/M`; none of
    what is covered."""

    search: int
    purpose: str
    mine: bool
    said: list[WordOut]
    asked_with: list[int]
    pictures: list[int]


class PairRow(Schema):
    """A pair in a list."""

    pair: int
    search: int
    person: int | None
    name: str
    purpose: str
    state: str


class SearchRow(Schema):
    """A search in a list."""

    search: int
    way: str
    kind: str
    state: str
    purpose: str
    basis: str
    asked_at: datetime
    keep_until: date


class SearchOut(SearchRow):
    """A search and its answer, as far as it is. `expected_false`: wrong people that such a search names on average.
    `refused_about`: the name of each reason in `refused`, empty where it has none."""

    modality: str
    refused: list[str]
    refused_about: list[str]
    expected_false: float | None
    expected_false_interval: tuple[float, float] | None
    threshold_llr: float | None
    people: int | None
    filtered: FilteredOut | None = None
    lists_for: str
    lists: list[ListOut]
    candidates: list[CandidateOut]
    presentation_attack_detection: list[str]


class WordIn(Schema):
    """Somebody's word on a pair, and what they compared."""

    answer: Literal["same", "different", "cannot tell"]
    reason: str = Field("", max_length=1000)
    compared: list[Literal["ears", "brows", "eyes", "nose", "mouth", "marks"]] = Field(default_factory=list)


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
