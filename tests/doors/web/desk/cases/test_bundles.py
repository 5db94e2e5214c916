"""Court bundles: made for a stated purpose, and checked by whoever hands one in."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

import pytest

from manumit.doors.web.desk.models import Trace, Workspace
from manumit.doors.web.desk.sights.leads import shelf
from tests.doors.web.conftest import Signed

pytestmark = pytest.mark.django_db


def _check(client: Any, data: bytes, key: str = "") -> str:
    file = io.BytesIO(data)
    file.name = "lead.zip"
    page: str = client.post("/verify", {"bundle": file, "key": key}).content.decode()
    return page


def test_a_bundle_needs_a_purpose_is_made_checked_and_told_when_it_is_changed(
    signed: Signed, workspace: Workspace
) -> None:
    client, lead = signed(), shelf(workspace).plain[0].lead_id
    place = f"/w/case-7/leads/{lead}"
    assert client.post(f"{place}/bundle").status_code == 400
    assert not Trace.objects.filter(type="bundle_made").exists()
    client.post(f"{place}/purpose", {"purpose": "For the court in Leeds"})
    answer = client.post(f"{place}/bundle")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    trace = Trace.objects.get(type="bundle_made")
    assert trace.body == {"sha256": hashlib.sha256(answer.content).hexdigest(), "masked": True}
    assert trace.purpose == "For the court in Leeds"
    key = (Path(workspace.folder) / "ledger.vkey").read_text().strip()
    assert "under the key that you gave" in _check(client, answer.content, key)
    assert "anybody could have made it" in _check(client, answer.content)
    changed = bytearray(answer.content)
    changed[len(changed) // 2] ^= 1
    told = _check(client, bytes(changed), key)
    assert "not hold" in told or 'role="alert"' in told
    assert "All of it holds" not in told
    assert client.post("/verify", {"key": ""}).status_code == 400


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"no zip", b"<html>"])
def test_what_is_no_bundle_is_said_to_be_none(signed: Signed, data: bytes) -> None:
    page = _check(signed("auditor", member=False), data)
    assert 'role="alert"' in page
    assert "All of it holds" not in page


def test_too_large_a_file_is_refused(signed: Signed, settings: Any) -> None:
    settings.BUNDLE_LIMIT = 10
    file = io.BytesIO(b"x" * 100)
    file.name = "lead.zip"
    assert signed().post("/verify", {"bundle": file}).status_code == 400
