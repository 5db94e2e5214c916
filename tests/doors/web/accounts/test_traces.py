"""Who came in and who was refused stands in the log: guesses too, and never what was typed in place of a name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from manumit.doors.web.accounts.links import make_token
from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.models import Trace

pytestmark = pytest.mark.django_db
WORDS = "four plain words here"


def _told() -> list[tuple[str, str]]:
    return list(Trace.objects.filter(type__startswith="sign_in").order_by("pk").values_list("type", "ident"))


def test_a_link_lets_in_once_and_both_stand_in_the_log(client: Client, person: Callable[..., User]) -> None:
    address = f"/open/{make_token(person(name='ana'))}"
    client.post(address)
    Client().post(address)
    Client().post("/open/invented")
    assert _told() == [("sign_in", "ana"), ("sign_in_refused", "ana")]


def test_guesses_are_traced_and_then_slowed_down(client: Client, person: Callable[..., User]) -> None:
    user = person(name="bea")
    user.set_password(WORDS)
    user.save()
    for number in range(9):
        client.post("/account/login/", {"login": "bea", "password": f"guess number {number}"})
    assert _told() == [("sign_in_refused", "bea")] * 5, "the sixth was not even tried"
    answer = client.post("/account/login/", {"login": "bea", "password": WORDS})
    assert answer.status_code == 200, "not even the right one, for five minutes"
    assert "Too many" in answer.content.decode()
    assert client.get("/home").status_code == 302


def test_what_was_typed_is_not_kept(client: Client) -> None:
    client.post("/account/login/", {"login": WORDS, "password": "x"})
    assert _told() == [("sign_in_refused", "")]
    assert WORDS not in str(Trace.objects.values())


def test_very_many_tries_get_the_page_that_says_so(client: Client) -> None:
    for number in range(61):
        answer = client.post("/account/login/", {"login": f"name-{number}", "password": ""})
    assert answer.status_code == 429
    assert "This was tried too often." in answer.content.decode()
    told = client.post("/account/login/", {}, headers={"accept": "application/json"})
    assert (told.status_code, set(told.json())) == (429, {"code", "sentence", "hint"})


def test_a_wrong_code_is_traced(client: Client, person: Callable[..., User]) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    user = person(name="cem")
    user.set_password(WORDS)
    user.save()
    TOTP.activate(user, generate_totp_secret())
    client.post("/account/login/", {"login": "cem", "password": WORDS})
    client.post("/account/mfa/authenticate/", {"code": "000000"})
    assert _told() == [("sign_in_refused", "cem")]
    assert client.get("/home").status_code == 302
