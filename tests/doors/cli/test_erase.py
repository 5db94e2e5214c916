"""erase, backup, restore and vault as people meet them: what is said, what is refused, what comes back."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from manumit.engine.evidence import Workspace
from manumit.engine.places import erasures, events_of
from tests.doors.cli.conftest import ADS
from tests.doors.cli.program import manumit, surroundings

NUMBER = "+447700900123"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of two adverts with keys, a copy of them and a backup, made once."""
    folder = tmp_path_factory.mktemp("erase")
    (folder / "ads.csv").write_text(ADS)
    (folder / "pass").write_text("correct horse battery staple\n")
    (folder / "stick").mkdir()
    for call in (
        ("run", "ads.csv", "--workspace", "w", "--quiet"),
        ("vault", "init", "w", "--passphrase-file", "pass"),
        ("vault", "copy", "w", "stick", "--passphrase-file", "pass"),
        ("backup", "w", "--out", "b.age", "--passphrase-file", "pass"),
    ):
        done = manumit(*call, cwd=folder)
        assert done.code == 0, done.err
        assert done.out == ""
    return folder


@pytest.fixture
def case(made: Path, tmp_path: Path) -> Path:
    """A copy of it, with its own copy of the keys."""
    shutil.copytree(made, tmp_path / "case")
    places = {"places": [str(tmp_path / "case" / "stick")]}
    (tmp_path / "case" / "w" / "keys" / "places.json").write_text(json.dumps(places))
    return tmp_path / "case"


def erase(case: Path, *more: str) -> tuple[int, str, str]:
    done = manumit("erase", "w", "--phone", NUMBER, *more, "--passphrase-file", "pass", cwd=case)
    return done.code, done.out, done.err


def test_nothing_is_erased_before_one_says_yes(case: Path) -> None:
    code, out, err = erase(case)
    assert code == 0
    assert "This would be erased: 1 ad." in err
    assert "Nothing was erased" in err
    (span,) = map(json.loads, out.splitlines())
    raw = (case / span["path"]).read_bytes()[span["offset"] : span["offset"] + span["length"]]
    assert raw.startswith(b"A-1,")
    assert not (case / "w" / "keys" / "tombstones.jsonl").exists()


def test_it_goes_stays_gone_and_a_restore_leaves_it_out(case: Path) -> None:
    code, out, err = erase(case, "--reason", "asked for", "--yes", "--quiet")
    assert code == 0, err
    assert "Nothing of it stands in the workspace" in err
    assert "b.age" in err
    assert Path(json.loads(out)["path"]).name == "ads.csv"
    left = b"".join(path.read_bytes() for path in (case / "w").rglob("*") if path.is_file())
    for written in ("7700900123", "7700 900123", "700 900 123"):  # six digits alone stand in a hash by chance
        assert written.encode() not in left
    assert (case / "w" / "report.html").exists()
    with (case / "ads.csv").open("a") as ads:
        ads.write("A-3,2026-03-03T20:00:00+00:00,board,Third,Nothing,Leeds,\n")
    locked = manumit("run", "ads.csv", "--workspace", "w", cwd=case)
    assert (locked.code, "passphrase" in locked.err) == (2, True)
    again = manumit("run", "ads.csv", "--workspace", "w", "--passphrase-file", "pass", cwd=case)
    assert (again.code, "1 records that were erased once" in again.err) == (0, True)
    back = manumit("restore", "b.age", "-w", "new", "--keys", "stick", "--passphrase-file", "pass", cwd=case)
    assert (back.code, "1 records that were erased since were left out" in back.err) == (0, True), back.err
    assert manumit("leads", "new", cwd=case).code == 0
    status = manumit("vault", "status", "w", "--passphrase-file", "pass", cwd=case)
    assert "held by passphrase" in status.out
    assert ": done" in status.out
    assert "b.age" in status.out


def test_places_count_anew_without_it(case: Path) -> None:
    place = case / "w"
    assert (len(events_of(Workspace.open(place))), erasures(place)) == (2, 0)
    assert erase(case, "--reason", "asked for", "--yes", "--quiet")[0] == 0
    assert len(events_of(Workspace.open(place))) == 1
    assert erasures(place) > 0


def test_backups_can_be_retired(case: Path) -> None:
    code, _, err = erase(case, "--reason", "asked for", "--yes", "--quiet", "--retire-backups")
    assert (code, "destroyed" in err) == (0, True)
    back = manumit("restore", "b.age", "-w", "new", "--keys", "stick", "--passphrase-file", "pass", cwd=case)
    assert (back.code, "destroyed" in back.err) == (1, True)


