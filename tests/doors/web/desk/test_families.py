"""Families at the Desk: case forms taken in, a family traced by what both sides tell, decided about by two people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.serializers import serialize
from django.test import Client

from manumit.doors.web.desk.acts import galleries, ledger
from manumit.doors.web.desk.models import Enrolment, Job, Search, Subject, Trace, Workspace
from manumit.doors.web.house import House
from tests.doors.web.desk.faces import USE, enrolled, face, work
from tests.doors.web.desk.hands import lies_in
from tests.doors.web.desk.test_identify import AT, decide, page

pytestmark = pytest.mark.django_db
PEOPLE = "id,name,sex,age,age_on,origin,languages\n" + "".join(
    f"c{n},Child{n} Other{n},f,{6 + n % 7},2026-03-01,Graz,polish\n" for n in range(12)
)
AMINA = "a1,Amina Diallo,f,9,2026-03-01,Hull,fula\n"
KIN = (
    "of,relation,name,age,age_on\na1,mother,Fatoumata,34,2026-03-01\na1,brother,Ousmane,12,2026-03-01\n"
    "nobody,mother,Eve,,\n"
)
REQUEST = {
    "name": "Aminata Diallo", "sex": "f", "age": "9", "age_on": "2026-03-01", "origin": "Hull", "languages": "fula",
    "relation": "daughter", "seeker_name": "Fatoumata Bah", "seeker_sex": "f",
    "kin-0-to": "seeker", "kin-0-relation": "son", "kin-0-name": "Ousmane", "kin-0-age": "12",
}  # fmt: skip


def told(client: Client, people: str = PEOPLE + AMINA, **more: Any) -> Enrolment:
    """Take in case forms as a file, and have it read."""
    files = {"people": SimpleUploadedFile("people.csv", people.encode())}
    if kin := more.pop("kin", KIN):
        files["kin"] = SimpleUploadedFile("kin.csv", kin.encode())
    answer = client.post(f"{AT}/forms", {**USE, "kind": "victim", **more, **files})
    assert answer.status_code == 302, answer.content.decode()
    made = Enrolment.objects.latest("pk")
    work(made.job)
    return made


def traced(client: Client, **more: Any) -> Search:
    answer = client.post(f"{AT}/trace", {**USE, "kind": "victim", **REQUEST, **more})
    assert answer.status_code == 302, answer.content.decode()
    made = Search.objects.latest("pk")
    work(made.job)
    made.refresh_from_db()
    return made


def test_case_forms_of_many_are_taken_in_sealed(browser: Client, fresh: Workspace) -> None:
    made = told(browser)
    assert Subject.objects.count() == 13
    shown = page(browser, f"{AT}/enrolments/{made.pk}")
    assert "kin.csv, 4" in shown
    assert "there is nobody &#x27;nobody&#x27;" in shown
    rows = serialize("json", [made, *Subject.objects.all(), *Job.objects.all(), *Trace.objects.all()])
    for said in ("Diallo", "Fatoumata", "people.csv"):
        assert said not in rows
        assert lies_in(settings.HOUSE.path, said) == []
    assert "Diallo" not in page(browser, f"{AT}/galleries/victim"), "possible victims are covered"
    assert "13 told of themselves" in page(browser, f"{AT}/trace")


def test_a_file_without_its_columns_is_refused_in_words(browser: Client, fresh: Workspace) -> None:
    answer = browser.post(
        f"{AT}/forms", {**USE, "kind": "victim", "people": SimpleUploadedFile("x.csv", b"name\nAna\n")}
    )
    assert answer.status_code == 302
    from manumit.base.kernel import UsageError

    with pytest.raises(UsageError, match=r"^A file has no column id\.$"):
        work(Enrolment.objects.get().job)
    for wrong in ({}, {"name": "Ana", "age": "-3"}, {"birth_date": "yesterday"}, {"kin-0-name": "Eve"}):
        assert browser.post(f"{AT}/forms", {**USE, "kind": "victim", **wrong}).status_code == 400
    assert Enrolment.objects.count() == 1


def test_a_family_is_traced_and_two_decide_blind(browser: Client, colleague: Any) -> None:
    told(browser)
    made = traced(browser)
    (one,) = made.candidates.all()
    assert one.llr > 5
    assert {part["of"] for part in one.evidence["parts"]} == {"details", "relatives"}
    assert sum(part["llr"] for part in one.evidence["parts"]) == pytest.approx(one.llr, abs=0.01)
    answer = page(browser, f"{AT}/searches/{made.pk}").partition("<main")[2]
    for said in (
        "1 candidate",
        "at most 1.00",
        "the case forms of 13 people",
        "no proof of kinship",
        "Fatoumata Bah",
    ):
        assert said in answer
    assert "%" not in answer.partition("</main>")[0]
    assert "Amina Diallo" not in answer
    pair = f"{AT}/pairs/{one.pk}"
    blind = page(browser, pair)
    assert "Aminata Diallo" in blind
    assert "Amina Diallo" not in blind, "covered until a purpose is stated"
    assert "log-likelihood" not in blind.lower()
    browser.post(
        f"{AT}/people/{one.subject_id}/purpose", {"purpose": "Family tracing, camp 3", "pair": one.pk}
    )
    assert "Amina Diallo" in page(browser, pair)
    assert decide(browser, one, "same").state == "half"
    assert "What speaks for it" not in page(browser, pair)
    assert decide(colleague("otto"), one, "same").outcome == "same"
    open_ = page(browser, pair)
    for said in (
        "What this ratio is made of",
        "What speaks for it",
        "nearly the same name",
        "Brother",
        "All together",
    ):
        assert said in open_
    assert "A child may be one of the two" in open_
    assert Trace.objects.filter(type="judgement", what="candidate").count() == 2
    assert Trace.objects.filter(type="access", what="search").exists()


def test_nobody_is_the_usual_answer_and_purpose_comes_first(browser: Client) -> None:
    told(browser, PEOPLE, kin="")
    made = traced(browser)
    assert "No candidate" in page(browser, f"{AT}/searches/{made.pk}")
    for missing in ("purpose", "basis"):
        assert (
            browser.post(f"{AT}/trace", {**USE, **REQUEST, "kind": "victim", missing: ""}).status_code == 400
        )
    bad = browser.post(f"{AT}/trace", {**USE, **REQUEST, "kind": "victim", "relation": ""})
    assert bad.status_code == 400
    assert Search.objects.count() == 1


def test_a_picture_of_the_sought_one_is_weighed_and_capped_for_a_child(browser: Client) -> None:
    told(browser)
    amina = next(one for one in Subject.objects.all() if galleries.name_of(one) == "Amina Diallo")
    template = enrolled(browser, "fresh", ("x_1.png", face(1)), kind="victim")
    assert template.subjects.count() == 1, "somebody else, with a picture and no form"
    made = traced(browser, picture=SimpleUploadedFile("p.png", face(1)))
    (one,) = made.candidates.all()
    assert one.subject == amina
    assert "face" not in {part["of"] for part in one.evidence["parts"]}, "no picture of her is kept"
    bad = traced(browser, picture=SimpleUploadedFile("p.png", face(1)[:900]))
    assert bad.candidates.get().subject == amina, "what is told does not wait for a better picture"
    assert "Picture 1 was not compared: The picture is damaged" in page(browser, f"{AT}/searches/{bad.pk}")


def test_all_that_is_done_with_a_family_stands_in_the_log(
    browser: Client, colleague: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forms taken in, a request, looks, two words, a purpose, what was told anew, and the end of it: a leaf each."""
    told(browser)
    made = traced(browser)
    (one,) = made.candidates.all()
    person = f"{AT}/people/{one.subject_id}"
    page(browser, f"{AT}/pairs/{one.pk}")
    decide(browser, one, "same")
    decide(colleague("otto"), one, "same")
    browser.post(f"{person}/purpose", {"purpose": "Family tracing, camp 3"})
    browser.post(f"{person}/told", {"name": "Amina Diallo", "age": "9"})
    browser.post(f"{person}/withdraw", {"reason": "asked for it"})
    browser.post(f"{AT}/searches/{made.pk}/close")
    kept = {(trace.type, trace.what, trace.body.get("did", "")) for trace in Trace.objects.all()}
    assert {
        ("file_read", "enrolment", ""),
        ("access", "search", "trace"),
        ("access", "candidate", ""),
        ("judgement", "candidate", ""),
        ("reveal", "subject", ""),
        ("access", "subject", "told"),
        ("tombstone", "subject", ""),
        ("tombstone", "search", ""),
    } <= kept
    monkeypatch.setattr(
        settings, "HOUSE", House.open(tmp_path / "house")
    )  # the log of another test is longer
    traces = list(Trace.objects.order_by("pk"))
    assert ledger.flush() == len(traces)
    assert set(ledger.standing(list(Trace.objects.order_by("pk"))).values()) == {"logged"}
    for said in ("Diallo", "Fatoumata", "camp 3"):
        assert lies_in(settings.HOUSE.log, said) == []


