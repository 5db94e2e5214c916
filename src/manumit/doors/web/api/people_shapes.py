"""What routes of galleries and of the people in them take and hand out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Field, Schema

from manumit.doors.web.api.identify_shapes import Cells, CheckAim, Class, Days, Modality, UseIn


class GalleryOut(Schema):
    """A class of people that are searched together, and with no other. `told`: of whom a case form is kept. `checks`:
    those of an identity that ask it as a list, until `checks_until`."""

    kind: str
    people: int
    modalities: list[str]
    told: int
    checks: list[str]
    checks_until: date | None


class OpenIn(UseIn):
    """Which checks of an identity ask a gallery as a list, and until which day; purpose and basis are the list's."""

    checks: list[CheckAim] = Field(min_length=1, max_length=3)
    until: date


class EnrolIn(UseIn):
    """Somebody to be taken into a gallery: pictures of one person in base64, and a name; or, with `from_records`, all
    faces that records name (of adverts and sightings into `victim`, of missing-person reports into `missing`)."""

    kind: Class
    modality: Modality = "face"
    pictures: list[str] = Field(default_factory=list, max_length=20)
    name: str = Field("", max_length=120)
    source: Literal["handed in", "found"] = "found"
    from_records: bool = False
    keep_days: Days = 365


class PicturesIn(UseIn):
    """More pictures of somebody in a gallery, in base64."""

    pictures: list[str] = Field(min_length=1, max_length=20)
    modality: Modality


class RefusedOut(Schema):
    """A picture or a row that was not taken, and why; `about`: the name of the reason, where it has one."""

    name: str
    why: str
    about: str = ""


class UnlikeOut(Schema):
    """A face that is not like those held of the person it was added to (natural log-likelihood ratio)."""

    name: str
    llr: float


class EnrolmentOut(Schema):
    """Pictures or case forms that a worker reads; once it is `done`, what came of it, and of which people.
    `presentation_attack_detection`: what a detector suspects, where it could not be asked, or that none was installed.
    """

    enrolment: int
    state: str
    new: int | None = None
    known: int | None = None
    people: list[int] = Field(default_factory=list)
    refused: list[RefusedOut] = Field(default_factory=list)
    unlike: list[UnlikeOut] = Field(default_factory=list)
    presentation_attack_detection: list[str] = Field(default_factory=list)


class FormIn(Schema):
    """What is told of somebody: a row of separated.csv, and rows of kin.csv."""

    row: Cells
    relatives: list[Cells] = Field(default_factory=list, max_length=40)


class CaseFormIn(FormIn, UseIn):
    """What one person told, to be taken into a gallery."""

    kind: Class = "victim"
    keep_days: Days = 365


class SubjectOut(Schema):
    """What is held of somebody in a gallery. `covered`: name, pictures and what was told are shown for a purpose alone.
    `modalities` of the pictures, in the order of their numbers; `which`: what each is called where it is removed."""

    person: int
    kind: str
    name: str
    source: str
    record_id: str
    since: datetime
    keep_until: date
    pictures: int
    modalities: list[str]
    which: list[str]
    covered: bool
    told: FormIn | None
    purpose: str
    basis: str


class PersonRow(Schema):
    """Somebody in a gallery, in a list."""

    person: int
    name: str
    since: datetime
    keep_until: date


class PeopleOut(Schema):
    """Some of a gallery."""

    total: int
    items: list[PersonRow]


class KeepIn(Schema):
    """From today, for how many days."""

    keep_days: Days


class WithdrawIn(Schema):
    """Why somebody is taken out."""

    reason: str = Field(min_length=3, max_length=300)


class RemoveIn(WithdrawIn):
    """Why a picture is destroyed, and which, as the person's `which` names it: no other goes in its place."""

    which: str = Field(min_length=16, max_length=16)
