"""All ways in: the link that opens once, a password with a code of an app, a passkey."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time

import pytest
from playwright.sync_api import Page, expect

from tests.doors.web.walk.conftest import Watched
from tests.doors.web.walk.serving import Desk

pytestmark = pytest.mark.browser

PASSWORD = "a sentence that nobody guesses"
STEP = 30
"""Seconds that a code holds (RFC 6238)."""
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
"""What a telephone or laptop does when a finger is laid on it."""


def code(page: Page, secret: str) -> str:
    """What an app shows now (RFC 6238, SHA-1, six digits); a code that is about to end is left to end."""
    left = STEP - time.time() % STEP
    if left < 3:
        page.wait_for_timeout(1000 * left)
    counter = struct.pack(">Q", int(time.time()) // STEP)
    sum_ = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    at = sum_[-1] & 15
    return f"{(struct.unpack('>I', sum_[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def sign_out(page: Page, desk: Desk) -> None:
    page.goto(f"{desk.base}/me")
    page.click("main button:has-text('Sign out')")
    page.wait_for_url("**/account/login/")


def test_link_password_code_and_passkey(watched: Watched, desk: Desk) -> None:
    page = watched.window()
    page.goto(desk.links["ilan"])
    page.click("main button")
    page.wait_for_url("**/home")

    page.goto(f"{desk.base}/me")
    page.click("a:has-text('Choose a password')")
    page.fill("[name=password1]", PASSWORD)
    page.fill("[name=password2]", PASSWORD)
    page.click("main form button")
    expect(page.locator("[role=status]")).to_be_visible()

    page.goto(f"{desk.base}/me")
    page.click("a:has-text('Passkeys and one-time codes')")
    page.click("main a[href*='totp/activate']")
    page.fill("[name=password]", PASSWORD)
    page.click("main form button")
    secret = page.input_value("#authenticator_secret")
    page.fill("[name=code]", code(page, secret))
    page.click("main form button")
    expect(page.locator("textarea")).to_be_visible()

    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    page.goto(f"{desk.base}/account/mfa/")
    page.click("main a[href*='webauthn']")
    page.fill("[name=name]", "my laptop")
    page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/account/mfa/")
    page.goto(f"{desk.base}/account/mfa/webauthn/")
    expect(page.locator(".list .row")).to_contain_text("my laptop")

    sign_out(page, desk)
    page.click("#passkey_login")
    page.wait_for_url("**/home")

    sign_out(page, desk)
    page.goto(f"{desk.base}/w/small/leads")
    page.fill("[name=login]", "ilan")
    page.fill("[name=password]", PASSWORD)
    page.click("main button.primary")
    page.wait_for_url("**/mfa/authenticate/**")
    page.goto(f"{desk.base}/w/small/leads")
    assert "/mfa/authenticate/" in page.url, "half signed in is not in"
    page.fill("[name=code]", code(page, secret))
    page.click("main form button >> nth=0")
    page.wait_for_url("**/w/small/leads")


def test_a_link_opens_once(watched: Watched, desk: Desk) -> None:
    link = desk.manumit("serve", "--port", desk.base.rpartition(":")[2], "--link", "ida").split()[-1]
    link = link.replace("127.0.0.1", "localhost")
    page = watched.window()
    page.goto(link)
    page.click("main button")
    page.wait_for_url("**/home")
    expect(page.locator(".top-end")).to_contain_text("ida")
    other = watched.window(expected=410)
    other.goto(link)
    expect(other.locator("h1")).to_have_text("This link was used or has expired")


def test_who_is_not_signed_in_is_asked_and_led_back(watched: Watched, desk: Desk) -> None:
    page = watched.visit("", "/w/small/leads")
    assert page.url.startswith(f"{desk.base}/account/login/?next=")
    page.fill("[name=login]", "nobody")
    page.fill("[name=password]", "wrong, and long enough")
    page.click("main button.primary")
    expect(page.locator("[role=alert]")).to_be_visible()
