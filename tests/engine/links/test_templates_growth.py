"""Templates kept between runs: new adverts join, ids stay, merges are told, a kill leaves what was there."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest

from benchmarks.corpora import adverts
from benchmarks.corpora.scores import scores
from manumit.base.kernel import UsageError, WorkspaceError
from manumit.engine.links import cluster, compare, grow, templates_store
from manumit.engine.links.templates_growth import MOST_SEGMENTS, Grown
from tests.engine.links.test_templates import COPY, OTHER, STOCK, rewritten, vocabulary

POOL = vocabulary(random.Random(9), 200)


def added(folder: Path, texts: dict[str, str]) -> Grown:
    return grow(folder, compare(list(texts), list(texts.values())))


def copies(template: str, names: list[str], seed: int) -> dict[str, str]:
    rng = random.Random(seed)
    return {
        name: rewritten(rng, template.format(name="Ana", price="€80", phone=f"07700 900{seed:03d}"), POOL)
        for name in names
    }


def merges(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "merges.jsonl").read_text("utf-8").splitlines()]


def held(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def test_new_adverts_join_and_ids_stay(tmp_path: Path) -> None:
    first = added(tmp_path, {**copies(COPY, ["a1", "a2"], 1), **copies(OTHER, ["b1", "b2"], 2)})
    assert len(set(first.template_of.values())) == 2
    second = added(
        tmp_path, {**copies(COPY, ["a0", "a3"], 3), "x": "Red bicycle with two baskets and a loud bell"}
    )
    assert second.template_of["a0"] == second.template_of["a3"] == first.template_of["a1"]
    assert second.template_of["x"] not in first.template_of.values()
    assert (second.new_adverts, second.merges) == (3, 0)


def test_the_first_run_is_the_batch(tmp_path: Path) -> None:
    texts = {**copies(COPY, ["a1", "a2", "a3"], 1), **copies(OTHER, ["b1", "b2"], 2), "e1": "", "e2": ""}
    assert added(tmp_path, texts).template_of == cluster(list(texts), list(texts.values())).template_of


def test_the_same_adverts_again_change_nothing(tmp_path: Path) -> None:
    texts = {**copies(COPY, ["a1", "a2"], 1), "e": "", "s": "one \ud800 broken text of some words"}
    first = added(tmp_path, texts)
    before = held(tmp_path)
    again = added(tmp_path, texts)
    assert again == Grown(first.template_of, 0, 0)
    assert held(tmp_path) == before


def test_an_advert_that_is_known_keeps_its_text(tmp_path: Path) -> None:
    first = added(tmp_path, copies(COPY, ["a1", "a2"], 1))
    assert added(tmp_path, copies(OTHER, ["a1"], 2)).template_of["a1"] == first.template_of["a1"]


def test_when_two_templates_become_one_the_older_id_wins_and_the_log_says_why(tmp_path: Path) -> None:
    rng = random.Random(5)
    words = [rng.choice(vocabulary(rng, 400)) for _ in range(40)]
    # two texts that share a third of their words, and later one that lies between them
    left, right, between = words[:24], words[16:], words[8:32]
    first = added(tmp_path, {"l": " ".join(left)})
    second = added(tmp_path, {"r": " ".join(right)})
    assert first.template_of["l"] != second.template_of["r"]
    third = added(tmp_path, {"m": " ".join(between)})
    assert third.template_of["m"] == first.template_of["l"]
    (line,) = merges(tmp_path)
    assert (line["kept"], line["merged"]) == (first.template_of["l"], second.template_of["r"])
    assert (line["advert"], line["like"]) == ("m", "r")
    assert 0 < float(str(line["likeness"])) < 1
    assert str(line["at"]).endswith("+00:00")
    assert added(tmp_path, {"r": " ".join(right)}).template_of["r"] == first.template_of["l"]


@pytest.mark.parametrize("noise", ["tokens", "rewriting"])
def test_steps_agree_with_the_batch(tmp_path: Path, noise: str) -> None:
    made = list(adverts(41, 1200, "heavy", noise=noise))
    random.Random(1).shuffle(made)
    for first in range(0, len(made), 100):  # more runs than segments are kept apart
        added(tmp_path, {one.ad_id: one.text for one in made[first : first + 100]})
    ids, texts = [one.ad_id for one in made], [one.text for one in made]
    steps, batch = added(tmp_path, dict(zip(ids, texts, strict=True))), cluster(ids, texts)
    assert steps.new_adverts == 0
    told = scores(
        [batch.template_of[i] for i in ids], [steps.template_of[i] for i in ids], [False] * len(ids)
    )
    assert told.ari > 0.98
    assert len([one for one in tmp_path.iterdir() if one.is_dir()]) <= MOST_SEGMENTS


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_kill_in_the_middle_leaves_the_earlier_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    first = added(tmp_path, copies(COPY, ["a1", "a2"], 1))

    def killed(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(f"manumit.engine.links.templates_store.os.{call}", killed)
        with pytest.raises(KeyboardInterrupt):
            added(tmp_path, {**copies(COPY, ["a3"], 3), **copies(OTHER, ["b1"], 4)})
    assert templates_store.load(tmp_path).generation == 1
    again = added(tmp_path, {**copies(COPY, ["a3"], 3), **copies(OTHER, ["b1"], 4)})
    assert (again.new_adverts, again.template_of["a3"]) == (2, first.template_of["a1"])
    assert not [one for one in tmp_path.iterdir() if one.name.endswith(("-1.npz", ".partial"))]


def test_a_state_of_other_signatures_is_refused(tmp_path: Path) -> None:
    added(tmp_path, copies(COPY, ["a1"], 1))
    told = json.loads((tmp_path / "state.json").read_text("utf-8"))
    told["made"]["seed"] += 1
    (tmp_path / "state.json").write_text(json.dumps(told), "utf-8")
    with pytest.raises(UsageError, match="other signatures"):
        added(tmp_path, copies(COPY, ["a2"], 2))


def test_a_damaged_folder_and_a_strange_one_are_told(tmp_path: Path) -> None:
    added(tmp_path / "state", copies(COPY, ["a1"], 1))
    (tmp_path / "state" / "groups-1.npz").write_bytes(b"no archive")
    with pytest.raises(WorkspaceError, match="damaged"):
        added(tmp_path / "state", copies(COPY, ["a2"], 2))
    (tmp_path / "strange").mkdir()
    (tmp_path / "strange" / "letter.txt").write_text("dear reader", "utf-8")
    with pytest.raises(UsageError, match="no folder of templates"):
        added(tmp_path / "strange", copies(COPY, ["a2"], 2))


@pytest.mark.skipif(os.name != "posix", reason="no such locks")
def test_two_runs_do_not_write_at_once(tmp_path: Path) -> None:
    with templates_store.held(tmp_path), pytest.raises(WorkspaceError, match="in use"):
        added(tmp_path, copies(COPY, ["a1"], 1))


def test_a_stock_phrase_does_not_chain_new_adverts(tmp_path: Path) -> None:
    rng = random.Random(2)
    pool = vocabulary(rng, 3000)
    for run in range(3):
        texts = {f"{run}-{at}": " ".join(rng.choices(pool, k=14)) + " " + STOCK for at in range(50)}
        assert len(set(added(tmp_path, texts).template_of.values())) == 50
