"""What goes into a bundle and what does not: masked, revealed, pictures, whole originals, originals that are gone."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from manumit.base.kernel import UsageError, VerificationFailed, WorkspaceError
from manumit.base.vault import Keyring, PassphraseHolder
from manumit.engine.evidence import Logbook
from manumit.engine.job import Subject, erase, seek
from manumit.services.report.bundle.archive import unpack
from tests.services.report.bundle import scene
from tests.services.report.bundle.scene import (
    PHONE,
    PICTURE,
    SECRET,
    SETTINGS,
    VICTIM,
    Desk,
    verified,
    with_lead,
)

NAMED = [VICTIM, "Dimaculangan", PHONE, "07700 900123", "7700900123", "VICT-550067", "1999-11-21"]


def everywhere(data: bytes, word: str) -> list[str]:
    """The members that hold a word, in any of the usual spellings."""
    forms = [
        word.encode("utf-8"),
        word.encode("utf-16-le"),
        base64.b64encode(word.encode())[:-4],
        word.encode().hex().encode(),
    ]
    return [name for name, member in unpack(data).items() for form in forms if form.lower() in member.lower()]


def test_the_same_workspace_gives_the_same_bytes(desk: Desk) -> None:
    first = desk.make()
    events = len(Logbook(desk.workspace.path, SETTINGS).events())
    assert desk.make() == first
    assert len(Logbook(desk.workspace.path, SETTINGS).events()) == events


def test_when_the_log_grew_only_the_proofs_are_others(desk: Desk) -> None:
    first = unpack(desk.make())
    Logbook(desk.workspace.path, SETTINGS).add("export_made", "other", {"what": "leads"})
    again = unpack(desk.make())
    assert {name for name in first if first[name] != again[name]} == {
        name for name in first if name.startswith("seal/") and name != "seal/bundle.event.json"
    }
    assert verified(desk.make()).sound


@pytest.mark.parametrize("word", NAMED)
def test_possible_victims_are_nowhere_in_a_masked_bundle(
    masked_bundle: bytes, open_bundle: bytes, word: str
) -> None:
    assert everywhere(masked_bundle, word) == []
    assert everywhere(open_bundle, word) or word in ("7700900123",)


def test_ids_that_could_be_guessed_are_nowhere(desk: Desk) -> None:
    """An entity's id is a hash of its number or name."""
    known = with_lead(desk, ties=(("ent_v", "ent_x", "holds", 0.5),))
    told = json.loads(known.members()["lead.json"])
    assert [one["entity_id"] for one in told["members"]] == [f"entity-{number}" for number in range(1, 6)]
    assert (told["ties"][0]["from"], told["findings"][0]["subject"]) == ("entity-1", "entity-6")
    for entity in ("ent_v", "ent_x", "ent_p"):
        assert everywhere(known.make(), entity) == []
        assert entity == "ent_p" or everywhere(known.make("for the court"), entity) == ["lead.json"]


def test_neighbours_are_nowhere(masked_bundle: bytes, open_bundle: bytes) -> None:
    for data in (masked_bundle, open_bundle):
        assert everywhere(data, SECRET) == []
        assert everywhere(data, "GB-OTHER") == []
        assert everywhere(data, "payments.csv") == [], "a name of a file may name a person"


def test_masked_only_what_says_nothing_is_handed_over(kept: Desk) -> None:
    states = {source: span["state"] for source, span in kept.spans().items()}
    assert states.pop("shop.html" if "shop.html" in states else next(s for s in states if "shop" in s)) == (
        "withheld: it is the whole original"
    )
    assert states == {
        "P-1": "given",
        "P-2": "withheld: possible victims are masked",
        "A-1": "given",
        "A-2": "withheld: possible victims are masked",
        "A-3": "withheld: it holds a picture",
    }


def test_revealed_the_bytes_are_those_of_the_file(kept: Desk, open_bundle: bytes) -> None:
    members = unpack(open_bundle)
    spans = kept.spans("for the court")
    assert members[spans["P-2"]["bytes_in"]].decode() == FILES_LINE
    assert spans["A-3"]["state"] == "withheld: it holds a picture"
    assert json.loads(members["bundle.json"])["purpose"] == "for the court"


def test_a_picture_is_nowhere_but_its_hash_is(masked_bundle: bytes, open_bundle: bytes) -> None:
    digest = hashlib.sha256(base64.b64decode(PICTURE.partition(",")[2])).hexdigest()
    for data in (masked_bundle, open_bundle):
        assert everywhere(data, PICTURE[22:60]) == []
        assert f"see (picture, sha256 {digest}) here".encode() in unpack(data)["records.json"]


FILES_LINE = next(
    line for line in scene.FILES["payments.csv"].splitlines(keepends=True) if line.startswith("P-2")
)


def test_a_withheld_span_is_committed_to_without_its_salt(kept: Desk) -> None:
    masked, shown = kept.spans()["P-2"], kept.spans("for the court")["P-2"]
    assert [piece["leaf"] for piece in masked["pieces"]] == [piece["leaf"] for piece in shown["pieces"]]
    assert masked["bytes_in"] is None
    assert all("salt" not in piece for piece in masked["pieces"])


def test_an_original_that_was_moved(own: Desk) -> None:
    shutil.move(own.originals / "payments.csv", own.folder / "elsewhere.csv")
    (own.originals / "ads.jsonl").write_text("another file", "utf-8")
    data = own.make("for the court")
    checked = verified(data)
    assert (checked.sound, checked.spans, checked.given) == (True, 6, 0)
    states = {span["state"] for source, span in own.spans("for the court").items() if "shop" not in source}
    assert states == {"withheld: the original is not where it was read"}
    assert b"VICT-550067" in unpack(data)["records.json"]


