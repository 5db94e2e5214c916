"""Tune the last layers of the encoder of meanings to our intents.

    python -m benchmarks.tune_meaning [--leave _f,_g] [--states FILE] [--write | --out SCORES.npz]

Learnt from benchmarks/triage, the newest turn of each conversation alone; labels and kinds are learnt beside the
intents and not shipped, rare intents weigh more, targets are smoothed, tokens are left out by chance. With --leave some
hands are only answered, and --out keeps their scores for `fit_intents --tuned`. With --write the updates go to
tuned.npz and the head to weights.npz. --states keeps the states before the tuned layers, which take long.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.encoder_slopes import Floats, LastLayers, Mask, Weights
from benchmarks.fit_intents import macro_f1
from benchmarks.fit_triage import WEIGHTS, files_of_intents, hand_of, kept, read_told
from manumit.services.support.triage.meaning import clipped
from manumit.services.support.triage.meaning_program import TUNED, Encoder, encoder
from manumit.services.support.triage.model import INTENTS, LABELS

FIRST = 8
"""The first of the encoder's twelve layers that is tuned."""
RANK, EPOCHS, RATE, RATE_OF_HEAD = 16, 4, 2e-3, 2.0
"""Chosen on hands left out: three more epochs brought nothing, a third of the rate had two points less."""
TOKENS = 768
"""Of a batch."""
SCALE = np.float32(50)
"""What vectors are multiplied with before the head: about one in each number."""
DROPPED, DROPPED_TOKENS, SMOOTH, DECAY, WARM = 0.1, 0.1, 0.05, 0.01, 0.06
MIDDLE_OF = 400
"""Texts whose mean vector, before the tuning, is the middle."""
KEPT_TOKENS = 4
"""The first tokens (the prefix) are never left out."""
BESIDE = (1.0, 0.1, 0.1)
"""What intent, label and kind weigh."""
Wholes = NDArray[np.int64]


@dataclass(frozen=True)
class Way:
    """How it is learnt: times that all is seen, share of a vector's numbers that is left out by chance, and whether
    what is rare weighs no more than the rest."""

    epochs: int = EPOCHS
    dropped: float = DROPPED
    alike: bool = False


@dataclass(frozen=True)
class States:
    """States of the tokens of texts, one text after the other."""

    values: NDArray[np.float16]
    lengths: Wholes

    def padded(self, at: Wholes) -> tuple[Floats, Mask]:
        """[texts, tokens, width] of some texts, and which tokens there are."""
        ends = np.cumsum(self.lengths)
        many = int(self.lengths[at].max())
        states = np.zeros((len(at), many, self.values.shape[1]), np.float32)
        mask = np.arange(many) < self.lengths[at][:, None]
        for row, one in enumerate(at):
            states[row, : self.lengths[one]] = self.values[ends[one] - self.lengths[one] : ends[one]]
        return states, mask

    def batches(self, at: Wholes, tokens: int, dice: np.random.Generator | None) -> Iterator[Wholes]:
        """Texts of like length, so many tokens at a time; in any order if there are dice."""
        near = self.lengths[at] + (dice.random(len(at)) * 3 if dice else 0)
        order, found, begin = at[np.argsort(near, kind="stable")], [], 0
        while begin < len(order):
            end, widest = begin + 1, self.lengths[order[begin]]
            while end < len(order):
                widest = max(widest, self.lengths[order[end]])
                if (end - begin + 1) * widest > tokens:
                    break
                end += 1
            found.append(order[begin:end])
            begin = end
        if dice:
            dice.shuffle(found)
        yield from found


def states_of(made: Encoder, texts: Sequence[str], file: Path | None, first: int = FIRST) -> States:
    """States of texts before the tuned layers, from the file if it has them."""
    tokens = [made.tokens(clipped(text)) for text in texts]
    lengths = np.array([len(one) for one in tokens])
    if file and file.exists():
        values = np.load(file)
        if len(values) == lengths.sum():
            return States(values, lengths)
    values = np.concatenate([made.before(one, first).astype(np.float16) for one in tokens])
    if file:
        np.save(file, values)
    return States(values, lengths)


def slopes(net: LastLayers, states: States, at: Wholes, targets: Sequence[Wholes], sizes: Sequence[int],
           rare: Floats, dice: np.random.Generator, dropped: float = DROPPED) -> tuple[Weights, float]:  # fmt: skip
    """Of the summed cross-entropies over some texts; and the first of these."""
    values, mask = states.padded(at)
    gone = dice.random(mask.shape) < DROPPED_TOKENS
    gone[:, :KEPT_TOKENS] = False
    tape: Weights = {}
    seen = net.vectors(values, mask & ~gone, tape) * SCALE
    stays = ((dice.random(seen.shape, np.float32) >= dropped) / (1 - dropped)).astype(np.float32)
    seen *= stays
    logits = seen @ net.weights["out"] + net.weights["bias"]
    slope, begin, loss = np.zeros_like(logits), 0, 0.0
    for target, size, share in zip(targets, sizes, BESIDE, strict=True):
        odds = np.exp(
            logits[:, begin : begin + size] - logits[:, begin : begin + size].max(axis=1, keepdims=True)
        )
        odds /= odds.sum(axis=1, keepdims=True)
        right = odds[np.arange(len(at)), target[at]]
        loss = loss or float(-np.log(right + 1e-9).mean())
        odds -= SMOOTH / size
        odds[np.arange(len(at)), target[at]] -= 1 - SMOOTH
        slope[:, begin : begin + size] = odds * share * rare[at][:, None] / len(at)
        begin += size
    found = net.slopes((slope @ net.weights["out"].T) * stays * SCALE, tape)
    return found | {"out": seen.T @ slope, "bias": slope.sum(axis=0)}, loss


