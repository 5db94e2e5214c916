"""Flows, alarms, and events of a workspace."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from manumit.base.kernel import Refused, UsageError, load_settings
from manumit.engine.evidence import Workspace, read_sources
from manumit.engine.places import alarms, events_of, gravity


def test_a_gravity_model_finds_its_slope_and_the_odd_flow() -> None:
    rng = np.random.default_rng(1)
    x, y = rng.uniform(0, 100, (2, 25))
    distance = np.hypot(x[:, None] - x, y[:, None] - y) + np.eye(25)
    out, into = rng.gamma(3, 1, (2, 25))
    mean = 900 * out[:, None] * into[None, :] * distance**-1.3
    counts = rng.poisson(mean).astype(float)
    counts[3, 17] += 40 + 4 * mean[3, 17]
    found = gravity(counts, distance)
    assert found.slope == pytest.approx(-1.3, abs=0.06)
    assert found.q[3, 17] < 0.001
    off = ~np.eye(25, dtype=bool)
    assert (found.q[off] < 0.05).sum() <= 3
    assert np.nansum(found.expected, axis=1) == pytest.approx(np.where(off, counts, 0).sum(axis=1), rel=1e-6)


def test_flows_that_say_nothing() -> None:
    with pytest.raises(Refused, match="Too few movements: 6"):
        gravity(np.ones((3, 3)), np.ones((3, 3)))
    with pytest.raises(UsageError, match="above zero"):
        gravity(np.full((3, 3), 20.0), np.zeros((3, 3)))


def test_false_alarms_come_as_often_as_is_said() -> None:
    rng = np.random.default_rng(2)
    years = [alarms(rng.negative_binomial(5, 5 / 25, 104 + 52).astype(float), 104) for _ in range(150)]
    assert np.mean([bool(one.at) for one in years]) < 0.2
    rise = rng.negative_binomial(5, 5 / 25, 156).astype(float)
    rise[130:] = rng.negative_binomial(5, 5 / 55, 26)
    told = alarms(rise, 104)
    assert next(one for one in told.at if one >= 130) < 145
    assert told.spread == pytest.approx(0.2, abs=0.12)
    with pytest.raises(Refused, match="base of 3: a base needs"):
        alarms(rise, 3)


def test_records_become_events_and_a_hotline_s_never_do(tmp_path: Path) -> None:
    (tmp_path / "ads.csv").write_text(
        "ad_id,posted_at,title,text,location,lat,lon\n"
        "A1,2026-03-01T10:00:00Z,Room,Calm massage,Leeds,53.80,-1.55\n"
        "A2,2026-03-02T10:00:00Z,Room,Calm massage,Leeds,,\n"
        "A3,,Room,Calm massage,Leeds,53.80,-1.55\n"
    )
    (tmp_path / "reports.csv").write_text(
        "report_id,received_at,channel,text,location,country\n"
        "R1,2026-03-03T10:00:00Z,inspection,Locked door,Bradford,GB\n"
        "R2,2026-03-03T10:00:00Z,hotline,Somebody called,Leeds,GB\n"
    )
    workspace = Workspace.open(tmp_path / "w", create=True)
    with workspace.lock():
        read_sources(workspace, [tmp_path / "ads.csv", tmp_path / "reports.csv"], load_settings())
    found = events_of(workspace)
    assert found.kinds == ("ad", "report")
    assert found.precision.tolist() == [0.0, 5_000.0, 5_000.0]
    assert found.channel.tolist() == [2, 2, 1]
    assert found.lon[1] == pytest.approx(-1.55, abs=0.05)
    empty = Workspace.open(tmp_path / "empty", create=True)
    with pytest.raises(Refused, match="where and when"):
        events_of(empty)
