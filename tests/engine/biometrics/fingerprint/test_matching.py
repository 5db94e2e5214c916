"""Minutiae made up, and the real network on drawn ridges. Real prints are measured by hand: none are in the project."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from manumit.base.kernel import PoorCapture
from manumit.engine.biometrics import card_for, modality
from manumit.engine.biometrics.fingerprint import alignment, likeness, read_template
from manumit.engine.biometrics.fingerprint.matching import Minutiae
from tests.engine.biometrics.fingerprint.ridges import ridges


def finger(seed: int, count: int = 35) -> Minutiae:
    dice = np.random.default_rng(seed)
    return np.stack([*dice.uniform(20, 320, (2, count)), dice.uniform(-np.pi, np.pi, count)], axis=1).astype(
        np.float32
    )


def laid_down_again(print_: Minutiae, turn: float, shift: tuple[float, float]) -> Minutiae:
    """The same finger turned (counter-clockwise as seen; y points down), shifted, in another order."""
    cos, sin = np.cos(turn), np.sin(turn)
    x, y, direction = (print_ - np.array([170, 170, 0], np.float32)).T
    moved = np.stack([cos * x + sin * y + shift[0], -sin * x + cos * y + shift[1], direction + turn], axis=1)
    return np.random.default_rng(1).permutation(moved).astype(np.float32)


@pytest.mark.parametrize("turn", [-50, -20, 0, 7, 55])
def test_turned_and_shifted_it_is_the_same_finger(turn: int) -> None:
    one = finger(1)
    again = laid_down_again(one, float(np.radians(turn)), (300, 90))
    assert alignment(one, again) == 35
    assert likeness(one, again) == 1.0


def test_turned_the_wrong_way_round_it_is_not() -> None:
    one = finger(1)
    mirrored = one * np.array([-1, 1, 1], np.float32)
    assert likeness(one, mirrored) < 0.2


def test_a_part_and_some_noise_still_stand_out_of_strangers() -> None:
    one = finger(1)
    dice = np.random.default_rng(2)
    part = laid_down_again(one[:22], 0.3, (200, 200))
    part[:, :2] += dice.normal(0, 2, (22, 2)).astype(np.float32)
    part = np.concatenate([part, finger(9, 8)])
    strangers = [likeness(one, finger(seed)) for seed in range(10, 40)]
    assert likeness(one, part) > 1.5 * max(strangers)


def test_order_of_the_two_matters_little_and_none_is_none() -> None:
    one, other = finger(1), finger(2)
    assert likeness(one, other) == pytest.approx(likeness(other, one), abs=0.1)
    assert likeness(one, one[:0]) == 0.0


def test_the_same_print_gives_the_same_template(tmp_path: Path) -> None:
    ridges(1).save(tmp_path / "a.png")
    one, again = read_template(tmp_path / "a.png"), read_template(tmp_path / "a.png")
    assert one == again
    assert one.make[:3] == ("fingerprint", "leader", "1")
    ridges(2).save(tmp_path / "b.png")
    same, other = modality("fingerprint").scorer([again, read_template(tmp_path / "b.png")])(one)
    assert same > 0.9 > other


@pytest.mark.parametrize(
    ("name", "size", "grey", "says"),
    [("blank", (300, 300), 200, "no ridges"), ("hand", (2000, 2400), 200, "no single print")],
)
def test_what_is_no_print_is_refused(
    name: str, size: tuple[int, int], grey: int, says: str, tmp_path: Path
) -> None:
    Image.new("L", size, grey).save(tmp_path / f"{name}.png")
    with pytest.raises(PoorCapture, match=says) as caught:
        read_template(tmp_path / f"{name}.png")
    assert caught.value.hint


def test_smooth_shading_has_no_minutiae(tmp_path: Path) -> None:
    Image.fromarray(np.tile(np.linspace(0, 255, 320), (360, 1)).astype(np.uint8)).save(tmp_path / "a.png")
    with pytest.raises(PoorCapture, match="ridges lie"):
        read_template(tmp_path / "a.png")


def test_a_card_is_shipped_for_this_make(tmp_path: Path) -> None:
    ridges(1).save(tmp_path / "a.png")
    assert card_for("fingerprint", None, read_template(tmp_path / "a.png").make).subjects == 10
