"""Circles of drawn eyes are found; what is no usable eye is refused, each with its reason."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import ndimage

from manumit.base.kernel import UnreadableInput
from manumit.engine.biometrics.iris import RECAPTURE, PoorEye, read_eye
from tests.engine.biometrics.iris.drawing import Drawn, Picture, closed

PLAIN = Drawn()


@pytest.mark.parametrize(
    "drawn",
    [
        PLAIN,
        replace(PLAIN, blur=1.8),
        replace(PLAIN, above=0.35, below=0.6),
        replace(PLAIN, glint=7),
        replace(PLAIN, x=120, y=140, pupil=15, limbus=48),
        replace(PLAIN, pupil=32, limbus=58),
        replace(PLAIN, noise=8),
        replace(PLAIN, seed=5, width=640, height=480, x=300, y=250, pupil=44, limbus=112, glint=6),
    ],
    ids=["plain", "blurred", "lids", "glint", "small pupil", "wide pupil", "noisy", "640 x 480"],
)
def test_finds_the_circles(drawn: Drawn) -> None:
    eye = read_eye(drawn.picture())
    for found, radius in ((eye.pupil, drawn.pupil), (eye.limbus, drawn.limbus)):
        assert abs(found.x - drawn.x) < 0.06 * drawn.limbus
        assert abs(found.y - drawn.y) < 0.06 * drawn.limbus
        assert found.r == pytest.approx(radius, abs=0.06 * drawn.limbus)
    assert 0 < eye.quality <= 1


def test_lids_and_blur_lower_the_quality() -> None:
    good = read_eye(PLAIN.picture()).quality
    assert read_eye(replace(PLAIN, above=0.42, below=0.55).picture()).quality < 0.9 * good
    assert read_eye(replace(PLAIN, blur=2.5).picture()).quality < 0.98 * good


def test_what_a_lid_covers_is_masked() -> None:
    """Directions straight up lie behind a low lid: few of their bits are trusted, of those to the side many."""
    mask = np.bitwise_count(read_eye(replace(PLAIN, above=0.45, below=1.2).picture()).mask).sum(axis=1)
    up, side = mask[88:104].mean(), np.concatenate([mask[:8], mask[-8:], mask[56:72]]).mean()
    assert up < 0.35 * side


def _softened(sigma: float) -> Picture:
    return np.asarray(ndimage.gaussian_filter(PLAIN.picture().astype(float), sigma), np.uint8)


def _dazzled() -> Picture:
    picture = PLAIN.picture()
    y, x = np.mgrid[0:240, 0:320]
    ring = np.hypot(x - PLAIN.x, y - PLAIN.y)
    picture[(ring > PLAIN.pupil + 4) & (ring < PLAIN.limbus - 4) & (np.abs(x - PLAIN.x) < 40) & (y > 95)] = (
        255
    )
    return picture


NOISE = np.random.default_rng(3).integers(0, 256, (240, 320)).astype(np.uint8)
REFUSED: list[tuple[str, Picture]] = [
    ("blank", np.full((240, 320), 128, np.uint8)),
    ("blank", np.zeros((480, 640), np.uint8)),
    ("too-few-pixels", PLAIN.picture()[:60, :80]),
    ("too-few-pixels", np.zeros((0, 0), np.uint8)),
    ("too-few-pixels", np.zeros((1, 1), np.uint8)),
    ("too-large", np.broadcast_to(np.uint8(7), (10_000, 20_000))),
    ("no-eye", NOISE),
    ("no-eye", closed()),
    ("no-eye", np.tile(np.linspace(0, 255, 320).astype(np.uint8), (240, 1))),
    ("no-eye", np.tile(NOISE, (1, 4))),
    ("too-small", replace(PLAIN, pupil=9, limbus=23, glint=1).picture()),
    ("no-eye", replace(PLAIN, above=0.25, below=0.25, pupil=12).picture()),
    ("cut-off", replace(PLAIN, x=20).picture()),
    ("blurred", _softened(5.5)),
    ("glare", _dazzled()),
    ("not-grey", np.zeros((240, 320, 3), np.uint8)),
    ("not-grey", np.zeros((240, 320), np.float32)),
]


@pytest.mark.parametrize(("reason", "picture"), REFUSED, ids=[f"{n} {r}" for n, (r, _) in enumerate(REFUSED)])
def test_refuses_with_reason_and_advice(reason: str, picture: Picture) -> None:
    with pytest.raises(PoorEye) as caught:
        read_eye(picture)
    assert caught.value.reason == reason
    assert caught.value.hint == RECAPTURE[reason]
    assert isinstance(caught.value, UnreadableInput)


@pytest.mark.parametrize("seed", range(12))
def test_noise_is_no_eye(seed: int) -> None:
    """Noise of every softness: blobs may be round, dark and sharp, and still make no eye."""
    dice = np.random.default_rng(seed)
    sigma = [0.0, 1.5, 3, 5, 8, 12][seed % 6]
    field = ndimage.gaussian_filter(dice.normal(size=(240, 320)), sigma)
    with pytest.raises(PoorEye):
        read_eye(np.clip(field / field.std() * 60 + 128, 0, 255).astype(np.uint8))