def tune(net: LastLayers, states: States, at: Wholes, targets: Sequence[Wholes], sizes: Sequence[int],
         dice: np.random.Generator, way: Way = Way()) -> None:  # fmt: skip
    """Learn from the texts `at` (Adam; Kingma and Ba 2015; the rate falls as a cosine)."""
    often = np.bincount(targets[0][at], minlength=sizes[0]).clip(1)
    rare = (often / often if way.alike else np.sqrt(often.mean() / often)).astype(np.float32)[targets[0]]
    plan = [one for _ in range(way.epochs) for one in states.batches(at, TOKENS, dice)]
    moments = {name: (np.zeros_like(one), np.zeros_like(one)) for name, one in net.weights.items()}
    began, lately = time.time(), 0.0
    for step, batch in enumerate(plan, 1):
        found, loss = slopes(net, states, batch, targets, sizes, rare, dice, way.dropped)
        lately += (loss - lately) / min(step, 50)
        warm, done = min(1.0, step / (WARM * len(plan))), max(0.0, step / len(plan) - WARM) / (1 - WARM)
        rate = RATE * warm * 0.5 * (1 + np.cos(np.pi * done))
        for name, weight in net.weights.items():
            first, second = moments[name]
            first += 0.1 * (found[name] - first)
            second += 0.01 * (found[name] * found[name] - second)
            move = first / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
            own = RATE_OF_HEAD if name in ("out", "bias") else 0.3 if name.endswith((".w", ".b")) else 1.0
            weight -= np.float32(rate * own) * (move + DECAY * weight * (weight.ndim > 1))
        if step % 100 == 0:
            print(f"{step} of {len(plan)}: {lately:.3f}, {time.time() - began:.0f} s", flush=True)


def vectors(net: LastLayers, states: States, at: Wholes) -> Floats:
    """Tuned vectors of some texts, less the middle."""
    found = np.zeros((len(states.lengths), states.values.shape[1]), np.float32)
    for batch in states.batches(at, 4 * TOKENS, None):
        found[batch] = net.vectors(*states.padded(batch))
    return found[at]


def answered(net: LastLayers, states: States, at: Wholes) -> Floats:
    """Scores of the intents of some texts."""
    scores = vectors(net, states, at) * SCALE @ net.weights["out"] + net.weights["bias"]
    return np.asarray(scores[:, : len(INTENTS)], np.float32)


@dataclass(frozen=True)
class Told:
    """The newest turns, their intents, labels and kinds with how many of each there are, and the hands."""

    texts: Sequence[str]
    targets: Sequence[Wholes]
    sizes: Sequence[int]
    hands: NDArray[np.str_]


def read() -> Told:
    """All messages."""
    told = read_told(files_of_intents())
    rows = [row for _, row, _ in told]
    kinds = sorted({row["kind"] for row in rows})
    names = {"intent": INTENTS, "label": LABELS, "kind": kinds}
    return Told(
        [reading.last for reading, _, _ in told],
        [np.array([known.index(row[name]) for row in rows]) for name, known in names.items()],
        [len(known) for known in names.values()],
        np.array([hand_of(file) for _, _, file in told]),
    )


def main() -> None:
    """Tune, report, keep."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--leave", default="", help="hands that are not learnt from, with commas")
    parser.add_argument("--states", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    dice = np.random.default_rng(asked.seed)
    told, made = read(), encoder()
    states = states_of(made, told.texts, asked.states)
    left = np.isin(told.hands, asked.leave.split(","))
    into, out = np.flatnonzero(~left), np.flatnonzero(left)
    net = LastLayers(made.layers[FIRST:], FIRST, RANK, told.sizes, dice)
    net.middle = vectors(net, states, dice.choice(into, MIDDLE_OF, replace=False)).mean(axis=0)
    tune(net, states, into, told.targets, told.sizes, dice)
    if len(out):
        scores = answered(net, states, out)
        for hand in sorted(set(told.hands[out])):
            here = told.hands[out] == hand
            alone = macro_f1(told.targets[0][out][here], scores[here].argmax(axis=1))
            print(f"{hand}: {alone:.3f} by the tuned meaning alone", flush=True)
        if asked.out:
            np.savez(asked.out, scores=scores)
    if asked.write:
        write(net)


def write(net: LastLayers) -> None:
    """The updates beside the program apart, the head beside the other models."""
    head = {"out", "bias"}
    arrays = {name: one.astype(np.float16) for name, one in net.weights.items() if name not in head}
    np.savez_compressed(TUNED, **arrays)
    many = len(INTENTS)
    arrays = kept(("danger", "network", "mix", "limits", "intent", "ask"))
    arrays |= {
        "tuned.middle": np.asarray(net.middle, np.float32),
        "tuned.out": (net.weights["out"] * SCALE)[:, :many].astype(np.float32),
        "tuned.bias": net.weights["bias"][:many],
    }
    np.savez_compressed(WEIGHTS, **arrays)
    print(f"written: {TUNED.stat().st_size / 1e6:.1f} and {WEIGHTS.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
