"""Models that an operator brings (ONNX): admitted by an administrator's signature, or refused.

Beside MODEL.onnx lies MODEL.note, a signed note (C2SP, as the ledger's): what the model is, its licence, what it learnt
from, the SHA-256 of its file. Its signer must be among the keys that the setting MANUMIT_MODEL_KEYS names. Only then is
the file opened, and from the very bytes that were hashed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final

from manumit.base.kernel import Refused, UnreadableInput, UsageError, VerificationFailed
from manumit.base.ledger import KeyPair, Note, parse_note, read_keys

HEAD: Final = "manumit biometric model v1"
"""First line of the signed text: no signature over something else can be taken for one over this. Rooms came later."""
PLACES: Final = {"embedding": ("face", "room"), "attack": ("face", "fingerprint", "iris")}
"""What a model may do, and with pictures of what."""
COLOURS: Final = ("RGB", "BGR")
LARGEST: Final = 2 << 30
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")
_OUTSIDE: Final = b"\x0a\x08location"
"""How ONNX names another file for its weights (StringStringEntryProto): the hash would not cover it."""
Each = float | tuple[float, float, float]
"""One number, or one a colour."""


@dataclass(frozen=True, slots=True)
class OperatorModel:
    """What the note says. `mean` and `spread` are of pixel values 0..255, in the order of `colour`, RGB or BGR."""

    model: str
    version: str
    kind: str
    modality: str
    """Of what it sees pictures: face, fingerprint, iris, room."""
    licence: str
    training: str
    sha256: str
    colour: str = "RGB"
    mean: Each = 127.5
    spread: Each = 127.5
    threshold: float = 0.5
    """Of an attack detector: its first output (or the one called `at`) from which an attack is suspected."""
    at: int = 0
    margin: float = 0.5
    """Of an attack detector of faces: how much around the face it sees, over the face's size."""
    tested: str = ""
    """Of an attack detector: on which attacks, and with which error rates (APCER, BPCER; ISO/IEC 30107-3)."""

    def check(self) -> None:
        """UsageError for what cannot be."""
        places = PLACES.get(self.kind, ())
        wrong = [
            not _NAME.fullmatch(self.model) and "model is a short name in small letters",
            not places and f"kind is one of {', '.join(PLACES)}",
            places
            and self.modality not in places
            and f"modality of {self.kind} is one of {', '.join(places)}",
            self.kind == "attack"
            and not self.tested.strip()
            and "tested is needed: which attacks, which errors",
            self.colour not in COLOURS and f"colour is one of {', '.join(COLOURS)}",
            not all(one > 0 for one in _three(self.spread)) and "spread is more than 0",
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


def _three(value: Each) -> tuple[float, ...]:
    return value if isinstance(value, tuple) else (value,)


def _each(value: Any) -> Each:
    """ValueError or TypeError unless it is a number, or three."""
    if not isinstance(value, list):
        return float(value)
    red, green, blue = map(float, value)
    return red, green, blue


def read_model_card(text: str) -> OperatorModel:
    """A model's card from JSON; UsageError when it is none."""
    made: dict[str, Callable[[Any], Any]] = {"float": float, "int": int, "Each": _each}
    try:
        told = json.loads(text)
        kinds = {one.name: made.get(str(one.type), str) for one in fields(OperatorModel)}
        values: dict[str, Any] = {name: kinds[name](value) for name, value in told.items()}
        card = OperatorModel(**values)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UsageError(f"This is no card of a model: {error}.", "It is a JSON object.") from error
    card.check()
    return card


def sign_model(model: Path, card: dict[str, Any], key: KeyPair) -> Note:
    """The note that admits a model: the card with the file's SHA-256, under an administrator's signature."""
    told = read_model_card(json.dumps({**card, "sha256": hashlib.sha256(_bytes(model)).hexdigest()}))
    text = f"{HEAD}\n{json.dumps(asdict(told), indent=1, ensure_ascii=False)}\n"
    return Note(text, (key.sign(text),))


def admit_model(model: Path, keys: str) -> tuple[OperatorModel, bytes]:
    """The card and the file's bytes. Refused without a note by a known administrator; VerificationFailed when the note
    or the file was changed."""
    if not keys:
        raise Refused(
            f"{model.name} is not one of the models that come with the program, and no administrator may admit it.",
            "Set MANUMIT_MODEL_KEYS to a file with the administrators' verifier keys.",
            about="unadmitted-model",
            numbers={"name": model.name},
        )
    beside = model.with_suffix(".note")
    if not beside.is_file():
        raise Refused(
            f"No administrator has admitted {model.name}: there is no {beside.name} beside it.",
            "An administrator looks at licence and origin, then: manumit models admit",
            about="unadmitted-model",
            numbers={"name": model.name},
        )
    note = parse_note(beside.read_bytes())
    if not note.signed_by(read_keys(Path(keys).read_text("utf-8"))):
        raise Refused(
            f"{beside.name} is signed by nobody who may admit models.",
            f"Who may stands in {keys}.",
            about="unadmitted-model",
            numbers={"name": model.name},
        )
    head, _, text = note.text.partition("\n")
    if head != HEAD:
        raise VerificationFailed(
            f"{beside.name} is a note about something else.",
            about="changed-model",
            numbers={"name": model.name},
        )
    card, data = read_model_card(text), _bytes(model)
    if (found := hashlib.sha256(data).hexdigest()) != card.sha256:
        raise VerificationFailed(
            f"{model.name} is not the file that was admitted: its SHA-256 is {found}.",
            "Put the right file there, or have this one admitted.",
            about="changed-model",
            numbers={"name": model.name},
        )
    return card, data


def _bytes(model: Path) -> bytes:
    if not model.is_file() or model.stat().st_size > LARGEST:
        raise UsageError(
            f"{model} is no file of at most {LARGEST >> 30} GiB.",
            "A model is one ONNX file.",
            about="no-model-file",
            numbers={"name": model.name},
        )
    data = model.read_bytes()
    if _OUTSIDE in data:
        raise UnreadableInput(
            f"{model.name} keeps its weights in another file.",
            "Save it as one file: the hash must cover all of it.",
            about="odd-model",
            numbers={"name": model.name},
        )
    return data
