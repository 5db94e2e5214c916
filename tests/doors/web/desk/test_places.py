"""Studies of places: handed in, worked out by a real worker, shown as fine as somebody may see, and briefed."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.test import Client

from manumit.base.kernel import ManumitError
from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts import forecasts, leafing
from manumit.doors.web.desk.acts.studying import folder_of
from manumit.doors.web.desk.acts.surveying import RESULT, survey
from manumit.doors.web.desk.models import Study, Trace, Workspace, WorkspaceMember
from manumit.doors.web.desk.sights import studies
from manumit.doors.web.desk.sights.hexagon_sheet import quantiles
from manumit.doors.web.desk.sights.sheet import Sheet
from manumit.doors.web.desk.templatetags.words import bound
from manumit.engine.evidence import TOMBSTONES
from tests.doors.web.desk.hands import page, state, until, worker
from tests.doors.web.desk.surveys import AREA_FILE, ask, asked, events

EXCHANGED = "\n".join(
    ["date,lon,lat", *(f"2026-01-02,{53.78 + at / 1000:.3f},{-1.55 - at / 1000:.3f}" for at in range(40))]
).encode()


def worked_out(client: Client, **changed: Any) -> Study:
    """A study, its forecast sealed."""
    study = asked(client, **changed)
    forecasts.settle(study.job, study.job.result)
    return study


def open_it(client: Client, study: Study) -> None:
    """Put on record why it is handed on unchecked."""
    reason = "The town hall asked for it before the census is out."
    assert client.post(f"/w/fresh/places/{study.pk}/reason", {"reason": reason}).status_code == 302


@pytest.fixture
def analyst(fresh: Workspace) -> Client:
    """The browser of somebody who may see places, but not fine ones."""
    user = User.objects.create(username="ana", role="analyst")
    WorkspaceMember.objects.create(workspace=fresh, user=user)
    made = Client()
    made.force_login(user)
    session = made.session
    session["by_link"] = True
    session.save()
    return made


# --- The way of a study


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_works_it_out_and_the_map_is_there(browser: Client, fresh: Workspace) -> None:
    ask(browser)
    study = Study.objects.get()
    assert "m-live" in page(browser, f"/w/fresh/places/{study.pk}")
    with worker():
        until(lambda: state(study.job) in ("done", "failed"))
    study.job.refresh_from_db()
    assert study.job.error == {}
    assert study.job.result["events"] == 600
    shown = page(browser, f"/w/fresh/places/{study.pk}")
    assert "of 600 events" in shown
    assert "Checked on property crime alone" in shown
    told = browser.get(f"/w/fresh/places/{study.pk}/cells.json").json()
    assert told["resolution"] == 9
    assert len(told["cells"]) == study.job.result["cells"] == len(told["expected"])
    hottest = int(np.argmax(told["expected"]))
    assert abs(told["lon"][hottest] + 1.55) < 0.01
    assert abs(told["lat"][hottest] - 53.80) < 0.01
    assert told["stands"][hottest] == "hot"
    assert Trace.objects.filter(type="access", what="study", purpose="outreach").exists()
    assert str(folder_of(study)) not in shown


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("table", "says"),
    [
        (b"date,lat\n2026-01-01,53.8\n", "events.csv has no column lon"),
        (
            b"date,lon,lat\n" + b"2026-01-01,-1.55,53.8\n2026-01-02,-1.54,53.81\n",
            "Too few events: 2 in the area",
        ),
        (b"date,lon,lat\n" + b"2026-01-02,-1.55,53.8\n" * 40, "Too few events: 0 in the area"),
        (EXCHANGED, "exchanged"),
    ],
)
def test_what_is_wrong_with_a_large_table_is_said_without_the_servers_paths(
    browser: Client, table: bytes, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leafing, "LARGEST", 0)  # read by the job alone
    ask(browser, {"events": ("events.csv", table), "area": AREA_FILE})
    study = Study.objects.get()
    with pytest.raises(ManumitError) as found:
        survey(study.job.inputs[0], Path(study.workspace.folder), lambda *_: None)
    assert says in found.value.sentence
    assert "/" not in found.value.sentence


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changed",
    [{"purpose": "patrol"}, {"resolution": "12"}, {"period": "hour"}, {"horizon": "0"}, {"horizon": "٣"}],
)
def test_no_other_purpose_and_nothing_beside_the_lists(browser: Client, changed: dict[str, Any]) -> None:
    assert ask(browser, **changed).status_code == 400
    assert not Study.objects.exists()


@pytest.mark.django_db
def test_one_form_makes_one_study_and_a_table_needs_an_area(browser: Client) -> None:
    assert ask(browser, once="form-1").status_code == 302
    assert ask(browser, once="form-1").status_code == 302
    assert Study.objects.count() == 1
    assert ask(browser, {"events": ("events.csv", events())}).status_code == 400
    area = {"area": AREA_FILE}
    assert ask(browser, area).status_code == 400
    assert ask(browser, area, source="records").status_code == 302


@pytest.mark.django_db
def test_a_drawn_area_takes_no_files_name(browser: Client) -> None:
    study = asked(browser, {"events": ("Leeds, GB, 15 km.geojson", events())}, around="Leeds")
    assert study.job.result["events"] == 600


@pytest.mark.django_db
def test_what_was_set_apart_is_told_without_points_to_an_analyst(browser: Client, analyst: Client) -> None:
    table = events() + b"".join(b"theft,2025-03-%02d,-1.551234,53.801234\n" % day for day in range(1, 29))
    study = asked(browser, {"events": ("events.csv", table), "area": AREA_FILE})
    whole, part = (page(one, f"/w/fresh/places/{study.pk}") for one in (browser, analyst))
    assert "28 events share the point 53.8012, -1.55123" in whole
    assert "Many events share one point" in part
    assert "53.8012" not in part
    level = json.loads((folder_of(study) / RESULT).read_text())["levels"][0]
    alone = asked(browser)
    plain = json.loads((folder_of(alone) / RESULT).read_text())["levels"][0]
    assert level["expected"] == plain["expected"], "the forecast learnt nothing of that point"
    assert [at for at in level["visit"] if at == "forecast"]


@pytest.mark.django_db
def test_rows_that_could_not_be_used_are_named_to_an_investigator(browser: Client, analyst: Client) -> None:
    table = events(size=60) + b"theft,sometime in spring,-1.55,53.8\ntheft,1900-01-01,-1.55,53.8\n"
    study = asked(browser, {"events": ("events.csv", table), "area": AREA_FILE}, resolution="8")
    whole, part = (page(one, f"/w/fresh/places/{study.pk}") for one in (browser, analyst))
    assert "1 × the date cannot be read (rows 61)" in whole
    assert "where none is known (1900-01-01, 1970-01-01) (rows 62)" in whole
    assert "1 × the date cannot be read" in part
    assert "(rows" not in part


@pytest.mark.django_db
@pytest.mark.parametrize("town", ["Leeds, UK", "Лидс", "leeds"])
def test_a_town_and_a_distance_are_an_area(browser: Client, town: str) -> None:
    study = asked(browser, {"events": ("events.csv", events())}, around=town, km="5", resolution="8")
    assert studies.area_of(study) == "Leeds, GB, 5 km"
    assert 90 <= study.job.result["cells"] <= 150  # 79 km2 by cells of about 0.7
    assert "Leeds, GB, 5 km" in page(browser, "/w/fresh/places")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({}, "Name a town"),
        ({"around": "Qqqville"}, "No town of this name is known: Qqqville"),
        ({"around": "Leeds", "km": "0"}, "Choose 1 to 100 kilometres"),
        ({"around": "Leeds", "km": "4000"}, "Choose 1 to 100 kilometres"),
        ({"around": "Leeds", "km": "9" * 5_000}, "Choose 1 to 100 kilometres"),
    ],
)
def test_what_is_no_area_is_said(browser: Client, told: dict[str, str], says: str) -> None:
    answer = ask(browser, {"events": ("events.csv", events())}, **told)
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert not Study.objects.exists()


@pytest.mark.django_db
def test_it_is_worked_out_again_from_the_same_files(browser: Client) -> None:
    study = worked_out(browser)
    browser.post(f"/w/fresh/places/{study.pk}/again")
    study.refresh_from_db()
    assert study.job.state == "queued"
    assert "m-places" in page(browser, f"/w/fresh/places/{study.pk}"), "what there is stays until then"
    (folder_of(study) / RESULT).unlink()
    survey(study.job.inputs[0], Path(study.workspace.folder), lambda *_: None)
    assert studies.result_of(study)


# --- Who sees how much


@pytest.mark.django_db
def test_an_analyst_sees_nothing_fine_and_no_small_count(browser: Client, analyst: Client) -> None:
    study = worked_out(browser)
    open_it(browser, study)
    told = analyst.get(f"/w/fresh/places/{study.pk}/cells.json").json()
    whole = json.loads((folder_of(study) / RESULT).read_text())["levels"][-1]
    assert told["resolution"] == 8
    assert told["periods"] is None
    small = [0 < one < 5 for one in whole["seen"]]
    assert sum(small) > 1
    for name in ("seen", "expected", "low", "high"):
        assert all(told[name][at] is None for at, one in enumerate(small) if one)
    assert set(told["q"]) == {None}
    assert not any(0 < one < 5 for one in told["seen"] if one is not None)
    about = int(sum(whole["seen"])) // 5 * 5
    assert f"of about {about} events" in page(analyst, f"/w/fresh/places/{study.pk}")
    rows = list(csv.DictReader(io.StringIO(page(analyst, f"/w/fresh/places/{study.pk}/cells.csv"))))
    cells = [row for row in rows if not row["cell"].startswith("#")]
    assert len(cells) == len(whole["cells"])
    assert not any(0 < float(row["seen"]) < 5 for row in cells if row["seen"])
    assert any("Nobody has checked it for trafficking" in row["cell"] for row in rows)
    assert '<option value="9"' not in page(analyst, "/w/fresh/places")
    assert ask(analyst).status_code == 400
    assert ask(analyst, resolution="8").status_code == 302


@pytest.mark.django_db
def test_one_hidden_cell_never_stays_alone(browser: Client) -> None:
    study = worked_out(browser)
    result = studies.result_of(study)
    assert result
    level = dict(result["levels"][-1])
    level["seen"] = [0.0] * len(level["cells"])
    level["seen"][:4] = [3, 40, 9, 60]
    sheet = Sheet.of({**result, "levels": [level]}, whole=False)
    assert sheet.shown("seen")[:4] == [None, 40, None, 60]
    assert studies.count_of(result, sheet) == "about 110"


# --- Briefings


@pytest.mark.django_db
def test_a_briefing_is_a_partners_even_from_an_investigator_and_its_leaving_is_logged(
    browser: Client,
) -> None:
    study = worked_out(browser)
    open_it(browser, study)
    shown = page(browser, f"/w/fresh/places/{study.pk}/briefing")
    assert "resolution 8" in shown
    assert "small counts are hidden" in shown
    for said in ("property crime alone", "No data is not no harm", "Places, not persons", "events from"):
        assert said in shown
    assert ">Leeds</text>" in shown, "somebody knows where they are"
    assert "km north of Leeds</span>" in shown
    stamp = browser.get(f"/w/fresh/places/{study.pk}/cells.json").json()["stamp"]
    assert any("WHOM IT POINTS AT WAS NOT CHECKED" in one for one in stamp), "pictures say it, too"
    table = shown.partition("<tbody")[2].partition("</tbody>")[0]
    assert 0 < table.count("<tr ") <= 20
    seen = re.findall(r'data-label="Events seen" class="number">([\d.,]+)<', table)
    assert len(seen) == table.count("<tr ")
    assert all(float(one) >= 5 or float(one) == 0 for one in seen)
    trace = Trace.objects.get(type="export_made", what="study")
    assert trace.body["form"] == "briefing"
    whole = page(browser, f"/w/fresh/places/{study.pk}/briefing?whole")
    assert "resolution 9" in whole
    assert "not to be handed on" in whole


@pytest.mark.django_db
def test_an_analyst_cannot_ask_for_the_whole(browser: Client, analyst: Client) -> None:
    study = worked_out(browser)
    open_it(browser, study)
    assert "resolution 8" in page(analyst, f"/w/fresh/places/{study.pk}/briefing?whole")


def people(*, even: bool) -> bytes:
    """One group lives where the events are; the other beside it, or far from it."""
    here, there = "-1.55,53.80", "-1.50,53.83"
    return f"lon,lat,hill,river\n{here},500,{500 if even else 0}\n{there},500,500\n".encode()


@pytest.mark.django_db
@pytest.mark.parametrize("even", [True, False])
def test_no_briefing_while_one_group_is_pointed_at_more(browser: Client, even: bool) -> None:
    files = {
        "events": ("events.csv", events()),
        "area": AREA_FILE,
        "groups": ("groups.csv", people(even=even)),
    }
    study = worked_out(browser, files=files)
    shown = page(browser, f"/w/fresh/places/{study.pk}/briefing")
    assert ("No briefing can be made" in shown) is not even
    assert ("less than four fifths as many" in shown) is not even
    assert ("<tbody" in shown) is even
    whole = page(browser, f"/w/fresh/places/{study.pk}")
    assert ("No group is pointed at more than" in whole) is even, "no check that failed is said to be passed"
    assert Trace.objects.filter(type="export_made", what="study").count() == even


@pytest.mark.django_db
def test_no_briefing_while_the_loop_runs_away(browser: Client) -> None:
    study = worked_out(browser)
    path = folder_of(study) / RESULT
    told = json.loads(path.read_text())
    assert told["drift"]["runs_away"] is False
    told["drift"] |= {"runs_away": True, "harm": 0.31}
    path.write_text(json.dumps(told))
    shown = page(browser, f"/w/fresh/places/{study.pk}/briefing")
    assert "moves it 31 of 100 away from the truth" in shown
    assert "<tbody" not in shown


@pytest.mark.parametrize(
    ("value", "told"),
    [(0.0005, "0.0005"), (0.0013, "0.0013"), (0.0, "0"), (7.0, "7"), (8.76, "8.8"), (123.4, "123")],
)
def test_a_legend_tells_small_numbers_apart(value: float, told: str) -> None:
    assert bound(value) == told


def test_classes_hold_all_and_part_no_equal_values() -> None:
    values = [0.0] * 50 + [1, 2, 2, 2, 3, 4, 5, 9]
    found = quantiles(values)
    assert sum(one.cells for one in found) == len(values)
    assert [one.low for one in found] == sorted({one.low for one in found})
    assert quantiles([]) == []
    assert quantiles([2.0])[0].shade == 4


# --- From a workspace's own records

BRITAIN = {"type": "Polygon", "coordinates": [[[-6, 50], [2, 50], [2, 56], [-6, 56], [-6, 50]]]}


@pytest.mark.django_db
def test_a_workspaces_own_records_are_events_too(browser: Client, fresh: Workspace, evidence: Path) -> None:
    Workspace.objects.filter(pk=fresh.pk).update(folder=str(evidence))
    area = {"area": ("area.geojson", json.dumps(BRITAIN).encode())}
    study = worked_out(browser, files=area, source="records", resolution="5")
    assert study.job.result["events"] > 30
    assert "Records of this workspace" in page(browser, f"/w/fresh/places/{study.pk}")


@pytest.mark.django_db
def test_after_an_erasure_records_are_counted_anew(
    browser: Client, fresh: Workspace, evidence: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "own"
    shutil.copytree(evidence, folder)
    Workspace.objects.filter(pk=fresh.pk).update(folder=str(folder))
    area = {"area": ("area.geojson", json.dumps(BRITAIN).encode())}
    study = worked_out(browser, files=area, source="records", resolution="5")
    assert "Records of this workspace" in page(browser, f"/w/fresh/places/{study.pk}")
    (folder / TOMBSTONES).parent.mkdir(exist_ok=True)
    (folder / TOMBSTONES).write_text("{}\n")
    assert browser.get(f"/w/fresh/places/{study.pk}/cells.csv").status_code == 404
    again = Study.objects.get(pk=study.pk)
    assert again.job_id != study.job_id
    assert not (folder_of(again) / RESULT).exists()
    assert "/jobs/" in page(browser, f"/w/fresh/places/{study.pk}")
