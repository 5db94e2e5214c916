"""HTML pages."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.evidence.aids import facts, read_bytes

PAGE = """<!DOCTYPE html>
<html lang="es"><head><meta charset="utf-8"><title> Nueva &amp; amable </title>
<link rel="canonical" href="https://ads.example/1"><meta property="og:url" content="https://other.example/">
<style>p {color: red}</style><script>var a = "<p>no</p>";</script></head>
<body><!-- hidden --><h1>Hola</h1><p>Primera <b>l&iacute;nea</b><br>segunda</p>
<ul><li>uno</li><li>dos</li></ul>
<a href="tel:+1 555-0100">llama</a> <a href='mailto:ana@mail.example?subject=x'>correo</a>
<a href="/otra?a=1&amp;b=2">otra</a> <a href="javascript:x()">x</a>
<time datetime="2026-01-02T03:04:05+01:00">ayer</time></body></html>"""


def test_what_a_page_says(tmp_path: Path) -> None:
    out = read_bytes(tmp_path, PAGE.encode())
    one = out.kind("page")[0]
    assert out.quarantined == []
    assert one["source_id"] == one["url"] == "https://ads.example/1"
    assert one["title"] == "Nueva & amable"
    assert one["text"].split("\n\n")[:2] == ["Hola", "Primera línea\nsegunda"]
    assert "uno\n" in one["text"]
    assert not {"no", "hidden", "color"} & set(one["text"].split())
    assert one["contact"] == "+1555-0100 ana@mail.example"
    assert one["links"] == "/otra?a=1&b=2"
    assert one["language"] == "es"
    assert one["observed_at"] == datetime(2026, 1, 2, 2, 4, 5, tzinfo=UTC)
    again = read_bytes(tmp_path, out.raw(out.records[0]), "again")
    assert facts(again.records[0].columns) == facts(one)


def test_the_address_falls_back(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, b'<html><meta property="og:url" content="https://o.example">x').ids(
        "page"
    ) == ["https://o.example"]
    assert read_bytes(tmp_path, b"<html><p>x", "a.html").ids("page") == ["a.html"]


def test_a_page_may_name_its_encoding(tmp_path: Path) -> None:
    data = '<html><meta charset="windows-1251"><p>Привет</p>'.encode("cp1251")
    assert read_bytes(tmp_path, data).kind("page")[0]["text"] == "Привет"


@pytest.mark.parametrize(
    "unit", ['<a "', "<!--", "<![CDATA[", "<", "<script>", "<p title='", "&", "<a href=x ", "</"]
)
def test_broken_markup_takes_no_time(tmp_path: Path, unit: str) -> None:
    begun = time.monotonic()
    out = read_bytes(tmp_path, b"<html><p>kept</p>" + unit.encode() * (400_000 // len(unit)))
    assert out.kind("page")[0]["text"].startswith("kept")
    assert time.monotonic() - begun < 20


@given(st.lists(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=20), max_size=5))
def test_any_words_come_through(tmp_path_factory: pytest.TempPathFactory, words: list[str]) -> None:
    from html import escape

    html = "<html><body>" + "".join(f"<p>{escape(word)}</p>\n" for word in words)
    out = read_bytes(tmp_path_factory.mktemp("page"), html.encode())
    assert (out.kind("page")[0]["text"] or "").split() == words


@pytest.mark.parametrize(("unit", "reason"), [("<br>", "500,000 tags"), ("<div>", "20,000 levels")])
def test_a_bomb_of_markup_is_set_aside(tmp_path: Path, unit: str, reason: str) -> None:
    begun = time.monotonic()
    out = read_bytes(tmp_path, b"<html>" + unit.encode() * 600_000)
    assert out.records == []
    (entry,) = out.lost
    assert reason in entry.reason
    assert (entry.offset, entry.length) == (0, 6 + len(unit) * 600_000)
    assert time.monotonic() - begun < 20


def test_forgotten_end_tags_are_no_bomb(tmp_path: Path) -> None:
    out = read_bytes(tmp_path, b"<html><table>" + b"<tr><td>cell<p>word<li>x" * 30_000 + b"<b>" * 2000)
    assert out.quarantined == []
    assert len(out.records) == 1


@pytest.mark.parametrize(
    "name", ["idna", "punycode", "undefined", "rot13", "utf-7", "unicode-escape", "no-such"]
)
def test_an_encoding_that_no_page_has_is_not_believed(tmp_path: Path, name: str) -> None:
    data = f'<html><meta charset="{name}"><p>Привет'.encode("cp1251")
    assert read_bytes(tmp_path, data).kind("page")[0]["text"] == "Привет"
