"""Fit the model of `check-offers`: `python -m benchmarks.fit_offers [--write] [--file F.jsonl]`.

Fitted on texts that were written one by one for it (benchmarks/offers/hand, benchmarks/offers_by_other_hands.jsonl):
two logistic regressions (deceptive against the rest, genuine against the rest) over the catalogue's signs, the concepts
and hashed character n-grams, with a ridge. Platt's lines, the limits in judge.py and the printed numbers come from
leaving out whole hands: what is said of a text is said by weights that know no text of its author. The lexicon does
know them, so that these numbers flatter; `--file` reports on other texts.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.linear_model import LogisticRegression

from manumit.engine.offers import check_offer
from manumit.engine.offers.finding import observe
from manumit.engine.offers.judge import label_of
from manumit.engine.offers.model import (
    BUCKETS,
    CONCEPT_BUCKETS,
    concepts,
    grams,
    sign_features,
    sign_names,
)
from manumit.engine.offers.reading import read

HERE = Path(__file__).parent
WEIGHTS = HERE.parent / "src/manumit/engine/offers/weights.npz"
CONCEPTS, SPELLING = 1.4, 3.0
"""What concept and n-gram columns are multiplied with, so that the ridge lets them speak (cross-validated)."""
INVERSE_RIDGE = 1.0
TARGETS = ("deceptive", "genuine")
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Labelled:
    """A text with its label, its language and the hand that wrote it."""

    text: str
    label: str
    lang: str
    hand: str


def labelled(path: Path, hand: str) -> list[Labelled]:
    """The texts of a file."""
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    return [Labelled(row["text"], row["label"], row["lang"], hand) for row in rows]


def by_hand() -> list[Labelled]:
    """The texts the model is fitted on. A hand is the part of a file's name before the language."""
    found = labelled(HERE / "offers_by_other_hands.jsonl", "other hands")
    for path in sorted((HERE / "offers/hand").glob("*.jsonl")):
        found += labelled(path, path.stem.rpartition("_")[0] or "first")
    return found


def table(offers: Sequence[Labelled]) -> tuple[Any, dict[str, Any]]:
    """Features of offers (sparse) and both targets."""
    signs, ideas, spelling = [], [], []
    for offer in offers:
        reading = read(offer.text)
        found = observe(reading, offer.text)
        signs.append(sign_features(reading, found))
        ideas.append(csr_matrix(concepts(reading)))
        spelling.append(csr_matrix(grams(reading.folded.text)))
    parts = [csr_matrix(np.array(signs)), vstack(ideas) * CONCEPTS, vstack(spelling) * SPELLING]
    return hstack(parts, format="csr"), {
        name: np.array([offer.label == name for offer in offers]) for name in TARGETS
    }


def _regression(matrix: Any, wanted: Any) -> LogisticRegression:
    return LogisticRegression(C=INVERSE_RIDGE, max_iter=2000).fit(matrix, wanted)


def _stepped(weights: Floats) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Weights as 8-bit steps of a common scale, a row a target."""
    scale = np.abs(weights).max(axis=1) / 127
    return np.round(weights / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def fit(offers: Sequence[Labelled]) -> tuple[dict[str, Any], Floats]:
    """Weights, ready to be saved, and each text's (P(deceptive), P(genuine)) by weights that know none of its hand."""
    matrix, wanted = table(offers)
    hands = np.array([offer.hand for offer in offers])
    rows, bias, platt, out = [], [], [], []
    for name in TARGETS:
        apart = np.zeros(len(offers))
        for hand in sorted(set(hands)):
            part = _regression(matrix[hands != hand], wanted[name][hands != hand])
            apart[hands == hand] = part.decision_function(matrix[hands == hand])
        line = LogisticRegression(C=1e3).fit(apart[:, None], wanted[name])
        out.append(line.predict_proba(apart[:, None])[:, 1])
        fitted = _regression(matrix, wanted[name])
        rows.append(fitted.coef_[0])
        bias.append(fitted.intercept_[0])
        platt.append((line.coef_[0, 0], line.intercept_[0]))
    signs, ideas, spelling = np.split(np.array(rows), np.cumsum([len(sign_names()), CONCEPT_BUCKETS]), axis=1)
    assert spelling.shape[1] == BUCKETS
    weights: dict[str, Any] = {"names": np.array(sign_names()), "signs": signs.astype(np.float32)}
    for key, wide in (("concepts", ideas * CONCEPTS), ("grams", spelling * SPELLING)):
        weights[key], weights[f"{key}_scale"] = _stepped(wide)
    weights |= {"bias": np.array(bias, np.float32), "platt": np.array(platt, np.float32)}
    return weights, np.array(out).T


