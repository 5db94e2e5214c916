"""The text that adverts of a lead share: read from the workspace's tables, covered, and drawn with labelled slots."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import DuckEngine, Settings, record_kinds, record_schema
from manumit.engine.leads import Identifier, Lead, Member, RecordRef
from manumit.engine.links import shape_of
from manumit.services.report import Part, Wording, gather_wordings, masked, masked_wordings
from manumit.services.report.page import page_parts
from manumit.services.report.wording import parts_of
from manumit.services.report.wording_section import wording_section
from tests.services.report import samples
from tests.services.report.test_masking import a_lead
from tests.services.report.test_page import outline

VICTIM_PHONE = Member("e3", "phone", (Identifier("phone", "+447700900211"),), "possible_victim", 0.6)
BOSS_PHONE = Member("e4", "phone", (Identifier("phone", "+447700900212"),), "controller", 0.9)
ADVERTS = {
    f"r{n}": f"Lovely lady in town, my name is {name}, quiet flat in {city}, {price} an hour, call +44 7700 90021{n}"
    for n, (name, city, price) in enumerate(
        (
            ("Nina", "Leeds", "£80"),
            ("Maria", "York", "£95"),
            ("Elena", "Hull", "£120"),
            ("Sofia", "Derby", "£70"),
        ),
        1,
    )
}


def lead_of(*members: Member, records: tuple[str, ...] = ("r1", "r2", "r3", "r9")) -> Lead:
    """A lead on some of the adverts, and on one that is alone."""
    lead = a_lead(members)
    refs = tuple(RecordRef(one, "ad", one) for one in records)
    return Lead(**{**{name: getattr(lead, name) for name in Lead.__slots__}, "records": refs})


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[DuckEngine]:
    with DuckEngine(Settings(memory_gb=0.5, threads=1), tmp_path / "scratch") as made:
        for kind in record_kinds():
            made.view(kind, [], record_schema(kind))
        texts = {**ADVERTS, "r9": "A bicycle, nearly new"}
        rows = [{"record_id": name, "text": text, "location": "Leeds"} for name, text in texts.items()]
        made.table("ad", pa.Table.from_pylist(rows, record_schema("ad")))
        made.table(
            "template",
            pa.table(
                {
                    "record_id": list(texts),
                    "template_id": ["t1"] * len(ADVERTS) + ["t2"],
                    "similarity": [0.8, 1.0, 0.8, 0.7, 1.0],
                }
            ),
        )
        yield made


def slots(wording: Wording) -> dict[str, set[str]]:
    """What stands in the slots, by slot."""
    found: dict[str, set[str]] = {}
    for part in wording.parts:
        if part.slot:
            found.setdefault(part.slot, set()).update(part.values)
    return found


def test_only_the_leads_own_adverts_are_read(engine: DuckEngine) -> None:
    lead = lead_of(VICTIM_PHONE)
    (wording,) = gather_wordings(engine, [lead])[lead.lead_id]
    assert wording.records == ("r1", "r2", "r3")
    found = slots(wording)
    assert {"Leeds", "York", "Hull"} <= found["CITY"]
    assert len(found["PHONE"]) == 3
    assert "Derby" not in str(wording)
    assert "bicycle" not in str(wording)
    assert any("quiet flat in" in part.text for part in wording.parts if not part.slot)
    assert wording.share > 0.2


def test_a_lead_whose_adverts_share_nothing_has_none(engine: DuckEngine) -> None:
    lead = lead_of(VICTIM_PHONE, records=("r1", "r9"))
    assert gather_wordings(engine, [lead]) == {}
    assert gather_wordings(engine, []) == {}


def test_nobodys_name_and_no_strangers_contact_stays(engine: DuckEngine) -> None:
    lead = lead_of(VICTIM_PHONE, BOSS_PHONE)
    ((wording,),) = masked_wordings([lead], gather_wordings(engine, [lead])).values()
    told = re.sub(r"\s", "", str(wording))
    assert "7700900211" not in told, "a possible victim's"
    assert "7700900213" not in told, "a stranger's"
    assert "7700900212" in told, "a controller's is shown, as everywhere in the report"
    for name in ("Nina", "Maria", "Elena"):
        assert name not in told
    assert {"Leeds", "York", "Hull"} <= slots(wording)["CITY"]


@pytest.mark.parametrize(
    ("slot", "value", "shown"),
    [
        ("HANDLE", "@some.one", False), ("LINK", "https://wa.me/447700900299", False), ("EMAIL", "a@b.example", False),
        ("WALLET", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", False), ("TEXT", "Zorayda", False),
        ("TEXT", "evening", True), ("PRICE", "£80", True), ("NUMBER", "25", True), ("CITY", "Leeds", True),
    ],
)  # fmt: skip
def test_what_a_slot_may_show(slot: str, value: str, shown: bool) -> None:
    wording = Wording((Part("", slot, (value,)),), ("r1",), 0.5)
    ((one,),) = masked_wordings([lead_of(VICTIM_PHONE)], {"l1": (wording,)}).values()
    assert (one.parts[0].values == (value,)) is shown


def test_words_between_slots_are_one_text_in_any_script() -> None:
    texts = [
        "出租公寓靠近车站很安静 Leeds 电话 +44 7700 900211",
        "出租公寓靠近车站很安静 York 电话 +44 7700 900212",
    ]
    parts = parts_of(shape_of(texts[0], texts, 50, "GB"))
    assert parts[0].text.startswith("出租公寓靠近车站很安静")
    for left, right in pairwise(parts):
        assert left.slot or right.slot


def test_slots_have_labels_and_lead_to_their_records() -> None:
    wording = Wording(
        (Part("New in"), Part("", "CITY", ("Leeds", "York", "Hull", "Derby")), Part("", "X")),
        ("r2", "r1"),
        0.71,
    )
    html = wording_section("k", [wording], {"r1": 4, "r2": 7})
    said = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert said.startswith("What the adverts say")
    assert (
        "New in place Leeds or York or Hull or … words 2 adverts · 71% of what they say is told by it · Records 4 7"
        in said
    )
    assert 'href="#k-r4"' in html
    assert wording_section("k", [], {}) == ""


@given(
    st.lists(
        st.builds(Part, st.text(), st.sampled_from(["", "CITY", "TEXT", "<b>"]), st.tuples(st.text())),
        max_size=6,
    )
)
def test_nothing_in_an_advert_breaks_the_page(parts: list[Part]) -> None:
    outline(wording_section("k", [Wording(tuple(parts), ("r1",), 0.5)], {"r1": 1}))


def test_the_page_shows_them_with_the_lead() -> None:
    leads, sights = samples.everything()
    wording = Wording(
        (Part("Packers wanted call"), Part("", "PHONE", ("+44 7700 900999",))),
        (leads[0].records[0].record_id,),
        0.4,
    )
    told = masked_wordings(leads, {leads[0].lead_id: (wording,)})
    covered, seen = masked(leads, sights)
    page = "".join(page_parts(covered, seen, samples.meta(), told))
    tags = outline(page).tags
    assert page.count('class="wording"') == 1
    assert "900999" not in page
    ids = {a["id"] for _, a in tags if "id" in a}
    assert {str(a["href"])[1:] for tag, a in tags if tag == "a"} <= ids
