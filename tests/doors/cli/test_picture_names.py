"""Names of one picture become one name, and adverts are compared by it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from manumit.base.kernel import UsageError
from manumit.doors.cli.picture_names import one_names, renamed
from tests.doors.cli.program import manumit

PAIRS = "a,b,distance,verified,how\nb.jpg,c.jpg,2,true,whole\na.jpg,b.jpg,90,true,part\nd.jpg,e.jpg,20,false,hash\n"


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.csv"
    path.write_text(PAIRS, "utf-8")
    return path


def test_what_is_verified_is_one(pairs: Path) -> None:
    assert one_names(pairs) == {"a.jpg": "a.jpg", "b.jpg": "a.jpg", "c.jpg": "a.jpg"}


def test_a_cell_keeps_the_names_that_are_not_told() -> None:
    names = {"b.jpg": "a.jpg"}
    assert renamed("b.jpg; x.jpg,more/b.jpg", names) == "a.jpg;x.jpg;more/b.jpg"
    assert renamed(["b.jpg"], names) == "a.jpg"
    assert renamed(None, names) is None


def test_another_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("x,y\n1,2\n", "utf-8")
    with pytest.raises(UsageError):
        one_names(path)


def test_adverts_are_linked_by_what_their_pictures_show(pairs: Path) -> None:
    """Two adverts with nothing else in common and rare pictures; others around them have their own."""
    ads = pairs.with_name("ads.csv")
    with ads.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["ad_id", "posted_at", "source", "title", "text", "images"])
        for at, (words, image) in enumerate(TEXTS):
            writer.writerow([f"A{at}", f"2026-03-0{at + 1}T10:00:00Z", "board.example", "", words, image])
    links = {}
    for name, more in (("without", ()), ("with", ("--pictures", pairs))):
        out = pairs.with_name(f"{name}.csv")
        done = manumit("templates", ads, "--out", pairs.with_name("o.csv"), "--links", out, *more)
        assert done.code == 0
        with out.open(encoding="utf-8") as stream:
            links[name] = {(row["ad_a"], row["ad_b"]): row["reasons"] for row in csv.DictReader(stream)}
    assert ("A0", "A1") not in links["without"]
    assert "picture" in links["with"]["A0", "A1"]
    assert {pair for pair in links["with"] if pair != ("A0", "A1")} == set(links["without"])


TEXTS = [
    ("Quiet studio with a view over the harbour, mornings only, please write before you come", "b.jpg"),
    ("Newly arrived and happy to meet polite company near the old theatre after seven", "c.jpg"),
    ("Red bicycle with two baskets and a bell, little used, to be fetched on Saturday", "d.jpg"),
    ("Piano lessons for beginners of any age, first hour free, in the house by the mill", "e.jpg"),
    ("Garden help wanted twice a month, tools are here, coffee and cake as well", "f.jpg"),
]
