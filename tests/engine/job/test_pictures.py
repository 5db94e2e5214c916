"""Pictures that come with adverts: copies and edits link adverts, what cannot be looked at is set aside with the
reason, what is on a list is not looked at, and a run that was killed goes on where it was."""

from __future__ import annotations

import io
import json
import stat
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
from PIL import Image

from benchmarks.rooms import EDITS, jpeg, room
from manumit.base.kernel import UnreadableInput
from manumit.engine.evidence import Workspace
from manumit.engine.job import JobSummary, run_job, shadow_job
from manumit.engine.pictures import looks, picture_hashes, sighting
from tests.engine.job.places import SETTINGS, Silent

TEXTS = (
    ("Nina is in town, +44 7700 900217", "Leeds"),
    ("New here and sweet, call me today, +44 7700 900218", "York"),
    ("Quiet flat by the river, ring Sara, +44 7700 900219", "Hull"),
)
PICTURES = [room(seed).resize((480, 360)) for seed in (2000, 2001)]


@pytest.fixture(scope="module")
def files() -> Mapping[str, bytes]:
    """One picture in three forms, and another."""
    random = np.random.default_rng(4)
    first = PICTURES[0]
    return {
        "photo1.jpg": jpeg(first, 92),
        "IMG_2.jpg": EDITS["mirror"](first, random),
        "hello.jpg": EDITS["crop 10 % each side"](first, random),
        "other.jpg": jpeg(PICTURES[1], 92),
    }


@pytest.fixture
def source(files: Mapping[str, bytes], tmp_path: Path) -> Path:
    folder = tmp_path / "input"
    (folder / "pics").mkdir(parents=True)
    for name, data in files.items():
        (folder / "pics" / name).write_bytes(data)
    rows = ["ad_id,posted_at,source,text,location,images"]
    for at, ((text, town), name) in enumerate(zip(TEXTS, files, strict=False)):
        rows.append(f'a{at},2026-03-0{at + 2}T12:00:00Z,board{at}.example,"{text}",{town},pics/{name}')
    (folder / "ads.csv").write_text("\n".join(rows) + "\n")
    return folder


def run(source: Path, folder: Path, lists: str = "") -> JobSummary:
    return run_job([source], folder, replace(SETTINGS, known_illegal=lists), Silent())


