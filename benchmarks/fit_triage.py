"""Fit the models of danger of `triage`: `python -m benchmarks.fit_triage [--write] [--seeds 3]`.

Fitted on all messages that several hands wrote one by one for it (benchmarks/triage); intents have a program of their
own (fit_intents.py). Printed numbers, mixing weights and limits come from hands left out: what is said of a message is
said by weights that know nothing of its author. measure_triage.py reports on messages that chose nothing.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from benchmarks.intents_network import had
from benchmarks.triage_network import Pieces, fit_network, stack
from manumit.services.support.triage.features import BUCKETS, PAIR_BUCKETS, VECTOR, Reading, concept_names
from manumit.services.support.triage.lexicon import LANGUAGES
from manumit.services.support.triage.meaning import APART, MEANING
from manumit.services.support.triage.model import (
    INTENTS,
    LABELS,
    PARTS,
    Linear,
    Network,
    Seen,
    look,
    pack,
)
from manumit.services.support.triage.turns import turns_of

HERE = Path(__file__).parent / "triage"
WEIGHTS = HERE.parent.parent / "src/manumit/services/support/triage/weights.npz"
HARD = frozenset("idiom over correction negation probing hypothetical student out_of_scope".split())
"""Kinds of standard messages that were written to look like danger."""
EVERYDAY_ALARMS, HARD_ALARMS = 0.11, 0.30
"""Alarms on everyday and on hard standard messages that the limit may give on hands left out. At 0.11 as many imminent
ones of all hands but the last are found there as by the weights before these (0.9046 and 0.9042); at 0.108 0.9037."""
OWN = 0.5
"""How far a language's own limit goes from the common one to where it would find as many imminent ones as all do."""
AUTHORS = (
    ("first",),
    ("_b",),
    ("asks",),
    ("_c", "_d", "_e"),
    ("_f", "_g"),
    ("_h",),
    ("_i",),
    ("_j",),
    ("_k",),
)
"""Hands that are left out together, because one author wrote them."""
MEANT = 4.0
"""What meaning vectors are multiplied with in the linear model."""
PATIENCE = 3600.0
"""Seconds that the program of meanings may stand still before a message goes without."""
DENSE = 5
"""Sentence vectors of a conversation in `Seen.dense`."""
SCALES = {"danger": (1.5, 2.0, 0.5, 0.2), "intent": (1.0, 2.5, 0.8, 0.3)}
"""What dense, spelling, concept and pair columns are multiplied with, so that the ridge lets them speak."""
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Row:
    """A message with its conversation, labels, and the file (the hand) that it comes from."""

    seen: Seen
    lang: str
    label: int
    intent: int
    kind: str
    hand: str


def hand_of(file: str) -> str:
    """The hand that wrote a file."""
    stem, _, suffix = file.partition(".")
    return stem[2:] or ("asks" if suffix == "tsv" else "first")


def files_of_intents() -> list[Path]:
    """What intents are learnt from: all but the last three hands, which wrote for danger."""
    return sorted([*HERE.glob("*.jsonl"), *HERE.glob("??.tsv"), *HERE.glob("??_[c-g].tsv")])


def read_told(files: Sequence[Path]) -> list[tuple[Reading, dict[str, Any], str]]:
    """(conversation, {lang, label, intent, kind}, file name) of JSON lines ({text, context, lang, label, intent, kind})
    and of TSV (intent, label, text, and where they stand the kind and what was said before, " | " between turns, the
    service's last; the language is the file's name). From here on meanings are waited for."""
    APART.patience = PATIENCE
    rows = []
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            if file.suffix == ".tsv":
                intent, label, text, kind, asked = (*line.split("\t"), "", "")[:5]
                before = [
                    {"who": ("service", "person")[at % 2], "text": one}
                    for at, one in enumerate(reversed(asked.split(" | ") if asked else []))
                ][::-1]
                told: dict[str, Any] = {"text": text, "context": before, "label": label, "intent": intent}
                told |= {"lang": file.stem[:2], "kind": kind or "asks"}
            else:
                told = json.loads(line)
            turns = tuple(turns_of(told["text"], told.get("context") or ()))
            rows.append((Reading(turns, told["lang"][:2]), told, file.name))
    return rows


def read_rows(files: Sequence[Path]) -> list[Row]:
    """Messages of the files with their features."""
    return [
        Row(
            look(reading),
            told["lang"][:2],
            LABELS.index(told["label"]),
            INTENTS.index(told["intent"]),
            told["kind"],
            hand,
        )
        for reading, told, hand in read_told(files)
    ]


