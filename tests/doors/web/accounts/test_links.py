"""One-time links: once, in time, without a session that somebody else prepared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from manumit.doors.web.accounts.links import make_token
from manumit.doors.web.accounts.models import OneTimeLink, User

pytestmark = pytest.mark.django_db


def test_a_link_opens_once(client: Client, person: Callable[..., User]) -> None:
    address = f"/open/{make_token(person())}"
    assert client.get(address).status_code == 200
    assert client.head(address).status_code == 200, "mail programs look before people do"
    assert client.post(address)["Location"] == "/home"
    assert client.get("/home").status_code == 200
    assert Client().post(address).status_code == 410


def test_an_old_link_and_an_invented_one_open_nothing(client: Client, person: Callable[..., User]) -> None:
    old = make_token(person(), timedelta(seconds=-1))
    for token in (old, "invented"):
        assert client.post(f"/open/{token}").status_code == 410
    assert client.get("/home").status_code == 302


def test_the_token_itself_is_not_kept(person: Callable[..., User]) -> None:
    token = make_token(person())
    assert token not in str(OneTimeLink.objects.values())


def test_the_session_is_a_new_one(client: Client, person: Callable[..., User]) -> None:
    client.get("/account/login/")
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    client.post(f"/open/{make_token(person())}")
    assert client.session.session_key != before
    assert "planted" not in client.session


def test_who_was_locked_out_does_not_come_in(client: Client, person: Callable[..., User]) -> None:
    user = person()
    token = make_token(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.post(f"/open/{token}").status_code == 410
