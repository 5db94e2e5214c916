"""The one policy of whom to cover in what the index gives: line by line of its docstring."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.engine.leads import Identifier, Lead, Member
from manumit.engine.lookup import Entity, Record
from manumit.services.report import Cover, Known
from tests.services.report.test_masking import a_lead

ANA = Member(
    "ent_ana", "person", (Identifier("person", "Zorayda Quimbaya|1999-04-07"),), "possible_victim", 0.8
)
EVE = Member(
    "ent_eve", "person", (Identifier("person", "Perpetua Wiremu|1998-02-03"),), "possible_victim", 0.8
)
BOSS = Member("ent_boss", "person", (Identifier("person", "Ottokar Szczep|1971-01-02"),), "controller", 0.7)
SAYS = "Zorayda Quimbaya, Perpetua Wiremu and Ottokar Szczep were seen; call +44 7700 900456."


def _leads() -> list[Lead]:
    from dataclasses import replace

    second = a_lead((EVE, BOSS), lead_id="l2", rank=2)
    return [a_lead((ANA, BOSS), lead_id="l1"), replace(second, records=(), findings=())]


KNOWN = Known(_leads())
WAYS = st.builds(
    lambda everybody, about: Cover(KNOWN, everybody, frozenset(), about),
    st.booleans(),
    st.sampled_from([(), ("l1",), ("l2",), ("l1", "l2")]),
)


def _entity(id: str, label: str, kind: str = "person") -> Entity:
    return Entity(id, kind, f"{kind}:{label}", label, "", 3, 2, ())


def _record(id: str = "r1", says: str = SAYS) -> Record:
    return Record(
        record_id=id,
        kind="report",
        source_id=f"for {says}",
        observed_at=datetime(2026, 3, 1, tzinfo=UTC),
        until=None,
        zone_minutes=None,
        place=f"home of {says}",
        country="GB",
        lat=None,
        lon=None,
        title=says,
        body=says,
        details=says,
        summary=says,
        file=f"{says}.csv",
        offset=0,
        length=1,
        sha256="0" * 64,
        tlp="amber",
    )


@given(WAYS, st.sampled_from(["r1", "r2"]))
def test_possible_victims_are_covered_everywhere(cover: Cover, record: str) -> None:
    told = repr(cover.record(_record(record))) + cover.text(SAYS)
    assert "Quimbaya" not in told
    assert "Wiremu" not in told
    assert "Szczep" in told, "whom the leads show is shown"
    for member in (ANA, EVE):
        name = member.ids[0].id.partition("|")[0]
        shown = cover.entity(_entity(member.entity_id, name))
        assert name not in repr(shown)
        assert name not in repr(cover.entity(_entity("ent_double", name))), "nor her double in no lead"


@given(st.booleans())
def test_in_evidence_of_a_lead_single_words_are_covered_on_every_page(everybody: bool) -> None:
    cover = Cover(KNOWN, everybody)
    said = "Zorayda was there, born 07.04.1999"
    assert "Zorayda" not in cover.record(_record("r1", said)).body
    assert "1999" not in cover.record(_record("r1", said)).body


def test_a_purpose_lifts_its_own_lead_and_no_other() -> None:
    cover = Cover(KNOWN, False, frozenset({"l1"}), ("l1",))
    told = cover.record(_record()).body
    assert "Zorayda Quimbaya" in told
    assert "Perpetua Wiremu" not in told
    assert not cover.hides("ent_ana")
    assert cover.hides("ent_eve")
    assert cover.entity(_entity("ent_ana", "Zorayda Quimbaya")).label == "Zorayda Quimbaya"


@pytest.mark.parametrize(
    "kind", ["person", "account", "phone", "email", "handle", "wallet", "iban", "document"]
)
def test_people_in_no_lead_are_covered_unless_that_is_turned_off(kind: str) -> None:
    stranger = _entity("ent_x", "Wolfgang Tendai", kind)
    assert Cover(KNOWN).covers("ent_x", kind)
    assert "Tendai" not in repr(Cover(KNOWN).entity(stranger))
    assert Cover(KNOWN, everybody=False).entity(stranger) == stranger


def test_numbers_of_strangers_are_covered_in_texts_of_a_lead() -> None:
    assert "900456" in Cover(KNOWN, False).text(SAYS)
    assert "900456" not in Cover(KNOWN, False, frozenset(), ("l1",)).text(SAYS)
    assert "900456" not in Cover(KNOWN).text(SAYS)
