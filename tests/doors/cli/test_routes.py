"""`manumit routes`, as it is called."""

from __future__ import annotations

import csv
import hashlib
import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from manumit.base.kernel import Settings
from manumit.engine.evidence import Logbook
from tests.doors.cli.program import manumit
from tests.engine.places.itineraries import rows_of, world


@pytest.fixture(scope="module")
def moves(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = world(2, people=120, circuits=3, pairs=2)
    path = tmp_path_factory.mktemp("moves") / "moves.csv"
    rows = [*rows_of(made.sightings), "T0,soon,1,50", "T0,2022-01-01,north,50"]
    path.write_text("\n".join(["phone,date,lon,lat", *rows]) + "\n", encoding="utf-8")
    return path


def test_everything_and_what_others_may_have(moves: Path, tmp_path: Path) -> None:
    out, partner = tmp_path / "routes.json", tmp_path / "partner.csv"
    done = manumit("routes", moves, "--radius", 5000, "--least", 4, "--out", out, "--publish", partner)
    assert done.code == 3, done.err
    assert done.out == ""
    assert "1 row left out, the date cannot be read (row 1831)" in done.err
    assert "1 row left out, a coordinate is missing or no number (row 1832)" in done.err
    assert "each is a stop" in done.err
    told = json.loads(out.read_text(encoding="utf-8"))
    assert told["handling"] == "investigator"
    own = json.loads((tmp_path / "routes.json-metadata.json").read_text(encoding="utf-8"))
    assert own["handling"] == "investigator"
    assert own["may_be_used_for"] == ["investigation"]
    assert own["says"].startswith("It names who was seen.")
    assert told["rows"] == 1832
    assert sum(one["count"] for one in told["rows_left_out"].values()) == 2
    assert sum(one["stops"] for one in told["places"]) == told["stops"]
    assert sum(one["trips"] for one in told["ways"]) == told["trips"]
    rounds = [one for one in told["circuits"] if len(one["cells"]) == 4]
    assert len(rounds) >= 3
    assert all(one["q"] <= 0.05 and one["travellers"] > one["high"] for one in rounds)
    pairs = {frozenset(one["travellers"]) for one in told["together"]}
    assert pairs == {frozenset(("T119", "T120")), frozenset(("T118", "T121"))}
    with partner.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert rows
    assert {row["travellers"] for row in rows} <= {"about 5", "about 10"}
    assert "T1" not in partner.read_text(encoding="utf-8")
    beside = json.loads((tmp_path / "partner.csv-metadata.json").read_text(encoding="utf-8"))
    assert beside["handling"] == "partner"
    assert beside["resolution"] <= 8
    assert beside["says"].startswith("Places, not persons.")


def test_a_short_answer_names_nobody(moves: Path) -> None:
    call = ("routes", moves, "--radius", 5000, "--traveller", "Phone", "--quiet")
    done = manumit(*call)
    assert done.code == 3
    assert "Pairs that share more legs than chance brings: 2 (--out says who)" in done.out
    assert "travellers, by chance" in done.out
    assert "T1" not in done.out
    assert len(done.err.splitlines()) == 2, "only what went wrong"
    assert manumit(*call).out == done.out
    assert manumit(*call, "--json").json()["stops"] > 1000


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--traveller", "plate"], "does not say who moved: it has phone, date, lon, lat"),
        (["--resolution", "9"], "resolution from 0 to 8"),
        (["--out", "routes.csv"], "does not end in .json"),
        (["--least", "1"], "two travellers at least"),
    ],
)
def test_calls_that_cannot_be_meant(moves: Path, more: list[str], said: str) -> None:
    done = manumit("routes", moves, *more)
    assert done.code == 2
    assert said in done.err


def test_too_few_is_said(tmp_path: Path) -> None:
    path = tmp_path / "few.csv"
    path.write_text("phone,date,lon,lat\nA,2026-03-01,1,50\n", encoding="utf-8")
    done = manumit("routes", path, "--out", tmp_path / "r.json")
    assert done.code == 1
    assert "Too few stops: 1; routes need 30" in done.err
    assert not (tmp_path / "r.json").exists()


ROUND = ("Leeds", "Hull", "Sheffield", "Manchester")


@pytest.fixture(scope="module")
def adverts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of adverts: eight phones go one round three times, twelve anyhow, one is in two towns at once."""
    folder = tmp_path_factory.mktemp("adverts")
    dealt = np.random.default_rng(5)
    rows = ["ad_id,posted_at,source,title,text,location,contact"]
    for phone in range(20):
        first = int(dealt.integers(0, 60))
        for at in range(12):
            town = (
                ROUND[(phone + at) % 4] if phone < 8 else str(dealt.choice([*ROUND, "Leicester", "Norwich"]))
            )
            day = date(2026, 1, 1) + timedelta(days=first + 4 * at)
            number = f"+44 7700 9001{phone:02}"
            rows.append(
                f"A{phone}-{at},{day}T10:00:00Z,board,Hello {phone} {at},Ring {number},{town},{number}"
            )
    for town in ("Leeds", "Norwich"):
        rows.append(f"B-{town},2026-02-01T10:00:00Z,board,Here,Ring,{town},+44 7700 900150")
    (folder / "ads.csv").write_text("\n".join([*rows, ""]), encoding="utf-8")
    assert manumit("run", folder / "ads.csv", "--workspace", folder / "w", "--quiet").code == 0
    return folder / "w"


def test_a_workspace_is_followed_and_nobody_is_named_without_a_purpose(adverts: Path, tmp_path: Path) -> None:
    out = tmp_path / "routes.json"
    call = ("routes", adverts, "--traveller", "phone", "--quiet")
    assert manumit(*call, "--out", out).code == 0
    told = json.loads(out.read_text(encoding="utf-8"))
    [best] = [one for one in told["circuits"] if len(one["cells"]) == 4]
    assert best["travellers"] >= 8
    assert told["travellers"] == 21
    [fast] = told["too_fast"]
    assert told["who"][fast["traveller"]].endswith("50")
    assert len(fast["records"]) == 2
    assert all(name.startswith("••••") for name in told["who"].values())
    shown = manumit(*call, "--json", "--reveal", "--purpose", "case 4")
    assert any(name.startswith("+447700") for name in json.loads(shown.out)["who"].values())
    assert "case 4" in (adverts / "reveals.jsonl").read_text(encoding="utf-8")
    assert manumit(*call, "--reveal").code == 2
    kept = manumit(*call, "--purpose", "case 4")
    assert kept.code == 2
    assert "--purpose goes with --reveal" in kept.err


def test_what_others_get_of_a_workspace_is_in_its_log(adverts: Path, tmp_path: Path) -> None:
    partner = tmp_path / "partner.csv"
    call = ("routes", adverts, "--traveller", "phone", "--deals", 19, "--quiet", "--publish", partner)
    assert manumit(*call).code == 0
    assert "circuit," in partner.read_text(encoding="utf-8")
    last = Logbook(adverts, Settings()).events()[-1]
    assert (last.type, last.body["what"], last.body["format"]) == ("export_made", "routes", "csv")
    assert last.body["sha256"] == hashlib.sha256(partner.read_bytes()).hexdigest()


def test_who_is_revealed_goes_with_a_workspace(moves: Path) -> None:
    done = manumit("routes", moves, "--reveal", "--purpose", "case 4")
    assert done.code == 2
    assert "go with a workspace" in done.err
