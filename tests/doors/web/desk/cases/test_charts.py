"""Charts: saved by version, joined, exported in every form; what leaves is masked and traced with its hash."""

from __future__ import annotations

import csv
import hashlib
import importlib
import io
import json
import re
import zlib
from typing import Any
from xml.etree import ElementTree

import pytest

from manumit.doors.web.desk.exports import FORMS, Edge, Graph, Node
from manumit.doors.web.desk.exports.ftm import SCHEMATA, ftm
from manumit.doors.web.desk.exports.table import nodes_csv
from manumit.doors.web.desk.models import Chart, Trace, Workspace
from manumit.doors.web.desk.sealing import read_words
from manumit.doors.web.desk.sights.leads import shelf
from tests.doors.web.conftest import Signed
from tests.doors.web.desk.cases.conftest import Desk, hidden_names

sheets = importlib.import_module("manumit.doors.web.desk.exports.pdf")
HOSTILE = '=HYPERLINK("http://x")\x00\x1b ]]><script>&"'


def _graph() -> Graph:
    nodes = (
        Node("ent_a", "person", HOSTILE, "controller", 0.8, -1.0, 0.5, 3, group=HOSTILE, note=HOSTILE),
        Node("ent_b", "account", "GB33BUKB20201555555555", "possible_victim", 0.7, 1.0, -0.5, 2),
        Node("ent_c", "account", "Account, covered (A)", "unknown", None, 0.0, 0.0, 1, covered=True),
        Node("ent_d", "handle", "telegram:анна", "recruiter", 0.4, 0.2, 0.3, 1),
        Node("ent_e", "template", "a text", "facilitator", 0.4, 0.4, 0.1, 1),
    )
    edges = (
        Edge("e0", "ent_b", "ent_c", "paid", "paid", 1.0, True, "2026-01-02T03:04:05+00:00", ""),
        Edge("e1", "ent_a", "ent_d", HOSTILE, "same name", 0.4, False, "", ""),
    )
    return Graph("A chart", "Made by hand.", "2026-03-01T09:00:00Z", True, nodes, edges)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_made_says_its_hash_and_is_the_same_twice(form: str) -> None:
    data = FORMS[form].make(_graph())
    assert data == FORMS[form].make(_graph())
    if form not in ("pdf", "ftm"):
        assert _graph().sha256.encode() in data
        assert b"2026-03-01" in data


@pytest.mark.parametrize("form", ["graphml", "gexf", "svg"])
def test_markup_is_sound_and_runs_nothing(form: str) -> None:
    root = ElementTree.fromstring(FORMS[form].make(_graph()))
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert "script" not in names
    if form != "svg":
        nodes = [one for one in root.iter() if one.tag.endswith("}node")]
        edges = [one for one in root.iter() if one.tag.endswith("}edge")]
        assert (len(nodes), len(edges)) == (5, 2)


def test_graphml_is_read_by_another_program(tmp_path: Any) -> None:
    import igraph

    (tmp_path / "g.graphml").write_bytes(FORMS["graphml"].make(_graph()))
    read = igraph.Graph.Read_GraphML(str(tmp_path / "g.graphml"))
    assert (read.vcount(), read.ecount()) == (5, 2)
    assert read.vs["kind"][1] == "account"
    assert read.es["probability"] == [1.0, 0.4]