def test_a_wrong_passphrase_is_told_and_slowed(case: Path) -> None:
    (case / "wrong").write_text("not the passphrase\n")
    status = ("vault", "status", "w", "--passphrase-file", "wrong")
    assert "not the right one" in manumit(*status, cwd=case).err
    (case / "w" / "keys" / "attempts.json").write_text(json.dumps({"failed": 9, "last": time.time()}))
    assert "the next one is possible in" in manumit(*status, cwd=case).err


def test_a_new_passphrase_closes_out_the_old_one(case: Path) -> None:
    (case / "new").write_text("another passphrase of mine\n")
    changed = manumit(
        "vault", "rotate", "w", "--new-passphrase-file", "new", "--passphrase-file", "pass", cwd=case
    )
    assert (changed.code, "epoch 2" in changed.err) == (0, True), changed.err
    last = json.loads((case / "w" / "events.jsonl").read_text("utf-8").splitlines()[-1])
    assert (json.loads(last["leaf"])["type"], last["body"]) == ("key_rotated", {"epoch": 2})
    assert manumit("vault", "status", "w", "--passphrase-file", "pass", cwd=case).code == 1
    assert manumit("vault", "status", "w", "--passphrase-file", "new", cwd=case).code == 0


def test_a_vault_forgets_a_person_and_says_which_copy_it_could_not_reach(tmp_path: Path) -> None:
    (tmp_path / "pass").write_text("correct horse battery staple\n")
    (tmp_path / "stick").mkdir()
    assert manumit("vault", "init", "v", "--records", "--passphrase-file", "pass", cwd=tmp_path).code == 0
    assert manumit("vault", "copy", "v", "stick", "--passphrase-file", "pass", cwd=tmp_path).code == 0
    script = (
        "from pathlib import Path; from manumit.base.vault import Item, PassphraseHolder, Vault\n"
        "vault = Vault.open(Path('v'), PassphraseHolder('correct horse battery staple'))\n"
        "vault.seal_many([Item(f'p{n}', f'r{n}', 1, b'x', 'chat') for n in range(3)])\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=tmp_path, env=surroundings())
    (tmp_path / "stick").rename(tmp_path / "away")
    call = ("erase", "v", "--person", "p1", "--reason", "asked for", "--yes", "--passphrase-file", "pass")
    done = manumit(*call, cwd=tmp_path)
    assert (done.code, "was not reached" in done.err) == (1, True)
    (tmp_path / "away").rename(tmp_path / "stick")
    status = manumit("vault", "status", "v", "--passphrase-file", "pass", cwd=tmp_path)
    assert "2 records of 2 people" in status.out
    assert "as here" in status.out
    (tmp_path / "keep.yaml").write_text("keep: {chat: 1h}\n")
    due = manumit("vault", "due", "v", "--policy", "keep.yaml", "--passphrase-file", "pass", cwd=tmp_path)
    assert (due.code, due.out) == (0, "0 records are due\n")


def test_nothing_is_done_to_the_vault_of_a_book_behind_the_book(tmp_path: Path) -> None:
    for name in ("pass", "new"):
        (tmp_path / name).write_text(f"correct horse battery {name}\n")
    opened = ("--passphrase-file", "pass")
    init = ("care", "init", "b", "--org", "house.example.org", "--people", "30", *opened)
    assert manumit(*init, cwd=tmp_path).code == 0
    erase = manumit("erase", "b/vault", "--person", "per_1", "--reason", "x", "--yes", *opened, cwd=tmp_path)
    assert (erase.code, "care erase b" in erase.err) == (2, True), erase.err
    (tmp_path / "keep.yaml").write_text("keep: {care: 1h}\n")
    assert manumit("vault", "due", "b/vault", "--policy", "keep.yaml", *opened, cwd=tmp_path).code == 2
    rotate = manumit("vault", "rotate", "b/vault", "--new-passphrase-file", "new", *opened, cwd=tmp_path)
    assert (rotate.code, "epoch 2" in rotate.err) == (0, True), rotate.err
    checked = manumit("care", "check", "b", "--passphrase-file", "new", "--memory", "m", cwd=tmp_path)
    assert (checked.code, checked.json()["waiting"]) == (0, 1), "the change of keys waits for its hour"


def test_two_processes_do_not_write_at_once(case: Path) -> None:
    script = (
        "from manumit.engine.evidence import Workspace\n"
        "with Workspace.open('w').lock():\n    print(1, flush=True)\n    input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=case,
        env=surroundings(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        code, _, err = erase(case, "--reason", "asked for", "--yes")
        other.kill()
    assert (code, "in use" in err) == (1, True)
