"""From scores to likelihood ratios, and to how many false candidates a search has to expect.

A card holds, for one model in one capture condition, a logistic map of the score to a log-likelihood ratio (natural
logarithm), and the curves of both error rates. Beyond what the cohort can show (`RULE` errors) a curve goes on as an
exponential, which falls more slowly than the bounded scores of any of our comparers can: it errs to the safe side. No
ratio says more than the curves support (LR <= 1 / FMR(score), LR >= FNMR(score)), nor more than one over the number of
pairs that were seen.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import numpy as np

from manumit.base.kernel import UsageError
from manumit.engine.biometrics.evaluation import Told, measured
from manumit.engine.biometrics.measures import Floats, Numbers, Pairs, cllr, equal_error, least_cllr

RULE = 30
"""Errors below which a rate is not read off but continued ('rule of 30', Doddington and others, Speech Communication
31, 2000)."""
FEWEST_SUBJECTS = 6
_POINTS = 24
_DRAWS = 400
_NARROW = 1e-6
_RIDGE = 1e-5
"""On the slope of the standardised score: keeps the fit finite where the cohort is told apart without an error."""


@dataclass(frozen=True, slots=True)
class Curve:
    """An error rate over distance into the wrong side: rates fall as `at` grows. Beyond the last point it is an
    exponential of this `scale` (the mean excess there). Low and high: 95 % intervals of a bootstrap by subject, of the
    rate (as factors) and of the scale."""

    at: tuple[float, ...]
    rate: tuple[float, ...]
    scale: float
    low: float
    high: float
    scale_low: float
    scale_high: float

    @property
    def lower(self) -> Curve:
        """The low end of the interval, as a curve."""
        return replace(
            self, rate=tuple(one * max(self.low, _NARROW) for one in self.rate), scale=self.scale_low
        )

    @property
    def upper(self) -> Curve:
        """The high end."""
        return replace(self, rate=tuple(one * self.high for one in self.rate), scale=self.scale_high)

    def __call__(self, score: Floats) -> Floats:
        """The rate."""
        return np.asarray(np.exp(self.log(score)))

    def log(self, score: Floats) -> Floats:
        """Its natural logarithm."""
        inner = np.interp(score, self.at, np.log(self.rate))
        beyond = np.log(self.rate[-1]) - (score - self.at[-1]) / self.scale
        return np.asarray(np.where(score > self.at[-1], beyond, inner))

    def where(self, rate: float) -> float:
        """The score at which the rate is this."""
        if rate >= self.rate[-1]:
            return float(np.interp(-np.log(rate), -np.log(self.rate), self.at))
        return self.at[-1] + self.scale * float(np.log(self.rate[-1] / rate))


@dataclass(frozen=True, slots=True)
class Card:
    """How scores of one make of templates are to be read, in one capture condition, and on whom it was fitted."""

    modality: str
    model: str
    version: str
    preprocessing: str
    condition: str
    cohort: str
    subjects: int
    genuine: int
    impostor: int
    slope: float
    intercept: float
    false_match: Curve
    false_non_match: Curve
    """Over the negated score."""
    eer: float
    cllr: float
    least_cllr: float
    measured: Mapping[str, Told] = field(default_factory=dict)
    """Rates of its own cohort with intervals by subject, as `evaluated` names them: what the fit could show."""

    def llr(self, scores: Floats) -> Floats:
        """Natural log-likelihood ratios, within what so many pairs can carry."""
        told = self.slope * scores + self.intercept
        most = np.minimum(-self.false_match.log(scores), np.log(self.impostor))
        least = np.maximum(self.false_non_match.log(-scores), -np.log(self.genuine))
        return np.asarray(np.maximum(np.minimum(told, most), least))

    def threshold(self, comparisons: int, expected: float = 1.0) -> float:
        """The lowest score at which `comparisons` comparisons give at most `expected` false candidates even at the high
        end of the interval, and never one that speaks against identity (LLR < 0)."""
        wanted = self.false_match.upper.where(min(1.0, expected / max(comparisons, 1)))
        return max(wanted, self.even)

    @property
    def even(self) -> float:
        """The lowest score that does not speak against identity."""
        low, high = self.false_match.at[0], -self.false_non_match.at[0]
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if self.llr(np.array([middle]))[0] < 0 else (low, middle)
        return high

    def reaching(self, llr: float) -> float:
        """The lowest score at which the ratio is at least this; infinite where it never is."""
        low, high = -self.false_non_match.at[0] - 4.0, self.false_match.at[-1] + 4.0
        if self.llr(np.array([high]))[0] < llr:
            return float("inf")
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if self.llr(np.array([middle]))[0] < llr else (low, middle)
        return low

    def expected_false(self, score: float, templates: int, subjects: int) -> tuple[float, float, float]:
        """(most likely bound, low, high): false candidates of one search at a threshold. Several templates of a subject
        are not independent: the truth is between counting subjects and counting templates."""
        curves = (self.false_match, self.false_match.lower, self.false_match.upper)
        rate, low, high = (min(1.0, float(curve(np.array([score]))[0])) for curve in curves)
        return templates * rate, subjects * low, templates * high

    @property
    def told(self) -> dict[str, object]:
        """For people: on whom it was fitted, and how good it was there, without the curves."""
        names = ("model", "version", "condition", "cohort", "subjects", "genuine", "impostor", "measured")
        return {name: getattr(self, name) for name in names}

    def to_json(self) -> str:
        """As `read_card` reads it."""
        return json.dumps(asdict(self), indent=1) + "\n"


def read_card(path: Path) -> Card:
    """A card from its file; UsageError when it is none."""
    try:
        told = json.loads(path.read_text("utf-8"))
        for name in ("false_match", "false_non_match"):
            curve = told[name]
            told[name] = Curve(**{**curve, "at": tuple(curve["at"]), "rate": tuple(curve["rate"])})
        return Card(**told)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{path} is no calibration card: {error}", "`manumit compare --card` makes one."
        ) from error


def fit_card(
    pairs: Pairs,
    make: tuple[str, str, str, str],
    condition: str,
    cohort: str,
    seed: int = 0,
    failure_to_enrol: float | None = None,
    draws: int = 100,
    people: Numbers | None = None,
) -> Card:
    """Fit on a cohort, of whose pictures this share was refused. UsageError when it is too small to say anything. With
    no `draws` of the bootstrap the card does not say how good it is; `people`: whose each subject is, for that."""
    a, b, same = pairs.a, pairs.b, pairs.same
    subjects = len(np.unique(np.concatenate([a, b])))
    genuine, impostor = pairs.score[same], pairs.score[~same]
    if subjects < FEWEST_SUBJECTS or len(genuine) < RULE or len(impostor) < 10 * RULE:
        raise UsageError(
            f"{subjects} subjects with {len(genuine)} genuine and {len(impostor)} impostor pairs are too few.",
            f"A card needs {FEWEST_SUBJECTS} subjects, {RULE} genuine and {10 * RULE} impostor pairs; 30 are good.",
        )
    slope, intercept = _logistic(genuine, impostor)
    dice = np.random.default_rng(seed)
    false_match = _curve(impostor, a[~same], b[~same], dice)
    false_non_match = _curve(-genuine, a[same], b[same], dice)
    card = Card(
        *make,
        condition,
        cohort,
        subjects,
        len(genuine),
        len(impostor),
        slope,
        intercept,
        false_match,
        false_non_match,
        eer=equal_error(genuine, impostor),
        cllr=0.0,
        least_cllr=least_cllr(genuine, impostor),
    )
    card = replace(card, cllr=cllr(card.llr(genuine), card.llr(impostor)))
    if not draws:
        return card
    told = measured(pairs, card.llr(pairs.score), seed, draws, people)
    return replace(card, measured=told | {"failure_to_enrol": {"value": failure_to_enrol}})


def _logistic(genuine: Floats, impostor: Floats) -> tuple[float, float]:
    """Slope and intercept of the log odds at equal prior weight of both kinds: Newton's method, damped."""
    score = np.concatenate([genuine, impostor])
    middle, spread = float(score.mean()), float(score.std()) or 1.0
    rows = np.stack([(score - middle) / spread, np.ones_like(score)], axis=1)
    true = np.concatenate([np.ones(len(genuine)), np.zeros(len(impostor))])
    weight = np.where(true > 0, 0.5 / len(genuine), 0.5 / len(impostor))
    penalty = np.array([_RIDGE, 0.0])
    beta = np.zeros(2)

    def cost(at: Floats) -> float:
        line = rows @ at
        return float(weight @ (np.logaddexp(0, line) - true * line) + penalty @ at**2 / 2)

    for _ in range(100):
        odds = 1 / (1 + np.exp(-rows @ beta))
        slope = rows.T @ (weight * (odds - true)) + penalty * beta
        bend = (rows * (weight * odds * (1 - odds))[:, None]).T @ rows + np.diag(penalty + 1e-12)
        step = np.linalg.solve(bend, slope)
        size = 1.0
        while size > 1e-6 and cost(beta - size * step) > cost(beta):
            size /= 2
        beta = beta - size * step
        if np.abs(size * step).max() < 1e-9:
            break
    return float(beta[0] / spread), float(beta[1] - beta[0] * middle / spread)


