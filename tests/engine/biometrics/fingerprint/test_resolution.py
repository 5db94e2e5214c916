"""Prints at another resolution: brought to 500 ppi where the file says so and the ridges agree, else refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from manumit.base.kernel import PoorCapture
from manumit.engine.biometrics.fingerprint import read_template
from manumit.engine.biometrics.fingerprint.inputs import the_print
from manumit.engine.biometrics.fingerprint.ridges import ridge_period
from tests.engine.biometrics.fingerprint.ridges import ridges


def _saved(folder: Path, times: float, ppi: int) -> Path:
    drawn = ridges(1)
    size = (round(drawn.width * times), round(drawn.height * times))
    drawn.resize(size, Image.Resampling.LANCZOS).save(folder / "print.png", dpi=(ppi, ppi))
    return folder / "print.png"


@pytest.mark.parametrize(("times", "ppi"), [(1, 500), (1, 72), (2, 1000), (1, 1000), (1, 96)])
def test_what_a_file_states_is_taken_where_the_ridges_agree(tmp_path: Path, times: float, ppi: int) -> None:
    """A header of 1,000 ppi over a picture at 500 lies."""
    held = the_print(_saved(tmp_path, times, ppi)).held
    assert isinstance(held, np.ndarray)
    assert abs(max(held.shape) - max(ridges(1).size)) <= 1
    assert 7 < ridge_period(held) < 11


@pytest.mark.parametrize(("times", "ppi"), [(0.4, 200), (0.4, 72), (2, 72)])
def test_another_resolution_is_refused_with_the_reason(tmp_path: Path, times: float, ppi: int) -> None:
    with pytest.raises(PoorCapture, match=r"pixels (an inch|apart)") as refused:
        read_template(_saved(tmp_path, times, ppi))
    assert "500" in refused.value.hint


def test_what_varies_only_as_a_whole_shows_no_ridges(tmp_path: Path) -> None:
    """Faint ridges are read as what they are: the whole and its parts are asked alike."""
    light = np.linspace(90, 160, 1000)[:, None] * np.ones((1, 320))
    Image.fromarray(light.astype(np.uint8)).save(tmp_path / "light.png", dpi=(500, 500))
    with pytest.raises(PoorCapture, match="shows no ridges"):
        read_template(tmp_path / "light.png")
    faint = np.asarray(ridges(1), np.float64)
    assert 7 < ridge_period((faint - faint.mean()) * 13 / faint.std() + 127) < 11


def test_uneven_light_does_not_hide_the_ridges() -> None:
    grey = np.asarray(ridges(1), np.float64)
    light = np.linspace(-60, 60, grey.shape[0])[:, None]
    assert 7 < ridge_period(grey * 0.5 + 60 + light) < 11
