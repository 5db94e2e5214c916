"""`manumit ledger`: a log kept, proven from, audited and lied with, by its verbs."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from typer.testing import CliRunner

from manumit.base.kernel import ManumitError
from manumit.doors.cli.app import app
from manumit.doors.cli.ledger import ledger
from tests.base.ledger import other
from tests.doors.cli.program import COMMAND, REPOSITORY, Done, manumit, surroundings

NAME = "log.example.org/verbs"
LINES = [b"line %d" % at for at in range(600)]


@dataclass(frozen=True)
class Kept:
    """A folder with a log of 600 lines, its keys, a proof of entry 300, and a home of its own."""

    at: Path

    def program(self, *words: object) -> Done:
        """A verb of the ledger as people call it: another process, run in the folder."""
        return manumit("ledger", *words, cwd=self.at, env={"XDG_STATE_HOME": str(self.at / "memory")})

    def call(self, *words: object, memory: str = "memory") -> Done:
        """The same in this process, which is faster."""
        out, err = io.StringIO(), io.StringIO()
        with (
            pytest.MonkeyPatch.context() as patch,
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            patch.chdir(self.at)
            patch.setenv("XDG_STATE_HOME", str(self.at / memory))
            try:
                code = app(["ledger", *map(str, words)], standalone_mode=False) or 0
            except ManumitError as error:
                code = error.exit_code
                err.write(f"{error.sentence}\n{error.hint}")
        return Done(code, out.getvalue(), err.getvalue())

    def secret(self) -> Ed25519PrivateKey:
        """The log's key, for the other implementation."""
        from manumit.base.ledger import KeyPair

        return Ed25519PrivateKey.from_private_bytes(KeyPair.load(self.at / "log.key").seed)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kept = Kept(tmp_path_factory.mktemp("ledger"))
    begun = kept.call("init", "log", "--key", "log.key", "--name", NAME)
    assert begun.code == 0, begun.err
    (kept.at / "log.vkey").write_text(begun.out, "utf-8")
    (kept.at / "lines").write_bytes(b"\n".join(LINES) + b"\n\n")
    put = kept.call("append", "log", "--key", "log.key", "lines")
    assert put.json() == {"first": 0, "count": 600, "size": 600}
    proven = kept.call(
        "prove", "log", 300, "--key", "log.vkey", "--out", "300.tlog-proof", "--entry-out", "300.entry"
    )
    assert (proven.code, proven.out) == (0, "")
    return kept.at


@pytest.fixture
def kept(made: Path, tmp_path: Path) -> Kept:
    """A copy that a test may spoil."""
    shutil.copytree(made, tmp_path / "kept")
    return Kept(tmp_path / "kept")


VERBS = [str(command.name) for command in ledger.registered_commands]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself_with_an_example(verb: str) -> None:
    told = CliRunner().invoke(app, ["ledger", verb, "--help"])
    assert told.exit_code == 0
    assert f"Example: manumit ledger {verb}" in told.output
    assert f"\n## manumit ledger {verb}\n" in (REPOSITORY / "docs/reference/verbs.md").read_text("utf-8")


def test_the_log_is_what_the_other_implementation_writes(kept: Kept) -> None:
    other.write_log(kept.at / "other", NAME, LINES, kept.secret())
    theirs = {
        path.relative_to(kept.at / "other") for path in (kept.at / "other").rglob("*") if path.is_file()
    }
    assert all(
        (kept.at / "log" / path).read_bytes() == (kept.at / "other" / path).read_bytes() for path in theirs
    )
    checked = kept.program("check", "other", "--key", "log.vkey", "--quiet")
    assert (checked.code, checked.err) == (0, "")
    assert checked.out.startswith(f"Sound: {NAME}, 600 entries, root ")
    shape = kept.call("check", "log", "--key", "log.vkey", "--json").json()
    assert (shape["sound"], shape["size"], shape["problems"]) == (True, 600, [])


def test_a_proof_verifies_offline_and_says_how_much_it_is_worth(kept: Kept) -> None:
    words = kept.program("verify", "300.tlog-proof", "300.entry", "--key", "log.vkey")
    assert words.code == 0
    assert words.out == f"Verified: entry 300 of {NAME} (600 entries), logged, not witnessed.\n"
    assert words.err == "The first checkpoint seen of this log.\n"
    shape = kept.call(
        "verify", "300.tlog-proof", "300.entry", "--key", "log.vkey", "--json", "--quiet"
    ).json()
    assert (shape["index"], shape["witnessed"], shape["seen_before"]) == (300, False, "same")
    strict = kept.program("verify", "300.tlog-proof", "300.entry", "--key", "log.vkey", "--witnessed")
    assert (strict.code, "not witnessed" in strict.err) == (4, True)


