"""The page of red flags says what the catalogue says."""

import subprocess
import sys
from pathlib import Path

from manumit.engine.indicators import FAMILIES, catalogue
from manumit.engine.indicators.page import REGENERATE, catalogue_page

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "indicators.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.exists(), f"there is no {PAGE.relative_to(ROOT)}: run `{REGENERATE}`"
    stale = PAGE.read_text("utf-8") != catalogue_page()
    assert not stale, f"{PAGE.relative_to(ROOT)} is not what the catalogue says: run `{REGENERATE}`"


def test_the_command_prints_the_page() -> None:
    command = [sys.executable, "-W", "error", "-m", "manumit.engine.indicators.page"]
    printed = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=True)
    assert printed.stdout == catalogue_page()
    assert not printed.stderr


def test_every_flag_stands_on_the_page_whole() -> None:
    page = catalogue_page()
    for flag in catalogue():
        assert page.count(f'<a id="{flag.id}"></a>') == 1
        for text in (flag.title, flag.harm, flag.sql.rstrip(), *flag.innocent):
            assert text in page
        for source in flag.source:
            assert source.cite() in page
        for name in flag.parameters:
            assert f"| `{name}` |" in page
    assert {flag.family for flag in catalogue()} <= set(FAMILIES)


def test_links_within_the_page_lead_somewhere() -> None:
    page = catalogue_page()
    for flag in catalogue():
        assert f"(#{flag.id})" in page
