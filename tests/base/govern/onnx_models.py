"""Tiny ONNX models that stand where an operator's would: they are of nobody and good for nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from manumit.base.govern import sign_model
from manumit.base.ledger import KeyPair

CARD = {
    "model": "tiny",
    "version": "1",
    "kind": "embedding",
    "modality": "face",
    "licence": "CC0-1.0",
    "training": "None: random numbers.",
}


def write_model(path: Path, seed: int = 1, side: int = 112, width: int = 32) -> Path:
    """Mean brightness of 16 x 16 parts of the picture, times a random matrix."""
    cells = 3 * (side // 16) ** 2
    matrix = np.random.default_rng(seed).standard_normal((cells, width)).astype(np.float32)
    nodes = [
        helper.make_node("AveragePool", ["picture"], ["small"], kernel_shape=[16, 16], strides=[16, 16]),
        helper.make_node("Flatten", ["small"], ["row"]),
        helper.make_node("MatMul", ["row", "matrix"], ["out"]),
    ]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info("picture", TensorProto.FLOAT, [1, 3, side, side])],
        [helper.make_tensor_value_info("out", TensorProto.FLOAT, [1, width])],
        [numpy_helper.from_array(matrix, "matrix")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    onnx.save(model, path)
    return path


def write_detector(path: Path, side: int = 64) -> Path:
    """One output: the mean brightness of the picture, 0..1 when it comes as such."""
    graph = helper.make_graph(
        [helper.make_node("ReduceMean", ["picture"], ["out"], axes=[1, 2, 3], keepdims=0)],
        "detector",
        [helper.make_tensor_value_info("picture", TensorProto.FLOAT, [1, 3, side, side])],
        [helper.make_tensor_value_info("out", TensorProto.FLOAT, [1])],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    onnx.save(model, path)
    return path


def admitted_with(folder: Path, model: Path, **card: Any) -> str:
    """Sign for it; the file of the administrators' keys."""
    key = folder / "admin.key"
    if not key.exists():
        KeyPair.generate("example.org/models").save(key)
    pair = KeyPair.load(key)
    model.with_suffix(".note").write_text(str(sign_model(model, {**CARD, **card}, pair)), "utf-8")
    (folder / "admins").write_text(f"{pair.verifier}\n")
    return str(folder / "admins")


def card_text(**card: Any) -> str:
    """As a file beside a model."""
    return json.dumps({**CARD, **card})