def test_stdin_and_the_ways_to_divide_input(kept: Kept) -> None:
    def piped(data: bytes, *words: str) -> str:
        command = [*COMMAND, "ledger", *words]
        ended = subprocess.run(
            command, input=data, capture_output=True, cwd=kept.at, env=surroundings(), check=True
        )
        return ended.stdout.decode()

    assert json.loads(piped(b"one\r\ntwo", "append", "log", "--key", "log.key"))["size"] == 602
    assert json.loads(piped(b"a\nb", "append", "log", "--key", "log.key", "-", "--as", "file"))["size"] == 603
    bundle = b"\x00\x03a\nb\x00\x01\xff"
    assert json.loads(piped(bundle, "append", "log", "--key", "log.key", "--as", "bundle"))["size"] == 605
    for index, entry in ((600, b"one"), (601, b"two"), (602, b"a\nb"), (603, b"a\nb"), (604, b"\xff")):
        proof = kept.call("prove", "log", index, "--key", "log.vkey").out
        (kept.at / "p").write_text(proof, "utf-8")
        assert "Verified" in piped(
            entry, "verify", "p", "-", "--key", "log.vkey", "--memory", str(kept.at / "m")
        )


def spoiled(kept: Kept, name: str) -> None:
    data = bytearray((kept.at / "log" / name).read_bytes())
    data[len(data) // 2] ^= 1
    (kept.at / "log" / name).write_bytes(data)


def test_a_flipped_bit_in_every_file_is_named(kept: Kept) -> None:
    log = kept.at / "log"
    for path in [log / "checkpoint", *(one for one in (log / "tile").rglob("*") if one.is_file())]:
        name, before = path.relative_to(log).as_posix(), path.read_bytes()
        spoiled(kept, name)
        checked = kept.call("check", "log", "--key", "log.vkey", "--quiet")
        assert checked.code == 4
        assert checked.out.startswith(f"{name}: "), checked.out
        assert "Not sound" in checked.out.splitlines()[-1]
        path.write_bytes(before)


def test_a_rewritten_entry(kept: Kept) -> None:
    (kept.at / "300.entry").write_bytes(b"line 301")
    assert kept.call("verify", "300.tlog-proof", "300.entry", "--key", "log.vkey").code == 4
    path = kept.at / "log/tile/entries/001"
    path.write_bytes(path.read_bytes().replace(b"line 300", b"line 3OO"))
    checked = kept.program("check", "log", "--key", "log.vkey")
    assert (checked.code, "Entry 300" in checked.out) == (4, True)
    assert kept.call("prove", "log", 300, "--key", "log.vkey").code == 4


def test_a_truncated_log_and_a_stale_checkpoint(kept: Kept) -> None:
    assert kept.call("check", "log", "--key", "log.vkey", "--memory", "seen").code == 0
    other.write_log(kept.at / "short", NAME, LINES[:500], kept.secret())
    assert kept.call("check", "short", "--key", "log.vkey").code == 0
    stale = kept.call("check", "short", "--key", "log.vkey", "--memory", "seen")
    assert (stale.code, "stale" in stale.out) == (4, True)
    assert kept.call("consistency", "log/checkpoint", "--log", "short", "--key", "log.vkey").code == 4


def test_a_fork_shown_to_two_clients(kept: Kept) -> None:
    lie = [*LINES[:42], b"lie", *LINES[43:]]
    other.write_log(kept.at / "fork", NAME, lie, kept.secret())
    other.write_log(kept.at / "longer", NAME, [*lie, b"more"], kept.secret())
    assert kept.call("check", "fork", "--key", "log.vkey").code == 0
    assert kept.call("check", "log", "--key", "log.vkey", "--memory", "seen").code == 0
    for name, words in (("fork", "two histories"), ("longer", "does not begin")):
        told = kept.call("check", name, "--key", "log.vkey", "--memory", "seen")
        assert (told.code, words in told.out) == (4, True)
        assert kept.call("consistency", "log/checkpoint", "--log", name, "--key", "log.vkey").code == 4
    assert kept.call("verify", "300.tlog-proof", "300.entry", "--key", "log.vkey").code == 0
    assert kept.call("prove", "fork", 300, "--key", "log.vkey", "--out", "lie.tlog-proof").code == 0
    told = kept.call("verify", "lie.tlog-proof", "300.entry", "--key", "log.vkey")
    assert (told.code, "two histories" in told.err) == (4, True)
    assert kept.call("verify", "lie.tlog-proof", "300.entry", "--key", "log.vkey", memory="fresh").code == 0


def test_a_swapped_key(kept: Kept) -> None:
    (kept.at / "wrong.vkey").write_text(other.vkey(NAME, Ed25519PrivateKey.generate()) + "\n", "ascii")
    for words in (
        ("check", "log"),
        ("verify", "300.tlog-proof", "300.entry"),
        ("checkpoint", "log"),
        ("prove", "log", 3),
    ):
        told = kept.call(*words, "--key", "wrong.vkey", "--quiet")
        assert (told.code, "No key you trust signed" in told.out + told.err) == (4, True)
    assert manumit("ledger", "init", "x", "--key", "x.key", "--name", NAME, cwd=kept.at).code == 0
    told = kept.call("append", "log", "--key", "x.key", "lines")
    assert (told.code, "not signed by the key" in told.err) == (4, True)


def test_consistency_made_and_verified(kept: Kept) -> None:
    (kept.at / "old.checkpoint").write_bytes((kept.at / "log/checkpoint").read_bytes())
    kept.call("append", "log", "--key", "log.key", "lines")
    words = ("consistency", "old.checkpoint", "--key", "log.vkey")
    made = kept.call(*words, "--log", "log", "--out", "proof")
    assert (made.code, made.out) == (0, "")
    assert "1200 entries begins with the tree of 600" in made.err
    assert kept.call(*words, "log/checkpoint", "--proof", "proof").code == 0
    assert (
        kept.call("consistency", 600, "--log", "log", "--key", "log.vkey").out
        == (kept.at / "proof").read_text()
    )
    (kept.at / "proof").write_text((kept.at / "proof").read_text().replace("A", "B"), "ascii")
    assert kept.call(*words, "log/checkpoint", "--proof", "proof").code == 4


def test_a_change_of_keys(kept: Kept) -> None:
    changed = kept.call("rotate", "log", "--key", "log.key", "--new", "new.key")
    assert changed.out.startswith(f"{NAME}+")
    (kept.at / "new.vkey").write_text(changed.out, "utf-8")
    assert kept.call("append", "log", "--key", "new.key", "lines").code == 0
    assert kept.call("append", "log", "--key", "log.key", "lines").code == 4
    for key in ("log.vkey", "new.vkey"):
        assert kept.call("check", "log", "--key", key).code == 0
        assert kept.call("prove", "log", 900, "--key", key, "--out", "p", "--entry-out", "e").code == 0
    assert kept.call("verify", "p", "e", "--key", "log.vkey").code == 4
    assert kept.call("verify", "p", "e", "--key", "log.vkey", "--succession", "log/succession").code == 0


@contextlib.contextmanager
def witness(kept: Kept, name: str) -> Iterator[str]:
    """A witness as a program of its own; its line for the policy."""
    command = [
        *COMMAND,
        "ledger",
        "witness",
        name,
        "--name",
        f"{name}.example.org",
        "--log",
        "log.vkey",
        "--port",
        "0",
    ]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=kept.at, env=surroundings()
    ) as running:
        assert running.stderr is not None
        line = running.stderr.readline()
        found = re.search(rf"policy: witness {name} (\S+ \S+)", line)
        assert found, line
        try:
            yield f"witness {name} {found[1]}"
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(20)


