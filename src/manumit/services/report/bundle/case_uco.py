"""The bundle in CASE/UCO (caseontology.org) as JSON-LD: files, spans, who read them with what, findings."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from manumit import __version__
from manumit.engine.evidence import Event
from manumit.engine.leads import Lead
from manumit.services.report.bundle.cited import GIVEN, Span

CONTEXT = {
    "kb": "urn:manumit:bundle:",
    "case-investigation": "https://ontology.caseontology.org/case/investigation/",
    "uco-action": "https://ontology.unifiedcyberontology.org/uco/action/",
    "uco-core": "https://ontology.unifiedcyberontology.org/uco/core/",
    "uco-observable": "https://ontology.unifiedcyberontology.org/uco/observable/",
    "uco-tool": "https://ontology.unifiedcyberontology.org/uco/tool/",
    "uco-types": "https://ontology.unifiedcyberontology.org/uco/types/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_SPACE = UUID("6f2d1a52-7c1b-5d0e-9a55-3f0f5f8a6b10")
"""Namespace of the names made here (RFC 9562, version 5): the same thing has the same name in every bundle."""
Node = dict[str, Any]


def case_uco(lead: Lead, spans: Sequence[Span], readings: Mapping[str, Event]) -> Node:
    """One graph: every object has a name, every reference leads to an object of the graph."""
    tool = _node("uco-tool:Tool", "tool", {"uco-core:name": "Manumit", "uco-tool:version": __version__})
    files = {sha256: _file(sha256, event) for sha256, event in sorted(readings.items())}
    cited = {span.record.record_id: _span(span) for span in spans}
    graph: list[Node] = [tool, *files.values(), *cited.values()]
    for span in spans:
        graph.append(_within(cited[span.record.record_id], files[span.record.fields["file_sha256"]], span))
    proofs = []
    for sha256, event in sorted(readings.items()):
        mine = [cited[span.record.record_id] for span in spans if span.record.fields["file_sha256"] == sha256]
        record = _node(
            "case-investigation:ProvenanceRecord",
            f"provenance/{sha256}",
            {
                "uco-core:description": f"read and logged as entry {event.index}",
                "case-investigation:exhibitNumber": f"log entry {event.index}",
                "uco-core:object": _refs([files[sha256], *mine]),
            },
        )
        action = _node(
            "case-investigation:InvestigativeAction",
            f"reading/{sha256}",
            {
                "uco-core:name": "read into the workspace",
                "uco-action:startTime": _time(str(event.body["read_at"])),
                "uco-action:instrument": _ref(tool),
                "uco-action:object": _refs([files[sha256]]),
                "uco-action:result": _refs([record, *mine]),
            },
        )
        proofs += [record, action]
    notes = [_finding(number, lead, cited) for number in range(len(lead.findings))]
    whole = [*graph, *proofs, *notes]
    case = _node(
        "case-investigation:Investigation",
        f"lead/{lead.lead_id}",
        {
            "uco-core:name": lead.lead_id,
            "uco-core:description": lead.says,
            "case-investigation:focus": f"possible exploitation: {lead.exploitation}",
            "uco-core:object": _refs(whole),
        },
    )
    return {"@context": CONTEXT, "@graph": [case, *whole]}


def _node(kind: str, name: str, more: Node) -> Node:
    return {
        "@id": f"kb:{kind.partition(':')[2].lower()}-{uuid5(_SPACE, f'{kind}/{name}')}",
        "@type": kind,
        **more,
    }


def _ref(node: Node) -> Node:
    return {"@id": node["@id"]}


def _refs(nodes: Sequence[Node]) -> list[Node]:
    return [_ref(node) for node in nodes]


def _hash(name: str, sha256: str) -> Node:
    return _node(
        "uco-types:Hash",
        f"hash/{name}",
        {
            "uco-types:hashMethod": "SHA256",
            "uco-types:hashValue": {"@type": "xsd:hexBinary", "@value": sha256},
        },
    )


def _content(name: str, size: int, sha256: str) -> Node:
    shape: Node = {"uco-observable:sizeInBytes": {"@type": "xsd:integer", "@value": str(size)}}
    if sha256:
        shape["uco-observable:hash"] = [_hash(name, sha256)]
    return _node("uco-observable:ContentDataFacet", f"content/{name}", shape)


def _file(sha256: str, event: Event) -> Node:
    return _node(
        "uco-observable:File", sha256, {"uco-core:hasFacet": [_content(sha256, event.body["bytes"], sha256)]}
    )


def _span(span: Span) -> Node:
    """A span; the hash of its bytes only when the bytes are in the bundle: a bare hash of a withheld one could be
    guessed."""
    digest = hashlib.sha256(span.data).hexdigest() if span.state == GIVEN else ""
    name = span.record.record_id
    return _node(
        "uco-observable:ObservableObject",
        f"span/{name}",
        {
            "uco-core:name": name,
            "uco-core:description": f"{span.record.kind} record; bytes {span.state}",
            "uco-core:hasFacet": [_content(f"span/{name}", len(span.data) or span.length, digest)],
        },
    )


def _within(span: Node, file: Node, told: Span) -> Node:
    place = {
        "uco-observable:rangeOffset": {"@type": "xsd:integer", "@value": str(told.offset)},
        "uco-observable:rangeSize": {"@type": "xsd:integer", "@value": str(told.length)},
    }
    facet = _node("uco-observable:DataRangeFacet", f"range/{told.record.record_id}", place)
    return _node(
        "uco-observable:ObservableRelationship",
        f"within/{told.record.record_id}",
        {
            "uco-core:source": _ref(span),
            "uco-core:target": _ref(file),
            "uco-core:kindOfRelationship": "Contained_Within",
            "uco-core:isDirectional": {"@type": "xsd:boolean", "@value": "true"},
            "uco-core:hasFacet": [facet],
        },
    )


def _finding(number: int, lead: Lead, cited: Mapping[str, Node]) -> Node:
    finding = lead.findings[number]
    return _node(
        "uco-core:Annotation",
        f"finding/{lead.lead_id}/{number}",
        {
            "uco-core:name": finding.indicator,
            "uco-core:statement": finding.says,
            "uco-core:object": _refs([cited[one] for one in finding.evidence if one in cited]),
        },
    )


def _time(text: str) -> Node:
    return {"@type": "xsd:dateTime", "@value": text}
