"""CASE/UCO: a graph whose names are unique and whose references lead somewhere, of classes and properties that the
ontologies define. Bundles of a made-up world conformed to CASE's own shapes (case_validate of case-utils 0.18.0); that
program brings 195 MB with it, so the tests hold the structure by rules of their own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from manumit.services.report.bundle import form
from manumit.services.report.bundle.archive import unpack

CLASSES = {
    name: set(properties.split())
    for name, properties in {
        "case-investigation:Investigation": "uco-core:name uco-core:description case-investigation:focus"
        " uco-core:object",
        "case-investigation:InvestigativeAction": "uco-core:name uco-action:startTime uco-action:instrument"
        " uco-action:object uco-action:result",
        "case-investigation:ProvenanceRecord": "uco-core:description case-investigation:exhibitNumber uco-core:object",
        "uco-core:Annotation": "uco-core:name uco-core:statement uco-core:object",
        "uco-observable:ContentDataFacet": "uco-observable:sizeInBytes uco-observable:hash",
        "uco-observable:DataRangeFacet": "uco-observable:rangeOffset uco-observable:rangeSize",
        "uco-observable:File": "uco-core:hasFacet",
        "uco-observable:ObservableObject": "uco-core:name uco-core:description uco-core:hasFacet",
        "uco-observable:ObservableRelationship": "uco-core:source uco-core:target uco-core:kindOfRelationship"
        " uco-core:isDirectional uco-core:hasFacet",
        "uco-tool:Tool": "uco-core:name uco-tool:version",
        "uco-types:Hash": "uco-types:hashMethod uco-types:hashValue",
    }.items()
}
"""The classes of CASE and UCO (1.x) that are used, with their properties."""
NAME = re.compile(r"kb:[a-z]+-[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
NAMESPACE = re.compile(r"https://ontology\.(unifiedcyberontology|caseontology)\.org/(uco|case)/[a-z]+/")


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object with a name and a class, however deep."""
    if isinstance(value, dict):
        if "@id" in value and "@type" in value:
            yield value
        for inner in value.values():
            yield from nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if set(value) == {"@id"}:
            yield value["@id"]
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


@pytest.fixture(params=["masked", "open"])
def case(request: pytest.FixtureRequest) -> dict[str, Any]:
    bundle: bytes = request.getfixturevalue(f"{request.param}_bundle")
    made: dict[str, Any] = json.loads(unpack(bundle)[form.CASE])
    return made


def test_names_are_unique_and_references_lead_somewhere(case: dict[str, Any]) -> None:
    named = [node["@id"] for node in nodes(case["@graph"])]
    assert len(named) == len(set(named)) > 20
    assert all(NAME.fullmatch(name) for name in named)
    assert set(references(case["@graph"])) <= set(named)


def test_classes_and_properties_are_those_of_the_ontologies(case: dict[str, Any]) -> None:
    for node in nodes(case["@graph"]):
        assert set(node) - {"@id", "@type"} <= CLASSES[node["@type"]], node
    assert {node["@type"] for node in nodes(case["@graph"])} == set(CLASSES)
    used = {key.split(":")[0] for properties in CLASSES.values() for key in properties}
    assert used <= set(case["@context"])
    for prefix, space in case["@context"].items():
        assert prefix in ("kb", "xsd") or NAMESPACE.fullmatch(space)


def test_hashes_are_those_of_the_files_that_were_logged(case: dict[str, Any], open_bundle: bytes) -> None:
    members = unpack(open_bundle)
    events = [json.loads(data)["body"] for name, data in members.items() if name.startswith("events/")]
    files = {body["sha256"] for body in events if "tree" in body}
    told = {
        node["uco-core:hasFacet"][0]["uco-observable:hash"][0]["uco-types:hashValue"]["@value"]
        for node in nodes(case["@graph"])
        if node["@type"] == "uco-observable:File"
    }
    assert told == files


def test_a_withheld_span_has_no_bare_hash(masked_bundle: bytes) -> None:
    case = json.loads(unpack(masked_bundle)[form.CASE])
    for node in nodes(case["@graph"]):
        if node["@type"] == "uco-observable:ObservableObject":
            given = "bytes given" in node["uco-core:description"]
            assert ("uco-observable:hash" in node["uco-core:hasFacet"][0]) == given
