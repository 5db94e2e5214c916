"""Pictures that the browser draws of graph and map: each stands in the log before it leaves, masked or not as its page
was."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from manumit.base.kernel import vocabulary
from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.models import Trace, Workspace
from manumit.doors.web.desk.sights.leads import shelf
from tests.doors.web.conftest import Signed
from tests.doors.web.routes import things

pytestmark = pytest.mark.django_db
TOLD = {"view": "map", "form": "png", "masked": True, "sha256": "a" * 64, "content_sha256": "0" * 64}


@pytest.fixture
def at(workspace: Workspace) -> str:
    known = things(workspace)
    return f"/w/{known['ws']}/leads/{known['lead_id']}"


def leaves(client: Client, address: str, told: object) -> HttpResponse:
    answer: HttpResponse = client.post(address, told, content_type="application/json")  # type: ignore[assignment]
    return answer


def test_it_is_logged_with_its_hash_and_that_it_is_masked(signed: Signed, at: str) -> None:
    answer = leaves(signed("analyst"), f"{at}/picture", TOLD)
    trace = Trace.objects.get(type="export_made")
    assert answer.status_code == 200
    assert answer.json() == {"logged": trace.pk}  # type: ignore[attr-defined]
    assert (trace.what, trace.ident) == ("lead", at.rsplit("/", 1)[1])
    hashes = {"sha256": "a" * 64, "content_sha256": "0" * 64}
    assert trace.body == {"form": "map.png", "masked": True, **hashes}


def test_unmasked_is_logged_as_that(signed: Signed, at: str) -> None:
    client = signed("investigator")
    client.post(f"{at}/purpose", {"purpose": "Find the six people"})
    leaves(client, f"{at}/picture", TOLD | {"masked": False})
    assert Trace.objects.get(type="export_made").body["masked"] is False


def test_what_was_opened_unmasked_stays_once_the_purpose_is_gone(signed: Signed, at: str) -> None:
    client = signed("investigator")
    client.post(f"{at}/purpose", {"purpose": "Find the six people"})
    client.post(f"{at}/purpose", {"mask": "1"})
    assert leaves(client, f"{at}/picture", TOLD | {"masked": False}).status_code == 403
    assert not Trace.objects.filter(type="export_made").exists()


def test_an_entitys_too(signed: Signed, workspace: Workspace) -> None:
    known = things(workspace)
    leaves(signed("investigator"), f"/w/{known['ws']}/entities/{known['entity_id']}/picture", TOLD)
    trace = Trace.objects.get(type="export_made")
    assert (trace.what, trace.ident, trace.body["masked"]) == ("entity", known["entity_id"], True)


@pytest.mark.parametrize(
    "wrong",
    [{"view": "table"}, {"form": "exe"}, {"sha256": "A" * 64}, {"content_sha256": 1}, {"masked": "no"}],
)
def test_what_is_no_picture_is_not_logged(signed: Signed, at: str, wrong: dict[str, object]) -> None:
    client = signed("investigator")
    assert leaves(client, f"{at}/picture", TOLD | wrong).status_code == 400
    assert leaves(client, f"{at}/picture", [1]).status_code == 400
    assert client.post(f"{at}/picture", b"{", content_type="application/json").status_code == 400
    assert not Trace.objects.filter(type="export_made").exists()


@pytest.mark.parametrize(
    ("role", "may"), [("analyst", True), ("supervisor", True), ("bank", False), ("platform", False)]
)
def test_it_is_offered_to_those_who_may_export(
    signed: Signed, at: str, role: str, may: bool, person: Callable[..., User]
) -> None:
    client = signed(role)
    assert ("picture-url=" in client.get(at).content.decode()) == may
    assert leaves(client, f"{at}/picture", TOLD).status_code == (200 if may else 403)


def test_a_scene_says_how_it_is_to_be_handled(signed: Signed, at: str, workspace: Workspace) -> None:
    order = vocabulary().tlp
    for lead in shelf(workspace).plain[:5]:
        address = f"/w/{workspace.slug}/leads/{lead.lead_id}/scene.json"
        label = signed("analyst").get(address).json()["handling"]
        assert order.index(label) <= order.index(vocabulary().default_tlp), "never laxer than without a label"