def wilson(hits: int, total: int) -> str:
    """A share with its 95 % interval (Wilson 1927)."""
    if not total:
        return "-"
    z, share = 1.96, hits / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return f"{share:.3f} ({max(0.0, middle - half):.2f}-{min(1.0, middle + half):.2f})"


def shares(offers: Sequence[Labelled], said: Sequence[str], of: Callable[[Labelled], str]) -> None:
    """Recall, false alarms and right answers by group."""
    print("| | texts | recall of deceptive | deceptive said of genuine | suspicious right | genuine right |")
    print("|---|---|---|---|---|---|")
    for group in (*sorted({of(offer) for offer in offers}), "all"):
        cells = Counter(
            (offer.label, word)
            for offer, word in zip(offers, said, strict=True)
            if group in (of(offer), "all")
        )
        total = {
            own: sum(n for (label, _), n in cells.items() if label == own)
            for own in ("deceptive", "genuine", "suspicious")
        }
        asked = (
            ("deceptive", "deceptive"),
            ("genuine", "deceptive"),
            ("suspicious", "suspicious"),
            ("genuine", "genuine"),
        )
        told = " | ".join(wilson(cells[pair], total[pair[0]]) for pair in asked)
        print(f"| {group} | {sum(cells.values())} | {told} |")


def validated(offers: Sequence[Labelled], apart: Floats) -> None:
    """What the verb would say of each text by weights that have not seen its hand."""
    said = []
    for offer, (deceptive, genuine) in zip(offers, apart, strict=True):
        said.append(label_of(observe(read(offer.text), offer.text), float(deceptive), float(genuine)))
    shares(offers, said, lambda offer: offer.lang)
    shares(offers, said, lambda offer: offer.hand)


def report(offers: Sequence[Labelled]) -> None:
    """Recall, false alarms, calibration and speed (CPU time, one core) of the whole verb on offers."""
    for offer in offers[:20]:  # lexicon, language model and gazetteer are loaded once
        check_offer(offer.text)
    began = time.process_time()
    verdicts = [check_offer(offer.text) for offer in offers]
    rate = len(offers) / (time.process_time() - began)
    shares(offers, [verdict.label for verdict in verdicts], lambda offer: offer.lang)
    truth = np.array([offer.label == "deceptive" for offer in offers], float)
    score = np.array([verdict.score for verdict in verdicts])
    bins = np.minimum((score * 10).astype(int), 9)
    gaps = [
        abs(score[bins == b].mean() - truth[bins == b].mean()) * (bins == b).mean()
        for b in set(bins.tolist())
    ]
    unsure = sum(verdict.cannot_tell for verdict in verdicts)
    brier = np.mean((score - truth) ** 2)
    print(
        f"Brier {brier:.4f}, expected calibration error {sum(gaps):.4f}, cannot tell {unsure}, {rate:,.0f} offers/s"
    )


def main() -> None:
    """Fit, or only report with the weights that are there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write weights.npz")
    parser.add_argument(
        "--file", type=Path, help="only report on labelled texts of this file, with the shipped weights"
    )
    given = parser.parse_args()
    if given.file:
        report(labelled(given.file, given.file.stem))
        return
    offers = by_hand()
    weights, apart = fit(offers)
    validated(offers, apart)
    if given.write:
        np.savez_compressed(WEIGHTS, **weights)
        print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
