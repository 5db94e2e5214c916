"""What the engine says of places and of pictures has words at the Desk: every refusal and caution, with the gaps that
it fills."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from manumit.base import govern, vault
from manumit.base.kernel import Refused
from manumit.doors.web.desk import acts
from manumit.doors.web.desk.models import Job, Study
from manumit.doors.web.desk.sights.captures import why_refused
from manumit.doors.web.desk.sights.place_words import NOTES, WORDS, noted, why, worded
from manumit.engine import biometrics, pictures, places
from manumit.engine.places import read_events
from tests.doors.web.desk.hands import page
from tests.doors.web.desk.surveys import ask

ROOMS = (biometrics, pictures, places, acts, vault, govern)
CODE = [path for room in ROOMS for path in Path(room.__path__[0]).rglob("*.py")]
READERS = (
    "images", "guarding", "holdings", "finding", "inputs", "reading", "records", "itl", "nines", "wsq", "quality",
    "picture", "external", "template", "decode", "cards", "comparing", "taking", "portraits",
    "attack", "slots", "operator", "embedding", "tenprints", "described",
)  # fmt: skip
"""Code that reads pictures of people and prints, and runs models on them."""


def texts(node: ast.AST | None) -> list[str]:
    """Every text that an expression may come to."""
    nodes = ast.walk(node) if node else ()
    return [one.value for one in nodes if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def named() -> Iterator[tuple[str, list[str]]]:
    """(name, gaps that are filled) of every refusal in the code."""
    for path in CODE:
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call):
                told = {one.arg: one.value for one in call.keywords}
                tables = (
                    [one for one in ast.walk(told["numbers"]) if isinstance(one, ast.Dict)]
                    if "numbers" in told
                    else []
                )
                gaps = [gap for table in tables for key in table.keys for gap in texts(key)]
                eye = getattr(call.func, "id", "") == "PoorEye"
                for name in (
                    [f"eye-{one}" for one in texts(call.args[0])] if eye else texts(told.get("about"))
                ):
                    yield name, gaps


def test_every_refusal_has_words_and_fills_their_gaps() -> None:
    known = list(named())
    assert {name for name, _ in known} == set(WORDS)
    for name, gaps in known:
        for words in WORDS[name]:
            assert set(re.findall(r"%\((\w+)\)s", str(words))) <= set(gaps), name


def test_every_refusal_of_a_picture_has_a_name() -> None:
    bare = [
        f"{path.name}:{call.lineno}"
        for path in CODE
        if path.stem in READERS and "places" not in path.parts
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("PoorCapture", "UnreadableInput")
        if "about" not in {one.arg for one in call.keywords}
    ]
    assert bare == []


def test_why_a_print_was_left_out_names_the_finger_and_no_file() -> None:
    kept = {"why": "Finger 7: it ...", "about": "few-minutiae", "numbers": {"n": 3, "finger": 7}}
    with translation.override("en"):
        assert why_refused(kept).startswith("Left index finger: Too few minutiae are found in this print: 3.")
    with translation.override("ar"):
        assert why_refused(kept).startswith("السبابة اليسرى: ")
        assert why_refused("Finger 7: as it was told before.") == "Finger 7: as it was told before."
        assert why_refused({"n": 0, "why": "As it was told before."}) == "As it was told before."


def test_notes_have_words_for_whoever_reads_them() -> None:
    found = ast.parse(Path(places.__path__[0], "search.py").read_text("utf-8"))
    calls = [
        one for one in ast.walk(found) if isinstance(one, ast.Call) and getattr(one.func, "id", "") == "Note"
    ]
    assert {name for one in calls for name in texts(one.args[2])} | {"gap", "mended"} == set(NOTES)
    point = {"about": "one-point", "numbers": {"n": 1200, "at": "53.8, -1.55"}}
    with translation.override("en"):
        assert noted(point, True).startswith("1,200 events share the point 53.8, -1.55")
    assert "53.8" not in noted(point, False)
    assert noted("As it was told before.", True) == "As it was told before."


TABLE = """kind,date,end,lon,lat,weight,exposure,channel
theft,2025-01-01,,-1.55,53.8,1,,reported
theft,someday,,-1.55,53.8,1,,reported
theft,2025-01-01,2024-01-01,-1.55,53.8,1,,reported
theft,1900-01-01,,-1.55,53.8,1,,reported
theft,2091-01-01,,-1.55,53.8,1,,reported
theft,2025-01-01,,,53.8,1,,reported
theft,2025-01-01,,-1.55,153.8,1,,reported
theft,2025-01-01,,0,0,1,,reported
theft,2025-01-01,,-1.55,53.8,-1,,reported
theft,2025-01-01,,-1.55,53.8,1,-2,reported
theft,2025-01-01,,-1.55,53.8,1,,rumoured
"""
"""One row is sound, and one wrong in each way."""


def test_why_a_row_was_left_out_is_said_in_every_language(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text(TABLE)
    problems = read_events(tmp_path / "events.csv").problems
    assert len(problems) == 10
    with translation.override("ar"):
        for reason in [*problems, "it has no region", "where from: a coordinate is missing or no number"]:
            assert why(reason) != reason
    with translation.override("en"):
        assert why("where to: it has no lon") == "where to: it has no lon"


def test_a_refusal_is_said_with_the_reader_s_numbers_and_days() -> None:
    error = Refused("…", about="table-ended", numbers={"n": 1200, "due": 41, "day": 19_753.0})
    with translation.override("es"):
        said = worded(error.told())
        assert said
        assert re.search(r"\b1\W?200 días", said["sentence"])
        assert "31 ene 2024" in said["sentence"]
    assert worded({"sentence": "Told before.", "hint": "So."}) == {"sentence": "Told before.", "hint": "So."}


@pytest.mark.django_db
def test_a_job_that_failed_says_so_in_the_reader_s_language(browser: Client) -> None:
    assert ask(browser).status_code == 302
    study = Study.objects.get()
    error = Refused(
        "Too few events: 2 in the area; a map needs 30.", about="few-in-area", numbers={"n": 2, "least": 30}
    )
    Job.objects.filter(pk=study.job_id).update(state="failed", error=error.told())
    at = f"/w/fresh/places/{study.pk}"
    assert "Too few events: 2 in the area" in page(browser, at)
    browser.cookies["manumit-language"] = "ar"
    for address in (at, f"/w/fresh/jobs/{study.job_id}", "/w/fresh/jobs"):
        shown = page(browser, address)
        assert "Too few events" not in shown
        assert "الأحداث قليلة جدًا" in shown
