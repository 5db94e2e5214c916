"""A classifier as an operator would hand it in, built here: it sums a weight a word and column."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from onnx import TensorProto, helper, numpy_helper, save
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace

LABELS = ("standard", "urgent", "imminent")


def classifier(
    folder: Path,
    words: Mapping[str, Sequence[float]],
    always: Sequence[float] = (2.0, 0.0, 0.0),
    card: Mapping[str, Any] | None = None,
    inputs: Sequence[str] = ("input_ids", "attention_mask"),
) -> Path:
    """FILE.onnx with its tokenizer and card in `folder`: `words` and every text's own part are logits a label."""
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = {"[UNK]": 0, **{word: at for at, word in enumerate(words, 1)}}
    rows = np.array([[0.0] * len(always), *words.values()], np.float32).reshape(len(vocabulary), -1)
    nodes = [
        helper.make_node("Gather", ["weights", "input_ids"], ["each"]),
        helper.make_node("ReduceSum", ["each", "over"], ["sum"], keepdims=0),
        helper.make_node("Add", ["sum", "always"], ["logits"]),
    ]
    first = [
        numpy_helper.from_array(rows, "weights"),
        numpy_helper.from_array(np.array([1], np.int64), "over"),
        numpy_helper.from_array(np.array([always], np.float32), "always"),
    ]
    taken = [helper.make_tensor_value_info(name, TensorProto.INT64, [1, "n"]) for name in inputs]
    given = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, len(always)])]
    graph = helper.make_graph(nodes, "tiny", taken, given, first)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    save(made, folder / "model.onnx")
    cutter = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
    cutter.normalizer, cutter.pre_tokenizer = Lowercase(), Whitespace()
    cutter.save(str(folder / "tokenizer.json"))
    told = {"labels": list(LABELS), "longest": 32} | dict(card or {})
    (folder / "classifier.json").write_text(json.dumps(told), "utf-8")
    return folder / "model.onnx"
