"""Ridges as a computer draws them: of nobody, with breaks that extractors of minutiae find."""

from __future__ import annotations

import numpy as np
from PIL import Image


def ridges(seed: int) -> Image.Image:
    """Wavy lines nine pixels apart with breaks in them: ends that a network of minutiae finds."""
    dice = np.random.default_rng(seed)
    y, x = np.mgrid[0:360, 0:320].astype(float)
    bend = 30 * np.sin(x / 60 + dice.uniform(0, 6)) + 20 * np.cos((x + y) / 90 + dice.uniform(0, 6))
    wave = np.sin((y + bend) * 2 * np.pi / 9)
    for cx, cy in dice.uniform(60, 260, (14, 2)):  # a vortex of the phase is a minutia
        wave_phase = np.arctan2(y - cy, x - cx)
        wave = np.sin(np.arcsin(np.clip(wave, -1, 1)) + wave_phase * (np.hypot(x - cx, y - cy) < 30))
    return Image.fromarray((127 + 100 * wave).astype(np.uint8))
