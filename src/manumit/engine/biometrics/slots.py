"""Which models of the operator's are used (`manumit.base.govern` admits them), and how one is run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from manumit.base.kernel import MissingPart, UnreadableInput


@dataclass(frozen=True, slots=True)
class Settings:
    """Read from MANUMIT_<FIELD>, for `enrol`, `identify`, `verify`, `compare` and `rooms`."""

    model_keys: str = ""
    """File with the verifier keys of administrators who may admit models; empty: only the models that come with the
    program."""
    face_model: str = ""
    """An operator's ONNX model of faces (FILE.onnx, with FILE.note beside it) instead of dlib's."""
    gallery_exact: int = 1_000_000
    """Templates of faces up to which a search compares each to the end; in larger galleries those that cannot reach the
    threshold are left out before, and every answer says so."""
    face_attack: str = ""
    """An operator's ONNX model that detects presentation attacks on pictures of faces."""
    fingerprint_attack: str = ""
    """The same on pictures of fingerprints."""
    iris_attack: str = ""
    """The same on pictures of irises."""
    room_model: str = ""
    """An operator's ONNX model of rooms, for `rooms` (`--model` goes before it) and for the Desk."""
    iris_program: str = ""
    """A program of the operator's that reads irises instead of our own (a command line; docs/how-to)."""
    iris_seconds: float = 60.0
    """Longest that the iris program may take for a picture."""


def session(data: bytes, name: str) -> Any:
    """The model, ready to run on one core. MissingPart, UnreadableInput."""
    try:
        import onnxruntime
    except ImportError as error:
        raise MissingPart(
            "Models of the operator's need a part that is not installed.",
            "Run: pip install onnxruntime",
            about="no-model-part",
        ) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        opened = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its errors have no common root
        raise UnreadableInput(
            f"{name} is no ONNX model that can be run.",
            "Export it anew.",
            about="odd-model",
            numbers={"name": name},
        ) from error
    inputs = opened.get_inputs()
    if len(inputs) != 1 or len(inputs[0].shape) != 4 or "float" not in inputs[0].type:
        raise UnreadableInput(
            f"{name} does not take one picture.",
            "Its input is float [1, 3, height, width].",
            about="odd-model",
            numbers={"name": name},
        )
    return opened


def run(opened: Any, name: str, planes: Any) -> Any:
    """The first output for one picture (1 x 3 x height x width), flattened. UnreadableInput when there is none."""
    import numpy as np

    try:
        first = opened.run(None, {opened.get_inputs()[0].name: planes})[0]
    except Exception as error:
        raise UnreadableInput(
            f"{name} does not run on a picture: {error}.", "Export it anew.", about="failing-model"
        ) from error
    values = np.asarray(first, np.float32).ravel()
    if not len(values) or not np.isfinite(values).all():
        raise UnreadableInput(
            f"{name} gives no finite numbers for this picture.", "Try another picture.", about="silent-model"
        )
    return values
