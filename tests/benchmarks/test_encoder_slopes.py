"""The tuning of the encoder's last layers: its slopes, and that its way forward is the one that is shipped."""

from typing import Any

import numpy as np
import pytest

from benchmarks import tune_meaning
from benchmarks.encoder_slopes import LastLayers
from benchmarks.tune_meaning import KEPT_TOKENS, States, Way, answered, tune
from manumit.services.support.triage.meaning_program import MATRICES, NORMS, Layer

WIDTH, WIDE = 24, 40


def layer(dice: np.random.Generator) -> Layer:
    """One with weights by chance, in double precision."""

    def by_chance(*shape: int) -> Any:
        return dice.standard_normal(shape)

    shapes = {"qkv": (WIDTH, 3 * WIDTH), "ao": (WIDTH, WIDTH), "fi": (WIDTH, WIDE), "fo": (WIDE, WIDTH)}
    return Layer(
        {one: by_chance(*shapes[one]) * 0.3 for one in MATRICES},
        {one: by_chance(shapes[one][1]) * 0.1 for one in MATRICES},
        {one: (by_chance(WIDTH) * 0.1 + 1, by_chance(WIDTH) * 0.1) for one in NORMS},
    )


@pytest.fixture
def net() -> LastLayers:
    """Two layers after the eighth, with updates by chance."""
    dice = np.random.default_rng(3)
    made = LastLayers([layer(dice), layer(dice)], 8, 3, (4,), dice)
    made.weights = {
        name: one.astype(float) + (dice.standard_normal(one.shape) * 0.2 if name.endswith(".B") else 0)
        for name, one in made.weights.items()
    }
    return made


def test_the_slopes_are_those_of_the_vectors(net: LastLayers) -> None:
    dice = np.random.default_rng(4)
    states: Any = dice.standard_normal((3, 6, WIDTH))
    toward: Any = dice.standard_normal((3, WIDTH))
    mask = np.arange(6) < np.array([6, 4, 1])[:, None]
    tape: dict[str, object] = {}
    net.vectors(states, mask, tape)
    found = net.slopes(toward, tape)
    assert set(found) == set(net.weights) - {"out", "bias"}
    for name, slope in found.items():
        at = np.unravel_index(int(np.abs(slope).argmax()), slope.shape)
        kept = net.weights[name][at]
        ends = []
        for step in (1e-4, -1e-4):
            net.weights[name][at] = kept + step
            ends.append(float((net.vectors(states, mask) * toward).sum()))
        net.weights[name][at] = kept
        assert slope[at] == pytest.approx((ends[0] - ends[1]) / 2e-4, rel=2e-3), name


def test_tuned_layers_answer_as_they_were_learnt(net: LastLayers) -> None:
    states = np.random.default_rng(5).standard_normal((1, 5, WIDTH)).astype(np.float32)
    learnt = net.vectors(states, np.ones((1, 5), bool))[0]
    given = states[0]
    for at, one in enumerate(net.layers, net.first):
        given = one.tuned(net.weights, str(at)).of(given, net.heads, float(net.small))
    middle = given.mean(axis=0)
    assert learnt == pytest.approx(middle / np.linalg.norm(middle), abs=1e-3)


def test_batches_hold_every_text_once_and_states_their_own() -> None:
    lengths = np.array([3, 9, 1, 4, 4, 2])
    values = np.repeat(np.arange(6), lengths)[:, None].astype(np.float16)
    states = States(values, lengths)
    batches = list(states.batches(np.arange(6), 8, np.random.default_rng(0)))
    assert sorted(np.concatenate(batches).tolist()) == list(range(6))
    for batch in batches:
        assert len(batch) == 1 or len(batch) * lengths[batch].max() <= 8
        padded, mask = states.padded(batch)
        assert (mask.sum(axis=1) == lengths[batch]).all()
        assert all((padded[row, mask[row], 0] == one).all() for row, one in enumerate(batch))


def test_what_stands_in_a_token_is_learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tune_meaning, "SCALE", np.float32(WIDTH**0.5))
    dice = np.random.default_rng(6)
    lengths = dice.integers(KEPT_TOKENS + 1, 9, 900)
    values = dice.standard_normal((int(lengths.sum()), WIDTH)).astype(np.float16)
    truth = dice.integers(0, 4, 900)
    values[np.cumsum(lengths) - 1, truth] += 20
    states, sizes = States(values, lengths), (20, 3, 2)
    targets = [truth, dice.integers(0, 3, 900), dice.integers(0, 2, 900)]
    net = LastLayers([layer(dice), layer(dice)], 8, 4, sizes, dice)
    tune(net, states, np.arange(800), targets, sizes, dice, Way(epochs=6))
    assert (answered(net, states, np.arange(800, 900)).argmax(axis=1) == truth[800:]).mean() > 0.9