def test_what_is_told_is_changed_and_goes_with_the_person(browser: Client) -> None:
    sent = {
        **USE,
        "kind": "missing",
        "name": "Ana Example",
        "kin-0-relation": "mother",
        "kin-0-name": "Berta",
    }
    assert browser.post(f"{AT}/forms", sent).status_code == 302
    work(Enrolment.objects.get().job)
    one = Subject.objects.get()
    address = f"{AT}/people/{one.pk}"
    assert "Berta" in page(browser, address)
    form = page(browser, f"{address}/told")
    assert 'value="Berta"' in form
    assert browser.post(f"{address}/told", {"name": "Ana Other", "age": "12"}).status_code == 302
    shown = page(browser, address)
    assert "Ana Other" in shown
    assert "Berta" not in shown
    assert browser.post(f"{address}/told", {"name": "x" * 300}).status_code == 400
    assert 'value="Ana Other"' in page(browser, f"{AT}/trace?subject={one.pk}")
    browser.post(f"{address}/withdraw", {"reason": "asked for it"})
    assert browser.get(f"{address}/told").status_code == 404


def test_what_a_possible_victim_told_is_covered(browser: Client) -> None:
    told(browser, AMINA.join(["id,name,sex,age,age_on,origin,languages\n", ""]))
    one = Subject.objects.get()
    assert "Fatoumata" not in page(browser, f"{AT}/people/{one.pk}")
    assert browser.get(f"{AT}/people/{one.pk}/told").status_code == 403
    assert "Diallo" not in page(browser, f"{AT}/trace?subject={one.pk}")
    browser.post(f"{AT}/people/{one.pk}/purpose", {"purpose": "She asked to see what is held"})
    assert "Fatoumata" in page(browser, f"{AT}/people/{one.pk}")
