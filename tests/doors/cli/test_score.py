"""`manumit score`: a forecast is made, its window passes, and it is reckoned with."""

from __future__ import annotations

import json
from pathlib import Path

from tests.doors.cli.program import manumit
from tests.doors.cli.test_hotspots import write_events
from tests.engine.places.towns import write_area


def test_a_forecast_is_scored_beside_the_plain_count_and_a_changed_one_is_not(tmp_path: Path) -> None:
    events, area, out = write_events(tmp_path / "e.csv", 500), write_area(tmp_path), tmp_path / "f.csv"
    call = ("forecast", events, "--area", area, "--origin", "2020-11-20", "--horizon", "21", "--out", out)
    assert manumit(*call, "--resolution", "8", "--kind", "theft").code == 0
    about = json.loads((tmp_path / "f.csv-metadata.json").read_text())
    assert (about["handling"], about["origin"], about["kinds"]) == ("investigator", "2020-11-20", ["theft"])
    done = manumit("score", out, events, "--json")
    assert done.code == 0, done.err
    told = json.loads(done.out)
    assert told["seen"] > 10
    assert 0 <= told["place_test"] <= 1
    assert told["forecast"]["information_gain"] > told["count"]["information_gain"]
    assert told["forecast"]["hits"] == sorted(told["forecast"]["hits"])
    assert "plain count" in manumit("score", out, events).out
    out.write_text(out.read_text().replace("8", "7"))
    changed = manumit("score", out, events)
    assert changed.code == 4
    assert "is not the table" in changed.err


def test_a_window_that_is_not_over_is_not_scored(tmp_path: Path) -> None:
    events, area, out = write_events(tmp_path / "e.csv", 400), write_area(tmp_path), tmp_path / "f.csv"
    call = ("forecast", events, "--area", area, "--origin", "2021-01-01", "--horizon", "21", "--out", out)
    assert manumit(*call, "--resolution", "8", "--kind", "theft").code == 0
    done = manumit("score", out, events)
    assert done.code == 1
    assert "ends on 2020-12-28, before the window begins (2021-01-01)" in done.err
    more = write_events(tmp_path / "more.csv", 400, "theft,2021-01-05,-30.1,40.1")
    done = manumit("score", out, more)
    assert done.code == 0
    assert "the last event is of 2021-01-05; the window runs until 2021-01-22" in done.err