def test_a_file_read_before_the_log_knew_trees(own: Desk) -> None:
    hidden = own.folder / "hidden.csv"
    shutil.move(own.originals / "payments.csv", hidden)
    for name in ("events.jsonl", "ledger.vkey"):
        (own.workspace.path / name).unlink()
    shutil.rmtree(own.workspace.path / "ledger")
    own.make()
    shutil.move(hidden, own.originals / "payments.csv")
    assert own.spans()["P-1"]["state"] == "withheld: no tree of the file was logged"
    assert verified(own.make()).sound


def test_records_that_were_moved_in_the_tables(own: Desk) -> None:
    (part,) = own.workspace.parts("payment")
    table = pq.read_table(part)
    offsets = pa.array([offset + 3 for offset in table["byte_offset"].to_pylist()], pa.int64())
    pq.write_table(
        table.set_column(
            table.schema.get_field_index("byte_offset"), table.schema.field("byte_offset"), offsets
        ),
        part,
    )
    with pytest.raises(VerificationFailed, match="not where they were"):
        own.make()


def test_what_was_decided_is_there_with_its_entry(kept: Desk, open_bundle: bytes) -> None:
    for purpose, note, name in (
        (None, "spoke to someone (A)", "alert-1"),
        ("for the court", f"spoke to {VICTIM}", "alr_1"),
    ):
        members = kept.members(purpose)
        (told,) = json.loads(members["decisions.json"])
        assert (told["alert_id"], told["note"], told["by"]) == (name, note, "Officer Jones")
        event = json.loads(members[f"events/{told['event']:06d}.json"])
        assert (event["body"]["about"], event["body"]["decision"]) == ("alert", "closed")
        assert "alr_1" not in event["body"].values()
        assert json.loads(event["leaf"])["type"] == "judgement"


def test_a_masked_bundle_holds_no_id_that_is_made_of_an_identifier(
    masked_bundle: bytes, open_bundle: bytes
) -> None:
    """Whoever sees one could try all telephone numbers until one fits."""
    guessable = re.compile(rb"\b(ent|alr|watch|fnd)_[a-z0-9]+")
    assert guessable.search(masked_bundle) is None
    assert {one.group(1) for one in guessable.finditer(open_bundle)} == {b"ent", b"alr"}


def test_how_it_was_computed(kept: Desk) -> None:
    told = json.loads(kept.members()["computation.json"])
    assert {one["reader"].split("/")[0] for one in told["1_reading"]} >= {"csv", "jsonl"}
    (flag,) = told["3_flags"]
    assert (flag["indicator"], flag["version"]) == ("collector_star", 1)
    assert any("FATF" in source for source in flag["source"])
    assert len(told["versions"]["weights"]["leads/weights.yaml"]) == 64
    assert told["4_score"]["against"] == [{"explanation": "shared_home", "adds_log_odds": -0.2}]


def test_what_may_no_longer_be_seen_is_named_and_left_out(tmp_path: Path) -> None:
    past = scene.desk(tmp_path / "past", expires="2026-04-01T00:00:00Z")
    members = past.members("for the court")
    (absent,) = json.loads(members["bundle.json"])["absent_records"]
    assert absent == scene.records(past.workspace)["R-1"].record_id
    assert b"He rang" not in past.make("for the court")
    assert b"may no longer be seen" in members["cover.html"]
    assert verified(past.make()).sound


def test_a_lead_by_its_rank_and_none(desk: Desk) -> None:
    from manumit.services.report import make_bundle

    assert make_bundle(desk.workspace, "1", SETTINGS) == desk.make()
    with pytest.raises(UsageError, match="no lead 'lead_x'"):
        make_bundle(desk.workspace, "lead_x", SETTINGS)


def test_a_record_of_a_file_that_nobody_read(desk: Desk) -> None:
    journal = desk.workspace.path / "custody.jsonl"
    told = json.loads(journal.read_text("ascii"))
    told["sources"] = [source for source in told["sources"] if source["format"] != "csv"]
    journal.write_text(json.dumps(told) + "\n", "ascii")
    with pytest.raises(WorkspaceError, match="does not know the file"):
        desk.make()


def test_the_event_is_logged_once_with_what_it_is_of(desk: Desk) -> None:
    desk.make()
    desk.make("for the court")
    made = [
        event.body for event in Logbook(desk.workspace.path, SETTINGS).events() if event.type == "bundle_made"
    ]
    assert [one["masked"] for one in made[-2:]] in ([True, False], [False, True])
    with_lead(desk, says="Another sentence.").make()
    assert len([e for e in Logbook(desk.workspace.path, SETTINGS).events() if e.type == "bundle_made"]) == 3


def test_after_an_erasure_the_others_of_the_file_are_still_proven(own: Desk) -> None:
    """The row is gone from the table, the tree stays that of the file as it was read."""
    ring = Keyring.create(own.workspace.path, PassphraseHolder("correct horse battery staple"))
    sought = seek(own.workspace, SETTINGS, Subject(records=(("payment", "P-1"),)))
    erase(own.workspace, ring, sought, "asked for", SETTINGS)
    left = {name: ref for name, ref in scene.records(own.workspace).items() if name in ("P-2", "A-1")}
    assert "P-1" not in scene.records(own.workspace)
    lead = scene.lead_of(left)
    later = with_lead(own, records=lead.records, findings=lead.findings)
    data = later.make("for the court")
    assert verified(data).sound
    assert later.spans("for the court")["P-2"]["state"] == "given"
    assert everywhere(data, "2026-03-01T20:00:00Z,BOSS") == []
