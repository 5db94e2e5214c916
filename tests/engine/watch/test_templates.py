"""Entries that name a template of the workspace."""

from __future__ import annotations

from datetime import UTC, datetime

from manumit.base.kernel import DuckEngine
from manumit.engine.job import view_records
from manumit.engine.links import templates_stage
from tests.engine.watch.scene import NOW, SETTINGS, Scene, ad, entries

TEXT = (
    "Well paid work by the sea for friendly people, room and meals are given,"
    " write to us today and start on Monday, no papers needed"
)


def cluster(scene: Scene) -> dict[str, str]:
    """The stage of templates alone; template by source id."""
    with DuckEngine(SETTINGS, scene.workspace.scratch) as engine:
        view_records(engine, scene.workspace, None, NOW)
        templates_stage(engine, scene.workspace.derived("template"))
        path = scene.workspace.derived("template")
        rows = engine.rows(
            f"SELECT source_id, template_id FROM ad JOIN read_parquet('{path}') USING (record_id)"
        )
    return dict(rows)


def test_copies_that_come_later_are_found_whatever_the_template_is_called_then(scene: Scene) -> None:
    scene.read(
        "one.csv", [ad("A1", TEXT), ad("A2", TEXT + " now"), ad("A3", "A quiet room to let near the park")]
    )
    template = cluster(scene)["A1"]
    watched = entries(scene.folder, [{"kind": "template", "value": template}])
    (alert,) = scene.watch(watched).raised
    assert (alert.count, alert.score, alert.kind) == (2, 1.0, "ad")
    day = datetime(2026, 3, 3, tzinfo=UTC).isoformat()
    scene.read("two.csv", [ad(f"B{n}", f"{TEXT} {'and so on ' * n}", day) for n in range(4)])
    before = scene.watch(watched)  # the stages have not been run: the new records have no template yet
    assert sum(alert.count for alert in before.raised) == 4
    after = cluster(scene)
    scene.read("three.csv", [ad("C1", TEXT, "2026-04-01T00:00:00Z")])
    cluster(scene)
    assert after["A1"] == after["B0"]
    assert [alert.source_id for alert in scene.watch(watched).raised] == ["C1"]


def test_a_template_that_is_not_here_is_said(scene: Scene) -> None:
    scene.read("one.csv", [ad("A1", TEXT)])
    cluster(scene)
    done = scene.watch(entries(scene.folder, [{"kind": "template", "value": "tpl_aaaaaaaaaaaaaaaa"}]))
    assert (done.raised, done.unknown) == ((), ("e0",))
