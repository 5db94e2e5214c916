"""A slot for a model of the operator's that describes rooms (ONNX): none comes with Manumit. It gets pictures without
people, and its file's SHA-256 stands on every description, since those of two models cannot be compared."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from manumit.base.kernel import MissingPart, UnreadableInput, UsageError, VerificationFailed
from manumit.engine.pictures.decode import Picture
from manumit.engine.pictures.masking import Mask, without_people

Vector = NDArray[np.float32]

IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_SPREAD = (0.229, 0.224, 0.225)
"""What most public backbones were trained with; a model with others says so."""


@dataclass(frozen=True)
class RoomVector:
    """A description of unit length, and the SHA-256 of the model that made it."""

    vector: Vector
    model: str

    def likeness(self, other: RoomVector) -> float:
        """Cosine, -1 to 1. Of two models it means nothing and is refused."""
        if self.model != other.model:
            raise UsageError(
                "Descriptions of two models cannot be compared.", "Describe both with one model."
            )
        return float(self.vector @ other.vector)


class RoomModel:
    """A model with one input [1, 3, height, width] and one output that is flattened."""

    def __init__(
        self,
        path: Path,
        expected: str | None = None,
        mean: tuple[float, float, float] = IMAGENET_MEAN,
        spread: tuple[float, float, float] = IMAGENET_SPREAD,
        side: int = 224,
    ) -> None:
        """`expected`: SHA-256 that the file must have. `side`: of the input when the model leaves it open."""
        data = path.read_bytes()
        self.sha256 = sha256(data).hexdigest()
        if expected is not None and expected.lower() != self.sha256:
            raise VerificationFailed(
                f"{path.name} is not the model that was agreed on.", f"It is {self.sha256}."
            )
        self._session = _session(data, path.name)
        inputs = self._session.get_inputs()
        if len(inputs) != 1 or len(inputs[0].shape) != 4:
            raise UnreadableInput(
                f"{path.name} does not take one picture.", "Its input has to be [1, 3, height, width]."
            )
        self._input = inputs[0].name
        self._size = [one if isinstance(one, int) else side for one in inputs[0].shape[2:]]
        self._mean, self._spread = np.array(mean, np.float32), np.array(spread, np.float32)

    def describe(self, picture: Picture, people: Mask) -> RoomVector:
        """Describe the room. `people` is not optional: a mask that is all false says that somebody looked."""
        from PIL import Image

        shown = Image.fromarray(without_people(picture.rgb, people))
        small = shown.resize((self._size[1], self._size[0]), Image.Resampling.BILINEAR)
        values = (np.asarray(small, np.float32) / 255 - self._mean) / self._spread
        (first, *_) = self._session.run(None, {self._input: values.transpose(2, 0, 1)[None]})
        vector = np.asarray(first, np.float32).ravel()
        length = float(np.linalg.norm(vector))
        if not np.isfinite(length) or length == 0:
            raise UnreadableInput(
                "The model gave no description of this picture.", "Try it on another picture."
            )
        return RoomVector(cast(Vector, vector / length), self.sha256)


def _session(data: bytes, name: str) -> Any:
    try:
        import onnxruntime
    except ImportError as error:
        raise MissingPart(
            "Models of rooms need a part that is not installed.", "Run: pip install onnxruntime"
        ) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    try:
        return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its errors have no common root
        raise UnreadableInput(f"{name} is no ONNX model that can be run.", "Export it anew.") from error
