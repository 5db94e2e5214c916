"""One sentence a person can act on, without a verdict."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from manumit.base.kernel import vocabulary
from manumit.engine.indicators import FAMILIES, catalogue
from manumit.engine.leads import Identifier, Lead, LeadFinding, Member
from manumit.engine.leads.say import exploitation_of, sentence_of
from tests.engine.leads.findings import finding

VERDICTS = re.compile(
    r"\b(traffick\w*|criminals?|guilty|pimp\w*|prostitut\w*|illegal\w*|slaves?)\b", re.IGNORECASE
)


def said(indicator: str, family: str) -> LeadFinding:
    return LeadFinding(indicator, family, 1.0, "", ("r",), "account:1", "", "", "source", 1.0)


LEAD = Lead("lead_x", 1, 0.5, (0.4, 0.6), 0.1, "labour", "", (), (said("wage_capture", "money"),), (), ())


def victim(kind: str, number: int) -> Member:
    return Member(f"{kind}:{number}", kind, (Identifier(kind, str(number)),), "possible_victim", 0.5)


def test_a_sentence_says_what_may_be_and_what_to_do_first() -> None:
    lead = replace(LEAD, findings=(said("wage_capture", "money"), said("serial_sponsor", "travel")))
    assert sentence_of(lead) == (
        "Possible forced labour: several people's wages go into one account; one payer sent several strangers on"
        " journeys. First step: ask the bank who controls the account."
    )


def test_a_family_speaks_once_and_three_at_most() -> None:
    findings = [
        said("wage_capture", "money"),
        said("collector_star", "money"),
        said("serial_sponsor", "travel"),
    ]
    findings += [said("rooms_for_strangers", "housing"), said("shared_contact", "identity")]
    sentence = sentence_of(replace(LEAD, findings=tuple(findings)))
    assert sentence.count(";") == 2
    assert "money taken in" not in sentence


@pytest.mark.parametrize(("number", "words"), [(1, ", 1 possible victim:"), (2, ", 2 possible victims:")])
def test_possible_victims_are_counted(number: int, words: str) -> None:
    members = (*[victim("person", n) for n in range(number)], victim("phone", 9))
    assert words in sentence_of(replace(LEAD, members=members))


def test_what_kind_of_exploitation_is_not_known_is_said_so() -> None:
    assert sentence_of(replace(LEAD, exploitation="unknown")).startswith("Possible exploitation: ")


@pytest.mark.parametrize("flag", [i for i in catalogue() if not i.against], ids=lambda i: i.id)
def test_every_flag_has_words_of_its_own(flag: object) -> None:
    from manumit.engine.indicators import Indicator

    assert isinstance(flag, Indicator)
    sentence = sentence_of(replace(LEAD, findings=(said(flag.id, flag.family),)))
    assert f": {flag.id.replace('_', ' ')}. First" not in sentence
    assert VERDICTS.search(sentence) is None


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("exploitation", vocabulary().exploitations)
def test_every_kind_and_family_has_a_sentence(exploitation: str, family: str) -> None:
    lead = replace(LEAD, exploitation=exploitation, findings=(said("wage_capture", family),))
    assert re.fullmatch(r"Possible .+: .+\. First step: .+\.", sentence_of(lead))


def flags(**pointed: dict[str, float]) -> dict[str, dict[str, object]]:
    return {name: {"exploitation": kinds} for name, kinds in pointed.items()}


def test_the_kind_is_what_the_findings_point_to_together() -> None:
    found = [finding("wage_capture", "a"), finding("serial_sponsor", "a")]
    pointing = flags(
        wage_capture={"labour": 0.6, "domestic": 0.4}, serial_sponsor={"domestic": 0.7, "sexual": 0.3}
    )
    assert exploitation_of(found, {f["finding_id"]: 1.0 for f in found}, pointing) == "domestic"


def test_a_tie_or_nothing_is_unknown() -> None:
    found = [finding("wage_capture", "a")]
    assert exploitation_of(found, {}, flags(wage_capture={"labour": 0.5, "sexual": 0.5})) == "unknown"
    assert exploitation_of(found, {}, flags(wage_capture={})) == "unknown"


def test_a_finding_that_takes_off_the_score_still_points_where_it_points() -> None:
    """A share may be negative; a vote may not, or the kind that a finding names would lose by it."""
    found = [finding("wage_capture", "a"), finding("serial_sponsor", "a")]
    pointing = flags(wage_capture={"labour": 0.9}, serial_sponsor={"sexual": 0.2})
    assert exploitation_of(found, {f["finding_id"]: -2.0 for f in found}, pointing) == "labour"
