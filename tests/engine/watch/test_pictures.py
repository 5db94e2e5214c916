"""Watched pictures: copies in every form, edits that the stage found, new ones only, and never one of a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from benchmarks.rooms import EDITS, jpeg, room
from manumit.base.kernel import DuckEngine, Refused, Settings, UnreadableInput
from manumit.engine.evidence import read_sources
from manumit.engine.job import record_views, view_records
from manumit.engine.pictures import FORMS, distance, forms_of, handed_over, luminance, pdq, pictures_stage
from manumit.engine.pictures.pdq import flipped
from manumit.engine.watch import Entry, Watched, hash_to_watch, watch
from tests.engine.watch.scene import NOW, SETTINGS, Scene, ad, entries, listed

DICE = np.random.default_rng(4)
FIRST, SECOND = (room(seed).resize((480, 360)) for seed in (2000, 2001))
WATCHED = hash_to_watch(jpeg(FIRST, 92), "first.jpg", [])


def show(scene: Scene, name: str, pictures: Mapping[str, bytes], stage: bool = True) -> None:
    """An advert for each picture, read, with the stage of pictures run or not."""
    folder = scene.folder / "input"
    (folder / "pics").mkdir(parents=True, exist_ok=True)
    for picture, data in pictures.items():
        (folder / "pics" / picture).write_bytes(data)
    rows = [
        ad(f"{name}-{at}", f"quiet flat {'abcd'[at]} of {name}", images=f"pics/{picture}")
        for at, picture in enumerate(pictures)
    ]
    with scene.workspace.lock():
        read_sources(scene.workspace, [folder / "pics"], SETTINGS)
    scene.read(f"{name}.csv", rows)
    if stage:
        look(scene)


def look(scene: Scene, settings: Settings = SETTINGS) -> None:
    """The stage of pictures alone."""
    with DuckEngine(settings, scene.workspace.scratch) as engine:
        view_records(engine, scene.workspace, None, NOW)
        pictures_stage(engine, scene.workspace, [], settings, lambda done, total: None)


def test_copies_and_edits_are_met_where_they_are_shown(scene: Scene) -> None:
    show(
        scene,
        "board",
        {
            "same.jpg": jpeg(FIRST, 92),
            "mirror.jpg": EDITS["mirror"](FIRST, DICE),
            "cut.jpg": EDITS["crop 10 % each side"](FIRST, DICE),
            "other.jpg": jpeg(SECOND, 92),
        },
    )
    done = scene.watch(entries(scene.folder, [{"kind": "picture", "value": WATCHED, "why": "flyer"}]))
    met = {one.source_id: one for one in done.raised}
    assert set(met) == {"board-0", "board-1", "board-2"}
    assert all((one.kind, one.field, one.matched) == ("ad", "images", "picture") for one in met.values())
    assert met["board-0"].score == 1.0
    assert "0 of 256 bits of the hash differ, 31 at most count as the same" in met["board-0"].reason
    assert "mirrored" in met["board-1"].reason
    assert "edited" in met["board-2"].reason
    assert met["board-2"].score < 1.0
    assert scene.watch(entries(scene.folder, [{"kind": "picture", "value": WATCHED}])).raised == ()


def test_only_what_is_new_is_compared_and_a_picture_without_an_advert_counts(scene: Scene) -> None:
    watched = entries(scene.folder, [{"kind": "picture", "value": WATCHED, "within": "12"}])
    assert watched[0].within == 12
    show(scene, "one", {"other.jpg": jpeg(SECOND, 92)})
    assert scene.watch(watched).raised == ()
    show(scene, "two", {"again.jpg": EDITS["JPEG 30"](FIRST, DICE)})
    (alert,) = scene.watch(watched).raised
    assert (alert.source_id, alert.kind) == ("two-0", "ad")
    (scene.folder / "input" / "pics" / "loose.jpg").write_bytes(jpeg(FIRST.resize((400, 300)), 90))
    with scene.workspace.lock():
        read_sources(scene.workspace, [scene.folder / "input" / "pics"], SETTINGS)
    (loose,) = scene.watch(watched).raised  # the stage has not come to it: it is looked at by the watch
    assert (loose.kind, loose.field) == ("image", "picture")


def test_an_advert_that_shows_a_picture_read_long_before_is_met(scene: Scene) -> None:
    show(scene, "one", {"same.jpg": jpeg(FIRST, 92)})
    watched = entries(scene.folder, [{"kind": "picture", "value": WATCHED, "only": "ad"}])
    assert [one.source_id for one in scene.watch(watched).raised] == ["one-0"]
    scene.read("later.csv", [ad("late", "another text", images="pics/same.jpg")])
    look(scene)
    assert [one.source_id for one in scene.watch(watched).raised] == ["late"]


def test_a_paused_entry_catches_up_an_expired_one_does_not_and_copies_are_one_alert(scene: Scene) -> None:
    def entry(**more: str) -> list[Entry]:
        return entries(scene.folder, [{"kind": "picture", "value": WATCHED, "only": "ad", **more}])

    show(scene, "one", {"same.jpg": jpeg(FIRST, 92)})
    assert scene.watch(entry(expires_at="2026-06-14")).raised == ()
    rests = scene.watch(entry(paused="true"))
    assert (rests.raised, rests.paused) == ((), 1)
    (alert,) = scene.watch(entry()).raised
    assert alert.count == 1
    scene.read("again.csv", [ad("copy", "quiet flat a of one", images="pics/same.jpg")])
    look(scene)
    done = scene.watch(entry())
    assert done.raised == ()
    assert [(one.alert_id, one.count) for one in done.grown] == [(alert.alert_id, 2)]
    assert scene.watch(entry()).grown == ()


def test_under_one_text_each_different_picture_is_an_alert(scene: Scene) -> None:
    pictures = {"same.jpg": jpeg(FIRST, 92), "small.jpg": jpeg(FIRST.resize((400, 300)), 90)}
    show(scene, "one", pictures)
    watched = entries(scene.folder, [{"kind": "picture", "value": WATCHED, "only": "ad"}])
    assert len(scene.watch(watched).raised) == 2
    rows = [
        ad(f"copy-{at}", "one and the same text", images=f"pics/{name}")
        for at, name in enumerate(["same.jpg", "small.jpg", "same.jpg"])
    ]
    scene.read("copies.csv", rows)
    look(scene)
    raised = scene.watch(watched).raised
    assert sorted(one.count for one in raised) == [1, 2]
    assert len({one.picture for one in raised}) == 2
    scene.read("more.csv", [ad("copy-3", "one and the same text", images="pics/small.jpg")])
    look(scene)
    done = scene.watch(watched)
    small = next(one for one in raised if one.count == 1)
    assert (done.raised, [(one.alert_id, one.count) for one in done.grown]) == ((), [(small.alert_id, 2)])


def test_where_pictures_cannot_be_looked_at_it_is_said_and_caught_up_later(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(scene, "one", {"same.jpg": jpeg(FIRST, 92)})
    watched = entries(scene.folder, [{"kind": "picture", "value": WATCHED, "only": "ad"}])
    with monkeypatch.context() as without:
        without.setattr("manumit.engine.watch.watching.can_look", lambda: False)
        done = scene.watch(watched)
    assert (done.raised, list(done.refused)) == ((), ["e0"])
    assert "install manumit[pictures]" in done.refused["e0"]
    assert [one.source_id for one in scene.watch(watched).raised] == ["one-0"]


def test_what_is_on_a_list_is_neither_watched_for_nor_met(scene: Scene, tmp_path: Path) -> None:
    path = tmp_path / "illegal.csv"
    path.write_text(f"pdq:{WATCHED}\n", "utf-8")
    settings = replace(SETTINGS, known_illegal=str(path))
    show(scene, "one", {"same.jpg": jpeg(FIRST, 92)}, stage=False)
    near = EDITS["darker"](FIRST, DICE)
    watched = entries(
        scene.folder,
        [
            {"kind": "picture", "value": WATCHED},
            {"kind": "picture", "value": forms_of(bytes.fromhex(WATCHED))[1].hex()},
        ],
    )
    done = watching(scene, watched, settings)
    assert done.raised == ()
    assert set(done.refused) == {"e0", "e1"}
    assert all("list of illegal" in why for why in done.refused.values())
    assert "same.jpg" in handed_over(scene.workspace).read_text("utf-8")
    from manumit.engine.pictures import lists_of

    with pytest.raises(Refused, match="on the list"):
        hash_to_watch(near, "near.jpg", lists_of(settings))
    look(scene)  # looked at before the list came: it is not met all the same
    assert watching(scene, watched, settings).raised == ()
    assert len(scene.watch(watched).raised) == 2  # nothing was marked as seen while it was refused


def watching(scene: Scene, watched: object, settings: Settings) -> Watched:
    with record_views(scene.workspace, settings) as engine:
        return watch(engine, scene.workspace, watched, settings, NOW)  # type: ignore[arg-type]


def test_the_forms_of_a_hash_are_nearly_those_of_the_picture() -> None:
    grey = np.asarray(FIRST.convert("RGB"))
    known = pdq(luminance(grey)).forms[0]
    for form, made in enumerate(forms_of(known)):
        assert distance(made, pdq(luminance(flipped(grey, form))).forms[0]) <= 20, FORMS[form]
    assert forms_of(known)[0] == known


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("d41d8cd98f00b204e9800998ecf8427e", "not 32 (it looks like an MD5)"),
        (WATCHED[:-1], "not 63"),
        ("flyer.jpg", "no PDQ hash"),
        ("0" * 64, "half of the bits"),
        (WATCHED, ""),
        (f"pdq:{WATCHED.upper()}", ""),
    ],
)
def test_what_is_no_hash_is_said(value: str, says: str, tmp_path: Path) -> None:
    found, problems = listed(tmp_path, [{"kind": "picture", "value": value}])
    assert bool(found) == (not says)
    if says:
        assert says in problems[0].reason
        assert "watch-for picture" in problems[0].hint
    else:
        assert found[0].value == WATCHED


def test_a_wider_distance_than_one_picture_has_is_refused(tmp_path: Path) -> None:
    _, (problem,) = listed(tmp_path, [{"kind": "picture", "value": WATCHED, "within": "60"}])
    assert "between 0 and 31" in problem.reason


def test_pictures_that_tell_nothing_make_no_entry(tmp_path: Path) -> None:
    grey = Image.new("RGB", (300, 300), (90, 90, 90))
    grey.save(tmp_path / "grey.png")
    FIRST.save(tmp_path / "moving.gif", save_all=True, append_images=[SECOND])
    for name, says in (("grey.png", "too plain"), ("moving.gif", "animated")):
        with pytest.raises(UnreadableInput, match=says):
            hash_to_watch((tmp_path / name).read_bytes(), name, [])
    with pytest.raises(UnreadableInput, match="damaged"):
        hash_to_watch(jpeg(FIRST, 92)[:2000], "cut.jpg", [])
    with pytest.raises(UnreadableInput, match="no picture"):
        hash_to_watch(b"hello", "text.jpg", [])
