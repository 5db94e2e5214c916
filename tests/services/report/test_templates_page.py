"""Templates as a page and on a terminal: whole, quiet, readable without colour, names masked, data never markup."""

from __future__ import annotations

import io
import re
from importlib.resources import files
from pathlib import Path

import pytest
from rich.console import Console

from manumit.engine.links import TemplateView, cluster, template_views
from manumit.services.report import print_templates, write_templates_page
from tests.engine.links.test_template_shape import copies
from tests.services.report.test_contrast import THEMES, contrast, tokens
from tests.services.report.test_page import ASKS_NETWORK, outline

STYLE = files("manumit.services.report").joinpath("templates.css").read_text("utf-8")
LIGHT, DARK = re.findall(r":root \{(.*?)\}", STYLE, flags=re.DOTALL)


@pytest.fixture(scope="module")
def views() -> list[TemplateView]:
    texts = {f"<a{n}>": text for n, text in enumerate(copies(8))}
    texts["<a3>"] = texts["<a3>"].replace("Quiet clean", "<script>alert(1)</script> Quiet \u202e")
    found = cluster(list(texts), list(texts.values()))
    days = {name: f"2026-03-{1 + n:02d}" for n, name in enumerate(texts)}
    return template_views(found, texts, days, dict.fromkeys(texts, "o"), 3, "GB")


def test_the_page_is_whole_and_asks_nobody(tmp_path: Path, views: list[TemplateView]) -> None:
    page = write_templates_page(tmp_path / "p.html", views, 8, 1).read_text("utf-8")
    for tag, attrs in outline(page).tags:
        assert tag not in {"script", "link", "iframe", "object", "embed", "form", "img", "base"}
        assert not {
            name for name in attrs if name.startswith("on") or name in ASKS_NETWORK or name == "style"
        }
    assert "<script>" not in page
    assert "\u202e" not in page
    assert list(tmp_path.iterdir()) == [tmp_path / "p.html"]


def test_the_page_says_what_changes(tmp_path: Path, views: list[TemplateView]) -> None:
    page = write_templates_page(tmp_path / "p.html", views, 8, 1).read_text("utf-8")
    assert "1 template in 8 adverts" in page
    assert "8 adverts · probably 1 operator · 2026-03-01 to 2026-03-08" in page
    for slot in ("PHONE", "PRICE", "NAME"):
        assert f'title="{slot}"' in page
    assert "<del>clean</del>" in page
    assert "<ins>script&gt;alert" in page
    assert "Maria" not in page
    assert "M…" in page


def test_no_template_is_said(tmp_path: Path) -> None:
    assert "None was found" in write_templates_page(tmp_path / "p.html", [], 0, 0).read_text("utf-8")


def test_the_terminal_needs_no_colour(views: list[TemplateView]) -> None:
    out = io.StringIO()
    print_templates(Console(file=out, width=100, no_color=True), views, 8, 1)
    assert "[PHONE]" in out.getvalue()
    assert "bits saved" in " ".join(out.getvalue().split())
    assert views[0].template_id in out.getvalue()
    assert "Maria" not in out.getvalue()
    assert "\u202e" not in out.getvalue()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_stands_on_a_colour_can_be_read(theme: str) -> None:
    grounds = tokens(LIGHT) if theme == "light" else tokens(DARK)
    assert set(grounds) == {"contact", "price", "place", "name", "free", "inserted", "deleted"}
    for ground in grounds.values():
        assert contrast(THEMES[theme]["ink"], ground) >= 4.5