def columns(rows: Sequence[Row], model: str) -> csr_matrix:
    """The features of a linear model, scaled."""
    dense, spelling, concept, pair = SCALES[model]
    blocks = [csr_matrix(np.stack([row.seen.dense for row in rows]) * dense)]
    for part in PARTS[model]:
        blocks.append(_spellings([row.seen.grams[part] for row in rows]) * spelling)
    blocks += [
        csr_matrix(np.stack([row.seen.concepts[part] for row in rows]) * concept) for part in PARTS[model]
    ]
    for part in PARTS[model]:
        ones = [(row.seen.pairs[part], np.ones(len(row.seen.pairs[part]), np.float32)) for row in rows]
        blocks.append(_spellings(ones, PAIR_BUCKETS) * pair)
    return hstack(blocks).tocsr()


def _spellings(rows: Sequence[tuple[NDArray[np.int64], Floats]], width: int = BUCKETS) -> csr_matrix:
    ends = np.cumsum([0, *(len(buckets) for buckets, _ in rows)])
    return csr_matrix(
        (
            np.concatenate([counts for _, counts in rows]),
            np.concatenate([buckets for buckets, _ in rows]),
            ends,
        ),
        shape=(len(rows), width),
    )


def as_linear(weights: NDArray[Any], bias: NDArray[Any], model: str) -> Linear:
    """Fitted columns as the model that is shipped."""
    dense, spelling, concept, pair = SCALES[model]
    parts, at = PARTS[model], DENSE * VECTOR
    table = weights.T.astype(np.float32)
    first = table[:at] * dense
    grams, concepts, pairs = {}, {}, {}
    for part in parts:
        grams[part] = table[at : at + BUCKETS] * spelling
        at += BUCKETS
    for part in parts:
        concepts[part] = table[at : at + len(concept_names())] * concept
        at += len(concept_names())
    for part in parts:
        pairs[part] = table[at : at + PAIR_BUCKETS] * pair
        at += PAIR_BUCKETS
    return Linear(first, grams, concepts, pairs, bias.astype(np.float32))


def fit_danger(x: csr_matrix, meanings: Floats, labels: NDArray[np.int64]) -> Linear:
    """Imminent against the rest (urgent weighs less), and more than standard against standard. `meanings`: of the
    newest turns, the middle taken off."""
    both = hstack([x, csr_matrix(meanings * MEANT)]).tocsr()
    found = [
        LogisticRegression(C=2, max_iter=200).fit(both, target, sample_weight=weight)
        for target, weight in (
            (labels == 2, np.where(labels == 1, 0.3, 1.0)),
            (labels > 0, np.ones(len(labels))),
        )
    ]
    weights = np.vstack([one.coef_ for one in found])
    made = as_linear(
        weights[:, :-MEANING], np.concatenate([one.intercept_ for one in found]).astype(np.float32), "danger"
    )
    return replace(made, meaning=(weights[:, -MEANING:].T * MEANT).astype(np.float32))


def scores(
    rows: Sequence[Row], meanings: Floats, linear: Linear, networks: Sequence[Network]
) -> tuple[Floats, Floats]:
    """(linear, network) log-odds of imminent and of more than standard, one row a message."""
    first = np.stack([linear.score(row.seen, meant) for row, meant in zip(rows, meanings, strict=True)])
    logits = np.mean([[network.score(row.seen) for row in rows] for network in networks], axis=0)
    logs = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
    imminent = logs[:, 2] - np.logaddexp(logs[:, 0], logs[:, 1] + np.log(0.3))
    beyond = np.logaddexp(logs[:, 1], logs[:, 2]) - logs[:, 0]
    return first.astype(np.float32), np.stack([imminent, beyond], axis=1).astype(np.float32)


def networks_of(rows: Sequence[Row], pieces: Pieces, at: NDArray[np.int64], seeds: int) -> list[Network]:
    """Networks that differ by their seed."""
    kinds = sorted({row.kind for row in rows})
    targets = [
        np.array([row.label for row in rows])[at],
        np.array([kinds.index(row.kind) for row in rows])[at],
        np.array([row.intent for row in rows])[at],
    ]
    return [
        fit_network(pieces.take(at), targets, [len(LABELS), len(kinds), len(INTENTS)], seed)
        for seed in range(seeds)
    ]


def mixing(linear: Floats, network: Floats, labels: NDArray[np.int64]) -> Floats:
    """Weights of both scores and a constant (logistic regression on held-out scores): two rows."""
    rows = []
    for at, target, weight in (
        (0, labels == 2, np.where(labels == 1, 0.3, 1.0)),
        (1, labels > 0, np.ones(len(labels))),
    ):
        found = LogisticRegression(C=100).fit(
            np.stack([linear[:, at], network[:, at]], 1), target, sample_weight=weight
        )
        rows.append([*found.coef_[0], found.intercept_[0]])
    return np.array(rows, np.float32)


