"""The way intents are learnt, on texts of somebody else: sentence vectors beside spellings, max logit with a reject.

What is measured on public sets (`manumit bench intents`) is this method; our own intents (`benchmarks/fit_triage.py`)
have concepts of the lexicon beside. Needs scikit-learn.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from manumit.base.kernel import MissingPart, UsageError
from manumit.services.support.triage.features import Floats

OUTSIDE = "oos"
"""What a text outside every intent is called."""
REJECTED = 0.025
"""Share of in-scope texts (held out) that may be taken for outside: on CLINC150's validation part 0.948 of in-scope and
0.86 of outside texts come out right at this share, 0.957 and 0.74 at 0.01."""
_RIDGE = 20.0
_SPELLING = 2.0
"""What the spelling model's score is multiplied with before both are added (chosen on the same validation part)."""
Pairs = Sequence[tuple[str, str]]


def read_pairs(folder: Path, wanted: str) -> list[tuple[str, str]]:
    """[text, intent] pairs of the JSON lists in a folder: those whose name has `wanted`, or all when none has."""
    files = sorted(folder.glob("*.json")) if folder.is_dir() else [folder]
    named = [file for file in files if wanted in file.stem] or files
    found: list[tuple[str, str]] = []
    for file in named:
        try:
            told: Any = json.loads(file.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise UsageError(
                f"{file} cannot be read as JSON: {error}", "Give a list of [text, intent]."
            ) from error
        if isinstance(told, list) and all(isinstance(one, list) and len(one) == 2 for one in told):
            found += [(str(text), str(intent)) for text, intent in told]
    if not found:
        raise UsageError(
            f"{folder} has no list of [text, intent].", "Such as train.json: [[text, intent], ...]."
        )
    return found


@dataclass(frozen=True)
class Trained:
    """Both models, and the score below which a text is outside."""

    vectors: Any
    spelling: Any
    words: Any
    names: tuple[str, ...]
    limit: float

    def scores(self, texts: Sequence[str]) -> Floats:
        """One column an intent."""
        both: Floats = self.vectors.decision_function(
            _vectors(texts)
        ) + _SPELLING * self.spelling.decision_function(self.words.transform(texts))
        return both

    def answers(self, texts: Sequence[str]) -> Iterator[tuple[str, float]]:
        """(intent or 'oos', score) of each text."""
        for row in self.scores(texts):
            best = int(row.argmax())
            yield (self.names[best] if row[best] >= self.limit else OUTSIDE), float(row[best])


def train(pairs: Pairs, held: Pairs = ()) -> Trained:
    """Learn from `pairs`; the limit comes from `held` (an eighth of the pairs when there are none), after which both
    are learnt from."""
    inside = [one for one in pairs if one[1] != OUTSIDE]
    kept = [one for one in held if one[1] != OUTSIDE]
    if not kept:
        order = np.random.default_rng(0).permutation(len(inside))
        cut = len(inside) // 8
        inside, kept = [inside[at] for at in order[cut:]], [inside[at] for at in order[:cut]]
    first = _fit(inside, -np.inf)
    best = first.scores([text for text, _ in kept]).max(axis=1)
    return _fit([*inside, *kept], float(np.quantile(best, REJECTED)))


def _fit(pairs: Pairs, limit: float) -> Trained:
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_union
        from sklearn.svm import LinearSVC
    except ImportError as error:
        raise MissingPart(
            "scikit-learn is not installed.", "Install it with: pip install scikit-learn."
        ) from error
    texts, intents = [text for text, _ in pairs], [intent for _, intent in pairs]
    if len(set(intents)) < 3:
        raise UsageError("There are fewer than three intents to learn.", "Give more of them.")
    words = make_union(
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2),
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
    )
    spelling = LinearSVC(C=1.0).fit(words.fit_transform(texts), intents)
    vectors = LogisticRegression(C=_RIDGE, max_iter=300, tol=1e-5).fit(_vectors(texts), intents)
    return Trained(vectors, spelling, words, tuple(str(one) for one in vectors.classes_), limit)


def _vectors(texts: Sequence[str]) -> Floats:
    from manumit.services.support.triage.features import encode_all

    return encode_all(texts)
