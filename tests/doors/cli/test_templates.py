"""`templates`: one row an advert, in the file's order, whatever else the file holds."""

from __future__ import annotations

import csv
import json
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
    assert "bits saved" in " ".join(ended.out.split())


def test_new_adverts_join_what_a_folder_keeps(tmp_path: Path) -> None:
    first, more = (
        written(tmp_path / "1.csv", ROWS),
        written(tmp_path / "2.csv", [(f"B-{n}", *ROWS[n][1:]) for n in (1, 2)]),
    )
    state, out = tmp_path / "state", tmp_path / "out.csv"
    assert manumit("templates", first, "--out", out, "--state", state, "--region", "GB").code == 0
    before = {row["ad_id"]: row["template_id"] for row in found(out)}
    assert manumit("templates", more, "--out", out, "--state", state, "--region", "GB").code == 0
    after = {row["ad_id"]: row["template_id"] for row in found(out)}
    assert after == {"B-1": before["A-2"], "B-2": before["A-3"]}
    assert (state / "merges.jsonl").read_text("utf-8") == ""


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    ads = written(tmp_path / "ads.csv", ROWS)
    ended = manumit("templates", ads, "--out", tmp_path / "o.csv", "--state", tmp_path)
    assert ended.code == 2
    assert "no folder of templates" in ended.err
    assert not (tmp_path / "o.csv").exists()


def test_templates_are_written_as_a_page(tmp_path: Path) -> None:
    ads, page = written(tmp_path / "ads.csv", ROWS), tmp_path / "p.html"
    ended = manumit("templates", ads, "--out", tmp_path / "o.csv", "--html", page, "--region", "GB")
    assert (ended.code, ended.out) == (0, "")
    assert "1 template in 4 adverts" in page.read_text("utf-8")


def test_hostile_adverts_get_their_rows(tmp_path: Path) -> None:
    texts = [
        "",
        "\u0301" * 100_000,
        "\u202e" + SAME,
        "x" * 1_000_000,
        "\ud800 " + SAME,
        "\u0e48\u0e38" * 50_000,
    ]
    ads, out = tmp_path / "ads.jsonl", tmp_path / "out.csv"
    lines = [
        {"ad_id": f"h{n}", "posted_at": "2026-03-01T10:00:00Z", "text": text} for n, text in enumerate(texts)
    ]
    ads.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    assert manumit("templates", ads, "--out", out).code == 0
    rows = found(out)
    assert [row["ad_id"] for row in rows] == [f"h{n}" for n in range(len(texts))]
    assert rows[2]["template_id"] == rows[4]["template_id"]
    assert len({row["template_id"] for row in rows}) == len(texts) - 1


def test_one_advert_thousands_of_times(tmp_path: Path) -> None:
    ads, out = (
        written(tmp_path / "ads.csv", [(f"A-{n}", "Anna", SAME) for n in range(5_000)]),
        tmp_path / "out.csv",
    )
    assert manumit("templates", ads, "--out", out).code == 0
    assert len({row["template_id"] for row in found(out)}) == 1


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