def test_ftm_uses_known_schemata_and_properties_and_hides_the_covered() -> None:
    lines = [json.loads(line) for line in ftm(_graph()).splitlines()]
    assert [one["schema"] for one in lines] == [
        *("Person", "BankAccount", "BankAccount", "UserAccount", "Note", "Payment", "UnknownLink"),
    ]
    for one in lines:
        assert set(one["properties"]) <= SCHEMATA[one["schema"]]
        assert all(isinstance(v, str) for values in one["properties"].values() for v in values)
    assert "accountNumber" not in lines[2]["properties"]
    ids = {one["id"] for one in lines}
    assert all(
        re.fullmatch(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?", one) for one in ids
    )  # FtM's type entity
    assert {lines[5]["properties"][end][0] for end in ("payerAccount", "beneficiaryAccount")} <= ids


def test_no_spreadsheet_runs_a_cell() -> None:
    rows = list(csv.reader(io.StringIO(nodes_csv(_graph()).decode("utf-8-sig"))))
    assert rows[1][2].startswith("'=HYPERLINK")
    assert all(not cell.startswith(("=", "+", "@", "\t")) for row in rows for cell in row)


def test_a_pdf_has_its_hash_on_every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Written in a font of every PDF reader, so that its text can be read off its bytes."""
    monkeypatch.setattr(sheets, "_known_font", lambda: "")
    data = sheets.pdf(_graph())
    pieces = [zlib.decompress(one) for one in re.findall(rb"stream\n(x.*?)\nendstream", data, re.S)]
    pages = [one for one in pieces if b" Tj" in one]
    assert len(pages) >= 2
    assert all(_graph().sha256.encode() in one and b"2026-03-01T09:00:00Z" in one for one in pages)
    assert any(b"telegram:" in one for one in pages)


def test_a_graph_of_one_and_of_none_is_drawn() -> None:
    one = Graph("t", "m", "2026-03-01T09:00:00Z", True, _graph().nodes[:1], ())
    none = Graph("t", "m", "2026-03-01T09:00:00Z", True, (), ())
    for form in FORMS.values():
        assert form.make(one)
        assert form.make(none) is not None


# --- On the pages


@pytest.fixture
def chart(db: None, desk: Desk) -> Chart:
    told = {"title": "Wages and vans", "lead": desk.leads, "token": "1" * 32}
    desk.client.post(f"{desk.url}/charts", told)
    return Chart.objects.get()


def _save(desk: Desk, chart: Chart, version: object, state: object) -> Any:
    place, body = f"{desk.url}/charts/{chart.pk}", json.dumps({"version": version, "state": state})
    return desk.client.post(place, body, content_type="application/json")


@pytest.mark.django_db
def test_a_chart_is_saved_and_comes_back(desk: Desk, chart: Chart, workspace: Workspace) -> None:
    one = shelf(workspace).plain[0].members[0].entity_id
    state = {
        "positions": {one: [0.5, -0.25]},
        "pins": [one],
        "notes": {one: "Called him twice"},
        "odd": "gone",
    }
    answer = _save(desk, chart, 1, state)
    assert (answer.status_code, answer.json()) == (200, {"version": 2})
    page = desk.client.get(f"{desk.url}/charts/{chart.pk}").content.decode()
    kept = json.loads(
        page.partition('<script type="application/json" data-chart>')[2].partition("</script>")[0]
    )
    assert kept["version"] == 2
    assert kept["state"]["positions"] == {one: [0.5, -0.25]}
    assert "odd" not in kept["state"]


@pytest.mark.django_db
def test_who_saves_an_old_version_is_told_and_overwrites_nothing(desk: Desk, chart: Chart) -> None:
    assert _save(desk, chart, 1, {"notes": {"ent_a": "first"}}).status_code == 200
    answer = _save(desk, chart, 1, {"notes": {"ent_a": "second"}})
    assert answer.status_code == 409
    assert answer.json()["code"] == "conflict"
    chart.refresh_from_db()
    assert read_words(chart.item, chart.version)["state"]["notes"] == {"ent_a": "first"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "state",
    [
        None,
        [],
        {"positions": {"a": ["x", 1]}},
        {"positions": {"a": [float("nan"), 1]}},
        {"pins": [1]},
        {"groups": [{}]},
    ],
)
def test_what_is_no_state_is_refused(desk: Desk, chart: Chart, state: object) -> None:
    assert _save(desk, chart, 1, state).status_code == 400
    assert _save(desk, chart, "1", {}).status_code == 400
    chart.refresh_from_db()
    assert chart.version == 1


@pytest.mark.django_db
def test_two_charts_join_into_a_third_with_places_kept(desk: Desk, chart: Chart) -> None:
    other = desk.client.post(
        f"{desk.url}/charts", {"title": "Other", "lead": desk.leads[1:], "token": "2" * 32}
    )
    second = Chart.objects.exclude(pk=chart.pk).get()
    assert other.status_code == 302
    _save(desk, chart, 1, {"positions": {"ent_a": [0, 0], "ent_b": [1, 0]}, "notes": {"ent_a": "one"}})
    _save(
        desk,
        second,
        1,
        {"positions": {"ent_a": [9, 9], "ent_c": [0, 0], "ent_d": [0, 1]}, "notes": {"ent_a": "two"}},
    )
    place = f"{desk.url}/charts/{chart.pk}/join"
    assert desk.client.post(place, {"other": chart.pk, "title": "x", "token": "3" * 32}).status_code == 400
    for _ in range(2):
        assert (
            desk.client.post(place, {"other": second.pk, "title": "Both", "token": "3" * 32}).status_code
            == 302
        )
    third = Chart.objects.exclude(pk__in=(chart.pk, second.pk)).get()
    content = read_words(third.item, third.version)
    places = content["state"]["positions"]
    assert (places["ent_a"], places["ent_b"]) == ([0.0, 0.0], [1.0, 0.0])
    assert places["ent_c"][0] > 1
    assert places["ent_d"][1] - places["ent_c"][1] == 1
    assert content["state"]["notes"]["ent_a"] == "one\ntwo"
    assert sorted(content["leads"]) == sorted(desk.leads)
    chart.refresh_from_db()
    assert chart.version == 2


@pytest.mark.django_db
def test_charts_of_other_cases_are_not_there(desk: Desk, chart: Chart, signed: Signed) -> None:
    client = signed()
    other = client.post("/w/case-7/cases/new", {"title": "Other", "token": desk.token})["Location"]
    for page in ("", "/scene.json", "/export/ftm"):
        assert client.get(f"{other}/charts/{chart.pk}{page}").status_code == 404
    assert client.post(f"{other}/charts/{chart.pk}/join", {"other": chart.pk}).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS)
def test_exports_are_masked_and_traced_with_their_hash(
    desk: Desk, chart: Chart, workspace: Workspace, form: str
) -> None:
    hidden = hidden_names(workspace, desk.leads)
    assert hidden
    for place, what in (
        (f"{desk.url}/charts/{chart.pk}/export/{form}", "chart"),
        (f"/w/case-7/leads/{desk.leads[0]}/export/{form}", "lead"),
    ):
        answer = desk.client.get(place)
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith("attachment")
        if form != "pdf":
            assert not [name for name in hidden if name in answer.content.decode()]
        trace = Trace.objects.get(type="export_made", what=what)
        assert trace.body["sha256"] == hashlib.sha256(answer.content).hexdigest()
        assert trace.body["masked"] is True


@pytest.mark.django_db
def test_a_stated_purpose_unmasks_an_export_and_the_trace_says_so(desk: Desk, workspace: Workspace) -> None:
    place = f"/w/case-7/leads/{desk.leads[0]}"
    desk.client.post(f"{place}/purpose", {"purpose": "Safety visit on Monday"})
    answer = desk.client.get(f"{place}/export/ftm").content.decode()
    lead = shelf(workspace).find(desk.leads[0], True)
    people = [m for m in lead.members if m.role == "possible_victim" and m.kind == "account"]
    assert any(i.id in answer for m in people for i in m.ids)
    assert Trace.objects.get(type="export_made").body["masked"] is False


@pytest.mark.django_db
def test_who_reads_in_an_emergency_takes_nothing_out(desk: Desk, chart: Chart, signed: Signed) -> None:
    client = signed()
    client.post("/w/case-7/glass", {"number": desk.case.number, "reason": "She is locked in now"})
    place = f"{desk.url}/charts/{chart.pk}"
    assert client.get(place).status_code == 200
    assert client.get(f"{place}/export/ftm").status_code == 403
    assert signed("bank").get(f"/w/case-7/leads/{desk.leads[0]}/export/ftm").status_code == 403
    assert client.get(f"/w/case-7/leads/{desk.leads[0]}/export/exe").status_code == 404
