"""What the Desk keeps. Evidence stays in workspaces; what people write about it is sealed in the vault."""

from manumit.doors.web.desk.models.case import (
    Attachment,
    Case,
    CaseLead,
    CaseMember,
    Chart,
    Hypothesis,
    Note,
    Referral,
    Task,
    Weight,
)
from manumit.doors.web.desk.models.decision import Judgement, LeadDecision
from manumit.doors.web.desk.models.gallery import (
    Aim,
    Candidate,
    Enrolment,
    Kind,
    Modality,
    Placed,
    Search,
    Source,
    Subject,
)
from manumit.doors.web.desk.models.placing import Patterns, Placing, Prevalence
from manumit.doors.web.desk.models.study import Score, SealedForecast, Study
from manumit.doors.web.desk.models.trace import Approval, Grant, Trace
from manumit.doors.web.desk.models.watch import SavedSearch, Watchlist
from manumit.doors.web.desk.models.workspace import Job, Workspace, WorkspaceMember

__all__ = [
    "Aim",
    "Approval",
    "Attachment",
    "Candidate",
    "Case",
    "CaseLead",
    "CaseMember",
    "Chart",
    "Enrolment",
    "Grant",
    "Hypothesis",
    "Job",
    "Judgement",
    "Kind",
    "LeadDecision",
    "Modality",
    "Note",
    "Patterns",
    "Placed",
    "Placing",
    "Prevalence",
    "Referral",
    "SavedSearch",
    "Score",
    "SealedForecast",
    "Search",
    "Source",
    "Study",
    "Subject",
    "Task",
    "Trace",
    "Watchlist",
    "Weight",
    "Workspace",
    "WorkspaceMember",
]
