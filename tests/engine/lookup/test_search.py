"""Search finds people, numbers and words however they are typed, says why, and where the match stands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from manumit.engine.lookup import EntityHit, Lookup, RecordHit, Why
from tests.engine.lookup.case import HERS, MARIA, PHONE


def ids(hits: tuple[EntityHit, ...]) -> list[str]:
    return [hit.entity.entity_id for hit in hits]


def sources(hits: tuple[RecordHit, ...]) -> list[str]:
    return [hit.record.source_id for hit in hits]


def shown(hit: EntityHit | RecordHit) -> list[str]:
    return [hit.text[start:end] for start, end in hit.spans]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Мария Иванова", "exact"),
        ("мария иванова", "exact"),
        ("Ivanova", "transliterated"),
        ("Mariya Ivanova", "transliterated"),
        ("Ivanova Mariya", "transliterated"),
        ("Mariia Ivanowa", "transliterated"),
        ("Iwanova", "transliterated"),
        ("Ivanvoa", "fuzzy"),
    ],
)
def test_her_account_is_found_by_her_name_in_any_script(lookup: Lookup, text: str, why: Why) -> None:
    (hit,) = [hit for hit in lookup.search(text).entities if hit.entity.entity_id == HERS]
    assert hit.text == "Мария Иванова" == hit.entity.about
    assert hit.why == why


@pytest.mark.parametrize("text", ["zoe muller", "ZOË MÜLLER", "Zoé Muller", "muller"])
def test_accents_do_not_matter(lookup: Lookup, text: str) -> None:
    assert "GB33BUKB20201555555555" in [hit.entity.label for hit in lookup.search(text).entities]


@pytest.mark.parametrize(
    "text",
    [
        "+447700900123",
        "07700 900123",
        "07700-900-123",
        "(07700) 900 123",
        "7700900123",
        "900123",
        "0900123",
        "٩٠٠١٢٣",
    ],
)
def test_a_phone_is_found_by_any_part_of_it(lookup: Lookup, text: str) -> None:
    hits = lookup.search(text)
    assert hits.entities[0].entity.entity_id == PHONE
    assert hits.entities[0].why in ("exact", "fragment")
    digits = "".join(filter(str.isdigit, "".join(shown(hits.entities[0]))))
    assert digits in "447700900123"
    assert len(digits) >= 6
    assert {"A-1", "A-2", "A-3", "G-1"} <= set(sources(hits.records)), "also where it is written in words"


def test_a_number_in_words_is_told_by_its_entity(lookup: Lookup) -> None:
    (hit,) = [hit for hit in lookup.search("07700900123").records if hit.record.source_id == "A-2"]
    assert hit.text.startswith("Calm massage")
    assert hit.spans == ()


@pytest.mark.parametrize("text", ["GB33 BUKB 2020", "gb33bukb", "2020 1555", "5555555"])
def test_an_account_is_found_by_a_piece_of_its_number(lookup: Lookup, text: str) -> None:
    assert lookup.search(text).entities[0].entity.label == "GB33BUKB20201555555555"


def test_every_word_has_to_stand_there(lookup: Lookup) -> None:
    assert sources(lookup.search("quiet house").records) == ["A-4"]
    assert sources(lookup.search("house quiet").records) == ["A-4"]
    assert sources(lookup.search('"house quiet"').records) == []
    assert sources(lookup.search('"quiet house"').records) == ["A-4"]
    assert sources(lookup.search("quiet castle").records) == []


def test_a_text_is_found_in_its_own_script_and_in_latin_letters(lookup: Lookup) -> None:
    (own,) = lookup.search("массаж").records
    assert (own.record.source_id, own.why, shown(own)) == ("A-3", "exact", ["массаж"])
    (latin,) = [hit for hit in lookup.search("massazh").records if hit.record.source_id == "A-3"]
    assert (latin.why, shown(latin)) == ("transliterated", ["массаж"])


def test_records_come_newest_first_and_page_by_page(lookup: Lookup) -> None:
    every = sources(lookup.search("rent").records)
    assert every == [f"PAY-{n}" for n in reversed(range(9))]
    first, second = (lookup.search("rent", limit=4, offset=offset) for offset in (0, 4))
    assert sources(first.records) + sources(second.records) == every[:8]
    assert (first.more_records, second.more_records) == (True, True)
    assert not lookup.search("rent", limit=5, offset=4).more_records


def test_records_are_narrowed_by_kind_time_and_place(lookup: Lookup) -> None:
    assert sources(lookup.search("rent", kinds=["ad"]).records) == []
    since, until = datetime(2026, 1, 3, tzinfo=UTC), datetime(2026, 1, 5, tzinfo=UTC)
    assert sources(lookup.search("rent", since=since, until=until).records) == ["PAY-3", "PAY-2"]
    assert sources(lookup.search("massage", place="leeds").records) == ["A-2", "A-1"]
    assert sources(lookup.search("massage", place="hull").records) == []
    assert sources(lookup.search("", kinds=["ad"], limit=2).records) == ["A-4", "A-3"]
    assert sources(lookup.search("rent", kinds=["no such kind"]).records) == []


def test_entities_are_narrowed_by_kind(lookup: Lookup) -> None:
    assert MARIA in ids(lookup.search("ivanova", entity_kinds=["person"]).entities)
    assert HERS not in ids(lookup.search("ivanova", entity_kinds=["person"]).entities)
    assert lookup.search("ivanova", entity_kinds=["none"]).entities == ()


def test_a_record_is_found_by_what_its_source_calls_it(lookup: Lookup) -> None:
    assert sources(lookup.search("pay-3").records) == ["PAY-3"]
    (hit,) = lookup.search("QX8LLM").records
    assert hit.record.source_id == "B-3"


def test_short_words_are_compared_with_the_beginning_of_labels(lookup: Lookup) -> None:
    hits = lookup.search("ow")
    assert (hits.note, hits.records) == ("short", ())
    assert {hit.entity.label.casefold()[:2] for hit in hits.entities} == {"ow"}


def test_what_is_withheld_or_expired_is_not_found(lookup: Lookup) -> None:
    assert sources(lookup.search("wants to leave").records) == ["R-1"]
    assert lookup.search("whispered consent").records == ()
    assert lookup.search("expired words").records == ()


def test_a_match_is_shown_with_what_stands_around_it(lookup: Lookup) -> None:
    (hit,) = lookup.search("zero nine").records
    assert "zero" in shown(hit)
    assert len(hit.text) <= 260
