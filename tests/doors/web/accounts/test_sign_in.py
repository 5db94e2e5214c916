"""Password and second factor."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.test import Client

from manumit.doors.web.accounts.models import User

pytestmark = pytest.mark.django_db
WORDS = "four plain words here"


@pytest.fixture
def somebody(person: Callable[..., User]) -> User:
    """Signs in with a password."""
    user = person()
    user.set_password(WORDS)
    user.save()
    return user


def _sign_in(client: Client, user: User, password: str = WORDS) -> int:
    return client.post("/account/login/", {"login": user.username, "password": password}).status_code


def test_a_password_alone_leads_to_setting_up_a_second_factor(client: Client, somebody: User) -> None:
    assert _sign_in(client, somebody) == 302
    assert client.get("/home")["Location"] == "/account/mfa/"
    assert client.get("/account/mfa/").status_code == 200


@pytest.mark.parametrize(("steps", "opens"), [(0, True), (-1, True), (-3, False)])
def test_with_a_code_of_an_app_the_desk_opens(
    client: Client, somebody: User, steps: int, opens: bool
) -> None:
    """Also with the one that has just ended; not with an older one, and with none twice."""
    secret = generate_totp_secret()
    TOTP.activate(somebody, secret)
    assert _sign_in(client, somebody) == 302
    assert client.get("/home").status_code == 302, "the code is still missing"
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))
    told = client.post("/account/mfa/authenticate/", {"code": code})
    assert (told.status_code == 302) == opens
    assert (client.get("/home").status_code == 200) == opens
    again = Client()
    assert _sign_in(again, somebody) == 302
    assert again.post("/account/mfa/authenticate/", {"code": code}).status_code == 200


def test_guessing_is_slowed_down(client: Client, somebody: User) -> None:
    for _ in range(12):
        _sign_in(client, somebody, "wrong words here")
    _sign_in(client, somebody)
    assert client.get("/home").status_code == 302
    assert client.get("/home")["Location"].startswith("/account/login/")


def test_nobody_signs_up(client: Client) -> None:
    page = client.post("/account/signup/", {"username": "eve", "password1": WORDS})
    assert page.status_code == 200
    assert not User.objects.filter(username="eve").exists()


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org", "/\\example.org"])
def test_nobody_is_sent_elsewhere_after_signing_in(client: Client, somebody: User, target: str) -> None:
    answer = client.post(f"/account/login/?next={target}", {"login": somebody.username, "password": WORDS})
    assert "example.org" not in answer["Location"]


def test_every_page_says_what_it_may_load(client: Client) -> None:
    policy = client.get("/account/login/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
