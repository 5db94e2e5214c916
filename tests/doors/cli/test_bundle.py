"""`manumit bundle`: made by the verb from a whole workspace, checked by the verb in another folder."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from manumit.doors.cli.app import app
from manumit.doors.cli.bundle import bundle
from tests.doors.cli.conftest import Case
from tests.doors.cli.program import REPOSITORY, manumit

VERBS = [
    str(command.name or command.callback.__name__)
    for command in bundle.registered_commands
    if command.callback
]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself_with_an_example(verb: str) -> None:
    told = CliRunner().invoke(app, ["bundle", verb, "--help"])
    assert told.exit_code == 0
    assert f"Example: manumit bundle {verb}" in told.output
    assert f"\n## manumit bundle {verb}\n" in (REPOSITORY / "docs/reference/verbs.md").read_text("utf-8")


@pytest.fixture(scope="module")
def copy(case: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(case.workspace, tmp_path_factory.mktemp("bundles") / "w"))


@pytest.fixture(scope="module")
def made(copy: Path) -> Path:
    """A masked bundle of the first lead, and the log's key beside it."""
    away = copy.parent / "away"
    away.mkdir()
    ended = manumit("bundle", "make", copy, "1", "--out", away / "z.zip", "--quiet")
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    shutil.copy(copy / "ledger.vkey", away / "key")
    return away


def test_made_and_checked_elsewhere(made: Path, copy: Path) -> None:
    checked = manumit("bundle", "verify", "z.zip", "--key", "key", cwd=made)
    assert checked.code == 0, checked.out
    lead = manumit("leads", copy, "--format", "json").json()[0]
    assert checked.out.startswith(f"Sound: {lead['lead_id']}, logged ")
    assert "logged, not witnessed" in checked.out
    shape = manumit("bundle", "verify", "z.zip", "--key", "key", "--json", cwd=made).json()
    assert (shape["sound"], shape["key_is_yours"], shape["records"]) == (True, True, len(lead["records"]))
    assert oct((made / "z.zip").stat().st_mode & 0o777) == "0o600"


def test_without_a_key_it_says_whose_key_it_was(made: Path) -> None:
    checked = manumit("bundle", "verify", "z.zip", cwd=made)
    assert checked.code == 0
    assert "That key is the bundle's own" in checked.err


def test_by_id_the_bytes_are_the_same(made: Path, copy: Path) -> None:
    lead = manumit("bundle", "verify", made / "z.zip", "--json").json()["lead_id"]
    events = (copy / "events.jsonl").read_bytes()
    assert manumit("bundle", "make", copy, lead, "--out", made / "again.zip", "--quiet").code == 0
    if (copy / "events.jsonl").read_bytes() == events:  # else another test logged an export in between
        again = manumit("bundle", "make", copy, lead, "--out", made / "third.zip", "--quiet")
        assert again.code == 0
        assert (made / "again.zip").read_bytes() == (made / "third.zip").read_bytes()


def test_what_was_changed_is_named_with_exit_4(made: Path) -> None:
    data = bytearray((made / "z.zip").read_bytes())
    at = data.index(b'"score_interval"')
    data[at + 1] ^= 1
    (made / "bad.zip").write_bytes(bytes(data))
    checked = manumit("bundle", "verify", "bad.zip", "--key", "key", cwd=made)
    assert checked.code == 4
    assert "lead.json: It was changed" in checked.out
    assert manumit("bundle", "verify", "key", "--key", "key", cwd=made).code == 4
    shape = manumit("bundle", "verify", "bad.zip", "--json", cwd=made)
    assert (shape.code, shape.json()["sound"]) == (4, False)


def test_possible_victims_only_for_a_purpose_that_is_logged(made: Path, copy: Path) -> None:
    refused = manumit("bundle", "make", copy, "1", "--out", made / "r.zip", "--reveal")
    assert (refused.code, (made / "r.zip").exists()) == (2, False)
    shown = manumit(
        "bundle", "make", copy, "1", "--out", made / "r.zip", "--reveal", "--purpose", "court file 9"
    )
    assert shown.code == 0, shown.err
    assert (
        json.loads((copy / "reveals.jsonl").read_text("utf-8").splitlines()[-1])["purpose"] == "court file 9"
    )
    lead = manumit("leads", copy, "--format", "json").json()[0]
    hidden = [
        i["id"]
        for m in lead["members"]
        if m["role"] == "possible_victim"
        for i in m["ids"]
        if i["kind"] != "person"
    ]
    assert hidden
    data = (made / "r.zip").read_bytes(), (made / "z.zip").read_bytes()
    assert [(one.encode() in data[0], one.encode() in data[1]) for one in hidden] == [(True, False)] * len(
        hidden
    )
    told = manumit("bundle", "verify", made / "r.zip", "--key", made / "key", "--json").json()
    assert told["sound"]
    assert told["records_with_bytes"] > 0


def test_a_workspace_that_shows_two_histories_is_found_out(case: Case, tmp_path: Path) -> None:
    for name, lead in (("one", "1"), ("other", "2")):
        shutil.copytree(case.workspace, tmp_path / name)
        done = manumit("bundle", "make", name, lead, "--out", f"{name}.zip", "--quiet", cwd=tmp_path)
        assert done.code == 0, done.err
    verify = ("--key", "one/ledger.vkey", "--memory", "seen")
    assert manumit("bundle", "verify", "one.zip", *verify, cwd=tmp_path).code == 0
    assert manumit("bundle", "verify", "one.zip", *verify, cwd=tmp_path).code == 0
    told = manumit("bundle", "verify", "other.zip", *verify, cwd=tmp_path)
    assert (told.code, "shows two histories" in told.out) == (4, True), told.out