def table(folder: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(folder / "derived" / f"{name}.parquet").to_pylist()
    return rows


def flagged(folder: Path) -> list[dict[str, Any]]:
    return [row for row in table(folder, "finding") if row["indicator"] == "shared_picture"]


def test_edits_of_a_picture_link_adverts_and_the_pair_is_told(source: Path, tmp_path: Path) -> None:
    done = run(source, tmp_path / "w")
    assert done.pictures == {"seen": 4, "set aside": 0, "listed": 0}
    (one,) = flagged(tmp_path / "w")
    assert (
        "One picture stands in 3 places" in one["sentence"]
        or "One picture stands on 3 adverts" in one["sentence"]
    )
    assert "shown by 3 files that differ" in one["sentence"]
    assert "the same picture" in one["sentence"]
    images = {row["record_id"]: row for row in table(tmp_path / "w", "picture_look")}
    assert len(images.keys() & set(one["evidence"])) == 2
    assert len(one["evidence"]) == 5
    operators = {row["operator_id"] for row in table(tmp_path / "w", "operator")}
    assert len(operators) == 1
    assert any("picture reused" in (row["reasons"] or "") for row in table(tmp_path / "w", "operator"))
    kinds = {record.kind for lead in done.leads for record in lead.records}
    assert kinds == {"ad", "image"}


def test_a_second_run_looks_at_nothing_and_a_new_file_only_at_itself(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(source, tmp_path / "w")
    looked: list[str] = []
    before = sighting._examined

    def noted(data: bytes, path: str, lists: Any, offset: int) -> Any:
        looked.append(Path(path).name)
        return before(data, path, lists, offset)

    monkeypatch.setattr(sighting, "_examined", noted)
    assert run(source, tmp_path / "w").seconds["pictures"] == 0
    (source / "pics" / "late.jpg").write_bytes(EDITS["JPEG 30"](PICTURES[1], np.random.default_rng(0)))
    assert run(source, tmp_path / "w").pictures["seen"] == 5
    assert looked == ["late.jpg"]
    assert len([one for one in table(tmp_path / "w", "picture_pair") if one["verified"]]) == 4


def test_a_run_that_is_killed_goes_on(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(source, tmp_path / "whole")
    monkeypatch.setattr(sighting, "SHARD", 2)
    kept, examined = looks.Looks.keep, sighting._examined

    def killed(self: Any, *told: Any) -> None:
        kept(self, *told)
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(looks.Looks, "keep", killed)
        with pytest.raises(KeyboardInterrupt):
            run(source, tmp_path / "w")
    assert [path.name for path in (tmp_path / "w" / "derived" / "looks").iterdir()] == ["000001.npz"]
    looked: list[str] = []

    def noted(data: bytes, path: str, lists: Any, offset: int) -> Any:
        looked.append(path)
        return examined(data, path, lists, offset)

    monkeypatch.setattr(sighting, "_examined", noted)
    run(source, tmp_path / "w")
    assert len(looked) == 2
    for name in ("picture_look", "picture_pair", "picture_name", "picture_edit"):
        assert table(tmp_path / "w", name) == table(tmp_path / "whole", name)
    assert not list((tmp_path / "w").rglob("sketches"))


def test_what_is_on_a_list_is_counted_no_more(
    source: Path, files: Mapping[str, bytes], tmp_path: Path
) -> None:
    hashes = tmp_path / "list.txt"
    hashes.write_text(f"pdq:{picture_hashes(files['photo1.jpg']).pdq}\n")
    for _ in range(2):
        done = run(source, tmp_path / "w", str(hashes))
        assert done.pictures == {"seen": 2, "set aside": 0, "listed": 2}
    handed = tmp_path / "w" / "hand-over.jsonl"
    assert stat.S_IMODE(handed.stat().st_mode) == 0o600
    told = [json.loads(line) for line in handed.read_text().splitlines()]
    assert {Path(one["path"]).name for one in told} == {"photo1.jpg", "IMG_2.jpg"}
    listed = [row for row in table(tmp_path / "w", "picture_look") if row["state"] == "listed"]
    assert {(row["pdq"], row["name"], row["width"]) for row in listed} == {(None, None, None)}
    assert flagged(tmp_path / "w") == []
    assert "photo1.jpg" not in str([one.shape() for one in Workspace.open(tmp_path / "w").quarantine()])
    for path in (tmp_path / "w" / "derived" / "looks").iterdir():
        assert np.load(path)["whole"].shape == (2, 32)


def test_a_list_that_comes_later_counts_at_once(
    source: Path, files: Mapping[str, bytes], tmp_path: Path
) -> None:
    assert run(source, tmp_path / "w").pictures["listed"] == 0
    hashes = tmp_path / "list.txt"
    hashes.write_text(f"pdq:{picture_hashes(files['other.jpg']).pdq}\n")
    assert run(source, tmp_path / "w", str(hashes)).pictures["listed"] == 1


def test_a_list_that_is_not_there_stops_everything(source: Path, tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="cannot be read"):
        run(source, tmp_path / "w", str(tmp_path / "none.txt"))
    assert not (tmp_path / "w").exists()


def test_what_cannot_be_looked_at_is_set_aside_with_the_reason(
    files: Mapping[str, bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    still, moving, cmyk = (io.BytesIO() for _ in range(3))
    PICTURES[0].save(moving, "GIF", save_all=True, append_images=[PICTURES[1]])
    PICTURES[1].convert("CMYK").save(cmyk, "JPEG")
    Image.new("L", (9000, 9000)).save(still, "PNG")
    odd = {
        "cut.jpg": files["photo1.jpg"][:4000], "huge.png": still.getvalue(), "moving.gif": moving.getvalue(),
        "cmyk.jpg": cmyk.getvalue(), "heic.jpg": b"\0\0\0\x18ftypheic" + bytes(400),
    }  # fmt: skip
    for name, data in odd.items():
        (folder / name).write_bytes(data)
    assert run(folder, tmp_path / "w").pictures == {"seen": 2, "set aside": 3, "listed": 0}
    reasons = {Path(one.file).name: one.reason for one in Workspace.open(tmp_path / "w").quarantine()}
    assert reasons.keys() == {"cut.jpg", "huge.png", "heic.jpg"}
    assert "81,000,000" not in reasons["huge.png"]
    assert "9,000 x 9,000 pixels are more than can be unpacked" in reasons["huge.png"]
    notes = {row["notes"] for row in table(tmp_path / "w", "picture_look")}
    assert notes == {None, "animated: its first frame", "CMYK"}


def test_adverts_and_pictures_may_come_in_one_archive(
    files: Mapping[str, bytes], source: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "handed.zip"
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("ads.csv", (source / "ads.csv").read_text())
        for name, data in files.items():
            out.writestr(f"pics/{name}", data)
    run(archive, tmp_path / "w")
    assert len(flagged(tmp_path / "w")) == 1


def test_a_date_before_the_pictures_looks_at_nothing_anew(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(source, tmp_path / "w")
    monkeypatch.setattr(sighting, "_examined", None)
    shadow_job(tmp_path / "w", tmp_path / "s", SETTINGS, datetime(2026, 3, 3, tzinfo=UTC), Silent())
    assert len(table(tmp_path / "s", "picture_use")) == 1


def test_without_the_parts_the_job_goes_on(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("manumit.engine.pictures.stage", "manumit.engine.job.stages"):
        monkeypatch.setattr(sys.modules[name], "can_look", lambda: False)
    assert run(source, tmp_path / "w").pictures == {"seen": 0, "set aside": 4, "listed": 0}
    hints = {one.hint for one in Workspace.open(tmp_path / "w").quarantine()}
    assert hints == {'Run: pip install "manumit[pictures]"'}
    monkeypatch.undo()
    assert run(source, tmp_path / "w").pictures["seen"] == 4
