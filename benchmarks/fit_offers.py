"""Fit the model of `check-offers` on made-up offers: `python -m benchmarks.fit_offers [--each N] [--seed S] [--write]`.

Two logistic regressions (deceptive against the rest, genuine against the rest) over the catalogue's signs and hashed
character n-grams, both with a ridge; n-grams are scaled down so that what was found outweighs how it is spelt. Half of
the held-out phrases' offers give Platt's line, the other half the printed numbers. Both halves use phrases that were
not fitted on, but all phrases are by one hand: the numbers say that the machine works, not how it does in the street.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.linear_model import LogisticRegression

from benchmarks.offers.compose import LANGUAGES, Offer, corpus
from manumit.engine.offers import check_offer
from manumit.engine.offers.finding import observe
from manumit.engine.offers.model import BUCKETS, grams, sign_features, sign_names
from manumit.engine.offers.reading import read

WEIGHTS = Path(__file__).parents[1] / "src/manumit/engine/offers/weights.npz"
SPELLING = 0.6
"""What an n-gram column is multiplied with: the ridge then holds n-grams back against signs."""
INVERSE_RIDGE = 1.0
TARGETS = ("deceptive", "genuine")


def table(offers: Sequence[Offer]) -> tuple[Any, dict[str, Any]]:
    """Features of offers (sparse) and both targets."""
    signs, spelling = [], []
    for offer in offers:
        reading = read(offer.text)
        found = observe(reading, offer.text)
        signs.append(sign_features(reading, found))
        spelling.append(csr_matrix(grams(reading.folded.text)))
    matrix = hstack([csr_matrix(np.array(signs)), vstack(spelling) * SPELLING], format="csr")
    return matrix, {name: np.array([offer.label == name for offer in offers]) for name in TARGETS}


def fit(seed: int, each: int) -> dict[str, Any]:
    """Weights, ready to be saved."""
    learn, calibrate = table(corpus(seed, each, False)), table(corpus(seed + 1, max(each // 4, 50), True))
    width = len(sign_names())
    signs, spelling, bias, platt = [], [], [], []
    for name in TARGETS:
        fitted = LogisticRegression(C=INVERSE_RIDGE, max_iter=500).fit(learn[0], learn[1][name])
        raw = fitted.decision_function(calibrate[0])
        line = LogisticRegression(C=1e3).fit(raw[:, None], calibrate[1][name])
        signs.append(fitted.coef_[0, :width])
        spelling.append(fitted.coef_[0, width:] * SPELLING)
        bias.append(fitted.intercept_[0])
        platt.append((line.coef_[0, 0], line.intercept_[0]))
    wide = np.array(spelling)
    scale = np.abs(wide).max(axis=1) / 127
    assert wide.shape[1] == BUCKETS
    return {
        "names": np.array(sign_names()),
        "signs": np.array(signs, np.float32),
        "grams": np.round(wide / scale[:, None]).astype(np.int8),
        "scale": scale.astype(np.float32),
        "bias": np.array(bias, np.float32),
        "platt": np.array(platt, np.float32),
    }


def report(offers: Sequence[Offer]) -> None:
    """Recall, false alarms, calibration and speed (CPU time, one core) of the whole verb on offers."""
    for offer in offers[:20]:  # lexicon, language model and gazetteer are loaded once
        check_offer(offer.text)
    began = time.process_time()
    verdicts = [check_offer(offer.text) for offer in offers]
    rate = len(offers) / (time.process_time() - began)
    print(
        "| lang | recall of deceptive | deceptive said of genuine | suspicious right | genuine right | cannot tell |"
    )
    print("|---|---|---|---|---|---|")
    for lang in (*LANGUAGES, "all"):
        pairs = [(o, v) for o, v in zip(offers, verdicts, strict=True) if lang in (o.lang, "all")]
        cells = Counter((o.label, v.label) for o, v in pairs)

        def share(label: str, said: str, cells: Counter[tuple[str, str]] = cells) -> str:
            total = sum(n for (own, _), n in cells.items() if own == label)
            return f"{cells[label, said] / max(total, 1):.3f}"

        unsure = sum(v.cannot_tell for _, v in pairs) / len(pairs)
        print(
            f"| {lang} | {share('deceptive', 'deceptive')} | {share('genuine', 'deceptive')} "
            f"| {share('suspicious', 'suspicious')} | {share('genuine', 'genuine')} | {unsure:.3f} |"
        )
    truth = np.array([o.label == "deceptive" for o in offers], float)
    score = np.array([v.score for v in verdicts])
    bins = np.minimum((score * 10).astype(int), 9)
    gaps = [
        abs(score[bins == b].mean() - truth[bins == b].mean()) * (bins == b).mean()
        for b in set(bins.tolist())
    ]
    print(
        f"Brier {np.mean((score - truth) ** 2):.4f}, expected calibration error {sum(gaps):.4f}, {rate:,.0f} offers/s"
    )


def main() -> None:
    """Fit, or only report with the weights that are there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=400, help="offers of each kind and language")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument(
        "--write", action="store_true", help="fit and write weights.npz; without it, only report"
    )
    given = parser.parse_args()
    if given.write:
        np.savez_compressed(WEIGHTS, **fit(given.seed, given.each))
        print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size:,} bytes")
    report(corpus(given.seed + 2, 100, True))


if __name__ == "__main__":
    main()
