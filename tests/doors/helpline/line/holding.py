"""Hands of an advocate in a real browser: make a key, keep its shares, open a report."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.doors.helpline.line.house import LineHouse

PASSPHRASE = "seven quiet otters by the lake"


@dataclass(frozen=True)
class Held:
    """A key as its advocate has it."""

    passphrase: str
    shares: tuple[str, ...]


def make_key(page: Page, base: str, passphrase: str = PASSPHRASE) -> Held:
    """Make a key, and try its three shares from what was kept."""
    page.goto(f"{base}/keys")
    page.get_by_label("New passphrase").fill(passphrase)
    page.get_by_label("Once more").fill(passphrase)
    page.get_by_role("button", name="Make my key").click()
    return Held(passphrase, keep_shares(page))


_MADE: dict[str, tuple[str, str]] = {}


def have_key(page: Page, house: LineHouse, name: str) -> None:
    """A key, for who does something else than make one: the first time it is made as `make_key` does, and after that
    the same one is put back where it lay."""
    if name in _MADE:
        public, wrapped = _MADE[name]
        house.do("publish", name=name, key=public, wrapped=wrapped)
        return
    make_key(page, house.base)
    made = house.do("key", name=name)
    _MADE[name] = made["public"], made["wrapped"]


def keep_shares(page: Page) -> tuple[str, ...]:
    """Write down three shares, and try each by two of its groups."""
    kept = []
    for number in (1, 2, 3):
        expect(page.locator("[data-number]")).to_have_text(str(number))
        expect(page.locator("[data-share]")).not_to_be_empty()
        share = page.locator("[data-share]").inner_text()
        page.get_by_role("button", name="I have kept it").click()
        expect(page.locator("[data-share]")).to_be_empty()
        groups = share.split()
        for place, name in enumerate(("first", "second")):
            asked = int(page.locator("[data-group]").nth(place).inner_text())
            page.locator(f"[name={name}]").fill(groups[asked - 1].lower())
        page.get_by_role("button", name="Try it").click()
        kept.append(share)
    expect(page.get_by_role("heading", name="Done.")).to_be_visible()
    return tuple(kept)


def unlock(page: Page, url: str, passphrase: str = PASSPHRASE) -> None:
    """Open a report."""
    page.goto(url)
    page.get_by_label("Your passphrase").fill(passphrase)
    page.get_by_role("button", name="Open").click()
    expect(page.locator("[data-opened]")).to_be_visible()


def photo(colour: tuple[int, int, int] = (70, 110, 150)) -> dict[str, str]:
    """A made-up photograph: 60 by 40, JPEG."""
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "JPEG")
    return {"name": "door.jpg", "type": "image/jpeg", "data": base64.b64encode(out.getvalue()).decode()}


def voice() -> dict[str, str]:
    """A second of a quiet tone (WAV)."""
    import math
    import wave
    from io import BytesIO

    out = BytesIO()
    with wave.open(out, "wb") as made:
        made.setparams((1, 2, 8000, 0, "NONE", ""))
        tone = (round(800 * math.sin(one / 5)) for one in range(8000))
        made.writeframes(b"".join(one.to_bytes(2, "little", signed=True) for one in tone))
    return {"name": "voice.wav", "type": "audio/wav", "data": base64.b64encode(out.getvalue()).decode()}
