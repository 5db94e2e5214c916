"""Near-duplicate texts: the rewritten copies of one template, found by candidates that are always verified.

Folded shingles (three words; three characters in scripts without spaces) with identifiers masked, so that the text
is compared and not the phone in it; MinHash bands propose pairs, the exact Jaccard index disposes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import TableEngine, content_id
from manumit.engine.links.spool import Spool
from manumit.engine.links.templates_edges import Edges
from manumit.engine.links.templates_medoids import medoids
from manumit.engine.links.templates_pairs import ALGORITHM, PERMUTATIONS, SEED
from manumit.engine.links.templates_shingles import Shingled, shingle_all
from manumit.engine.links.templates_split import components
from manumit.engine.links.templates_verify import verified

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Cluster:
    """Texts of one template. `medoid` is the member most like the others, `mean_similarity` theirs to it."""

    template_id: str
    members: tuple[str, ...]
    medoid: str
    mean_similarity: float


@dataclass(frozen=True, slots=True)
class Clusters:
    """Every text's template, its likeness to the medoid (exact Jaccard), and the clusters, singletons included.
    `signature` says how candidates were found: algorithm and its version, permutations, seed."""

    template_of: dict[str, str]
    similarity: dict[str, float]
    clusters: tuple[Cluster, ...]
    signature: str = f"{ALGORITHM} {PERMUTATIONS} {SEED}"


@dataclass(frozen=True, slots=True)
class Compared:
    """Texts in the order of their ids, shingled, with the verified pairs of distinct ones."""

    ids: tuple[str, ...]
    texts: Shingled
    edges: Edges


def compare(ids: Sequence[str], texts: Iterable[str]) -> Compared:
    """Compare texts for copies, as many as there are ids, in their order and read once; ids must be distinct."""
    import numpy as np

    order = sorted(range(len(ids)), key=lambda at: ids[at])
    shingled = shingle_all(texts, np.array(order, np.int64))
    return Compared(tuple(ids[at] for at in order), shingled, verified(shingled))


def cluster(ids: Sequence[str], texts: Sequence[str]) -> Clusters:
    """Clusters of near-duplicates. The result does not depend on the order of the input; ids must be distinct."""
    return clusters_of(compare(ids, texts))


def clusters_of(compared: Compared, known: Mapping[str, str] | None = None) -> Clusters:
    """Clusters of near-duplicates among texts that were compared; `known`: the template of every text, if it is."""
    import numpy as np

    texts = compared.texts
    of_text = np.array(compared.texts.of_text, np.int64)
    label = _labels(compared, known) if known else components(len(texts.numbers), compared.edges)
    medoid, near = medoids(texts, label)
    first = np.full(len(texts.numbers), len(of_text))
    np.minimum.at(first, of_text, np.arange(len(of_text)))  # the smallest id of every distinct text
    order = np.argsort(
        label[of_text], kind="stable"
    )  # ids are sorted: of a cluster the first is the smallest
    ends = np.flatnonzero(np.diff(label[of_text][order], append=-1)) + 1
    likeness = near[of_text]
    template_of: dict[str, str] = {}
    clusters = []
    for start, end in pairwise([0, *ends.tolist()]):
        members = [compared.ids[at] for at in order[start:end].tolist()]
        name = known[members[0]] if known else content_id("tpl", members[0])
        template_of.update(dict.fromkeys(members, name))
        centre = compared.ids[first[medoid[label[of_text[order[start]]]]]]
        clusters.append(
            Cluster(name, tuple(members), centre, round(float(likeness[order[start:end]].mean()), 4))
        )
    return Clusters(
        template_of,
        dict(zip(compared.ids, likeness.tolist(), strict=True)),
        tuple(sorted(clusters, key=lambda c: (-len(c.members), c.template_id))),
    )


def _labels(compared: Compared, known: Mapping[str, str]) -> NDArray[np.int64]:
    """By text the smallest text of its template."""
    import numpy as np

    first: dict[str, int] = {}
    label = np.arange(len(compared.texts.numbers))
    for name, text in zip(compared.ids, compared.texts.of_text, strict=True):
        label[text] = first.setdefault(known[name], text)
    return label


_VIEWS = {
    "ad": "concat_ws(chr(10), title, text)",
    "page": "concat_ws(chr(10), title, text)",
    "post": "text",
    "offer": "concat_ws(chr(10), title, text)",
}


def template_schema() -> Any:
    """Arrow schema of the template table."""
    import pyarrow as pa

    return pa.schema(
        [
            ("record_id", pa.string()),
            ("record_kind", pa.string()),
            ("template_id", pa.string()),
            ("size", pa.int64()),
            ("similarity", pa.float64()),
        ]
    )


def _records(engine: TableEngine) -> Iterator[tuple[str, str, str]]:
    for kind, text in _VIEWS.items():
        query = f"SELECT record_id, {text} AS body FROM {kind} ORDER BY record_id"
        for batch in engine.batches(query):
            for record_id, body in zip(batch.column(0).to_pylist(), batch.column(1).to_pylist(), strict=True):
                yield record_id, kind, body or ""


def templates_stage(engine: TableEngine, out: Path) -> int:
    """Write record_id, record_kind, template_id, size, similarity for every advert, page, post and offer."""
    import pyarrow as pa

    texts, rows = Spool(), []
    for record_id, kind, text in _records(engine):
        texts.append(text)
        rows.append((record_id, kind))
    found = clusters_of(compare([row[0] for row in rows], texts))
    sizes = {one.template_id: len(one.members) for one in found.clusters}
    templates = [found.template_of[row[0]] for row in rows]
    engine.table(
        "template_rows",
        pa.table(
            {
                "record_id": [row[0] for row in rows],
                "record_kind": [row[1] for row in rows],
                "template_id": templates,
                "size": [sizes[one] for one in templates],
                "similarity": [round(found.similarity[row[0]], 4) for row in rows],
            },
            schema=template_schema(),
        ),
    )
    engine.write("SELECT * FROM template_rows ORDER BY record_id", out)
    engine.run("DROP TABLE template_rows")
    return len(found.clusters)
