"""Would the encoder of meanings tell danger better if its last layers were tuned for it?

    python -m benchmarks.tune_danger --leave _j,_k --beside WEIGHTS.npz [--share 0.5] [--epochs 3] [--states FILE]

An experiment: nothing is shipped from it. Three layers are tuned on talks of one turn by hands that are not left out
(of their plain asks fewer: `PLAIN`), then what the hands left out wrote is told three ways: by the tuned layers alone,
by the linear model and the networks of --beside, which must not have learnt from those hands either (an older
weights.npz of the repository, say), and by both added. Printed: area under the curve of imminent against everyday,
and everyday alarms where as many imminent ones are found as those weights find at their own limit, with the difference
(95 % of a bootstrap of messages, paired; many scenes recur in several languages, so that it is too narrow).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.encoder_slopes import Floats, LastLayers
from benchmarks.fit_triage import HARD, HERE, Row, hand_of, read_rows, read_told, scores
from benchmarks.intents_network import had
from benchmarks.tune_meaning import DROPPED, MIDDLE_OF, SCALE, Way, Wholes, states_of, tune, vectors
from manumit.services.support.triage.features import Reading
from manumit.services.support.triage.lexicon import LANGUAGES
from manumit.services.support.triage.meaning import MEANING
from manumit.services.support.triage.meaning_program import encoder
from manumit.services.support.triage.model import INTENTS, LABELS, NETWORK, Network, unpack

FIRST, RANK = 9, 16
PLAIN = {"asks": 0.1, "_c": 0.2, "_d": 0.2, "_e": 0.2}
"""Share of what these hands wrote that is learnt from, but for what is imminent: plain asks, told rightly already."""
SHARES = (0.2, 0.4, 0.6, 0.8, 1.2)
"""What the tuned score is multiplied with before it is added to the other."""
AGAIN = 1000
Told = tuple[Reading, dict[str, Any], str]


def files() -> list[Path]:
    """All development hands, with what is kept from the fits."""
    return sorted([*HERE.glob("*.jsonl"), *HERE.glob("*.tsv"), *(HERE / "held_out").glob("*.tsv")])


def chosen(told: Sequence[Told], left: Sequence[str], share: float, dice: np.random.Generator) -> list[Told]:
    """What the hands left out wrote, and some of the other talks of one turn: all everyday ones of `_h` to `_k`."""

    def wanted(reading: Reading, row: dict[str, Any], file: str) -> bool:
        hand = hand_of(file)
        if hand in left:
            return True
        if len(reading.own) > 1:  # whose label is that of the whole talk
            return False
        if hand in ("_h", "_i", "_j", "_k"):
            return True
        many = PLAIN[hand] if hand in PLAIN and row["label"] != "imminent" else share
        return bool(dice.random() < many)

    return [one for one in told if wanted(*one)]


def odds(net: LastLayers, made: Floats) -> Floats:
    """Log-odds of imminent by tuned vectors, urgent weighing less, as the networks have it."""
    logits = (made * SCALE @ net.weights["out"] + net.weights["bias"])[:, : len(LABELS)]
    logs = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
    return np.asarray(logs[:, 2] - np.logaddexp(logs[:, 0], logs[:, 1] + np.log(0.3)), np.float32)


def told_by(weights: Path, rows: Sequence[Row]) -> tuple[Floats, float]:
    """Log-odds of imminent by shipped or older weights, less what its language's limit is higher; and the limit."""
    with np.load(weights) as data:
        networks = [
            Network(*(data[f"network.{at}.{part}"].astype(np.float32) for part in NETWORK))
            for at in range(int(data["networks"]))
        ]
        mix, limit, linear = data["mix"][0], float(data["limits"][0]), unpack(data, "danger")
        own = dict(zip(LANGUAGES, data["limits.own"].tolist(), strict=True))
    meanings = np.stack([had(row.seen.meaning)[:MEANING] for row in rows])
    first, second = scores(rows, meanings, linear, networks)
    both = mix[0] * first[:, 0] + mix[1] * second[:, 0] + mix[2]
    return np.asarray(both - [own[row.lang] for row in rows], np.float32), limit


def alarms(score: Floats, imminent: Wholes, everyday: Wholes, found: float) -> float:
    """Share of everyday ones that alarm where this share of imminent ones is found."""
    limit = np.sort(score[imminent])[-max(1, round(found * len(imminent)))]
    return float((score[everyday] >= limit).mean())


