"""The wall, at Line: only who keeps records sees one, what is counted there never counts them, and who keeps them has
no key to the talks. (That the Desk sees nothing of any of it: test_wall.py.)
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from manumit.base.govern import ROLES, may_line
from manumit.base.kernel import ManumitError
from manumit.base.vault import PassphraseHolder
from manumit.services.care import Book
from tests.doors.helpline.line.house import LineHouse
from tests.doors.helpline.test_wall import in_care

CANARY = "avocet-pantry-7721"


@pytest.fixture(scope="module")
def record(line_house: LineHouse) -> list[str]:
    """What must not be seen elsewhere: the pseudonym first, then the ids of a consent and a referral, then a word."""
    return [*in_care(line_house, CANARY), CANARY]


def test_at_line_only_who_keeps_records_sees_one(line_house: LineHouse, record: list[str]) -> None:
    for role in (*ROLES, "advocate"):
        visitor = line_house.visitor(f"wall-{role}", role)
        for path in ("/care", f"/care/{record[0]}", f"/care/{record[0]}/history", "/care/recalls"):
            page = visitor.get(path)
            assert visitor.status == 403, (role, path)
            assert not any(one in page for one in record)
        for path in ("open", "add", "code", "consent", "withdraw", "package", "erasing", "health", "refer"):
            page = visitor.post(
                f"/care/{record[0]}/{path}", {"do": "ask", "for": "review", "consent": record[2]}
            )
            assert visitor.status == 403, (role, path)
            assert not any(one in page for one in record)


def test_nothing_that_line_counts_or_passes_on_changes_with_a_record(
    line_house: LineHouse, record: list[str]
) -> None:
    sue = line_house.visitor("sue", "line_supervisor")
    pages = ("/numbers", "/numbers.csv", "/passing", "/staffing", "/shift")
    before = [sue.get(page) for page in pages]
    for _ in range(12):
        mira = line_house.visitor("mira", "case_worker")
        mira.post("/care/new", {"called": CANARY})
    hidden = re.compile(r'name="(?:csrfmiddlewaretoken|token)" value="[^"]*"')
    assert [hidden.sub("", one) for one in before] == [hidden.sub("", sue.get(page)) for page in pages]


def test_who_keeps_records_has_no_key_to_the_talks(line_house: LineHouse) -> None:
    flags = (False, True)
    reads = ("see_queue", "take", "read_talk", "say", "override", "hand_over", "listen_in", "write_paper")
    for action in (*reads, "hand_to_care", "pass_on", "see_numbers"):
        for mine in flags:
            for listening in flags:
                assert not may_line("case_worker", action, mine, listening), action
    for role in ROLES:
        for mine in flags:
            assert not may_line(role, "keep_record", mine)
            assert not may_line(role, "hand_to_care", mine)
    assert may_line("advocate", "hand_to_care", mine=True)
    assert not may_line("advocate", "hand_to_care")
    assert not may_line("advocate", "keep_record", mine=True)


def test_no_other_key_of_the_house_opens_the_records(
    line_house: LineHouse, record: list[str], tmp_path: Path
) -> None:
    shutil.copytree(line_house.home / "care", tmp_path / "care")
    keys = {
        one: (line_house.home / "keys" / f"{one}.secret").read_text("ascii").strip()
        for one in ("care", "live")
    }
    with Book.open(tmp_path / "care", PassphraseHolder(keys["care"])) as book:
        assert record[0] in book.people()
    with pytest.raises(ManumitError):
        Book.open(tmp_path / "care", PassphraseHolder(keys["live"])).close()
