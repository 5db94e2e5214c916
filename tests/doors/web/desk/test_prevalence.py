"""How many were never seen: handed in, worked out, and shown as a fan that is never one number."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from manumit.base.kernel import ManumitError
from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts.counting import unseen
from manumit.doors.web.desk.models import Job, Prevalence, Trace, Workspace
from manumit.doors.web.desk.sights.prevalence import CRITICISMS, Fan, rounded
from manumit.engine import places
from tests.doors.web.desk.hands import page, state, until, worker
from tests.doors.web.desk.surveys import LISTS, estimated

pytestmark = pytest.mark.django_db


def ask(client: Client, lists: bytes | None = LISTS, **told: str) -> Any:
    """Send the form as a browser does."""
    sent = {"lists": SimpleUploadedFile("lists.csv", lists)} if lists else {}
    return client.post("/w/fresh/places/prevalence/new", {"about": "A made-up town, 2025", **told, **sent})


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_works_it_out_and_a_fan_is_there(browser: Client, fresh: Workspace) -> None:
    assert ask(browser).status_code == 302
    made = Prevalence.objects.get()
    address = f"/w/fresh/places/prevalence/{made.pk}"
    assert "m-live" in page(browser, address)
    with worker():
        until(lambda: state(made.job) in ("done", "failed"))
    made.job.refresh_from_db()
    assert made.job.error == {}
    shown = page(browser, address)
    fan = Fan(made.job.result["fan"])
    assert shown.count('<g class="fan-') - shown.count('<g class="fan-tick"') == len(fan.models)
    assert len(re.findall(r'<th scope="row" role="rowheader"', shown)) == len(fan.models)
    for said in CRITICISMS:
        assert str(said) in shown.replace("&#x27;", "'")
    assert Trace.objects.filter(type="access", what="prevalence", ident=str(made.pk)).exists()


def test_the_answer_is_a_range_and_the_criticisms_are_the_engines(ines: User, fresh: Workspace) -> None:
    fan = Fan(estimated(fresh, ines).job.result["fan"])
    low, high = fan.told["low"], fan.told["high"]
    assert 303 < low < high
    assert fan.lede() == f"Between {rounded(low)} and {rounded(high)} people, seen and unseen; 303 were seen."
    assert sum(row["belief"] for row in fan.rows()) == pytest.approx(100)
    with translation.override("en"):
        assert tuple(map(str, CRITICISMS)) == places.CRITICISMS


def test_no_more_digits_than_it_can_bear() -> None:
    assert [rounded(one) for one in (0.2, 7.4, 303, 1234.5, 98765)] == ["0", "7", "303", "1,230", "98,800"]


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (b"a,b,c\n1,0,0\n", "lists.csv has no column `count`"),
        (b"a,b,count\n1,0,40\n0,1,40\n", "2 lists cannot be used"),
        (b"a,b,c,count\n1,0,0,4\n0,1,0,5\n", "Too few people: 9; an estimate needs 30"),
        (b"a,b,c,count\n1,0,0,40\n0,1,0,50\n0,0,1,30\n", "overlap too little"),
        (b"a,b,c,count\n1,0,x,40\n", "'x' is no whole number"),
    ],
)
def test_what_is_wrong_with_a_table_is_said_without_the_servers_paths(
    browser: Client, table: bytes, says: str
) -> None:
    ask(browser, table)
    with pytest.raises(ManumitError) as found:
        unseen(Prevalence.objects.get().job.inputs[0], lambda *_: None)
    assert says in found.value.sentence
    assert "/" not in found.value.sentence


def test_a_table_and_a_word_are_needed_and_an_earlier_table_is_taken_again(browser: Client) -> None:
    assert ask(browser, about="").status_code == 400
    assert ask(browser, lists=None).status_code == 400
    assert ask(browser, lists=None, earlier="99999").status_code == 400
    for _ in range(2):
        assert ask(browser, once="x").status_code == 302
    first = Prevalence.objects.get()
    assert "lists.csv (A made-up town, 2025)" in page(browser, "/w/fresh/places/prevalence")
    assert ask(browser, lists=None, earlier=str(first.pk), about="The same, again").status_code == 302
    again = Prevalence.objects.latest("pk")
    assert again.table == "lists.csv"
    assert unseen(again.job.inputs[0], lambda *_: None)["fan"]["observed"] == 303


def test_models_leave_with_what_speaks_against_them(browser: Client, ines: User, fresh: Workspace) -> None:
    made = estimated(fresh, ines)
    rows = list(csv.reader(io.StringIO(page(browser, f"/w/fresh/places/prevalence/{made.pk}.csv"))))
    assert rows[0] == ["total", "low", "high", "belief", "pairs"]
    assert len([row for row in rows[1:] if len(row) == 5]) == len(made.job.result["fan"]["models"])
    assert any("Whitehead" in row[0] for row in rows)
    assert Trace.objects.filter(type="export_made", what="prevalence").count() == 1
    Job.objects.filter(pk=made.job_id).update(state="queued")
    assert browser.get(f"/w/fresh/places/prevalence/{made.pk}.csv").status_code == 404
