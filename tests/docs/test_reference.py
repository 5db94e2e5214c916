"""The reference is written from the program: nothing is missing from it and nothing in it is stale."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from manumit.base.kernel import Settings, record_kinds
from manumit.doors.cli.app import app
from manumit.doors.cli.reference import COMMAND, PAGES
from manumit.engine.evidence.registry import READERS, reader_named

REPOSITORY = Path(__file__).parents[2]
REFERENCE = REPOSITORY / "docs" / "reference"
TABLES = {"csv": "CSV", "jsonl": "JSON lines"}
NAMED = {
    "picture": "pictures: JPEG",
    "pnrgov": "PNRGOV",
    "paxlst": "PAXLST",
    "iso20022": "ISO 20022",
    "html": "HTML",
    "warc": "WARC",
    "rdap": "RDAP",
    "text": "plain prose",
    "mail": "e-mail",
}


def page(name: str) -> str:
    return (REFERENCE / f"{name}.md").read_text("utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_what_the_program_does_today(name: str) -> None:
    assert page(name) == PAGES[name](), f"docs/reference/{name}.md is stale; run: {COMMAND.format(page=name)}"


@pytest.mark.parametrize("verb", [command.name for command in app.registered_commands])
def test_every_verb_is_there(verb: str) -> None:
    assert f"\n## manumit {verb}\n" in page("verbs")
    assert f"\nmanumit {verb}" in page("verbs").split(f"\n## manumit {verb}\n")[1]


@pytest.mark.parametrize("name", [field.name for field in fields(Settings)])
def test_every_setting_is_there_with_words(name: str) -> None:
    (row,) = [line for line in page("settings").splitlines() if f"`MANUMIT_{name.upper()}`" in line]
    assert len(row.split(" | ")[2]) > 10


@pytest.mark.parametrize("kind", record_kinds())
def test_every_kind_is_there_with_its_columns(kind: str) -> None:
    section = page("formats").split(f"\n### {kind}\n")[1].split("\n### ")[0]
    if len(record_kinds()[kind].file_columns) > 1:
        assert [name for name in record_kinds()[kind].file_columns if f"| `{name}` |" not in section] == []


@pytest.mark.parametrize("reader", READERS)
def test_every_format_is_there(reader: str) -> None:
    assert {**TABLES, **NAMED}[reader_named(reader).NAME] in page("formats")


@pytest.mark.parametrize("name", PAGES)
def test_no_option_is_without_words(name: str) -> None:
    """Every row of every table says something in its first and in its last cell."""
    rows = [
        line
        for line in page(name).splitlines()
        if line.startswith("| ") and not line.startswith(("| option", "| column", "| variable"))
    ]
    cells = [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows]
    wordless = [row for row in cells if not row[0] or not row[-1]]
    assert wordless == []


def test_the_command_that_is_named_writes_the_page() -> None:
    command = [sys.executable, *COMMAND.format(page="settings").split(" > ")[0].split()[1:]]
    written = subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY / "src", check=True)
    assert written.stdout == PAGES["settings"]()


def test_an_unknown_page_is_refused() -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "manumit.doors.cli.reference", "poems"],
        capture_output=True,
        text=True,
        cwd=REPOSITORY / "src",
    )
    assert asked.returncode == 2
    assert "verbs" in asked.stderr
