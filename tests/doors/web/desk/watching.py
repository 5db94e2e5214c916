"""What tests of watching at the Desk do again and again: fill in a form, have pictures read, watch for somebody."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.test import Client
from django.utils import timezone

from manumit.base.kernel import Settings
from manumit.doors.web.desk.models import (
    Subject,
    Workspace,
)
from manumit.engine.evidence import Workspace as Folder
from manumit.engine.evidence import read_sources

REASON = "It hung in the flat of the quay"
SOUGHT = {"purpose": "Missing person 2026-14", "basis": "Consent of the family"}
AT = "/w/fresh/watch"


def form(kind: str, values: str = "", **more: object) -> dict[str, object]:
    ends = (timezone.now().date() + timedelta(days=30)).isoformat()
    return {"name": "Quay", "reason": REASON, "ends": ends, "kind": kind, "values": values, **more}


def read_in(workspace: Workspace, **pictures: bytes) -> None:
    """Pictures of these names, read."""
    folder = Path(workspace.folder).parent / "input" / "-".join(pictures)
    folder.mkdir(parents=True)
    for name, data in pictures.items():
        (folder / f"{name}.jpg").write_bytes(data)
    place = Folder.open(Path(workspace.folder), create=True)
    with place.lock():
        read_sources(place, [folder], Settings(threads=1))


def watch_for(browser: Client, one: Subject, **changed: str) -> int:
    ends = (timezone.now().date() + timedelta(days=30)).isoformat()
    sent = {**SOUGHT, "ends": ends, **changed}
    return browser.post(f"/w/fresh/identify/people/{one.pk}/watch", sent).status_code
