"""Stages are skipped when nothing changed, made again when something did, and go on where a killed run stopped."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from manumit.base.kernel import UsageError
from manumit.engine.evidence import Workspace, load_mapping
from manumit.engine.job import run_job, shadow_job, stages
from manumit.engine.leads import read_leads
from manumit.engine.lookup import index_path
from tests.engine.job.places import SETTINGS, Silent, job, made_at, mentioned, write

TABLES = [table for stage in stages() for table in stage.tables]
HEAD = "payment_id,time,debtor_account,creditor_account,amount,currency,channel\n"


def wages() -> str:
    """An employer pays six people, who pass nearly all of it to one account the same day: a lead comes of it."""
    rows = []
    for month in range(1, 5):
        for n in range(6):
            rows.append(f"W{month}{n},2026-0{month}-02T06:00:00Z,FIRM,A{n},900.00,GBP,payroll")
            rows.append(
                f"X{month}{n},2026-0{month}-02T19:00:00Z,A{n},BOSS,{860 - 11 * month - n}.00,GBP,transfer"
            )
    return HEAD + "\n".join(rows) + "\n"


SURNAMES = ("Dobresi", "Munteva", "Corbu", "Halvek", "Oxby", "Abbery")
ACCOUNTS = "account_id,opened_at,kind,holder_name\nBOSS,2025-06-02T09:00:00Z,person,Owen Tilling\n" + "".join(
    f"A{n},2025-06-02T09:00:00Z,person,Ana {surname}\n" for n, surname in enumerate(SURNAMES)
)
ADS = "ad_id,posted_at,title,text,location\nA-1,2026-03-01T20:00:00Z,Massage,Ring +447700900123 now,Leeds\n"
MORE_ADS = (
    "ad_id,posted_at,title,text,location\nA-2,2026-03-09T20:00:00Z,Massage,Ring +447700900456 now,Leeds\n"
)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write(tmp_path / "input", {"payments.csv": wages(), "ads.csv": ADS, "accounts.csv": ACCOUNTS})


@pytest.fixture
def workspace(source: Path, tmp_path: Path) -> Workspace:
    assert job(source, tmp_path / "w").leads
    return Workspace.open(tmp_path / "w")


def test_stages_come_in_the_order_of_the_data() -> None:
    assert [stage.name for stage in stages()] == [
        "pictures",
        "signals",
        "templates",
        "operators",
        "links",
        "indicators",
        "leads",
        "lookup",
    ]


def test_a_second_run_makes_nothing_again(source: Path, workspace: Workspace) -> None:
    before = made_at(workspace, TABLES)
    again = job(source, workspace.path)
    assert {name: took for name, took in again.seconds.items() if name != "evidence"} == dict.fromkeys(
        ["pictures", "signals", "templates", "operators", "links", "indicators", "leads", "lookup"], 0.0
    )
    assert made_at(workspace, TABLES) == before


def test_a_new_source_makes_every_stage_again(source: Path, workspace: Workspace) -> None:
    write(source, {"more.csv": MORE_ADS})
    assert all(took > 0 for took in job(source, workspace.path).seconds.values())
    assert {"+447700900123", "+447700900456"} <= mentioned(workspace)


def test_an_index_that_is_gone_is_made_again_and_nothing_else(source: Path, workspace: Workspace) -> None:
    before = made_at(workspace, TABLES)
    index_path(workspace.path).unlink()
    again = job(source, workspace.path)
    assert [name for name, took in again.seconds.items() if took] == ["evidence", "lookup"]
    assert index_path(workspace.path).exists()
    assert made_at(workspace, TABLES) == before


def test_a_source_that_says_the_same_changes_nothing(source: Path, workspace: Workspace) -> None:
    before = made_at(workspace, TABLES)
    write(source, {"copy of ads.csv": ADS})
    job(source, workspace.path)
    assert made_at(workspace, TABLES) == before


def test_a_file_that_a_mapping_makes_readable_is_not_forgotten(source: Path, workspace: Workspace) -> None:
    write(source, {"foreign.csv": "nr,when,body\nF-1,2026-03-03T20:00:00Z,Ring +447700900789 now\n"})
    job(source, workspace.path)
    rule = 'files:\n  "foreign.csv":\n    kind: ad\n    columns: {ad_id: nr, posted_at: when, text: body}\n'
    write(source.parent, {"map.yaml": rule})
    run_job([source], workspace.path, SETTINGS, Silent(), load_mapping(source.parent / "map.yaml"))
    assert "+447700900789" in mentioned(workspace)


def test_another_date_makes_the_stages_again_and_back(source: Path, workspace: Workspace) -> None:
    leads = read_leads(workspace.derived("lead"))
    assert job(source, workspace.path, datetime(2026, 1, 15, tzinfo=UTC)).leads != leads
    assert job(source, workspace.path).leads == leads


@pytest.mark.parametrize("table", ["mention", "template", "tie", "finding", "lead"])
def test_a_table_that_is_gone_is_made_again(source: Path, workspace: Workspace, table: str) -> None:
    leads = read_leads(workspace.derived("lead"))
    workspace.derived(table).unlink()
    assert job(source, workspace.path).leads == leads


@pytest.mark.parametrize("stage", [stage.name for stage in stages()])
def test_a_run_that_was_killed_in_a_stage_goes_on(source: Path, workspace: Workspace, stage: str) -> None:
    """The journal of stages is what a killed run leaves: those before are done, this one and the rest are not."""
    leads = read_leads(workspace.derived("lead"))
    journal = workspace.derived("tie").parent / "stages.json"
    names = [one.name for one in stages()]
    done = names[: names.index(stage)]
    kept = {name: value for name, value in json.loads(journal.read_text()).items() if name in done}
    journal.write_text(json.dumps(kept))
    again = job(source, workspace.path)
    assert [name for name in names if again.seconds[name] == 0.0] == done
    assert again.leads == leads


@pytest.mark.parametrize("text", ["", "{", "[]"])
def test_a_journal_that_was_cut_is_no_journal(source: Path, workspace: Workspace, text: str) -> None:
    leads = read_leads(workspace.derived("lead"))
    (workspace.derived("tie").parent / "stages.json").write_text(text)
    assert job(source, workspace.path).leads == leads


def test_the_same_files_make_the_same_leads_in_another_place(
    source: Path, workspace: Workspace, tmp_path: Path
) -> None:
    assert list(job(source, tmp_path / "other").leads) == read_leads(workspace.derived("lead"))


def test_payments_alone_give_leads_when_nobody_says_who_holds_the_accounts(
    source: Path, tmp_path: Path
) -> None:
    (source / "accounts.csv").unlink()
    assert job(source, tmp_path / "w").leads


def test_an_input_that_is_not_there_makes_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        job(tmp_path / "nowhere", tmp_path / "w")
    assert not (tmp_path / "w").exists()


def test_a_shadow_leaves_the_workspace_as_it_is(workspace: Workspace, tmp_path: Path) -> None:
    before, leads = made_at(workspace, TABLES), read_leads(workspace.derived("lead"))
    early = shadow_job(
        workspace.path, tmp_path / "shadow", SETTINGS, datetime(2026, 1, 15, tzinfo=UTC), Silent()
    )
    late = shadow_job(
        workspace.path, tmp_path / "later", SETTINGS, datetime(2027, 1, 1, tzinfo=UTC), Silent()
    )
    assert list(early) != leads
    assert list(late) == leads
    assert not index_path(tmp_path / "later").exists(), "nobody looks things up in a shadow"
    assert made_at(workspace, TABLES) == before


def test_progress_names_every_long_stage(source: Path, tmp_path: Path) -> None:
    watch = Silent()
    run_job([source], tmp_path / "w", SETTINGS, watch)
    assert watch.begun == [
        "pictures",
        "signals",
        "templates",
        "operators",
        "links",
        "indicators",
        "leads",
        "lookup",
    ]
