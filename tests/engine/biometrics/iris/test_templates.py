"""Picture files of drawn eyes through the gallery's door: read, compared with many, refused with the file's name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from manumit.base.kernel import PoorCapture
from manumit.engine.biometrics import Template, card_for, modality
from manumit.engine.biometrics.iris import compare_eyes, eye_from_bytes
from tests.engine.biometrics.iris.drawing import Drawn, closed


def test_files_become_templates_that_find_their_eye(tmp_path: Path) -> None:
    iris = modality("iris")
    templates = []
    for seed in (1, 2, 3):
        path = tmp_path / f"{seed}.png"
        Image.fromarray(Drawn(seed).picture()).save(path)
        templates.append(Template.from_bytes(iris.read(path).to_bytes()))
    Image.fromarray(replace(Drawn(2), turn=9, x=150).picture()).convert("RGB").save(
        tmp_path / "again.jpg", quality=90
    )
    probe = iris.read(tmp_path / "again.jpg")
    scores = iris.scorer(templates)(probe)
    assert scores.argmax() == 1
    assert scores.dtype == np.float64
    assert scores[1] == compare_eyes(eye_from_bytes(templates[1].data), eye_from_bytes(probe.data))
    assert len({one.make for one in [*templates, probe]}) == 1
    ratios = card_for("iris", None, probe.make).llr(scores)
    assert ratios[1] > 0 > max(ratios[0], ratios[2])


def test_a_shut_eye_is_refused_by_name(tmp_path: Path) -> None:
    Image.fromarray(closed()).save(tmp_path / "shut.png")
    with pytest.raises(PoorCapture, match=r"shut\.png: No open eye"):
        modality("iris").read(tmp_path / "shut.png")
