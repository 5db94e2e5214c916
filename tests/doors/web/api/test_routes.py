"""The machine's door: what it says of itself holds (schemathesis over its OpenAPI), and the policy holds here too."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, given, settings

from manumit.base.govern import ROLES, Asked, may
from manumit.doors.web.api.routes import api
from manumit.doors.web.desk.models import Trace, Workspace
from manumit.doors.web.desk.sights.leads import shelf
from tests.doors.web.conftest import Signed

pytestmark = pytest.mark.django_db
BASE = "/api/v1/workspaces/case-7"
TOLD = {
    "purpose": "Safety visit",
    "basis": "Consent of the family",
    "pictures": ["AA=="],
    "collection": "hotels",
    "modality": "face",
    "row": {"name": "Ana"},
    "request": {"name": "Ana"},
    "kind": "victim",
    "keep_days": 90,
    "answer": "same",
    "reason": "asked for it",
    "which": "0" * 16,
    "text": "P<",
    "what": "team",
    "number": 2,
    "about": "A made-up town, 2025",
    "lists": "a,b,c,count",
    "checks": ["missing"],
    "until": "2027-03-01",
}
"""A body that every route understands."""
SCHEMA: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema()))


def _operations() -> list[tuple[str, str, Any]]:
    return [
        (method, operation.path, operation.view_func)
        for _, router in api._routers
        for path in router.path_operations.values()
        for operation in path.operations
        for method in operation.methods
    ]


def test_every_route_about_a_workspace_asks_the_policy() -> None:
    assert [path for _, path, view in _operations() if "{ws}" in path and not hasattr(view, "need")] == []


@pytest.mark.parametrize("role", ROLES)
def test_roles_get_what_the_policy_says(role: str, signed: Signed, workspace: Workspace) -> None:
    lead = shelf(workspace).plain[0]
    known = {
        "ws": "case-7",
        "lead_id": lead.lead_id,
        "entity_id": lead.members[0].entity_id,
        "record_id": lead.records[0].record_id,
        "pk": 1,
        "number": 0,
        "kind": "victim",
        "placing": 1,
        "patterns": 1,
    }
    member, stranger = signed(role), signed(role, member=False)
    for method, path, view in _operations():
        if "{ws}" not in path:
            continue
        address = "/api/v1" + path.format(**known)
        allowed = may(Asked(role, view.need.action, member=True))
        assert (_call(member, method, address).status_code != 403) == allowed, (role, path)
        assert _call(stranger, method, address).status_code == 404, (role, path)
        assert _call(Client(), method, address).status_code == 401, path


def _call(client: Client, method: str, address: str) -> Any:
    if method == "GET":
        return client.get(address, {"q": "a", "left": "a", "right": "b"})
    call = client.put if method == "PUT" else client.post
    return call(address, TOLD, content_type="application/json")


def test_possible_victims_are_covered_and_a_look_leaves_its_trace(
    signed: Signed, workspace: Workspace
) -> None:
    client = signed()
    lead = next(
        one for one in shelf(workspace).plain if any(m.role == "possible_victim" for m in one.members)
    )
    victim = next(m for m in lead.members if m.role == "possible_victim" and m.ids)
    name = victim.ids[0].id.partition("|")[0]
    for address in (f"{BASE}/leads/{lead.lead_id}", f"{BASE}/entities/{victim.entity_id}"):
        assert name not in client.get(address).content.decode()
    assert Trace.objects.filter(type="access").count() == 2
    told = client.post(
        f"{BASE}/leads/{lead.lead_id}/purpose",
        {"purpose": "Safety visit on Monday"},
        content_type="application/json",
    )
    assert told.status_code == 204
    assert name in client.get(f"{BASE}/leads/{lead.lead_id}").content.decode()


def test_no_call_whatever_breaks_it(signed: Signed, workspace: Workspace) -> None:
    """Every operation with invented parameters, and others on PostgreSQL: no 5xx."""
    client = signed()
    for found in schemathesis.openapi.from_dict(SCHEMA).get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]

        @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        @given(case=operation.as_strategy())
        def probe(case: Any) -> None:
            case.path_parameters = (case.path_parameters or {}) | {"ws": "case-7"}
            sent = case.as_transport_kwargs(base_url="http://testserver/")
            query = urlencode(sent.get("params") or {}, doseq=True)
            body = json.dumps(sent.get("json"), default=str)
            answer = client.generic(
                sent["method"], urlsplit(sent["url"]).path, body, "application/json", QUERY_STRING=query
            )
            assert answer.status_code < 500, (case, answer.content[:200])

        probe()