def test_two_of_three_witnesses_as_programs(kept: Kept) -> None:
    log_key = (kept.at / "log.vkey").read_text("utf-8").strip()
    with witness(kept, "w1") as first, witness(kept, "w2") as second:
        absent = kept.call(
            "witness", "w3", "--name", "w3.example.org", "--log", "log.vkey", "--show-key"
        ).out.strip()
        lines = [f"log {log_key}", first, second, f"witness w3 {absent} http://127.0.0.1:9"]
        (kept.at / "policy").write_text("\n".join([*lines, "group g 2 w1 w2 w3", "quorum g", ""]), "utf-8")
        before = kept.call("checkpoint", "log", "--policy", "policy")
        assert "logged, not witnessed (2 of 3 witnesses needed)" in before.err
        asked = kept.call("checkpoint", "log", "--policy", "policy", "--ask", "--secret", "log.key")
        assert "witnessed by w1, w2 (2 of 3 witnesses needed)" in asked.err
        assert "w3: did not cosign" in asked.err
        assert asked.out.count("\n— ") == 3
        kept.call("prove", "log", 300, "--policy", "policy", "--out", "seen.tlog-proof")
        told = kept.call("verify", "seen.tlog-proof", "300.entry", "--policy", "policy", "--witnessed")
        assert (told.code, "witnessed by w1, w2" in told.out) == (0, True)
        # A replayed cosignature: those of 600 entries under the checkpoint of 1,200.
        kept.call("append", "log", "--key", "log.key", "lines")
        note = (kept.at / "log/checkpoint").read_text("utf-8")
        replayed = [
            line for line in (kept.at / "log/witnessed").read_text("utf-8").splitlines() if "— w" in line
        ]
        (kept.at / "log/checkpoint").write_text(note + "\n".join(replayed) + "\n", "utf-8")
        assert kept.call("checkpoint", "log", "--policy", "policy").code == 4
        (kept.at / "log/checkpoint").write_text(note, "utf-8")
        # The witnesses saw 600 entries of this log, and do not cosign another history of it.
        shutil.rmtree(kept.at / "log")
        kept.call("init", "log", "--key", "log.key")
        (kept.at / "lies").write_bytes(b"lie\n" * 700)
        kept.call("append", "log", "--key", "log.key", "lies")
        told = kept.call("checkpoint", "log", "--policy", "policy", "--ask", "--secret", "log.key")
        assert told.err.count("did not cosign: it answers 422") == 2
        assert "logged, not witnessed" in told.err


