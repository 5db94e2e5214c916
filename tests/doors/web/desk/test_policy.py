"""The page that says who may do what, in words."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from manumit.base.govern import policy_table
from manumit.doors.web.desk.policy_words import ACTION, CONDITION, conditions
from tests.doors.web.conftest import Signed

pytestmark = pytest.mark.django_db


def test_every_action_and_condition_of_the_policy_has_words() -> None:
    rows = list(policy_table())
    assert {row.action for row in rows} == set(ACTION)
    assert {one for row in rows for way in row.when for one in way.split(" + ")} == set(CONDITION)


def test_conditions_in_words() -> None:
    with override("en"):
        said = [str(one) for one in conditions("member + purpose")]
    assert said == ["works in the workspace", "a purpose was stated"]


def test_the_page_says_it_in_words(signed: Signed) -> None:
    page = signed("analyst").get("/policy").content.decode()
    assert "see possible victims unmasked" in page
    assert "works in the workspace + a purpose was stated" in page
