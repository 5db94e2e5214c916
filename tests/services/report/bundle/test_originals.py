"""Whole originals: only sealed, only to the one who is named, and never of a file that holds what may not be seen."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from manumit.base.kernel import UsageError, VerificationFailed, WrongKey
from manumit.base.vault import Keyring, PassphraseHolder, Tombstones
from manumit.engine.evidence import Gone, Logbook, read_sources
from manumit.engine.job import Subject, erase, keep_log, seek
from manumit.services.report import Handover, Recipient, RecipientKey, make_bundle, open_originals
from manumit.services.report.bundle.archive import pack, unpack
from tests.services.report.bundle import scene
from tests.services.report.bundle.scene import FILES, PICTURE, SETTINGS, VICTIM, Desk, faults, verified

COURT = RecipientKey("Crown Court", bytes(range(32)))
ERASED = "withheld: it holds what was erased, has expired or lacks consent"


def sha256(name: str) -> str:
    return hashlib.sha256(FILES[name].encode()).hexdigest()


def make(desk: Desk, *only: str, to: Recipient = COURT.recipient) -> bytes:
    return make_bundle(
        desk.workspace, desk.lead.lead_id, SETTINGS, handover=Handover(to, "case 12", tuple(only))
    )


def states(data: bytes) -> dict[str, str]:
    """SHA-256 -> state."""
    return {one["file_sha256"]: one["state"] for one in json.loads(unpack(data)["originals.json"])}


@pytest.fixture(scope="module")
def made(kept: Desk) -> bytes:
    return make(kept)


def test_the_recipient_gets_the_very_files_and_nobody_else(made: bytes) -> None:
    opened = open_originals(made, COURT)
    assert {hashlib.sha256(one).hexdigest() for one in opened.values()} == {
        sha256("payments.csv"),
        sha256("shop.html"),
    }
    assert {Path(name).suffix for name in opened} == {".csv", ".html"}
    assert VICTIM.encode() not in made, "the rest is masked, and what is sealed cannot be read"
    with pytest.raises(WrongKey):
        open_originals(made, RecipientKey.new("Somebody else"))


def test_what_holds_a_picture_stays_here(made: bytes) -> None:
    assert states(made)[sha256("ads.jsonl")] == "withheld: it holds a picture"
    assert PICTURE.encode() not in b"".join(open_originals(made, COURT).values())


def test_a_check_says_that_they_are_there_and_for_whom(made: bytes, kept: Desk) -> None:
    checked = verified(made)
    assert (checked.sound, checked.originals) == (True, {"Crown Court": 2})
    assert verified(kept.make()).originals == {}
    assert b"sealed for Crown Court" in unpack(made)["cover.html"]


def test_that_they_went_out_is_logged_first(desk: Desk) -> None:
    make(desk)
    shared = [one for one in Logbook(desk.workspace.path, SETTINGS).events() if one.type == "share"]
    assert shared[-1].body["to"] == "Crown Court"
    assert shared[-1].body["purpose"] == "case 12"
    assert sha256("shop.html") in shared[-1].body["files"]
    assert b"Crown" not in shared[-1].leaf


def test_one_of_them_can_be_chosen(desk: Desk) -> None:
    assert set(states(make(desk, sha256("shop.html")[:8]))) == {sha256("shop.html")}
    with pytest.raises(UsageError, match="begins with 'ffff'"):
        make(desk, "ffff")


@pytest.mark.parametrize("state", ["given", "sealed"])
def test_a_changed_list_of_originals_is_found(made: bytes, state: str) -> None:
    members = unpack(made)
    told = json.loads(members["originals.json"])
    (withheld,) = (one for one in told if one["state"] != "sealed")
    withheld["state"] = state
    found = verified(pack({**members, "originals.json": json.dumps(told).encode()}))
    assert "originals.json" in faults(found)


def test_a_file_that_is_not_the_one_that_was_logged_is_not_handed_on(made: bytes) -> None:
    members = unpack(made)
    told = json.loads(members["originals.json"])
    one, other = (entry for entry in told if entry["state"] == "sealed")
    one["sealed_in"], other["sealed_in"] = other["sealed_in"], one["sealed_in"]
    with pytest.raises(VerificationFailed, match="not the file"):
        open_originals(pack({**members, "originals.json": json.dumps(told).encode()}), COURT)


def test_no_original_of_a_file_from_which_somebody_was_erased(own: Desk) -> None:
    ring = Keyring.create(own.workspace.path, PassphraseHolder("correct horse battery staple"))
    sought = seek(own.workspace, SETTINGS, Subject(records=(("payment", "N-7"),)))
    erase(own.workspace, ring, sought, "asked for", SETTINGS)
    data = make(scene.with_lead(own))  # as the next run makes it: the lead does not rest on what went
    assert states(data)[sha256("payments.csv")] == ERASED
    assert states(data)[sha256("shop.html")] == "sealed"
    assert verified(data).sound


def test_nor_of_one_that_was_read_after_an_erasure(own: Desk) -> None:
    """What was erased is left out at once when it comes again, so no row is missing; the file holds it all the same."""
    ring = Keyring.create(own.workspace.path, PassphraseHolder("correct horse battery staple"))
    sought = seek(own.workspace, SETTINGS, Subject(records=(("payment", "P-1"),)))
    erase(own.workspace, ring, sought, "asked for", SETTINGS)
    again = own.originals / "again.csv"
    again.write_text(FILES["payments.csv"].replace("rent", "hire").replace("N-", "M-"), "utf-8")
    read_sources(own.workspace, [again], SETTINGS, gone=Gone.of(Tombstones(ring)))
    keep_log(own.workspace, SETTINGS)
    found = scene.records(own.workspace)
    assert "M-1" in found
    lead = scene.lead_of({"M-1": found["M-1"], "M-2": found["M-2"]})
    later = scene.with_lead(own, records=lead.records, findings=lead.findings)
    assert set(states(make(later)).values()) == {ERASED}


def test_an_original_that_was_moved_is_said_to_be_gone(own: Desk) -> None:
    shutil.move(own.originals / "shop.html", own.originals / "elsewhere.html")
    assert states(make(own))[sha256("shop.html")] == "withheld: it is not where it was read"


@pytest.mark.parametrize(
    "text",
    ["", "Court", "Court AAAA", "Court " + "B" * 88, str(COURT), " " + str(COURT.recipient).split()[-1]],
)
def test_what_is_no_key_of_a_recipient_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        Recipient.parse(text)


def test_keys_are_read_back_as_they_were_written() -> None:
    key = RecipientKey.new("Crown Court, room 3")
    assert RecipientKey.parse(str(key)) == key
    assert Recipient.parse(f"{key.recipient}\n") == key.recipient
    assert repr(key.secret) not in repr(key)
