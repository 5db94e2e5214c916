"""Faces that are watched for: a watchlist holds a revocable code and the id of its key, and no face.

Each code has a key of its own, sealed in the gallery in two shares: one under the data key of the person, one under a
data key of the watch. Who leaves the gallery leaves the watchlist too, a watch can be ended by itself, and a code whose
key is gone tells nothing. Beside the key lies the length of the template, so that a code scores as the template would
(levels of a code are rounded: off by less than 0.05), and the calibration holds.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from manumit.base.kernel import Erased, UsageError
from manumit.base.vault import Item, new_id
from manumit.engine.biometrics.answers import Use
from manumit.engine.biometrics.calibration import Card
from manumit.engine.biometrics.codes import WIDTH, Codes, codes_alike, codes_of
from manumit.engine.biometrics.face import face_vectors
from manumit.engine.biometrics.measures import Floats
from manumit.engine.biometrics.modalities import card_for, modality
from manumit.engine.biometrics.model import Template
from manumit.engine.biometrics.slots import Settings

if TYPE_CHECKING:
    from manumit.engine.biometrics.gallery import Gallery

FALSE_OF = 10_000
"""Faces of strangers of which one at most, even at the high end of the interval, is told of."""
SORT = "face code key"
_KEY_BYTES = 32
Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True)
class WatchedFace:
    """A code's key, opened, with what belongs to it: `length` of its template, `make`, the last day it is good for."""

    key: str
    secret: bytes = field(repr=False)
    length: float
    make: tuple[str, str, str, str]
    until: date

    @property
    def card(self) -> Card:
        """The calibration of these templates."""
        return card_for("face", None, self.make)

    def score(self, code: Codes, faces: Vectors) -> Floats:
        """Scores of faces (face_vectors), nearly those of the template behind the code (1 x 64 bytes)."""
        if not len(faces):
            return np.zeros(0)
        alike = codes_alike(code, codes_of(faces, self.secret))[0]
        return np.asarray(alike * self.length * np.linalg.norm(faces, axis=1))

    def limit(self, faces: int) -> tuple[float, float, float, float]:
        """(score from which a face is told of, its log-likelihood ratio, false ones to expect of so many faces: most
        likely and at the high end)."""
        score = self.card.threshold(FALSE_OF)
        llr = float(self.card.llr(np.array([score]))[0])
        likely, _, high = self.card.expected_false(score, faces, faces)
        return score, llr, likely, high


def watch_face(gallery: Gallery, subject: str, use: Use, until: date, today: date) -> tuple[str, str]:
    """(id of the key, code in hexadecimal) of somebody in a gallery. Purpose and basis are asked first, and written
    down; UsageError without them, without an end, or when the face is not one of the model that comes with us."""
    use.check(gallery.kind)
    if until <= today:
        raise UsageError("The day on which the watch ends is over.", "Give a day to come.")
    best = _best(gallery.hand_out(subject, modality("face", Settings()), use, "a code", "a watchlist"))
    vector = face_vectors([best])
    key, shares = new_id("facekey"), [secrets.token_bytes(_KEY_BYTES) for _ in range(2)]
    secret = _joined(*shares)
    told = {
        "share": shares[0].hex(),
        "length": float(np.linalg.norm(vector)),
        "make": best.make,
        "until": until.isoformat(),
    }
    gallery.vault.seal_many(
        [
            Item(subject, f"{SORT} {key}", 1, json.dumps(told).encode(), SORT),
            Item(key, f"{SORT} share {key}", 1, shares[1], SORT),
        ]
    )
    return key, codes_of(vector, secret)[0].tobytes().hex()


def _best(templates: list[Template]) -> Template:
    usable = [one for one in templates if len(one.data) == 4 * WIDTH]
    if not usable:
        raise UsageError(
            "Codes are made of the faces of the model that comes with the program alone.",
            "Enrol a picture of this person without MANUMIT_FACE_MODEL.",
        )
    return max(usable, key=lambda one: one.quality)


def watched_face(gallery: Gallery, key: str, today: date) -> WatchedFace | None:
    """The key of a code, or None: it never was, its person was erased, it was ended or its time is over."""
    try:
        told = json.loads(gallery.vault.read(f"{SORT} {key}").data)
        share = gallery.vault.read(f"{SORT} share {key}").data
    except (UsageError, Erased):
        return None
    until, make = date.fromisoformat(told["until"]), tuple(told["make"])
    secret = _joined(bytes.fromhex(told["share"]), share)
    return WatchedFace(key, secret, told["length"], make, until) if today <= until else None


def watched_person(gallery: Gallery, key: str) -> str | None:
    """Whose face a key is of, to whoever may open the gallery; None where it is gone."""
    try:
        return gallery.vault.read(f"{SORT} {key}").person
    except (UsageError, Erased):
        return None


def end_watch(gallery: Gallery, key: str) -> bool:
    """Destroy one share of a key: its code tells nothing any more, in backups neither. Whether there was one."""
    if watched_face(gallery, key, date.min) is None:
        return False
    gallery.vault.erase(key, "the watch for this face is ended")
    return True


def _joined(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
