"""`manumit watch-for`, and `manumit watch` with what it made, as they are called."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
import yaml
from PIL import Image

from benchmarks.rooms import EDITS, jpeg, room
from manumit.base.kernel import Settings
from manumit.engine.evidence import Workspace, read_sources
from manumit.engine.watch import read_watchlist
from tests.doors.cli.program import Done, manumit
from tests.engine.biometrics.drawings import write_face

TEXT = "Calm and quiet ~~ near the river ~~ every day from ten ~~ please ring before you come ~~\n"
USE = ("--purpose", "missing person 14", "--basis", "consent of the family", "--expires", "2099-12-31")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ada in a gallery; a workspace with a picture of a room that is smaller than the watched one, and one of Ada."""
    place = tmp_path_factory.mktemp("watching")
    for name in ("people/ada", "in"):
        (place / name).mkdir(parents=True)
    (place / "pass").write_text("four random words here\n")
    write_face(place / "people" / "ada" / "1.png", 1)
    (place / "flyer.jpg").write_bytes(jpeg(room(2000), 92))
    (place / "in" / "again.jpg").write_bytes(EDITS["half size"](room(2000), None))  # type: ignore[arg-type]
    write_face(place / "in" / "street.jpg", 1, 300)
    (place / "texts.txt").write_text(TEXT, "utf-8")
    workspace = Workspace.open(place / "case", create=True)
    read_sources(workspace, [place / "in"], Settings(threads=1))
    enrol = ("enrol", "people", "--gallery", "G", "--modality", "face", "--class", "missing")
    done = call(place, *enrol, "--passphrase-file", "pass")
    assert done.code == 0, done.err
    return place


def call(place: Path, *words: object) -> Done:
    return manumit(*words, cwd=place, env={"XDG_STATE_HOME": str(place / "state")})


def test_a_picture_and_a_way_of_writing_go_into_the_list_and_are_watched_for(place: Path) -> None:
    more = ("--list", "list.yaml", "--why", "the flyer of case 12")
    done = call(place, "watch-for", "picture", "flyer.jpg", *more, "--id", "flyer")
    assert (done.code, done.out) == (0, ""), done.err
    assert "somebody else's, one entry takes" in done.err
    done = call(place, "watch-for", "style", "texts.txt", *more, "--id", "hand", "--quiet")
    assert (done.code, done.out, done.err) == (0, "", "")
    entries, problems = read_watchlist(place / "list.yaml")
    assert [(one.id, one.kind) for one in entries] == [("flyer", "picture"), ("hand", "style")]
    assert problems == []
    again = call(place, "watch-for", "style", "texts.txt", *more, "--id", "hand")
    assert again.code == 2
    done = call(place, "watch", "case", "--list", "list.yaml", "--format", "json")
    assert done.code == 3, "the way of writing waits"
    assert "hand: " in done.err
    assert "too few to tell what is usual" in done.err
    (alert,) = done.json()
    assert (alert["entry"], alert["source_id"][-9:], alert["matched"]) == ("flyer", "again.jpg", "picture")
    assert "On the list because: the flyer of case 12" in alert["reason"]


def test_bad_pictures_and_texts_are_refused_with_the_reason(place: Path) -> None:
    Image.new("RGB", (300, 300), "grey").save(place / "grey.png")
    (place / "hello.jpg").write_text("hello")
    (place / "short.txt").write_text("two words")
    for kind, name, code, says in (
        ("picture", "grey.png", 3, "too plain"),
        ("picture", "hello.jpg", 3, "no picture"),
        ("picture", "nowhere.jpg", 2, "nowhere.jpg"),
        ("style", "short.txt", 2, "cannot be told from 2 words"),
        ("style", "flyer.jpg", 2, "no text in UTF-8"),
    ):
        done = call(place, "watch-for", kind, name)
        assert done.code == code, (name, done.err)
        assert says in done.err
        assert done.out == ""


