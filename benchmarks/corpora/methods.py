"""One clustering method on one corpus, in a process of its own: `python methods.py METHOD corpus.jsonl out.json`.

Run by benchmarks/templates.py, with the interpreter that has the peer. Writes the labels, the seconds (reading the file
and importing are outside the clock), the peak resident memory of this process and what it was before the method ran.
Peers get the text as their packages offer to take it; candidates of an LSH are verified by exact Jaccard.
"""

from __future__ import annotations

import json
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

WORDS_A_SHINGLE = 3
CHARACTERS_A_SHINGLE = 5
JACCARD = 0.3
PERMUTATIONS, BANDS = 128, 64
COSINE = 0.5
MOST_FREQUENT = 0.05  # sparse_dot_topn: terms in more texts than that are dropped, or it slows
MOST_FREQUENT_OF_FEW = 0.3  # in a small corpus one template is already that much of it
FEW = 5000
TOP = 50
NEEDS = {
    "ours": "manumit",
    "rensa": "rensa",
    "rensa-nfkc": "rensa",
    "rensa-char": "rensa",
    "gaoya": "gaoya",
    "gaoya-char": "gaoya",
    "datasketch": "datasketch",
    "tfidf": "sparse_dot_topn",
}


class Union:
    def __init__(self, size: int) -> None:
        self.parent = list(range(size))

    def root(self, node: int) -> int:
        while self.parent[node] != node:
            self.parent[node] = self.parent[self.parent[node]]
            node = self.parent[node]
        return node

    def join(self, a: int, b: int) -> None:
        a, b = self.root(a), self.root(b)
        if a != b:
            self.parent[max(a, b)] = min(a, b)

    def labels(self) -> list[int]:
        return [self.root(node) for node in range(len(self.parent))]


def _word_shingles(text: str) -> set[str]:
    words = text.lower().split()
    if len(words) < WORDS_A_SHINGLE:
        return {" ".join(words)}
    return {" ".join(words[at : at + WORDS_A_SHINGLE]) for at in range(len(words) - WORDS_A_SHINGLE + 1)}


def _character_shingles(text: str) -> set[str]:
    joined = " ".join(text.lower().split())
    return {
        joined[at : at + CHARACTERS_A_SHINGLE] for at in range(max(1, len(joined) - CHARACTERS_A_SHINGLE + 1))
    }


def _verify(shingles: Sequence[set[str]], candidates: Iterable[tuple[int, Iterable[int]]]) -> list[int]:
    """Components of the candidates whose exact Jaccard reaches the threshold."""
    union = Union(len(shingles))
    for one, others in candidates:
        mine = shingles[one]
        for other in others:
            if other == one or union.root(one) == union.root(other):
                continue
            common = len(mine & shingles[other])
            if common >= JACCARD * (len(mine) + len(shingles[other]) - common):
                union.join(one, other)
    return union.labels()


def _rensa(texts: Sequence[str], shingle: Callable[[str], set[str]]) -> list[int]:
    from rensa import RMinHash, RMinHashLSH

    shingles = [shingle(text) for text in texts]
    hashes = RMinHash.from_token_sets([list(one) for one in shingles], PERMUTATIONS, 42)
    index = RMinHashLSH(threshold=JACCARD, num_perm=PERMUTATIONS, num_bands=BANDS)

    def candidates() -> Iterable[tuple[int, Iterable[int]]]:
        for at, one in enumerate(hashes):
            yield at, index.query(one)
            index.insert(at, one)

    return _verify(shingles, candidates())


def _gaoya(texts: Sequence[str], analyzer: str, size: int) -> list[int]:
    """Its index verifies by itself (the estimated Jaccard of the signatures)."""
    index = import_module("gaoya.minhash").MinHashStringIndex(
        hash_size=32,
        jaccard_threshold=JACCARD,
        num_bands=BANDS,
        band_size=PERMUTATIONS // BANDS,
        analyzer=analyzer,
        lowercase=True,
        ngram_range=(size, size),
        id_container="vec",
    )
    union = Union(len(texts))
    for at, text in enumerate(texts):
        for other in index.query(text):
            union.join(at, other)
        index.insert_document(at, text)
    return union.labels()


