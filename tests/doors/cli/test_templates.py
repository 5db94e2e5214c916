"""`templates`: one row an advert, in the file's order, whatever else the file holds."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.doors.cli.program import manumit

SAME = (
    "Quiet clean flat near the old station with parking, friendly and never in a hurry, please write first {}"
)
ROWS = [
    ("A-1", "Anna is new here", SAME.format("07700 900123")),
    ("A-2", "Maria is new here", SAME.format("07700 900124")),
    (
        "A-3",
        "Bicycle",
        "Red bicycle with two baskets and a bell, little used, to be fetched on Saturday. 07700 900123",
    ),
    ("A-4", "", ""),
]


def written(path: Path, rows: list[tuple[str, str, str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["ad_id", "posted_at", "source", "title", "text", "colour"])
        writer.writerows(
            (name, "2026-03-01T10:00:00Z", "site", title, text, "x") for name, title, text in rows
        )
    return path


def found(out: Path) -> list[dict[str, str]]:
    with out.open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_templates_writes_a_row_an_advert(tmp_path: Path) -> None:
    ads, out = written(tmp_path / "ads.csv", ROWS), tmp_path / "out.csv"
    assert manumit("templates", ads, "--out", out, "--region", "GB").code == 0
    first, second, third, fourth = found(out)
    assert [row["ad_id"] for row in (first, second, third, fourth)] == ["A-1", "A-2", "A-3", "A-4"]
    assert first["template_id"] == second["template_id"]
    assert len({row["template_id"] for row in (first, third, fourth)}) == 3
    assert first["operator_id"] == third["operator_id"]
    assert fourth["operator_id"] not in {first["operator_id"], second["operator_id"]}


def test_ids_do_not_depend_on_the_order(tmp_path: Path) -> None:
    outs = []
    for turn, rows in enumerate((ROWS, ROWS[::-1])):
        ads, out = written(tmp_path / f"{turn}.csv", rows), tmp_path / f"{turn}.out"
        manumit("templates", ads, "--out", out, "--region", "GB")
        outs.append({row["ad_id"]: row for row in found(out)})
    assert outs[0] == outs[1]


def test_of_two_adverts_with_one_id_the_first_counts(tmp_path: Path) -> None:
    ads, out = written(tmp_path / "ads.csv", [*ROWS, ("A-1", "again", "other")]), tmp_path / "out.csv"
    assert manumit("templates", ads, "--out", out).code == 3
    assert len(found(out)) == 4


def test_templates_are_shown_with_their_slots(tmp_path: Path) -> None:
    ads = written(tmp_path / "ads.csv", ROWS)
    ended = manumit("templates", ads, "--out", tmp_path / "o.csv", "--show", "3", "--region", "GB")
    assert "[PHONE]" in ended.out
    assert "bits saved" in ended.out


def test_links_say_why_adverts_are_one_operators(tmp_path: Path) -> None:
    ads, links = written(tmp_path / "ads.csv", ROWS), tmp_path / "links.csv"
    out = tmp_path / "o.csv"
    assert manumit("templates", ads, "--out", out, "--links", links, "--region", "GB").code == 0
    operator = {row["ad_id"]: row["operator_id"] for row in found(out)}
    rows = found(links)
    assert {("A-1", "A-3")} <= {(row["ad_a"], row["ad_b"]) for row in rows}
    for row in rows:
        assert operator[row["ad_a"]] == operator[row["ad_b"]]
        assert 0 < float(row["probability"]) <= 1
        assert row["reasons"]
