"""Notes, tasks and hypotheses: versions kept, conflicts shown, nothing of another case reached."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.models import Hypothesis, Note, Task, Trace, Weight
from manumit.doors.web.desk.sealing import history, read_words
from tests.doors.web.conftest import Signed
from tests.doors.web.desk.cases.conftest import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(desk: Desk) -> Note:
    desk.client.post(f"{desk.url}/notes", {"text": "First words", "token": "1" * 32})
    return Note.objects.get()


def test_sent_twice_is_one_note(desk: Desk, note: Note) -> None:
    desk.client.post(f"{desk.url}/notes", {"text": "First words", "token": "1" * 32})
    assert Note.objects.count() == 1


def test_an_edit_keeps_the_version_before(desk: Desk, note: Note) -> None:
    told = {"text": "Better words", "version": 1}
    assert desk.client.post(f"{desk.url}/notes/{note.pk}", told).status_code == 302
    note.refresh_from_db()
    assert note.version == 2
    assert [one["text"] for one in history(note.item, note.version)] == ["Better words", "First words"]
    page = desk.client.get(f"{desk.url}/notes/{note.pk}").content.decode()
    assert "Better words" in page
    assert "First words" in page


def test_two_who_edit_at_once_see_both_and_nothing_is_overwritten(
    desk: Desk, note: Note, signed: Signed, person: Callable[..., User]
) -> None:
    cleo = person("analyst", name="cleo")
    desk.client.post(f"{desk.url}/seat", {"user": cleo.pk, "part": "member"})
    place = f"{desk.url}/notes/{note.pk}"
    assert signed(user=cleo).post(place, {"text": "Cleo's words", "version": 1}).status_code == 302
    answer = desk.client.post(place, {"text": "Ada's words", "version": 1})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Cleo&#x27;s words" in page
    assert "Ada&#x27;s words" in page
    assert 'name="version" value="2"' in page
    note.refresh_from_db()
    assert read_words(note.item, note.version)["text"] == "Cleo's words"
    assert desk.client.post(place, {"text": "Both", "version": 2}).status_code == 302


@pytest.mark.parametrize("text", ["", "   \n", "x" * 50_001])
def test_empty_and_endless_texts_are_refused(desk: Desk, text: str) -> None:
    assert desk.client.post(f"{desk.url}/notes", {"text": text, "token": "2" * 32}).status_code == 400
    assert not Note.objects.exists()


def test_markup_is_shown_as_text(desk: Desk) -> None:
    desk.client.post(f"{desk.url}/notes", {"text": "<script>alert(1)</script>", "token": "2" * 32})
    assert "<script>alert" not in desk.client.get(desk.url).content.decode()


def test_what_belongs_to_another_case_is_not_there(desk: Desk, note: Note, signed: Signed) -> None:
    client = signed()
    other = client.post("/w/case-7/cases/new", {"title": "Other", "token": "b" * 32})["Location"]
    desk.client.post(f"{desk.url}/tasks", {"text": "Theirs", "token": "3" * 32})
    desk.client.post(f"{desk.url}/hypotheses", {"text": "Theirs", "token": "4" * 32})
    task, hypothesis = Task.objects.get(), Hypothesis.objects.get()
    assert client.get(f"{other}/notes/{note.pk}").status_code == 404
    assert client.post(f"{other}/notes/{note.pk}", {"text": "x", "version": 1}).status_code == 404
    assert client.post(f"{other}/tasks/{task.pk}", {"done": "yes"}).status_code == 404
    assert client.get(f"{other}/hypotheses/{hypothesis.pk}").status_code == 404
    assert client.post(f"{other}/hypotheses/{hypothesis.pk}/weigh", {"state": "fails"}).status_code == 404
    token = note.item.split(":")[1]
    client.post(f"{other}/notes", {"text": "Mine", "token": token})  # a token of another case makes no way in
    assert read_words(note.item, 1)["text"] == "First words"


def test_tasks_are_given_done_and_taken_back(desk: Desk, person: Callable[..., User]) -> None:
    stranger = person("analyst")
    told = {"text": "Ask the landlord", "due": "2026-12-04", "token": "5" * 32}
    assert desk.client.post(f"{desk.url}/tasks", told | {"assignee": stranger.pk}).status_code == 400
    assert desk.client.post(f"{desk.url}/tasks", told | {"due": "soon"}).status_code == 400
    assert desk.client.post(f"{desk.url}/tasks", told | {"assignee": desk.ada.pk}).status_code == 302
    task = Task.objects.get()
    assert (str(task.due_on), task.assignee) == ("2026-12-04", desk.ada)
    assert "Ask the landlord" in desk.client.get("/home").content.decode()
    desk.client.post(f"{desk.url}/tasks/{task.pk}", {"done": "yes"})
    assert Task.objects.get().done_at is not None
    desk.client.post(f"{desk.url}/tasks/{task.pk}", {"done": "no"})
    assert Task.objects.get().done_at is None


def test_evidence_is_weighed_for_and_against(desk: Desk) -> None:
    place = desk.client.post(f"{desk.url}/hypotheses", {"text": "One holds the cards", "token": "6" * 32})[
        "Location"
    ]
    keys = re.findall(r'<option value="((?:finding|record):[^"]+)"', desk.client.get(place).content.decode())
    finding, record = next(k for k in keys if k[0] == "f"), next(k for k in keys if k[0] == "r")
    desk.client.post(f"{place}/weigh", {"piece": finding, "side": "for"})
    desk.client.post(f"{place}/weigh", {"piece": record, "side": "against"})
    assert dict(Weight.objects.values_list("speaks_for", "record_id")) == {True: "", False: record[7:]}
    assert desk.client.post(f"{place}/weigh", {"piece": "record:rec_other", "side": "for"}).status_code == 404
    desk.client.post(f"{place}/weigh", {"piece": finding, "side": "against"})
    assert not Weight.objects.filter(speaks_for=True).exists()  # one piece is on one side
    desk.client.post(f"{place}/weigh", {"state": "fails"})
    assert Hypothesis.objects.get().state == "fails"
    assert desk.client.post(f"{place}/weigh", {"state": "maybe"}).status_code == 400
    desk.client.post(f"{place}/weigh", {"off": Weight.objects.first().pk})  # type: ignore[union-attr]
    assert Weight.objects.count() == 1


def test_each_look_at_a_note_is_traced(desk: Desk, note: Note) -> None:
    before = Trace.objects.filter(type="access", what="note", body={}).count()
    desk.client.get(f"{desk.url}/notes/{note.pk}")
    assert Trace.objects.filter(type="access", what="note", body={}).count() == before + 1


def test_a_write_that_was_never_confirmed_costs_nothing(desk: Desk, note: Note) -> None:
    """A version that a broken-off request left in the vault is stepped over."""
    from manumit.doors.web.desk.sealing import seal_words

    seal_words(desk.case, note.item, 2, {"text": "left over", "by": desk.ada.pk, "at": ""}, "note")
    assert (
        desk.client.post(f"{desk.url}/notes/{note.pk}", {"text": "Goes on", "version": 1}).status_code == 302
    )
    note.refresh_from_db()
    assert read_words(note.item, note.version)["text"] == "Goes on"