def limit_of(imminent: Floats, rows: Sequence[Row]) -> float:
    """From where a conversation is imminent: held to both rates of alarms."""
    standard = np.array([row.label == 0 for row in rows])
    hard = np.array([row.kind in HARD for row in rows])
    return max(
        float(np.quantile(imminent[standard & ~hard], 1 - EVERYDAY_ALARMS)),
        float(np.quantile(imminent[standard & hard], 1 - HARD_ALARMS)),
    )


def own_limits(imminent: Floats, rows: Sequence[Row]) -> Floats:
    """What is added to the common limit in each of `LANGUAGES`."""
    label, lang = np.array([row.label for row in rows]), np.array([row.lang for row in rows])
    common = limit_of(imminent, rows)
    missed = (imminent[label == 2] < common).mean()
    equal = [np.quantile(imminent[(label == 2) & (lang == one)], missed) for one in LANGUAGES]
    return (OWN * (np.array(equal) - common)).astype(np.float32)


def report(imminent: Floats, limit: float, rows: Sequence[Row]) -> None:
    """Recall of imminent, alarms on everyday and hard messages, by language and by hand."""
    label = np.array([row.label for row in rows])
    hard = np.array([row.kind in HARD for row in rows])
    said = imminent >= limit
    authors = [",".join(one) for one in AUTHORS]
    for lang in ["all", *LANGUAGES, *authors]:
        here = np.array([lang in ("all", row.lang) or hand_of(row.hand) in lang.split(",") for row in rows])
        parts = [label == 2, (label == 0) & ~hard, (label == 0) & hard, label == 1]
        told = " ".join(
            f"{said[here & part].sum() / max(1, (here & part).sum()):.3f} of {(here & part).sum()}"
            for part in parts
        )
        print(f"{lang:8} imminent found, alarms everyday, hard, urgent: {told}", flush=True)


def kept(names: tuple[str, ...]) -> dict[str, Any]:
    """The shipped weights whose names begin so."""
    with np.load(WEIGHTS) as data:
        return {name: data[name] for name in data.files if name.startswith(names)}


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--seeds", type=int, default=3)
    asked = parser.parse_args()
    began = time.time()
    rows = read_rows(sorted([*HERE.glob("*.jsonl"), *HERE.glob("*.tsv")]))
    meanings = np.stack([had(row.seen.meaning)[:MEANING] for row in rows])
    middle = meanings.mean(axis=0)
    meanings = meanings - middle
    print(f"{len(rows)} messages read in {time.time() - began:.0f} s", flush=True)
    labels, hands = np.array([row.label for row in rows]), np.array([hand_of(row.hand) for row in rows])
    danger, pieces = columns(rows, "danger"), stack([row.seen for row in rows])
    first, second = np.zeros((len(rows), 2), np.float32), np.zeros((len(rows), 2), np.float32)
    for author in AUTHORS:
        left = np.isin(hands, author)
        into, out = np.flatnonzero(~left), np.flatnonzero(left)
        made = fit_danger(danger[into], meanings[into], labels[into])
        networks = networks_of(rows, pieces, into, 1)
        first[out], second[out] = scores([rows[at] for at in out], meanings[out], made, networks)
    mix = mixing(first, second, labels)
    score = mix[:, 0] * first + mix[:, 1] * second + mix[:, 2]
    own = own_limits(score[:, 0], rows)
    imminent = score[:, 0] - own[[LANGUAGES.index(row.lang) for row in rows]]
    limit = limit_of(imminent, rows)
    report(imminent, limit, rows)
    print(
        f"mix {mix.tolist()}, limit {limit}, added {dict(zip(LANGUAGES, own.round(2).tolist(), strict=True))}"
    )
    print(f"{time.time() - began:.0f} s", flush=True)
    if asked.write:
        everything = np.arange(len(rows))
        fitted = fit_danger(danger, meanings, labels)
        fitted = replace(fitted, bias=fitted.bias - middle @ had(fitted.meaning))
        arrays = kept(("intent", "ask", "tuned")) | pack(fitted, "danger")
        made_networks = networks_of(rows, pieces, everything, asked.seeds)
        for at, network in enumerate(made_networks):
            for part in ("into", "bias", "out", "out_bias"):
                arrays[f"network.{at}.{part}"] = getattr(network, part).astype(np.float16)
        arrays |= {
            "networks": np.array(len(made_networks)),
            "mix": mix,
            "danger.middle": middle,
            "limits": np.array([limit, 0.0], np.float32),
            "limits.own": own,
        }
        np.savez_compressed(WEIGHTS, **arrays)
        print(f"written: {WEIGHTS.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