def area(score: Floats, imminent: Wholes, everyday: Wholes) -> float:
    """Under the curve: how often an imminent one is before an everyday one."""
    rest = np.sort(score[everyday])
    before = [np.searchsorted(rest, score[imminent], side) for side in ("left", "right")]
    return float(np.mean(before) / len(rest))


def compare(base: Floats, both: Floats, limit: float, imminent: Wholes, everyday: Wholes) -> str:
    """Areas of both scores and everyday alarms at as many found, with the differences' intervals."""
    dice, areas, gained = np.random.default_rng(0), [], []
    found = float((base[imminent] >= limit).mean())
    for _ in range(AGAIN):
        one, two = dice.choice(imminent, len(imminent)), dice.choice(everyday, len(everyday))
        again = float((base[one] >= limit).mean())
        areas.append(area(both, one, two) - area(base, one, two))
        gained.append(alarms(both, one, two, again) - alarms(base, one, two, again))
    (low, high), (least, most) = (np.quantile(of, [0.025, 0.975]) for of in (areas, gained))
    was, now = (alarms(score, imminent, everyday, found) for score in (base, both))
    return (
        f"area {area(both, imminent, everyday):.4f} ({low:+.4f} to {high:+.4f}), "
        f"everyday alarms {was:.3f} to {now:.3f} ({least:+.3f} to {most:+.3f}) at {found:.3f} found"
    )


def report(tuned: Floats, base: Floats, limit: float, told: Sequence[Told], left: Sequence[str]) -> None:
    """By hand: alone, beside, and added."""
    hands: NDArray[np.str_] = np.array([hand_of(file) for _, _, file in told])
    imminent = np.array([row["label"] == "imminent" for _, row, _ in told])
    everyday = np.array([row["label"] == "standard" and row["kind"] not in HARD for _, row, _ in told])
    for hand in left:
        imminents, rest = (np.flatnonzero((hands == hand) & part) for part in (imminent, everyday))
        alone, beside = (area(score, imminents, rest) for score in (tuned, base))
        print(f"{hand}: area under the curve {alone:.4f} tuned alone, {beside:.4f} by the weights beside")
        for share in SHARES:
            both = base + np.float32(share) * tuned
            print(f"  {share} of it added: {compare(base, both, limit, imminents, rest)}", flush=True)


def main() -> None:
    """Tune, compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--leave", required=True, help="hands that are not learnt from, with commas")
    parser.add_argument("--beside", required=True, type=Path, help="weights that know nothing of them")
    parser.add_argument("--share", type=float, default=0.5, help="of the first hands' messages")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--dropped", type=float, default=DROPPED, help="of a vector's numbers, by chance")
    parser.add_argument("--states", type=Path, help="keeps the states before the tuned layers")
    asked = parser.parse_args()
    left = asked.leave.split(",")
    told = chosen(read_told(files()), left, asked.share, np.random.default_rng(5))
    hands, made, dice = np.array([hand_of(file) for _, _, file in told]), encoder(), np.random.default_rng(0)
    states = states_of(made, [reading.last for reading, _, _ in told], asked.states, FIRST)
    into, out = (np.flatnonzero(np.isin(hands, left) == where) for where in (False, True))
    kinds = sorted({row["kind"] for _, row, _ in told})
    names = {"label": LABELS, "kind": kinds, "intent": INTENTS}
    targets = [np.array([known.index(row[name]) for _, row, _ in told]) for name, known in names.items()]
    sizes = [len(known) for known in names.values()]
    net = LastLayers(made.layers[FIRST:], FIRST, RANK, sizes, dice)
    net.middle = vectors(net, states, dice.choice(into, MIDDLE_OF, replace=False)).mean(axis=0)
    print(f"learnt from {len(into)}, left out {len(out)}", flush=True)
    tune(net, states, into, targets, sizes, dice, Way(asked.epochs, asked.dropped, alike=True))
    tuned = odds(net, vectors(net, states, out))
    base, limit = told_by(asked.beside, read_rows([file for file in files() if hand_of(file.name) in left]))
    report(tuned, base, limit, [told[at] for at in out], left)


if __name__ == "__main__":
    main()