def _datasketch(texts: Sequence[str]) -> list[int]:
    datasketch = import_module("datasketch")
    shingles = [_word_shingles(text) for text in texts]
    index = datasketch.MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, PERMUTATIONS // BANDS))

    def candidates() -> Iterable[tuple[int, Iterable[int]]]:
        tokens = ([word.encode() for word in one] for one in shingles)
        for at, one in enumerate(datasketch.MinHash.generator(tokens, num_perm=PERMUTATIONS, seed=42)):
            yield at, index.query(one)
            index.insert(at, one, check_duplication=False)

    return _verify(shingles, candidates())


def _tfidf(texts: Sequence[str]) -> list[int]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    cap = MOST_FREQUENT_OF_FEW if len(texts) < FEW else MOST_FREQUENT
    rows = TfidfVectorizer(ngram_range=(1, 2), max_df=cap, dtype="float32").fit_transform(texts)
    alike = (
        import_module("sparse_dot_topn")
        .sp_matmul_topn(rows, rows.T.tocsr(), top_n=TOP, threshold=COSINE, n_threads=1)
        .tocoo()
    )
    union = Union(len(texts))
    for a, b in zip(alike.row.tolist(), alike.col.tolist(), strict=True):
        union.join(a, b)
    return union.labels()


def _ours(ids: Sequence[str], texts: Sequence[str]) -> list[Any]:
    from manumit.engine.links import cluster

    found: Any = cluster(list(ids), list(texts)).template_of
    return [found[one] for one in ids] if isinstance(found, dict) else list(found)


def _labels(method: str, ids: Sequence[str], texts: Sequence[str]) -> list[Any]:
    match method:
        case "ours":
            return _ours(ids, texts)
        case "rensa":
            return _rensa(texts, _word_shingles)
        case "rensa-nfkc":
            return _rensa([unicodedata.normalize("NFKC", text) for text in texts], _word_shingles)
        case "rensa-char":
            return _rensa(texts, _character_shingles)
        case "gaoya":
            return _gaoya(texts, "word", WORDS_A_SHINGLE)
        case "gaoya-char":
            return _gaoya(texts, "char", CHARACTERS_A_SHINGLE)
        case "datasketch":
            return _datasketch(texts)
        case "tfidf":
            return _tfidf(texts)
    raise SystemExit(f"no such method: {method}")


def _peak_mib() -> float:
    """VmHWM of this very program (getrusage would carry the parent's peak over the exec)."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    method, corpus, out = sys.argv[1:4]
    try:
        import_module("manumit.engine.links" if method == "ours" else NEEDS[method])
    except ImportError as error:
        raise SystemExit(f"not installed ({error.name})") from error
    rows = [json.loads(line) for line in Path(corpus).read_text("utf-8").splitlines()]
    ids, texts = [row["ad_id"] for row in rows], [row["text"] for row in rows]
    if method == "ours":
        _ours(ids[:50], texts[:50])  # tables are read and kernels compiled once a process, not once a corpus
    before = _peak_mib()
    extract_seconds = None
    if method == "ours" and "--extract" in sys.argv:
        from manumit.engine.signals import extract

        extract({"text": texts[0]}, "US")
        began = time.process_time()
        for text in texts:
            extract({"text": text}, "US")
        extract_seconds = time.process_time() - began
    began, began_cpu = time.perf_counter(), time.process_time()
    labels = _labels(method, ids, texts)
    answer = {
        "seconds": time.perf_counter() - began,
        "cpu_seconds": time.process_time() - began_cpu,
        "extract_seconds": extract_seconds,
        "peak_mib": _peak_mib(),
        "before_mib": before,
        "labels": [str(one) for one in labels],
    }
    Path(out).write_text(json.dumps(answer), "utf-8")


if __name__ == "__main__":
    main()
