"""How much one raw column alone says: out-of-fold AUC of a plain classifier, folds split by operation."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

import numpy as np
from scipy.sparse import hstack
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from tests.world.raw_columns import Row, rows

FOLDS = 3
NEGATIVES = 4  # for each planted record, at most
TEXTS = (
    "text",
    "title",
    "memo",
    "description",
    "employer",
    "passenger_name",
    "holder_name",
    "name",
    "payer_name",
    "address",
    "property",
    "guest_name",
    "contact",
    "contact_email",
    "email",
    "author",
    "agency",
)


@dataclass(frozen=True)
class Verdict:
    """What a column of a kind says: planted against `rivals`."""

    kind: str
    column: str
    rivals: str
    planted: int
    auc: float

    @property
    def error(self) -> float:
        """Standard error of the AUC by chance of the planted (Hanley and McNeil 1982), negatives being plenty."""
        q = max(self.auc, 0.5)
        return math.sqrt((q / (2 - q) - q * q) / max(1, self.planted))


def load(world: Path) -> dict[str, list[tuple[Row, int, bool]]]:
    """Rows by kind, each with its story's number (-1: nobody's) and whether the story is planted."""
    story: dict[tuple[str, str], tuple[int, bool]] = {}
    number = 0
    for name, planted in (("operations", True), ("lookalikes", False)):
        for line in (world / "truth" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            for record in json.loads(line)["records"]:
                story[(record["kind"], record["source_id"])] = (number, planted)
            number += 1
    kinds: dict[str, list[tuple[Row, int, bool]]] = {}
    for row in rows(world / "input"):
        kinds.setdefault(row[0], []).append((row, *story.get((row[0], row[1]), (-1, False))))
    return kinds


def verdicts(world: Path, least: int = 12) -> Iterator[Verdict]:
    """One verdict a column and rival group, for kinds with at least `least` planted records."""
    for kind, found in sorted(load(world).items()):
        if sum(planted for _, _, planted in found) < least:
            continue
        columns = sorted({name for row, _, _ in found for name in row[2]})
        for column in columns:
            counts = Counter(row[2].get(column, "") for row, _, _ in found)
            for rivals in ("all others", "look-alikes"):
                sample = _sample(found, rivals == "look-alikes")
                if sum(not planted for _, _, planted in sample) >= least:
                    yield Verdict(kind, column, rivals, *_auc(sample, column, counts))


def _sample(found: list[tuple[Row, int, bool]], only_stories: bool) -> list[tuple[Row, int, bool]]:
    good = [item for item in found if item[2]]
    rest = [item for item in found if not item[2] and (item[1] >= 0 or not only_stories)]
    Random(7).shuffle(rest)
    return good + rest[: min(len(good) * NEGATIVES, 6_000)]


def _fold(item: tuple[Row, int, bool], place: int) -> int:
    return (item[1] if item[1] >= 0 else place) % FOLDS


def _auc(sample: list[tuple[Row, int, bool]], column: str, counts: Counter[str]) -> tuple[int, float]:
    values = [row[2].get(column, "") for row, _, _ in sample]
    truth = np.array([planted for _, _, planted in sample])
    folds = np.array([_fold(item, place) for place, item in enumerate(sample)])
    scores = [_shape_scores(values, truth, folds, counts)]
    if column in TEXTS:
        scores.append(_text_scores(values, truth, folds))
    return int(truth.sum()), max(float(roc_auc_score(truth, score)) for score in scores)


def _shape(value: str, counts: Counter[str]) -> list[float]:
    """What can be read off one value: number, time, length, how often it occurs in the files."""
    number, hour, weekday, day = (math.nan,) * 4
    if re.fullmatch(r"-?\d+(\.\d+)?", value):
        number = float(value)
    when = re.match(r"\d{4}-\d\d-\d\d(T\d\d:\d\d)?", value)
    if when:
        moment = datetime.fromisoformat(when.group(0))
        hour, weekday, day = moment.hour, moment.weekday(), moment.toordinal()
    roundness = math.nan if math.isnan(number) else float(number % 10 == 0) + float(number % 1 == 0)
    digits, words = sum(char.isdigit() for char in value), value.count(" ")
    return [number, roundness, hour, weekday, day, len(value), digits, words, math.log1p(counts[value])]


def _encoded(values: list[str], truth: np.ndarray, train: np.ndarray) -> np.ndarray:
    """Share of planted by value and by two-letter prefix, learned on the training folds, shrunk to the mean."""
    mean, columns = truth[train].mean(), []
    for keys in (values, [value[:2] for value in values]):
        seen: Counter[str] = Counter()
        hits: Counter[str] = Counter()
        for i in np.flatnonzero(train):
            seen[keys[i]] += 1
            hits[keys[i]] += int(truth[i])
        columns.append([(hits[key] + 10 * mean) / (seen[key] + 10) for key in keys])
    return np.array(columns).T


def _shape_scores(
    values: list[str], truth: np.ndarray, folds: np.ndarray, counts: Counter[str]
) -> np.ndarray:
    plain = np.nan_to_num(np.array([_shape(value, counts) for value in values]), nan=-1.0)
    scores = np.zeros(len(values))
    for fold in range(FOLDS):
        train = folds != fold
        # target encoding of the training rows themselves is learned on the other training fold
        inner = np.zeros((len(values), 2))
        for other in range(FOLDS):
            if other != fold:
                inner[folds == other] = _encoded(values, truth, train & (folds != other))[folds == other]
        inner[folds == fold] = _encoded(values, truth, train)[folds == fold]
        features = np.hstack([plain, inner])
        model = HistGradientBoostingClassifier(
            max_iter=40, max_leaf_nodes=8, min_samples_leaf=25, random_state=0
        )
        model.fit(features[train], truth[train])
        scores[~train] = model.predict_proba(features[~train])[:, 1]
    return scores


def _text_scores(values: list[str], truth: np.ndarray, folds: np.ndarray) -> np.ndarray:
    words = TfidfVectorizer(min_df=3, ngram_range=(1, 2), max_features=8_000, token_pattern=r"\S+")
    chars = TfidfVectorizer(min_df=3, ngram_range=(2, 4), analyzer="char_wb", max_features=8_000)
    scores = np.zeros(len(values))
    try:
        matrix = hstack([words.fit_transform(values), chars.fit_transform(values)]).tocsr()
    except ValueError:  # nothing occurs three times
        return scores
    for fold in range(FOLDS):
        train = np.flatnonzero(folds != fold)
        model = LogisticRegression(C=1.0, solver="liblinear", class_weight="balanced")
        model.fit(matrix[train], truth[train])
        scores[folds == fold] = model.decision_function(matrix[np.flatnonzero(folds == fold)])
    return scores
