"""Models that an operator brings (ONNX): admitted by an administrator's signature, or refused.

Beside MODEL.onnx lies MODEL.note, a signed note (C2SP, as the ledger's): what the model is, its licence, what it learnt
from, the SHA-256 of its file. Its signer must be among the keys that the setting MANUMIT_MODEL_KEYS names. Only then is
the file opened, and from the very bytes that were hashed.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final

from manumit.base.kernel import MissingPart, Refused, UnreadableInput, UsageError, VerificationFailed
from manumit.base.ledger import KeyPair, Note, parse_note, read_keys
from manumit.engine.biometrics.model import MODALITIES

HEAD: Final = "manumit biometric model v1"
"""First line of the signed text: no signature over something else can be taken for one over this."""
KINDS: Final = ("embedding", "attack")
COLOURS: Final = ("RGB", "BGR")
LARGEST: Final = 2 << 30
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")
_OUTSIDE: Final = b"\x0a\x08location"
"""How ONNX names another file for its weights (StringStringEntryProto): the hash would not cover it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Read from MANUMIT_<FIELD>, for `enrol`, `identify`, `verify` and `compare`."""

    model_keys: str = ""
    """File with the verifier keys of administrators who may admit biometric models; empty: only the models that come
    with the program."""
    face_model: str = ""
    """An operator's ONNX model of faces (FILE.onnx, with FILE.note beside it) instead of dlib's."""
    face_attack: str = ""
    """An operator's ONNX model that detects presentation attacks on pictures of faces."""
    fingerprint_attack: str = ""
    """The same on pictures of fingerprints."""
    iris_attack: str = ""
    """The same on pictures of irises."""
    iris_program: str = ""
    """A program of the operator's that reads irises instead of our own (a command line; docs/how-to)."""
    iris_seconds: float = 60.0
    """Longest that the iris program may take for a picture."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What the note says. `mean` and `spread` are of pixel values 0..255; `colour` is RGB or BGR."""

    model: str
    version: str
    kind: str
    modality: str
    licence: str
    training: str
    sha256: str
    colour: str = "RGB"
    mean: float = 127.5
    spread: float = 127.5
    threshold: float = 0.5
    """Of an attack detector: its first output (or the one called `at`) from which an attack is suspected."""
    at: int = 0
    margin: float = 0.5
    """Of an attack detector of faces: how much around the face it sees, over the face's size."""
    tested: str = ""
    """Of an attack detector: on which attacks, and with which error rates (APCER, BPCER; ISO/IEC 30107-3)."""

    def check(self) -> None:
        """UsageError for what cannot be."""
        wrong = [
            not _NAME.fullmatch(self.model) and "model is a short name in small letters",
            self.kind not in KINDS and f"kind is one of {', '.join(KINDS)}",
            self.modality not in MODALITIES and f"modality is one of {', '.join(MODALITIES)}",
            self.kind == "embedding" and self.modality != "face" and "only models of faces have a place",
            self.kind == "attack"
            and not self.tested.strip()
            and "tested is needed: which attacks, which errors",
            self.colour not in COLOURS and f"colour is one of {', '.join(COLOURS)}",
            not self.spread > 0 and "spread is more than 0",
            *(
                not getattr(self, one).strip() and f"{one} is needed"
                for one in ("version", "licence", "training")
            ),
        ]
        if any(wrong):
            raise UsageError(
                f"The card of this model is not complete: {'; '.join(one for one in wrong if isinstance(one, str))}.",
                "See docs/how-to/bring-a-biometric-model.md.",
            )


def read_slot(text: str) -> Slot:
    """A slot from JSON; UsageError when it is none."""
    try:
        told = json.loads(text)
        kinds = {one.name: {"float": float, "int": int}.get(str(one.type), str) for one in fields(Slot)}
        values: dict[str, Any] = {name: kinds[name](value) for name, value in told.items()}
        slot = Slot(**values)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UsageError(f"This is no card of a model: {error}.", "It is a JSON object.") from error
    slot.check()
    return slot


def signed(model: Path, card: dict[str, Any], key: KeyPair) -> Note:
    """The note that admits a model: the card with the file's SHA-256, under an administrator's signature."""
    slot = read_slot(json.dumps({**card, "sha256": hashlib.sha256(_bytes(model)).hexdigest()}))
    text = f"{HEAD}\n{json.dumps(asdict(slot), indent=1, ensure_ascii=False)}\n"
    return Note(text, (key.sign(text),))


def admit(model: Path, keys: str) -> tuple[Slot, bytes]:
    """The slot and the file's bytes. Refused without a note by a known administrator; VerificationFailed when the note
    or the file was changed."""
    if not keys:
        raise Refused(
            f"{model.name} is not one of the models that come with the program, and no administrator may admit it.",
            "Set MANUMIT_MODEL_KEYS to a file with the administrators' verifier keys.",
        )
    beside = model.with_suffix(".note")
    if not beside.is_file():
        raise Refused(
            f"No administrator has admitted {model.name}: there is no {beside.name} beside it.",
            "An administrator looks at licence and origin, then: manumit models admit",
        )
    note = parse_note(beside.read_bytes())
    if not note.signed_by(read_keys(Path(keys).read_text("utf-8"))):
        raise Refused(
            f"{beside.name} is signed by nobody who may admit models.", f"Who may stands in {keys}."
        )
    head, _, text = note.text.partition("\n")
    if head != HEAD:
        raise VerificationFailed(f"{beside.name} is a note about something else.")
    slot, data = read_slot(text), _bytes(model)
    if (found := hashlib.sha256(data).hexdigest()) != slot.sha256:
        raise VerificationFailed(
            f"{model.name} is not the file that was admitted: its SHA-256 is {found}.",
            "Put the right file there, or have this one admitted.",
        )
    return slot, data


def _bytes(model: Path) -> bytes:
    if not model.is_file() or model.stat().st_size > LARGEST:
        raise UsageError(f"{model} is no file of at most {LARGEST >> 30} GiB.", "A model is one ONNX file.")
    data = model.read_bytes()
    if _OUTSIDE in data:
        raise UnreadableInput(
            f"{model.name} keeps its weights in another file.",
            "Save it as one file: the hash must cover all of it.",
        )
    return data


def session(data: bytes, name: str) -> Any:
    """The model, ready to run on one core. MissingPart, UnreadableInput."""
    try:
        import onnxruntime
    except ImportError as error:
        raise MissingPart(
            "Models of the operator's need a part that is not installed.",
            "Run: pip install onnxruntime",
        ) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        opened = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its errors have no common root
        raise UnreadableInput(f"{name} is no ONNX model that can be run.", "Export it anew.") from error
    inputs = opened.get_inputs()
    if len(inputs) != 1 or len(inputs[0].shape) != 4 or "float" not in inputs[0].type:
        raise UnreadableInput(
            f"{name} does not take one picture.", "Its input is float [1, 3, height, width]."
        )
    return opened


def run(opened: Any, name: str, planes: Any) -> Any:
    """The first output for one picture (1 x 3 x height x width), flattened. UnreadableInput when there is none."""
    import numpy as np

    try:
        first = opened.run(None, {opened.get_inputs()[0].name: planes})[0]
    except Exception as error:
        raise UnreadableInput(f"{name} does not run on a picture: {error}.", "Export it anew.") from error
    values = np.asarray(first, np.float32).ravel()
    if not len(values) or not np.isfinite(values).all():
        raise UnreadableInput(f"{name} gives no finite numbers for this picture.", "Try another picture.")
    return values