def test_the_page_is_one_file(kept: Kept) -> None:
    assert kept.call("page", "--out", "verify.html").code == 0
    page = (kept.at / "verify.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert not re.search(r"(src|href)=", page)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("init log --key log.key", 2),
        ("init new --key new.key", 2),
        ("init new --key log.key --name other.example.org", 2),
        ("init new --key log.vkey", 2),
        ("append log --key nowhere.key lines", 2),
        ("append log --key log.key nowhere", 2),
        ("append log --key log.vkey lines", 2),
        ("append nowhere --key log.key lines", 1),
        ("prove log 600 --key log.vkey", 2),
        ("prove log 3", 2),
        ("prove log 3 --key log.vkey --policy log.vkey", 2),
        ("prove nowhere 3 --key log.vkey", 1),
        ("verify 300.tlog-proof 300.entry", 2),
        ("verify nowhere 300.entry --key log.vkey", 2),
        ("verify lines 300.entry --key log.vkey", 4),
        ("verify 300.tlog-proof 300.entry --policy log.vkey", 2),
        ("check log --key log.key", 2),
        ("check log --key lines", 2),
        ("check nowhere --key log.vkey", 2),
        ("check . --key log.vkey", 4),
        ("consistency log/checkpoint --key log.vkey", 2),
        ("consistency log/checkpoint --proof lines --key log.vkey", 2),
        ("consistency 601 --log log --key log.vkey", 4),
        ("checkpoint log --key log.vkey --ask", 2),
        ("witness w --log log.vkey", 2),
    ],
)
def test_what_cannot_be_done_is_said(words: str, code: int, kept: Kept) -> None:
    told = kept.call(*words.split(), "--quiet")
    assert told.code == code, told
    assert told.err.strip() or told.out.strip()


def test_two_writers(kept: Kept) -> None:
    with subprocess.Popen(
        [*COMMAND, "ledger", "append", "log", "--key", "log.key"],
        stdin=subprocess.PIPE,
        cwd=kept.at,
        env=surroundings(),
    ) as first:
        assert first.stdin is not None
        while not holds_lock(first.pid):
            assert first.poll() is None
        told = kept.program("append", "log", "--key", "log.key", "lines")
        assert (told.code, "Another process" in told.err) == (1, True)
        first.stdin.write(b"mine\n")
        first.stdin.close()
        assert first.wait(60) == 0
    assert kept.call("check", "log", "--key", "log.vkey").code == 0


def holds_lock(pid: int) -> bool:
    """Whether the process has the writer's lock open."""
    for one in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):  # closed while we looked
            if os.readlink(one).endswith("/writer/lock"):
                return True
    return False