def _curve(score: Floats, a: Numbers, b: Numbers, dice: np.random.Generator) -> Curve:
    """The rate of score >= t from 1 down to `RULE` errors, the exponential beyond, and the interval there."""
    ordered = np.sort(score)
    last = min(0.5, RULE / len(score))
    levels = np.geomspace(1.0, last, _POINTS)
    at = np.quantile(ordered, 1 - levels)
    keep = np.concatenate([[True], np.diff(at) > 1e-12])
    at, levels = at[keep], levels[keep]
    excess = ordered[ordered >= at[-1]] - at[-1]
    interval = _interval(score - at[-1], a, b, dice)
    return Curve(tuple(at.tolist()), tuple(levels.tolist()), max(float(excess.mean()), _NARROW), *interval)


def _interval(
    excess: Floats, a: Numbers, b: Numbers, dice: np.random.Generator
) -> tuple[float, float, float, float]:
    """95 % of a bootstrap by subject (a pair counts as often as both subjects are drawn): of the rate, as factors, and
    of the mean excess of those beyond."""
    names, where = np.unique(np.concatenate([a, b]), return_inverse=True)
    at = (where[: len(a)], where[len(a) :])
    beyond = excess >= 0
    drawn = dice.multinomial(len(names), np.full(len(names), 1 / len(names)), _DRAWS).astype(float)

    def counted(value: Floats) -> Floats:
        table = np.zeros((len(names), len(names)))
        np.add.at(table, at, value)
        if (at[0] == at[1]).all():
            return np.asarray(drawn @ np.diag(table))
        return np.asarray(np.einsum("ki,ij,kj->k", drawn, table, drawn))

    wrong = counted(beyond.astype(float))
    rate = wrong / np.maximum(counted(np.ones(len(a))), 1)
    scale = counted(np.where(beyond, excess, 0.0)) / np.maximum(wrong, 1)
    low, high = np.quantile(rate, (0.025, 0.975)) / float(beyond.mean())
    scales = np.quantile(scale[wrong > 0], (0.025, 0.975)) if (wrong > 0).any() else (_NARROW, 1.0)
    mean = max(float(excess[beyond].mean()), _NARROW)
    return (
        min(float(low), 1.0),
        max(float(high), 1.0),
        max(min(float(scales[0]), mean), _NARROW),
        max(float(scales[1]), mean),
    )
