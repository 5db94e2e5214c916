"""Plans by a table of ways: what it says is what counts, and what is wrong with it is said."""

from __future__ import annotations

import csv
import html
import io
import json

import h3
import numpy as np
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from numpy.typing import NDArray

from manumit.doors.web.desk.acts.placing import ways_of
from manumit.doors.web.desk.acts.siting import site
from manumit.doors.web.desk.acts.studying import folder_of
from manumit.doors.web.desk.acts.surveying import RESULT
from manumit.doors.web.desk.models import Job, Placing, Study, Trace
from manumit.doors.web.desk.sights.placing import Plan
from tests.doors.web.desk.hands import page
from tests.doors.web.desk.test_placing import ASKED, planned, study_of, told_of

pytestmark = pytest.mark.django_db


def cells_of(study: Study) -> list[str]:
    """As everybody sees them."""
    told = json.loads((folder_of(study) / RESULT).read_text())
    names: list[str] = told["levels"][-1]["cells"]
    return names


def dealt(ends: int, begins: int) -> NDArray[np.int64]:
    """Minutes that have nothing to do with where cells lie."""
    return np.random.default_rng(11).integers(1, 90, (ends, begins))


def matrix(begins: list[str], ends: list[str], minutes: NDArray[np.int64]) -> bytes:
    lines = [",".join(["from", *ends])]
    lines += [",".join([one, *map(str, minutes[:, at])]) for at, one in enumerate(begins)]
    return "\n".join([*lines, ""]).encode()


def long(begins: list[str], ends: list[str], minutes: NDArray[np.int64]) -> bytes:
    rows = [
        f"{begin},{end},{minutes[row, column]}"
        for column, begin in enumerate(begins)
        for row, end in enumerate(ends)
    ]
    return "\n".join(["from,to,minutes", *rows, ""]).encode()


def by_table(client: Client, study: Study, data: bytes, **changed: str) -> Placing:
    """A plan by a table, worked out."""
    sent = {"ways": SimpleUploadedFile("by-bus.csv", data)}
    address = f"/w/fresh/places/{study.pk}/placings/new"
    assert client.post(address, {**ASKED, "fair": "no", **changed, **sent}).status_code == 302
    placing = Placing.objects.latest("pk")
    told = site(placing.job.inputs[0], lambda *_: None)
    Job.objects.filter(pk=placing.job_id).update(state="done", result=told)
    return placing


def test_the_best_by_the_table_is_chosen_from_where_its_ways_begin(browser: Client) -> None:
    study = study_of(browser, grouped=False)
    cells = cells_of(study)
    begins, minutes = cells[::9], dealt(len(cells), len(cells[::9]))
    placing = by_table(browser, study, matrix(begins, cells, minutes), number="1")
    told = told_of(placing)
    own = Plan.of(placing, told).own
    best = int(np.argmin(np.array(told["need"]) @ minutes))
    assert [told["cells"][at] for at in own["chosen"]] == [begins[best]]
    assert own["minutes"] == minutes[:, best].tolist()
    assert own["proven"]
    assert told["sites"] == len(begins)
    assert (
        told_of(by_table(browser, study, long(begins, cells, minutes), number="1"))["plans"] == told["plans"]
    )
    address = f"/w/fresh/places/{study.pk}/placings/{placing.pk}"
    shown = page(browser, address)
    assert "Ways are those of the table by-bus.csv" in shown
    assert "straight lines" not in shown
    assert Trace.objects.filter(type="file_read", what="study", ident=str(study.pk)).count() == 3
    browser.post(f"/w/fresh/places/{study.pk}/reason", {"reason": "Nobody lives in this made-up town."})
    rows = list(csv.reader(io.StringIO(page(browser, f"{address}.csv"))))
    assert any("by-bus.csv" in row[0] for row in rows), "how the ways came about goes with the plan"


def test_larger_cells_and_places_elsewhere(browser: Client) -> None:
    study = study_of(browser)
    fine = planned(browser, study, fair="no")
    wide = sorted({h3.cell_to_parent(one, 7) for one in cells_of(study)})
    far = h3.latlng_to_cell(51.5, -0.1, 7)
    minutes = dealt(len(wide) + 1, len(wide) + 1)
    placing = by_table(browser, study, long([*wide, far], [*wide, far], minutes))
    told = told_of(placing)
    assert told["cells"] == wide
    assert (told["resolution"], told["elsewhere"]) == (7, 1)
    assert sum(told["need"]) == pytest.approx(sum(told_of(fine)["need"]), abs=0.01)
    shown = page(browser, f"/w/fresh/places/{study.pk}/placings/{placing.pk}")
    assert "Places in it that are no cells of the study were left out: 1." in shown


def test_what_is_wrong_is_said_without_the_servers_paths(browser: Client) -> None:
    study = study_of(browser)
    cells = cells_of(study)
    minutes = dealt(len(cells), 2)
    fine = [h3.cell_to_center_child(one, 9) for one in cells[:2]]
    far = [h3.latlng_to_cell(51.5, -0.1, 8)]
    short = long(cells[:2], cells, minutes).splitlines(keepends=True)
    wrong = {
        b"".join(short[:-1]): f"1 way is missing, such as that from {cells[1]} to {cells[-1]}",
        b"".join(short).replace(cells[0].encode(), b"Leeds"): "line 2: 'leeds' is no cell",
        b"from,to,minutes\n%s,%s,-3\n" % (cells[0].encode(), cells[1].encode()): "'-3' minutes are below 0",
        b"a,b\n1,2\n": "'1' is no cell",
        long(fine, [], minutes): "has no ways",
        long(fine, fine, minutes): "those of a plan have 8",
        long(far, far, minutes): "no way begins in any of",
        long(cells[:1], cells, minutes): "Places to choose from: 1, fewer than 2",
    }
    for data, says in wrong.items():
        sent = {"ways": SimpleUploadedFile("by-bus.csv", data)}
        answer = browser.post(f"/w/fresh/places/{study.pk}/placings/new", {**ASKED, "fair": "no", **sent})
        assert answer.status_code in (400, 409)
        shown = html.unescape(answer.content.decode())
        assert says in shown
        assert str(settings.HOUSE.path) not in shown
        assert says.startswith("Places") or "by-bus.csv" in shown
    assert not Placing.objects.exists(), "no job begins by a table that is wrong"


def test_a_table_is_taken_again_and_never_anothers(browser: Client) -> None:
    study = study_of(browser, grouped=False)
    cells = cells_of(study)
    first = by_table(browser, study, long(cells[:3], cells, dealt(len(cells), 3)))
    address = f"/w/fresh/places/{study.pk}/placings"
    assert f'<option value="{first.pk}">by-bus.csv</option>' in page(browser, address)
    again = planned(browser, study, number="3", fair="no", earlier=str(first.pk))
    assert ways_of(again) == ways_of(first)
    assert told_of(again)["sites"] == 3
    other = study_of(browser, grouped=False)
    for told in (str(first.pk), "999999", "٣", "x"):
        sent = ASKED | {"fair": "no", "earlier": told}
        assert browser.post(f"/w/fresh/places/{other.pk}/placings/new", sent).status_code == 400
    plain = planned(browser, other, fair="no")
    sent = ASKED | {"fair": "no", "earlier": str(plain.pk)}
    assert browser.post(f"/w/fresh/places/{other.pk}/placings/new", sent).status_code == 400
