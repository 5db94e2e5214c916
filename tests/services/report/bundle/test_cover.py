"""The cover: one quiet page and a text, whatever stands in the lead; readable in light, dark and print."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manumit.services.report.bundle import form
from manumit.services.report.bundle.archive import unpack
from manumit.services.report.bundle.cover import Told, cover_page, cover_text
from tests.services.report.bundle.scene import Desk, lead_of, with_lead
from tests.services.report.test_contrast import contrast, tokens
from tests.services.report.test_page import ASKS_NETWORK, outline

STYLE = files("manumit.services.report.bundle").joinpath("cover.css").read_text("utf-8")
LIGHT, DARK, PRINT = (tokens(block) for block in re.findall(r":root \{(.*?)\}", STYLE, flags=re.DOTALL))


def test_the_page_is_whole_and_asks_nobody(masked_bundle: bytes) -> None:
    page = unpack(masked_bundle)[form.COVER_PAGE].decode()
    read = outline(page)
    assert [tag for tag, _ in read.tags if tag in ("script", "link", "img", "iframe", "form")] == []
    assert [(tag, name) for tag, attrs in read.tags for name in attrs if name in ASKS_NETWORK] == []
    assert "default-src 'none'" in page
    assert [tag for tag, _ in read.tags].count("h1") == 1


@pytest.mark.parametrize("name", [form.COVER_PAGE, form.COVER_TEXT])
def test_it_says_what_a_clerk_needs(masked_bundle: bytes, open_bundle: bytes, kept: Desk, name: str) -> None:
    text = " ".join(unpack(masked_bundle)[name].decode().replace("<br>", "").split())
    for said in (
        kept.lead.lead_id,
        "This is a question, not a verdict.",
        "They may share a home.",
        "manumit bundle verify",
        "The bytes of 2 are withheld because possible victims are masked",
        "The exact bytes of 2 are included",
    ):
        assert said in text
    assert "shown unmasked, for:" in unpack(open_bundle)[name].decode()


def test_without_counter_evidence_it_says_so(desk: Desk) -> None:
    members = unpack(with_lead(desk, counter=()).make())
    assert b"No innocent explanation" in members[form.COVER_PAGE]
    assert b"No innocent explanation" in members[form.COVER_TEXT]


@settings(max_examples=40)
@given(st.text(max_size=60))
def test_any_text_stays_text(raw: str) -> None:
    lead = lead_of({})
    lead = replace(
        lead,
        lead_id=raw,
        says=raw,
        exploitation=raw,
        findings=tuple(replace(one, says=raw, source=raw) for one in lead.findings),
        counter=tuple(replace(one, says=raw) for one in lead.counter),
    )
    told = Told(lead, (), {}, (), raw)
    outline(cover_page(told, "2026-03-01T00:00:00+00:00", raw)).tags.index(("main", {}))
    cover_text(told, "2026-03-01T00:00:00+00:00", raw)


@pytest.mark.parametrize("theme", [LIGHT, LIGHT | DARK, LIGHT | PRINT], ids=["light", "dark", "print"])
def test_text_can_be_read(theme: dict[str, str]) -> None:
    for ink, ground in (("ink", "paper"), ("ink-2", "paper"), ("ink", "soft")):
        assert contrast(theme[ink], theme[ground]) >= 4.5, (ink, ground)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("width", "scheme"), [(1000, "light"), (1000, "dark"), (390, "light"), (660, "print")]
)
def test_nothing_is_cut_off(masked_bundle: bytes, tmp_path: Path, width: int, scheme: str) -> None:
    from tests.chromium import chromium

    (tmp_path / "cover.html").write_bytes(unpack(masked_bundle)[form.COVER_PAGE])
    with chromium() as browser:
        page = browser.new_page(viewport={"width": width, "height": 900})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto((tmp_path / "cover.html").as_uri())
        page.emulate_media(
            media="print" if scheme == "print" else "screen",
            color_scheme="dark" if scheme == "dark" else "light",
        )
        wide = page.evaluate("document.documentElement.scrollWidth")
        table = page.evaluate(
            "[document.querySelector('table').offsetWidth, document.querySelector('.scroll').clientWidth]"
        )
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert wide <= width
    assert width == 390 or table[0] <= table[1]
    assert (ground == "rgb(20, 24, 27)") == (scheme == "dark")
    assert asked == [(tmp_path / "cover.html").as_uri()]
