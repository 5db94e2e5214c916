"""What stays covered in Identify: a possible victim's name and pictures on the side of who is looked for, pictures once
a pair is decided, the ratio before two have looked; and what stands in the log of each look."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from manumit.doors.web.desk.acts import answering
from manumit.doors.web.desk.acts.galleries import name_of, pictures_of
from manumit.doors.web.desk.models import Candidate, Search, Subject, Trace
from tests.doors.web.desk.faces import USE, enrolled, face, looked_for, work
from tests.doors.web.desk.test_families import AMINA, PEOPLE, REQUEST, told
from tests.doors.web.desk.test_identify import AT, decide, looks, page

pytestmark = pytest.mark.django_db
API = "/api/v1/workspaces/fresh/identify"
JSON = "application/json"
WHY = "She asked us to find her sister"
Colleague = Callable[..., Client]


def opened(client: Client, one: Subject) -> None:
    """State a purpose on somebody."""
    assert client.post(f"{AT}/people/{one.pk}/purpose", {"purpose": WHY}).status_code == 302


def hidden(client: Client, address: str) -> dict[str, str]:
    """The hidden field that says whom a form is about, as the page gives it."""
    found = re.search(r'<input type="hidden" name="subject" value="(\d+)">', page(client, address))
    return {"subject": found[1]} if found else {}


def asked(client: Client, way: str, **sent: Any) -> Search:
    """Send a form, and have it read."""
    answer = client.post(f"{AT}/{way}", {**USE, "kind": "victim", **sent})
    assert answer.status_code == 302, answer.content.decode()
    made = Search.objects.latest("pk")
    work(made.job)
    made.refresh_from_db()
    return made


def named(name: str) -> Subject:
    return next(one for one in Subject.objects.all() if name_of(one) == name)


# --- The side of who is looked for


def test_what_is_told_of_a_possible_victim_is_covered_where_she_is_looked_for(
    browser: Client, colleague: Colleague
) -> None:
    told(browser)
    enrolled(browser, "fresh", ("eve_1.png", face(1)))
    amina, other = named("Amina Diallo"), colleague("otto")
    opened(browser, amina)
    form = f"{AT}/search?subject={amina.pk}"
    assert 'value="Amina Diallo"' in page(browser, form)
    more = {
        "about-name": "Amina Diallo",
        "picture": SimpleUploadedFile("x.png", face(1)),
        **hidden(browser, form),
    }
    made = asked(browser, "search", **more)
    pair = made.candidates.exclude(subject=amina).get()
    for address in (f"{AT}/searches/{made.pk}", f"{AT}/pairs/{pair.pk}"):
        assert "Amina Diallo" in page(browser, address)
        assert "Amina Diallo" not in page(other, address), address
        assert "covered until a purpose is stated" in page(other, address), address
    shown = f"{AT}/searches/{made.pk}/pictures/0"
    assert (browser.get(shown).status_code, other.get(shown).status_code) == (200, 404)
    answer = other.post(f"{AT}/people/{amina.pk}/purpose", {"purpose": WHY, "pair": pair.pk})
    assert answer["Location"].endswith(f"/pairs/{pair.pk}")
    assert "Amina Diallo" in page(other, f"{AT}/pairs/{pair.pk}")
    amina.delete()
    assert "Amina Diallo" not in page(browser, f"{AT}/searches/{made.pk}"), "whoever left is not shown again"
    assert browser.get(shown).status_code == 404
    assert "not in the gallery any more" in page(browser, f"{AT}/pairs/{pair.pk}")


def test_a_traced_family_is_covered_and_is_not_its_own_candidate(
    browser: Client, colleague: Colleague
) -> None:
    told(browser, PEOPLE + AMINA)
    amina, other = named("Amina Diallo"), colleague("otto")
    opened(browser, amina)
    form = f"{AT}/trace?subject={amina.pk}"
    before = Trace.objects.filter(type="access", what="subject", ident=str(amina.pk)).count()
    about = hidden(browser, form)
    (look,) = Trace.objects.filter(type="access", what="subject", ident=str(amina.pk))[before:]
    assert look.purpose == WHY, "the form that is filled in with hers stands in the log"
    made = asked(browser, "trace", **REQUEST, **about)
    assert made.subject == amina
    assert not made.candidates.filter(subject=amina).exists()
    assert "Fatoumata Bah" in page(browser, f"{AT}/searches/{made.pk}")
    assert "Fatoumata Bah" not in page(other, f"{AT}/searches/{made.pk}")


def test_the_form_of_somebody_who_stays_covered_is_empty(browser: Client) -> None:
    enrolled(browser, "fresh", ("ana_1.png", face(1)))
    shown = page(browser, f"{AT}/search?subject={Subject.objects.get().pk}")
    assert "Who this is stays covered until a purpose is stated." in shown
    assert 'value="subject:' not in shown


# --- A picture that is taken from a gallery


def test_a_covered_picture_is_not_taken_for_a_search(browser: Client) -> None:
    enrolled(browser, "fresh", ("ana_1.png", face(1)))
    one = Subject.objects.get()
    sent = {**USE, "kind": "victim", "picture-taken": f"subject:{one.pk}"}
    call = {
        "purpose": USE["purpose"],
        "basis": USE["basis"],
        "modality": "face",
        "taken": [{"person": one.pk}],
    }
    assert browser.post(f"{AT}/search", sent).status_code == 403
    refused = browser.post(f"{API}/searches", {**call, "kind": "victim"}, content_type=JSON)
    assert (refused.status_code, refused.json()["code"]) == (409, "refused")
    assert not Search.objects.exists()
    assert looks("subject", one.pk) == []
    opened(browser, one)
    assert browser.post(f"{AT}/search", sent).status_code == 302
    assert browser.post(f"{API}/searches", {**call, "kind": "victim"}, content_type=JSON).status_code == 202
    assert looks("subject", one.pk) == [(USE["purpose"], "picture")] * 2


def test_either_of_two_pictures_taken_from_a_gallery_is_covered_for_a_colleague(
    browser: Client, colleague: Colleague
) -> None:
    enrolled(browser, "fresh", ("ana_1.png", face(1)))
    enrolled(browser, "fresh", ("ben_1.png", face(4)), kind="missing")
    ana, ben = named("ana"), named("ben")
    opened(browser, ana)
    call = {"purpose": USE["purpose"], "basis": USE["basis"], "modality": "face"}
    both = [{"person": ana.pk}, {"person": ben.pk}]
    made = browser.post(f"{API}/searches", {**call, "taken": both}, content_type=JSON)
    assert made.status_code == 202
    work(Search.objects.get().job)
    search, pair, other = made.json()["search"], Candidate.objects.get(), colleague("otto")
    shown = [f"{AT}/searches/{search}/pictures/{n}" for n in (0, 1)] + [f"{AT}/pairs/{pair.pk}/both"]
    assert [browser.get(one).status_code for one in shown] == [200, 200, 200]
    assert [other.get(one).status_code for one in shown] == [404, 404, 404]
    for address in (f"{AT}/searches/{search}", f"{AT}/pairs/{pair.pk}"):
        assert f"/people/{ana.pk}" in page(other, address)
        assert "/pictures/" not in page(other, address)
    assert other.get(f"{API}/pairs/{pair.pk}").json()["asked_with"] == []
    assert browser.get(f"{API}/pairs/{pair.pk}").json()["asked_with"] == [0, 1]


# --- Pairs


def test_a_decided_pair_shows_no_covered_picture_any_more(browser: Client, colleague: Colleague) -> None:
    enrolled(browser, "fresh", ("ana_1.png", face(1)))
    pair = looked_for(browser, "fresh", face(4)).candidates.get()
    other, third = colleague("otto"), colleague("tim")
    picture, api = f"{AT}/pairs/{pair.pk}/pictures/0", f"{API}/pairs/{pair.pk}"
    decide(browser, pair, "same")
    assert browser.get(picture).status_code == other.get(picture).status_code == 200, "not decided yet"
    decide(other, pair, "same")
    for client in (browser, other, third):
        assert client.get(picture).status_code == client.get(f"{api}/pictures/0").status_code == 404
        assert client.get(api).json()["pictures"] == []
        shown = page(client, f"{AT}/pairs/{pair.pk}")
        assert picture not in shown
        assert "covered until a purpose is stated" in shown
    assert pair.subject is not None
    opened(third, pair.subject)
    assert third.get(picture).status_code == 200
    assert third.get(api).json()["pictures"] == [0]
    assert picture in page(third, f"{AT}/pairs/{pair.pk}")


@pytest.mark.parametrize("way", ["search", "compare"])
def test_the_ratio_waits_until_two_have_looked(browser: Client, colleague: Colleague, way: str) -> None:
    other = colleague("otto")
    enrolled(browser, "fresh", ("ana_1.png", face(1)))
    pictures = {
        "picture": SimpleUploadedFile("a.png", face(1)),
        "other": SimpleUploadedFile("b.png", face(4)),
    }
    made = asked(
        browser, way, **({**pictures, "kind": ""} if way == "compare" else {"picture": pictures["picture"]})
    )
    pair = made.candidates.get()
    answer, pair_at, api = f"{AT}/searches/{made.pk}", f"{AT}/pairs/{pair.pk}", f"{API}/searches/{made.pk}"

    def blind(told: dict[str, Any]) -> bool:
        return told["llr"] is None and told["says"] == ""

    for client, ready in ((browser, "half"), (other, "decided")):
        shown = page(client, answer)
        assert "log-likelihood ratio " not in shown.partition("Named from")[0]
        assert "times likelier" not in shown
        assert "The program's ratio is shown when two people have looked." in shown.replace("&#x27;", "'")
        assert "log-likelihood" not in page(client, pair_at)
        assert blind(client.get(api).json()["candidates"][0])
        word = {"answer": "same", "reason": "the scar"}
        told = client.post(f"{API}/pairs/{pair.pk}/word", word, content_type=JSON).json()
        assert told["state"] == ready
        assert blind(told) == (ready == "half")
    assert "times likelier" in page(other, answer)
    assert browser.get(api).json()["candidates"][0]["llr"] == pytest.approx(pair.llr)


# --- The log


def test_a_list_of_pairs_says_nothing_that_needs_a_leaf(browser: Client, colleague: Colleague) -> None:
    enrolled(browser, "fresh", ("ana_1.png", face(1)))
    pair = looked_for(browser, "fresh", face(4)).candidates.get()
    (row,) = browser.get(f"{API}/pairs").json()
    assert row == {
        "pair": pair.pk,
        "search": pair.search_id,
        "person": pair.subject_id,
        "name": f"Person {pair.subject_id}",
        "purpose": USE["purpose"],
        "state": "open",
    }


def test_what_is_told_is_opened_and_changed_for_the_purpose_that_holds(browser: Client) -> None:
    told(browser, AMINA.join(["id,name,sex,age,age_on,origin,languages\n", ""]))
    one = Subject.objects.get()
    opened(browser, one)
    address = f"{AT}/people/{one.pk}/told"
    page(browser, address)
    assert browser.post(address, {"name": "Amina Other", "age": "9"}).status_code == 302
    leaves = Trace.objects.filter(type="access", what="subject", ident=str(one.pk)).order_by("pk")
    assert [(leaf.purpose, leaf.body.get("did")) for leaf in leaves] == [(WHY, None), (WHY, "told")]


# --- The page of a person, and a picture of theirs


def test_a_program_removes_the_picture_it_names_and_no_other(browser: Client) -> None:
    enrolled(
        browser, "fresh", ("a.png", face(1)), ("b.png", face(9)), kind="missing", who="one", person="Ana"
    )
    one = Subject.objects.get()
    held = f"{API}/people/{one.pk}"
    first, second = browser.get(held).json()["which"]
    assert [first, second] == [picture.item[-16:] for picture in pictures_of(one)]

    def removed(number: int, **said: str) -> int:
        sent = {"reason": "not her", **said}
        return browser.post(f"{held}/pictures/{number}/remove", sent, content_type=JSON).status_code

    assert [removed(0), removed(0, which=""), removed(0, which=second[1:])] == [422, 422, 422]
    assert removed(0, which=second) == 400
    empty = browser.post(f"{AT}/people/{one.pk}/pictures/0/remove", {"reason": "not her", "which": ""})
    assert empty.status_code == 400, "nor does a page without a name"
    assert len(pictures_of(one)) == 2
    assert removed(0, which=first) == 204
    assert [picture.item[-16:] for picture in pictures_of(one)] == [second]


@pytest.mark.parametrize("role", ["investigator", "supervisor"])
def test_every_id_on_a_persons_page_is_there_once(browser: Client, colleague: Colleague, role: str) -> None:
    enrolled(
        browser, "fresh", ("a.png", face(1)), ("b.png", face(9)), kind="missing", who="one", person="Ana"
    )
    shown = page(colleague("otto", role), f"{AT}/people/{Subject.objects.get().pk}").partition("<main")[2]
    ids = Counter(re.findall(r'\bid="([^"]+)"', shown))
    assert {one: n for one, n in ids.items() if n > 1} == {}
    for attribute in ("for", "aria-describedby", "aria-labelledby"):
        assert set(re.findall(rf'\b{attribute}="([^"]+)"', shown)) <= ids.keys()


# --- Leaving


def test_whoever_leaves_takes_along_what_was_begun_with_their_picture(browser: Client) -> None:
    enrolled(browser, "fresh", ("ana_1.png", face(1)), ("eve_1.png", face(5)), kind="missing")
    one, other = named("ana"), named("eve")
    begun = asked(browser, "search", **{"picture-taken": f"subject:{one.pk}", "kind": "missing"})
    theirs = asked(browser, "search", **{"picture-taken": f"subject:{other.pk}", "kind": "missing"})
    assert begun.candidates.filter(subject=other).exists()
    late = asked(browser, "search", **{"picture-taken": f"subject:{one.pk}", "kind": "missing"})
    assert "What stays: pictures in the files that were read" in page(browser, f"{AT}/people/{one.pk}")
    assert browser.post(f"{AT}/people/{one.pk}/withdraw", {"reason": "asked for it"}).status_code == 302
    for search in (begun, late):
        search.refresh_from_db()
        assert (search.answer, bool(search.erased_at)) == ({}, True)
        assert browser.get(f"{AT}/searches/{search.pk}/pictures/0").status_code == 404
    theirs.refresh_from_db()
    assert theirs.erased_at is None
    assert browser.get(f"{AT}/searches/{theirs.pk}/pictures/0").status_code == 200
    answering.take_in(late.job)
    late.refresh_from_db()
    assert late.answer == {}, "what comes too late is not kept"
