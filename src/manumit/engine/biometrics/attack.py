"""Presentation attacks: masks, screens, prints, artificial fingers and eyes held before the camera.

No detector comes with the program: there is none whose weights are free and whose errors are published for the attacks
that matter here. So every answer says that none is installed. An operator's detector (ONNX, admitted as any model) is
asked about each picture, and what it says stands in the answer. It changes no ratio: two people decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from manumit.base.govern import OperatorModel, admit_model
from manumit.base.kernel import ManumitError, UnreadableInput
from manumit.engine.biometrics.images import Pixels, read_picture
from manumit.engine.biometrics.slots import Settings, run, session

NONE_INSTALLED = (
    "NO PRESENTATION ATTACK DETECTION IS INSTALLED: a mask, a screen, a print or an artificial finger or eye before the"
    " camera is not noticed. Somebody has to watch while the picture is taken."
)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a detector says of a picture."""

    detector: str
    score: float
    suspected: bool
    tested: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Of a picture, or of one print of a card (`finger`; 0: not said): what a detector says, or why it said nothing."""

    finger: int = 0
    judged: Judged | None = None
    why: ManumitError | None = None

    @property
    def told(self) -> Judged | str:
        """For programs: the detector's word, or that there is none and why."""
        return self.judged or f"NOT JUDGED: {self.why.sentence if self.why else NONE_INSTALLED}"


@lru_cache(maxsize=8)
def _opened(model: Path, keys: str, modality: str) -> tuple[OperatorModel, Any]:
    slot, data = admit_model(model, keys)
    if (slot.kind, slot.modality) != ("attack", modality):
        raise UnreadableInput(
            f"{model.name} was admitted as {slot.kind} of {slot.modality}, not for attacks on a {modality}.",
            about="misplaced-model",
            numbers={"name": model.name},
        )
    return slot, session(data, model.name)


def detector_of(modality: str, settings: Settings) -> Path | None:
    """The operator's detector, if there is one."""
    named = str(getattr(settings, f"{modality}_attack"))
    return Path(named) if named else None


def verdicts(path: Path, modality: str, settings: Settings) -> tuple[Verdict, ...]:
    """The detector's word on a picture, of a card of prints on each that can be read; nothing where none is installed.
    What cannot be judged takes nothing from the answer, and says so."""
    model = detector_of(modality, settings)
    if model is None:
        return ()
    try:
        slot, opened = _opened(model, settings.model_keys, modality)
        seen = list(_fingers(path) if modality == "fingerprint" else [(0, _seen(path, modality, slot))])
    except ManumitError as error:  # not admitted, changed, gone, unreadable
        return (Verdict(why=error),)
    found = []
    for finger, picture in seen:
        try:
            if picture is None:
                raise UnreadableInput(
                    "It has minutiae and no picture: whether the finger was real cannot be told.",
                    about="unseen-finger",
                )
            found.append(Verdict(finger, _judge(opened, slot, picture, model.name)))
        except UnreadableInput as error:
            found.append(Verdict(finger, why=error))
    return tuple(found)


def _judge(opened: Any, slot: OperatorModel, picture: Pixels, name: str) -> Judged:
    from PIL import Image

    shape = opened.get_inputs()[0].shape
    size = [one if isinstance(one, int) else 224 for one in (shape[3], shape[2])]
    small = np.asarray(Image.fromarray(picture).resize((size[0], size[1]), Image.Resampling.BILINEAR))
    ordered = small if slot.colour == "RGB" else small[..., ::-1]
    mean, spread = (np.asarray(one, np.float32) for one in (slot.mean, slot.spread))
    planes = ((ordered.astype(np.float32) - mean) / spread).transpose(2, 0, 1)[None]
    values = run(opened, name, planes.astype(np.float32))
    if slot.at >= len(values):
        raise UnreadableInput(
            f"{name} has no output {slot.at}.",
            "Correct `at` in its card.",
            about="odd-model",
            numbers={"name": name},
        )
    score = float(values[slot.at])
    return Judged(f"{slot.model} {slot.version}", round(score, 4), score >= slot.threshold, slot.tested)


def _seen(path: Path, modality: str, slot: OperatorModel) -> Pixels:
    """The face with what is around it (a screen has an edge there); of an eye the whole picture."""
    picture = read_picture(path)
    if modality != "face":
        return picture
    from manumit.engine.biometrics.face.finding import the_face

    left, top, right, bottom = the_face(picture, path).box
    reach = int(slot.margin * max(right - left, bottom - top))
    height, width = picture.shape[:2]
    rows = slice(max(0, top - reach), min(height, bottom + reach))
    return picture[rows, max(0, left - reach) : min(width, right + reach)]


def _fingers(path: Path) -> Iterator[tuple[int, Pixels | None]]:
    """Each print of a file that can be read: which finger, and its picture where there is one."""
    from manumit.engine.biometrics.fingerprint.inputs import prints_and_lost

    for one in prints_and_lost(path)[0]:
        shown = None
        if isinstance(one.held, np.ndarray):
            shown = np.repeat(one.held.round().astype(np.uint8)[..., None], 3, axis=2)
        yield one.finger, shown
