"""What is in one workspace is not in another: every id of the one, asked for under the other, by somebody who works in
both, is not there. Routes are found, not listed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from manumit.base.kernel import Settings
from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.models import (
    Approval,
    Job,
    Judgement,
    LeadDecision,
    Watchlist,
    Workspace,
    WorkspaceMember,
)
from manumit.engine.job import run_job
from tests.doors.web.conftest import Signed
from tests.doors.web.desk.faces import enrolled, face, looked_for
from tests.doors.web.desk.hands import ADS
from tests.doors.web.desk.rooms import asked, house, known, room_asked
from tests.doors.web.desk.surveys import estimated, planned, sought, surveyed
from tests.doors.web.routes import address_of, every_route, things
from tests.doors.web.silence import Silent

pytestmark = pytest.mark.django_db
OF_CALLS = {
    "basis": "Consent of the family", "modality": "face", "pictures": ["AA=="], "row": {"name": "Ana"}, "keep_days": 90,
    "which": "0" * 16,
}  # fmt: skip
"""More of a call to the interface: enough for each."""
OF_A_CLASS = (
    "desk:gallery", "desk:gallery_open", "desk:gallery_shut",
    "api:gallery_people", "api:gallery_open", "api:gallery_shut",
)  # fmt: skip
"""Every workspace has each."""
OF_PICTURES = {"desk:advert_picture", "desk:picture_seen", "api:shared_picture"}
"""These adverts show none; of some that do: tests/doors/web/desk/cases/test_twins.py."""
INNER = {
    name: parts
    for name, parts in every_route()
    if "ws" in parts and len(parts) > 1 and name not in OF_A_CLASS
}
"""Routes to something in a workspace."""
OF_STUDIES = (
    "study", "study_again", "study_cells", "study_csv", "study_picture", "study_reason", "study_score", "briefing",
    "placings", "placing_new", "placing", "placing_csv", "placing_picture", "patterns_new", "patterns", "pattern_file",
    "study_months", "study_months_csv", "study_months_new",
)  # fmt: skip
OF_PEOPLE = [
    f"api:{name}" for name in
    ("held", "person_purpose", "held_picture", "add_pictures", "remove_picture", "tell", "keep", "leave")
]  # fmt: skip
OF_ROUTES = (
    "study_read", "study_series", "study_line", "study_more", "plan_make", "plan_read", "patterns_seek",
    "patterns_read", "plan_list", "patterns_list",
)  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two adverts, read: a workspace with an index of its own."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "ads.csv").write_bytes(ADS)
    run_job([folder / "ads.csv"], folder / "workspace", Settings(), Silent())
    return folder / "workspace"


@pytest.fixture
def other(small: Path, tmp_path: Path, workspace: Workspace) -> Workspace:
    shutil.copytree(small, tmp_path / "other")
    return Workspace.objects.create(slug="other", name="Other", folder=str(tmp_path / "other"))


def _ask(client: Client, address: str) -> int:
    status = client.get(address).status_code
    if status == 405:
        told = {"purpose": "Safety visit on Monday", "answer": "same", "reason": "asked for it"}
        told |= {"what": "team", "number": "2"}
        if address.startswith("/api/"):
            call = client.put if address.endswith("/told") else client.post
            status = call(address, told | OF_CALLS, content_type="application/json").status_code
        else:
            status = client.post(address, told).status_code
    return status


def _rows(workspace: Workspace, user: User, lead_id: str) -> dict[str, int]:
    """What routes with a number of their own are about: somebody's decision, judgement, and a question to others."""
    decided = LeadDecision.objects.create(workspace=workspace, user=user, lead_id=lead_id, verdict="watch")
    judged = Judgement.objects.create(
        workspace=workspace, user=user, left="ent_a", right="ent_b", verdict="unsure"
    )
    asker = User.objects.create(username=f"asker-{user.pk}", role="investigator")
    about = Judgement.objects.create(
        workspace=workspace, user=asker, left="ent_a", right="ent_b", verdict="same"
    )
    asked = Approval.objects.create(
        workspace=workspace, what="judgement", ident=str(about.pk), reason="same name", asked_by=asker
    )
    return {
        "desk:undo_decision": decided.pk,
        "desk:undo_judgement": judged.pk,
        "desk:approval": asked.pk,
    }


def _of_galleries(client: Client, workspace: Workspace) -> dict[str, int]:
    """What routes of galleries are about: an enrolment, somebody, searches that are closed, and a pair of another."""
    named = [(f"{name}_1.png", face(seed)) for name, seed in (("ana", 1), ("ben", 4), ("eve", 5))]
    made = enrolled(client, workspace.slug, *named, kind="missing")  # nobody is covered
    closed, over, kept = (looked_for(client, workspace.slug, face(1), kind="missing") for _ in range(3))
    first, second, third = made.subjects.order_by("pk")
    pair = kept.candidates.get(subject=second)
    known(house() / workspace.slug)
    room = room_asked(client, workspace.slug, asked())
    return {
        **dict.fromkeys(("desk:room_pair", "api:room_answer", "api:room_shown"), room.pk),
        "desk:enrolment": made.pk,
        **dict.fromkeys(
            (f"desk:{one}" for one in ("answer", "probe", "probe_seen", "search_close")), closed.pk
        ),
        **{name: first.pk for name in INNER if name.startswith("desk:subject")},
        "desk:candidate": pair.pk,
        **dict.fromkeys((f"desk:pair_{one}" for one in ("picture", "glance", "seen", "back")), pair.pk),
        **dict.fromkeys(("api:search_answer", "api:search_picture"), kept.pk),
        **dict.fromkeys(("api:pair", "api:pair_shown", "api:word", "api:word_back"), pair.pk),
        **dict.fromkeys(OF_PEOPLE, third.pk),
        "api:search_over": over.pk,
        "api:enrolled": made.pk,
    }


