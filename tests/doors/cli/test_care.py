"""`manumit care`: a case worker's day by its verbs, from files and stdin, with the exit codes that others rely on."""

from __future__ import annotations

import base64
import contextlib
import io
import json
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from manumit.base.kernel import ManumitError
from manumit.base.vault import MessageKey, PassphraseHolder
from manumit.doors.cli.app import app
from tests.doors.cli.program import Done, manumit
from tests.services.care.summaries import SUMMARY

WORDS = {"MANUMIT_PASSPHRASE_FILE": "words", "MANUMIT_OTHER_PASSPHRASE_FILE": "other-words"}
OTHER = {"MANUMIT_PASSPHRASE_FILE": "other-words"}
NOBODY = "per_" + "0" * 31 + "1"


_remembering = cache(PassphraseHolder)
"""A holder remembers what it derived: tests call the program a hundred times, and deriving is made to take long."""


@dataclass(frozen=True)
class House:
    """A folder with a book, and one person in it."""

    at: Path
    ana: str

    def call(self, *words: object, stdin: str = "", **env: str) -> Done:
        """A verb in this process, which is faster than another one; run in the folder."""
        out, err = io.StringIO(), io.StringIO()
        with (
            pytest.MonkeyPatch.context() as patch,
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            patch.chdir(self.at)
            for name, value in {**WORDS, "XDG_STATE_HOME": str(self.at / "state"), **env}.items():
                patch.setenv(name, value)
            patch.setattr("manumit.base.vault.PassphraseHolder", _remembering)
            patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
            try:
                code = app(["care", *map(str, words)], standalone_mode=False) or 0
            except ManumitError as error:
                code = error.exit_code
                err.write(f"{error.sentence}\n{error.hint}")
        return Done(code, out.getvalue(), err.getvalue())

    def written(self, name: str, code: str) -> tuple[str, str]:
        """A code in a file, as an option."""
        (self.at / name).write_text(code)
        return ("--code-file", name)

    def done(self, *words: object, stdin: str = "", **env: str) -> Any:
        """A verb that has to end well; its JSON (or list of JSON lines)."""
        ended = self.call(*words, stdin=stdin, **env)
        assert ended.code == 0, ended.err
        try:
            return ended.json()
        except ValueError:
            return ended.lines()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Made once, by the program itself."""
    at = tmp_path_factory.mktemp("house")
    (at / "words").write_text("four random words here\n")
    (at / "other-words").write_text("four other random words\n")
    ended = manumit("care", "init", "book", "--org", "house.example.org", "--people", 12, cwd=at, env=WORDS)
    assert ended.code == 0, ended.err
    assert ended.out.startswith("log-")
    assert "house" not in ended.out
    assert (at / "book" / "log.vkey").read_text() == ended.out
    house = House(at, "")
    ana = house.done("add", "book", "--by", "mira", stdin='{"called": "Ana", "languages": ["tr"]}')["person"]
    return House(at, ana)


@pytest.fixture
def house(made: House, tmp_path: Path) -> House:
    """A copy to do with as the test likes."""
    shutil.copytree(made.at, tmp_path / "house")
    return House(tmp_path / "house", made.ana)


def field(shown: dict[str, Any], kind: str, name: str) -> list[Any]:
    (item,) = [one for one in shown["items"] if one["kind"] == kind]
    return [one["value"] for one in item["fields"][name]["versions"]]


def test_a_record_is_kept_shown_and_told_who_looked(house: House) -> None:
    assert house.done("list", "book") == {"person": house.ana, "conflicts": 0}
    item = house.done(
        "change", "book", house.ana, "need", "--by", "mira", stdin='{"what": "shelter", "urgency": "now"}'
    )["item"]
    (house.at / "more.json").write_text('{"urgency": null, "state": "met"}')
    house.done("change", "book", house.ana, "need", "more.json", "--item", item, "--by", "ben")
    shown = house.done("show", "book", house.ana, "--by", "mira", "--purpose", "talk on Monday")
    assert (field(shown, "need", "state"), field(shown, "need", "urgency")) == (["met"], [None])
    told = house.done("history", "book", house.ana, "--by", "eva", "--purpose", "asked by Ana")
    assert [(one["by"], one["event"]) for one in told] == [
        ("mira", "made"),
        ("mira", "made"),
        ("ben", "edited"),
        ("mira", "accessed"),
    ]
    assert told[-1]["fields"]["purpose"] == "talk on Monday"


def test_two_machines_meet_in_a_conflict(house: House) -> None:
    ended = house.call("copy", "book", "laptop", house.ana, "--by", "ben")
    assert ended.code == 0, ended.err
    house.done("change", "book", house.ana, "person", "--by", "mira", stdin='{"city": "Leeds"}')
    house.done("change", "laptop", house.ana, "person", "--by", "ben", stdin='{"city": "York"}', **OTHER)
    found = house.done("merge", "book", "laptop", "--by", "mira")
    assert found["conflicts"] == [{"person": house.ana, "item": "person", "field": "city"}]
    shown = house.done("show", "book", house.ana, "--by", "mira", "--purpose", "to resolve")
    assert sorted(field(shown, "person", "city")) == ["Leeds", "York"]
    refused = house.call("change", "book", house.ana, "person", "--by", "eva", stdin='{"city": "Hull"}')
    assert (refused.code, "resolved" in refused.err) == (1, True)
    assert (
        house.call("resolve", "book", house.ana, "person", "city", "--value", "York", "--by", "eva").code == 2
    )
    resolved = house.call("resolve", "book", house.ana, "person", "city", "--value", '"York"', "--by", "eva")
    assert resolved.code == 0
    assert house.done("list", "book")["conflicts"] == 0


def test_what_somebody_wrote_meanwhile_is_not_overwritten(house: House) -> None:
    shown = house.done("show", "book", house.ana, "--by", "mira", "--purpose", "to edit")
    (item,) = [one for one in shown["items"] if one["kind"] == "person"]
    seen = {"called": [one["change"] for one in item["fields"]["called"]["versions"]]}
    (house.at / "seen.json").write_text(json.dumps(seen))
    for by, name in (("ben", "Anna"), ("mira", "Anya")):
        args = ("change", "book", house.ana, "person", "--by", by, "--seen", "seen.json")
        house.done(*args, stdin=json.dumps({"called": name}))
    assert house.done("list", "book")["conflicts"] == 1


def test_a_referral_from_consent_to_recall(house: House) -> None:
    house.done("health", "in", "book", house.ana, "--by", "mira", stdin=SUMMARY)
    to = ("--for", "health_care", "--to", "clinic:St Anna")
    refer = ("refer", "book", house.ana, *to, "--item", "health", "--by", "mira")
    assert house.call(*refer, "--consent", "itm_" + "0" * 32).code == 1
    give = ("consent", "give", "book", house.ana, *to, "--item", "health", "--until")
    assert house.call(*give, "2199-01-01", "--by", "mira").code == 2
    consent = house.done(*give, _soon(), "--by", "mira")["consent"]
    package = house.done(*refer, "--consent", consent)
    assert package["health"] == json.loads(SUMMARY)
    key = MessageKey(bytes(32))
    (house.at / "clinic.key").write_bytes(base64.b64encode(key.public))
    assert house.call(*refer, "--consent", consent, "--seal", "clinic.key").code == 2
    ended = house.call(*refer, "--consent", consent, "--seal", "clinic.key", "--out", "package.bin")
    assert (ended.code, ended.out) == (0, "")
    sealed = (house.at / "package.bin").read_bytes()
    assert b"wrist" not in sealed
    assert json.loads(key.open(sealed))["consent"] == consent
    house.call("answer", "book", house.ana, package["referral"], "accepted", "--by", "mira")
    mine = house.done("consent", "list", "book", house.ana, "--by", "mira")
    assert sorted(one["state"] for one in mine[0]["shared"]) == ["accepted", "sent"]
    back = house.done("consent", "withdraw", "book", house.ana, "--consent", consent, "--by", "mira")
    assert {one["to"] for one in back} == {"clinic:St Anna"}
    assert len(back) == 2
    assert house.call(*refer, "--consent", consent).code == 1
    bundle = house.done("consent", "list", "book", house.ana, "--by", "mira", "--fhir")
    assert [one["resource"]["status"] for one in bundle["entry"]] == ["inactive"]
    assert house.call("due", "book").out == ""


def _soon() -> str:
    from datetime import UTC, datetime, timedelta

    return f"{datetime.now(UTC) + timedelta(days=20):%Y-%m-%d}"


def test_a_summary_goes_in_and_comes_out_equal(house: House) -> None:
    (house.at / "in.json").write_text(SUMMARY)
    house.done("health", "in", "book", house.ana, "in.json", "--by", "mira")
    args = ("health", "out", "book", house.ana, "--by", "mira", "--purpose", "for Ana")
    ended = house.call(*args, "--out", "out.json", "--provenance", "p.json")
    assert (ended.code, ended.out) == (0, "")
    written = (house.at / "out.json").read_text()
    assert json.loads(written) == json.loads(SUMMARY)
    assert "1.50" in written
    assert json.loads((house.at / "p.json").read_text())["resourceType"] == "Provenance"
    bad = house.call("health", "in", "book", house.ana, "--by", "mira", stdin='{"resourceType": "Bundle"}')
    assert (bad.code, "document" in bad.err) == (3, True)


def test_cases_in_and_out(house: House) -> None:
    table = "prs_First_Name,prs_Gender\nEva,Feminine\nX,Woman\n"
    ended = house.call("htcds", "in", "book", "--by", "mira", stdin=table)
    assert ended.code == 3
    (problem,) = [json.loads(line) for line in ended.err.splitlines()]
    assert (problem["row"], problem["field"]) == (2, "prs_Gender")
    assert "Feminine, Masculine" in problem["what"]
    assert len(ended.lines()) == 1
    ours = house.call(
        "htcds", "out", "book", "--to", "house.example.org", "--for", "counting", "--by", "mira"
    )
    assert ours.code == 0
    assert ours.out.count("\n") == 3
    theirs = (
        "htcds",
        "out",
        "book",
        "--to",
        "researcher:X",
        "--for",
        "research",
        "--by",
        "mira",
        "--format",
        "json",
    )
    assert house.done(*theirs) == []
    assert len(house.done("htcds", "fields")) == 31


def test_files(house: House) -> None:
    (house.at / "scan.png").write_bytes(b"picture" * 1000)
    item = house.done("document", "in", "book", house.ana, "scan.png", "--title", "Permit", "--by", "mira")[
        "item"
    ]
    args = ("document", "out", "book", house.ana, item, "--by", "mira", "--purpose", "for the lawyer")
    assert house.call(*args, "--out", "back.png").code == 0
    assert (house.at / "back.png").read_bytes() == b"picture" * 1000
    other = ("document", "out", "book", house.ana, "person", "--by", "m", "--purpose", "x", "--out", "x.png")
    assert house.call(*other).code == 2
    assert not (house.at / "x.png").exists()


def test_a_card_is_made_shown_and_verified_offline(house: House) -> None:
    made = house.done(
        "card", "make", "book", house.ana, "--tell", "called", "--tell", "languages", "--by", "mira"
    )
    assert made["codes"] == 1
    assert sorted(one.name for one in house.at.glob("note*")) == ["note-1.png", "note-1.svg", "note.txt"]
    (house.at / "house.jwk").write_text(house.call("card", "key", "book").out)
    shutil.rmtree(house.at / "book")
    code = house.written("code", made["code"])
    assert house.done("card", "show", "note.txt", *code) == {"called": "Ana", "languages": ["tr"]}
    less = house.done("card", "show", "note.txt", "--tell", "languages", "--out", "less", *code)
    verify = ("card", "verify", "less.txt", "--key", "house.jwk")
    told = house.done(*verify, *house.written("less", less["code"]))
    assert (told["issuer"], told["tells"]) == ("house.example.org", {"languages": ["tr"]})
    scanned = (house.at / "less.txt").read_text()
    assert (
        house.done("card", "verify", "-", "--key", "house.jwk", "--code-file", "less", stdin=scanned) == told
    )
    assert house.call(*verify, *code).code == 4
    key = json.loads((house.at / "house.jwk").read_text())
    (house.at / "other.jwk").write_text(json.dumps({**key, "x": "A" * 43}))
    assert house.call("card", "verify", "less.txt", "--key", "other.jwk", "--code-file", "less").code == 4
    assert house.call("card", "verify", "less.txt", "--key", "note.txt", "--code-file", "less").code == 2


def test_two_people_for_a_victim_and_a_suspect(house: House) -> None:
    other = house.done("add", "book", "--by", "mira", stdin='{"role": "recruiter"}')["person"]
    join = ("join", "book", house.ana, other, "--reason", "same scar", "--by")
    assert house.done(*join, "mira")["joined"] is False
    assert house.call(*join, "mira").code == 1
    assert house.done(*join, "ben")["joined"] is True
    assert house.call("part", "book", house.ana, other, "--reason", "two sisters", "--by", "eva").code == 0


def test_erased_is_erased(house: House) -> None:
    erase = ("erase", "book", house.ana, "--by", "mira", "--reason", "asked for")
    assert house.call(*erase).code == 2
    assert house.call(*erase, "--yes").code == 0
    assert house.call("list", "book").out == ""
    assert house.call("show", "book", house.ana, "--by", "mira", "--purpose", "x").code == 2
    checked = house.done("check", "book")
    assert (checked["sound"], checked["erased"], checked["waiting"]) == (True, 1, 1)


def test_a_check_that_fails_ends_with_4(house: House) -> None:
    import sqlite3

    house.done("change", "book", house.ana, "note", "--by", "mira", stdin='{"text": "came by"}')
    rows = sqlite3.connect(house.at / "book" / "vault" / "records.db", isolation_level=None)
    rows.execute("DELETE FROM record WHERE rowid = (SELECT max(rowid) FROM record)")
    rows.close()
    ended = house.call("check", "book")
    assert ended.code == 4
    assert "taken out" in ended.err


def test_a_book_is_never_an_input_of_the_engine(house: House) -> None:
    for given in ("book", "book/vault", "book/leaves.json"):
        ended = manumit("run", given, "--workspace", "w", cwd=house.at)
        assert ended.code == 2
        assert "sealed records" in ended.err
    (house.at / "ads.csv").write_text("ad_id,posted_at,title,text\nA,2026-03-01T20:00:00Z,x,y\n")
    (house.at / "link").symlink_to("book")
    assert manumit("run", "link", "--workspace", "w", cwd=house.at).code == 2
    above = manumit("run", ".", "--workspace", "w", cwd=house.at)
    assert above.code == 3
    tables = b"".join(one.read_bytes() for one in (house.at / "w").rglob("*") if one.is_file())
    assert b"sealed records of people" in tables
    assert b"records.db" not in tables
    assert b"leaves.json" not in tables


WRONG = {
    "no such book": (("list", "nowhere"), 2),
    "no care records": (("list", "."), 2),
    "somebody unknown": (("show", "book", NOBODY, "--by", "m", "--purpose", "x"), 2),
    "no purpose": (("show", "book", "{ana}", "--by", "m", "--purpose", ""), 2),
    "no JSON": (("add", "book", "--by", "m"), 3),
    "a house over another": (("init", "book", "--org", "house.example.org", "--people", "1"), 2),
    "a house without a name": (("init", "new", "--org", "My House", "--people", "1"), 2),
    "no consent": (("consent", "withdraw", "book", "{ana}", "--consent", "x", "--by", "m"), 2),
    "a date that is none": (
        (
            "consent",
            "give",
            "book",
            "{ana}",
            "--for",
            "shelter",
            "--to",
            "shelter:X",
            "--item",
            "person",
            "--until",
            "soon",
            "--by",
            "m",
        ),
        2,
    ),
    "no card": (("card", "show", "book/care.json", "--code-file", "words"), 4),
}


@pytest.mark.parametrize(("words", "code"), WRONG.values(), ids=WRONG.keys())
def test_what_goes_wrong_is_said_in_words(house: House, words: tuple[str, ...], code: int) -> None:
    ended = house.call(*(one.format(ana=house.ana) for one in words))
    assert (ended.code, ended.out) == (code, "")
    assert ended.err.strip()


def test_the_wrong_passphrase_opens_nothing(house: House) -> None:
    ended = house.call("list", "book", **OTHER)
    assert (ended.code, ended.out) == (1, "")
    assert "passphrase" in ended.err
    assert house.call("list", "book", "--passphrase-file", "words", **OTHER).code == 0


def _names(group: Any, before: str = "") -> list[str]:
    found = [f"{before}{name}" for name, one in group.commands.items() if not hasattr(one, "commands")]
    return found + [
        name
        for at, one in group.commands.items()
        if hasattr(one, "commands")
        for name in _names(one, f"{before}{at} ")
    ]


def test_every_verb_says_how_to_call_it() -> None:
    import typer

    from manumit.doors.cli.care import care

    group = typer.main.get_command(care)
    names = _names(group)
    assert len(names) == 30
    for name in names:
        command: Any = group
        for word in name.split():
            command = command.commands[word]
        assert f"Example: manumit care {name}" in " ".join((command.help or "").split()) or (
            f"manumit care {name} " in " ".join((command.help or "").split())
        ), name
