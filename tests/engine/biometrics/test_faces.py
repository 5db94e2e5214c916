"""The real detector and network on drawn faces. How well people are told apart is measured by benchmarks/faces.py:
its pictures are not in the project."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from manumit.base.kernel import MissingPart, PoorCapture, Refused, UsageError
from manumit.engine.biometrics import REGISTRY, modality
from manumit.engine.biometrics.face import find_faces, read_face
from manumit.engine.biometrics.face.finding import dlib_parts
from manumit.engine.biometrics.model import admitted
from tests.engine.biometrics.drawings import draw_face, write_face

WAY = modality("face")


def test_the_same_picture_gives_the_same_template(tmp_path: Path) -> None:
    one, again = (read_face(write_face(tmp_path / "a.png")) for _ in range(2))
    assert one == again
    assert len(one.data) == 128 * 4
    assert one.make[:3] == ("face", "dlib-resnet", "1")
    assert 0 < one.quality <= 1


def test_larger_and_compressed_it_stays_nearly_the_same_and_another_is_farther(tmp_path: Path) -> None:
    one = read_face(write_face(tmp_path / "a.png", 1))
    others = [read_face(write_face(tmp_path / "b.jpg", 1, 300)), read_face(write_face(tmp_path / "c.png", 6))]
    copy, another, itself = WAY.scorer([*others, one])(one)
    assert copy > 0.97 * itself
    assert another < copy - 0.1


def test_turned_by_the_camera_it_is_the_same_face(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    draw_face().transpose(Image.Transpose.ROTATE_90).save(tmp_path / "turned.png", exif=exif)
    assert read_face(tmp_path / "turned.png") == read_face(write_face(tmp_path / "a.png"))


def refusal(path: Path) -> PoorCapture:
    with pytest.raises(PoorCapture) as caught:
        read_face(path)
    assert caught.value.hint
    return caught.value


def test_no_face(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (200, 200, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "noise.png")
    Image.new("RGB", (200, 200), 90).save(tmp_path / "grey.png")
    for name in ("noise.png", "grey.png"):
        assert "no face" in refusal(tmp_path / name).sentence


@pytest.mark.parametrize("turn", [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180])
def test_a_face_that_lies_is_to_be_turned(turn: Image.Transpose, tmp_path: Path) -> None:
    draw_face(1, 160).transpose(turn).save(tmp_path / "lies.png")
    error = refusal(tmp_path / "lies.png")
    assert "lies on its side, or upside down" in error.sentence
    assert "upright" in error.hint


def test_twenty_faces_are_counted_and_placed(tmp_path: Path) -> None:
    crowd = Image.new("RGB", (5 * 160, 4 * 160), (120, 120, 120))
    for at in range(20):
        crowd.paste(draw_face(1, 160), (at % 5 * 160, at // 5 * 160))
    crowd.save(tmp_path / "crowd.png")
    assert len(find_faces(np.asarray(crowd))) == 20
    error = refusal(tmp_path / "crowd.png")
    assert "20 faces" in error.sentence
    assert "Cut out" in error.hint


def test_a_face_far_before_the_others_is_the_one_meant(tmp_path: Path) -> None:
    scene = Image.new("RGB", (500, 300), (120, 120, 120))
    scene.paste(draw_face(1, 300), (0, 0))
    scene.paste(draw_face(6, 140), (340, 150))
    scene.save(tmp_path / "two.png")
    assert len(find_faces(np.asarray(scene))) == 2
    alone = read_face(write_face(tmp_path / "one.png", 1, 300))
    among, itself = WAY.scorer([read_face(tmp_path / "two.png"), alone])(alone)
    assert among > 0.95 * itself


def test_tiny_and_without_contrast(tmp_path: Path) -> None:
    scene = Image.new("RGB", (120, 120), (120, 120, 120))
    scene.paste(draw_face(1, 64), (28, 28))
    scene.save(tmp_path / "tiny.png")
    assert "small" in refusal(tmp_path / "tiny.png").sentence
    pale = Image.fromarray((np.asarray(draw_face()) * 0.1 + 110).astype(np.uint8))
    pale.save(tmp_path / "pale.png")
    assert "contrast" in refusal(tmp_path / "pale.png").sentence


def test_unknown_weights_are_refused(tmp_path: Path) -> None:
    path = tmp_path / next(iter(REGISTRY["dlib-resnet"].files))
    path.write_bytes(b"other weights")
    with pytest.raises(Refused, match="not the model we know"):
        admitted(path, "dlib-resnet")


def test_every_model_in_the_registry_says_what_it_may_and_learnt_from() -> None:
    for card in REGISTRY.values():
        assert card.licence
        assert len(card.training) > 40
        assert all(len(digest) == 64 for digest in card.files.values())


def test_what_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="no modality"):
        modality("gait")
    dlib_parts.cache_clear()
    monkeypatch.setitem(sys.modules, "dlib", None)
    with pytest.raises(MissingPart, match="faces is not installed"):
        find_faces(np.zeros((50, 50, 3), np.uint8))
