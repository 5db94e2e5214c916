"""A forgotten password: without a mail server nobody is sent to wait for a letter."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_without_mail_it_says_whom_to_ask(client: Client) -> None:
    page = client.get("/account/password/reset/").content.decode()
    assert "one-time link" in page
    assert 'type="email"' not in page
    assert "/account/password/reset/" in client.get("/account/login/").content.decode()


def test_with_mail_there_is_a_form(client: Client, settings: Any) -> None:
    settings.EMAIL_HOST = "mail.example.org"
    page = client.get("/account/password/reset/").content.decode()
    assert 'type="email"' in page
    assert "one-time link" not in page
