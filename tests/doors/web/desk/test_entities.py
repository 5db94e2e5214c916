"""The page of somebody with very many records: the views show part of them and say so, a window of time the others."""

from __future__ import annotations

from collections import Counter

import pytest

from manumit.doors.web.desk.models import Workspace
from manumit.doors.web.desk.sights import scene as scenes
from manumit.doors.web.desk.sights.leads import shelf
from manumit.doors.web.desk.sights.lookups import lookup_of
from tests.doors.web.conftest import Signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> str:
    """Who has most records of all members, where the views show but five events around one."""
    monkeypatch.setattr(scenes, "MOST_AROUND", 5)
    monkeypatch.setattr("manumit.doors.web.desk.views.entities.MOST_AROUND", 5)
    found = lookup_of(workspace)
    ids = [member.entity_id for lead in shelf(workspace).plain for member in lead.members]
    return max(found.entities(ids).values(), key=lambda one: one.records).entity_id


def test_a_busy_scene_is_bounded_and_a_window_shows_the_others(
    busy: str, signed: Signed, workspace: Workspace
) -> None:
    client, base = signed(), f"/w/case-7/entities/{busy}"
    told = client.get(f"{base}/scene.json").json()
    assert len(told["events"]) == told["happened"]["shown"] == 5 < told["happened"]["of"]
    assert all(busy in event["lanes"] for event in told["events"])
    page = client.get(base).content.decode()
    assert "The views show 5 of its" in page
    records = lookup_of(workspace).records_of(busy, limit=1000)
    days = Counter(record.observed_at.date() for record, _ in records if record.observed_at)
    first = min(days)
    page = client.get(f"{base}?since={first}&until={first}").content.decode()
    assert f"scene.json?since={first}T00%3A00%3A00%2B00%3A00&amp;until=" in page
    (oldest,) = [record for record, _ in records[-1:]]
    assert oldest.record_id in page
    assert records[0][0].record_id not in page


def test_every_record_is_on_some_page_of_the_list(busy: str, signed: Signed, workspace: Workspace) -> None:
    client, base = signed(), f"/w/case-7/entities/{busy}"
    records = [record.record_id for record, _ in lookup_of(workspace).records_of(busy, limit=1000)]
    assert len(records) > 50
    pages = [client.get(f"{base}?page={n + 1}").content.decode() for n in range(-(-len(records) // 50))]
    assert all(id in pages[place // 50] for place, id in enumerate(records))
