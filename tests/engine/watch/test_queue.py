"""The queue: words enter it once, people decide, and both are append-only."""

from __future__ import annotations

from pathlib import Path

import pytest

from manumit.base.kernel import UsageError
from manumit.engine.job import record_views
from manumit.engine.watch import Queue, drift, gather_listings, read_terms
from tests.engine.watch.scene import SETTINGS, Scene, ad
from tests.engine.watch.test_drift import KNOWN, listings


def test_a_word_is_queued_once_and_decided_by_people(scene: Scene) -> None:
    found = drift(listings(1, "tulips"), KNOWN).proposals
    queue = Queue.of(scene.workspace)
    assert queue.add(found, "2026-06-15T12:00:00+00:00") == ["tulips"]
    assert Queue.of(scene.workspace).add(found, "2026-06-16T12:00:00+00:00") == []
    (line,) = Queue.of(scene.workspace).shapes()
    assert (line["state"], line["queued_at"]) == ("new", "2026-06-15T12:00:00+00:00")
    Queue.of(scene.workspace).decide("Tulips", "accepted", "seen with case 12", "desk 3", "2026-06-17")
    queue = Queue.of(scene.workspace)
    assert (queue.accepted(), queue.shapes()) == (["tulips"], [])
    assert queue.shapes(waiting=False)[0]["state"] == "accepted"
    queue.decide("tulips", "rejected", "flowers after all", "desk 3", "2026-06-18")
    assert Queue.of(scene.workspace).accepted() == []
    assert Queue.of(scene.workspace).add(found, "2026-06-19") == []
    lines = (scene.workspace.path / "watch" / "vocabulary.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == 2


def test_nobody_decides_on_a_word_that_is_not_queued(scene: Scene) -> None:
    with pytest.raises(UsageError):
        Queue.of(scene.workspace).decide("tulips", "accepted", "", "", "")


def test_terms_are_words_or_mappings_and_bad_ones_are_named(tmp_path: Path) -> None:
    path = tmp_path / "terms.yaml"
    path.write_text(
        "- roses\n- {term: 🌹, meaning: money, source: notes, since: 2026-01-01, lang: en}\n"
        "- {word: x}\n- '...'\n- [a]\n",
        "utf-8",
    )
    terms, problems = read_terms(path)
    assert terms == ["roses", "🌹"]
    assert [problem.line for problem in problems] == [3, 4, 5]
    path.write_text("just words", "utf-8")
    with pytest.raises(UsageError):
        read_terms(path)


def test_listings_of_a_workspace_have_templates_posters_and_names(scene: Scene) -> None:
    copy = (
        "Calm massage in a quiet house near the river, open every day from ten, please ring before you come"
    )
    scene.read(
        "ads.csv",
        [
            ad("A1", copy, contact="07700 900123", location="Leeds"),
            ad("A2", copy + " today", contact="@some_one", when="2026-02-01T00:00:00Z"),
            ad(
                "A3",
                "My name is Zelda, I live in Leeds and sell apples by the box",
                when="2026-03-05T00:00:00Z",
            ),
        ],
    )
    scene.read(
        "posts.csv",
        [{"post_id": "Q1", "posted_at": "2026-03-09", "platform": "x", "author": "one", "text": "hi"}],
    )
    with record_views(scene.workspace, SETTINGS) as engine:
        found = gather_listings(engine, scene.workspace, SETTINGS)
    assert [one.source_id for one in found] == ["A2", "A1", "A3", "Q1"]
    second, first, third, post = found
    assert first.template == second.template != third.template
    assert first.poster == "phone:+447700900123"
    assert second.poster.startswith("handle:")
    assert third.poster == third.template
    assert {"zelda", "leeds"} <= third.proper
    assert post.poster == "handle:x:one"
