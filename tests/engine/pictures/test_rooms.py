"""A room is described by a model of the operator's, and nobody in it is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from manumit.base.kernel import Refused, UnreadableInput, UsageError, VerificationFailed
from manumit.engine.pictures import Picture, RoomModel, open_picture, people_mask, without_people
from tests.base.govern.onnx_models import admitted_with

ROOMS = {"modality": "room"}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small network: 8 x 8 patches of a 64 x 64 picture through random weights, then a mean."""
    weights = np.random.default_rng(0).standard_normal((16, 3, 8, 8)).astype(np.float32)
    graph = helper.make_graph(
        [
            helper.make_node("Conv", ["picture", "weights"], ["patches"], strides=[8, 8]),
            helper.make_node("Relu", ["patches"], ["lit"]),
            helper.make_node("GlobalAveragePool", ["lit"], ["room"]),
        ],
        "rooms",
        [helper.make_tensor_value_info("picture", TensorProto.FLOAT, [1, 3, 64, 64])],
        [helper.make_tensor_value_info("room", TensorProto.FLOAT, [1, 16, 1, 1])],
        [numpy_helper.from_array(weights, "weights")],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    path = tmp_path_factory.mktemp("model") / "rooms.onnx"
    onnx.save(made, path)
    admitted_with(path.parent, path, **ROOMS)
    return path


def opened(model: Path) -> RoomModel:
    return RoomModel(model, str(model.parent / "admins"))


@pytest.fixture
def picture(files: list[bytes]) -> Picture:
    return open_picture(files[0])


def nobody(picture: Picture) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    return np.zeros(picture.rgb.shape[:2], np.bool_)


def test_rooms_are_described_and_compared(model: Path, picture: Picture, files: list[bytes]) -> None:
    rooms = opened(model)
    assert (rooms.card.licence, rooms.card.training) == ("CC0-1.0", "None: random numbers.")
    one = rooms.describe(picture, nobody(picture))
    other_picture = open_picture(files[2])
    other = rooms.describe(other_picture, nobody(other_picture))
    assert one.vector.shape == (16,)
    assert np.linalg.norm(one.vector) == pytest.approx(1, abs=1e-5)
    assert one.likeness(one) == pytest.approx(1, abs=1e-5)
    assert one.likeness(other) < 0.9999


def test_not_a_pixel_of_a_person_reaches_the_model(model: Path, picture: Picture) -> None:
    rooms = opened(model)
    mask = people_mask(picture.rgb, lambda rgb: [(0.45, 0.2, 0.5, 0.28)])
    assert 0.05 < mask.mean() < 0.5
    someone = picture.rgb.copy()
    someone[mask] = np.random.default_rng(1).integers(0, 256, (int(mask.sum()), 3))
    there = Picture(someone, picture.width, picture.height)
    assert (rooms.describe(picture, mask).vector == rooms.describe(there, mask).vector).all()
    assert (rooms.describe(there, nobody(there)).vector != rooms.describe(there, mask).vector).any()


def test_a_body_lies_below_its_face_and_within_the_picture() -> None:
    rgb = np.zeros((100, 200, 3), np.uint8)
    mask = people_mask(rgb, lambda shown: [(0.4, 0.1, 0.5, 0.2), (0.95, 0.9, 1.0, 1.0)])
    assert mask[15, 90]
    assert mask[80, 90]
    assert not mask[15, 10]
    assert mask[99, 199]
    assert not people_mask(rgb, lambda shown: []).any()
    with pytest.raises(UsageError):
        people_mask(rgb, lambda shown: [(0.5, 0.1, 0.5, 0.2)])


def test_a_mask_has_to_fit(picture: Picture) -> None:
    with pytest.raises(UsageError):
        without_people(picture.rgb, np.zeros((3, 3), np.bool_))
    with pytest.raises(Refused):
        without_people(picture.rgb, np.ones(picture.rgb.shape[:2], np.bool_))


def test_models_are_told_apart(model: Path, picture: Picture, tmp_path: Path) -> None:
    changed = onnx.load(model)
    changed.doc_string = "another"
    for name in ("other", "pale"):
        onnx.save(changed, tmp_path / f"{name}.onnx")
    admitted_with(tmp_path, tmp_path / "other.onnx", **ROOMS)
    admitted_with(tmp_path, tmp_path / "pale.onnx", **{**ROOMS, "mean": [123.7, 116.3, 103.5]})
    rooms = [opened(path) for path in (model, tmp_path / "other.onnx", tmp_path / "pale.onnx")]
    one, other, pale = (made.describe(picture, nobody(picture)) for made in rooms)
    assert len({each.model for each in (one, other, pale)}) == 3  # what is done before is of the make
    with pytest.raises(UsageError, match="two models"):
        one.likeness(other)
    assert (pale.vector != other.vector).any()


def test_nobody_opens_a_model_that_no_administrator_signed_for(model: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare.onnx"
    bare.write_bytes(model.read_bytes())
    with pytest.raises(Refused, match="no administrator may admit"):
        RoomModel(bare, "")
    with pytest.raises(Refused, match="No administrator has admitted"):
        RoomModel(bare, str(model.parent / "admins"))
    admitted_with(tmp_path, bare, **ROOMS)
    bare.write_bytes(bare.read_bytes() + b" ")
    with pytest.raises(VerificationFailed, match="not the file that was admitted"):
        opened(bare)


def test_a_model_of_something_else_is_none_of_rooms(tmp_path: Path) -> None:
    (tmp_path / "none.onnx").write_bytes(b"no model")
    admitted_with(tmp_path, tmp_path / "none.onnx", **ROOMS)
    with pytest.raises(UnreadableInput):
        opened(tmp_path / "none.onnx")
    admitted_with(tmp_path, tmp_path / "none.onnx")
    with pytest.raises(UsageError, match="admitted as embedding of face"):
        opened(tmp_path / "none.onnx")
