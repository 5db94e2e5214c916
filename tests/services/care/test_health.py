"""Health summaries: checked, kept as written, edited by two people apart, begun from nothing."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from manumit.base.kernel import Refused, UnreadableInput, UsageError
from manumit.services.care import (
    Book,
    compose,
    document_of,
    dump_tree,
    fhir_faults,
    leaf_places,
    merge,
    parse_tree,
    provenance_resource,
    put_summary,
    read_summary,
    remarks,
)
from manumit.services.care.ips import labels
from tests.services.care.conftest import START, Clock
from tests.services.care.summaries import SUMMARY


def test_a_document_comes_back_equal(book: Book, ana: str) -> None:
    tree = read_summary(SUMMARY.encode())
    put_summary(book, ana, tree, "mira")
    back = document_of(book.record(ana))
    assert back == tree
    assert json.loads(dump_tree(back)) == json.loads(SUMMARY)
    text = dump_tree(back)
    for written in (
        "1.50",
        "1.20e1",
        "100000000000000000000.5",
        "-0.0",
        "2E-3",
        "09:30:00.50+02:00",
        "-00:00",
        "null",
    ):
        assert written in text
    assert remarks(back) == []
    assert put_summary(book, ana, tree, "mira") == []


def test_another_reader_would_have_lost_it() -> None:
    """Why the tree is kept: fhir.resources accepts the document, and does not give it back."""
    from fhir.resources.R4B.bundle import Bundle

    again = Bundle.model_validate_json(SUMMARY).model_dump_json()
    assert json.loads(again) != json.loads(SUMMARY)
    assert "1.50" not in again


def test_only_what_changed_is_written_and_two_can_edit_apart(
    books: Callable[[str], Book], book: Book, ana: str
) -> None:
    put_summary(book, ana, read_summary(SUMMARY.encode()), "mira")
    laptop = books("laptop")
    merge(laptop, book)
    one = parse_tree(SUMMARY.replace("Broken wrist", "Healed wrist"), "it")
    other = parse_tree(SUMMARY.replace("13.50", "12.90"), "it")
    assert put_summary(book, ana, one, "mira") == ["entry:urn:uuid:00000000-0000-4000-8000-000000000003"]
    assert put_summary(laptop, ana, other, "ben") == ["entry:#5"]
    assert merge(book, laptop).conflicts == []
    both = document_of(book.record(ana))
    assert both == parse_tree(SUMMARY.replace("Broken wrist", "Healed wrist").replace("13.50", "12.90"), "it")
    put_summary(laptop, ana, parse_tree(SUMMARY.replace("Broken wrist", "Broken arm"), "it"), "ben")
    assert len(merge(book, laptop).conflicts) == 1
    with pytest.raises(Refused, match="2 versions"):
        document_of(book.record(ana))


def test_a_resource_can_be_taken_out(book: Book, ana: str) -> None:
    tree = read_summary(SUMMARY.encode())
    put_summary(book, ana, tree, "mira")
    fewer = {**tree, "entry": tree["entry"][:-1]}
    assert put_summary(book, ana, fewer, "mira") == ["document", "entry:#6"]
    assert document_of(book.record(ana)) == fewer


def edited(change: Callable[[Any], object]) -> bytes:
    tree = json.loads(SUMMARY)
    change(tree)
    return json.dumps(tree).encode()


WRONG: dict[str, tuple[bytes, str]] = {
    "no JSON": (b"<Bundle/>", "cannot be read as JSON"),
    "no bundle": (b'{"resourceType": "Patient"}', "no FHIR Bundle"),
    "a list": (b"[]", "no FHIR Bundle"),
    "no document": (edited(lambda t: t.update(type="collection")), "not a document"),
    "no entries": (edited(lambda t: t.update(entry=[])), "not a document with entries"),
    "an unknown member": (edited(lambda t: t.update(colour="red")), "colour"),
    "an unknown resource": (
        edited(lambda t: t["entry"][2]["resource"].update(resourceType="Wish")),
        "not what FHIR R4 allows",
    ),
    "a contained unknown resource": (
        edited(lambda t: t["entry"][1]["resource"]["contained"][0].update(resourceType="Wish")),
        "does not know",
    ),
    "a date that is none": (
        edited(lambda t: t["entry"][1]["resource"].update(birthDate="1.2.1999")),
        "entry.1.*birthDate",
    ),
    "a needed member missing": (edited(lambda t: t["entry"][0]["resource"].pop("status")), "entry.0"),
    "a text where a list belongs": (edited(lambda t: t["entry"][1]["resource"].update(name="Ana")), "name"),
    "entries that are none": (edited(lambda t: t.update(entry=["x"])), "entry"),
    "a resource of null": (edited(lambda t: t["entry"][1].update(resource=7)), "entry"),
}


@pytest.mark.parametrize(("data", "says"), WRONG.values(), ids=WRONG.keys())
def test_what_fhir_does_not_allow_is_refused_with_its_place(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableInput, match=says):
        read_summary(data, "summary.json")


def test_what_the_ips_asks_beyond_is_remarked() -> None:
    def broken(tree: Any) -> None:
        composition = tree["entry"][0]["resource"]
        composition["type"] = {"text": "letter"}
        composition["subject"] = {"reference": "Patient/other"}
        sections = composition["section"]
        del sections[1]["emptyReason"]
        sections[0]["entry"][0]["reference"] = "Condition/gone"
        sections.pop()

    said = " ".join(remarks(read_summary(edited(broken))))
    for part in ("60591-5", "subject", "48765-2", "medication is empty", "Condition/gone"):
        assert part in said
    swapped = edited(lambda t: t["entry"].reverse())
    assert remarks(read_summary(swapped)) == ["The first entry is not a Composition."]


def test_a_summary_is_begun_for_somebody_without_a_name(book: Book, ana: str) -> None:
    resources = [
        {"resourceType": "AllergyIntolerance", "code": {"text": "nuts <& co>"}},
        {"resourceType": "Condition", "code": {"text": "asthma"}},
        {"resourceType": "Condition", "code": {"text": "asthma"}},
        {
            "resourceType": "Immunization",
            "status": "completed",
            "vaccineCode": {"text": "tetanus"},
            "occurrenceString": "2025",
        },
    ]
    made = compose({}, resources, "A house", START)
    assert remarks(made) == []
    read = read_summary(dump_tree(made).encode())
    put_summary(book, ana, read, "mira")
    assert document_of(book.record(ana)) == read
    assert labels(read, "Condition") == ["asthma"]
    assert labels(read, "AllergyIntolerance", "Immunization") == ["nuts <& co>", "tetanus"]
    with pytest.raises(UsageError, match="not valid"):
        compose({"gender": 3}, [], "A house", START)


def test_nobody_has_a_summary_before_there_is_one(book: Book, ana: str) -> None:
    with pytest.raises(UsageError, match="no health summary"):
        document_of(book.record(ana))


def test_provenance_points_to_the_leaves(book: Book, ana: str, clock: Clock) -> None:
    put_summary(book, ana, read_summary(SUMMARY.encode()), "mira")
    before = provenance_resource(book.record(ana), "health", "Bundle/made-up", book.org, {})
    assert "entity" not in before
    clock.forward(hours=1)
    book.leaves.due(clock())
    record = book.record(ana)
    made = provenance_resource(record, "health", "Bundle/made-up", book.org, leaf_places(book, record))
    assert fhir_faults(made) == []
    (source,) = made["entity"]
    assert source["what"]["identifier"]["value"].startswith(f"{book.log.origin}#")
    assert ana not in json.dumps(made)


def test_taking_in_leaves_the_tree_alone() -> None:
    tree = read_summary(SUMMARY.encode())
    before = copy.deepcopy(tree)
    remarks(tree)
    fhir_faults(tree)
    assert tree == before
