"""A CTranslate2 model in an Argos folder, built here: real files and a real engine, of a few hundred numbers. It is not
trained, so what it says means nothing; that the folder is read, cut, run and joined is what can be seen on it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import sentencepiece
from ctranslate2.specs import TransformerSpec

WORDS = (
    "good morning how are you today the office opens at nine and the bus stops there we write to you next week "
    "buenos dias como esta hoy la oficina abre a las nueve y el autobus para alli le escribimos la semana que viene"
)


def argos(folder: Path, source: str = "en", target: str = "es", ends: float = 4.0) -> Path:
    """`folder` with one package in it; `ends`: how much the model wants to come to an end."""
    package = folder / f"translate-{source}_{target}"
    package.mkdir(parents=True)
    corpus = package / "corpus.txt"
    corpus.write_text("\n".join([WORDS] * 4 + WORDS.split()), "utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(corpus),
        model_prefix=str(package / "sentencepiece"),
        vocab_size=64,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    cutter = sentencepiece.SentencePieceProcessor(model_file=str(package / "sentencepiece.model"))
    pieces = [cutter.id_to_piece(at) for at in range(cutter.get_piece_size())]
    tokens = [
        "<blank>",
        "<unk>",
        "<s>",
        "</s>",
        *(one for one in pieces if one not in ("<unk>", "<s>", "</s>")),
    ]
    _model(tokens, ends).save(str(_made(package / "model")))
    card = {"from_code": source, "to_code": target, "package_version": "1.0"}
    (package / "metadata.json").write_text(json.dumps(card), "utf-8")
    return folder


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _model(tokens: list[str], ends: float) -> TransformerSpec:
    """One layer, eight wide, its weights drawn."""
    spec = TransformerSpec.from_config(num_layers=1, num_heads=2)
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.config.unk_token, spec.config.bos_token, spec.config.eos_token = "<unk>", "<s>", "</s>"
    wide, drawn = 8, np.random.default_rng(7)

    def draw(*shape: int) -> np.ndarray:
        return drawn.normal(0, 0.6, shape).astype(np.float32)

    def norm(layer: object) -> None:
        layer.gamma, layer.beta = np.ones(wide, np.float32), np.zeros(wide, np.float32)  # type: ignore[attr-defined]

    def linear(layer: object, out: int, into: int) -> None:
        layer.weight, layer.bias = draw(out, into), np.zeros(out, np.float32)  # type: ignore[attr-defined]

    for side in (spec.encoder, spec.decoder):
        embeddings = side.embeddings[0] if isinstance(side.embeddings, list) else side.embeddings
        embeddings.weight = draw(len(tokens), wide)
        norm(side.layer_norm)
        layer = side.layer[0]
        norm(layer.self_attention.layer_norm)
        linear(layer.self_attention.linear[0], 3 * wide, wide)
        linear(layer.self_attention.linear[1], wide, wide)
        norm(layer.ffn.layer_norm)
        linear(layer.ffn.linear_0, 2 * wide, wide)
        linear(layer.ffn.linear_1, wide, 2 * wide)
    cross = spec.decoder.layer[0].attention
    norm(cross.layer_norm)
    linear(cross.linear[0], wide, wide)
    linear(cross.linear[1], 2 * wide, wide)
    linear(cross.linear[2], wide, wide)
    linear(spec.decoder.projection, len(tokens), wide)
    spec.decoder.projection.bias[tokens.index("</s>")] = ends
    spec.validate()
    spec.optimize()
    return spec
