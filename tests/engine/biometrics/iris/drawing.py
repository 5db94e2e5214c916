"""Eyes drawn from a seed: nobody's, with circles that are known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

Picture = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Drawn:
    """One picture of the eye `seed`: pixels, degrees, shares of the radius that lids leave open above and below."""

    seed: int = 1
    width: int = 320
    height: int = 240
    x: float = 165.0
    y: float = 118.0
    pupil: float = 22.0
    limbus: float = 55.0
    turn: float = 0.0
    above: float = 0.75
    below: float = 0.95
    lashes: bool = True
    glint: float = 3.0
    blur: float = 0.8
    noise: float = 2.0

    def picture(self) -> Picture:
        """Grey bytes."""
        y, x = np.mgrid[0 : self.height, 0 : self.width].astype(float)
        away = np.hypot(x - self.x, y - self.y)
        angle = np.arctan2(y - self.y, x - self.x) - np.radians(self.turn)
        share = (away - self.pupil) / (self.limbus - self.pupil)
        grey = np.where(share < 1, 95 + 14 * self._pattern(angle, share) - 12 * share**4, 175.0)
        grey[share < 0] = 14
        grey[np.hypot(x - self.x + 6, y - self.y + 5) < self.glint] = 255
        across = (x - self.x) / self.limbus
        lid = self.y - self.limbus * self.above + 0.18 * self.limbus * across**2
        low = self.y + self.limbus * self.below - 0.15 * self.limbus * across**2
        skin = 190 + 6 * np.sin(y / 7)
        grey = np.where((y < lid) | (y > low), skin, grey)
        if self.lashes:
            self._lashes(grey, lid)
        dice = np.random.default_rng(self.seed * 1000 + int(self.turn * 7 + self.x))
        soft = ndimage.gaussian_filter(grey, self.blur) + dice.normal(0, self.noise, grey.shape)
        return np.asarray(np.clip(soft, 0, 255), np.uint8)

    def _pattern(
        self, angle: npt.NDArray[np.float64], share: npt.NDArray[np.float64]
    ) -> npt.NDArray[np.float64]:
        sheet = np.random.default_rng(self.seed).normal(size=(16, 256))
        sheet = ndimage.gaussian_filter(sheet, (1.2, 2.2), mode=("nearest", "wrap"))
        sheet /= sheet.std()
        at = [np.clip(share, 0, 1) * 15, np.mod(angle / (2 * np.pi), 1) * 256]
        return np.asarray(ndimage.map_coordinates(sheet, at, order=1, mode="grid-wrap"))

    def _lashes(self, grey: npt.NDArray[np.float64], lid: npt.NDArray[np.float64]) -> None:
        dice = np.random.default_rng(self.seed + 77)
        for start in np.arange(self.x - 1.3 * self.limbus, self.x + 1.3 * self.limbus, 6):
            if not 0 <= round(start) < self.width:
                continue
            top, lean = lid[0, round(start)], dice.uniform(-0.5, 0.5)
            for step in np.arange(-3, dice.uniform(6, 12), 0.5):
                row, column = round(top + step), round(start + lean * step)
                if 0 <= row < self.height and 0 <= column < self.width:
                    grey[row, column] = 45


def closed(seed: int = 1) -> Picture:
    """A shut lid: skin with a dark line of lashes."""
    y, x = np.mgrid[0:240, 0:320].astype(float)
    line = 130 + 14 * ((x - 160) / 100) ** 2
    grey = 185 + 8 * np.sin(y / 9) - 120 * np.exp(-(((y - line) / 3) ** 2))
    noise = np.random.default_rng(seed).normal(0, 3, grey.shape)
    return np.asarray(np.clip(ndimage.gaussian_filter(grey, 1) + noise, 0, 255), np.uint8)