def test_an_original_goes_only_to_the_one_who_is_named(made: Path, copy: Path) -> None:
    key = manumit("bundle", "key", "--name", "Crown Court", "--out", "secret", cwd=made)
    assert (key.code, oct((made / "secret").stat().st_mode & 0o777)) == (0, "0o600")
    assert manumit("bundle", "key", "--name", "Crown Court", "--out", "secret", cwd=made).code == 2
    (made / "court").write_text(key.out, "utf-8")
    make = ("bundle", "make", copy, "1", "--out", "o.zip", "--quiet")
    assert manumit(*make, "--original-to", "court", cwd=made).code == 2, "it needs a purpose"
    assert manumit(*make, "--original", "abcd", cwd=made).code == 2
    assert manumit(*make, "--original-to", "court", "--purpose", "case 12", cwd=made).code == 0
    assert json.loads((copy / "reveals.jsonl").read_text("utf-8").splitlines()[-1])["purpose"] == "case 12"
    checked = manumit("bundle", "verify", "o.zip", "--key", "key", cwd=made)
    assert (checked.code, "Sealed original present: " in checked.out) == (0, True)
    opened = manumit("bundle", "open", "o.zip", "--secret", "secret", "--key", "key", "--out", "in", cwd=made)
    assert opened.code == 0, opened.err
    for line in opened.out.splitlines():
        assert hashlib.sha256((made / line).read_bytes()).hexdigest().startswith(Path(line).stem)
    assert opened.out
    data = bytearray((made / "o.zip").read_bytes())
    data[-40] ^= 1
    (made / "bad.zip").write_bytes(bytes(data))
    spoilt = manumit("bundle", "open", "bad.zip", "--secret", "secret", "--out", "no", cwd=made)
    assert (spoilt.code, (made / "no").exists()) == (4, False)


def test_after_an_erasure_the_old_one_holds_and_the_new_one_says_nothing_of_them(
    case: Case, tmp_path: Path
) -> None:
    """As a user does it: a bundle, somebody of it is erased, the bundle of the same lead again."""
    shutil.copytree(case.workspace, tmp_path / "w")
    (tmp_path / "pass").write_text("correct horse battery staple\n")
    leads = manumit("leads", "w", "--format", "json", cwd=tmp_path).json()
    lead = max(leads, key=lambda one: len(one["records"]))
    name, born = next(
        i["id"].split("|")
        for m in lead["members"]
        if m["role"] == "possible_victim"
        for i in m["ids"]
        if i["kind"] == "person" and not i["id"].endswith("|")
    )

    def bundle(out: str) -> bytes:
        reveal = ("--reveal", "--purpose", "court file 9", "--quiet")
        done = manumit("bundle", "make", "w", lead["lead_id"], "--out", out, *reveal, cwd=tmp_path)
        assert done.code == 0, done.err
        return (tmp_path / out).read_bytes()

    before = bundle("before.zip")
    assert manumit("vault", "init", "w", "--passphrase-file", "pass", cwd=tmp_path).code == 0
    erase = ("erase", "w", "--person", f"{name}|{born}", "--reason", "asked for", "--yes", "--quiet")
    erased = manumit(*erase, "--passphrase-file", "pass", cwd=tmp_path)
    assert erased.code == 0, erased.err
    assert "The log knows of 2 bundles and exports" in erased.err, "the bundle, and the list of leads"
    after = bundle("after.zip")
    for file in ("before.zip", "after.zip"):
        checked = manumit("bundle", "verify", file, "--key", "w/ledger.vkey", "--json", cwd=tmp_path).json()
        assert (checked["sound"], checked["lead_id"]) == (True, lead["lead_id"]), checked
    for word in (name.encode(), born.encode()):
        assert word in before
        assert word not in after
    assert manumit("ledger", "check", "w/ledger", "--key", "w/ledger.vkey", cwd=tmp_path).code == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["make", "{w}", "lead_none", "--out", "x.zip"], 2),
        (["make", "nowhere", "1", "--out", "x.zip"], 2),
        (["make", "{w}", "1"], 2),
        (["make", "{w}", "1", "--out", "no/such/folder/x.zip"], 1),
        (["verify", "nowhere.zip"], 2),
        (["verify", "z.zip", "--witnessed"], 2),
        (["verify", "z.zip", "--key", "z.zip"], 2),
    ],
)
def test_what_cannot_be_done_is_said(made: Path, copy: Path, words: list[str], code: int) -> None:
    ended = manumit("bundle", *(word.format(w=copy) for word in words), cwd=made)
    assert (ended.code, ended.out) == (code, ""), ended.err
    assert not (made / "x.zip").exists()


def test_witnesses_that_did_not_cosign(made: Path) -> None:
    key = (made / "key").read_text("utf-8").strip()
    (made / "policy").write_text(f"log {key}\nquorum none\n", "utf-8")
    checked = manumit("bundle", "verify", "z.zip", "--policy", "policy", "--witnessed", cwd=made)
    assert checked.code == 4
    assert "quorum has not cosigned" in checked.out
