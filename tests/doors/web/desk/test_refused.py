"""A form about places that is refused comes back with what was typed, and says beside the field what is wrong."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.models import Job, Study, Workspace
from tests.doors.web.desk.surveys import AREA_FILE, LISTS, ask, events, handed, surveyed

pytestmark = pytest.mark.django_db


def field_of(page: str, name: str) -> str:
    """The tag of a field."""
    found: list[str] = re.findall(rf'<(?:input|textarea|select)[^>]*\bname="{name}"[^>]*>', page)
    [only] = found
    return only


def about(page: str, name: str, says: str) -> None:
    """The one field is wrong, the cursor stands there, and its sentence describes it."""
    assert len(re.findall("aria-invalid", page)) == 1
    wrong = field_of(page, name)
    assert 'aria-invalid="true" autofocus' in wrong
    described = re.search(r'aria-describedby="([^"]+)"', wrong)
    assert described
    assert described[1].split()[0] == f"{name}-wrong"
    beside = re.search(rf'<p class="error" id="{name}-wrong">(.*?)</p>', page)
    assert beside
    assert says in re.sub("<[^>]+>", "", beside[1])
    assert 'role="alert"' in page
    assert "<title>Not taken: " in page


def test_a_study_that_is_refused_keeps_what_was_typed(browser: Client) -> None:
    answer = ask(
        browser, {"events": ("mine.csv", events())}, around="Leeds, UK", km="0", horizon="60", kind="theft"
    )
    assert answer.status_code == 400
    page = answer.content.decode()
    about(page, "km", "Choose 1 to 100 kilometres.")
    for name, value in (("around", "Leeds, UK"), ("km", "0"), ("horizon", "60"), ("kind", "theft")):
        assert f'value="{value}"' in field_of(page, name)
    assert '<option value="9" selected>' in page
    assert 'value="outreach" required checked' in page
    assert "a browser sends it only once: mine.csv" in page
    assert "events-again" in field_of(page, "events")
    assert not Study.objects.exists()


def test_no_day_and_too_many_levels_are_said_where_they_stand(browser: Client) -> None:
    files = {"events": ("mine.csv", events()), "area": AREA_FILE}
    about(ask(browser, files, origin="soon").content.decode(), "origin", "This is no day.")
    page = ask(browser, files, by="a, b, c, d").content.decode()
    about(page, "by", "Choose the widest first")
    assert "<details open>" in page, "a closed fold would hide it"
    assert ask(browser, files, purpose="").content.decode().count("autofocus") == 1, (
        "the summary has the cursor"
    )


def test_forms_beside_a_study(browser: Client, ines: User, fresh: Workspace, tmp_path: Any) -> None:
    at = f"/w/fresh/places/{surveyed(fresh, ines, tmp_path).pk}"
    jobs = Job.objects.count()
    plan = {"what": "shelter", "number": "7", "reach": "4", "fair": "no"}
    page = browser.post(f"{at}/placings/new", plan).content.decode()
    about(page, "reach", "Choose 5 to 240.")
    assert 'value="7"' in field_of(page, "number")
    assert 'value="shelter" required checked' in page
    page = browser.post(f"{at}/patterns/new", {"metres": "49", "days": "30"}).content.decode()
    about(page, "metres", "Choose 50 to 5000.")
    assert 'value="30"' in field_of(page, "days")
    assert "<m-places" in page, "the rest of the study stays"
    page = browser.post(f"{at}/reason", {"reason": "Because."}).content.decode()
    about(page, "reason", "20 to 300 letters")
    assert ">Because.</textarea>" in page
    assert 'value="200"' in field_of(page, "metres"), "other forms stand as they were"
    page = browser.post(f"{at}/months/new", {"by": "", "months": "9"}).content.decode()
    about(page, "by", "Nothing was chosen.")
    assert 'value="9"' in field_of(page, "months")
    told = {
        "what": "team",
        "number": "2",
        "reach": "20",
        "ways": handed("ways.csv", b"from,to,minutes\nx,y,3\n"),
    }
    answer = browser.post(f"{at}/placings/new", told)
    assert answer.status_code >= 400
    about(answer.content.decode(), "ways", "ways.csv")
    assert Job.objects.count() == jobs


def test_an_estimate_without_a_word_of_whom(browser: Client) -> None:
    told = {"about": "x", "lists": handed("lists.csv", LISTS)}
    page = browser.post("/w/fresh/places/prevalence/new", told).content.decode()
    about(page, "about", "It does not say of whom.")
    assert 'value="x"' in field_of(page, "about")
    assert "lists.csv" in page
    told = {"about": "Made-up town, 2025"}
    page = browser.post("/w/fresh/places/prevalence/new", told).content.decode()
    about(page, "lists", "No table of lists was chosen.")


def test_what_was_typed_is_written_as_text_and_a_program_is_told_as_before(browser: Client) -> None:
    files = {"events": ("<b>.csv", events()), "area": AREA_FILE}
    page = ask(browser, files, horizon="0", kind='"><script>x</script>').content.decode()
    assert "<script>x" not in page
    assert "<b>" not in page
    answer = browser.post(
        "/w/fresh/places/prevalence/new", {"about": "x"}, headers={"accept": "application/json"}
    )
    assert (answer.status_code, json.loads(answer.content)["code"]) == (400, "usage")