def test_what_is_on_a_list_of_illegal_pictures_is_refused(place: Path) -> None:
    entry = yaml.safe_load(call(place, "watch-for", "picture", "flyer.jpg").out)[0]
    (place / "illegal.csv").write_text(f"pdq:{entry['value']}\n")
    done = call(place, "watch-for", "picture", "flyer.jpg", "--known-illegal", "illegal.csv")
    assert (done.code, done.out) == (1, "")
    assert "is on the list" in done.err


def test_a_face_is_watched_for_on_a_basis_and_until_the_watch_is_ended(place: Path) -> None:
    gallery = ("--gallery", "G", "--passphrase-file", "pass")
    who = ("watch-for", "face", "ada", *gallery, "--class", "missing")
    assert call(place, *who).code == 2, "purpose and basis come first"
    assert call(place, *who, *USE[:4]).code == 2, "and an end"
    assert call(place, "watch-for", "face", "ada", *USE).code == 2, "and a gallery"
    done = call(place, *who, *USE, "--list", "faces.yaml", "--id", "ada-w")
    assert done.code == 0, done.err
    done = call(place, "watch", "case", "--list", "faces.yaml", "--format", "json")
    assert done.code == 3
    assert "give --gallery" in done.err
    done = call(place, "watch", "case", "--list", "faces.yaml", *gallery, "--format", "csv")
    assert done.code == 0, done.err
    (row,) = csv.DictReader(done.out.splitlines())
    assert (row["matched"], row["kind"], row["source_id"][-10:]) == ("face", "image", "street.jpg")
    assert (row["score"], "log-likelihood" in row["reason"]) == ("", False), "blind until two have looked"
    assert "expected by chance alone" in row["reason"]
    assert "log-likelihood" not in call(place, "watch", "case").out
    close = ("watch", "case", "--resolve", row["alert_id"], "--note", "same ears", "--by")
    assert "a second person closes it" in call(place, *close, "ines").err
    assert call(place, *close, "ines").code != 0
    assert "is closed" in call(place, *close, "otto").err
    every = json.loads(call(place, "watch", "case", "--all", "--format", "json").out)
    told = next(one for one in every if one["alert_id"] == row["alert_id"])
    assert "log-likelihood ratio" in told["reason"]
    assert told["score"] > 0
    key = read_watchlist(place / "faces.yaml")[0][0].keys[1]
    ended = ("watch-for", "face", key, *gallery, "--class", "missing", "--end")
    assert "destroyed" in call(place, *ended).err
    assert call(place, *ended).code == 2
    done = call(place, "watch", "case", "--list", "faces.yaml", *gallery, "--since", "2000-01-01")
    assert done.code == 3
    assert "its key is not in the gallery" in done.err


def test_a_face_that_no_list_takes_leaves_no_key_and_a_list_stays_as_closed_as_it_was(place: Path) -> None:
    from manumit.base.vault.store import SqliteStore

    def people() -> int:
        (path,) = (place / "G").rglob("records.db")
        store = SqliteStore(path)
        try:
            return len(list(store.people()))
        finally:
            store.close()

    (place / "closed.yaml").write_text("- {id: taken, kind: phrase, value: quiet}\n")
    (place / "closed.yaml").chmod(0o640)
    before = people()
    face = (
        "watch-for",
        "face",
        "ada",
        "--gallery",
        "G",
        "--class",
        "missing",
        "--passphrase-file",
        "pass",
        *USE,
    )
    for more in (("--list", "closed.yaml", "--id", "taken"), ("--list", "closed.csv")):
        assert call(place, *face, *more).code == 2
    (place / "closed.yaml").write_text("a: plain mapping\n")
    assert call(place, *face, "--list", "closed.yaml").code == 2
    assert people() == before
    (place / "closed.yaml").write_text("- {id: taken, kind: phrase, value: quiet}\n")
    assert call(place, *face, "--list", "closed.yaml").code == 0
    assert (place / "closed.yaml").stat().st_mode & 0o777 == 0o640
    assert call(place, "watch-for", "style", "texts.txt", "--list", "new.yaml").code == 0
    assert (place / "new.yaml").stat().st_mode & 0o777 == 0o600
