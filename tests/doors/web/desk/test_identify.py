"""Galleries at the Desk: people taken in, looked for, decided about by two, and taken out."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.serializers import serialize
from django.test import Client
from PIL import Image

from manumit.doors.web.desk.acts import leaving
from manumit.doors.web.desk.acts.galleries import gallery_of, name_of, pictures_of
from manumit.doors.web.desk.acts.reviewing import decisions_of
from manumit.doors.web.desk.models import (
    Candidate,
    Enrolment,
    Job,
    Search,
    Subject,
    Trace,
    Workspace,
)
from tests.doors.web.desk.faces import USE, blank, enrolled, face, files, looked_for, ridges, work
from tests.doors.web.desk.hands import lies_in, state, until, worker

pytestmark = pytest.mark.django_db
AT = "/w/fresh/identify"


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def decide(client: Client, one: Candidate, answer: str, **told: Any) -> Candidate:
    sent = {"answer": answer, "compared": ["ears"], "reason": "the scar", **told}
    assert client.post(f"{AT}/pairs/{one.pk}", sent).status_code == 302
    one.refresh_from_db()
    return one


def test_a_workspace_without_a_gallery_says_what_to_do(browser: Client) -> None:
    assert "Nobody was looked for yet" in page(browser, AT)
    assert "Nobody is in a gallery yet" in page(browser, f"{AT}/search")


def test_people_are_taken_in_sealed_and_refusals_say_how_to_do_better(
    browser: Client, fresh: Workspace
) -> None:
    made = enrolled(browser, "fresh", ("ana_1.png", face(1)), ("ben_1.png", face(4)), ("wall.png", blank()))
    made.job.refresh_from_db()
    assert (made.job.result["new"], made.job.result["refused"]) == (2, 1)
    told = page(browser, f"{AT}/enrolments/{made.pk}")
    assert "wall.png" in told
    assert "No face is found" in told
    assert "both eyes open" in told
    assert "No presentation-attack detection was installed when these pictures were taken in." in told
    people = list(Subject.objects.order_by("pk"))
    assert sorted(map(name_of, people)) == ["ana", "ben"]
    assert [len(pictures_of(one)) for one in people] == [1, 1]
    told = serialize("json", [*Enrolment.objects.all(), *people, *Job.objects.all(), *Trace.objects.all()])
    for said in ("ana_1", "wall.png", "IHDR", "JFIF"):
        assert said not in told
        assert lies_in(settings.HOUSE.path, said) == []
    assert "ana" not in page(browser, f"{AT}/galleries/victim"), "possible victims are covered"


def test_an_enrolment_that_was_killed_at_its_end_is_not_done_twice(browser: Client) -> None:
    made = enrolled(browser, "fresh", ("ana_1.png", face(1)))
    work(made.job)
    made.job.refresh_from_db()
    assert made.job.result["new"] == 1
    assert Subject.objects.count() == 1


def test_the_name_of_a_possible_victim_is_shown_for_a_purpose(browser: Client) -> None:
    enrolled(browser, "fresh", ("ana_1.png", face(1)))
    one = Subject.objects.get()
    address = f"{AT}/people/{one.pk}"
    assert "<bdi>ana</bdi>" not in page(browser, address)
    browser.post(f"{address}/purpose", {"purpose": "She asked to see what is held"})
    assert "<bdi>ana</bdi>" in page(browser, address)
    assert Trace.objects.filter(type="reveal", what="subject").count() == 1


def test_no_candidate_is_the_usual_answer(browser: Client) -> None:
    """Whoever is looked for is not among those who are found: here nobody else is in the gallery."""
    enrolled(browser, "fresh", ("ana_1.png", face(1)))
    one = Subject.objects.get()
    browser.post(f"{AT}/people/{one.pk}/purpose", {"purpose": "She asked to see what is held"})
    sent = {**USE, "kind": "victim", "picture-taken": f"subject:{one.pk}"}
    assert browser.post(f"{AT}/search", sent).status_code == 302
    made = Search.objects.get()
    work(made.job)
    told = page(browser, f"{AT}/searches/{made.pk}")
    assert "<h1>No candidate</h1>" in told
    assert "That is the usual answer" in told
    assert "No candidate" in page(browser, AT)


def test_a_candidate_is_a_ratio_in_words_and_number_never_a_percentage(browser: Client) -> None:
    enrolled(browser, "fresh", *((f"p{seed}_1.png", face(seed)) for seed in (1, 4, 5)))
    made = looked_for(browser, "fresh", face(1), child="1", years="9")
    assert [one.llr <= 2.31 for one in made.candidates.all()] == [True] * 3, "capped at a ratio of 10"
    Candidate.objects.update(state="decided", outcome="cannot tell")
    told = page(browser, f"{AT}/searches/{made.pk}").partition("<main")[2].partition("</main>")[0]
    for said in (
        "Moderate support",
        "log-likelihood ratio 2.3",
        "About 10 times likelier",
        "A child: faces change fast",
        "9 years lie between",
        "Wrong people to expect",
        "No presentation-attack detection is installed",
    ):
        assert said in told
    assert "%" not in told


def test_a_search_of_a_poor_picture_is_refused_with_advice(browser: Client) -> None:
    enrolled(browser, "fresh", ("ana_1.png", face(1)))
    made = looked_for(browser, "fresh", blank())
    told = page(browser, f"{AT}/searches/{made.pk}")
    assert "The picture was refused" in told
    assert "No face is found. Take the picture from the front" in told


@pytest.mark.parametrize("missing", ["purpose", "basis", "keep", "modality"])
def test_nothing_is_done_without_purpose_basis_and_an_end(browser: Client, missing: str) -> None:
    sent = {**USE, "kind": "victim", missing: "", "pictures": files(("a_1.png", face(1)))}
    assert browser.post(f"{AT}/enrol", sent).status_code == 400
    assert Enrolment.objects.count() == Job.objects.count() == 0


def test_classes_are_never_searched_together(browser: Client) -> None:
    enrolled(browser, "fresh", ("ana_1.png", face(1)), kind="suspect")
    sent = {**USE, "kind": "victim", "picture": SimpleUploadedFile("a.png", face(1))}
    assert browser.post(f"{AT}/search", sent).status_code == 400, "nobody is in that gallery"
    enrolled(browser, "fresh", ("eve_1.png", face(9)))
    made = looked_for(browser, "fresh", face(1))
    assert made.answer["answer"]["subjects"] == 1
    names = {one.subject.kind for one in made.candidates.all() if one.subject}
    assert names <= {"victim"}


# --- Two people


@pytest.fixture
def candidate(browser: Client) -> Candidate:
    enrolled(browser, "fresh", ("ana_1.png", face(1)), ("ben_1.png", face(4)))
    found = looked_for(browser, "fresh", face(1)).candidates.first()
    assert found is not None
    return found


def test_two_who_agree_blind_have_decided(
    browser: Client, candidate: Candidate, colleague: Callable[[str], Client]
) -> None:
    other, address = colleague("otto"), f"{AT}/pairs/{candidate.pk}"
    assert "log-likelihood" not in page(browser, address), "people look before the program speaks"
    assert decide(browser, candidate, "same").state == "half"
    assert "the scar" in page(browser, address)
    blind = page(other, address)
    assert "the scar" not in blind
    assert 'badge">The same person' not in blind
    assert browser.post(address, {"answer": "different", "reason": "no"}).status_code == 403
    done = decide(other, candidate, "same", reason="both ears")
    assert (done.state, done.outcome) == ("decided", "same")
    told = page(browser, address)
    assert "both ears" in told
    assert "log-likelihood ratio" in told
    assert "what the program says differ" not in told
    Candidate.objects.update(llr=-5)
    assert "what the program says differ" in page(browser, address)
    assert Trace.objects.filter(type="judgement", what="candidate").count() == 2
    assert not any("scar" in str(trace.body) for trace in Trace.objects.all())


def test_two_who_differ_talk_and_a_third_settles_it(
    browser: Client, candidate: Candidate, colleague: Callable[..., Client]
) -> None:
    other, third = colleague("otto"), colleague("sara", "supervisor")
    address = f"{AT}/pairs/{candidate.pk}"
    decide(browser, candidate, "same")
    assert decide(other, candidate, "different", reason="the ears differ").state == "apart"
    assert "the ears differ" in page(browser, address)
    assert "the scar" in page(other, address)
    assert decide(browser, candidate, "cannot tell", reason="not sure any more").state == "apart"
    assert "settle it" in page(third, address)
    done = decide(third, candidate, "different", reason="left ear")
    assert (done.state, done.outcome) == ("decided", "different")


def test_two_who_differ_may_come_to_agree(
    browser: Client, candidate: Candidate, colleague: Callable[..., Client]
) -> None:
    other = colleague("otto")
    decide(browser, candidate, "same")
    decide(other, candidate, "different")
    decide(browser, candidate, "different", reason="you are right")
    assert decide(other, candidate, "different", reason="as I said").outcome == "different"


def test_a_word_is_taken_back_until_a_colleague_has_answered(
    browser: Client, candidate: Candidate, colleague: Callable[..., Client]
) -> None:
    other, address = colleague("otto"), f"{AT}/pairs/{candidate.pk}"
    assert browser.post(f"{address}/back").status_code == 403, "there is none yet"
    decide(browser, candidate, "same", reason="a slip of the key")
    Candidate.objects.update(state="open", by=[])  # as if killed between the seal and the row
    assert decide(browser, candidate, "different").state == "half"
    assert other.post(f"{address}/back").status_code == 403, "it is another's"
    assert "Take it back" in page(browser, address)
    assert browser.post(f"{address}/back").status_code == 302
    assert "a slip of the key" not in page(browser, address)
    assert decide(browser, candidate, "different", reason="the ears").state == "half"
    assert decide(other, candidate, "different", reason="the nose").outcome == "different"
    told = page(other, address)
    assert "a slip of the key" not in told
    assert "the ears" in told
    assert "Take it back" not in told
    assert browser.post(f"{address}/back").status_code == 403, "two have answered"
    verdicts = [
        one.body["verdict"] for one in Trace.objects.filter(what="candidate", type="judgement").order_by("pk")
    ]
    assert verdicts == ["same", "same", "taken back", "different", "different"]


def test_a_word_that_was_taken_back_is_nobodys_though_the_row_was_cut_off(
    browser: Client, candidate: Candidate, colleague: Callable[..., Client]
) -> None:
    other, address = colleague("otto"), f"{AT}/pairs/{candidate.pk}"
    (me,) = decide(browser, candidate, "same").by
    rows, search, subject = decisions_of(candidate)
    rows.take_back(search, subject, str(me))  # and killed before the row said so
    (otto,) = decide(other, candidate, "different").by
    assert otto != me
    assert "Take it back" not in page(browser, address)
    Candidate.objects.update(by=[me, otto])  # as rows were written before
    assert browser.post(f"{address}/back").status_code == 302
    candidate.refresh_from_db()
    assert (candidate.state, candidate.by) == ("half", [otto])
    assert decide(browser, candidate, "different").by == [otto, me]


def test_who_comes_too_late_with_a_word_is_told_that_the_pair_went(
    browser: Client, candidate: Candidate, colleague: Callable[..., Client]
) -> None:
    other, address = colleague("otto"), f"{AT}/pairs/{candidate.pk}"
    assert candidate.subject
    browser.post(f"{AT}/people/{candidate.subject.pk}/withdraw", {"reason": "asked for it"})
    for answer in (other.get(address), other.post(address, {"answer": "same", "reason": "the ears"})):
        assert answer.status_code == 404
        assert "This pair is not there, or not any more." in answer.content.decode()


def test_a_word_without_a_reason_is_none(browser: Client, candidate: Candidate) -> None:
    assert browser.post(f"{AT}/pairs/{candidate.pk}", {"answer": "same", "reason": " "}).status_code == 400
    assert browser.post(f"{AT}/pairs/{candidate.pk}", {"answer": "98 %", "reason": "x"}).status_code == 400


# --- Leaving


def test_whoever_leaves_is_gone_with_all_that_was_said(
    browser: Client, candidate: Candidate, fresh: Workspace
) -> None:
    decide(browser, candidate, "same")
    one = candidate.subject
    assert one is not None
    gallery = gallery_of(fresh, "victim")
    assert gallery is not None
    assert one.ident in {who for who, _ in gallery.templates("face")}
    assert browser.post(f"{AT}/people/{one.pk}/withdraw", {"reason": "she asked for it"}).status_code == 302
    assert one.ident not in {who for who, _ in gallery.templates("face")}
    assert not Candidate.objects.filter(pk=candidate.pk).exists()
    assert browser.get(f"{AT}/people/{one.pk}").status_code == 404
    assert Trace.objects.filter(type="tombstone", what="subject").count() == 1
    gallery.vault.obey()
    assert gallery.vault.search("copies", one.ident) == []


def test_what_is_kept_long_enough_goes_by_itself(browser: Client, candidate: Candidate) -> None:
    from datetime import timedelta

    from django.utils import timezone

    past = timezone.now().date() - timedelta(days=1)
    search = candidate.search
    Search.objects.update(keep_until=past)
    Subject.objects.update(keep_until=past)
    Enrolment.objects.update(keep_until=past)
    leaving.retire()
    assert Subject.objects.count() == Candidate.objects.count() == Enrolment.objects.count() == 0
    search.refresh_from_db()
    assert (search.answer, bool(search.erased_at)) == ({}, True)
    assert "cannot be read any more" in page(browser, f"{AT}/searches/{search.pk}")
    assert browser.get(f"{AT}/searches/{search.pk}/pictures/0").status_code == 404


def test_pictures_are_shown_redrawn_and_never_kept(browser: Client, candidate: Candidate) -> None:
    for address in (
        f"{AT}/searches/{candidate.search_id}/pictures/0",
        f"{AT}/pairs/{candidate.pk}/pictures/0",
    ):
        answer = browser.get(address)
        assert answer.content.startswith(b"\xff\xd8\xff")
        assert "no-store" in answer["Cache-Control"]
        assert "sandbox" in answer["Content-Security-Policy"]
    assert browser.get(f"{AT}/searches/{candidate.search_id}/pictures/7").status_code == 404
    assert browser.get(f"{AT}/pairs/{candidate.pk}/pictures/7").status_code == 404


def looks(what: str, ident: int) -> list[tuple[str, str]]:
    """What stands in the log of looks at pictures: (purpose, form)."""
    told = Trace.objects.filter(type="access", what=what, ident=str(ident)).order_by("pk")
    return [(one.purpose, one.body["form"]) for one in told if "form" in one.body]


def test_pictures_of_possible_victims_are_covered_but_where_two_decide(
    browser: Client, candidate: Candidate
) -> None:
    one, purpose = candidate.subject, USE["purpose"]
    assert one is not None
    person, both = f"{AT}/people/{one.pk}", f"{AT}/pairs/{candidate.pk}/both"
    answer = f"{AT}/searches/{candidate.search_id}"
    assert browser.get(f"{person}/pictures/0").status_code == browser.get(both).status_code == 404
    assert "/pictures/0" not in page(browser, person)
    assert both not in page(browser, answer)
    assert "Pictures are shown where you decide" in page(browser, answer)
    assert looks("subject", one.pk) == looks("candidate", candidate.pk) == []
    assert f"{AT}/pairs/{candidate.pk}/pictures/0" in page(browser, f"{AT}/pairs/{candidate.pk}")
    assert browser.get(f"{AT}/pairs/{candidate.pk}/pictures/0").status_code == 200
    assert browser.post(f"{AT}/pairs/{candidate.pk}/seen").status_code == 204
    assert looks("candidate", candidate.pk) == [(purpose, "picture"), (purpose, "shown")]
    browser.post(f"{person}/purpose", {"purpose": "She asked to see what is held"})
    assert browser.get(f"{person}/pictures/0").status_code == 200
    assert both in page(browser, answer)
    assert browser.get(both).content.startswith(b"\xff\xd8\xff")
    assert looks("subject", one.pk) == [("She asked to see what is held", "picture")]
    assert looks("candidate", candidate.pk)[2:] == [(purpose, "picture")]


def test_a_pair_shows_no_picture_of_another_kind(browser: Client) -> None:
    enrolled(browser, "fresh", ("a.png", face(1)), kind="missing", who="one", person="Ana")
    one = Subject.objects.get()
    sent = {**USE, "modality": "fingerprint", "pictures": files(("f.png", ridges(1)))}
    assert browser.post(f"{AT}/people/{one.pk}/pictures", sent).status_code == 302
    work(Enrolment.objects.latest("pk").job)
    assert [each.modality for each in pictures_of(one)] == ["face", "fingerprint"]
    found = looked_for(browser, "fresh", face(1), kind="missing").candidates.get()
    address = f"{AT}/pairs/{found.pk}"
    assert page(browser, address).count("<figure") == 2
    told = [browser.get(f"{address}/pictures/{number}").status_code for number in (0, 1)]
    assert told == [200, 404]
    small = browser.get(f"{address}/both")
    with Image.open(io.BytesIO(small.content)) as sheet:
        assert sheet.size == (320, 160)


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_takes_in_and_looks(browser: Client, fresh: Workspace) -> None:
    Path(fresh.folder).mkdir()
    sent = {**USE, "kind": "missing", "who": "one", "person": "Ana", "pictures": files(("a.png", face(1)))}
    assert browser.post(f"{AT}/enrol", sent).status_code == 302
    with worker():
        until(lambda: state(Enrolment.objects.get().job) in ("done", "failed"))
        until(lambda: Subject.objects.exists())
        found = {**USE, "kind": "missing", "picture": SimpleUploadedFile("b.png", face(1))}
        assert browser.post(f"{AT}/search", found).status_code == 302
        until(lambda: state(Search.objects.get().job) in ("done", "failed"))
        assert Search.objects.get().job.error == {}
        until(lambda: Candidate.objects.exists())
    assert name_of(Subject.objects.get()) == "Ana"
    assert "<bdi>Ana</bdi>" in page(browser, f"{AT}/searches/{Search.objects.get().pk}")
