"""Watched faces, drawn ones: met by a revocable code, candidates for two people, gone with the person or the key."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from manumit.base.kernel import DuckEngine, Refused, UsageError
from manumit.base.vault import PassphraseHolder
from manumit.engine.biometrics import Gallery, Use, end_watch, modality, watch_face
from manumit.engine.job import record_views, view_records
from manumit.engine.pictures import pictures_stage
from manumit.engine.watch import Entry, Watched, checked_entry, watch, without_ratio
from tests.engine.biometrics.drawings import draw_face, write_face
from tests.engine.watch.scene import NOW, SETTINGS, Scene, listed
from tests.engine.watch.test_pictures import show

USE = Use("missing person 14", "consent of the family")
UNTIL, TODAY = date(2026, 12, 31), NOW.date()


@pytest.fixture
def gallery(tmp_path: Path) -> Iterator[Gallery]:
    """Ada and Ben are missed."""
    with Gallery.open(tmp_path / "G", "missing", PassphraseHolder("four random words"), make=True) as opened:
        pictures = [
            (name, write_face(tmp_path / f"{name}.png", seed)) for name, seed in (("imogen", 1), ("ben", 6))
        ]
        assert opened.enrol(pictures, modality("face")).new == 2
        yield opened


def face(seed: int, size: int = 300) -> bytes:
    out = io.BytesIO()
    draw_face(seed, size).save(out, "JPEG", quality=92)
    return out.getvalue()


def entry_for(gallery: Gallery, subject: str = "imogen") -> Entry:
    key, code = watch_face(gallery, subject, USE, UNTIL, TODAY)
    cells = {"id": "w1", "kind": "face", "value": code, "key": key, "gallery": gallery.kind}
    return checked_entry(
        cells | {"purpose": USE.purpose, "basis": USE.basis, "expires_at": UNTIL.isoformat()}
    )


def watching(scene: Scene, entry: Entry, *galleries: Gallery, now: datetime = NOW) -> Watched:
    opened = {one.kind: one for one in galleries}
    with record_views(scene.workspace, SETTINGS) as engine:
        return watch(engine, scene.workspace, [entry], SETTINGS, now, galleries=opened)


def test_the_watched_person_is_a_candidate_for_two_people(scene: Scene, gallery: Gallery) -> None:
    entry = entry_for(gallery)
    show(scene, "one", {"her.jpg": face(1), "no-one.jpg": face(4)})
    done = watching(scene, entry, gallery)
    met = {one.source_id: one for one in done.raised}
    assert "one-0" in met
    alert = met["one-0"]
    for said in (
        "may be the watched person w1",
        "log-likelihood ratio",
        "expected by chance alone",
        "never a finding",
    ):
        assert said in alert.reason
    other = alert.reason.replace("measured on ", "measured on pairs (of ads). Of 20 (or 30) people, ", 1)
    blind = without_ratio(alert.reason)
    assert (without_ratio(other), "w1. Of 10,000 strangers" in blind) == (blind, True)
    assert watching(scene, entry, gallery).raised == ()
    book = scene.book()
    assert book.close(alert.alert_id, "same ears", "ines", "2026-06-16T00:00:00+00:00").state == "half"
    with pytest.raises(Refused, match="already"):
        book.close(alert.alert_id, "sure", "ines", "2026-06-16T00:00:00+00:00")
    with pytest.raises(UsageError, match="who did"):
        book.close(alert.alert_id, "sure", " ", "2026-06-16T00:00:00+00:00")
    assert scene.book().alerts[alert.alert_id].state == "half"
    assert book.close(alert.alert_id, "and mouth", "otto", "2026-06-17T00:00:00+00:00").state == "closed"
    assert scene.book().alerts[alert.alert_id].decision["by"] == "ines; otto"


def test_nothing_of_a_face_is_written_and_every_look_is(scene: Scene, gallery: Gallery) -> None:
    entry = entry_for(gallery)
    show(scene, "one", {"her.jpg": face(1)})
    watching(scene, entry, gallery)
    lines = [json.loads(line) for line in (gallery.folder / "uses.jsonl").read_text("utf-8").splitlines()]
    assert [one["what"] for one in lines] == ["enrol", "hand out", "watch"]
    looked = lines[-1]
    assert (looked["purpose"], looked["basis"], looked["class"]) == (USE.purpose, USE.basis, "missing")
    assert looked["templates"] == 1
    assert looked["expected_false"] <= 0.0001
    kept = b"".join(one.read_bytes() for one in scene.workspace.path.rglob("*") if one.is_file())
    kept += (gallery.folder / "uses.jsonl").read_bytes() + (gallery.folder / "events.jsonl").read_bytes() * (
        (gallery.folder / "events.jsonl").exists()
    )
    template = gallery.templates("face")[0][1].data
    for secret in (
        entry.keys[0].encode(),
        entry.keys[1].encode(),
        bytes.fromhex(entry.keys[0]),
        template,
        b"imogen",
    ):
        assert secret not in kept


@pytest.mark.parametrize("how", ["ended", "left", "over", "closed", "other gallery"])
def test_a_watch_that_may_not_go_on_says_so_and_meets_nobody(
    how: str, scene: Scene, gallery: Gallery, tmp_path: Path
) -> None:
    entry, now, opened = entry_for(gallery), NOW, [gallery]
    show(scene, "one", {"her.jpg": face(1)})
    if how == "ended":
        assert end_watch(gallery, entry.keys[1])
        assert not end_watch(gallery, entry.keys[1])
    elif how == "left":
        gallery.erase("imogen", "she asked for it")
    elif how == "over":
        now, entry = datetime(2027, 1, 1, 12, tzinfo=UTC), replace(entry, expires_at=None)
    elif how == "closed":
        opened = []
    else:
        entry = replace(entry, gallery="suspect")
    done = watching(scene, entry, *opened, now=now)
    assert done.raised == ()
    assert ("not open" if how in ("closed", "other gallery") else "is not in the gallery") in done.refused[
        "w1"
    ]
    if how == "closed":
        assert watching(scene, entry, gallery).raised, "nothing was marked as seen"


def test_what_is_on_a_list_of_illegal_pictures_is_never_read_for_faces(
    scene: Scene, gallery: Gallery, tmp_path: Path
) -> None:
    (tmp_path / "illegal.csv").write_text(f"sha256:{hashlib.sha256(face(1)).hexdigest()}\n", "utf-8")
    settings = replace(SETTINGS, known_illegal=str(tmp_path / "illegal.csv"))
    show(scene, "one", {"her.jpg": face(1)}, stage=False)
    with DuckEngine(settings, scene.workspace.scratch) as engine:
        view_records(engine, scene.workspace, None, NOW)
        pictures_stage(engine, scene.workspace, [], settings, lambda done, total: None)
    with record_views(scene.workspace, settings) as engine:
        entry = entry_for(gallery)
        done = watch(engine, scene.workspace, [entry], settings, NOW, galleries={"missing": gallery})
    assert (done.raised, done.refused) == ((), {})


def test_a_code_is_made_for_a_purpose_on_a_basis_to_an_end(gallery: Gallery) -> None:
    for use in (Use("", ""), Use("a purpose", " "), Use("", "a basis")):
        with pytest.raises(UsageError, match="purpose and a legal basis"):
            watch_face(gallery, "imogen", use, UNTIL, TODAY)
    with pytest.raises(UsageError, match="is over"):
        watch_face(gallery, "imogen", USE, TODAY, TODAY)
    with pytest.raises(UsageError, match="has no face of 'eve'"):
        watch_face(gallery, "eve", USE, UNTIL, TODAY)
    codes = {watch_face(gallery, "imogen", USE, UNTIL, TODAY)[1] for _ in range(2)}
    assert len(codes) == 2, "each code has a key of its own"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"value": "portrait.jpg"}, "never by a picture"),
        ({"key": ""}, "key is missing"),
        ({"gallery": "everybody"}, "no class of galleries"),
        ({"expires_at": ""}, "needs an end"),
        ({"basis": ""}, "purpose and a legal basis"),
        ({"purpose": ""}, "purpose and a legal basis"),
    ],
)
def test_an_entry_that_lacks_something_is_refused(change: dict[str, str], says: str, tmp_path: Path) -> None:
    good = {
        "kind": "face", "value": "0f" * 64, "key": "facekey_" + "a" * 32, "gallery": "missing",
        "purpose": USE.purpose, "basis": USE.basis, "expires_at": "2026-12-31",
    }  # fmt: skip
    assert listed(tmp_path, [good])[1] == []
    found, (problem,) = listed(tmp_path, [good | change])
    assert found == []
    assert says in problem.reason
