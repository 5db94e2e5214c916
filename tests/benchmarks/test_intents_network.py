"""The fit of the networks for intents: its gradients, and that it learns."""

import numpy as np
import pytest

from benchmarks import intents_network
from benchmarks.fit_intents import macro_f1
from benchmarks.fit_triage import hand_of
from benchmarks.intents_network import Newest, fit_asks
from manumit.services.support.triage.model import INTENTS

SIZES = (len(INTENTS), 3, 4)


def made(count: int, seed: int = 0) -> tuple[Newest, list[np.ndarray]]:
    """Conversations whose intent stands in a piece or beside it."""
    dice = np.random.default_rng(seed)
    lengths = dice.integers(1, 5, count)
    targets = [dice.integers(0, size, count) for size in SIZES]
    pieces = dice.standard_normal((int(lengths.sum()), 30)).astype(np.float32) * 0.1
    pieces[np.cumsum(lengths) - 1, targets[0]] += 2
    beside = dice.standard_normal((count, 12)).astype(np.float32) + 3
    return Newest(pieces, lengths, beside), targets


def test_the_slopes_are_those_of_the_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DROPPED", "DROPPED_IN", "DROPPED_BESIDE", "WITHOUT"):
        monkeypatch.setattr(intents_network, name, 0.0)
    monkeypatch.setattr(intents_network, "HIDDEN", 7)
    part, targets = made(9)
    dice = np.random.default_rng(1)
    shapes = [(30, 7), (7,), (12, 5), (5,), (2 * 7 + 5, sum(SIZES)), (sum(SIZES),)]
    weights = [dice.standard_normal(shape) * 0.3 for shape in shapes]
    rare = np.linspace(0.5, 2, 9).astype(np.float32)

    def loss() -> float:
        into, bias, beside, beside_bias, out, out_bias = weights
        hidden = np.maximum(part.pieces @ into + bias, 0)
        cuts = np.split(hidden, part.starts[1:])
        whole = np.maximum(part.beside @ beside + beside_bias, 0)
        pooled = np.hstack([np.stack([[*c.max(axis=0), *c.mean(axis=0)] for c in cuts]), whole])
        logits, at, total = pooled @ out + out_bias, 0, 0.0
        for target, size, share in zip(targets, SIZES, intents_network.BESIDE, strict=True):
            here = logits[:, at : at + size]
            logs = here - np.log(np.exp(here).sum(axis=1, keepdims=True))
            wanted = np.full(logs.shape, intents_network.SMOOTH / size)
            wanted[np.arange(9), target] += 1 - intents_network.SMOOTH
            total -= float((wanted * logs * share * rare[:, None]).sum()) / 9
            at += size
        return total

    slopes = intents_network._slopes(weights, part, targets, SIZES, rare, dice)
    for weight, slope in zip(weights, slopes, strict=True):
        at = np.unravel_index(int(np.abs(slope).argmax()), slope.shape)
        kept = weight[at]
        weight[at] = kept + 1e-4
        above = loss()
        weight[at] = kept - 1e-4
        below = loss()
        weight[at] = kept
        assert slope[at] == pytest.approx((above - below) / 2e-4, rel=2e-3)


def test_what_stands_in_a_piece_is_learnt() -> None:
    given, targets = made(600)
    network = fit_asks(given, targets, SIZES, 1.0, 0)
    fresh, truth = made(100, seed=5)
    hidden = np.maximum(fresh.pieces @ network.into + network.bias, 0)
    whole = np.maximum(fresh.beside @ network.beside + network.beside_bias, 0)
    right = 0
    for one, (start, length) in enumerate(zip(fresh.starts, fresh.lengths, strict=True)):
        here = hidden[start : start + length]
        pooled = np.concatenate([here.max(axis=0), here.mean(axis=0), whole[one]])
        right += int((pooled @ network.out + network.out_bias).argmax() == truth[0][one])
    assert right > 90


def test_a_file_tells_its_hand() -> None:
    assert [hand_of(file) for file in ("en.jsonl", "en_b.jsonl", "en.tsv", "zh_c.tsv")] == [
        "first",
        "_b",
        "asks",
        "_c",
    ]


def test_macro_f1_leaves_out_what_asks_for_nothing() -> None:
    none = INTENTS.index("none")
    assert macro_f1(np.array([0, 0, 1, none]), np.array([0, 1, 1, none])) == pytest.approx(2 / 3)
    assert macro_f1(np.array([0, none]), np.array([0, 0])) == pytest.approx(2 / 3)
