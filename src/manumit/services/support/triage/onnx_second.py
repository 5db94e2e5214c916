"""An operator's classifier as a file: FILE.onnx, and beside it tokenizer.json and classifier.json.

In: `input_ids`, `attention_mask` and, where the model has it, `token_type_ids` (all zero), int64 [1, n]: what the
person wrote, oldest turn first and one a line, cut on the left so that the newest words stay. Out: the first output,
float [1, k], one column a label. The card says {"labels": [...], "limits": {"imminent": 0.5, "urgent": 0.5}, "longest":
512, "scores": "logits" | "probabilities"}, where each label is one of ours. A conversation is imminent where the sum of
the columns of that label reaches its limit, urgent where both together reach theirs.

The three files are read once and are what the pin says, or nothing is read: `sha256sum FILE.onnx tokenizer.json
classifier.json | cut -c1-64 | sha256sum`. Needs onnxruntime and tokenizers (the extra `classifier`).
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from manumit.base.kernel import MissingPart, UnreadableInput, UsageError, VerificationFailed
from manumit.services.support.triage.judge import Second
from manumit.services.support.triage.model import LABELS
from manumit.services.support.triage.turns import Turn, readable

ENDING = ".onnx"
TOKENIZER, CARD = "tokenizer.json", "classifier.json"
LONGEST = 512
"""Tokens that are read when the card does not say."""


@dataclass(frozen=True, slots=True)
class Card:
    """classifier.json, checked."""

    labels: tuple[str, ...]
    imminent: float
    urgent: float
    longest: int
    logits: bool


def onnx_second(model: Path, pin: str | None) -> Second:
    """The classifier in these files. UsageError where one is missing or the pin is empty, VerificationFailed where they
    are not those of the pin, UnreadableInput where they are no such classifier, MissingPart without the extra."""
    read = _files(model)
    _held_to(pin, read)
    card = _card(read[CARD])
    session, tokenizer = _opened(read[model.name], read[TOKENIZER], card)
    wanted = {one.name for one in session.get_inputs()}
    if not {"input_ids"} <= wanted <= {"input_ids", "attention_mask", "token_type_ids"}:
        raise UnreadableInput(f"{model} wants {', '.join(sorted(wanted))}.", "See `manumit triage --help`.")

    def label(text: str) -> str:
        told = tokenizer.encode(text)
        ids = np.asarray([told.ids], np.int64)
        given = {
            "input_ids": ids,
            "attention_mask": np.asarray([told.attention_mask], np.int64),
            "token_type_ids": np.zeros_like(ids),
        }
        scores = session.run(None, {name: given[name] for name in wanted})[0]
        return _label(np.asarray(scores, np.float64).reshape(-1), card)

    try:
        label("hello")
    except Exception as error:  # whatever the model holds: it is told before anybody depends on it
        raise UnreadableInput(f"{model} does not classify: {str(error)[:200]}") from error

    def ask(turns: Sequence[Turn]) -> str | None:
        try:
            return label("\n".join(readable(one.text) for one in turns if one.who == "person"))
        except Exception as error:  # our own judgement stands, whatever is broken here
            logging.getLogger("manumit").error("The second classifier failed (%s).", type(error).__name__)
            return None

    return ask


def pin_of(model: Path) -> str:
    """The SHA-256 that pins a classifier's files."""
    return _digest(_files(model))


def _files(model: Path) -> dict[str, bytes]:
    read = {}
    for path in (model, model.with_name(TOKENIZER), model.with_name(CARD)):
        try:
            read[path.name] = path.read_bytes()
        except OSError as error:
            raise UsageError(
                f"{path} cannot be read: {error.strerror}.",
                f"A classifier is FILE.onnx with {TOKENIZER} and {CARD} beside it.",
            ) from error
    return read


def _digest(read: dict[str, bytes]) -> str:
    return sha256("".join(f"{sha256(one).hexdigest()}\n" for one in read.values()).encode()).hexdigest()


def _held_to(pin: str | None, read: dict[str, bytes]) -> None:
    if pin is None:
        return
    if not pin:
        raise UsageError(
            "A classifier file needs its SHA-256 in MANUMIT_HELPLINE_TRIAGE_SHA256.",
            f"These files have {_digest(read)}; measure them first: python -m benchmarks.measure_triage --second"
            " FILE --gate.",
        )
    if _digest(read) != pin.strip().lower():
        raise VerificationFailed(
            f"The classifier is not the one that was pinned: its files have {_digest(read)}.",
            "Measure it, then set MANUMIT_HELPLINE_TRIAGE_SHA256.",
        )


def _card(source: bytes) -> Card:
    try:
        told: Any = json.loads(source)
        labels = tuple(told["labels"])
        limits = told.get("limits", {})
        card = Card(
            labels,
            float(limits.get("imminent", 0.5)),
            float(limits.get("urgent", 0.5)),
            int(told.get("longest", LONGEST)),
            told.get("scores", "logits") == "logits",
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableInput(f"{CARD} is no card of a classifier: {error!r}.") from error
    if "imminent" not in labels or set(labels) - set(LABELS) or not 0 < card.longest <= 8192:
        raise UnreadableInput(f"{CARD}: the labels are of {', '.join(LABELS)}, 'imminent' among them.")
    return card


def _opened(model: bytes, tokenizer: bytes, card: Card) -> tuple[Any, Any]:
    try:
        import onnxruntime
        from tokenizers import Tokenizer
    except ImportError as error:
        raise MissingPart(
            "A classifier file needs onnxruntime and tokenizers.",
            "Install them with: pip install 'manumit[classifier]'.",
        ) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        cutter = Tokenizer.from_buffer(tokenizer)
        cutter.enable_truncation(card.longest, direction="left")
        cutter.no_padding()
    except Exception as error:  # both raise types of their own
        raise UnreadableInput(f"The classifier's files cannot be read: {str(error)[:200]}") from error
    return session, cutter


def _label(scores: np.ndarray[Any, np.dtype[np.float64]], card: Card) -> str:
    """UnreadableInput where there is not one column a label, or a score is no number."""
    if len(scores) != len(card.labels) or not np.isfinite(scores).all():
        raise UnreadableInput(f"the first output has {len(scores)} columns for {len(card.labels)} labels")
    if card.logits:
        scores = np.exp(scores - scores.max())
        scores = scores / scores.sum()
    share = {name: sum(scores[at] for at, one in enumerate(card.labels) if one == name) for name in LABELS}
    if share["imminent"] >= card.imminent:
        return "imminent"
    return "urgent" if share["imminent"] + share["urgent"] >= card.urgent else "standard"
