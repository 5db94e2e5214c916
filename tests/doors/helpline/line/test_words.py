"""Every reason that the triage may give has plain words at Line, and Line has no words for what it never says."""

from __future__ import annotations

from manumit.doors.web.line.words import REASON
from manumit.services.support.triage.judge import DANGERS


def test_every_reason_has_words() -> None:
    assert set(REASON) == DANGERS | {"second_model", "by_telephone", "not_judged", "wording"}
