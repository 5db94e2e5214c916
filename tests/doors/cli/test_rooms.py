"""`manumit rooms` as people meet it: a catalogue is made, asked, and refuses what it cannot answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.rooms import jpeg
from benchmarks.rooms.views import view
from tests.base.govern.onnx_models import card_text, write_model
from tests.doors.cli.program import manumit

PIECES = {"art": 412, "headboard": 412, "rug": 412}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hotels")
    (made / "pics").mkdir()
    rows = ["hotel,chain,room,file"]
    for at in range(3):
        pieces = {kind: seed + 50 * at for kind, seed in PIECES.items()}
        (made / "pics" / f"{at}.jpg").write_bytes(jpeg(view(pieces, 412 + 1000 * at)))
        rows.append(f"Hotel {at},Chain {at},1,pics/{at}.jpg")
    (made / "pics" / "cut.jpg").write_bytes((made / "pics" / "0.jpg").read_bytes()[:3000])
    rows += ["Hotel 3,,,pics/cut.jpg", "Hotel 4,,,pics/none.jpg"]
    (made / "hotels.csv").write_text("\n".join(rows) + "\n")
    (made / "asked.jpg").write_bytes(jpeg(view(PIECES, 912)))
    ended = manumit("rooms", "index", made / "hotels.csv", "--out", made / "hotels.npz")
    assert ended.code == 3, ended.err
    assert "3 pictures of 3 hotels" in ended.err
    return made


def test_what_cannot_be_used_is_told(folder: Path) -> None:
    told = [json.loads(line) for line in (folder / "hotels.quarantine.jsonl").read_text().splitlines()]
    assert [one["path"] for one in told] == ["pics/cut.jpg", "pics/none.jpg"]
    assert all(one["reason"] for one in told)


def test_a_picture_is_asked_for(folder: Path) -> None:
    ended = manumit(
        "rooms", "find", folder / "asked.jpg", "--among", folder / "hotels.npz", "--most-false", "0.3"
    )
    assert ended.code == 0
    found = ended.json()
    assert [one["hotel"] for one in found["hotels"]] == ["Hotel 0"]
    assert found["hotels"][0]["expected_false"] == 0.25
    assert found["measured_on"] == 3
    asked = ("rooms", "find", folder / "asked.jpg", "--among", folder / "hotels.npz", "--most-false", "0.3")
    art = manumit(*asked, "--part", "0.24,0.03,0.61,0.38").json()
    assert [one["hotel"] for one in art["hotels"]] == ["Hotel 0"]
    for odd in ("0.5,0.1,0.2,0.4", "a wall"):
        refused = manumit(*asked, "--part", odd)
        assert refused.code == 2
        assert "shares between 0 and 1" in refused.err
    strict = manumit("rooms", "find", folder / "asked.jpg", "--among", folder / "hotels.npz", "--quiet")
    assert strict.json()["hotels"] == []
    assert "needs 20 or more" in strict.json()["why_none"]
    assert strict.err == ""


def test_two_agencies_ask_whether_they_know_a_room(folder: Path) -> None:
    use = ("--purpose", "request 9", "--basis", "court order 12/26")
    state = {"XDG_STATE_HOME": str(folder / "state")}
    given, ours = folder / "q.jsonl", folder / "hotels.npz"
    share = ("rooms", "regions", ours, "--out", given, "--to", "border police")
    assert manumit(*share, env=state).code == 2, "purpose and basis first"
    assert not given.exists()
    ended = manumit(*share, *use, env=state)
    assert ended.code == 0, ended.err
    text, beside = given.read_text(), given.with_suffix(".rows.csv").read_text()
    for told in ("pics", "Hotel", "Chain", "request", "order"):
        assert told not in text
    assert given.stat().st_mode & 0o077 == 0
    asked = manumit("rooms", "ask", given, "--among", ours, *use, "--most-false", "0.3", env=state)
    assert asked.code == 0, asked.err
    told = asked.json()
    assert told["rows"] == len(text.splitlines()) - 1 == len({one["row"] for one in told["known"]}) > 0
    whose = dict(line.split(",") for line in beside.splitlines()[1:])
    assert all(whose[str(one["row"])] == one["file"] for one in told["known"])
    strict = manumit("rooms", "ask", given, "--among", ours, *use, "--quiet", env=state)
    assert (strict.json()["known"], strict.err) == ([], "")
    assert "needs 20 or more" in strict.json()["why_none"]
    lines = (folder / "state" / "manumit" / "biometrics.jsonl").read_text().splitlines()
    assert [json.loads(line)["what"] for line in lines] == ["rooms regions", "rooms ask", "rooms ask"]
    events = (folder / "state" / "manumit" / "biometrics" / "events.jsonl").read_text()
    assert ("export_made" in events, "border" in events, "request 9" in events) == (True, False, False)
    assert manumit("rooms", "ask", folder / "hotels.csv", "--among", ours, *use, env=state).code == 3
    cut = ("rooms", "regions", folder / "pics" / "cut.jpg", "--out", given, "--to", "x", *use)
    assert (manumit(*cut, env=state).code, given.read_text()) == (3, text), "nothing to give"


def test_a_model_of_rooms_is_admitted_before_it_describes(folder: Path) -> None:
    model, card = write_model(folder / "rooms.onnx", side=64), folder / "rooms.json"
    card.write_text(card_text(modality="room"))
    (folder / "few.csv").write_text("hotel,file\nHotel 0,pics/0.jpg\nHotel 1,pics/1.jpg\n")
    index = ("rooms", "index", folder / "few.csv", "--out", folder / "few.npz")
    for setting in ({}, {"MANUMIT_MODEL_KEYS": str(folder / "admins")}):
        refused = manumit(*index, "--model", model, env=setting)
        assert (refused.code, (folder / "few.npz").exists()) == (1, False)
        assert "admit" in refused.err
    made = manumit("models", "admit", model, "--card", card, "--key", folder / "key", "--name", "example.org")
    assert made.code == 0, made.err
    (folder / "admins").write_text(made.out)
    setting = {"MANUMIT_MODEL_KEYS": str(folder / "admins"), "MANUMIT_ROOM_MODEL": str(model)}
    assert manumit(*index, env=setting).code == 0
    asked = ("rooms", "find", folder / "asked.jpg", "--among", folder / "few.npz", "--most-false", "0.9")
    found = manumit(*asked, env=setting)
    assert found.code == 0, found.err
    assert [one["hotel"] for one in found.json()["hotels"]]
    listed = manumit("models", "list", env=setting).json()[-1]
    assert (listed["comes with"], listed["modality"]) == ("MANUMIT_ROOM_MODEL", "room")
    assert (listed["licence"], listed["training"], len(listed["sha256"])) == (
        "CC0-1.0",
        "None: random numbers.",
        64,
    )
    bare = manumit(*asked)
    assert bare.code == 2  # the catalogue was made with a model
    model.write_bytes(model.read_bytes() + b" ")
    assert manumit(*asked, env=setting).code == 4


def test_a_catalogue_without_its_columns_is_refused(folder: Path) -> None:
    (folder / "odd.csv").write_text("name,picture\nA,a.jpg\n")
    ended = manumit("rooms", "index", folder / "odd.csv", "--out", folder / "odd.npz")
    assert ended.code == 2
    assert not (folder / "odd.npz").exists()
