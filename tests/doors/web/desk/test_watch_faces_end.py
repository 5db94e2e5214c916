"""A watch for somebody of a gallery has a purpose and an end, and its key dies with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts.galleries import gallery_of
from manumit.doors.web.desk.acts.watchlists import end_over
from manumit.doors.web.desk.models import (
    Subject,
    Watchlist,
    Workspace,
)
from manumit.doors.web.desk.sights.alerts import alerts_of
from manumit.engine.biometrics import watched_face
from tests.doors.web.desk.faces import face
from tests.doors.web.desk.test_watch import work_off
from tests.doors.web.desk.watching import AT, form, read_in, watch_for

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "change", [{"purpose": ""}, {"basis": " "}, {"ends": ""}, {"ends": "2001-01-01"}, {"ends": "2999-01-01"}]
)
def test_purpose_basis_and_an_end_within_their_time_come_first(
    browser: Client, ana: Subject, change: dict[str, str]
) -> None:
    assert watch_for(browser, ana, **change) == 400
    assert not Watchlist.objects.exists()


@pytest.mark.parametrize("how", ["end", "drop", "delete"])
def test_when_the_watch_ends_its_key_is_destroyed(
    browser: Client, ana: Subject, fresh: Workspace, how: str
) -> None:
    assert watch_for(browser, ana) == 302
    made = Watchlist.objects.get()
    key, gallery = made.entries[0]["key"], gallery_of(fresh, "missing")
    assert gallery is not None
    assert watched_face(gallery, key, timezone.now().date()) is not None
    browser.post(f"{AT}/{made.pk}/change", {"deed": how, "entry": "1"})
    assert watched_face(gallery, key, timezone.now().date()) is None


def test_when_the_day_has_passed_its_key_is_destroyed(
    browser: Client, ana: Subject, fresh: Workspace
) -> None:
    watch_for(browser, ana)
    made = Watchlist.objects.get()
    key, gallery, today = made.entries[0]["key"], gallery_of(fresh, "missing"), timezone.now().date()
    assert gallery is not None
    end_over()
    assert watched_face(gallery, key, today) is not None
    made.expires_on = today - timedelta(days=1)
    made.save()
    end_over()
    assert watched_face(gallery, key, today) is None


def test_a_watch_that_no_list_may_hold_leaves_no_key(browser: Client, ana: Subject, fresh: Workspace) -> None:
    """A person may be kept longer than a list: the day is refused before a key is made, the purpose after."""
    ana.keep_until = timezone.now().date() + timedelta(days=700)
    ana.save()
    late = (timezone.now().date() + timedelta(days=400)).isoformat()
    gallery = gallery_of(fresh, "missing")
    assert gallery is not None
    before = len(list(gallery.vault.store.people()))
    assert watch_for(browser, ana, ends=late) == 400
    assert len(list(gallery.vault.store.people())) == before
    assert not Watchlist.objects.exists()


def test_whoever_leaves_the_gallery_is_no_longer_watched_for(
    browser: Client, ana: Subject, fresh: Workspace, ines: User
) -> None:
    watch_for(browser, ana)
    browser.post(f"/w/fresh/identify/people/{ana.pk}/withdraw", {"reason": "she is found"})
    read_in(fresh, street=face(1))
    work_off()
    assert alerts_of(ines, fresh) == []
    assert "the person was taken out" in browser.get(f"{AT}/{Watchlist.objects.get().pk}").content.decode()


def test_who_may_not_identify_may_not_watch_for_faces(
    browser: Client, ana: Subject, colleague: Callable[[str, str], Client], settings: LazySettings
) -> None:
    assert watch_for(colleague("bea", "bank"), ana) == 403
    cells = {"kind": "face", "values": "0f" * 64}
    assert browser.post(f"{AT}/new", form("face", "0f" * 64) | cells).status_code == 400
    assert not Watchlist.objects.exists()
