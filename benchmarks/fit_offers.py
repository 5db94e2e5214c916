"""Fit the model of `check-offers`: `python -m benchmarks.fit_offers [--write]`.

Fitted on texts that were written one by one for it (benchmarks/offers/hand, some 210 a language, a hand a language):
two logistic regressions (deceptive against the rest, genuine against the rest) over the catalogue's signs and hashed
character n-grams, both with a ridge. Platt's lines and the printed numbers come from five-fold cross-validation. The
generated offers (benchmarks/offers/compose) are a check of the rules; fitting on them as well made it worse.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from benchmarks.offers.compose import LANGUAGES, Offer
from manumit.engine.offers import check_offer
from manumit.engine.offers.finding import observe
from manumit.engine.offers.judge import label_of
from manumit.engine.offers.model import BUCKETS, grams, sign_features, sign_names
from manumit.engine.offers.reading import read

HAND = Path(__file__).parent / "offers/hand"
WEIGHTS = Path(__file__).parents[1] / "src/manumit/engine/offers/weights.npz"
SPELLING = 3.0
"""What an n-gram column is multiplied with, so that the ridge lets spelling speak beside signs (cross-validated)."""
INVERSE_RIDGE, FOLDS = 2.0, 5
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


def by_hand() -> list[Offer]:
    """The texts the model is fitted on."""
    rows = [json.loads(line) for path in sorted(HAND.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    return [Offer(row["text"], row["label"], row["lang"]) for row in rows]


def fit(offers: Sequence[Offer]) -> tuple[dict[str, Any], NDArray[np.float64]]:
    """Weights, ready to be saved, and each offer's P(deceptive) by weights of the other folds."""
    matrix, wanted = table(offers)
    width = len(sign_names())
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=1)
    signs, spelling, bias, platt, out = [], [], [], [], []
    for name in TARGETS:
        apart = np.zeros(len(offers))
        for learn, held in folds.split(matrix, [f"{offer.lang} {offer.label}" for offer in offers]):
            part = LogisticRegression(C=INVERSE_RIDGE, max_iter=1000).fit(matrix[learn], wanted[name][learn])
            apart[held] = part.decision_function(matrix[held])
        line = LogisticRegression(C=1e3).fit(apart[:, None], wanted[name])
        out.append(line.predict_proba(apart[:, None])[:, 1])
        fitted = LogisticRegression(C=INVERSE_RIDGE, max_iter=1000).fit(matrix, wanted[name])
        signs.append(fitted.coef_[0, :width])
        spelling.append(fitted.coef_[0, width:] * SPELLING)
        bias.append(fitted.intercept_[0])
        platt.append((line.coef_[0, 0], line.intercept_[0]))
    wide = np.array(spelling)
    scale = np.abs(wide).max(axis=1) / 127
    assert wide.shape[1] == BUCKETS
    weights = {
        "names": np.array(sign_names()),
        "signs": np.array(signs, np.float32),
        "grams": np.round(wide / scale[:, None]).astype(np.int8),
        "scale": scale.astype(np.float32),
        "bias": np.array(bias, np.float32),
        "platt": np.array(platt, np.float32),
    }
    return weights, np.array(out)


def validated(offers: Sequence[Offer], apart: NDArray[np.float64]) -> None:
    """What the verb would say of each text by weights that have not seen it."""
    print("| lang | texts | recall of deceptive | deceptive said of genuine |\n|---|---|---|---|")
    said = []
    for offer, (deceptive, genuine) in zip(offers, apart.T, strict=True):
        said.append(label_of(observe(read(offer.text), offer.text), float(deceptive), float(genuine)))
    for lang in (*LANGUAGES, "all"):
        cells = Counter((o.label, s) for o, s in zip(offers, said, strict=True) if lang in (o.lang, "all"))
        total = {name: sum(n for (own, _), n in cells.items() if own == name) for name in TARGETS}
        shares = [cells[name, "deceptive"] / max(1, total[name]) for name in TARGETS]
        print(f"| {lang} | {sum(cells.values())} | {shares[0]:.3f} | {shares[1]:.3f} |")


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
    parser.add_argument("--write", action="store_true", help="write weights.npz")
    parser.add_argument(
        "--file", type=Path, help="also report on labelled texts of this file, with the shipped weights"
    )
    given = parser.parse_args()
    offers = by_hand()
    weights, apart = fit(offers)
    validated(offers, apart)
    if given.write:
        np.savez_compressed(WEIGHTS, **weights)
        print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size:,} bytes")
    if given.file:
        rows = [json.loads(line) for line in given.file.open(encoding="utf-8")]
        report([Offer(row["text"], row["label"], row["lang"]) for row in rows])


if __name__ == "__main__":
    main()