def test_nothing_of_one_workspace_is_found_under_another(
    signed: Signed, person: Callable[..., User], workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    study = surveyed(workspace, person("analyst"), tmp_path)
    study.unchecked_because = "Nobody lives in this made-up town."
    study.save()
    plan = planned(study, person("analyst"))
    told = [f"desk:{name}" for name in OF_STUDIES] + [f"api:{name}" for name in OF_ROUTES]
    studies = dict.fromkeys(told, study.pk)
    studies |= dict.fromkeys(
        ("desk:prevalence", "desk:prevalence_csv", "api:estimate_read"),
        estimated(workspace, person("analyst")).pk,
    )
    reached: set[str] = set()
    ends = timezone.now().date() + timedelta(days=9)
    for role in ("investigator", "analyst", "supervisor", "bank", "platform"):
        user = person(role)
        WorkspaceMember.objects.create(workspace=other, user=user)
        job = Job.objects.create(workspace=workspace, asked_by=user, state="stopped", inputs=["/nowhere"])
        kept = Watchlist.objects.create(workspace=workspace, user=user, name="a", reason="b", expires_on=ends)
        known = things(workspace) | {"job_id": job.pk, "alert_id": "alr_x", "form": "graphml", "number": 0}
        known["forecast"] = study.forecasts.get().pk
        known |= {"placing": plan.pk, "patterns": sought(study, user).pk, "part": "near", "ending": "csv"}
        rows = _rows(workspace, user, str(known["lead_id"])) | studies
        client = signed(user=user)
        if role == "investigator":
            galleries = _of_galleries(client, workspace)
        rows |= galleries
        for name, parts in INNER.items():
            known["pk"] = rows.get(name, kept.pk)
            if name == "desk:pair_back":  # one takes back what one said
                word = {"answer": "same", "reason": "asked for it"}
                client.post(address_of("desk:candidate", parts, known), word)
            theirs = _ask(client, address_of(name, parts, known | {"ws": other.slug}))
            assert theirs in (403, 404), (name, role, theirs)
            own = _ask(client, address_of(name, parts, known))
            reached |= {name} if own not in (403, 404) else set()
    without = {"desk:alert_decide"}  # there is no alert
    assert set(INNER) - reached <= without | OF_PICTURES, "nothing was asked for that is there"
    assert Job.objects.filter(workspace=other).count() == 0


def test_ids_in_a_query_are_looked_for_in_this_workspace_alone(
    signed: Signed, person: Callable[..., User], workspace: Workspace, other: Workspace
) -> None:
    user = person()
    WorkspaceMember.objects.create(workspace=other, user=user)
    client, known = signed(user=user), things(workspace)
    one, lead = known["entity_id"], known["lead_id"]
    assert client.get(f"/w/case-7/paths.json?from={one}&to={one}").status_code == 200
    assert client.get(f"/w/other/paths.json?from={one}&to={one}").status_code == 404
    shared = "shared-pictures?" + urlencode({"left": one, "right": next(iter(_another(client, one)))})
    assert client.get(f"/api/v1/workspaces/case-7/{shared}").status_code == 200
    assert client.get(f"/api/v1/workspaces/other/{shared}").status_code == 404
    client.post(f"/w/case-7/leads/{lead}/purpose", {"purpose": "Safety visit on Monday"})
    found = client.get("/api/v1/workspaces/other/search?q=900123").json()["entities"][0]["entity_id"]
    plain, asked = (
        client.get(f"/api/v1/workspaces/other/entities/{found}{end}").json() for end in ("", f"?lead={lead}")
    )
    assert plain == asked, "a purpose over there is none here"


def _another(client: Client, one: str) -> list[str]:
    """Entities beside this one."""
    near = client.get(f"/api/v1/workspaces/case-7/entities/{one}/neighbours").json()
    return [each["entity_id"] for each in near]


def test_another_persons_lists_searches_and_links_are_not_mine(
    signed: Signed, person: Callable[..., User], workspace: Workspace
) -> None:
    ends = timezone.now().date() + timedelta(days=9)
    kept = Watchlist.objects.create(
        workspace=workspace, user=person(), name="Quay", reason="b", expires_on=ends, entries=[]
    )
    client = signed()
    for address in (f"/w/case-7/watch/{kept.pk}", f"/w/case-7/watch/{kept.pk}/seen"):
        assert _ask(client, address) == 404
    assert client.post(f"/w/case-7/watch/{kept.pk}/change", {"paused": "1"}).status_code == 404
    assert "Quay" not in client.get("/w/case-7/watch").content.decode()
