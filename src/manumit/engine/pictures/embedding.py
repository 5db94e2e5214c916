"""A slot for a model of the operator's that describes rooms (ONNX): none comes with Manumit. It is opened only under an
administrator's signature over its card (licence, what it learnt from) and its SHA-256. It gets pictures without people,
and its make stands on every description, since those of two models cannot be compared."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from manumit.base.govern import OperatorModel, admit_model
from manumit.base.kernel import MissingPart, UnreadableInput, UsageError
from manumit.engine.pictures.decode import Picture
from manumit.engine.pictures.masking import Mask, without_people

Vector = NDArray[np.float32]

SIDE = 224
"""Of the input, in pixels, where a model leaves it open."""


@dataclass(frozen=True)
class RoomVector:
    """A description of unit length, and the make of the model that gave it."""

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

    def __init__(self, path: Path, keys: str) -> None:
        """`keys`: the file of those who may admit models (MANUMIT_MODEL_KEYS). Refused without a note by one of them,
        VerificationFailed when note or file was changed."""
        self.card, data = admit_model(path, keys)
        if (self.card.kind, self.card.modality) != ("embedding", "room"):
            raise UsageError(
                f"{path.name} was admitted as {self.card.kind} of {self.card.modality}, not of rooms.",
                about="misplaced-model",
                numbers={"name": path.name},
            )
        self.make = _make(self.card)
        self._session = _session(data, path.name)
        inputs = self._session.get_inputs()
        if len(inputs) != 1 or len(inputs[0].shape) != 4:
            raise UnreadableInput(
                f"{path.name} does not take one picture.",
                "Its input has to be [1, 3, height, width].",
                about="odd-model",
                numbers={"name": path.name},
            )
        self._input = inputs[0].name
        self._size = [one if isinstance(one, int) else SIDE for one in inputs[0].shape[2:]]
        self._mean, self._spread = (np.asarray(one, np.float32) for one in (self.card.mean, self.card.spread))

    def describe(self, picture: Picture, people: Mask) -> RoomVector:
        """Describe the room. `people` is not optional: a mask that is all false says that somebody looked."""
        from PIL import Image

        shown = Image.fromarray(without_people(picture.rgb, people))
        small = shown.resize((self._size[1], self._size[0]), Image.Resampling.BILINEAR)
        ordered = np.asarray(small, np.float32)[..., :: 1 if self.card.colour == "RGB" else -1]
        values = (ordered - self._mean) / self._spread
        (first, *_) = self._session.run(None, {self._input: values.transpose(2, 0, 1)[None]})
        vector = np.asarray(first, np.float32).ravel()
        length = float(np.linalg.norm(vector))
        if not np.isfinite(length) or length == 0:
            raise UnreadableInput(
                "The model gave no description of this picture.",
                "Try it on another picture.",
                about="silent-model",
            )
        return RoomVector(cast(Vector, vector / length), self.make)


def _make(card: OperatorModel) -> str:
    """The file, and what is done to a picture before it: hex."""
    return sha256(f"{card.sha256}; {card.colour} {card.mean} {card.spread}; unit".encode()).hexdigest()


def _session(data: bytes, name: str) -> Any:
    try:
        import onnxruntime
    except ImportError as error:
        raise MissingPart(
            "Models of rooms need a part that is not installed.",
            "Run: pip install onnxruntime",
            about="no-model-part",
        ) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    try:
        return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its errors have no common root
        raise UnreadableInput(
            f"{name} is no ONNX model that can be run.",
            "Export it anew.",
            about="odd-model",
            numbers={"name": name},
        ) from error
