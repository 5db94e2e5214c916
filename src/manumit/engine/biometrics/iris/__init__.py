"""Irises: a grey picture of one eye becomes a code of 12,288 bits with a mask, and two codes a likeness.

`read_eye` finds pupil and limbus, unrolls the ring, says what lids, lashes and reflections cover and refuses what
cannot be relied on (PoorEye, with reason and how to take it again). `compare_eyes` compares two, `likenesses` one with
many; `eye_to_bytes` and `eye_from_bytes` keep them; `read_template` and `scorer` serve the gallery. The method and its
errors: docs/explanation/iris.md.
"""

from manumit.engine.biometrics.iris.compare import compare_eyes, likenesses
from manumit.engine.biometrics.iris.eye import (
    MODEL,
    VERSION,
    Eye,
    eye_from_bytes,
    eye_to_bytes,
    preprocessing_hash,
)
from manumit.engine.biometrics.iris.quality import RECAPTURE, PoorEye
from manumit.engine.biometrics.iris.read import read_eye
from manumit.engine.biometrics.iris.template import MAKE, read_template, scorer

__all__ = [
    "MAKE",
    "MODEL",
    "RECAPTURE",
    "VERSION",
    "Eye",
    "PoorEye",
    "compare_eyes",
    "eye_from_bytes",
    "eye_to_bytes",
    "likenesses",
    "preprocessing_hash",
    "read_eye",
    "read_template",
    "scorer",
]
